"""Erasing a store that its centre has reported lost."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from core.store.paths import Layout

if TYPE_CHECKING:
    from pathlib import Path


def wipe(folder: Path) -> None:
    """Erase a closed store. The wrapped keys go first: without them the rest cannot be read."""
    vault = Layout(folder).vault
    if vault.exists():
        size = vault.stat().st_size
        with vault.open("r+b") as file:
            file.write(os.urandom(size))
            file.flush()
            os.fsync(file.fileno())
        vault.unlink()
    shutil.rmtree(folder, ignore_errors=True)

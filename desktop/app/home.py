"""Where Terreno keeps things on this machine. Standard library only: needed before first paint."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def home(env: Mapping[str, str] = os.environ) -> Path:
    """TERRENO_HOME, else the platform's data folder (the same one as `core.store.home`)."""
    given = env.get("TERRENO_HOME")
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("Terreno", appauthor=False)


def store_folder(base: Path, name: str) -> Path:
    """The folder of the store called `meu` or `exemplo`."""
    return base / "stores" / name


def is_frozen() -> bool:
    """Whether this is the built one-folder application."""
    return bool(getattr(sys, "frozen", False))

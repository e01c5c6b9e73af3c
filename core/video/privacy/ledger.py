"""What was erased, beside the database: a backup that is put back does not bring it back.

A backup from before an erasure has no row of it. The ledger lies in the store's folder and is not
part of a backup: ids, SHA-256 and instants, nothing about people.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from core.store.paths import Layout

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Erased:
    """A recording that was erased here, when, by whom, and the files that went."""

    recording_id: UUID
    at: datetime
    technician_id: UUID | None
    files: tuple[str, ...]


def note_erased(folder: Path, erased: Erased) -> None:
    """Add a line; it is on the disk when this returns. Raises: OSError."""
    line = json.dumps(
        {
            "recording": str(erased.recording_id),
            "at": erased.at.isoformat(),
            "by": None if erased.technician_id is None else str(erased.technician_id),
            "files": list(erased.files),
        }
    )
    with Layout(folder).erased.open("ab") as file:
        # On a line of its own, even after one that a power cut tore.
        file.write(b"\n" + line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read_erased(folder: Path) -> list[Erased]:
    """All lines that can be read, oldest first."""
    try:
        lines = Layout(folder).erased.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
            said = json.loads(line)
            found.append(
                Erased(
                    UUID(said["recording"]),
                    datetime.fromisoformat(said["at"]),
                    UUID(said["by"]) if said["by"] else None,
                    tuple(str(one) for one in said["files"]),
                )
            )
    return found

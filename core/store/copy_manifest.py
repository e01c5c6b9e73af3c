"""What a copy of everything holds, as its `copia.json` says: each file with size and hash."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from core.store import problems
from core.store.durable import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "copia.json"
BLOCK = 1 << 20
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file of the copy: its path in it (with `/`), and what its bytes must be."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class CopyManifest:
    """`store` is the id in the vault; `database` and `vault` are paths of two of the `files`."""

    store: str
    made_at: datetime
    database: str
    vault: str
    files: tuple[CopiedFile, ...]

    def write(self, folder: Path) -> None:
        """Replace the manifest of the copy in one step."""
        said = {
            "format": _FORMAT,
            "store": self.store,
            "made_at": self.made_at.isoformat(),
            "database": self.database,
            "vault": self.vault,
            "files": [[one.path, one.size, one.sha256] for one in self.files],
        }
        write_whole(folder / NAME, json.dumps(said, indent=1).encode())


def read_manifest(folder: Path) -> CopyManifest:
    """Raises: CopyUnusable when there is none, or none that can be read."""
    try:
        said = json.loads((folder / NAME).read_bytes())
        if said["format"] != _FORMAT:
            raise problems.StoreTooNew
        return CopyManifest(
            store=said["store"],
            made_at=datetime.fromisoformat(said["made_at"]),
            database=_inside(said["database"]),
            vault=_inside(said["vault"]),
            files=tuple(CopiedFile(_inside(path), size, sha) for path, size, sha in said["files"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise problems.CopyUnusable(folder=str(folder)) from error


def _inside(path: str) -> str:
    # The file comes from a stick that anybody may have written: it may not lead elsewhere.
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path:
        raise ValueError(path)
    return path


def hash_of(path: Path, *, on_bytes: Callable[[int], None] = lambda _size: None) -> str:
    """SHA-256 of a file as it lies on the disk, not as the system remembers having written it."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as stream:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while block := stream.read(BLOCK):
            digest.update(block)
            on_bytes(len(block))
    return digest.hexdigest()


def copy_file(
    source: Path, target: Path, *, on_bytes: Callable[[int], None] = lambda _size: None
) -> CopiedFile:
    """Copy one file, push it to the disk, read it back and compare; it appears whole or not.

    Raises: OSError, CopyDiffers, and what `on_bytes` raises.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    digest, size = hashlib.sha256(), 0
    try:
        with source.open("rb") as stream, part.open("wb") as copy:
            while block := stream.read(BLOCK):
                copy.write(block)
                digest.update(block)
                size += len(block)
                on_bytes(len(block))
            copy.flush()
            os.fsync(copy.fileno())
        if hash_of(part) != digest.hexdigest():
            raise problems.CopyDiffers(name=target.name)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return CopiedFile("", size, digest.hexdigest())

"""Where whole files lie: a folder of the centre's, named by what they contain."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from core.store.durable import sync_folder
from sync.protocol.endpoint import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PIECE = 1 << 18
_ASIDE = ".old"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_UPLOAD = re.compile(r"[0-9a-f]{32}")
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Blobs(Protocol):
    """Whole files by their SHA-256 (hex)."""

    def keep(self, sha256: str, source: Path) -> None:
        """Take a file that has been compared with its hash; `source` is gone afterwards."""
        ...

    def size(self, sha256: str) -> int | None:
        """Bytes of a file; none if it is not here."""
        ...

    def read(self, sha256: str, *, start: int, size: int) -> Iterator[bytes]:
        """A part of a file, in pieces. Raises: FileNotFoundError."""
        ...

    def erase(self, sha256: str) -> None:
        """Remove a file for good; one that is not here does no harm."""
        ...

    def all(self) -> Iterator[tuple[str, float]]:
        """All files, and since when each lies here (seconds of the epoch)."""
        ...

    def erase_old(self, sha256: str, *, before: float) -> bool:
        """Remove a file unless it was put here (again) since `before`; whether it is gone."""
        ...


class FolderBlobs:
    """Files in a folder of this machine, or one that several machines share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, sha256: str, source: Path) -> None:
        """See `Blobs`; survives a power cut once it returns."""
        final = self._path(sha256)
        final.parent.mkdir(parents=True, exist_ok=True)
        os.utime(source)  # since when it lies here, not since when it came
        source.replace(final)
        sync_folder(final.parent)
        sync_folder(self._folder)

    def size(self, sha256: str) -> int | None:
        """See `Blobs`."""
        try:
            return self._path(sha256).stat().st_size
        except FileNotFoundError:
            return None

    def read(self, sha256: str, *, start: int, size: int) -> Iterator[bytes]:
        """See `Blobs`."""
        with self._path(sha256).open("rb") as file:
            file.seek(start)
            while size > 0 and (piece := file.read(min(PIECE, size))):
                size -= len(piece)
                yield piece

    def erase(self, sha256: str) -> None:
        """See `Blobs`."""
        path = self._path(sha256)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync_folder(path.parent)

    def all(self) -> Iterator[tuple[str, float]]:
        """See `Blobs`."""
        for aside in self._folder.glob(f"[0-9a-f][0-9a-f]/*{_ASIDE}"):
            # A process that was killed between moving it aside and deciding.
            path = aside.with_name(aside.name.removesuffix(_ASIDE))
            if not path.exists():
                aside.replace(path)
            else:
                aside.unlink(missing_ok=True)
        for path in self._folder.glob("[0-9a-f][0-9a-f]/*"):
            if _SHA256.fullmatch(path.name):
                with suppress(FileNotFoundError):
                    yield path.name, path.stat().st_mtime

    def erase_old(self, sha256: str, *, before: float) -> bool:
        """See `Blobs`. Moved aside first: what is put here meanwhile is not touched."""
        path = self._path(sha256)
        aside = path.with_name(f"{sha256}{_ASIDE}")
        try:
            path.replace(aside)
        except FileNotFoundError:
            return False
        if aside.stat().st_mtime >= before:
            aside.replace(path)  # the same bytes, whichever of the two stays
            return False
        aside.unlink()
        sync_folder(path.parent)
        return not path.exists()

    def _path(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise ValueError("a file is named by 64 hexadecimal digits")
        return self._folder / sha256[:2] / sha256


class Incoming:
    """Files on their way in, on this disk: written in place, never appended to."""

    def __init__(self, folder: Path, *, keep_free: int) -> None:
        self._folder = folder
        self._keep_free = keep_free

    def path(self, upload: str) -> Path:
        """What has come of an upload."""
        if not _UPLOAD.fullmatch(upload):
            raise ValueError("an upload is named by 32 hexadecimal digits")
        return self._folder / upload

    def has_room(self, size: int) -> bool:
        """Whether a file of this size may come, so that the disk keeps its reserve."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self._folder).free - size >= self._keep_free

    def begin(self, upload: str) -> None:
        """Make the empty file; it is there after a power cut."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self.path(upload).touch()
        sync_folder(self._folder)

    def write(self, upload: str, data: bytes, *, place: int) -> None:
        """Put bytes at their place, on the disk for good once it returns.

        Raises: Refused (full), FileNotFoundError.
        """
        try:
            with self.path(upload).open("rb+", buffering=0) as file:
                file.seek(place)
                view = memoryview(data)
                while view:
                    view = view[file.write(view) :]
                getattr(os, "fdatasync", os.fsync)(file.fileno())
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise Refused("full") from error
            raise

    def cut(self, upload: str, size: int) -> None:
        """Nothing may lie behind the end."""
        with self.path(upload).open("rb+") as file:
            file.truncate(size)

    def sha256(self, upload: str) -> str:
        """The hash of what has come, read from the disk again."""
        with self.path(upload).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def drop(self, upload: str) -> None:
        """Forget what has come."""
        self.path(upload).unlink(missing_ok=True)

    def left(self) -> list[str]:
        """The uploads that something has come of."""
        if not self._folder.is_dir():
            return []
        return [one.name for one in self._folder.iterdir() if _UPLOAD.fullmatch(one.name)]

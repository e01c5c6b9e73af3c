"""Sealed files: a folder of encrypted files named by what they contain."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

from core.store import frames, problems
from core.store.durable import sync_folder
from core.store.ids import new_id
from core.store.problem_of import problem_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from core.store.beside import Beside

_INCOMING = "incoming"
_HEX = 64


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file that is safely in the folder: SHA-256 of its content (hex), bytes, media type."""

    sha256: str
    size: int
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A file that should be there and sound, and is not."""

    sha256: str
    kind: Literal["missing", "damaged"]
    names: tuple[str, ...]


class SealedFiles:
    """The sealed files of one store.

    `expected` tells which files the store speaks of: SHA-256 → the names they go by.
    """

    def __init__(
        self,
        folder: Path,
        *,
        key: bytes,
        expected: Callable[[], Mapping[str, tuple[str, ...]]],
        beside: Beside,
    ) -> None:
        self._folder = folder
        self._key = key
        self._expected = expected
        self._beside = beside

    def seal(self, source: BinaryIO | Path, *, media_type: str, name: str) -> SealedFile:
        """Encrypt a file into the folder; when this returns it survives a power cut.

        Raises: DiskFull, DiskRefuses; nothing is left behind then.
        """
        incoming = self._folder / _INCOMING
        part = incoming / f"{new_id()}.part"
        digest = hashlib.sha256()
        try:
            incoming.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as target:
                if isinstance(source, Path):
                    with source.open("rb") as stream:
                        size = frames.encrypt(_pieces(stream, digest), target, key=self._key)
                else:
                    size = frames.encrypt(_pieces(source, digest), target, key=self._key)
                target.flush()
                os.fsync(target.fileno())
            self._settle(part, digest.hexdigest())
        except OSError as error:
            part.unlink(missing_ok=True)
            if isinstance(error, FileNotFoundError) and isinstance(source, Path):
                raise
            raise cast("Exception", problem_of(error)) from error
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return SealedFile(digest.hexdigest(), size, media_type, name)

    def open(self, sha256: str) -> BinaryIO:
        """The file in the clear, seekable; one handle may be used by several threads.

        Raises: FileMissing; FileDamaged here or while reading.
        """
        try:
            raw = frames.FrameReader(
                self._path(sha256), key=self._key,
                damaged=lambda: problems.FileDamaged(sha256=sha256),
            )  # fmt: skip
        except FileNotFoundError:
            raise problems.FileMissing(sha256=sha256) from None
        return cast("BinaryIO", io.BufferedReader(raw, buffer_size=1 << 16))

    def has(self, sha256: str) -> bool:
        """Whether the file is in the folder (its content is not read)."""
        return self._path(sha256).is_file()

    def erase(self, sha256: str) -> bool:
        """Remove a file for good, with what was made from it; whether none of it is there then.

        Only for what the store no longer speaks of. The disk may keep freed blocks for a while;
        they are encrypted.
        """
        path = self._path(sha256)
        try:
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                sync_folder(path.parent)
        except OSError:
            return False
        return self._beside.erase(sha256) and not path.exists()

    def keep_beside(self, sha256: str, kind: str, data: bytes) -> None:
        """Keep, encrypted, what was made from a file (`kind` of it) and can be made again.

        It goes when the file is erased. A disk that refuses is no matter: it is made again.
        """
        if self._beside.keep(sha256, kind, data) and not self.has(sha256):
            self._beside.erase(sha256)  # the file was erased meanwhile

    def beside(self, sha256: str, kind: str) -> bytes | None:
        """What was kept beside a file; None when it must be made (again)."""
        return self._beside.read(sha256, kind) if self.has(sha256) else None

    def check(self) -> list[FileProblem]:
        """Read every file that the store speaks of; name those missing or damaged."""
        found: list[FileProblem] = []
        for sha256, names in sorted(self._expected().items()):
            if not self.has(sha256):
                found.append(FileProblem(sha256, "missing", names))
            elif not self._sound(sha256):
                found.append(FileProblem(sha256, "damaged", names))
        return found

    def sweep(self) -> None:
        """Remove what a killed process left half sealed; its source was never given up."""
        for part in (self._folder / _INCOMING).glob("*.part"):
            part.unlink(missing_ok=True)
        self._beside.sweep(self.has)

    def _sound(self, sha256: str) -> bool:
        digest = hashlib.sha256()
        try:
            with self.open(sha256) as stream:
                for _ in _pieces(stream, digest):
                    pass
        except problems.FileDamaged:
            return False
        return digest.hexdigest() == sha256

    def _settle(self, part: Path, sha256: str) -> None:
        final = self._path(sha256)
        final.parent.mkdir(exist_ok=True)
        if final.exists() and self._sound(sha256):
            part.unlink()
            return
        part.replace(final)
        sync_folder(final.parent)
        sync_folder(self._folder)

    def _path(self, sha256: str) -> Path:
        if len(sha256) != _HEX or set(sha256) - set("0123456789abcdef"):
            raise ValueError("a sealed file is named by 64 hexadecimal digits")
        return self._folder / sha256[:2] / sha256


def _pieces(stream: BinaryIO, digest: hashlib._Hash) -> Iterator[bytes]:
    while piece := stream.read(frames.FRAME):
        digest.update(piece)
        yield piece

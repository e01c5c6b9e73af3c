"""A long stream of bytes as files of at most four gigabytes, as sticks (FAT32) want them."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from core.store.durable import sync_folder

if TYPE_CHECKING:
    from types import TracebackType

MOST = (1 << 32) - 1
"""The longest file that FAT32 holds."""
_NEW = ".a-escrever"


def part_path(path: Path, number: int) -> Path:
    """The place of a part, counted from 1: the first one has the plain name."""
    return path if number == 1 else path.with_name(f"{path.name}.{number}")


class PartsOut:
    """Writes the parts beside their place; they get their names when all is on the disk.

    Left without `finish`, nothing stays. Raises: OSError.
    """

    def __init__(self, path: Path, *, most: int = MOST) -> None:
        self._path = path
        self._most = most
        self._number = 0
        self._left = 0
        self._file: BinaryIO | None = None
        self._finished = False

    def write(self, data: bytes | memoryview) -> int:
        """Take all of it."""
        view = memoryview(data)
        while view:
            if not self._left:
                self._next()
            assert self._file is not None
            size = self._file.write(view[: self._left])
            self._left -= size
            view = view[size:]
        return len(data)

    def finish(self) -> list[Path]:
        """Everything is written: put the parts in their places; gives them."""
        self._close()
        for number in range(self._number, 0, -1):
            # The first one last: without it the others are no bundle.
            self._fresh(number).replace(part_path(self._path, number))
        self._finished = True
        extra = self._number + 1
        while part_path(self._path, extra).exists():
            part_path(self._path, extra).unlink()
            extra += 1
        sync_folder(self._path.parent)
        return [part_path(self._path, number) for number in range(1, self._number + 1)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if not self._finished:
            self._close()
            for number in range(1, self._number + 1):
                self._fresh(number).unlink(missing_ok=True)

    def _next(self) -> None:
        self._close()
        self._number += 1
        self._file = self._fresh(self._number).open("wb")
        self._left = self._most

    def _close(self) -> None:
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None

    def _fresh(self, number: int) -> Path:
        place = part_path(self._path, number)
        return place.with_name(place.name + _NEW)


class PartsIn(io.RawIOBase):
    """The parts as one stream; `start`: bytes at the beginning that are not of it."""

    def __init__(self, path: Path, *, start: int) -> None:
        super().__init__()
        self._files: list[BinaryIO] = []
        self._ends: list[int] = []
        self._start = start
        self._at = 0
        end = 0
        while part_path(path, len(self._files) + 1).is_file():
            file = part_path(path, len(self._files) + 1).open("rb")
            end += os.fstat(file.fileno()).st_size
            self._files.append(file)
            self._ends.append(end)

    @property
    def size(self) -> int:
        """Bytes of the stream."""
        return max(0, self._ends[-1] - self._start)

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Bytes from the start."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As files do."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill from one part; short at its end."""
        place = self._start + self._at
        for file, end in zip(self._files, self._ends, strict=True):
            if place < end:
                file.seek(place - (end - os.fstat(file.fileno()).st_size))
                piece = file.read(min(len(buffer), end - place))
                buffer[: len(piece)] = piece
                self._at += len(piece)
                return len(piece)
        return 0

    def close(self) -> None:
        """Let all parts go."""
        for file in self._files:
            file.close()
        super().close()

"""The file that a person asked for: written under a hidden name beside it, then renamed."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.store.parts import part_in
from core.video.problems import CannotWriteFilm, NoRoomForFilm


@contextmanager
def placed(target: Path) -> Iterator[Placing]:
    """What is written to `part` becomes the target, or the first free name like it (`-2`, `-3`…).

    Nothing stays behind when it fails or is stopped. Raises: CannotWriteFilm, NoRoomForFilm.
    """
    try:
        with part_in(target.parent) as part:
            placing = Placing(part, target)
            yield placing
            placing.settle()
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoomForFilm(folder=str(target.parent)) from error
        why = error.strerror or str(error)
        raise CannotWriteFilm(folder=str(target.parent), why=why) from error


class Placing:
    """A file on its way: write to `part`; after the block it is `path`."""

    def __init__(self, part: Path, target: Path) -> None:
        self.part = part
        self.path = target

    def settle(self) -> None:
        self.path = free(self.path)
        self.part.rename(self.path)


def free(target: Path) -> Path:
    """The first name that nobody has: `name.mp4`, `name-2.mp4`…"""
    place, number = target, 1
    while place.exists():
        number += 1
        place = target.with_name(f"{target.stem}-{number}{target.suffix}")
    return place

"""Between capture and encoder: a bounded queue of pictures, one of sound, and who is told."""

from __future__ import annotations

import threading
from collections import deque

from core.video.frames import Samples
from core.video.segment import Picture

_BLOCKS_KEPT = 3_000  # a minute


class Intake:
    """Filled on the capture's threads, emptied on the encoder's. `changed` guards it all."""

    def __init__(self, *, limit: int) -> None:
        self.changed = threading.Condition()
        self._limit = limit
        self._pictures: deque[Picture] = deque()
        self._blocks: deque[tuple[Samples, int]] = deque()

    def put(self, picture: Picture) -> bool:
        """False when it is full: the picture is lost."""
        with self.changed:
            if len(self._pictures) >= self._limit:
                return False
            self._pictures.append(picture)
            self.changed.notify_all()
        return True

    def put_sound(self, samples: Samples, moment_us: int) -> bool:
        """False when it is full: the block is lost."""
        with self.changed:
            if len(self._blocks) >= _BLOCKS_KEPT:
                return False
            self._blocks.append((samples, moment_us))
            self.changed.notify_all()
        return True

    def put_sound_back(self, block: tuple[Samples, int]) -> None:
        """What lies across a cut belongs to both sides."""
        with self.changed:
            self._blocks.appendleft(block)

    def take(self, *, seconds: float) -> tuple[Picture | None, int]:
        """The next picture, waited for so long, and how many are left waiting."""
        with self.changed:
            if not self._pictures and seconds:
                self.changed.wait(seconds)
            picture = self._pictures.popleft() if self._pictures else None
            return picture, len(self._pictures)

    def take_sound(self, *, before_us: int | None) -> tuple[Samples, int] | None:
        """The next block, if it began before this moment."""
        with self.changed:
            if not self._blocks or (before_us is not None and self._blocks[0][1] >= before_us):
                return None
            return self._blocks.popleft()

    def wait_for_sound(self, *, seconds: float) -> None:
        with self.changed:
            self.changed.wait_for(lambda: bool(self._blocks), seconds)

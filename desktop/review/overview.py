"""The whole recording at a glance: filmstrip, sound, picture moments; off the UI thread.

A few pictures of the filmstrip come first, then what stepping needs, then the sound, then the
filmstrip again with more pictures. What is known is kept while the place is open, so that going
from one recording to the other and back costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.kit.jobs import Jobs, Step, while_alive
from desktop.review.records import RecordingItem

FEW_PICTURES = 24
MANY_PICTURES = 120
STRIP_HEIGHT_PX = 54
_DENSE_FROM_US = 120_000_000
"""A shorter recording has pictures enough in the first filmstrip."""

Pictures = tuple[tuple[int, bytes], ...]


def strip_of(recording: RecordingItem, *, count: int, step: Step | None = None) -> Pictures:
    """About `count` small JPEG pictures with their moments (µs), from key pictures only."""
    from core.video.footage import Footage
    from core.video.still import jpeg

    total = max(1, recording.duration_us)
    strip: list[tuple[int, bytes]] = []
    for segment in recording.segments:
        if step is not None:
            step.tell(segment.start_us / total)
        # A moment falls into each segment's share; a short segment may have none.
        every = total / count
        first = -(-segment.start_us // every)
        end_us = segment.start_us + segment.duration_us
        wanted = []
        while first * every < end_us:
            wanted.append(int(first * every) - segment.start_us)
            first += 1
        if not wanted:
            continue
        with segment.open() as stream, Footage(stream) as footage:
            strip += [
                (segment.start_us + at, jpeg(image, height=STRIP_HEIGHT_PX, quality=80))
                for at, image in footage.key_pictures(wanted)
            ]
    return tuple(strip)


def wave_of(recording: RecordingItem, step: Step | None = None) -> tuple[float, ...]:
    """Peaks of the sound from 0 to 1, evenly over the recording."""
    from core.video import waveform

    wave: list[float] = []
    for segment in recording.segments:
        if step is not None:
            step.tell(segment.start_us / max(1, recording.duration_us))
        with segment.open() as stream:
            wave += waveform(stream)
    return tuple(wave)


def index_of_all(recording: RecordingItem, step: Step | None = None) -> tuple[int, ...]:
    """The moment of every picture (µs of the recording)."""
    from core.video import index_of

    index: list[int] = []
    for segment in recording.segments:
        if step is not None:
            step.tell(segment.start_us / max(1, recording.duration_us))
        with segment.open() as stream:
            index += [segment.start_us + at for at in index_of(stream)]
    return tuple(index)


class Overviews(QObject):
    """Works one thing after another; another recording asked for stops the one before."""

    arrived = Signal(object, str, object)  # recording id, "strip" | "index" | "wave", what
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._kept: dict[tuple[UUID, int], dict[str, Any]] = {}
        self._wanted: tuple[UUID, int] | None = None
        self._step: Step | None = None

    def ask(self, recording: RecordingItem) -> None:
        """Tell of this recording, as it comes; what is kept comes at once."""
        if self._step is not None:
            self._step.cancelled = True
        # One that is still being sealed grows: then it is another overview.
        self._wanted = (recording.id, len(recording.segments))
        for name, found in self._kept.setdefault(self._wanted, {}).items():
            self.arrived.emit(recording.id, name.removesuffix("-few"), found)
        self._next(recording, self._wanted)

    def _next(self, recording: RecordingItem, key: tuple[UUID, int]) -> None:
        if key != self._wanted:
            return
        tasks: dict[str, Callable[[Step], object]] = {
            "strip-few": lambda step: strip_of(recording, count=FEW_PICTURES, step=step),
            "index": partial(index_of_all, recording),
            "wave": partial(wave_of, recording),
        }
        if recording.duration_us >= _DENSE_FROM_US:
            tasks["strip"] = lambda step: strip_of(recording, count=MANY_PICTURES, step=step)
        name = next((one for one in tasks if one not in self._kept[key]), None)
        if name is None:
            return

        def arrived(found: object) -> None:
            self._kept[key][name] = found
            if key == self._wanted:
                self.arrived.emit(recording.id, name.removesuffix("-few"), found)
                self._next(recording, key)

        def failed(problem: BaseException) -> None:
            if key == self._wanted and not isinstance(problem, CancelledError):
                self.failed.emit(problem)

        self._step = self._jobs.run(
            tasks[name], then=while_alive(self, arrived), failed=while_alive(self, failed)
        )

"""The whole recording at a glance: filmstrip, sound, picture moments; off the UI thread.

Two things go on side by side: the pictures (some from everywhere first), and sound with the moments
of all pictures. Both are kept, encrypted, beside the sealed files (`core.video.glance`), so that
opening the review again shows them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Signal

from desktop.kit.jobs import Jobs, Step, while_alive
from desktop.review.records import RecordingItem, SegmentItem

if TYPE_CHECKING:
    from core.store import Store
    from core.video.glance import Glance

MANY_PICTURES = 120
_EVERY_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600)
_TOLD_AFTER = (1, 2, 4, 8, 16, 32, 64)

Pictures = tuple[tuple[int, bytes], ...]


def every_us(duration_us: int) -> int:
    """How far apart the pictures of the filmstrip are: some hundred for the whole of it."""
    fitting = (s * 1_000_000 for s in _EVERY_S if duration_us <= s * 1_000_000 * MANY_PICTURES)
    return next(fitting, _EVERY_S[-1] * 1_000_000)


def strip_of(
    store: Store,
    recording: RecordingItem,
    step: Step | None = None,
    *,
    so_far: Callable[[Pictures], object] = lambda _some: None,
) -> Pictures:
    """Small JPEG pictures with their moments (µs): kept ones, the rest is made and kept.

    `so_far` is told now and then what there is: a few from everywhere at first.
    """
    from core.video import glance

    every = every_us(recording.duration_us)
    found: dict[int, Pictures] = {}
    made = 0
    for segment in _spread(recording.segments):
        _tell(step, len(found) / len(recording.segments))
        kept = glance.kept_strip(store, segment.sha256, every_us=every)
        pictures = kept or glance.strip(
            store,
            segment.sha256,
            every_us=every,
            duration_us=segment.duration_us,
            opened=segment.open,
        )
        start = segment.start_us
        found[start] = tuple((start + at, data) for at, data in pictures)
        made += kept is None
        if kept is None and made in _TOLD_AFTER:
            so_far(_in_order(found))
    return _in_order(found)


def _in_order(found: dict[int, Pictures]) -> Pictures:
    return tuple(picture for start in sorted(found) for picture in found[start])


def _spread(segments: Sequence[SegmentItem]) -> list[SegmentItem]:
    """All of them, first some from everywhere."""
    order = []
    for stride in (8, 4, 2, 1):
        order += [one for one in segments[::stride] if one not in order]
    return order


def sound_of(
    store: Store, recording: RecordingItem, step: Step | None = None
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The moment of every picture (µs of the recording); peaks of the sound, evenly over it."""
    from core.video import glance

    index: list[int] = []
    wave = [0.0] * (recording.duration_us * glance.PER_SECOND // 1_000_000 + 1)
    heard = False
    for segment in recording.segments:
        _tell(step, segment.start_us / max(1, recording.duration_us))
        found: Glance = glance.glance(store, segment.sha256, opened=segment.open)
        index += [segment.start_us + at for at in found.moments]
        heard = heard or bool(found.loudness)
        begin = segment.start_us * glance.PER_SECOND // 1_000_000
        fitting = found.loudness[: max(0, len(wave) - begin)]
        wave[begin : begin + len(fitting)] = fitting
    return tuple(index), tuple(wave) if heard else ()


def _tell(step: Step | None, share: float) -> None:
    if step is not None:
        step.tell(share)


class Overviews(QObject):
    """Tells of one recording at a time; another one asked for stops the one before."""

    arrived = Signal(object, str, object)  # recording id, "strip" | "index" | "wave", what
    failed = Signal(object)
    _some = Signal(object, object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._kept: dict[tuple[UUID, int], dict[str, Any]] = {}
        self._wanted: tuple[UUID, int] | None = None
        self._steps: dict[str, Step] = {}
        self._some.connect(self._some_came)

    def ask(self, recording: RecordingItem) -> None:
        """Tell of this recording, as it comes; what is known comes at once."""
        for step in self._steps.values():
            step.cancelled = True
        # One that is still being sealed grows: then it is another overview.
        key = self._wanted = (recording.id, len(recording.segments))
        known = self._kept.setdefault(key, {})
        for name, found in known.items():
            self.arrived.emit(recording.id, name, found)
        store = self._jobs.store
        if "strip" not in known:
            some = partial(self._tell_some, key)
            strip = partial(strip_of, store, recording, so_far=some)
            self._run("strip", strip, key, then=partial(self._came, key, "strip"))
        if "wave" not in known:
            sound = partial(sound_of, store, recording)
            self._run("sound", sound, key, then=partial(self._sound_came, key))

    def _tell_some(self, key: tuple[UUID, int], found: Pictures) -> None:
        """On the job's thread."""
        if shiboken6.isValid(self):
            self._some.emit(key, found)

    def _some_came(self, key: tuple[UUID, int], found: Pictures) -> None:
        if key == self._wanted and "strip" not in self._kept[key]:
            self.arrived.emit(key[0], "strip", found)

    def _sound_came(
        self, key: tuple[UUID, int], came: tuple[tuple[int, ...], tuple[float, ...]]
    ) -> None:
        self._came(key, "index", came[0])
        self._came(key, "wave", came[1])

    def _came(self, key: tuple[UUID, int], name: str, found: object) -> None:
        self._kept[key][name] = found
        if key == self._wanted:
            self.arrived.emit(key[0], name, found)

    def _run(
        self,
        name: str,
        task: Callable[[Step], Any],
        key: tuple[UUID, int],
        *,
        then: Callable[[Any], None],
    ) -> None:
        if key != self._wanted:
            return

        def failed(problem: BaseException) -> None:
            if key == self._wanted and not isinstance(problem, CancelledError):
                self.failed.emit(problem)

        self._steps[name] = self._jobs.run(
            task, then=while_alive(self, then), failed=while_alive(self, failed)
        )

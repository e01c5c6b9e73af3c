"""The filmstrip from near by: when the line is zoomed in, the exact pictures of what is seen.

Made in the background for the part in view, down to every single picture; the newest view counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from concurrent.futures import CancelledError
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from desktop.kit.jobs import Jobs, Step, while_alive
from desktop.review.overview import Pictures, every_us
from desktop.review.records import RecordingItem
from desktop.review.timeline import Timeline

_STRIDES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)
_SETTLE_MS = 120
_AT_ONCE = 4
_KEPT = 300


class CloseUps(QObject):
    """Gives the timeline the pictures of its view; `failed` when they cannot be read."""

    failed = Signal(object)

    def __init__(self, jobs: Jobs, timeline: Timeline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._timeline = jobs, timeline
        self._recording: RecordingItem | None = None
        self._index: Sequence[int] = ()
        self._images: dict[int, QImage] = {}
        self._step: Step | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._look)
        timeline.view_changed.connect(self._view_changed)

    def show(self, recording: RecordingItem) -> None:
        """Of this recording from now on."""
        self._recording, self._index = recording, ()
        self._images.clear()
        self._stop()
        self._timeline.set_close_ups(())

    def set_index(self, moments: Sequence[int]) -> None:
        """The moment of every picture of the recording (µs); before it there are no close-ups."""
        self._index = moments
        self._settle.start()

    def wanted(self) -> list[int]:
        """The pictures that fit side by side into the view (µs of the recording), if the filmstrip
        has fewer.
        """
        recording, index = self._recording, self._index
        if recording is None or len(index) < 2:
            return []
        start, end = (at - recording.offset_us for at in self._timeline.view)
        first, last = bisect_right(index, start) - 1, bisect_left(index, end)
        first = max(0, first)
        if last - first < 1:
            return []
        apart = (index[min(last, len(index) - 1)] - index[first]) / max(1, last - first)
        wide = self._timeline.tile_us
        stride = next((one for one in _STRIDES if one * apart >= wide * 0.98), 0)
        if not stride or stride * apart >= every_us(recording.duration_us):
            return []
        return [
            index[at] for at in range(first - first % stride, min(last + 1, len(index)), stride)
        ]

    def _view_changed(self) -> None:
        self._stop()
        self._give(self.wanted())  # what is known comes at once
        self._settle.start()

    def _look(self) -> None:
        wanted = self.wanted()
        self._give(wanted)
        missing = [at for at in wanted if at not in self._images][:_AT_ONCE]
        recording = self._recording
        if not missing or recording is None:
            return
        self._stop()
        self._step = self._jobs.run(
            partial(_pictures, recording, missing),
            then=while_alive(self, partial(self._came, recording.id)),
            failed=while_alive(self, self._not_made),
        )

    def _came(self, recording: UUID, found: Pictures) -> None:
        if self._recording is None or recording != self._recording.id:
            return
        for moment, data in found:
            self._images[moment] = QImage.fromData(data)
        while len(self._images) > _KEPT:
            del self._images[next(iter(self._images))]
        if found:
            self._look()

    def _not_made(self, problem: BaseException) -> None:
        if not isinstance(problem, CancelledError):
            self.failed.emit(problem)

    def _give(self, wanted: list[int]) -> None:
        begin = self._recording.offset_us if self._recording else 0
        self._timeline.set_close_ups(
            [(begin + at, self._images.get(at, QImage())) for at in wanted]
        )

    def _stop(self) -> None:
        if self._step is not None:
            self._step.cancelled = True
            self._step = None


def _pictures(recording: RecordingItem, moments: list[int], step: Step) -> Pictures:
    """The exact pictures at these moments, small, as JPEG."""
    from core.video.footage import Footage
    from core.video.glance import STRIP_HEIGHT_PX
    from core.video.still import jpeg

    found: list[tuple[int, bytes]] = []
    for segment in recording.segments:
        inside = [
            at - segment.start_us
            for at in moments
            if segment.start_us <= at < segment.start_us + segment.duration_us
        ]
        if not inside:
            continue
        step.tell(len(found) / len(moments))
        with segment.open() as stream, Footage(stream) as footage:
            for at, image in footage.pictures_at(inside):
                found.append(
                    (segment.start_us + at, jpeg(image, height=STRIP_HEIGHT_PX, quality=80))
                )
                step.tell(len(found) / len(moments))
    return tuple(found)

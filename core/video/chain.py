"""One segment after another: which picture begins a new one, and what belongs to each."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from core.video import encoders
from core.video.capture import Capture
from core.video.effort import Effort
from core.video.events import RecordedSegment
from core.video.frames import VideoClock
from core.video.incidents import Drops, Incident, latest
from core.video.intake import Intake
from core.video.segment import MadeFor, OpenSegment, Picture
from core.video.space import Limits

_SOUND_PATIENCE_NS = 200_000_000


class SegmentChain:
    """The segments of one recording. For the encoder's thread, but for `note`."""

    def __init__(
        self,
        folder: Path,
        *,
        key: bytes,
        recording_id: UUID,
        capture: Capture,
        intake: Intake,
        clock: VideoClock,
        limits: Limits,
        on_closed: Callable[[RecordedSegment], None],
        on_failure: Callable[[OSError], None],
    ) -> None:
        self.closed: list[RecordedSegment] = []
        self.last: Picture | None = None
        self.last_end_us = 0
        self._folder = folder
        self._key = key
        self._recording_id = recording_id
        self._capture = capture
        self._intake = intake
        self._clock = clock
        self._limits = limits
        self._on_closed = on_closed
        self._on_failure = on_failure
        self._segment: OpenSegment | None = None
        self._closed_bytes = 0
        self._noting = threading.Lock()
        self._loose: list[Incident] = []
        self._parts = 0

    @property
    def open(self) -> bool:
        """Whether a segment is being written."""
        return self._segment is not None

    @property
    def bytes_recorded(self) -> int:
        """Bytes of all segments, the open one too."""
        return self._closed_bytes + (self._segment.size if self._segment else 0)

    def note(self, incident: Incident) -> None:
        """Keep what happened with the segment it happened in, else with the next. Any thread."""
        with self._noting:
            self._keep(incident)

    def note_drop(self, drops: Drops, *, at_us: int) -> None:
        """One more picture was lost; counted in one segment only. Any thread."""
        with self._noting:
            self._keep(drops.lost(at_us, part=self._parts))

    def _keep(self, incident: Incident) -> None:
        if self._segment is not None:
            self._segment.note(incident)
        else:
            self._loose.append(incident)

    def loose(self) -> tuple[Incident, ...]:
        """What no segment carries."""
        with self._noting:
            return latest(self._loose)

    def take(self, picture: Picture, *, effort: Effort) -> None:
        """Put a picture into the segment it belongs to. Raises OSError on a full disk."""
        import av

        try:
            self._put(picture, effort=effort)
        except av.error.FFmpegError as error:
            segment = self._segment
            if segment is None or segment.made_for.encoder == encoders.SOFTWARE:
                raise
            encoders.chosen.give_up(error)
            self.close(picture.moment_us)
            self._put(picture, effort=effort)

    def feed_sound(self, *, before_us: int | None = None) -> None:
        """Give the open segment the sound that waits, as far as it began before this moment."""
        while (block := self._intake.take_sound(before_us=before_us)) is not None:
            if self._segment is not None:
                self._segment.sound(*block)

    def close(self, end_us: int) -> None:
        """Close it once the sound up to `end_us` is in, which comes a little after the picture."""
        if (segment := self._segment) is None:
            return
        deadline = self._clock.monotonic_ns() + _SOUND_PATIENCE_NS
        while True:
            self.feed_sound(before_us=end_us)
            heard = segment.sound_end_us
            left = deadline - self._clock.monotonic_ns()
            if heard is None or heard >= end_us or left <= 0 or self._capture.sound_lost:
                break
            self._intake.wait_for_sound(seconds=left / 1e9)
        overlap = segment.last_sound
        self._closed_bytes += segment.size
        with self._noting:
            self._segment = None
            self._parts += 1
        closed = segment.close(end_us)
        if closed is not None:
            self.closed.append(closed)
            self._on_closed(closed)
        if overlap is not None:  # the block that lies across the cut belongs to both sides
            self._intake.put_sound_back(overlap)

    def _put(self, picture: Picture, *, effort: Effort) -> None:
        segment = self._segment
        made_for = self._made_for(picture, effort=effort)
        if segment is not None and (
            segment.made_for != made_for or self._long_enough(segment, picture, made_for)
        ):
            self.close(picture.moment_us)
            segment = None
        if segment is None:
            segment = self._begin(picture, made_for)
        segment.picture(picture)
        self.last = picture
        step = 1 if made_for.coding else effort.every
        self.last_end_us = picture.moment_us + int(1_000_000 * step / self._capture.facts.fps)

    def _made_for(self, picture: Picture, *, effort: Effort) -> MadeFor:
        height, width = picture.image.shape[:2]
        coded, segment = picture.coded, self._segment
        goes_on = (
            coded is not None and segment is not None and segment.made_for.coding == coded.coding
        )
        if coded is not None and (coded.key or goes_on):
            return MadeFor(width, height, Effort(), coding=coded.coding)
        return MadeFor(width, height, effort, encoder=encoders.chosen.name())

    def _long_enough(self, segment: OpenSegment, picture: Picture, made_for: MadeFor) -> bool:
        if made_for.coding is not None and not (picture.coded and picture.coded.key):
            return False  # a camera's own pictures can only begin at a key picture
        return (
            picture.moment_us - segment.start_us >= self._limits.segment_us
            or segment.size >= self._limits.segment_bytes
        )

    def _begin(self, picture: Picture, made_for: MadeFor) -> OpenSegment:
        segment = OpenSegment(
            self._folder,
            key=self._key,
            recording_id=self._recording_id,
            number=len(self.closed),
            first=picture,
            made_for=made_for,
            fps=self._capture.facts.fps / made_for.effort.every,
            sound=None if self._capture.sound_lost else self._capture.sound_format,
            clock=self._clock,
            on_failure=self._on_failure,
        )
        with self._noting:
            loose, self._loose = self._loose, []
            for incident in loose:
                segment.note(incident)
            self._segment = segment
        return segment

"""A recording as it is cut from: its sealed segments on one time line, opened as they are needed.

Moments are microseconds from the first picture of the recording; each segment's file counts from
its own first picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

from core.store import Store
from core.video.problems import NoPicture, NothingSealed
from core.video.recordings import SegmentSummary, recording_row, segments_of

if TYPE_CHECKING:
    from av.container import InputContainer

_EARLIER_US = (0, 1_000_000, 6_000_000, 60_000_000)


@dataclass(frozen=True, slots=True)
class Film:
    """What can be shown of one recording. `open_file` opens a sealed file by its SHA-256."""

    recording_id: UUID
    segments: tuple[SegmentSummary, ...]
    open_file: Callable[[str], IO[bytes]]

    @property
    def until_us(self) -> int:
        """Where what is sealed of it ends."""
        last = self.segments[-1]
        return last.start_us + last.duration_us

    def between(self, from_us: int, until_us: int) -> list[SegmentSummary]:
        """The segments that show something of this span; a gap takes what showed before it."""
        before = [one for one in self.segments if one.start_us <= from_us]
        first = before[-1] if before else self.segments[0]
        return [
            one
            for one in self.segments
            if one is first or (one.start_us > first.start_us and one.start_us < until_us)
        ]


def film_of(store: Store, recording_id: UUID) -> Film:
    """What is sealed of a recording.

    Raises: UnknownRecording, NothingSealed.
    """

    def known(work: Any) -> tuple[SegmentSummary, ...]:
        recording_row(work, recording_id)
        return tuple(segments_of(work, recording_id))

    segments = store.read(known)
    if not segments:
        raise NothingSealed(id=recording_id)
    return Film(recording_id, segments, store.files.open)


class OpenSegment:
    """The file of a segment, open; its times said as moments of the recording."""

    def __init__(self, container: InputContainer, segment: SegmentSummary) -> None:
        self.segment = segment
        self.container = container
        self.video = container.streams.video[0]
        self.audio = container.streams.audio[0] if container.streams.audio else None
        base = self.video.time_base
        assert base is not None
        self._start_s = (self.video.start_time or 0) * base

    def moment(self, stamp: int, base: Any) -> int:
        """The recording's moment (µs) of a stamp in this file."""
        return self.segment.start_us + int((stamp * base - self._start_s) * 1_000_000)

    def shape(self) -> tuple[object, ...]:
        """What must be the same in two segments for their packets to stand in one file."""
        return tuple(
            (
                one.type,
                one.codec_context.name,
                getattr(one.codec_context, "width", 0),
                getattr(one.codec_context, "height", 0),
                getattr(one.codec_context, "sample_rate", 0),
                bytes(one.codec_context.extradata or b""),
            )
            for one in (self.video, self.audio)
            if one is not None
        )

    def seek_key(self, moment_us: int) -> int:
        """Go to the last key picture at or before a moment, else the first; says its moment.

        Raises: NoPicture.
        """
        import av

        inside = max(0, moment_us - self.segment.start_us)
        for earlier in _EARLIER_US:
            self._seek(inside - earlier)
            try:
                found = next(
                    self.moment(one.pts, one.time_base)
                    for one in self.container.demux(self.video)
                    if one.pts is not None and one.is_keyframe
                )
            except (StopIteration, av.error.FFmpegError):
                continue
            # Some formats seek to a key picture after the place asked for.
            if found <= moment_us or inside <= earlier:
                self._seek(inside - earlier)
                return found
        raise NoPicture(name=self.segment.name)

    def _seek(self, inside_us: int) -> None:
        import av

        base = self.video.time_base
        assert base is not None
        place = round((self._start_s + Fraction(inside_us, 1_000_000)) / base)
        for there in (place, 0) if place < 0 else (place,):  # not all know a negative place
            with suppress(av.error.FFmpegError):
                self.container.seek(there, stream=self.video, backward=True)
                return
        raise NoPicture(name=self.segment.name)


@contextmanager
def opened(film: Film, segment: SegmentSummary) -> Iterator[OpenSegment]:
    """Open the sealed file of a segment. Raises: NoPicture, and the store's problems with files."""
    import av

    with film.open_file(segment.sha256) as stream:
        try:
            container = av.open(stream, "r")
        except av.error.FFmpegError:
            raise NoPicture(name=segment.name) from None
        with container:
            if not container.streams.video:
                raise NoPicture(name=segment.name)
            yield OpenSegment(container, segment)

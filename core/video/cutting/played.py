"""A span of a recording decoded: its pictures upright, in order, and its sound beside them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from core.video.cutting.film import Film, opened
from core.video.cutting.written import RATE
from core.video.frames import Samples
from core.video.problems import RecordingDamaged

if TYPE_CHECKING:
    import av

_SLACK_US = 12  # one tick of 1/90000 s
_JOINED = 480  # samples: what two blocks may be apart and still follow one another (10 ms)


def pictures(film: Film, *, from_us: int, until_us: int) -> Iterator[tuple[int, av.VideoFrame]]:
    """The pictures that show in a span as (µs from its start, yuv420p or as decoded).

    The first is the one that shows at `from_us`, at 0. A damaged end is left out.

    Raises: NoPicture.
    """
    import av

    showing: Any = None
    for segment in film.between(from_us, until_us):
        with opened(film, segment) as one:
            one.video.thread_type = "AUTO"
            one.seek_key(max(from_us, segment.start_us))
            with suppress(av.error.FFmpegError, RecordingDamaged):
                for frame in one.container.decode(one.video):
                    if frame.pts is None or frame.time_base is None:
                        continue
                    moment = one.moment(frame.pts, frame.time_base) + _SLACK_US
                    if moment >= until_us:
                        break
                    if moment <= from_us + _SLACK_US:
                        showing = frame
                        continue
                    if showing is not None:
                        yield 0, upright(showing)
                        showing = None
                    yield max(0, moment - _SLACK_US - from_us), upright(frame)
            if showing is not None and segment is film.between(from_us, until_us)[-1]:
                yield 0, upright(showing)


def upright(frame: Any) -> av.VideoFrame:
    """A picture as it is meant to be seen: phones turn the camera, not the pixels."""
    import av
    import numpy as np

    quarters = round((frame.rotation or 0) / 90) % 4  # counter-clockwise
    if not quarters:
        return cast("av.VideoFrame", frame)
    image = np.ascontiguousarray(np.rot90(frame.to_ndarray(format="bgr24"), quarters))
    return av.VideoFrame.from_ndarray(image, format="bgr24")


def shown_size(film: Film, *, at_us: int) -> tuple[int, int]:
    """Width and height of the picture at a moment, upright. Raises: NoPicture."""
    for _, frame in pictures(film, from_us=at_us, until_us=at_us + 1_000_000):
        return frame.width, frame.height
    return 1280, 720


def has_sound(film: Film, *, from_us: int, until_us: int) -> bool:
    """Whether any of its segments has a sound track."""
    for segment in film.between(from_us, until_us):
        with opened(film, segment) as one:
            if one.audio is not None:
                return True
    return False


class Sound:
    """The sound of a span, taken in order: stereo int16 at 48 kHz, silence where there is none."""

    def __init__(self, film: Film, *, from_us: int, until_us: int) -> None:
        self._blocks = _blocks(film, from_us=from_us, until_us=until_us)
        self._waiting: tuple[int, Samples] | None = None
        self._given = 0

    def until(self, us: int) -> Samples:
        """The samples from where the last call ended to this moment of the span, (count, 2)."""
        import numpy as np

        wanted = us * RATE // 1_000_000
        parts: list[Any] = []
        while self._given < wanted:
            block = self._waiting or next(self._blocks, None)
            self._waiting = None
            if block is None or block[0] >= wanted:
                self._waiting = block
                parts.append(np.zeros((wanted - self._given, 2), np.int16))
                self._given = wanted
                break
            start, samples = block
            if start > self._given + _JOINED:
                parts.append(np.zeros((start - self._given, 2), np.int16))
                self._given = start
            elif start < self._given - _JOINED:
                samples = samples[self._given - start :]
            room = wanted - self._given
            parts.append(samples[:room])
            self._given += min(room, len(samples))
            if len(samples) > room:
                self._waiting = (self._given, samples[room:])
        return np.concatenate(parts) if parts else np.zeros((0, 2), np.int16)


def _blocks(film: Film, *, from_us: int, until_us: int) -> Iterator[tuple[int, Samples]]:
    """Blocks of sound as (sample counted from the span's start, samples), none before 0."""
    import av

    for segment in film.between(from_us, until_us):
        with opened(film, segment) as one:
            if one.audio is None:
                continue
            one.seek_key(max(from_us, segment.start_us))
            resampler = av.AudioResampler(format="s16", layout="stereo", rate=RATE)
            with suppress(av.error.FFmpegError, RecordingDamaged):
                for frame in one.container.decode(one.audio):
                    if frame.pts is None or frame.time_base is None:
                        continue
                    moment = one.moment(frame.pts, frame.time_base)
                    if moment >= until_us:
                        break
                    start = (moment - from_us) * RATE // 1_000_000
                    for block in resampler.resample(frame):
                        samples = block.to_ndarray().reshape(-1, 2)
                        if start + len(samples) > 0:
                            yield max(0, start), cast("Samples", samples[max(0, -start) :])
                        start += len(samples)

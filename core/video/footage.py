"""Reading recorded video: its index of moments, exact pictures, filmstrip and waveform.

Moments are microseconds in the file (a segment's file starts at 0). Everything works by the
time stamps of the pictures, never by counting them: the frame rate varies.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Self, cast

from core.video.frames import Image, Samples
from core.video.problems import NoPicture, RecordingDamaged
from core.video.still import jpeg

if TYPE_CHECKING:
    import av.container

_EARLIER_US = (0, 1_000_000, 6_000_000, 60_000_000)
_TOGETHER_US = 1_000_000  # pictures so near one another are read without seeking again
_SLACK_US = 12  # one tick of 1/90000 s: a stamp written may lie so much before its moment


class Footage:
    """A video file held open for many questions. Not for several threads at once.

    Moments count from its first picture; `as_stamped`: from the 0 of its stamps.
    """

    def __init__(self, stream: IO[bytes], *, name: str = "vídeo", as_stamped: bool = False) -> None:
        import av

        self._name = name
        stream.seek(0)
        try:
            self._container: av.container.InputContainer = av.open(stream)  # type: ignore[assignment]
            self._video = self._container.streams.video[0]
        except (av.error.FFmpegError, IndexError):
            raise NoPicture(name=name) from None
        # One thread per picture slice: frame threads would hold back pictures after a seek.
        self._video.thread_type = "SLICE"
        # A clip of another camera may begin its stamps anywhere; moments count from its start.
        self._origin = 0 if as_stamped else self._video.start_time or 0
        self._moments: list[int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._container.close()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as recorded, before any rotation that a clip asks for."""
        return self._video.codec_context.width, self._video.codec_context.height

    @property
    def has_sound(self) -> bool:
        return bool(self._container.streams.audio)

    def moments(self) -> list[int]:
        """The moment of every picture, in order; read once, without decoding."""
        if self._moments is None:
            import av

            found: list[int] = []
            # A torn end raises: what came before it counts. A recording killed before its first
            # fragment has a header and nothing to seek in.
            with suppress(av.error.FFmpegError, RecordingDamaged, NoPicture):
                self._rewind()
                found.extend(
                    self._us(packet.pts)
                    for packet in self._container.demux(self._video)
                    if packet.pts is not None and packet.size
                )
            self._moments = sorted(found)
        return self._moments

    def picture_at(self, moment_us: int) -> tuple[Image, int]:
        """The picture that shows at a moment (BGR) and when it began to show.

        Raises: NoPicture.
        """
        wanted = moment_us + _SLACK_US
        shown: Any = None
        for earlier in _EARLIER_US:
            self._seek(max(0, wanted) - earlier)
            shown = self._last_until(wanted)
            # Some formats seek to a picture after the one asked for: look from further back.
            if shown is not None and self._us(shown.pts) <= wanted:
                break
            if wanted - earlier <= 0:
                break
        if shown is None:
            raise NoPicture(name=self._name)
        return _upright(shown), self._us(shown.pts)

    def pictures_at(self, moments: list[int]) -> Iterator[tuple[int, Image]]:
        """The picture that shows at each of these moments, in order; neighbours in one go.

        Raises: NoPicture.
        """
        import av

        waiting = sorted(moments)
        while waiting:
            before = len(waiting)
            self._seek(max(0, waiting[0] + _SLACK_US))
            shown: Any = None
            with suppress(av.error.FFmpegError, RecordingDamaged):  # a torn end
                for frame in self._container.decode(self._video):
                    if frame.pts is None:
                        continue
                    at = self._us(frame.pts)
                    if shown is None and at > waiting[0] + _SLACK_US:
                        break  # it was sought too far
                    while shown is not None and waiting and at > waiting[0] + _SLACK_US:
                        yield waiting.pop(0), _upright(shown)
                    if not waiting or waiting[0] - at > _TOGETHER_US:
                        break
                    shown = frame
            if len(waiting) == before:  # the last picture, or one that is sought from further back
                first = waiting.pop(0)
                yield first, self.picture_at(first)[0]

    def _last_until(self, wanted: int) -> Any:
        """From here on the last picture that began by then, else the first one there is."""
        import av

        shown: Any = None
        with suppress(av.error.FFmpegError, RecordingDamaged):  # the torn end of a recording
            for frame in self._container.decode(self._video):
                if frame.pts is None:
                    continue
                if shown is not None and self._us(frame.pts) > wanted:
                    break
                shown = frame
        return shown

    def key_pictures(self, moments: list[int]) -> Iterator[tuple[int, Image]]:
        """For each moment the key picture at or before it: coarse, and fast enough for a strip."""
        import av

        context = self._video.codec_context
        context.skip_frame = "NONKEY"
        try:
            for moment in moments:
                self._seek(moment)
                try:
                    frame = next(self._container.decode(self._video))
                except (StopIteration, av.error.FFmpegError):
                    continue
                yield moment, _upright(frame)
        finally:
            context.skip_frame = "DEFAULT"

    def glance(self, *, per_second: int) -> tuple[list[int], list[float]]:
        """Moments and loudness as below, read in one pass: the file is decrypted once.

        A peak is told to the length of a block of sound (some 20 ms).
        """
        import av
        import numpy as np

        moments: list[int] = []
        when: list[float] = []
        peaks: list[float] = []
        base = self._video.time_base
        assert base is not None
        origin = float(self._origin * base)
        tracks = [self._video, *self._container.streams.audio[:1]]
        with suppress(av.error.FFmpegError, RecordingDamaged, NoPicture):  # a torn end
            self._rewind()
            for packet in self._container.demux(tracks):
                if packet.stream is self._video:
                    if packet.pts is not None and packet.size:
                        moments.append(self._us(packet.pts))
                    continue
                for block in cast("Any", packet.decode()):
                    if block.time is not None:
                        samples = block.to_ndarray()
                        full = np.iinfo(samples.dtype).max if samples.dtype.kind == "i" else 1.0
                        when.append(block.time - origin)
                        peaks.append(max(samples.max(), -float(samples.min())) / full)
        self._moments = sorted(moments)
        if not when:
            return self._moments, []
        places = np.maximum(0, (np.array(when) * per_second).astype(np.int64))
        found = np.zeros(int(places.max()) + 1)
        np.maximum.at(found, places, np.minimum(1.0, peaks))
        return self._moments, [float(peak) for peak in found]

    def loudness(self, *, per_second: int) -> list[float]:
        """The peak (0…1) of each part of a second; empty without sound."""
        import numpy as np

        rate = 8000
        heard = self.heard(rate=rate)
        if heard is None:
            return []
        samples = np.abs(heard[0].astype(np.int32))
        window = rate // per_second
        whole = len(samples) // window * window
        peaks = samples[:whole].reshape(-1, window).max(axis=1) / 32768.0
        return [float(peak) for peak in peaks]

    def heard(self, *, rate: int) -> tuple[Samples, int] | None:
        """All its sound as mono int16 (count,) and the moment (µs) of the first sample.

        None without sound, or when none can be read.
        """
        import av
        import numpy as np

        if not self.has_sound:
            return None
        sound = self._container.streams.audio[0]
        self._container.seek(0)
        resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
        parts: list[Any] = []
        start_us: int | None = None
        try:
            for frame in self._container.decode(sound):
                if start_us is None and frame.time is not None:
                    base = self._video.time_base
                    assert base is not None
                    start_us = int((frame.time - float(self._origin * base)) * 1_000_000)
                parts += [block.to_ndarray()[0] for block in resampler.resample(frame)]
        except (av.error.FFmpegError, RecordingDamaged):
            pass  # a torn end
        return (np.concatenate(parts), start_us or 0) if parts else None

    def _rewind(self) -> None:
        self._seek(-_EARLIER_US[1])

    def _seek(self, moment_us: int) -> None:
        import av

        base = self._video.time_base
        assert base is not None
        place = self._origin + int(moment_us / 1_000_000 / base)
        for there in (place, 0) if moment_us < 0 else (place,):  # not all know a negative place
            with suppress(av.error.FFmpegError):
                self._container.seek(there, stream=self._video, backward=True)
                return
        raise NoPicture(name=self._name)

    def _us(self, pts: int) -> int:
        base = self._video.time_base
        assert base is not None
        return int((pts - self._origin) * base * 1_000_000)


def _upright(frame: Any) -> Image:
    """A picture as it is meant to be seen: phones turn the camera, not the pixels."""
    import numpy as np

    image = frame.to_ndarray(format="bgr24")
    quarters = round((frame.rotation or 0) / 90) % 4  # counter-clockwise
    if quarters:
        image = np.ascontiguousarray(np.rot90(image, quarters))
    return cast("Image", image)


def index_of(stream: IO[bytes]) -> list[int]:
    """The moment of every picture in µs.

    Raises: NoPicture.
    """
    with Footage(stream) as footage:
        return footage.moments()


def frame_at(stream: IO[bytes], moment_us: int, *, height: int | None = None) -> bytes:
    """The picture that shows at a moment, as JPEG, exact to the frame.

    Raises: NoPicture.
    """
    with Footage(stream) as footage:
        return jpeg(footage.picture_at(moment_us)[0], height=height)


def filmstrip(stream: IO[bytes], *, count: int, height: int) -> list[tuple[int, bytes]]:
    """`count` small pictures over the whole length, as (moment, JPEG).

    Raises: NoPicture.
    """
    with Footage(stream) as footage:
        moments = footage.moments()
        if not moments or count < 1:
            return []
        length = moments[-1] - moments[0]
        wanted = [moments[0] + length * place // count for place in range(count)]
        return [
            (moment, jpeg(image, height=height, quality=80))
            for moment, image in footage.key_pictures(wanted)
        ]


def waveform(stream: IO[bytes], *, per_second: int = 20) -> list[float]:
    """Peaks of the sound (0…1), so many a second; empty without sound.

    Raises: NoPicture.
    """
    with Footage(stream) as footage:
        return footage.loudness(per_second=per_second)


def place_in(moments: list[int], moment_us: int) -> int:
    """Which picture of an index shows at a moment."""
    return max(0, bisect_right(moments, moment_us + _SLACK_US) - 1)

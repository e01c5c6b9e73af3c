"""An MP4 being written: H.264 pictures at their own moments, AAC sound beside them, chapters."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from core.video.frames import Samples

RATE = 48_000
"""Of the sound, in samples a second; two channels."""
_BASE = Fraction(1, 90_000)
_BLOCK = 1024
_AT_ONCE_US = 500_000


class WrittenFilm:
    """Takes pictures (yuv420p of `size`, even sides) and stereo int16 samples; time from 0.

    `to` is a path, or a stream that can seek.
    B pictures are left out: a player that knows no edit lists shows it in step all the same.
    """

    def __init__(
        self, to: Path | IO[bytes], *, size: tuple[int, int], sound: bool, quality: int
    ) -> None:
        import av

        # FFmpeg reads back by name to put the index first: only a real file has one.
        ahead = {"movflags": "+faststart"} if isinstance(to, Path) else {}
        where = str(to) if isinstance(to, Path) else to
        self._target: Any = av.open(where, "w", format="mp4", options=ahead)
        options = {"preset": "veryfast", "crf": str(quality), "bf": "0", "g": "60"}
        self._video: Any = self._target.add_stream("libx264", options=options)
        self._video.width, self._video.height = size
        self._video.pix_fmt = "yuv420p"
        self._video.time_base = _BASE
        self._video.codec_context.time_base = _BASE
        self._video.codec_context.thread_type = "AUTO"
        self._video.codec_context.thread_count = 0
        self._audio: Any = None
        if sound:
            self._audio = self._target.add_stream("aac", rate=RATE, layout="stereo")
            self._audio.bit_rate = 128_000
        self._held: Any = None
        self._heard = 0
        self._left: list[Samples] = []
        self._chapters: list[tuple[int, str]] = []
        self._last = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._finish()
            return
        import av

        with suppress(av.error.FFmpegError, OSError):  # what went wrong before is what is said
            self._target.close()

    def picture(self, frame: Any, at_us: int) -> None:
        """A picture that shows from this moment on; one at or before the last is left out."""
        stamp = round(at_us * 9 / 100)
        if stamp <= self._last:
            return
        self._last = frame.pts = stamp
        frame.time_base = _BASE
        frame.pict_type = 0  # what its source said of it does not bind the encoder
        self._put(self._video.encode(frame))

    def sound(self, samples: Samples) -> None:
        """The next samples, int16 (count, 2)."""
        import numpy as np

        if self._audio is None:
            return
        self._left.append(samples)
        waiting = np.concatenate(self._left)
        whole = len(waiting) // _BLOCK * _BLOCK
        for start in range(0, whole, _BLOCK):
            self._hear(waiting[start : start + _BLOCK])
        self._left = [waiting[whole:]]

    def chapter(self, at_us: int, title: str) -> None:
        """A chapter begins here and goes on to the next."""
        self._chapters.append((at_us, title))

    def end(self, at_us: int) -> None:
        """Until when the last picture shows."""
        if self._held is not None:
            self._held.duration = max(1, round(at_us * 9 / 100) - self._held.pts)
        self._tell_chapters(at_us)

    def _finish(self) -> None:
        # The encoder still holds pictures: `end` has to wait for the very last of them.
        if self._audio is not None:
            for part in self._left:
                if len(part):
                    self._hear(part)
            self._mux(self._audio.encode(None))
        if self._held is not None:
            self._target.mux(self._held)
        self._target.close()

    def flush(self) -> None:
        """No more pictures will come."""
        self._put(self._video.encode(None))

    def _hear(self, samples: Samples) -> None:
        import av
        import numpy as np

        block = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples.reshape(1, -1)), format="s16", layout="stereo"
        )
        block.sample_rate, block.pts = RATE, self._heard
        block.time_base = Fraction(1, RATE)
        self._heard += len(samples)
        self._mux(self._audio.encode(block))

    def _put(self, packets: list[Any]) -> None:
        for packet in packets:
            if self._held is not None:
                self._held.duration = max(1, packet.pts - self._held.pts)
                self._target.mux(self._held)
            self._held = packet

    def _mux(self, packets: list[Any]) -> None:
        for packet in packets:
            self._target.mux(packet)

    def _tell_chapters(self, until_us: int) -> None:
        if not self._chapters:
            return
        ends = [at for at, _ in self._chapters[1:]] + [until_us]
        self._target.set_chapters(
            [
                {
                    "id": number,
                    "start": at,
                    "end": max(at + 1, end),
                    "time_base": Fraction(1, 1_000_000),
                    "metadata": {"title": title},
                }
                for number, ((at, title), end) in enumerate(
                    zip(self._chapters, ends, strict=True), start=1
                )
            ]
        )

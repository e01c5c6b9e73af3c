"""One sound track on the recording's time base: gaps become silence, a drifting clock is drawn in.

Blocks go in with the moment of their first sample; AAC-sized blocks come out at exact positions.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from core.video.frames import Samples

if TYPE_CHECKING:
    import av

RATE = 48_000
SAMPLES = 1024
_SILENCE_AFTER_US = 300_000


class SoundTrack:
    """48 kHz mono out of whatever the microphone gives; `us` counts from the segment's start."""

    def __init__(self, *, rate: int, channels: int) -> None:
        import av
        from av.audio.fifo import AudioFifo
        from av.filter import Graph

        self._rate = rate
        self._layout = "mono" if channels == 1 else "stereo"
        self._end_us = 0
        self._position = 0
        self._fifo = AudioFifo()
        self._av = av
        graph = Graph()
        source = graph.add_abuffer(
            sample_rate=rate, format="s16", layout=self._layout, time_base=_microseconds()
        )
        # Up to 1,000 samples a second are stretched; a jump of more than 0.1 s is cut or filled.
        stretch = graph.add("aresample", f"{RATE}:async=1000:min_hard_comp=0.1:first_pts=0")
        shape = graph.add("aformat", f"sample_fmts=fltp:channel_layouts=mono:sample_rates={RATE}")
        sink = graph.add("abuffersink")
        graph.link_nodes(source, stretch, shape, sink)
        graph.configure()
        # The contexts die with their graph, so it is kept too.
        self._graph, self._source, self._sink = graph, source, sink

    @property
    def end_us(self) -> int:
        """Where the sound given so far ends."""
        return self._end_us

    def add(self, samples: Samples, us: int) -> None:
        """Give a block (count, channels) whose first sample was heard at `us`."""
        import numpy as np

        if us < 0:  # began before the segment
            skip = min(len(samples), -us * self._rate // 1_000_000)
            samples, us = samples[skip:], 0
        if not len(samples):
            return
        packed = np.ascontiguousarray(samples).reshape(1, -1)
        frame = self._av.AudioFrame.from_ndarray(packed, format="s16", layout=self._layout)
        frame.sample_rate = self._rate
        frame.time_base = _microseconds()
        frame.pts = us
        self._source.push(frame)
        self._end_us = us + len(samples) * 1_000_000 // self._rate
        self._pull()

    def keep_up_with(self, us: int) -> None:
        """Put silence where nothing was heard for long, so that the picture never waits."""
        import numpy as np

        if us - self._end_us > _SILENCE_AFTER_US:
            wanted = us - _SILENCE_AFTER_US // 2 - self._end_us
            channels = 1 if self._layout == "mono" else 2
            count = wanted * self._rate // 1_000_000
            self.add(np.zeros((count, channels), np.int16), self._end_us)

    def ready(self, *, last: bool = False) -> Iterator[av.AudioFrame]:
        """Blocks of 1,024 samples, each stamped with its position; `last` empties what is left.

        The first 1,024 samples are left out: AAC's own lead-in takes their place, and without an
        edit list (fragmented MP4 has none) this is what keeps sound and picture together.
        """
        if last:
            self._source.push(None)
            self._pull()
        while self._fifo.samples >= SAMPLES or (last and self._fifo.samples):
            block = self._fifo.read(SAMPLES, partial=last)
            if block is None:
                return
            position, self._position = self._position, self._position + block.samples
            if position < SAMPLES:
                continue
            block.pts = position
            block.sample_rate = RATE
            block.time_base = _samples()
            yield block

    def _pull(self) -> None:
        from av.error import BlockingIOError as NothingYet
        from av.error import EOFError as AtTheEnd

        while True:
            try:
                frame = cast("av.AudioFrame", self._sink.pull())
            except (NothingYet, AtTheEnd):
                return
            frame.pts = None
            self._fifo.write(frame)


def _microseconds() -> Fraction:
    return Fraction(1, 1_000_000)


def _samples() -> Fraction:
    return Fraction(1, RATE)

"""A sound recorded as the answer to a question: AAC in MP4, made in memory, never on the disk."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core.video.problems import SourceLost
from core.video.sound_track import RATE, SoundTrack

if TYPE_CHECKING:
    from core.video.frames import SoundSource

LONGEST_SECONDS = 30 * 60
BIT_RATE = 64_000
"""Bits a second: speech in mono, some 0.5 MB a minute."""


def record_voice(
    source: SoundSource, *, stopped: Callable[[], bool],
    heard: Callable[[float, float], None] = lambda _seconds, _level: None,
) -> bytes:  # fmt: skip
    """Record until `stopped` says so, the source is lost, or `LONGEST_SECONDS` have passed.

    Gives an .m4a file; b"" if nothing was heard at all. `heard(seconds, level)` is told after each
    block: how long it is by now, and its loudest sample from 0 to 1. Closes the source.
    """
    import av

    made = io.BytesIO()
    track = SoundTrack(rate=source.rate, channels=source.channels)
    count = 0
    try:
        with av.open(made, "w", format="mp4") as container:
            stream: Any = container.add_stream("aac", rate=RATE, layout="mono", bit_rate=BIT_RATE)

            def write(*, last: bool = False) -> None:
                for block in track.ready(last=last):
                    container.mux(stream.encode(block))

            while not stopped() and count < LONGEST_SECONDS * source.rate:
                try:
                    block = source.read()
                except SourceLost:
                    break  # what was said till then is kept
                if block is None:
                    continue
                # One after another: a pause of the machine makes no hole in what was said.
                track.add(block.samples, count * 1_000_000 // source.rate)
                count += len(block.samples)
                heard(count / source.rate, float(abs(block.samples.astype("int32")).max()) / 32768)
                write()
            write(last=True)
            container.mux(stream.encode(None))
    finally:
        source.close()
    return made.getvalue() if count else b""

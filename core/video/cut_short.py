"""How much of a clip is really there: a file cut off in copying may promise all it once held."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.stream import Stream

_TAIL_US = 3_000_000
_SURE_US = 1_000_000
"""Tracks end a little apart, and headers are rounded: less than this is no cut."""


def held_us(container: InputContainer, *, promised_us: int, size: int) -> int:
    """How long (µs) the first video track of a clip of `size` bytes really lasts.

    What it gives is `promised_us` unless the file ends before. An index that stands first (MP4,
    MOV) says for each picture where its bytes are; other files are read from shortly before their
    promised end. The container must not be read on from where it stood.

    Raises: av.FFmpegError where nothing at all is held.
    """
    video = container.streams.video[0]
    index = video.index_entries
    if "mp4" in container.format.name and len(index):
        last = index[len(index) - 1]
        if last.pos + last.size <= size:
            return promised_us
        held = [entry for entry in index if entry.pos + entry.size <= size]
        return min(promised_us, _moment_us(video, held[-1].timestamp) if held else 0)
    ends = _ends_us(container, promised_us=promised_us)
    if promised_us - max(ends.values(), default=0) <= _SURE_US:
        return promised_us  # some track reaches the end that the header tells
    return min(promised_us, ends.get(video.index, 0))


def _ends_us(container: InputContainer, *, promised_us: int) -> dict[int, int]:
    """By track, where its last packet ends (µs from the start of the clip)."""
    import av

    start = container.start_time or 0
    ends: dict[int, int] = {}
    for earlier in (_TAIL_US, promised_us):  # a seek past the cut may find nothing
        try:
            container.seek(start + max(0, promised_us - earlier))
            for packet in container.demux():
                if packet.pts is not None and packet.time_base is not None:
                    end = packet.pts + (packet.duration or 0)
                    moment = int(end * packet.time_base * 1_000_000) - start
                    track = packet.stream.index
                    ends[track] = max(ends.get(track, 0), moment)
        except av.error.FFmpegError:  # the torn end
            pass
        if ends:
            break
    return ends


def _moment_us(track: Stream, stamp: int) -> int:
    base = track.time_base
    return int((stamp - (track.start_time or 0)) * base * 1_000_000) if base else 0

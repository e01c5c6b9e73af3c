"""A span of a recording without encoding anything again: packets copied from a key picture on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.video.cutting.film import Film, OpenSegment, opened

if TYPE_CHECKING:
    from av.container import OutputContainer

Told = Callable[[float], None]

_MP4 = {"h264", "hevc", "av1", "vp9", "mpeg4", "mpeg2video", "mjpeg"}
_MP4_SOUND = {"aac", "mp3", "ac3", "eac3", "opus", "flac", "alac"}
_PACKETS = 200
_REORDERED_US = 200_000  # more than B pictures are kept waiting


def can_copy(film: Film, *, from_us: int, until_us: int) -> bool:
    """Whether an MP4 can hold the packets of the span as they are, all in one file."""
    shapes = set()
    fits = True
    for segment in film.between(from_us, until_us):
        with opened(film, segment) as one:
            shapes.add(one.shape())
            sound = one.audio.codec_context.codec.canonical_name if one.audio is not None else "aac"
            fits &= one.video.codec_context.codec.canonical_name in _MP4 and sound in _MP4_SOUND
    return fits and len(shapes) == 1


def copy_span(
    film: Film, path: Path, *, from_us: int, until_us: int, told: Told
) -> tuple[int, int]:
    """Write the span, from the key picture at or before `from_us`; says what it really holds (µs).

    `told(0…1)` may raise to stop. Raises: NoPicture, OSError.
    """
    import av

    options = {"movflags": "+faststart"}
    with ExitStack() as stack:
        target = stack.enter_context(av.open(str(path), "w", format="mp4", options=options))
        copying = _Copying(target, from_us=from_us, until_us=until_us, told=told)
        for segment in film.between(from_us, until_us):
            # Templates of the first segment are used to the end.
            copying.take(stack.enter_context(opened(film, segment)))
    return copying.begins_us, copying.ends_us


class _Copying:
    def __init__(self, target: OutputContainer, *, from_us: int, until_us: int, told: Told) -> None:
        self._target = target
        self._from_us, self._until_us, self._told = from_us, until_us, told
        self._outputs: dict[str, Any] = {}
        self._last: dict[str, int] = {}
        self._guessed = -(1 << 62)
        self.begins_us = self.ends_us = from_us

    def take(self, source: OpenSegment) -> None:
        first = not self._outputs
        if first:
            self.begins_us = source.seek_key(self._from_us)
        inputs = [one for one in (source.video, source.audio) if one is not None]
        for one in inputs:
            if one.type not in self._outputs:
                self._outputs[one.type] = self._target.add_stream_from_template(one)
        past: set[str] = set()
        for count, packet in enumerate(source.container.demux(*inputs)):
            if count % _PACKETS == 0:
                done = (self.ends_us - self._from_us) / max(1, self._until_us - self._from_us)
                self._told(min(1.0, max(0.0, done)))
            if packet.pts is None or not packet.size or packet.stream.type in past:
                continue
            if packet.dts is None:
                packet.dts = self._decoded_at(packet)
            # By the moment of decoding: what pictures before the end refer to must come along.
            if source.moment(packet.dts, packet.time_base) >= self._until_us:
                past.add(packet.stream.type)
                if len(past) == len(inputs):
                    break
                continue
            self._copy(packet, source)

    def _decoded_at(self, packet: Any) -> int:
        """When it is decoded, where Matroska does not say: early enough, and after the last."""
        early = packet.pts - _stamp(_REORDERED_US, packet.time_base)
        self._guessed = max(early, self._guessed + 1)
        return self._guessed

    def _copy(self, packet: Any, source: OpenSegment) -> None:
        base = packet.time_base
        moment = source.moment(packet.pts, base)
        if moment < self.begins_us:
            return  # sound before the first picture, or pictures that refer to what is not here
        kind = packet.stream.type
        moved = _stamp(moment - self.begins_us, base) - packet.pts
        # Sound may reach a few samples over the end of its segment: time never goes back.
        dts = max(packet.dts + moved, self._last.get(kind, -(1 << 62)) + 1)
        packet.pts = max(packet.pts + moved, dts)
        packet.dts = self._last[kind] = dts
        packet.stream = self._outputs[kind]
        lasts = int((packet.duration or 0) * base * 1_000_000)
        self.ends_us = max(self.ends_us, moment + lasts)
        self._target.mux(packet)


def _stamp(us: int, base: Any) -> int:
    ticks: int = round(us / 1_000_000 / base)
    return ticks

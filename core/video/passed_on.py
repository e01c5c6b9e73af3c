"""A camera's own H.264 put into a segment as it is: no picture is encoded again."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING

from core.video.encoder import TICKS, ByteSink, Muxer
from core.video.problems import NoPicture

if TYPE_CHECKING:
    from core.video.frames import Coded, Coding
    from core.video.sound_track import SoundTrack


class PassedOn(Muxer):
    """Coded pictures and sound of one segment; moments are microseconds from its first picture.

    The first picture must be a key picture. Raises `OSError` when the sink cannot take more.
    """

    def __init__(self, sink: ByteSink, *, first: Coded, sound: SoundTrack | None = None) -> None:
        import av

        self.width, self.height = first.coding.width, first.coding.height
        super().__init__(sink)
        # What describes the stream is read from its first picture, as any reader would.
        self._example = av.open(io.BytesIO(_headed(first)), format="h264")
        if not self._example.streams.video:
            raise NoPicture(name="h264")
        self._picture = self._container.add_stream_from_template(self._example.streams.video[0])
        self._picture.time_base = Fraction(1, TICKS)
        self._headed = False
        self._add_sound(sound)

    def coded(self, picture: Coded, us: int) -> None:
        """Pass on one picture. Moments must not go back; equal ones are moved by one tick."""
        import av

        data = picture.data if self._headed else _headed(picture)
        self._headed = True
        packet = av.Packet(data)
        packet.time_base = Fraction(1, TICKS)
        packet.pts = packet.dts = self._tick(us)
        packet.is_keyframe = picture.key
        packet.stream = self._picture
        self._container.mux(packet)
        self._after_picture(us)

    def _flush(self) -> None:
        self._example.close()


def coding_of(data: bytes, *, extra: bytes, width: int, height: int) -> Coding | None:
    """How a key picture (Annex B) says it is encoded; `extra` is what the connection said.

    None where it cannot be passed on: no parameters anywhere, or another form of H.264.
    """
    from core.video.frames import Coding

    if not data.startswith((b"\0\0\1", b"\0\0\0\1")):
        return None
    head = _parameters(data) or (_parameters(extra) if extra[:3] in (b"\0\0\1", b"\0\0\0") else b"")
    return Coding(width, height, head) if head else None


def _headed(picture: Coded) -> bytes:
    return picture.data if _parameters(picture.data) else picture.coding.head + picture.data


def _parameters(data: bytes) -> bytes:
    """Sequence (7) and picture (8) parameters in an Annex B stream; empty without both."""
    found: dict[int, list[bytes]] = {7: [], 8: []}
    for unit in data[:4096].split(b"\0\0\1")[1:]:
        kind = unit[0] & 0x1F if unit else 0
        if kind in found:
            found[kind].append(b"\0\0\0\1" + unit.rstrip(b"\0"))
        elif kind in (1, 5):
            break
    return b"".join(found[7] + found[8]) if found[7] and found[8] else b""

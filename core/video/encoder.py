"""One segment being written: H.264 without B frames and AAC in fragments of a quarter of a second.

No B frames and a late first sound block: fragmented MP4 carries no edit list, and either would
shift every later jump by a frame or two (docs/decisions/0006-recording.md).
"""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from core.video import opencv
from core.video.encoders import SOFTWARE, options_of
from core.video.frames import Image
from core.video.sound_track import RATE, SoundTrack

if TYPE_CHECKING:
    import av.container

    from core.video.frames import Samples

TICKS = 90_000
FRAGMENT_US = 250_000


class ByteSink(Protocol):
    """Where the container's bytes go: appended only."""

    def write(self, data: bytes, /) -> int: ...
    def tell(self) -> int: ...


class Muxer:
    """The container of a segment and its sound; who inherits gives the pictures."""

    width: int
    height: int

    def __init__(self, sink: ByteSink) -> None:
        import av

        self._last = -1
        self._bytes = sink
        self._picture: Any = None
        self._track: SoundTrack | None = None
        self._sound: Any = None
        self._container: av.container.OutputContainer = av.open(
            sink,
            "w",
            format="mp4",
            options={
                "movflags": "frag_keyframe+empty_moov+default_base_moof",
                "frag_duration": str(FRAGMENT_US),
                "flush_packets": "1",
            },
        )

    def sound(self, samples: Samples, us: int) -> None:
        """Encode a block of sound whose first sample was heard at `us`."""
        if self._track is not None:
            self._track.add(samples, us)
            self._mux_sound()

    @property
    def sound_end_us(self) -> int | None:
        """Where the sound encoded so far ends; None without sound."""
        return None if self._track is None else self._track.end_us

    def close(self) -> None:
        """Write out what is still inside. Raises OSError when the sink is full."""
        if self._track is not None:
            self._mux_sound(last=True)
        self._flush()
        if self._sound is not None:
            for packet in self._sound.encode(None):
                self._container.mux(packet)
        self._container.close()

    def abandon(self) -> None:
        """Let go after the sink failed: what it holds already stays."""
        with suppress(OSError, ValueError):  # the trailer cannot be written either
            self._container.close()

    def _add_sound(self, track: SoundTrack | None) -> None:
        self._track = track
        if track is not None:
            self._sound = self._container.add_stream("aac", rate=RATE, layout="mono")
            self._sound.codec_context.bit_rate = 96_000

    def _tick(self, us: int) -> int:
        self._last = max(self._last + 1, us * TICKS // 1_000_000)
        return self._last

    def _after_picture(self, us: int) -> None:
        if self._track is not None:
            self._track.keep_up_with(us)
            self._mux_sound()

    def _flush(self) -> None:
        """Give out the pictures still inside."""

    def _mux_sound(self, *, last: bool = False) -> None:
        assert self._track is not None
        for block in self._track.ready(last=last):
            for packet in self._sound.encode(block):
                self._container.mux(packet)


class SegmentEncoder(Muxer):
    """Pictures and sound of one segment; moments are microseconds from its first picture.

    `encoder` is libx264 or one that `core.video.encoders` found. Raises `OSError` from any call
    when the sink cannot take more, and av's errors when the encoder cannot be opened.
    """

    def __init__(
        self,
        sink: ByteSink,
        *,
        width: int,
        height: int,
        fps: float,
        preset: str = "superfast",
        encoder: str = SOFTWARE,
        sound: SoundTrack | None = None,
    ) -> None:
        self._cv2 = opencv.load()
        # cv2's fast conversion to 4:2:0 wants even sides.
        self.width, self.height = width - width % 2, height - height % 2
        super().__init__(sink)
        rate = Fraction(max(fps, 1.0)).limit_denominator(1001)
        picture: Any = self._container.add_stream(encoder, rate=rate)
        picture.width, picture.height, picture.pix_fmt = self.width, self.height, "yuv420p"
        picture.time_base = Fraction(1, TICKS)
        context = picture.codec_context
        context.time_base = Fraction(1, TICKS)
        context.gop_size = max(1, round(fps / 2))
        context.max_b_frames = 0
        context.options = options_of(encoder, preset=preset)
        context.color_range = 1  # what cv2 makes of BGR: BT.601, narrow
        context.colorspace = 6
        self._picture = picture
        self._add_sound(sound)

    def picture(self, image: Image, us: int) -> None:
        """Encode one BGR picture. Moments must not go back; equal ones are moved by one tick."""
        import av

        cv2 = self._cv2
        if image.shape[1] != self.width or image.shape[0] != self.height:
            if image.shape[1] - self.width in (0, 1) and image.shape[0] - self.height in (0, 1):
                image = image[: self.height, : self.width]
            else:
                image = cv2.resize(image, (self.width, self.height), interpolation=cv2.INTER_AREA)
        frame = av.VideoFrame.from_ndarray(
            cv2.cvtColor(image, cv2.COLOR_BGR2YUV_I420),
            format="yuv420p",
        )
        frame.time_base = Fraction(1, TICKS)
        frame.pts = self._tick(us)
        for packet in self._picture.encode(frame):
            self._container.mux(packet)
        self._after_picture(us)

    def _flush(self) -> None:
        for packet in self._picture.encode(None):
            self._container.mux(packet)

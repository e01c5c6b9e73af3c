"""A camera on the network: RTSP, or MJPEG over HTTP (as phones turned into cameras give)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from core.video.frames import Coded, Coding, Frame, SourceFacts, VideoClock
from core.video.passed_on import coding_of
from core.video.problems import SourceLost, SourceUnavailable

if TYPE_CHECKING:
    import av

OPEN_SECONDS = 3.0
READ_SECONDS = 1.5
# After the first time-out of RTSP comes the picture that the parser held back, then the second.
RTSP_READ_SECONDS = 0.9


class NetworkCamera:
    """Frames are stamped on arrival: what these cameras say of time cannot be trusted.

    A camera that sends H.264 without B pictures also gives its own bytes (`Frame.coded`).

    The address may hold a password, so only the host is ever shown or kept as the name.
    """

    def __init__(
        self,
        address: str,
        *,
        clock: VideoClock,
        open_seconds: float = OPEN_SECONDS,
        read_seconds: float | None = None,
    ) -> None:
        self._address = address
        self._clock = clock
        usual = RTSP_READ_SECONDS if address.lower().startswith("rtsp") else READ_SECONDS
        self._time_out = (open_seconds, read_seconds or usual)
        self._name = urlsplit(address).hostname or "rede"
        self._container: av.container.InputContainer | None = None
        self._first: Frame | None = None
        self._coding: Coding | None = None
        self.reopen()

    @property
    def facts(self) -> SourceFacts:
        return self._facts

    def read(self) -> Frame | None:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        import av

        try:
            return next(self._frames)
        except StopIteration:
            raise SourceLost(name=self._name, why="closed") from None
        except (av.error.FFmpegError, OSError) as error:
            raise SourceLost(name=self._name, why=_why(error)) from None

    def sound(self) -> None:
        return None

    def reopen(self) -> None:
        import av

        self.close()
        try:
            container = self._connect()
        except (av.error.FFmpegError, OSError) as error:
            raise SourceUnavailable(name=self._name, why=_why(error)) from None
        self._container = container
        try:
            stream = container.streams.video[0]
            stream.thread_type = "SLICE"  # frame threads would hold pictures back
            self._coding = None
            self._frames = self._play(container, stream)
            self._first = next(self._frames)
        except (av.error.FFmpegError, OSError, IndexError, StopIteration) as error:
            self.close()
            raise SourceUnavailable(name=self._name, why=_why(error)) from None
        height, width = self._first.image.shape[:2]
        rate = float(stream.average_rate or stream.guessed_rate or 25)
        self._facts = SourceFacts(
            self._name, width, height, rate if 1 <= rate <= 120 else 25.0, has_sound=False
        )

    def close(self) -> None:
        if self._container is not None:
            self._container.close()
            self._container = None

    def _connect(self) -> av.container.InputContainer:
        import av

        # Look at little before the first picture: the stream's own word on its rate is not needed.
        quick = {"analyzeduration": "500000", "fpsprobesize": "2", "fflags": "nobuffer"}
        if self._address.lower().startswith("rtsp"):
            options = {**quick, "rtsp_transport": "tcp", "flags": "low_delay"}
            return av.open(self._address, options=options, timeout=self._time_out)
        try:
            return av.open(self._address, format="mpjpeg", options=quick, timeout=self._time_out)
        except av.error.InvalidDataError:  # another kind of stream over HTTP
            return av.open(self._address, options=quick, timeout=self._time_out)

    def _play(self, container: av.container.InputContainer, stream: Any) -> Iterator[Frame]:
        for packet in container.demux(stream):
            if not packet.size:
                continue
            arrived = self._clock.monotonic_ns()
            pictures = packet.decode()
            coded = self._coded(packet, stream.codec_context, pictures)
            for picture in pictures:
                yield Frame(picture.to_ndarray(format="bgr24"), arrived, coded)

    def _coded(self, packet: Any, context: Any, pictures: list[Any]) -> Coded | None:
        """The packet as it came, where one packet is one picture and it can be passed on."""
        if context.name != "h264" or context.has_b_frames or len(pictures) != 1:
            return None
        data = bytes(packet)
        if packet.is_keyframe:
            self._coding = coding_of(
                data,
                extra=bytes(context.extradata or b""),
                width=pictures[0].width,
                height=pictures[0].height,
            )
        return Coded(data, packet.is_keyframe, self._coding) if self._coding else None


def _why(error: Exception) -> str:
    import av

    if isinstance(error, av.error.ExitError | TimeoutError):
        return "late"
    if isinstance(error, ConnectionRefusedError):
        return "refused"
    if isinstance(error, av.error.HTTPUnauthorizedError):
        return "password"
    if isinstance(error, av.error.HTTPNotFoundError):
        return "no-such-address"
    return "failed"

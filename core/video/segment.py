"""A segment while it is recorded: encoder and disk thread of one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from core.video import opencv
from core.video.container import SUFFIX
from core.video.effort import Effort
from core.video.encoder import SegmentEncoder
from core.video.events import RecordedSegment
from core.video.frames import Image, Samples, VideoClock
from core.video.sink import SegmentSink
from core.video.sound_track import SoundTrack


class OpenSegment:
    """Takes pictures and sound by their moment in the recording; the file counts from its own 0.

    Raises `OSError` when the disk cannot take more.
    """

    def __init__(
        self,
        folder: Path,
        *,
        key: bytes,
        recording_id: UUID,
        number: int,
        start_us: int,
        picture: tuple[int, int, float],
        effort: Effort,
        sound: tuple[int, int] | None,
        clock: VideoClock,
        on_failure: Callable[[OSError], None],
    ) -> None:
        width, height, fps = picture
        self.number = number
        self.start_us = start_us
        self.made_for = (width, height, effort)
        self.last_sound: tuple[Samples, int] | None = None
        self._has_sound = sound is not None
        about = {
            "recording": str(recording_id),
            "number": number,
            "start_us": start_us,
            "sound": self._has_sound,
            "started": clock.now().isoformat(),
        }
        self._sink = SegmentSink(
            folder / f"{number:04d}{SUFFIX}",
            key=key,
            about=about,
            clock=clock,
            on_failure=on_failure,
        )
        width, height = effort.size(width, height)
        track = None if sound is None else SoundTrack(rate=sound[0], channels=sound[1])
        try:
            self._encoder = SegmentEncoder(
                self._sink, width=width, height=height, fps=fps, preset=effort.preset, sound=track
            )
        except BaseException:
            self._sink.close(None)
            raise

    @staticmethod
    def warm_up() -> None:
        """Import what encoding needs before the first picture waits for it."""
        import av  # noqa: F401

        opencv.load()

    @property
    def size(self) -> int:
        """Bytes of video so far."""
        return self._sink.size

    @property
    def sound_end_us(self) -> int | None:
        """The moment up to which there is sound; None without sound."""
        end = self._encoder.sound_end_us
        return None if end is None else end + self.start_us

    def picture(self, image: Image, moment_us: int) -> None:
        self._encoder.picture(image, moment_us - self.start_us)

    def sound(self, samples: Samples, moment_us: int) -> None:
        self.last_sound = (samples, moment_us)
        self._encoder.sound(samples, moment_us - self.start_us)

    def close(self, end_us: int) -> RecordedSegment | None:
        """Finish the file; what reached the disk counts. None if no picture did."""
        import av

        from core.video.recovery import measure

        whole = True
        duration = end_us - self.start_us
        if self._sink.failure is None:
            try:
                self._encoder.close()
            except (OSError, av.error.FFmpegError):
                whole = False
                self._encoder.abandon()
        else:
            self._encoder.abandon()
        if self._sink.failure is None and whole:
            self._sink.close({"duration_us": duration})
        if self._sink.failure is not None or not whole:
            self._sink.close(None)
            return measure(self._sink.path, key=self._sink.key)
        return RecordedSegment(
            path=self._sink.path,
            number=self.number,
            start_us=self.start_us,
            duration_us=duration,
            width=self._encoder.width,
            height=self._encoder.height,
            sound=self._has_sound,
        )

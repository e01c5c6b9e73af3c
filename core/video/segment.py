"""A segment while it is recorded: encoder and disk thread of one file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from core.video import opencv
from core.video.container import SUFFIX
from core.video.effort import Effort
from core.video.encoder import Muxer, SegmentEncoder
from core.video.encoders import SOFTWARE
from core.video.events import RecordedSegment
from core.video.frames import Coded, Coding, Image, Samples, VideoClock
from core.video.incidents import Incident, latest
from core.video.passed_on import PassedOn
from core.video.sink import SegmentSink
from core.video.sound_track import SoundTrack


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on its way to the disk, at its moment of the recording.

    `coded` is there when the camera's own bytes may be kept as they are.
    """

    image: Image
    moment_us: int
    coded: Coded | None = None


@dataclass(frozen=True, slots=True)
class MadeFor:
    """What all pictures of one segment have in common: a camera's coding, or what we encode."""

    width: int
    height: int
    effort: Effort
    encoder: str = SOFTWARE
    coding: Coding | None = None


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
        first: Picture,
        made_for: MadeFor,
        fps: float,
        sound: tuple[int, int] | None,
        clock: VideoClock,
        on_failure: Callable[[OSError], None],
    ) -> None:
        self.number = number
        self.start_us = first.moment_us
        self.made_for = made_for
        self.last_sound: tuple[Samples, int] | None = None
        self._has_sound = sound is not None
        self._notes: list[Incident] = []
        about = {
            "recording": str(recording_id),
            "number": number,
            "start_us": first.moment_us,
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
        track = None if sound is None else SoundTrack(rate=sound[0], channels=sound[1])
        try:
            self._muxer: Muxer
            if made_for.coding is not None and first.coded is not None:
                self._muxer = PassedOn(self._sink, first=first.coded, sound=track)
            else:
                width, height = made_for.effort.size(made_for.width, made_for.height)
                self._muxer = SegmentEncoder(
                    self._sink,
                    width=width,
                    height=height,
                    fps=fps,
                    preset=made_for.effort.preset,
                    encoder=made_for.encoder,
                    sound=track,
                )
        except BaseException:
            self.discard()
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
        end = self._muxer.sound_end_us
        return None if end is None else end + self.start_us

    def picture(self, picture: Picture) -> None:
        us = picture.moment_us - self.start_us
        if isinstance(self._muxer, PassedOn):
            assert picture.coded is not None
            self._muxer.coded(picture.coded, us)
        elif isinstance(self._muxer, SegmentEncoder):
            self._muxer.picture(picture.image, us)

    def sound(self, samples: Samples, moment_us: int) -> None:
        self.last_sound = (samples, moment_us)
        self._muxer.sound(samples, moment_us - self.start_us)

    def note(self, incident: Incident) -> None:
        """Keep with the segment what happened. From any thread."""
        self._notes.append(incident)
        self._sink.note(incident.noted())

    def discard(self) -> None:
        """Nothing is in it, and nothing will be."""
        self._sink.close(None)
        with suppress(OSError):
            self._sink.path.unlink()

    def close(self, end_us: int) -> RecordedSegment | None:
        """Finish the file; what reached the disk counts. None if no picture did."""
        import av

        from core.video.recovery import measure

        whole = True
        duration = end_us - self.start_us
        if self._sink.failure is None:
            try:
                self._muxer.close()
            except (OSError, av.error.FFmpegError):
                whole = False
                self._muxer.abandon()
        else:
            self._muxer.abandon()
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
            width=self._muxer.width,
            height=self._muxer.height,
            sound=self._has_sound,
            incidents=latest(self._notes),
        )

"""What a recorder tells while it works; `at_us` is on the recording's time base."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from core.problem import Problem
from core.video.incidents import Incident


class RecorderState(StrEnum):
    IDLE = "idle"
    STARTING = "starting"
    RECORDING = "recording"
    PAUSED = "paused"
    STOPPING = "stopping"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class RecordedSegment:
    """One closed file of a recording, still in its encrypted container."""

    path: Path
    number: int
    start_us: int
    duration_us: int
    width: int
    height: int
    sound: bool
    incidents: tuple[Incident, ...] = ()
    """What happened while it was recorded."""


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """What was recorded. Pauses are (moment, length in µs of real time left out).

    `incidents` are those that no segment carries.
    """

    recording_id: UUID
    duration_us: int
    segments: tuple[RecordedSegment, ...]
    dropped: int
    dropped_at_us: tuple[int, ...]
    pauses: tuple[tuple[int, int], ...]
    gaps: tuple[tuple[int, int], ...]
    sound: bool
    width: int
    height: int
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class RecorderEvent:
    """Said on one of the recorder's own threads: take it over to yours."""

    at_us: int


@dataclass(frozen=True, slots=True)
class Started(RecorderEvent):
    """The first picture is there; moments count from it."""

    begun_at: datetime | None = None
    """The instant of moment 0 (aware UTC)."""


@dataclass(frozen=True, slots=True)
class Dropped(RecorderEvent):
    """Pictures lost because the computer did not keep up; `count` since the start."""

    count: int


@dataclass(frozen=True, slots=True)
class EncoderSlow(RecorderEvent):
    """The encoder fell behind and now does less: `faster`, `half-rate`, `smaller`."""

    step: str


@dataclass(frozen=True, slots=True)
class SourceGone(RecorderEvent):
    """No pictures come; time goes on and so does the sound."""

    why: str


@dataclass(frozen=True, slots=True)
class SourceBack(RecorderEvent):
    """Pictures come again after `gap_us`."""

    gap_us: int


@dataclass(frozen=True, slots=True)
class SoundGone(RecorderEvent):
    """The microphone stopped; the recording goes on with silence."""

    why: str


@dataclass(frozen=True, slots=True)
class DiskLow(RecorderEvent):
    """The disk has room for about so many minutes more."""

    minutes: int


@dataclass(frozen=True, slots=True)
class DiskFull(RecorderEvent):
    """Recording stops here; all that is before is kept."""


@dataclass(frozen=True, slots=True)
class SegmentClosed(RecorderEvent):
    """A segment is complete on the disk and may be sealed while the next is recorded."""

    segment: RecordedSegment


@dataclass(frozen=True, slots=True)
class Failed(RecorderEvent):
    """Recording stops for this reason; what was recorded is kept."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Stopped(RecorderEvent):
    """All is written and closed."""

    facts: RecordingFacts = field()

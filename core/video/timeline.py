"""Where the recordings of a visit stand on its one time line, and the clocks of other cameras.

A recording's `begins_at` is the instant of its moment 0. Recordings made here get it from one
pair of clocks, so that two cameras recorded together agree; imported clips get it by alignment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, select
from sqlalchemy.orm import Mapped, mapped_column

from core.store import Base, Local, Work
from core.video.recordings import Recording, recording_row


class AlignedBy(StrEnum):
    """What placed a recording on the time line, the surest first."""

    HAND = "hand"
    CLOCK = "clock"
    """Made on this computer: its own clock."""
    SOUND = "sound"
    CAMERA = "camera"
    """The clip's creation time and the known error of that camera's clock."""
    CREATION = "creation"
    """The clip's creation time as it is."""
    NONE = "none"
    """Nothing is known: it was put at the visit's first recording, or at its import."""


class CameraClock(Local, Base):
    """How far the clock of a camera is ahead of ours, as last found."""

    __tablename__ = "camera_clock"

    camera: Mapped[str] = mapped_column(primary_key=True)
    ahead_us: Mapped[int] = mapped_column(BigInteger)
    found_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Placed:
    """A recording on the visit's time line; `confidence` is 0…1, None where it says nothing."""

    recording_id: UUID
    begins_at: datetime
    duration_us: int
    aligned_by: AlignedBy
    confidence: float | None
    camera: str | None


def place_recording(
    work: Work,
    *,
    recording_id: UUID,
    begins_at: datetime,
    by: AlignedBy,
    confidence: float | None = None,
) -> None:
    """Say at what instant a recording's moment 0 was.

    Raises: UnknownRecording.
    """
    recording = recording_row(work, recording_id)
    recording.begins_at = begins_at
    recording.aligned_by = by.value
    recording.alignment_confidence = confidence
    work.flush()


def placed_recordings(work: Work, visit_id: UUID) -> list[Placed]:
    """The visit's recordings on its time line, the earliest first.

    One made before there was a time line stands at the instant it was begun.
    """
    rows = work.execute(
        select(
            Recording.id,
            Recording.begins_at,
            Recording.started_at,
            Recording.duration_us,
            Recording.aligned_by,
            Recording.alignment_confidence,
            Recording.camera,
        ).where(Recording.visit_id == visit_id)
    )
    placed = [
        Placed(
            row[0], row[1] or row[2], row[3], AlignedBy(row[4] or AlignedBy.CLOCK), row[5], row[6]
        )
        for row in rows
    ]
    return sorted(placed, key=lambda one: (one.begins_at, str(one.recording_id)))


def moment_in(placed: Placed, other: Placed, moment_us: int) -> int | None:
    """Where a moment of one recording is in another (µs); None when that one was not running."""
    found = moment_us + (placed.begins_at - other.begins_at) // timedelta(microseconds=1)
    return found if 0 <= found <= other.duration_us else None


def remember_camera(work: Work, *, camera: str, ahead_us: int, found_at: datetime) -> None:
    """Remember how far a camera's clock is ahead of ours (negative: behind), in µs."""
    known = work.get(CameraClock, camera)
    if known is None:
        work.add(CameraClock(camera=camera, ahead_us=ahead_us, found_at=found_at))
    else:
        known.ahead_us, known.found_at = ahead_us, found_at
    work.flush()


def camera_ahead_us(work: Work, camera: str) -> int | None:
    """What is remembered of a camera's clock; None when nothing is."""
    known = work.get(CameraClock, camera)
    return None if known is None else known.ahead_us

"""What the store knows of recordings: their segments, and the markers set on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from sqlalchemy import BigInteger, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from core.store import Attachment, Base, SealedFile, Synced, Work, attach, new_id
from core.video.problems import UnknownRecording


class RecordingState(StrEnum):
    """`recording` while it runs (or after a crash, until recovered), then one of the others."""

    RECORDING = "recording"
    SEALED = "sealed"
    RECOVERED = "recovered"
    EMPTY = "empty"
    DAMAGED = "damaged"


class Recording(Synced, Base):
    """One recording of a visit; its moments are microseconds from its first picture."""

    __tablename__ = "recording"

    # No foreign key: video stands below visits.
    visit_id: Mapped[UUID] = mapped_column(index=True)
    technician_id: Mapped[UUID | None]
    started_at: Mapped[datetime]
    source_name: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    duration_us: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str]
    sound: Mapped[bool]
    dropped: Mapped[int]
    # Where it grows or grew: only that computer closes it after a crash. None before revision 2.
    device_id: Mapped[UUID | None]
    begins_at: Mapped[datetime | None]
    aligned_by: Mapped[str | None]
    alignment_confidence: Mapped[float | None]
    # Of an imported clip: who made it, and its SHA-256.
    camera: Mapped[str | None]
    clip_sha256: Mapped[str | None] = mapped_column(index=True)
    # Until when it is kept (core.video.privacy).
    keep_until: Mapped[datetime | None]


class Segment(Synced, Base):
    """A sealed file of a recording; its own 0 is the recording's `start_us`."""

    __tablename__ = "segment"

    recording_id: Mapped[UUID] = mapped_column(ForeignKey("recording.id"), index=True)
    number: Mapped[int]
    start_us: Mapped[int] = mapped_column(BigInteger)
    duration_us: Mapped[int] = mapped_column(BigInteger)
    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"))


class Marker(Synced, Base):
    """A named moment (`end_us` None) or span of a recording."""

    __tablename__ = "marker"

    recording_id: Mapped[UUID] = mapped_column(ForeignKey("recording.id"), index=True)
    start_us: Mapped[int] = mapped_column(BigInteger)
    end_us: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[str]
    text: Mapped[str]
    technician_id: Mapped[UUID | None]


@dataclass(frozen=True, slots=True)
class RecordingSummary:
    """A recording as listed."""

    id: UUID
    visit_id: UUID
    technician_id: UUID | None
    started_at: datetime
    source_name: str
    width: int
    height: int
    duration_us: int
    state: RecordingState
    sound: bool
    dropped: int
    begins_at: datetime | None = None
    """The instant of its moment 0 on the visit's time line (core.video.timeline)."""
    camera: str | None = None
    """Who made it, when it is an imported clip ("" where the clip does not say)."""


@dataclass(frozen=True, slots=True)
class SegmentSummary:
    """A sealed file of a recording, to be opened by its SHA-256."""

    id: UUID
    number: int
    start_us: int
    duration_us: int
    attachment_id: UUID
    sha256: str
    size: int
    name: str


@dataclass(frozen=True, slots=True)
class MarkerSummary:
    """A marker as listed; `end_us` None for a moment."""

    id: UUID
    start_us: int
    end_us: int | None
    kind: str
    text: str
    technician_id: UUID | None


_SUMMARY = select(
    Recording.id,
    Recording.visit_id,
    Recording.technician_id,
    Recording.started_at,
    Recording.source_name,
    Recording.width,
    Recording.height,
    Recording.duration_us,
    Recording.state,
    Recording.sound,
    Recording.dropped,
    Recording.begins_at,
    Recording.camera,
)


def begin_recording(
    work: Work,
    *,
    recording_id: UUID,
    visit_id: UUID,
    scope: str,
    technician_id: UUID | None,
    started_at: datetime,
    source_name: str,
    device_id: UUID | None = None,
) -> UUID:
    """Say that a recording of the visit runs on this device, before its first picture."""
    work.add(
        Recording(
            id=recording_id,
            scope=scope,
            visit_id=visit_id,
            technician_id=technician_id,
            started_at=started_at,
            source_name=source_name,
            width=0,
            height=0,
            duration_us=0,
            state=RecordingState.RECORDING.value,
            sound=False,
            dropped=0,
            device_id=device_id,
        )
    )
    work.flush()
    return recording_id


def add_segment(
    work: Work,
    *,
    recording_id: UUID,
    number: int,
    start_us: int,
    duration_us: int,
    sealed: SealedFile,
) -> UUID:
    """Link a sealed file to its recording. Saying it twice changes nothing.

    The recording's length grows with it: what is sealed can be seen while the rest is recorded.

    Raises: UnknownRecording.
    """
    recording = recording_row(work, recording_id)
    segment_id = uuid5(recording_id, str(number))
    recording.duration_us = max(recording.duration_us, start_us + duration_us)
    if work.get(Segment, segment_id) is None:
        attachment_id = attach(work, sealed, scope=recording.scope)
        work.add(
            Segment(
                id=segment_id,
                scope=recording.scope,
                recording_id=recording_id,
                number=number,
                start_us=start_us,
                duration_us=duration_us,
                attachment_id=attachment_id,
            )
        )
        work.flush()
    return segment_id


def end_recording(
    work: Work,
    *,
    recording_id: UUID,
    state: RecordingState,
    duration_us: int,
    size: tuple[int, int],
    sound: bool,
    dropped: int = 0,
) -> None:
    """Say how a recording ended.

    Raises: UnknownRecording.
    """
    recording = recording_row(work, recording_id)
    recording.state = state.value
    recording.duration_us = duration_us
    recording.width, recording.height = size
    recording.sound = sound
    recording.dropped = dropped
    work.flush()


def close_recording(work: Work, *, recording_id: UUID, state: RecordingState) -> RecordingState:
    """Say that nothing more will be linked to a recording; without any segment it is empty.

    Length, size and sound are what its segments brought. A recording that is damaged stays so.

    Raises: UnknownRecording.
    """
    recording = recording_row(work, recording_id)
    linked = work.scalar(select(Segment.id).where(Segment.recording_id == recording_id).limit(1))
    if linked is None and state is not RecordingState.DAMAGED:
        state = RecordingState.EMPTY
    if recording.state == RecordingState.DAMAGED.value and linked is not None:
        state = RecordingState.DAMAGED
    recording.state = state.value
    work.flush()
    return state


def add_marker(
    work: Work,
    *,
    recording_id: UUID,
    start_us: int,
    end_us: int | None = None,
    kind: str = "marker",
    text: str = "",
    technician_id: UUID | None = None,
) -> UUID:
    """Mark a moment or span of a recording, running or finished.

    Raises: UnknownRecording.
    """
    recording = recording_row(work, recording_id)
    marker = Marker(
        id=new_id(),
        scope=recording.scope,
        recording_id=recording_id,
        start_us=start_us,
        end_us=end_us,
        kind=kind,
        text=text.strip(),
        technician_id=technician_id,
    )
    work.add(marker)
    work.flush()
    return marker.id


def note_marker(work: Work, *, marker_id: UUID, text: str) -> None:
    """Give a marker its words. One that is gone by then stays gone."""
    marker = work.get(Marker, marker_id)
    if marker is not None:
        marker.text = text.strip()
        work.flush()


def list_recordings(work: Work, visit_id: UUID) -> list[RecordingSummary]:
    """The visit's recordings, first begun first."""
    rows = work.execute(
        _SUMMARY.where(Recording.visit_id == visit_id).order_by(Recording.started_at, Recording.id)
    )
    return [RecordingSummary(*row[:8], RecordingState(row[8]), *row[9:]) for row in rows]


def recording_summary(work: Work, recording_id: UUID) -> RecordingSummary:
    """One recording as listed. Raises: UnknownRecording."""
    row = work.execute(_SUMMARY.where(Recording.id == recording_id)).one_or_none()
    if row is None:
        raise UnknownRecording(id=recording_id)
    return RecordingSummary(*row[:8], RecordingState(row[8]), *row[9:])


def segments_of(work: Work, recording_id: UUID) -> list[SegmentSummary]:
    """The sealed files of a recording in order."""
    rows = work.execute(
        select(
            Segment.id,
            Segment.number,
            Segment.start_us,
            Segment.duration_us,
            Segment.attachment_id,
            Attachment.sha256,
            Attachment.size,
            Attachment.name,
        )
        .join(Attachment, Attachment.id == Segment.attachment_id)
        .where(Segment.recording_id == recording_id)
        .order_by(Segment.number)
    )
    return [SegmentSummary(*row) for row in rows]


def markers_of(work: Work, recording_id: UUID) -> list[MarkerSummary]:
    """The markers of a recording in order of time."""
    rows = work.execute(
        select(
            Marker.id,
            Marker.start_us,
            Marker.end_us,
            Marker.kind,
            Marker.text,
            Marker.technician_id,
        )
        .where(Marker.recording_id == recording_id)
        .order_by(Marker.start_us, Marker.id)
    )
    return [MarkerSummary(*row) for row in rows]


def known_recordings(work: Work, ids: Sequence[UUID]) -> dict[UUID, RecordingState]:
    """Which of these recordings the store speaks of, and how they are."""
    rows = work.execute(select(Recording.id, Recording.state).where(Recording.id.in_(ids)))
    return {row[0]: RecordingState(row[1]) for row in rows}


def linked_segments(work: Work, recording_id: UUID) -> set[int]:
    """The numbers of the segments that are sealed and linked."""
    return set(work.scalars(select(Segment.number).where(Segment.recording_id == recording_id)))


def unfinished_recordings(
    work: Work, technician_id: UUID | None, *, device_id: UUID | None = None
) -> dict[UUID, bool]:
    """This device's recordings said to run still, and whether anything of them is sealed.

    Those of which no device is known are this device's if they are the technician's.
    """
    mine = (Recording.device_id == device_id) | (
        Recording.device_id.is_(None) & (Recording.technician_id == technician_id)
    )
    rows = work.execute(
        select(Recording.id, Segment.id)
        .outerjoin(Segment, Segment.recording_id == Recording.id)
        .where(Recording.state == RecordingState.RECORDING, mine)
    )
    found: dict[UUID, bool] = {}
    for recording_id, segment_id in rows:
        found[recording_id] = segment_id is not None
    return found


def recording_row(work: Work, recording_id: UUID) -> Recording:
    """The row itself, for verbs of this room only. Raises: UnknownRecording."""
    recording = work.get(Recording, recording_id)
    if recording is None:
        raise UnknownRecording(id=recording_id)
    return recording

"""What the store keeps of a recording's protection: plan, copy, decisions, erasures, retention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from core.people import Purpose
from core.store import Attachment, Base, Json, SealedFile, Synced, Work, attach, new_id
from core.video.problems import NoReasonGiven
from core.video.recordings import Recording, Segment, SegmentSummary, recording_row


class PlanRow(Synced, Base):
    """The sealed file that says what is to be covered in a recording."""

    __tablename__ = "blur_plan"

    recording_id: Mapped[UUID] = mapped_column(ForeignKey("recording.id"), index=True)
    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"))
    changed_at: Mapped[datetime]


class BlurredSegment(Synced, Base):
    """The blurred copy of one segment, made by the plan with this SHA-256."""

    __tablename__ = "blurred_segment"

    recording_id: Mapped[UUID] = mapped_column(ForeignKey("recording.id"), index=True)
    segment_id: Mapped[UUID] = mapped_column(ForeignKey("segment.id"), index=True)
    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"))
    plan_sha256: Mapped[str]
    made_at: Mapped[datetime]


class ExportDecision(Synced, Base):
    """Somebody decided, and said why, that something may leave as it is all the same.

    A recording, or one photograph (`attachment_id`), for one purpose and what it reaches.
    """

    __tablename__ = "export_decision"

    # No foreign keys: it outlives what it speaks of.
    visit_id: Mapped[UUID] = mapped_column(index=True)
    recording_id: Mapped[UUID | None] = mapped_column(index=True)
    attachment_id: Mapped[UUID | None] = mapped_column(index=True)
    technician_id: Mapped[UUID | None]
    # None: of a version that told none apart; the work of the visit.
    purpose: Mapped[str | None]
    decided_at: Mapped[datetime]
    why: Mapped[str]


class Erasure(Synced, Base):
    """A recording was erased: who, when, why, and the SHA-256 of each file that is gone."""

    __tablename__ = "erasure"

    # No foreign keys: it outlives what it speaks of.
    visit_id: Mapped[UUID] = mapped_column(index=True)
    recording_id: Mapped[UUID] = mapped_column(index=True)
    technician_id: Mapped[UUID | None]
    erased_at: Mapped[datetime]
    why: Mapped[str]
    files: Mapped[list[Any]] = mapped_column(Json)


@dataclass(frozen=True, slots=True)
class DecisionSummary:
    """A decision as listed: on a recording, or on one photograph."""

    recording_id: UUID | None
    technician_id: UUID | None
    decided_at: datetime
    why: str
    purpose: str = "visit"
    attachment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ErasureSummary:
    """An erasure as listed; `files` are the SHA-256 of what is gone."""

    recording_id: UUID
    visit_id: UUID
    technician_id: UUID | None
    erased_at: datetime
    why: str
    files: tuple[str, ...]


def keep_plan(work: Work, *, recording_id: UUID, sealed: SealedFile, at: datetime) -> None:
    """Say which sealed plan holds for a recording. Raises: UnknownRecording."""
    scope = recording_row(work, recording_id).scope
    attachment_id = attach(work, sealed, scope=scope)
    row = work.get(PlanRow, uuid5(recording_id, "blur-plan"))
    if row is None:
        work.add(
            PlanRow(
                id=uuid5(recording_id, "blur-plan"),
                scope=scope,
                recording_id=recording_id,
                attachment_id=attachment_id,
                changed_at=at,
            )
        )
    else:
        row.attachment_id, row.changed_at = attachment_id, at
    work.flush()


def plan_file(work: Work, recording_id: UUID) -> str | None:
    """The SHA-256 of the plan that holds; None before there is one."""
    found: str | None = work.scalar(
        select(Attachment.sha256)
        .join(PlanRow, PlanRow.attachment_id == Attachment.id)
        .where(PlanRow.recording_id == recording_id)
    )
    return found


def keep_copy(
    work: Work, *, segment: SegmentSummary, sealed: SealedFile, plan_sha256: str, at: datetime
) -> None:
    """Link a blurred copy to its segment; the one before it is no longer the copy."""
    original = work.get_one(Segment, segment.id)
    attachment_id = attach(work, sealed, scope=original.scope)
    row = work.get(BlurredSegment, uuid5(segment.id, "blurred"))
    if row is None:
        work.add(
            BlurredSegment(
                id=uuid5(segment.id, "blurred"),
                scope=original.scope,
                recording_id=original.recording_id,
                segment_id=segment.id,
                attachment_id=attachment_id,
                plan_sha256=plan_sha256,
                made_at=at,
            )
        )
    else:
        row.attachment_id, row.plan_sha256, row.made_at = attachment_id, plan_sha256, at
    work.flush()


def copied_segments(work: Work, recording_id: UUID) -> dict[UUID, tuple[SegmentSummary, str]]:
    """For each segment that has one, its blurred copy and the SHA-256 of the plan it follows."""
    rows = work.execute(
        select(
            Segment.id,
            Segment.number,
            Segment.start_us,
            Segment.duration_us,
            BlurredSegment.attachment_id,
            Attachment.sha256,
            Attachment.size,
            Attachment.name,
            BlurredSegment.plan_sha256,
        )
        .join(BlurredSegment, BlurredSegment.segment_id == Segment.id)
        .join(Attachment, Attachment.id == BlurredSegment.attachment_id)
        .where(BlurredSegment.recording_id == recording_id)
        .order_by(Segment.number)
    )
    return {row[0]: (SegmentSummary(*row[:8]), row[8]) for row in rows}


def decide_export(
    work: Work,
    *,
    recording_id: UUID,
    technician_id: UUID | None,
    why: str,
    at: datetime,
    purpose: Purpose = "visit",
) -> UUID:
    """Log that a recording may leave as it is. Raises: UnknownRecording, NoReasonGiven."""
    recording = recording_row(work, recording_id)
    row = ExportDecision(
        scope=recording.scope, visit_id=recording.visit_id, recording_id=recording_id,
        attachment_id=None,
    )  # fmt: skip
    return _log(work, row, technician_id=technician_id, purpose=purpose, why=why, at=at)


def decide_photograph(
    work: Work,
    *,
    visit_id: UUID,
    attachment_id: UUID,
    technician_id: UUID | None,
    why: str,
    at: datetime,
    purpose: Purpose = "visit",
) -> UUID:
    """Log that one photograph or sound may leave all the same. Raises: NoReasonGiven."""
    row = ExportDecision(
        scope=work.get_one(Attachment, attachment_id).scope, visit_id=visit_id, recording_id=None,
        attachment_id=attachment_id,
    )  # fmt: skip
    return _log(work, row, technician_id=technician_id, purpose=purpose, why=why, at=at)


def _log(
    work: Work, row: ExportDecision, *, technician_id: UUID | None, purpose: Purpose, why: str,
    at: datetime,
) -> UUID:  # fmt: skip
    if not why.strip():
        raise NoReasonGiven
    row.id, row.technician_id, row.purpose = new_id(), technician_id, purpose
    row.decided_at, row.why = at, why.strip()
    work.add(row)
    work.flush()
    return row.id


def decisions_of(work: Work, recording_id: UUID) -> list[DecisionSummary]:
    """The decisions on a recording, oldest first."""
    return _decisions(work, ExportDecision.recording_id == recording_id)


def decisions_of_visit(work: Work, visit_id: UUID) -> list[DecisionSummary]:
    """All decisions of a visit, on recordings and on photographs, oldest first."""
    return _decisions(work, ExportDecision.visit_id == visit_id)


def decisions_by_recording(work: Work) -> dict[UUID, list[DecisionSummary]]:
    """All decisions on recordings, oldest first."""
    found: dict[UUID, list[DecisionSummary]] = {}
    for one in _decisions(work, ExportDecision.recording_id.is_not(None)):
        if one.recording_id is not None:
            found.setdefault(one.recording_id, []).append(one)
    return found


def _decisions(work: Work, which: Any) -> list[DecisionSummary]:
    rows = work.execute(
        select(
            ExportDecision.recording_id,
            ExportDecision.technician_id,
            ExportDecision.decided_at,
            ExportDecision.why,
            ExportDecision.purpose,
            ExportDecision.attachment_id,
        )
        .where(which)
        .order_by(ExportDecision.decided_at, ExportDecision.id)
    )
    return [
        DecisionSummary(*row[:4], purpose=row[4] or "visit", attachment_id=row[5]) for row in rows
    ]


def erasures(work: Work, *, visit_id: UUID | None = None) -> list[ErasureSummary]:
    """What was erased, of a visit or at all, oldest first."""
    asked = select(
        Erasure.recording_id,
        Erasure.visit_id,
        Erasure.technician_id,
        Erasure.erased_at,
        Erasure.why,
        Erasure.files,
    ).order_by(Erasure.erased_at, Erasure.id)
    if visit_id is not None:
        asked = asked.where(Erasure.visit_id == visit_id)
    return [
        ErasureSummary(row[0], row[1], row[2], row[3], row[4], tuple(row[5]))
        for row in work.execute(asked)
    ]


def keep_until(work: Work, *, recording_id: UUID, until: datetime | None) -> None:
    """Say until when a recording is kept; None: not decided. Raises: UnknownRecording."""
    recording_row(work, recording_id).keep_until = until
    work.flush()


def kept_until(work: Work, recording_id: UUID) -> datetime | None:
    """Until when a recording is kept. Raises: UnknownRecording."""
    return recording_row(work, recording_id).keep_until


def due_recordings(work: Work, *, at: datetime) -> list[tuple[UUID, UUID, datetime]]:
    """Recordings whose time to be kept is over, as (recording, visit, until), oldest first.

    They are only named: nothing is erased without being asked for.
    """
    rows = work.execute(
        select(Recording.id, Recording.visit_id, Recording.keep_until)
        .join(Segment, Segment.recording_id == Recording.id)
        .where(Recording.keep_until.is_not(None), Recording.keep_until <= at)
        .distinct()
        .order_by(Recording.keep_until, Recording.id)
    )
    return [(row[0], row[1], row[2]) for row in rows if row[2] is not None]

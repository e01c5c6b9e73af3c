"""Evidence: the moment, photo or file that supports an answer or a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from core.store import Attachment, Base, Synced, Work, new_id
from core.visits.visits import visit_row

EvidenceKind = Literal["moment", "photo", "file"]


class Evidence(Synced, Base):
    """One link. It points at an answer by filling and key: the question may not be answered yet."""

    __tablename__ = "evidence"

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    filling_id: Mapped[UUID | None] = mapped_column(ForeignKey("filling.id"), index=True)
    answer_key: Mapped[str | None]
    finding_id: Mapped[UUID | None] = mapped_column(ForeignKey("finding.id"), index=True)
    kind: Mapped[str]
    # No foreign key: nothing that was answered may be refused because its recording is not here.
    recording_id: Mapped[UUID | None] = mapped_column(index=True)
    moment_us: Mapped[int | None] = mapped_column(BigInteger)
    attachment_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"), index=True)
    note: Mapped[str]
    technician_id: Mapped[UUID | None] = mapped_column(ForeignKey("technician.id"), index=True)
    linked_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class EvidenceSummary:
    """A piece of evidence; `moment_us` counts from the first frame of `recording_id`."""

    id: UUID
    kind: str
    filling_id: UUID | None
    answer_key: str | None
    finding_id: UUID | None
    recording_id: UUID | None
    moment_us: int | None
    attachment_id: UUID | None
    sha256: str | None
    name: str | None
    note: str
    linked_at: datetime


def link_evidence(
    work: Work,
    *,
    visit_id: UUID,
    kind: EvidenceKind,
    at: datetime,
    filling_id: UUID | None = None,
    answer_key: str | None = None,
    finding_id: UUID | None = None,
    recording_id: UUID | None = None,
    moment_us: int | None = None,
    attachment_id: UUID | None = None,
    note: str = "",
    technician_id: UUID | None = None,
) -> UUID:
    """Link a moment, photo or file to an answer, a finding, or (with neither) to the visit.

    Raises: UnknownVisit; ValueError when a moment has no recording, or a photo or file no file.
    """
    if kind == "moment" and (recording_id is None or moment_us is None):
        raise ValueError("a moment needs a recording and its microsecond")
    if kind != "moment" and attachment_id is None:
        raise ValueError("a photo or file needs its attachment")
    visit = visit_row(work, visit_id)
    evidence = Evidence(
        id=new_id(),
        scope=visit.scope,
        visit_id=visit_id,
        filling_id=filling_id,
        answer_key=answer_key,
        finding_id=finding_id,
        kind=kind,
        recording_id=recording_id,
        moment_us=moment_us,
        attachment_id=attachment_id,
        note=note.strip(),
        technician_id=technician_id,
        linked_at=at,
    )
    work.add(evidence)
    work.flush()
    return evidence.id


def unlink_evidence(work: Work, *, evidence_id: UUID) -> None:
    """Remove the link; the file or recording it pointed to stays."""
    evidence = work.get(Evidence, evidence_id)
    if evidence is not None:
        work.delete(evidence)
        work.flush()


def list_evidence(work: Work, *, visit_id: UUID) -> list[EvidenceSummary]:
    """All evidence of a visit, in the order it was linked."""
    rows: Iterable[Any] = work.execute(
        select(
            Evidence.id,
            Evidence.kind,
            Evidence.filling_id,
            Evidence.answer_key,
            Evidence.finding_id,
            Evidence.recording_id,
            Evidence.moment_us,
            Evidence.attachment_id,
            Attachment.sha256,
            Attachment.name,
            Evidence.note,
            Evidence.linked_at,
        )
        .outerjoin(Attachment, Attachment.id == Evidence.attachment_id)
        .where(Evidence.visit_id == visit_id)
        .order_by(Evidence.linked_at, Evidence.id)
    )
    return [EvidenceSummary(*row) for row in rows]

"""What a new version of a check-list has no place for: kept aside, to be dealt with by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import BigInteger, ForeignKey, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from core.people import Technician
from core.store import Attachment, Base, Synced, Work
from core.visits.checklists import ChecklistVersion
from core.visits.fillings import REPLACED, Filling
from core.visits.problems import UnknownAside


class AsideAnswer(Synced, Base):
    """An answer (or a part of one) of a filling that was replaced, as it was given.

    `filling_id` is the filling that has no place for it, `from_filling_id` the one it was given
    in, where it still stands. Ids are derived: two laptops that take over write the same rows.
    """

    __tablename__ = "aside_answer"

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    filling_id: Mapped[UUID] = mapped_column(ForeignKey("filling.id"), index=True)
    from_filling_id: Mapped[UUID] = mapped_column(ForeignKey("filling.id"), index=True)
    key: Mapped[str]
    value: Mapped[str]
    shown: Mapped[str]
    label: Mapped[str]
    section: Mapped[str]
    instance: Mapped[str]
    reason: Mapped[str]
    technician_id: Mapped[UUID | None] = mapped_column(ForeignKey("technician.id"), index=True)
    answered_at: Mapped[datetime]
    # No foreign key: nothing that was answered may be refused because its recording is not here.
    recording_id: Mapped[UUID | None] = mapped_column(index=True)
    moment_us: Mapped[int | None] = mapped_column(BigInteger)
    attachment_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"), index=True)
    handled_at: Mapped[datetime | None]
    handled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("technician.id"), index=True)
    # The older version was gone back to, where the answer has its place.
    withdrawn: Mapped[bool]


@dataclass(frozen=True, slots=True)
class AsideSummary:
    """What was put aside, as lists and the report show it.

    `version` is that of the check-list it was given in. `sha256` names the sealed file of a photo,
    sound, video or file. `handled_at`: when somebody marked it as dealt with.
    """

    id: UUID
    visit_id: UUID
    filling_id: UUID
    version: str
    key: str
    value: str
    shown: str
    label: str
    section: str
    instance: str
    reason: str
    technician: str | None
    answered_at: datetime
    recording_id: UUID | None
    moment_us: int | None
    sha256: str | None
    handled_at: datetime | None
    handled_by: str | None


def aside_id(*, filling_id: UUID, from_filling_id: UUID, key: str, reason: str) -> UUID:
    """The id that every laptop gives to what `filling_id` has no place for."""
    return uuid5(filling_id, f"aside {from_filling_id} {key} {reason}")


def list_aside(work: Work, *, visit_id: UUID) -> list[AsideSummary]:
    """What was put aside in a visit: what is still to be dealt with first, then by place."""
    by = aliased(Technician)
    rows: Iterable[Any] = work.execute(
        select(
            AsideAnswer.id,
            AsideAnswer.visit_id,
            AsideAnswer.filling_id,
            ChecklistVersion.version,
            AsideAnswer.key,
            AsideAnswer.value,
            AsideAnswer.shown,
            AsideAnswer.label,
            AsideAnswer.section,
            AsideAnswer.instance,
            AsideAnswer.reason,
            Technician.name,
            AsideAnswer.answered_at,
            AsideAnswer.recording_id,
            AsideAnswer.moment_us,
            Attachment.sha256,
            AsideAnswer.handled_at,
            by.name,
        )
        .join(Filling, Filling.id == AsideAnswer.from_filling_id)
        .join(ChecklistVersion, ChecklistVersion.id == Filling.checklist_version_id)
        .outerjoin(Technician, Technician.id == AsideAnswer.technician_id)
        .outerjoin(by, by.id == AsideAnswer.handled_by_id)
        .outerjoin(Attachment, Attachment.id == AsideAnswer.attachment_id)
        .where(
            AsideAnswer.visit_id == visit_id,
            AsideAnswer.withdrawn.is_(False),
            Filling.state == REPLACED,
        )
        .order_by(
            AsideAnswer.handled_at.is_not(None),
            AsideAnswer.section,
            AsideAnswer.instance,
            AsideAnswer.answered_at,
            AsideAnswer.key,
            AsideAnswer.reason,
        )
    )
    return [AsideSummary(*row) for row in rows]


def mark_handled(work: Work, *, aside_id: UUID, technician_id: UUID | None, at: datetime) -> None:
    """Somebody dealt with it (put it somewhere by hand, or let it be). Raises: UnknownAside."""
    row = _row(work, aside_id)
    if row.handled_at is None:
        row.handled_at = at
        row.handled_by_id = technician_id
        work.flush()


def mark_unhandled(work: Work, *, aside_id: UUID) -> None:
    """It is still to be dealt with. Raises: UnknownAside."""
    row = _row(work, aside_id)
    row.handled_at = None
    row.handled_by_id = None
    work.flush()


def _row(work: Work, aside_id: UUID) -> AsideAnswer:
    row = work.get(AsideAnswer, aside_id)
    if row is None:
        raise UnknownAside(id=aside_id)
    return row

"""Fillings: one check-list filled in during one visit; where each laptop stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column

from core.store import Base, Local, Synced, Work
from core.visits.checklists import ChecklistVersion
from core.visits.problems import (
    FillingIsFinalised,
    FillingIsNotFinalised,
    FillingIsSigned,
    UnknownFilling,
)
from core.visits.visits import Visit, start_visit, visit_row

FillingState = Literal["draft", "finalised", "sent", "replaced"]
REPLACED = "replaced"
"""A newer version of the check-list took this filling over (decision 0019)."""


class Filling(Synced, Base):
    """One check-list being filled in during one visit, by all laptops of its team together."""

    __tablename__ = "filling"

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    checklist_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("checklist_version.id"), index=True
    )
    form_digest: Mapped[str]
    state: Mapped[str]
    started_at: Mapped[datetime]
    finalised_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]


class FillingPlace(Local, Base):
    """Where this laptop stands in a filling, and in which language. Local: each has its own."""

    __tablename__ = "filling_place"

    filling_id: Mapped[UUID] = mapped_column(primary_key=True)
    current_key: Mapped[str | None]
    language: Mapped[str | None]
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class FillingSummary:
    """A filling as its visit and the list of drafts show it.

    `answered` counts what people recorded (not what was calculated) and did not clear again.
    """

    id: UUID
    visit_id: UUID
    visit_title: str
    checklist_version_id: UUID
    checklist_title: str
    checklist_version: str
    state: str
    started_at: datetime
    finalised_at: datetime | None
    answered: int
    last_answer_at: datetime | None
    current_key: str | None
    language: str | None


def filling_id_of(*, visit_id: UUID, checklist_version_id: UUID) -> UUID:
    """The id every laptop gives to this filling, so that they all write into the same one."""
    return uuid5(visit_id, f"filling {checklist_version_id}")


def start_filling(work: Work, visit_id: UUID, *, at: datetime) -> UUID:
    """Start the filling of a visit, or return the one that was started; the visit is underway.

    Raises: UnknownVisit.
    """
    visit = visit_row(work, visit_id)
    filling_id = filling_id_of(visit_id=visit_id, checklist_version_id=visit.checklist_version_id)
    if work.get(Filling, filling_id) is None:
        digest = work.execute(
            select(ChecklistVersion.digest).where(ChecklistVersion.id == visit.checklist_version_id)
        ).scalar_one()
        work.add(
            Filling(
                id=filling_id,
                scope=visit.scope,
                visit_id=visit_id,
                checklist_version_id=visit.checklist_version_id,
                form_digest=digest,
                state="draft",
                started_at=at,
                finalised_at=None,
                sent_at=None,
            )
        )
        start_visit(work, visit_id=visit_id, at=at)
        work.flush()
    return filling_id


def remember_place(
    work: Work,
    filling_id: UUID,
    key: str | None,
    *,
    at: datetime,
    language: str | None = None,
) -> None:
    """Remember the question this laptop stands at; a killed process resumes there.

    `language` None keeps the one remembered.
    """
    place = work.get(FillingPlace, filling_id)
    if place is None:
        work.add(FillingPlace(filling_id=filling_id, current_key=key, language=language, at=at))
    else:
        place.current_key = key
        place.language = language or place.language
        place.at = at


def resumable(work: Work) -> list[FillingSummary]:
    """Fillings still in draft, the one last worked on (on this laptop) first."""
    return _summaries(work, Filling.state == "draft")


def fillings_of(work: Work, *, visit_id: UUID) -> list[FillingSummary]:
    """The fillings of a visit, but for those that a newer version took over."""
    return _summaries(work, (Filling.visit_id == visit_id) & (Filling.state != REPLACED))


def filling(work: Work, filling_id: UUID) -> FillingSummary:
    """Raises: UnknownFilling."""
    found = _summaries(work, Filling.id == filling_id)
    if not found:
        raise UnknownFilling(id=filling_id)
    return found[0]


def finalise_filling(work: Work, filling_id: UUID, *, at: datetime) -> None:
    """draft → finalised; from then on no answer is taken. Raises: UnknownFilling.

    What is missing or invalid is the form session's to say, before this is called.
    """
    row = filling_row(work, filling_id)
    if row.state == "draft":
        row.state = "finalised"
        row.finalised_at = at
        work.flush()


def reopen_filling(work: Work, filling_id: UUID) -> None:
    """finalised → draft, to correct. Raises: FillingIsSigned once signed or sent."""
    from core.visits.signatures import Signature

    row = filling_row(work, filling_id)
    if row.state in ("draft", REPLACED):
        return
    signed = work.execute(
        select(func.count()).where(Signature.filling_id == filling_id)
    ).scalar_one()
    if row.state == "sent" or signed:
        raise FillingIsSigned
    row.state = "draft"
    row.finalised_at = None
    work.flush()


def mark_sent(work: Work, filling_id: UUID, *, at: datetime) -> None:
    """finalised → sent. Raises: FillingIsNotFinalised."""
    row = filling_row(work, filling_id)
    if row.state in ("draft", REPLACED):
        raise FillingIsNotFinalised
    if row.state == "finalised":
        row.state = "sent"
        row.sent_at = at
        work.flush()


def filling_row(work: Work, filling_id: UUID) -> Filling:
    """The row itself, for verbs of this room only. Raises: UnknownFilling."""
    row = work.get(Filling, filling_id)
    if row is None:
        raise UnknownFilling(id=filling_id)
    return row


def scope_of(work: Work, filling_id: UUID) -> str:
    """Whose data a filling is, for what is put under it. Raises: UnknownFilling."""
    return filling_row(work, filling_id).scope


def draft_row(work: Work, filling_id: UUID) -> Filling:
    """The row of a filling that may be written to. Raises: FillingIsFinalised, UnknownFilling.

    One that a newer version took over still takes what was on its way: it is brought along later.
    """
    row = filling_row(work, filling_id)
    if row.state not in ("draft", REPLACED):
        raise FillingIsFinalised
    return row


def _summaries(work: Work, condition: ColumnElement[bool]) -> list[FillingSummary]:
    from core.visits.answers import Answer

    given = (
        select(
            Answer.filling_id.label("filling_id"),
            func.count().label("answered"),
            func.max(Answer.answered_at).label("last"),
        )
        .where(Answer.by_person, Answer.value.is_not(None))
        .group_by(Answer.filling_id)
        .subquery()
    )
    rows = work.execute(
        select(
            Filling.id,
            Filling.visit_id,
            Visit.title,
            Filling.checklist_version_id,
            ChecklistVersion.title,
            ChecklistVersion.version,
            Filling.state,
            Filling.started_at,
            Filling.finalised_at,
            func.coalesce(given.c.answered, 0),
            given.c.last,
            FillingPlace.current_key,
            FillingPlace.language,
        )
        .join(Visit, Visit.id == Filling.visit_id)
        .join(ChecklistVersion, ChecklistVersion.id == Filling.checklist_version_id)
        .outerjoin(FillingPlace, FillingPlace.filling_id == Filling.id)
        .outerjoin(given, given.c.filling_id == Filling.id)
        .where(condition)
        .order_by(func.coalesce(FillingPlace.at, Filling.started_at).desc(), Filling.id)
    )
    return [FillingSummary(*row) for row in rows]

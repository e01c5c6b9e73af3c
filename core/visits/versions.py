"""Newer versions of a visit's check-list, the plan of going over, and what came late.

What reads forms runs on a worker thread; the verbs of `taking_over` do the writing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from core.store import Base, Local, Work
from core.visits.answers import Answer, load_filling
from core.visits.aside import AsideAnswer
from core.visits.checklists import ChecklistSummary, ChecklistVersion, list_checklists, load_form
from core.visits.copying import answers_of, given_digest, instants_ever
from core.visits.entities import entities_before
from core.visits.fillings import REPLACED, Filling, filling, filling_id_of
from core.visits.taking_over import take_over
from core.visits.visits import visit_row

if TYPE_CHECKING:
    from core.forms import SessionContext
    from core.forms.takeover import Takeover
    from core.store import Store


class DeclinedVersion(Local, Base):
    """The version that somebody chose not to go over to. Local: only this laptop asks less."""

    __tablename__ = "declined_version"

    visit_id: Mapped[UUID] = mapped_column(primary_key=True)
    version_id: Mapped[UUID]


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan for a draft, and the state of its answers that it was made of."""

    filling_id: UUID
    version_id: UUID
    plan: Takeover
    basis: str


def newer_version(work: Work, *, visit_id: UUID) -> ChecklistSummary | None:
    """The newest installed version of a visit's check-list, if it is newer than the visit's own.

    Newer: installed later, and not under a version that counts lower. Raises: UnknownVisit.
    """
    own = visit_row(work, visit_id).checklist_version_id
    versions = list_checklists(work)
    mine = next((one for one in versions if one.version_id == own), None)
    if mine is None:
        return None
    later = [
        one
        for one in versions
        if one.checklist_id == mine.checklist_id
        and one.installed_at > mine.installed_at
        and not _counts_lower(one.version, mine.version)
    ]
    return max(later, key=lambda one: (one.installed_at, one.version), default=None)


def decline_version(work: Work, *, visit_id: UUID, version_id: UUID) -> None:
    """Stay with the version that the visit has; this laptop remembers it."""
    row = work.get(DeclinedVersion, visit_id)
    if row is None:
        work.add(DeclinedVersion(visit_id=visit_id, version_id=version_id))
    else:
        row.version_id = version_id


def is_declined(work: Work, *, visit_id: UUID, version_id: UUID) -> bool:
    """Whether somebody chose on this laptop to stay with the older version."""
    row = work.get(DeclinedVersion, visit_id)
    return row is not None and row.version_id == version_id


def plan_for(
    store: Store, *, filling_id: UUID, version_id: UUID, context: SessionContext
) -> Planned:
    """Compare, for a worker thread. Words are Portuguese where the check-list has it, always.

    Two laptops that take over must write the same words; so the language is not the window's.

    Raises: UnknownFilling, UnknownChecklist, and what a missing or damaged file raises.
    """
    from core.forms.takeover import plan_takeover

    def read(work: Work) -> tuple[UUID, Any, frozenset[str], str, datetime, Any]:
        given = work.scalars(
            select(Answer.key).where(Answer.filling_id == filling_id, Answer.by_person)
        )
        summary = filling(work, filling_id)
        return (
            summary.checklist_version_id,
            load_filling(work, filling_id),
            frozenset(given),
            given_digest(work, filling_id),
            summary.started_at,
            entities_before(work, filling_id),
        )

    own, saved, by_person, basis, begun, entities = store.read(read)
    context = replace(context, entities=entities)
    # What chance and the clock give is the same on every laptop, too.
    numbers = count()
    begin = replace(
        context,
        now=lambda: begun.astimezone(context.now().tzinfo),
        uuid=lambda: str(uuid5(filling_id, f"{version_id} {next(numbers)}")),
        seed=uuid5(filling_id, str(version_id)).int % 2**31,
    )
    plan = plan_takeover(
        load_form(store, own),
        load_form(store, version_id),
        saved,
        by_person=by_person,
        context=context,
        begin=begin,
    )
    return Planned(filling_id=filling_id, version_id=version_id, plan=plan, basis=basis)


def current_filling(work: Work, filling_id: UUID) -> UUID:
    """The filling that took the place of this one, or this one. Raises: UnknownFilling."""
    one = filling(work, filling_id)
    if one.state != REPLACED:
        return filling_id
    version = visit_row(work, one.visit_id).checklist_version_id
    there = filling_id_of(visit_id=one.visit_id, checklist_version_id=version)
    return there if work.get(Filling, there) is not None else filling_id


def replaced_fillings(work: Work, *, visit_id: UUID) -> list[UUID]:
    """The fillings of a visit that a newer version took over, the one of the latest first."""
    rows = work.scalars(
        select(Filling.id)
        .join(ChecklistVersion, ChecklistVersion.id == Filling.checklist_version_id)
        .where(Filling.visit_id == visit_id, Filling.state == REPLACED)
        .order_by(ChecklistVersion.installed_at.desc(), Filling.id)
    )
    return list(rows)


def late_answers(work: Work, *, filling_id: UUID) -> list[UUID]:
    """The replaced fillings in which something was given that this one does not know of.

    Another laptop goes on in the older version until it hears of the newer one.
    """
    visit_id = filling(work, filling_id).visit_id
    replaced = [one for one in replaced_fillings(work, visit_id=visit_id) if one != filling_id]
    if not replaced:
        return []
    here = answers_of(work, filling_id)
    aside = work.execute(
        select(AsideAnswer.from_filling_id, AsideAnswer.key, AsideAnswer.answered_at).where(
            AsideAnswer.visit_id == visit_id, AsideAnswer.withdrawn.is_(False)
        )
    ).all()
    known = {row.answered_at for row in here.values()} | {row.answered_at for row in aside}
    ever: set[Any] | None = None
    found: list[UUID] = []
    for one in replaced:
        open_ = [
            row
            for row in answers_of(work, one).values()
            if row.by_person
            and row.answered_at not in known
            and (row.value is not None or row.key in here)
        ]
        if open_ and ever is None:
            ever = instants_ever(work, here.values())
        if any(row.answered_at not in (ever or ()) for row in open_):
            found.append(one)
    return found


def bring_late_answers(store: Store, *, filling_id: UUID, context: SessionContext) -> bool:
    """Bring along what was given late in an older version; whether there was anything.

    For a worker thread: it reads both forms, and writes, only when there is something to bring.

    Raises: what `plan_for` and `take_over` raise.
    """
    here = store.read(lambda work: filling(work, filling_id))
    if here.state != "draft":
        return False
    late = store.read(lambda work: late_answers(work, filling_id=filling_id))
    version = here.checklist_version_id
    for one in late:
        made = plan_for(store, filling_id=one, version_id=version, context=context)
        plan = made.plan
        store.write(
            lambda work, one=one, plan=plan: take_over(  # type: ignore[misc]
                work, filling_id=one, version_id=version, plan=plan
            )
        ).result()
    return bool(late)


def _counts_lower(one: str, other: str) -> bool:
    """Whether a version counts lower than another: 9 than 10, 2026-01 than 2026-02.

    Versions that are not built alike cannot be told apart so.
    """
    mine, theirs = _pieces(one), _pieces(other)
    alike = [type(a) for a in mine] == [type(b) for b in theirs]
    return alike and mine < theirs


def _pieces(version: str) -> list[Any]:
    return [int(piece) if piece.isdecimal() else piece for piece in re.findall(r"\d+|\D+", version)]

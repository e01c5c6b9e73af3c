"""Rounds (levantamentos): campaigns that go through the inventory entry by entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column

from core.inventory.editing import edit
from core.inventory.facilities import Facility
from core.inventory.kinds import Status
from core.inventory.problems import UnknownRecord
from core.inventory.social_responses import SocialResponse
from core.inventory.taxonomy import social_response_type
from core.store import Base, EnumText, Synced, Work, insert_all, new_id
from core.store.changes import Change


class Outcome(StrEnum):
    """What came of an entry in a round."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    CLOSED = "closed"


class InventoryRound(Synced, Base):
    """A campaign: which municipalities and types, until when."""

    __tablename__ = "inventory_round"

    title: Mapped[str]
    opened_on: Mapped[date]
    due_on: Mapped[date]
    municipalities: Mapped[list[str]]
    types: Mapped[list[str]]
    """Ids of the nomenclature; none is all."""
    closed_on: Mapped[date | None]


class RoundEntry(Synced, Base):
    """A social response due in a round, and what came of it."""

    __tablename__ = "round_entry"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("inventory_round.id"), index=True)
    social_response_id: Mapped[UUID] = mapped_column(ForeignKey("social_response.id"), index=True)
    technician_id: Mapped[UUID | None]
    outcome: Mapped[Outcome | None] = mapped_column(EnumText(Outcome))
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None]
    visit_id: Mapped[UUID | None]
    """The visit on which it was confirmed, if it was on one."""
    note: Mapped[str | None]


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """A round and how far it is."""

    id: UUID
    title: str
    opened_on: date
    due_on: date
    closed_on: date | None
    municipalities: tuple[str, ...]
    types: tuple[str, ...]
    total: int
    done: int


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """How far one municipality and technician (None: nobody was named) are."""

    municipality: str
    technician_id: UUID | None
    total: int
    confirmed: int
    corrected: int
    closed: int

    @property
    def due(self) -> int:
        """What is still to do."""
        return self.total - self.confirmed - self.corrected - self.closed


@dataclass(frozen=True, slots=True)
class DueEntry:
    """An entry of a round."""

    id: UUID
    social_response_id: UUID
    facility_id: UUID
    municipality: str
    facility: str
    type_id: str
    type_name: str
    technician_id: UUID | None
    outcome: Outcome | None
    done_at: datetime | None


def start_round(
    work: Work, *, title: str, opened_on: date, due_on: date, scope: str,
    municipalities: tuple[str, ...], types: tuple[str, ...] = (),
) -> UUID:  # fmt: skip
    """Open a campaign; every social response of its scope that is not closed is due in it.

    `scope` is who may see the round itself (a DICO or GLOBAL); each entry has the scope of its
    social response.
    """
    one = InventoryRound(
        id=new_id(), scope=scope, title=title.strip(), opened_on=opened_on, due_on=due_on,
        municipalities=list(municipalities), types=list(types),
    )  # fmt: skip
    work.add(one)
    work.flush()
    add_to_round(work, round_id=one.id)
    return one.id


def add_to_round(work: Work, *, round_id: UUID) -> int:
    """Take in what came into the inventory since; gives how many entries are new."""
    one = _round(work, round_id)
    query = select(SocialResponse.id, SocialResponse.scope).where(
        SocialResponse.scope.in_(one.municipalities),
        func.coalesce(SocialResponse.status, "") != Status.CLOSED.value,
        SocialResponse.id.not_in(
            select(RoundEntry.social_response_id).where(RoundEntry.round_id == round_id)
        ),
    )
    if one.types:
        query = query.where(SocialResponse.type_id.in_(one.types))
    found = work.execute(query).all()
    if len(found) > 200:
        # A round that two laptops open is two rounds: its entries are as new as it is.
        insert_all(
            work,
            RoundEntry,
            [
                {"id": _entry_id(round_id, row.id), "scope": row.scope, "round_id": round_id,
                 "social_response_id": row.id}
                for row in found
            ],
        )  # fmt: skip
        return len(found)
    for row in found:
        work.add(
            RoundEntry(
                id=_entry_id(round_id, row.id), scope=row.scope, round_id=round_id,
                social_response_id=row.id,
            )
        )  # fmt: skip
    work.flush()
    return len(found)


def assign_entries(
    work: Work, *, round_id: UUID, municipality: str, technician_id: UUID | None
) -> int:
    """Give what is due in a municipality to a technician; gives how many."""
    rows = list(
        work.scalars(
            select(RoundEntry).where(
                RoundEntry.round_id == round_id,
                RoundEntry.scope == municipality,
                RoundEntry.outcome.is_(None),
            )
        )
    )
    for row in rows:
        row.technician_id = technician_id
    work.flush()
    return len(rows)


def settle(
    work: Work, *, entry_id: UUID, outcome: Outcome, at: datetime, by: UUID,
    corrections: dict[str, Any] | None = None, visit_id: UUID | None = None, note: str = "",
) -> None:  # fmt: skip
    """Confirm, correct or close an entry on the spot.

    `corrections` are fields of the social response (see `edit`). Raises: UnknownRecord, WrongField.
    """
    entry = work.get(RoundEntry, entry_id)
    if entry is None:
        raise UnknownRecord(kind="round_entry", id=entry_id)
    changes: dict[str, Any] = {"confirmed_on": at.date()} | dict(corrections or {})
    if outcome is Outcome.CLOSED:
        changes |= {"status": Status.CLOSED, "closed_on": at.date()}
    edit(work, entity="social_response", entity_id=entry.social_response_id, changes=changes)
    entry.outcome, entry.done_at, entry.done_by = outcome, at, by
    entry.visit_id, entry.note = visit_id, note or None
    work.flush()


def close_round(work: Work, *, round_id: UUID, on: date) -> None:
    """The campaign is over; what was not done stays on record as not done."""
    _round(work, round_id).closed_on = on
    work.flush()


def list_rounds(work: Work) -> list[RoundSummary]:
    """Rounds, the newest first."""
    counts = {
        round_id: (total, done)
        for round_id, total, done in work.execute(
            select(RoundEntry.round_id, func.count(), func.count(RoundEntry.outcome)).group_by(
                RoundEntry.round_id
            )
        )
    }
    return [
        RoundSummary(
            id=one.id, title=one.title, opened_on=one.opened_on, due_on=one.due_on,
            closed_on=one.closed_on, municipalities=tuple(one.municipalities),
            types=tuple(one.types), total=counts.get(one.id, (0, 0))[0],
            done=counts.get(one.id, (0, 0))[1],
        )
        for one in work.scalars(
            select(InventoryRound).order_by(InventoryRound.opened_on.desc(), InventoryRound.id)
        )
    ]  # fmt: skip


def round_progress(work: Work, *, round_id: UUID) -> list[RoundProgress]:
    """Per municipality and technician."""
    tallies: dict[tuple[str, UUID | None], dict[Outcome | None, int]] = {}
    for scope, technician, outcome, many in work.execute(
        select(RoundEntry.scope, RoundEntry.technician_id, RoundEntry.outcome, func.count())
        .where(RoundEntry.round_id == round_id)
        .group_by(RoundEntry.scope, RoundEntry.technician_id, RoundEntry.outcome)
    ):
        tallies.setdefault((scope, technician), {})[outcome] = many
    return [
        RoundProgress(
            municipality=scope, technician_id=technician, total=sum(tally.values()),
            confirmed=tally.get(Outcome.CONFIRMED, 0), corrected=tally.get(Outcome.CORRECTED, 0),
            closed=tally.get(Outcome.CLOSED, 0),
        )
        for (scope, technician), tally in sorted(
            tallies.items(), key=lambda one: (one[0][0], str(one[0][1] or ""))
        )
    ]  # fmt: skip


def due_entries(
    work: Work, *, round_id: UUID, municipality: str | None = None,
    technician_id: UUID | None = None, only_due: bool = True, limit: int = 500, offset: int = 0,
) -> list[DueEntry]:  # fmt: skip
    """Entries of a round by municipality and facility; those still due, unless told otherwise."""
    query = (
        select(RoundEntry, SocialResponse.type_id, Facility.id, Facility.name)
        .join(SocialResponse, SocialResponse.id == RoundEntry.social_response_id)
        .join(Facility, Facility.id == SocialResponse.facility_id)
        .where(RoundEntry.round_id == round_id)
        .order_by(RoundEntry.scope, func.lower(Facility.name), RoundEntry.id)
    )
    if municipality is not None:
        query = query.where(RoundEntry.scope == municipality)
    if technician_id is not None:
        query = query.where(RoundEntry.technician_id == technician_id)
    if only_due:
        query = query.where(RoundEntry.outcome.is_(None))
    return [
        DueEntry(
            id=entry.id, social_response_id=entry.social_response_id, facility_id=facility_id,
            municipality=entry.scope, facility=name, type_id=type_id,
            type_name=social_response_type(type_id).name, technician_id=entry.technician_id,
            outcome=entry.outcome, done_at=entry.done_at,
        )
        for entry, type_id, facility_id, name in work.execute(query.limit(limit).offset(offset))
    ]  # fmt: skip


def due_at(work: Work, *, facility_id: UUID) -> list[DueEntry]:
    """What is due at one facility in the rounds that are open, the round that ends first on top."""
    query = (
        select(RoundEntry, SocialResponse.type_id, Facility.name)
        .join(InventoryRound, InventoryRound.id == RoundEntry.round_id)
        .join(SocialResponse, SocialResponse.id == RoundEntry.social_response_id)
        .join(Facility, Facility.id == SocialResponse.facility_id)
        .where(
            Facility.id == facility_id, RoundEntry.outcome.is_(None),
            InventoryRound.closed_on.is_(None),
        )
        .order_by(InventoryRound.due_on, SocialResponse.type_id, RoundEntry.id)
    )  # fmt: skip
    return [
        DueEntry(
            id=entry.id, social_response_id=entry.social_response_id, facility_id=facility_id,
            municipality=entry.scope, facility=name, type_id=type_id,
            type_name=social_response_type(type_id).name, technician_id=entry.technician_id,
            outcome=None, done_at=None,
        )
        for entry, type_id, name in work.execute(query)
    ]  # fmt: skip


def changed_since(work: Work, *, round_id: UUID) -> dict[UUID, tuple[str, ...]]:
    """What changed since the round was opened: social response → fields, in the log's order."""
    one = _round(work, round_id)
    opened = work.scalars(select(func.min(Change.number)).where(Change.entity_id == one.id)).one()
    fields: dict[UUID, list[str]] = {}
    for entity_id, field in work.execute(
        select(Change.entity_id, Change.field)
        .where(
            Change.entity == SocialResponse.__tablename__,
            Change.number > opened,
            Change.scope.in_(one.municipalities),
        )
        .order_by(Change.number)
    ):
        known = fields.setdefault(entity_id, [])
        if field not in known:
            known.append(field)
    return {entity_id: tuple(names) for entity_id, names in fields.items()}


def _round(work: Work, round_id: UUID) -> InventoryRound:
    one = work.get(InventoryRound, round_id)
    if one is None:
        raise UnknownRecord(kind="inventory_round", id=round_id)
    return one


def _entry_id(round_id: UUID, social_response_id: UUID) -> UUID:
    return uuid5(NAMESPACE_OID, f"{round_id}/{social_response_id}")

"""Merging records that are one and the same, with their history kept, and splitting them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from core.inventory.banks import BankItem
from core.inventory.case_studies import CaseStudy
from core.inventory.editing import TABLES, edit, fields_of
from core.inventory.facilities import Facility
from core.inventory.figures import Figure
from core.inventory.offers import Offer
from core.inventory.problems import AlreadyUndone, CannotMerge, UnknownRecord
from core.inventory.rounds import RoundEntry
from core.inventory.social_responses import SocialResponse
from core.inventory.undoing import Undone, undo_transaction
from core.store import Base, Synced, Work, new_id, transaction_of


class Merge(Synced, Base):
    """Two records were one: which stayed, which went."""

    __tablename__ = "inventory_merge"

    entity: Mapped[str]
    kept_id: Mapped[UUID] = mapped_column(index=True)
    gone_id: Mapped[UUID] = mapped_column(index=True)
    undoes: Mapped[UUID]
    split_at: Mapped[datetime | None]


class Distinct(Synced, Base):
    """Two records that look alike and are not the same, as somebody said."""

    __tablename__ = "inventory_distinct"

    entity: Mapped[str]
    one_id: Mapped[UUID]
    other_id: Mapped[UUID]


@dataclass(frozen=True, slots=True)
class MergeSummary:
    """A merge, as lists show it."""

    id: UUID
    entity: str
    kept_id: UUID
    gone_id: UUID
    split_at: datetime | None


# What points to a record of the inventory and moves over with a merge.
_POINTERS: dict[str, tuple[tuple[type[Any], str], ...]] = {
    "provider": (
        (Facility, "provider_id"), (CaseStudy, "provider_id"), (BankItem, "provider_id"),
        (Offer, "provider_id"),
    ),
    "facility": (
        (SocialResponse, "facility_id"), (CaseStudy, "facility_id"), (BankItem, "facility_id"),
        (Offer, "facility_id"),
    ),
    "social_response": ((Figure, "social_response_id"), (RoundEntry, "social_response_id")),
}  # fmt: skip


def merge(
    work: Work, *, entity: str, kept_id: UUID, gone_id: UUID,
    chosen: Mapping[str, Any] | None = None,
) -> UUID:  # fmt: skip
    """Make one record of two (`entity`: provider, facility or social_response).

    `chosen` are values for the record that stays; where it has nothing and the other does, the
    other's is taken. All that pointed to the other points to it. Visits keep pointing to a
    facility, so one that was visited must be the one that stays. Raises: UnknownRecord,
    CannotMerge, WrongField.
    """
    if kept_id == gone_id or entity not in _POINTERS:
        raise CannotMerge
    kept, gone = (work.get(TABLES[entity], one) for one in (kept_id, gone_id))
    if kept is None or gone is None:
        raise UnknownRecord(kind=entity, id=kept_id if kept is None else gone_id)
    changes = {
        name: getattr(gone, name)
        for name in fields_of(entity)
        if name != "scope" and getattr(kept, name) is None and getattr(gone, name) is not None
    } | dict(chosen or {})
    for table, column in _POINTERS[entity]:
        for row in list(work.scalars(select(table).where(getattr(table, column) == gone_id))):
            setattr(row, column, kept_id)
    work.flush()
    edit(work, entity=entity, entity_id=kept_id, changes=changes)
    _delete(work, gone)
    record = Merge(
        id=new_id(), scope=kept.scope, entity=entity, kept_id=kept_id, gone_id=gone_id,
        undoes=transaction_of(work), split_at=None,
    )  # fmt: skip
    work.add(record)
    work.flush()
    return record.id


def _delete(work: Work, gone: Any) -> None:
    from sqlalchemy.exc import IntegrityError

    try:
        with work.begin_nested():
            work.delete(gone)
    except IntegrityError as error:
        raise CannotMerge from error


def split(work: Work, *, merge_id: UUID, at: datetime) -> Undone:
    """They were two after all: back as they were; what was edited since stays and is listed.

    Raises: UnknownRecord, AlreadyUndone.
    """
    record = work.get(Merge, merge_id)
    if record is None:
        raise UnknownRecord(kind="inventory_merge", id=merge_id)
    if record.split_at is not None:
        raise AlreadyUndone
    undone = undo_transaction(
        work, transaction_id=record.undoes, only=frozenset({*TABLES, "case_study", "round_entry"})
    )
    record.split_at = at
    say_distinct(work, entity=record.entity, one_id=record.kept_id, other_id=record.gone_id)
    return undone


def say_distinct(work: Work, *, entity: str, one_id: UUID, other_id: UUID) -> None:
    """These two are not the same: they are not proposed again."""
    first, second = sorted((one_id, other_id))
    identity = uuid5(NAMESPACE_OID, f"distinct/{first}/{second}")
    if work.get(Distinct, identity) is None:
        row = work.get(TABLES[entity], first) or work.get(TABLES[entity], second)
        if row is None:
            raise UnknownRecord(kind=entity, id=first)
        work.add(
            Distinct(
                id=identity, scope=row.scope, entity=entity, one_id=first, other_id=second
            )
        )  # fmt: skip
        work.flush()


def list_merges(work: Work) -> list[MergeSummary]:
    """Merges, the newest first."""
    return [
        MergeSummary(one.id, one.entity, one.kept_id, one.gone_id, one.split_at)
        for one in work.scalars(select(Merge).order_by(Merge.id.desc()))
    ]


def distinct_pairs(work: Work) -> set[tuple[UUID, UUID]]:
    """Pairs that were said to be two, the smaller id first."""
    return {(one, other) for one, other in work.execute(select(Distinct.one_id, Distinct.other_id))}

"""Changing and removing records of the inventory, field by field; and their history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Float, Text, select
from sqlalchemy.inspection import inspect

from core.inventory.banks import BankItem, Loan
from core.inventory.facilities import Facility, Provider, check_coordinates, checked_nipc
from core.inventory.figures import Figure, InventorySource
from core.inventory.kinds import FigureKind
from core.inventory.offers import Offer
from core.inventory.problems import UnknownRecord, WrongField
from core.inventory.social_responses import SocialResponse
from core.inventory.taxonomy import social_response_type
from core.store import Change, Work, history, instant_of
from core.store.mapping import Day, EnumText, Id16

TABLES: dict[str, type[Any]] = {
    one.__tablename__: one
    for one in (Provider, Facility, SocialResponse, BankItem, Loan, Offer, Figure, InventorySource)
}
_PYTHON: dict[type[Any], type[Any]] = {
    Text: str, BigInteger: int, Float: float, Day: date, Id16: UUID,
}  # fmt: skip
_FIXED = frozenset({"id"})
_FIGURES = frozenset(kind.value for kind in FigureKind)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One change in the history of a record; `value` as the log holds it (JSON)."""

    at: datetime
    author: UUID
    device: UUID
    field: str
    value: Any
    before: Any
    transaction_id: UUID


def edit(
    work: Work, *, entity: str, entity_id: UUID, changes: Mapping[str, Any]
) -> tuple[str, ...]:
    """Set fields of a record (`entity` is its table's name); gives those that really changed.

    Text is stripped, and empty text is nothing. Raises: UnknownRecord, WrongField, WrongNipc,
    WrongCoordinates.
    """
    row = work.get(TABLES[entity], entity_id)
    if row is None:
        raise UnknownRecord(kind=entity, id=entity_id)
    changed = []
    for name, given in changes.items():
        value = _checked(row, name, given)
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed.append(name)
    if isinstance(row, Facility):
        check_coordinates(row.latitude, row.longitude)
    work.flush()
    return tuple(changed)


def edit_many(work: Work, *, entity: str, ids: Iterable[UUID], changes: Mapping[str, Any]) -> int:
    """The same change for many records, all or none; gives how many really changed."""
    return sum(bool(edit(work, entity=entity, entity_id=one, changes=changes)) for one in ids)


def move_facility(work: Work, *, facility_id: UUID, municipality: str, parish: str = "") -> None:
    """A facility stands in another municipality: what it offers goes with it."""
    row = work.get(Facility, facility_id)
    if row is None:
        raise UnknownRecord(kind="facility", id=facility_id)
    row.scope, row.parish = municipality, parish or None
    offered = work.scalars(select(SocialResponse).where(SocialResponse.facility_id == facility_id))
    for one in list(offered):
        one.scope = municipality
        for figure in work.scalars(select(Figure).where(Figure.social_response_id == one.id)):
            figure.scope = municipality
    work.flush()


def remove(work: Work, *, entity: str, entity_id: UUID) -> None:
    """Take a record away that was a mistake (what has ended is closed, not removed).

    Raises: UnknownRecord; the store's error if something still points to it.
    """
    row = work.get(TABLES[entity], entity_id)
    if row is None:
        raise UnknownRecord(kind=entity, id=entity_id)
    if entity == SocialResponse.__tablename__:
        for figure in list(
            work.scalars(select(Figure).where(Figure.social_response_id == entity_id))
        ):
            work.delete(figure)
        work.flush()
    work.delete(row)
    work.flush()


def history_of(
    work: Work, *, entity: str, entity_id: UUID, field: str | None = None
) -> list[FieldChange]:
    """Every change of a record, or of one field of it, the newest first."""
    last: dict[str, Any] = {}
    found = []
    for one in history(work, entity=entity, entity_id=entity_id):
        before = last.get(one.field)
        last[one.field] = one.value
        if field is None or one.field == field:
            found.append(
                FieldChange(
                    at=instant_of(one.hlc), author=one.author, device=one.device, field=one.field,
                    value=one.value, before=before, transaction_id=one.transaction_id,
                )
            )  # fmt: skip
    found.reverse()
    return found


def fields_of(entity: str) -> tuple[str, ...]:
    """The fields that `edit` can set."""
    return tuple(
        column.key for column in inspect(TABLES[entity]).column_attrs if column.key not in _FIXED
    )


def last_change(work: Work, *, entity_id: UUID) -> datetime | None:
    """When a record was last changed here."""
    stamp = work.scalars(
        select(Change.hlc)
        .where(Change.entity_id == entity_id)
        .order_by(Change.number.desc())
        .limit(1)
    ).first()
    return None if stamp is None else instant_of(stamp)


def _checked(row: Any, name: str, given: Any) -> Any:
    mapper = inspect(type(row))
    if name in _FIXED or name not in mapper.column_attrs:
        raise WrongField(field=name, value=given)
    column = mapper.column_attrs[name].columns[0]
    value = (given.strip() or None) if isinstance(given, str) else given
    if value is None:
        if not column.nullable:
            raise WrongField(field=name, value="")
        return None
    if name == "nipc":
        return checked_nipc(str(value))
    if name == "type_id":
        try:
            return social_response_type(str(value)).id
        except KeyError as error:
            raise WrongField(field=name, value=given) from error
    if isinstance(column.type, EnumText):
        try:
            return column.type.kind(value)
        except ValueError as error:
            raise WrongField(field=name, value=given) from error
    kind = _PYTHON.get(type(column.type))
    if kind is float and isinstance(value, int):
        value = float(value)
    if kind is not None and (not isinstance(value, kind) or isinstance(value, bool)):
        raise WrongField(field=name, value=given)
    if name in _FIGURES and int(value) < 0:
        raise WrongField(field=name, value=given)
    return value

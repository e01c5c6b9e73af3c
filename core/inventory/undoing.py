"""Undoing a whole transaction: as new changes, never erased history, and never over an edit.

What was changed since stays as it is and is listed. Used to undo an import and to split a merge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from core.store import Base, Change, FieldHead, Work
from core.store.changes import DELETED, revived
from core.store.heads import precedence, row_state
from core.store.mapping import Day, EnumText, Exact, Id16, UtcInstant

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class EditedSince:
    """What an undo left alone: somebody changed it later, or something else points to it."""

    entity: str
    entity_id: UUID
    field: str
    """"" is the whole row."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did."""

    restored: int
    """Fields set back."""
    removed: int
    """Rows taken away."""
    brought_back: int
    """Rows that the transaction had taken away."""
    left: tuple[EditedSince, ...]


def undo_transaction(work: Work, *, transaction_id: UUID, only: frozenset[str]) -> Undone:
    """Set back what a transaction did to the tables named in `only`."""
    rows: dict[tuple[str, UUID], list[Any]] = {}
    for change in work.execute(
        select(
            Change.id, Change.entity, Change.entity_id, Change.field, Change.parents, Change.scope
        )
        .where(Change.transaction_id == transaction_id, Change.entity.in_(only))
        .order_by(Change.number)
    ):
        rows.setdefault((change.entity, change.entity_id), []).append(change)
    heads = _heads(work, {one for _, one in rows})
    made = {key for key, changes in rows.items() if _is_birth(changes)}
    left: list[EditedSince] = []
    gone = [key for key, found in rows.items() if any(one.field == DELETED for one in found)]
    brought_back = sum(_bring_back(work, key) for key in gone)
    restored = sum(
        _set_back(work, key, changes, heads, left)
        for key, changes in rows.items()
        if key not in made and key not in gone
    )
    work.flush()
    removed = _take_away(work, [key for key in rows if key in made], rows, heads, left)
    return Undone(restored, removed, brought_back, tuple(left))


def _model(entity: str) -> type[Any]:
    for mapper in Base.registry.mappers:
        if getattr(mapper.class_, "__tablename__", None) == entity:
            return mapper.class_
    raise KeyError(entity)


def _is_birth(changes: list[Any]) -> bool:
    return any(one.field == "scope" and not one.parents for one in changes)


def _heads(work: Work, ids: set[UUID]) -> dict[tuple[str, UUID, str], set[UUID]]:
    found: dict[tuple[str, UUID, str], set[UUID]] = {}
    asked = list(ids)
    for at in range(0, len(asked), _CHUNK):
        for head in work.execute(
            select(
                FieldHead.entity, FieldHead.entity_id, FieldHead.field, FieldHead.change_id
            ).where(FieldHead.entity_id.in_(asked[at : at + _CHUNK]))
        ):
            found.setdefault((head.entity, head.entity_id, head.field), set()).add(head.change_id)
    return found


def _set_back(
    work: Work, key: tuple[str, UUID], changes: list[Any],
    heads: dict[tuple[str, UUID, str], set[UUID]], left: list[EditedSince],
) -> int:  # fmt: skip
    row = work.get(_model(key[0]), key[1])
    if row is None:
        left.append(EditedSince(*key, ""))
        return 0
    done = 0
    latest = {one.field: one for one in changes}
    first = {one.field: one for one in reversed(changes)}
    for name, change in latest.items():
        if heads.get((*key, name)) != {change.id}:
            left.append(EditedSince(*key, name))
            continue
        setattr(row, name, _value_before(work, first[name], row, name))
        done += 1
    return done


def _value_before(work: Work, change: Any, row: Any, name: str) -> Any:
    if not change.parents:
        return None
    causes = list(work.scalars(select(Change).where(Change.id.in_(change.parents))))
    if not causes:
        return None
    # Several where it decided a conflict: the one that showed.
    return python_value(type(row), name, max(causes, key=precedence).value)


def python_value(table: type[Any], name: str, value: str) -> Any:
    """The value of a field, from its canonical JSON."""
    kind = inspect(table).column_attrs[name].columns[0].type
    if isinstance(kind, EnumText):
        spelt = revived(value, None)
        return None if spelt is None else kind.kind(spelt)
    return revived(value, _type_of(kind))


def _type_of(kind: Any) -> type[Any] | None:
    from datetime import date, datetime
    from decimal import Decimal

    for column_type, python in (
        (Id16, UUID), (UtcInstant, datetime), (Day, date), (Exact, Decimal),
    ):  # fmt: skip
        if isinstance(kind, column_type):
            return python
    return None


def _bring_back(work: Work, key: tuple[str, UUID]) -> int:
    model = _model(key[0])
    if work.get(model, key[1]) is not None:
        return 0
    row = model(id=key[1])
    # What shows is told by the heads; the order of arrival here says nothing about it.
    for name, value in row_state(_head_changes(work, key)).values.items():
        if not name.startswith("_"):
            setattr(row, name, python_value(type(row), name, value))
    work.add(row)
    work.flush()
    return 1


def _head_changes(work: Work, key: tuple[str, UUID]) -> list[Change]:
    return list(
        work.scalars(
            select(Change)
            .join(FieldHead, FieldHead.change_id == Change.id)
            .where(FieldHead.entity_id == key[1], FieldHead.entity == key[0])
        )
    )


def _take_away(
    work: Work, made: list[tuple[str, UUID]], rows: dict[tuple[str, UUID], list[Any]],
    heads: dict[tuple[str, UUID, str], set[UUID]], left: list[EditedSince],
) -> int:  # fmt: skip
    """Rows that the transaction made go, the last first; edited ones and what they need stay."""
    removed = 0
    for key in reversed(made):
        own = {one.id for one in rows[key]}
        fields = {one.field for one in rows[key]}
        edited = [name for name in fields if not heads.get((*key, name), own) <= own]
        known = work.execute(
            select(FieldHead.field).where(FieldHead.entity_id == key[1], FieldHead.entity == key[0])
        ).scalars()
        added = [name for name in known if name not in fields and not name.startswith("_")]
        row = work.get(_model(key[0]), key[1])
        if row is None:
            continue
        if edited or added:
            left.append(EditedSince(*key, (edited + added)[0]))
            continue
        try:
            with work.begin_nested():
                work.delete(row)
        except IntegrityError:
            left.append(EditedSince(*key, ""))
            continue
        removed += 1
    return removed

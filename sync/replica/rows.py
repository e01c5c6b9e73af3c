"""From the state of rows to the tables; what cannot be shown now is held back, with its reason."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from core.store.capture import unguarded
from core.store.changes import HeldRow
from core.store.mapping import Base, synced_tables
from sync.replica.columns import (
    UNREADABLE,
    Incomplete,
    fields_of,
    only_plain,
    row_of,
    unknown_fields,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy import Column, Connection, Table, Update

    from core.store.heads import RowState

Key = tuple[str, UUID]
_CHUNK = 400
_WHICH, _NEW = "which_row", "new_"

WAITS = "waits"
"""A row that it points to is not here (yet)."""
NEEDED = "needed"
"""It is gone or moved, and rows that are here point to it."""
INCOMPLETE = "incomplete"
UNREADABLE_VALUE = "unreadable"
UNKNOWN = "unknown"
"""A newer version of Terreno wrote what this one has no place for; the log keeps it."""


@dataclass(slots=True)
class Projected:
    """Rows that were written or removed, and rows held back."""

    changed: set[Key] = field(default_factory=set)
    held: set[Key] = field(default_factory=set)


@dataclass(slots=True)
class _Work:
    connection: Connection
    tables: dict[str, Table]
    ready: dict[str, dict[UUID, dict[str, Any]]] = field(default_factory=dict)
    leaving: dict[str, set[UUID]] = field(default_factory=dict)
    reasons: dict[Key, str] = field(default_factory=dict)
    changed: set[Key] = field(default_factory=set)


def project_rows(
    connection: Connection, states: Mapping[Key, RowState], *, here: Collection[str]
) -> Projected:
    """Write, change or remove the rows of `states`, each whole, in the caller's transaction.

    Rows that point to one that is missing wait for it; a row that others point to is not removed.
    `here`: the scopes that this store holds (empty: all).
    """
    work = _Work(connection, {table.name: table for table in synced_tables()})
    for key, state in states.items():
        _prepare(work, key, state, here)
    _hold_back_what_waits(work)
    with _allowed(connection):
        _write(work)
        _remove(work)
    held = {key for key, reason in work.reasons.items() if reason != UNKNOWN}
    _remember(connection, set(states), work.reasons)
    return Projected(changed=work.changed, held=held)


def plain_edits(
    connection: Connection, edited: Mapping[Key, Collection[str]]
) -> dict[Key, Collection[str]]:
    """Of rows and the fields that changed: rows that stand in their table, wholly, and of which
    nothing changed but plain columns."""
    tables = {table.name: table for table in synced_tables()}
    plain = {
        key: names
        for key, names in edited.items()
        if key[0] in tables and only_plain(tables[key[0]], names)
    }
    if not plain:
        return {}
    held = held_rows(connection)
    there: dict[str, set[UUID]] = {}
    for entity in {key[0] for key in plain}:
        there[entity] = _existing(
            connection, entity, {one for name, one in plain if name == entity}
        )
    return {
        key: names for key, names in plain.items() if key not in held and key[1] in there[key[0]]
    }


def edit_rows(connection: Connection, values: Mapping[Key, Mapping[str, str]]) -> set[Key]:
    """Write some plain columns of rows that stand in their tables; gives those that were written.

    Left out is what does not fit its column: whoever shows the row whole says why.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = {}
    done: set[Key] = set()
    for key, told in values.items():
        table = Base.metadata.tables[key[0]]
        with contextlib.suppress(Incomplete, *UNREADABLE):
            found = fields_of(table, told)
            row = {f"{_NEW}{name}": value for name, value in found.items()}
            groups.setdefault((key[0], tuple(sorted(found))), []).append({_WHICH: key[1]} | row)
            done.add(key)
    with _allowed(connection):
        for (entity, names), rows in groups.items():
            connection.execute(_update(entity, names), rows)
    return done


@cache
def _update(entity: str, names: tuple[str, ...]) -> Update:
    table = Base.metadata.tables[entity]
    new = {name: bindparam(f"{_NEW}{name}", type_=table.columns[name].type) for name in names}
    return update(table).where(table.c.id == bindparam(_WHICH)).values(new)


def _prepare(work: _Work, key: Key, state: RowState, here: Collection[str]) -> None:
    entity, entity_id = key
    table = work.tables.get(entity)
    if table is None:
        work.reasons[key] = UNKNOWN
        return
    away = state.home is not None and bool(here) and state.home.strip('"') not in here
    if state.deleted or away or not state.values:
        work.leaving.setdefault(entity, set()).add(entity_id)
        return
    try:
        work.ready.setdefault(entity, {})[entity_id] = row_of(table, entity_id, state.values)
    except Incomplete:
        work.reasons[key] = INCOMPLETE
        # It was whole if a part of it was put aside since.
        work.leaving.setdefault(entity, set()).add(entity_id)
        return
    except UNREADABLE:
        work.reasons[key] = UNREADABLE_VALUE
        return
    if unknown_fields(table, state.values):
        work.reasons[key] = UNKNOWN


def _hold_back_what_waits(work: _Work) -> None:
    """Rows whose target is neither here nor coming; again and again, since others wait for them."""
    present: dict[str, set[UUID]] = {}
    for table, column in _links(work):
        target = column.foreign_keys.copy().pop().column.table.name
        wanted = {
            row[column.name]
            for row in work.ready[table.name].values()
            if row[column.name] is not None
        }
        found = present.setdefault(target, set())
        found |= _existing(work.connection, target, wanted - found)
    again = True
    while again:
        again = False
        for table, column in _links(work):
            target = column.foreign_keys.copy().pop().column.table.name
            coming = work.ready.get(target, {})
            for entity_id, row in list(work.ready[table.name].items()):
                points_to = row[column.name]
                if points_to is None or points_to in coming or points_to in present[target]:
                    continue
                del work.ready[table.name][entity_id]
                work.reasons[table.name, entity_id] = WAITS
                again = True


def _links(work: _Work) -> Iterator[tuple[Table, Column[Any]]]:
    for name, rows in work.ready.items():
        if rows:
            for column in work.tables[name].columns:
                if column.foreign_keys:
                    yield work.tables[name], column


def _existing(connection: Connection, table_name: str, ids: set[UUID]) -> set[UUID]:
    table = Base.metadata.tables[table_name]
    found: set[UUID] = set()
    asked = sorted(ids, key=lambda one: one.bytes)
    for at in range(0, len(asked), _CHUNK):
        found.update(
            connection.execute(
                select(table.c.id).where(table.c.id.in_(asked[at : at + _CHUNK]))
            ).scalars()
        )
    return found


def _write(work: _Work) -> None:
    if work.connection.dialect.name == "sqlite":
        # Rows of one batch may point to each other; what is missing has been held back.
        work.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    dialect = sqlite if work.connection.dialect.name == "sqlite" else postgresql
    for table in Base.metadata.sorted_tables:
        rows = work.ready.get(table.name)
        if not rows:
            continue
        statement = dialect.insert(table)
        names = [column.name for column in table.columns if column.name != "id"]
        work.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["id"], set_={name: statement.excluded[name] for name in names}
            ),
            list(rows.values()),
        )
        work.changed |= {(table.name, entity_id) for entity_id in rows}


def _remove(work: _Work) -> None:
    for table in reversed(Base.metadata.sorted_tables):
        ids = work.leaving.get(table.name)
        if not ids:
            continue
        ids = _existing(work.connection, table.name, ids)
        needed = _pointed_to(work.connection, table, ids)
        for one in needed:
            work.reasons[table.name, one] = NEEDED
        ids -= needed
        if ids:
            work.connection.execute(
                delete(table).where(table.c.id == bindparam("which")),
                [{"which": one} for one in ids],
            )
            work.changed |= {(table.name, one) for one in ids}


def _pointed_to(connection: Connection, table: Table, ids: set[UUID]) -> set[UUID]:
    needed: set[UUID] = set()
    asked = sorted(ids, key=lambda one: one.bytes)
    for other in Base.metadata.sorted_tables:
        for column in other.columns:
            if not any(key.column.table is table for key in column.foreign_keys):
                continue
            for at in range(0, len(asked), _CHUNK):
                needed.update(
                    connection.execute(
                        select(column).where(column.in_(asked[at : at + _CHUNK])).distinct()
                    ).scalars()
                )
    return needed


def _remember(connection: Connection, asked: set[Key], reasons: dict[Key, str]) -> None:
    known = held_rows(connection)
    gone = [key for key in asked if key in known and known[key] != reasons.get(key)]
    if gone:
        connection.execute(
            delete(HeldRow.__table__).where(  # type: ignore[arg-type]
                HeldRow.entity_id == bindparam("i"), HeldRow.entity == bindparam("e")
            ),
            [{"e": entity, "i": entity_id} for entity, entity_id in gone],
        )
    fresh = [key for key in asked if key in reasons and known.get(key) != reasons[key]]
    if fresh:
        connection.execute(
            insert(HeldRow),
            [
                {"entity": entity, "entity_id": entity_id, "reason": reasons[entity, entity_id]}
                for entity, entity_id in fresh
            ],
        )


def held_rows(connection: Connection) -> dict[Key, str]:
    """Rows that the tables do not show (wholly), with the reason."""
    return {
        (entity, entity_id): reason
        for entity, entity_id, reason in connection.execute(
            select(HeldRow.entity, HeldRow.entity_id, HeldRow.reason)
        )
    }


@contextlib.contextmanager
def _allowed(connection: Connection) -> Iterator[None]:
    if connection.dialect.name == "sqlite":
        with unguarded(connection):
            yield
    else:
        yield

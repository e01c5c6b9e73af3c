"""Writing the log: changes with their causes, and the heads of each field kept up to date."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, text

from core.store.changes import (
    DELETED,
    MOVED,
    Change,
    FieldHead,
    StoreState,
    canonical,
    change_id,
    digest_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_CHUNK = 400
_LAST_STAMP = "hlc"


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, on which device."""

    technician_id: UUID
    device_id: UUID


@dataclass(slots=True)
class Written:
    """The fields of one row that a flush wrote: canonical values by name."""

    entity: str
    entity_id: UUID
    scope: str
    values: dict[str, str]
    inserted: bool = False
    left: str | None = None
    """The scope that the row was in, if this write moved it; `values` are all fields then."""


@dataclass(slots=True)
class Entry:
    """The transaction that changes are written for."""

    author: Author
    transaction_id: UUID
    resolving: bool = False
    seen: frozenset[UUID] | None = None
    """What the writer had seen of the log, if not all that shows."""
    ordinal: int = 0
    """How many changes it has so far."""


@dataclass(slots=True)
class _Pending:
    changes: list[dict[str, Any]] = field(default_factory=list)
    replaced: list[tuple[UUID, UUID]] = field(default_factory=list)


Heads = dict[tuple[str, UUID], dict[str, list[tuple[UUID, bool]]]]
"""Row → field → its heads: change id, and whether the row shows it."""


def write_changes(
    connection: Connection, entry: Entry, written: list[Written], *, stamp: int
) -> None:
    """Log what was written. `stamp`: the hybrid time of all of it.

    A change names the shown heads of its field as its parents; a decision (`entry.resolving`)
    names all; a deletion names every head of its row, so that what it had not seen speaks up.
    """
    heads = heads_of(connection, {one.entity_id for one in written})
    moves = _moves_of(connection, [one for one in written if one.left is not None])
    pending = _Pending()
    for one in written:
        row = heads.setdefault((one.entity, one.entity_id), {})
        if one.left is not None:
            _log_move(pending, entry, one, row, earlier=moves[one.entity_id], stamp=stamp)
        for name, value in _values_of(one, row).items():
            known = row.get(name, [])
            own = [
                head
                for head, shown in known
                if (shown or entry.resolving) and (entry.seen is None or head in entry.seen)
            ]
            parents = [head for rivals in row.values() for head, _ in rivals] if (
                name == DELETED and value == "true"
            ) else own  # fmt: skip
            replaced = [head for head, _ in known if head in parents]
            _note(pending, entry, one, name, value, parents=parents, replaced=replaced,
                  scope=one.scope, stamp=stamp, row=row)  # fmt: skip
    _store(connection, pending, heads)
    remember_stamp(connection, stamp)


def _values_of(one: Written, row: dict[str, list[tuple[UUID, bool]]]) -> dict[str, str]:
    values = one.values
    if one.inserted:
        values = {name: value for name, value in values.items() if value != "null" or name in row}
        if DELETED in row:
            values = values | {DELETED: canonical(value=False)}
    elif one.left is not None:
        values = {name: value for name, value in values.items() if value != "null" or name in row}
    return values


def _log_move(
    pending: _Pending, entry: Entry, one: Written, row: dict[str, list[tuple[UUID, bool]]],
    *, earlier: list[UUID], stamp: int,
) -> None:  # fmt: skip
    """A row leaves a scope and enters another: each side is told in its own scope."""
    assert one.left is not None
    value = canonical(one.scope)
    for scope in (one.left, one.scope):
        replaced = [head for head, _ in row.get(MOVED, [])]
        identity = _note(
            pending, entry, one, MOVED, value, parents=[*earlier], replaced=replaced,
            scope=scope, stamp=stamp, row=row,
        )  # fmt: skip
        earlier.append(identity)


def _note(
    pending: _Pending, entry: Entry, one: Written, name: str, value: str,
    *, parents: list[UUID], replaced: list[UUID], scope: str, stamp: int,
    row: dict[str, list[tuple[UUID, bool]]],
) -> UUID:  # fmt: skip
    change: dict[str, Any] = {
        "id": change_id(entry.transaction_id, entry.ordinal), "entity": one.entity,
        "entity_id": one.entity_id, "field": name, "value": value, "parents": tuple(parents),
        "author": entry.author.technician_id, "device": entry.author.device_id,
        "scope": scope, "hlc": stamp, "transaction_id": entry.transaction_id,
    }  # fmt: skip
    pending.changes.append(change | {"digest": digest_of(**change), "ordinal": entry.ordinal})
    entry.ordinal += 1
    pending.replaced.extend((one.entity_id, head) for head in replaced)
    row[name] = [pair for pair in row.get(name, []) if pair[0] not in replaced]
    row[name].append((change["id"], True))
    identity: UUID = change["id"]
    return identity


def _store(connection: Connection, pending: _Pending, heads: Heads) -> None:
    if not pending.changes:
        return
    remove_heads(connection, pending.replaced)
    fresh = {change["id"] for change in pending.changes}
    connection.execute(insert(Change), pending.changes)
    connection.execute(
        insert(FieldHead),
        [
            {"entity_id": entity_id, "entity": entity, "field": name, "change_id": head,
             "shown": shown}
            for (entity, entity_id), fields in heads.items()
            for name, rivals in fields.items()
            for head, shown in rivals
            if head in fresh
        ],
    )  # fmt: skip


def remove_heads(connection: Connection, replaced: Iterable[tuple[UUID, UUID]]) -> None:
    """Take heads (row id, change id) that were replaced out of the table."""
    gone = [{"e": entity_id, "c": head} for entity_id, head in replaced]
    if gone:
        connection.execute(
            delete(FieldHead.__table__).where(  # type: ignore[arg-type]
                FieldHead.entity_id == bindparam("e"), FieldHead.change_id == bindparam("c")
            ),
            gone,
        )


def heads_of(connection: Connection, ids: set[UUID]) -> Heads:
    """The heads of some rows."""
    heads: Heads = {}
    asked = sorted(ids, key=lambda one: one.bytes)
    for at in range(0, len(asked), _CHUNK):
        rows = connection.execute(
            select(
                FieldHead.entity, FieldHead.entity_id, FieldHead.field,
                FieldHead.change_id, FieldHead.shown,
            ).where(FieldHead.entity_id.in_(asked[at : at + _CHUNK]))
        )  # fmt: skip
        for entity, entity_id, name, head, shown in rows:
            heads.setdefault((entity, entity_id), {}).setdefault(name, []).append((head, shown))
    return heads


def _moves_of(connection: Connection, moved: list[Written]) -> dict[UUID, list[UUID]]:
    """Every change of scope so far of the rows that move now, oldest first."""
    return {
        one.entity_id: list(
            connection.execute(
                select(Change.id)
                .where(
                    Change.entity_id == one.entity_id, Change.entity == one.entity,
                    Change.field == MOVED,
                )
                .order_by(Change.number)
            ).scalars()
        )
        for one in moved
    }  # fmt: skip


def remember_stamp(connection: Connection, stamp: int) -> None:
    """Keep the clock's last stamp, so that the next start goes on above it."""
    connection.execute(
        text("INSERT INTO store_state (name, value) VALUES (:name, :value) "
             "ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)"),
        {"name": _LAST_STAMP, "value": stamp},
    )  # fmt: skip


def last_stamp(connection: Connection) -> int:
    """The stamp kept by the last writer; 0 in a new store."""
    found = connection.execute(
        select(StoreState.value).where(StoreState.name == _LAST_STAMP)
    ).scalar()
    return int(found or 0)

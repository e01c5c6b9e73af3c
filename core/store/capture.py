"""Change capture at flush: the one place where rows of synced tables become changes.

The database itself refuses a write to a synced table that did not come through here
(`install_guards`).
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ClauseElement,
    Connection,
    Float,
    Integer,
    bindparam,
    delete,
    event,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.orm import ColumnProperty, Mapper, Session, object_session

from core.store.changes import DELETED, Change, FieldHead, StoreState, canonical, digest_of
from core.store.ids import new_id
from core.store.mapping import Synced, Work, synced_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Table
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.orm import UOWTransaction

    from core.store.clock import HybridClock

_FUNCTION = "terreno_permitted"
_PERMITS = "terreno.permits"
_CAPTURE = "terreno.capture"
_CHUNK = 400
_LAST_STAMP = "hlc"


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, on which device."""

    technician_id: UUID
    device_id: UUID


@dataclass(slots=True)
class Permits:
    """The rows that this connection may write now; asked by the triggers."""

    rows: set[tuple[str, bytes]] = field(default_factory=set)
    all: bool = False

    def ask(self, entity: str, entity_id: bytes) -> int:
        """1 if the row may be written."""
        return int(self.all or (entity, bytes(entity_id)) in self.rows)


@dataclass(slots=True)
class Written:
    """The fields of one row that a flush wrote."""

    entity: str
    entity_id: UUID
    scope: str
    values: dict[str, str]
    inserted: bool = False


@dataclass(slots=True)
class Capture:
    """What a unit of work carries along so that its changes can be written."""

    author: Author
    clock: HybridClock
    transaction_id: UUID
    written: list[Written] = field(default_factory=list)
    permits: Permits | None = None
    touched: set[tuple[str, UUID]] = field(default_factory=set)
    replay: bool = False
    resolving: bool = False


def begin_capture(work: Work, *, author: Author, clock: HybridClock) -> Capture:
    """Prepare a unit of work to write synced tables."""
    capture = Capture(author=author, clock=clock, transaction_id=new_id())
    work.info[_CAPTURE] = capture
    return capture


def author_of(work: Work) -> Author:
    """Who is writing in this unit of work."""
    return _capture_of(work).author


@contextlib.contextmanager
def replaying(work: Work) -> Iterator[None]:
    """Write rows whose changes are in the log already (from a peer): none are captured anew."""
    capture = _capture_of(work)
    work.flush()
    capture.replay = True
    try:
        yield
        work.flush()
    finally:
        capture.replay = False


@contextlib.contextmanager
def resolving(work: Work) -> Iterator[None]:
    """Write decisions: each change replaces all heads of its field and so closes a conflict."""
    capture = _capture_of(work)
    work.flush()
    capture.resolving = True
    try:
        yield
        work.flush()
    finally:
        capture.resolving = False


@contextlib.contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """Let a migration write synced tables by plain SQL.

    Only for what every device derives alike from its own rows; anything else must be a change.
    """
    permits: Permits = connection.info[_PERMITS]
    permits.all = True
    try:
        yield
    finally:
        permits.all = False


def provide_permits(dbapi: DBAPIConnection, info: dict[Any, Any]) -> None:
    """Give a new database connection the function that the guards ask."""
    permits = Permits()
    info[_PERMITS] = permits
    cast("Any", dbapi).create_function(_FUNCTION, 2, permits.ask)


def install_guards(connection: Connection) -> None:
    """(Re)make the triggers that stop any write to a synced table past the capture."""
    old = connection.execute(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'")
    ).scalars()
    for name in list(old):
        connection.execute(text(f'DROP TRIGGER "{name}"'))
    present = set(
        connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
    )
    for table in synced_tables():
        if table.name not in present:
            continue
        for verb, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            refused = " OR ".join(f"NOT {_FUNCTION}('{table.name}', {row}.id)" for row in rows)
            connection.execute(
                text(
                    f'CREATE TRIGGER "guard_{table.name}_{verb.lower()}" '
                    f'BEFORE {verb} ON "{table.name}" WHEN {refused} '
                    f"BEGIN SELECT RAISE(ABORT, '{table.name}: written past the capture'); END"
                )
            )


def _capture_of(work: Session) -> Capture:
    capture = work.info.get(_CAPTURE)
    if capture is None:
        raise RuntimeError("synced rows are written through Store.write only")
    return cast("Capture", capture)


def _refuse_sql(mapper: Mapper[Any], target: Synced) -> None:
    loaded = vars(target)
    for attribute in mapper.column_attrs:
        if hasattr(loaded.get(attribute.key), "__clause_element__") or isinstance(
            loaded.get(attribute.key), ClauseElement
        ):
            raise TypeError(f"{_entity(mapper)}.{attribute.key}: the log needs a value, not SQL")


def _entity(mapper: Mapper[Any]) -> str:
    return cast("Table", mapper.local_table).name


def _work_of(target: object) -> Session:
    work = object_session(target)
    assert work is not None
    return work


@event.listens_for(Synced, "before_insert", propagate=True)
def _permit_insert(mapper: Mapper[Any], connection: Connection, target: Synced) -> None:
    # The column's own default would come too late: the permit needs the id.
    if getattr(target, "id", None) is None:
        target.id = new_id()
    _permit(mapper, connection, target)


@event.listens_for(Synced, "before_update", propagate=True)
@event.listens_for(Synced, "before_delete", propagate=True)
def _permit(mapper: Mapper[Any], connection: Connection, target: Synced) -> None:
    capture = _capture_of(_work_of(target))
    _refuse_sql(mapper, target)
    capture.permits = connection.info[_PERMITS]
    capture.permits.rows.add((_entity(mapper), target.id.bytes))


@event.listens_for(Synced, "after_insert", propagate=True)
def _inserted(mapper: Mapper[Any], _connection: Connection, target: Synced) -> None:
    values = {
        one.columns[0].name: canonical(_value(target, one))
        for one in mapper.column_attrs
        if one.key != "id"
    }
    _note(mapper, target, values, inserted=True)


@event.listens_for(Synced, "after_update", propagate=True)
def _updated(mapper: Mapper[Any], _connection: Connection, target: Synced) -> None:
    attributes = inspect(target).attrs
    values = {}
    for one in mapper.column_attrs:
        if attributes[one.key].history.has_changes():
            if one.key == "id":
                raise TypeError(f"{mapper.local_table}: the id of a row never changes")
            values[one.columns[0].name] = canonical(_value(target, one))
    if values:
        _note(mapper, target, values)


@event.listens_for(Synced, "after_delete", propagate=True)
def _deleted(mapper: Mapper[Any], _connection: Connection, target: Synced) -> None:
    _note(mapper, target, {DELETED: canonical(value=True)})


def _value(target: Synced, attribute: ColumnProperty[Any]) -> object:
    """The value as the table will give it back, whatever Python type was assigned."""
    value = getattr(target, attribute.key)
    if value is None:
        return None
    kind = attribute.columns[0].type
    if isinstance(kind, Boolean):
        return bool(value)
    if isinstance(kind, Float):
        return float(value)
    return int(value) if isinstance(kind, Integer) else value


def _note(
    mapper: Mapper[Any], target: Synced, values: dict[str, str], *, inserted: bool = False
) -> None:
    capture = _capture_of(_work_of(target))
    entity = _entity(mapper)
    capture.touched.add((entity, target.id))
    if not capture.replay:
        capture.written.append(Written(entity, target.id, target.scope, values, inserted))


@event.listens_for(Session, "after_flush")
def _write_changes(work: Session, _context: UOWTransaction) -> None:
    capture = cast("Capture | None", work.info.get(_CAPTURE))
    if capture is None:
        return
    if capture.permits:
        capture.permits.rows.clear()
    written, capture.written = capture.written, []
    if written:
        _log(work.connection(), capture, written)


@event.listens_for(Session, "after_soft_rollback")
def _forget_failed_flush(work: Session, _transaction: object) -> None:
    capture = cast("Capture | None", work.info.get(_CAPTURE))
    if capture is None:
        return
    # What a failed flush was about to write is neither logged nor permitted any more.
    capture.written.clear()
    if capture.permits:
        capture.permits.rows.clear()


def _log(connection: Connection, capture: Capture, written: list[Written]) -> None:
    heads = _heads_of(connection, {one.entity_id for one in written})
    stamp = capture.clock.tick()
    changes: list[dict[str, Any]] = []
    fresh: list[dict[str, Any]] = []
    replaced: list[UUID] = []
    for one in written:
        values = one.values
        if one.inserted:
            values = {
                name: value
                for name, value in values.items()
                if value != "null" or (one.entity, one.entity_id, name) in heads
            }
            if (one.entity, one.entity_id, DELETED) in heads:
                values[DELETED] = canonical(value=False)
        for name, value in values.items():
            key = (one.entity, one.entity_id, name)
            known = heads.get(key, [])
            parents = tuple(head for head, shown in known if shown or capture.resolving)
            replaced.extend(parents)
            change: dict[str, Any] = {
                "id": new_id(), "entity": one.entity, "entity_id": one.entity_id, "field": name,
                "value": value, "parents": parents, "author": capture.author.technician_id,
                "device": capture.author.device_id, "scope": one.scope, "hlc": stamp,
                "transaction_id": capture.transaction_id,
            }  # fmt: skip
            changes.append(change | {"digest": digest_of(**change)})
            heads[key] = [pair for pair in known if pair[0] not in parents]
            heads[key].append((change["id"], True))
            fresh.append(
                {"entity_id": one.entity_id, "entity": one.entity, "field": name,
                 "change_id": change["id"], "shown": True}
            )  # fmt: skip
    if replaced:
        gone = set(replaced)
        fresh = [one for one in fresh if one["change_id"] not in gone]
        connection.execute(
            delete(FieldHead.__table__).where(  # type: ignore[arg-type]
                FieldHead.entity_id == bindparam("e"), FieldHead.change_id == bindparam("c")
            ),
            [{"e": change["entity_id"], "c": parent}
             for change in changes for parent in change["parents"]],
        )  # fmt: skip
    connection.execute(insert(Change), changes)
    connection.execute(insert(FieldHead), fresh)
    remember_stamp(connection, stamp)


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


def _heads_of(
    connection: Connection, ids: set[UUID]
) -> dict[tuple[str, UUID, str], list[tuple[UUID, bool]]]:
    heads: dict[tuple[str, UUID, str], list[tuple[UUID, bool]]] = {}
    asked = sorted(ids, key=lambda one: one.bytes)
    for at in range(0, len(asked), _CHUNK):
        rows = connection.execute(
            select(
                FieldHead.entity, FieldHead.entity_id, FieldHead.field,
                FieldHead.change_id, FieldHead.shown,
            ).where(FieldHead.entity_id.in_(asked[at : at + _CHUNK]))
        )  # fmt: skip
        for entity, entity_id, name, change_id, shown in rows:
            heads.setdefault((entity, entity_id, name), []).append((change_id, shown))
    return heads

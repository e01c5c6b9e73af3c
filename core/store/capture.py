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
    event,
    inspect,
    text,
)
from sqlalchemy.orm import ColumnProperty, Mapper, Session, object_session

from core.store.changes import DELETED, canonical
from core.store.ids import new_id
from core.store.log import Author, Entry, Written, write_changes
from core.store.mapping import Synced, Work, synced_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Table
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.orm import UOWTransaction
    from sqlalchemy.orm.attributes import History

    from core.store.clock import HybridClock

_FUNCTION = "terreno_permitted"
PERMITS = "terreno.permits"
"""Where a connection keeps its `Permits`."""
_CAPTURE = "terreno.capture"


@dataclass(slots=True)
class Permits:
    """The rows that this connection may write now; asked by the triggers."""

    rows: set[tuple[str, bytes]] = field(default_factory=set)
    all: bool = False

    def ask(self, entity: str, entity_id: bytes) -> int:
        """1 if the row may be written."""
        return int(self.all or (entity, bytes(entity_id)) in self.rows)


@dataclass(slots=True)
class Capture:
    """What a unit of work carries along so that its changes can be written."""

    entry: Entry
    clock: HybridClock
    written: list[Written] = field(default_factory=list)
    permits: Permits | None = None
    touched: set[tuple[str, UUID]] = field(default_factory=set)
    replay: bool = False


def begin_capture(work: Work, *, author: Author, clock: HybridClock) -> Capture:
    """Prepare a unit of work to write synced tables."""
    capture = Capture(entry=Entry(author, new_id()), clock=clock)
    work.info[_CAPTURE] = capture
    return capture


def transaction_of(work: Work) -> UUID:
    """Under which transaction this unit of work stands in the log."""
    return capture_of(work).entry.transaction_id


def author_of(work: Work) -> Author:
    """Who is writing in this unit of work."""
    return capture_of(work).entry.author


def note_touched(work: Work, rows: Iterable[tuple[str, UUID]]) -> None:
    """Rows that were written past the objects, by what takes in a peer's changes."""
    capture_of(work).touched.update(rows)


def observe_stamp(work: Work, stamp: int) -> None:
    """A hybrid time from elsewhere: what is written here from now on sorts after it."""
    capture_of(work).clock.observe(stamp)


@contextlib.contextmanager
def replaying(work: Work) -> Iterator[None]:
    """Write rows whose changes are in the log already (from a peer): none are captured anew."""
    capture = capture_of(work)
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
    capture = capture_of(work)
    work.flush()
    capture.entry.resolving = True
    try:
        yield
        work.flush()
    finally:
        capture.entry.resolving = False


@contextlib.contextmanager
def unaware(work: Work, *, seen: Iterable[UUID] = ()) -> Iterator[None]:
    """Write what was made elsewhere by somebody who saw of the log only the changes `seen`.

    Each change replaces those and stands beside any other head of its field: what differs is in
    dispute, whoever writes it down here. Afterwards the rows must be shown anew from their heads
    (`sync.replica.incoming.refresh_rows`).
    """
    capture = capture_of(work)
    work.flush()
    capture.entry.seen = frozenset(seen)
    try:
        yield
        work.flush()
    finally:
        capture.entry.seen = None


@contextlib.contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """Let a migration write synced tables by plain SQL.

    Only for what every device derives alike from its own rows; anything else must be a change.
    """
    permits: Permits = connection.info[PERMITS]
    permits.all = True
    try:
        yield
    finally:
        permits.all = False


def provide_permits(dbapi: DBAPIConnection, info: dict[Any, Any]) -> None:
    """Give a new database connection the function that the guards ask."""
    permits = Permits()
    info[PERMITS] = permits
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


def capture_of(work: Session) -> Capture:
    """What this unit of work writes with. Raises: RuntimeError outside Store.write."""
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
    capture = capture_of(_work_of(target))
    _refuse_sql(mapper, target)
    capture.permits = connection.info[PERMITS]
    capture.permits.rows.add((_entity(mapper), target.id.bytes))


@event.listens_for(Synced, "after_insert", propagate=True)
def _inserted(mapper: Mapper[Any], _connection: Connection, target: Synced) -> None:
    _note(mapper, target, _all_values(mapper, target), inserted=True)


@event.listens_for(Synced, "after_update", propagate=True)
def _updated(mapper: Mapper[Any], _connection: Connection, target: Synced) -> None:
    attributes = inspect(target).attrs
    moved = attributes["scope"].history
    if moved.has_changes():
        # Those of the new scope have never heard of the row: they are told all of it.
        _note(mapper, target, _all_values(mapper, target), left=_former(moved))
        return
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


def _all_values(mapper: Mapper[Any], target: Synced) -> dict[str, str]:
    return {
        one.columns[0].name: canonical(_value(target, one))
        for one in mapper.column_attrs
        if one.key != "id"
    }


def _former(moved: History) -> str:
    assert moved.deleted
    return str(moved.deleted[0])


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
    mapper: Mapper[Any], target: Synced, values: dict[str, str],
    *, inserted: bool = False, left: str | None = None,
) -> None:  # fmt: skip
    capture = capture_of(_work_of(target))
    entity = _entity(mapper)
    capture.touched.add((entity, target.id))
    if not capture.replay:
        capture.written.append(Written(entity, target.id, target.scope, values, inserted, left))


@event.listens_for(Session, "after_flush")
def _write_changes(work: Session, _context: UOWTransaction) -> None:
    capture = cast("Capture | None", work.info.get(_CAPTURE))
    if capture is None:
        return
    if capture.permits:
        capture.permits.rows.clear()
    written, capture.written = capture.written, []
    if written:
        write_changes(work.connection(), capture.entry, written, stamp=capture.clock.tick())


@event.listens_for(Session, "after_soft_rollback")
def _forget_failed_flush(work: Session, _transaction: object) -> None:
    capture = cast("Capture | None", work.info.get(_CAPTURE))
    if capture is None:
        return
    # What a failed flush was about to write is neither logged nor permitted any more.
    capture.written.clear()
    if capture.permits:
        capture.permits.rows.clear()

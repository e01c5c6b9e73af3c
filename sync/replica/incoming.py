"""Taking operations in: the log, the heads and the rows, all in the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from core.store.changes import DELETED, MOVED, AwaitedParent, Change, FieldHead
from core.store.heads import row_state
from core.store.log import remember_stamp, remove_heads
from sync.protocol.operations import COLUMNS, Operation, operation_of
from sync.protocol.problems import Forged
from sync.replica.rows import NEEDED, WAITS, edit_rows, held_rows, plain_edits, project_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection

    from core.store.heads import RowState

Key = tuple[str, UUID]
_CHUNK = 400
_OF_THE_WHOLE = frozenset({DELETED, MOVED})


@dataclass(slots=True)
class Taken:
    """What came of it: operations that were new here, rows that changed, rows held back."""

    fresh: int = 0
    touched: set[Key] = field(default_factory=set)
    held: set[Key] = field(default_factory=set)


def take_in(
    connection: Connection,
    operations: Sequence[Operation],
    *,
    here: Collection[str],
    observed: bool = True,
) -> Taken:
    """Add operations from elsewhere to log, heads and rows; those known already change nothing.

    An operation that is known and now has its place (`seq`, `eff`) is given it. `here`: the scopes
    that this store holds; a row that was moved to another one is taken out. Operations may come
    in any order, and causes after their effects. `observed`: their times move this clock on; not
    those that the centre has not held down yet.

    Raises: Forged if a known id has other content.
    """
    taken = Taken()
    fresh, lowered = _sorted_out(connection, operations)
    taken.fresh = len(fresh)
    if fresh:
        connection.execute(insert(Change), [one.row() | {"refused": None} for one in fresh])
    settle_heads(connection, fresh, marked=True)
    rows = {(one.entity, one.entity_id) for one in fresh} | lowered
    rows -= _show_edits(connection, fresh, but=lowered, taken=taken)
    _show(connection, rows, here=here, taken=taken)
    stamps = [one.eff if one.eff is not None else one.hlc for one in operations]
    if stamps and observed:
        remember_stamp(connection, max(stamps))
    return taken


def refresh_rows(connection: Connection, rows: set[Key], *, here: Collection[str]) -> Taken:
    """Show again what the heads of some rows say (a place was given, a scope came or went)."""
    taken = Taken()
    _show(connection, rows, here=here, taken=taken)
    return taken


def _sorted_out(
    connection: Connection, operations: Sequence[Operation]
) -> tuple[list[Operation], set[Key]]:
    """What is new here, and the rows of what was known and had its time held down."""
    known = known_changes(connection, [one.id for one in operations])
    fresh: dict[UUID, Operation] = {}
    placed: list[dict[str, Any]] = []
    rows: set[Key] = set()
    for one in operations:
        earlier = known.get(one.id)
        if earlier is None:
            twin = fresh.setdefault(one.id, one)
            if twin.digest != one.digest:
                raise Forged(str(one.id))
            continue
        if earlier[0] != one.digest:
            raise Forged(str(one.id))
        if one.seq is not None and (one.seq, one.eff) != earlier[1:]:
            placed.append({"which": one.id, "seq": one.seq, "eff": one.eff})
            if one.eff != one.hlc:
                # The centre held its time down: another head may be the one that shows.
                rows.add((one.entity, one.entity_id))
    give_places(connection, placed)
    return list(fresh.values()), rows


def give_places(connection: Connection, placed: Sequence[dict[str, Any]]) -> None:
    """Write the places that the centre gave: `which`, `seq`, `eff` for each change."""
    if placed:
        connection.execute(
            update(Change.__table__)  # type: ignore[arg-type]
            .where(Change.id == bindparam("which"))
            .values(seq=bindparam("seq"), eff=bindparam("eff"), refused=None),
            list(placed),
        )


def known_changes(
    connection: Connection, ids: Sequence[UUID]
) -> dict[UUID, tuple[bytes, int | None, int | None]]:
    """Of those ids that are in the log: digest, `seq`, `eff`."""
    known = {}
    for at in range(0, len(ids), _CHUNK):
        rows = connection.execute(
            select(Change.id, Change.digest, Change.seq, Change.eff).where(
                Change.id.in_(ids[at : at + _CHUNK])
            )
        )
        known.update({one: (bytes(digest), seq, eff) for one, digest, seq, eff in rows})
    return known


def settle_heads(
    connection: Connection,
    fresh: list[Operation],
    *,
    marked: bool = False,
    present: dict[UUID, tuple[str, str]] | None = None,
) -> None:
    """What comes becomes a head unless one that is here replaces it; what it replaces goes.

    `marked`: the new heads are marked as shown, which nearly all are; who shows rows mends the
    marks of the others. `present`: scope and field of those causes that are here, if known.
    """
    if not fresh:
        return
    arriving = {one.id: one for one in fresh}
    named = {
        (one.entity, one.entity_id, one.field, parent) for one in fresh for parent in one.parents
    }
    awaited = _awaited(connection, list(arriving))
    late = _replaced_earlier(connection, [arriving[one] for one in awaited])
    heads = [
        one
        for one in fresh
        if (one.entity, one.entity_id, one.field, one.id) not in named and one.id not in late
    ]
    causes = {parent for one in fresh for parent in one.parents} - arriving.keys()
    if present is None:
        present = places_of(connection, causes)
    remove_heads(
        connection,
        [
            (one.entity_id, parent)
            for one in fresh
            for parent in one.parents
            if parent in present and present[parent][1] == one.field
        ],
    )
    if heads:
        connection.execute(
            insert(FieldHead),
            [
                {"entity_id": one.entity_id, "entity": one.entity, "field": one.field,
                 "change_id": one.id, "shown": marked}
                for one in heads
            ],
        )  # fmt: skip
    unknown = causes - present.keys()
    unknown -= set(_awaited(connection, list(unknown)))
    if unknown:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        # Two transactions of the centre may come to await the same one at once.
        connection.execute(
            dialect.insert(AwaitedParent).on_conflict_do_nothing(),
            [{"id": one} for one in sorted(unknown, key=lambda each: each.bytes)],
        )


def _awaited(connection: Connection, ids: Sequence[UUID]) -> list[UUID]:
    found: list[UUID] = []
    for at in range(0, len(ids), _CHUNK):
        found += connection.execute(
            select(AwaitedParent.id).where(AwaitedParent.id.in_(ids[at : at + _CHUNK]))
        ).scalars()
    return found


def _replaced_earlier(connection: Connection, late: Iterable[Operation]) -> set[UUID]:
    """Those that come after an operation of their own field that replaces them."""
    replaced = set()
    for one in late:
        causes = connection.execute(
            select(Change.parents).where(
                Change.entity_id == one.entity_id, Change.entity == one.entity,
                Change.field == one.field,
            )
        ).scalars()  # fmt: skip
        if any(one.id in parents for parents in causes):
            replaced.add(one.id)
    return replaced


def places_of(connection: Connection, ids: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """Scope and field of each of those changes that is in the log."""
    found: dict[UUID, tuple[str, str]] = {}
    asked = list(ids)
    for at in range(0, len(asked), _CHUNK):
        rows = connection.execute(
            select(Change.id, Change.scope, Change.field).where(
                Change.id.in_(asked[at : at + _CHUNK])
            )
        )
        found.update((identity, (scope, name)) for identity, scope, name in rows)
    return found


def states_here(connection: Connection, rows: Collection[Key]) -> dict[Key, RowState]:
    """The state of some rows from the heads kept here."""
    return {key: row_state(heads) for key, heads in heads_here(connection, rows).items()}


def heads_here(connection: Connection, rows: Collection[Key]) -> dict[Key, list[Operation]]:
    """The heads of some rows, as kept here; a row without any has an empty list."""
    heads: dict[Key, list[Operation]] = {key: [] for key in rows}
    asked = sorted({entity_id for _, entity_id in rows}, key=lambda one: one.bytes)
    for at in range(0, len(asked), _CHUNK):
        found = connection.execute(
            select(*COLUMNS)
            .join(FieldHead, FieldHead.change_id == Change.id)
            .where(FieldHead.entity_id.in_(asked[at : at + _CHUNK]))
        ).mappings()
        for row in found:
            key = (row["entity"], row["entity_id"])
            if key in heads:
                heads[key].append(operation_of(row))
    return heads


def _show_edits(
    connection: Connection, fresh: Sequence[Operation], *, but: Collection[Key], taken: Taken
) -> set[Key]:
    """Rows of which only plain fields changed: these alone are read and written. Gives them.

    Most of what comes in the long run is that; a row has a dozen fields. A row that somebody would
    have gone or moved is left to `_show`: what it shows hangs on all of its fields.
    """
    edited: dict[Key, set[str]] = {}
    for one in fresh:
        edited.setdefault((one.entity, one.entity_id), set()).add(one.field)
    plain = plain_edits(connection, {key: names for key, names in edited.items() if key not in but})
    if not plain:
        return set()
    asked = {name for names in plain.values() for name in names} | _OF_THE_WHOLE
    heads = _marked_heads(connection, plain, fields=asked)
    own = {
        key: [one for one in found if one.field in plain[key]]
        for key, found in heads.items()
        if not any(one.field in _OF_THE_WHOLE for one in found)
    }
    states = {key: row_state(found) for key, found in own.items()}
    done = edit_rows(connection, {key: state.values for key, state in states.items()})
    _mark_shown(connection, {key: states[key] for key in done}, {key: own[key] for key in done})
    taken.touched |= done
    return done


def _show(connection: Connection, rows: set[Key], *, here: Collection[str], taken: Taken) -> None:
    """Tables and marks as the heads of these rows say; then those that waited for them."""
    todo = set(rows)
    while todo:
        heads = _marked_heads(connection, todo)
        states = {key: row_state(found) for key, found in heads.items()}
        _mark_shown(connection, states, heads)
        projected = project_rows(connection, states, here=here)
        taken.touched |= projected.changed
        taken.held = (taken.held - todo) | projected.held
        # Something came or went: those held back for it have another try, once.
        todo = set()
        if projected.changed:
            todo = {
                key
                for key, reason in held_rows(connection).items()
                if reason in (WAITS, NEEDED) and key not in projected.held
            }


class _MarkedHead(NamedTuple):
    """A head with what decides whether it shows, and whether it is marked so."""

    id: UUID
    field: str
    value: str
    parents: tuple[UUID, ...]
    device: UUID
    hlc: int
    eff: int | None
    marked: bool


def _marked_heads(
    connection: Connection, rows: Collection[Key], *, fields: Collection[str] | None = None
) -> dict[Key, list[_MarkedHead]]:
    """The heads of some rows, or of some of their fields, in one reading."""
    heads: dict[Key, list[_MarkedHead]] = {key: [] for key in rows}
    asked = sorted({entity_id for _, entity_id in rows}, key=lambda one: one.bytes)
    query = select(
        FieldHead.entity, FieldHead.entity_id, Change.id, Change.field, Change.value,
        Change.parents, Change.device, Change.hlc, Change.eff, FieldHead.shown,
    ).join(FieldHead, FieldHead.change_id == Change.id)  # fmt: skip
    if fields is not None:
        query = query.where(FieldHead.field.in_(sorted(fields)))
    for at in range(0, len(asked), _CHUNK):
        found = connection.execute(query.where(FieldHead.entity_id.in_(asked[at : at + _CHUNK])))
        for entity, entity_id, *rest in found:
            kept = heads.get((entity, entity_id))
            if kept is not None:
                kept.append(_MarkedHead(*rest))
    return heads


def _mark_shown(
    connection: Connection, states: dict[Key, RowState], heads: dict[Key, list[_MarkedHead]]
) -> None:
    """The mark of a head says whether the row shows its value: what an edit replaces."""
    wrong = [
        {"e": key[1], "n": key[0], "f": head.field, "c": head.id, "shown": not head.marked}
        for key, found in heads.items()
        for head in found
        if head.marked != (head.id in states[key].shown)
    ]
    if wrong:
        connection.execute(
            update(FieldHead.__table__)  # type: ignore[arg-type]
            .where(
                FieldHead.entity_id == bindparam("e"), FieldHead.entity == bindparam("n"),
                FieldHead.field == bindparam("f"), FieldHead.change_id == bindparam("c"),
            )
            .values(shown=bindparam("shown")),
            wrong,
        )  # fmt: skip

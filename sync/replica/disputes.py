"""Open conflicts: fields with several heads of different values; and deciding them.

Found by cause alone (`core.store.heads`). A decision is a change like any other: it names all
heads, so it closes the conflict here and, once sent, everywhere.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from core.problem import Problem, Sentence
from core.store.capture import capture_of, note_touched, resolving
from core.store.changes import DELETED, FieldHead, canonical
from core.store.heads import precedence, row_state
from core.store.log import Written, write_changes
from core.store.mapping import synced_tables
from sync.replica import state
from sync.replica.columns import UNREADABLE, Incomplete, row_of
from sync.replica.incoming import heads_here, refresh_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.store.mapping import Work
    from sync.protocol.operations import Operation

Key = tuple[str, UUID]
_COUNTER_BITS = 16
FOLLOWS: dict[str, frozenset[str]] = {
    "answer": frozenset(
        ("by_person", "answered_at", "technician_id", "recording_id", "moment_us", "attachment_id")
    ),
    "device": frozenset(("name", "technician_id", "enrolled_at")),
    "entity_entry": frozenset(("op", "label", "properties", "position", "at")),
    "filling": frozenset(("started_at", "finalised_at", "sent_at", "form_digest")),
    "repeat_instance": frozenset(("position",)),
    "round_entry": frozenset(("done_at", "done_by", "technician_id", "visit_id")),
    "social_response": frozenset(("source_id", "confirmed_on")),
    "visit": frozenset(("started_at", "finished_at")),
}
"""Fields that say when and by whom: nobody is asked about them; they go with what is decided."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that stand against each other. `value` is canonical JSON.

    `at` is the effective time of its newest change, aware, UTC. `gone`: this side deleted the row.
    """

    value: str
    author: UUID
    device: UUID
    at: datetime
    shown: bool
    gone: bool
    changes: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field of a row with values that stand against each other, the shown one first.

    `field` is `_deleted` when some deleted the row while others wrote to it.
    """

    entity: str
    entity_id: UUID
    scope: str
    field: str
    sides: tuple[Side, ...]


class DecidedMeanwhile(Problem):
    """Somebody else's decision, or another change, came in between."""

    code = "sync.decided-meanwhile"
    pt = Sentence(
        happened="Este conflito mudou entretanto: alguém decidiu, ou veio outro valor.",
        kept="Nada foi alterado.",
        todo="Veja como está agora e decida de novo, se ainda for preciso.",
    )
    en = Sentence(
        happened="This conflict has changed meanwhile: somebody decided, or another value came.",
        kept="Nothing was changed.",
        todo="See how it stands now and decide again, if it is still needed.",
    )


class ValueDoesNotFit(Problem):
    """The value given is none for this field."""

    code = "sync.value-does-not-fit"
    pt = Sentence(
        happened="«{given}» não serve para este campo.",
        kept="O conflito continua aberto.",
        todo="Escreva um valor como os outros dois.",
    )
    en = Sentence(
        happened="“{given}” does not fit this field.",
        kept="The conflict is still open.",
        todo="Write a value like the other two.",
    )


def disputes(work: Work) -> list[Dispute]:
    """All that a person has to decide, the newest first."""
    connection = work.connection()
    rows = _candidates(work)
    found: list[Dispute] = []
    for key, heads in heads_here(connection, rows).items():
        found += _of_row(key, heads)
    return sorted(found, key=lambda one: max(side.at for side in one.sides), reverse=True)


def count_disputes(work: Work) -> int:
    """How many there are to decide."""
    return len(disputes(work))


def decide(work: Work, wanted: Dispute, *, value: str) -> None:
    """Close a conflict with a value: that of a side, or another one, as canonical JSON.

    What follows the field (who, when, the moment on video) is taken from the same side. For
    `_deleted`: `true` deletes the row, `false` keeps it with what was written.
    Raises: DecidedMeanwhile if it is not as `wanted` says any more; ValueDoesNotFit.
    """
    entity, entity_id, field = wanted.entity, wanted.entity_id, wanted.field
    connection = work.connection()
    key = (entity, entity_id)
    heads = heads_here(connection, {key})[key]
    if wanted not in _of_row(key, heads):
        raise DecidedMeanwhile
    values = {field: value} | _following(wanted, heads, value)
    if field != DELETED:
        _check(entity, entity_id, row_state(heads).values | values, given=value)
    _write(work, wanted, values)


def put(work: Work, wanted: Dispute, *, value: str) -> None:
    """Write a value into the field of a conflict that was decided: another choice after all.

    Raises: ValueDoesNotFit.
    """
    key = (wanted.entity, wanted.entity_id)
    heads = heads_here(work.connection(), {key})[key]
    values = {wanted.field: value}
    _check(*key, row_state(heads).values | values, given=value)
    _write(work, wanted, values)


def _write(work: Work, wanted: Dispute, values: dict[str, str]) -> None:
    connection, capture = work.connection(), capture_of(work)
    key = (wanted.entity, wanted.entity_id)
    with resolving(work):
        written = Written(wanted.entity, wanted.entity_id, wanted.scope, values)
        write_changes(connection, capture.entry, [written], stamp=capture.clock.tick())
    here = state.cursors(connection).keys()
    note_touched(work, refresh_rows(connection, {key}, here=here).touched | {key})


def _candidates(work: Work) -> set[Key]:
    """Rows with a head that does not show, or with one that would have the row gone."""
    rows = work.execute(
        select(FieldHead.entity, FieldHead.entity_id)
        .where((FieldHead.shown.is_(False)) | (FieldHead.field == DELETED))
        .distinct()
    )
    return {(entity, entity_id) for entity, entity_id in rows}


def _of_row(key: Key, heads: Iterable[Operation]) -> list[Dispute]:
    heads = list(heads)
    told = row_state(heads)
    follows = FOLLOWS.get(key[0], frozenset())
    found = []
    for field in sorted(told.disputed - follows):
        own = [one for one in heads if one.field == field]
        gone = field == DELETED
        sides = _gone_or_kept(own, heads) if gone else _sides(own, shown=told.shown)
        found.append(Dispute(key[0], key[1], own[0].scope, field, sides))
    return found


def _sides(heads: list[Operation], *, shown: frozenset[UUID]) -> tuple[Side, ...]:
    by_value: dict[str, list[Operation]] = {}
    for one in sorted(heads, key=precedence, reverse=True):
        by_value.setdefault(one.value, []).append(one)
    return tuple(
        _side(same, value=value, shown=any(one.id in shown for one in same))
        for value, same in by_value.items()
    )


def _gone_or_kept(removals: list[Operation], heads: list[Operation]) -> tuple[Side, ...]:
    """Who deleted the row, against who wrote to it without having seen that."""
    gone = [one for one in removals if one.value == "true"]
    seen = {parent for one in gone for parent in one.parents}
    others = [one for one in heads if one.field != DELETED and one.id not in seen]
    others = sorted(others, key=precedence, reverse=True)
    kept = _side(others, value="false", shown=True) if others else None
    taken = _side(sorted(gone, key=precedence, reverse=True), value="true", shown=False, gone=True)
    return (taken,) if kept is None else (kept, taken)


def _side(same: list[Operation], *, value: str, shown: bool, gone: bool = False) -> Side:
    newest = same[0]
    stamp = newest.hlc if newest.eff is None else newest.eff
    at = datetime.fromtimestamp((stamp >> _COUNTER_BITS) / 1000, tz=UTC)
    return Side(
        value=value, author=newest.author, device=newest.device, at=at, shown=shown, gone=gone,
        changes=tuple(one.id for one in same),
    )  # fmt: skip


def _following(wanted: Dispute, heads: list[Operation], value: str) -> dict[str, str]:
    """What goes with the value: of the side's own transaction, where those fields differ."""
    follows = FOLLOWS.get(wanted.entity, frozenset())
    side = next((one for one in wanted.sides if one.value == value), None)
    if side is None or not follows:
        return {}
    chosen = next(one for one in heads if one.id == side.changes[0])
    values: dict[str, str] = {}
    for field in sorted(follows):
        rivals = [one for one in heads if one.field == field]
        if len({one.value for one in rivals}) > 1:
            own = [one for one in rivals if one.transaction_id == chosen.transaction_id]
            values[field] = max(own or rivals, key=precedence).value
    return values


def _check(entity: str, entity_id: UUID, values: dict[str, str], *, given: str) -> None:
    table = next((one for one in synced_tables() if one.name == entity), None)
    if table is None:
        return
    try:
        row_of(table, entity_id, values)
    except (Incomplete, *UNREADABLE) as error:
        raise ValueDoesNotFit(given=json.loads(given)) from error


def canonical_like(side: Side, typed: str) -> str:
    """What a person typed, as a value of the same kind as a side's. Raises: ValueDoesNotFit."""
    known = json.loads(side.value)
    text = typed.strip()
    try:
        match known:
            case bool() | list() | dict():
                raise ValueDoesNotFit(given=text)
            case int():
                return canonical(int(text))
            case float():
                return canonical(float(text.replace(",", ".")))
    except ValueError as error:
        raise ValueDoesNotFit(given=text) from error
    return canonical(text)

"""Open conflicts as a person reads them: the question or field, each value, who gave it, when."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from core.people import list_technicians
from core.people.technicians import Device
from core.problem import Problem
from core.store.changes import DELETED, canonical
from core.store.mapping import synced_tables
from sync.replica.described import Described, describe
from sync.replica.disputes import Dispute, Side, ValueDoesNotFit, canonical_like, disputes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Column

    from core.forms import FillingSession, NodeState
    from core.problem import Language
    from core.store import Store
    from core.store.mapping import Work

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?([0-9]{1,30}(\.[0-9]{0,30})?|\.[0-9]{1,30})")
_TYPED = frozenset(("input", "range", ""))


@dataclass(frozen=True, slots=True)
class ToldSide:
    """One value in words, with whose it is; `value` is what `decide` takes."""

    value: str
    shown: str
    who: str
    device: str
    at: datetime
    gone: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A dispute in words. `question` and `section` are those of the check-list ("" for others).

    `choices` are the values that a question offers, with their labels; `free`: any may be typed.
    `several`: more than one of the choices may be taken; `both` is then the value with all that
    any side took, in the order of the check-list (None where a side has it already). `type`: of
    the question ("" for others).
    """

    dispute: Dispute
    row: Described
    question: str
    section: str
    sides: tuple[ToldSide, ...]
    choices: tuple[tuple[str, str], ...]
    free: bool
    several: bool = False
    both: str | None = None
    type: str = ""


@dataclass(slots=True)
class _Names:
    people: dict[UUID, str]
    devices: dict[UUID, str]


def open_conflicts(store: Store, *, language: Language) -> tuple[Conflict, ...]:
    """All conflicts, in words; for a worker thread (it opens the fillings they are in)."""
    names, found, rows = store.read(_read)
    sessions: dict[UUID, FillingSession | None] = {}
    told: list[Conflict] = []
    for one, row in zip(found, rows, strict=True):
        if one.entity == "answer" and one.field == "value":
            told.append(_of_answer(store, one, row, names, sessions, language))
        else:
            told.append(_of_field(store, one, row, names, language))
    return tuple(told)


def _read(work: Work) -> tuple[_Names, list[Dispute], list[Described]]:
    people = {one.id: one.name for one in list_technicians(work)}
    devices = {row.id: row.name for row in work.execute(select(Device.id, Device.name))}
    found = disputes(work)
    return (
        _Names(people, devices),
        found,
        [describe(work, one.entity, one.entity_id) for one in found],
    )


def _side(side: Side, shown: str, names: _Names) -> ToldSide:
    return ToldSide(
        value=side.value, shown=shown, who=names.people.get(side.author, ""),
        device=names.devices.get(side.device, ""), at=side.at, gone=side.gone,
    )  # fmt: skip


# -- answers --------------------------------------------------------------------------------


def _of_answer(
    store: Store, one: Dispute, row: Described, names: _Names,
    sessions: dict[UUID, FillingSession | None], language: Language,
) -> Conflict:  # fmt: skip
    from core.visits.readable import shown_value

    state, session = _question(store, one, sessions, language)
    if state is None or session is None:
        return _of_field(store, one, row, names, language)
    sides = []
    for side in one.sides:
        given = json.loads(side.value) or ""
        words = shown_value(session, replace(state, value=str(given)), language=language)
        sides.append(_side(side, words, names))
    choices: tuple[tuple[str, str], ...] = ()
    several = state.control == "select"
    if several or state.control == "select1":
        choices = tuple(
            (canonical(each.value), each.label or each.value) for each in session.choices(state.key)
        )
    typed = state.control in _TYPED and state.type in ("string", "int", "decimal")
    return Conflict(
        dispute=one, row=row, question=" ".join(state.label.split()),
        section=_section(session, state.key), sides=tuple(sides), choices=choices,
        free=typed and not state.readonly, several=several,
        both=_both(one, choices) if several else None, type=state.type,
    )  # fmt: skip


def typed_value(conflict: Conflict, typed: str) -> str:
    """What a person typed, as the log has it. Raises: ValueDoesNotFit.

    An answer is text in the log, whatever its question asks for: that must fit the question.
    """
    text = typed.strip()
    match conflict.type:
        case "int":
            if not _WHOLE.fullmatch(text):
                raise ValueDoesNotFit(given=text)
            return canonical(str(int(text)))
        case "decimal":
            number = text.replace(",", ".")
            if not _NUMBER.fullmatch(number):
                raise ValueDoesNotFit(given=text)
            return canonical(number)
        case "":
            return canonical_like(conflict.dispute.sides[0], typed)
    return canonical(text)


def taken_together(choices: tuple[tuple[str, str], ...], taken: Iterable[str]) -> str:
    """A multiple choice as the log has it: those of `taken` (values without spaces) in the order
    in which the question offers them, then those that it does not offer any more. Nothing taken
    is no answer.
    """
    wanted = dict.fromkeys(taken)
    order = [str(json.loads(value)) for value, _ in choices]
    known = [one for one in order if one in wanted]
    gone = [one for one in wanted if one not in order]
    return canonical(" ".join([*known, *gone]) or None)


def _both(one: Dispute, choices: tuple[tuple[str, str], ...]) -> str | None:
    """What all sides took, together; None where that is what one of them has."""
    sides = [(json.loads(side.value) or "").split() for side in one.sides]
    every = [part for side in sides for part in side]
    if any(set(side) == set(every) for side in sides):
        return None
    return taken_together(choices, every)


def _question(
    store: Store, one: Dispute, sessions: dict[UUID, FillingSession | None], language: Language
) -> tuple[NodeState | None, FillingSession | None]:
    from core.visits import Answer
    from core.visits.sessions import open_session_in

    where = store.read(
        lambda work: work.execute(
            select(Answer.filling_id, Answer.key).where(Answer.id == one.entity_id)
        ).first()
    )
    if where is None:
        return None, None
    if where.filling_id not in sessions:
        sessions[where.filling_id] = None
        # A check-list whose file has not come yet: the values are told without it.
        with suppress(Problem):
            sessions[where.filling_id] = open_session_in(store, where.filling_id, language=language)
    session = sessions[where.filling_id]
    if session is not None:
        with suppress(Problem):
            return session.state(where.key), session
    return None, None


def _section(session: FillingSession, key: str) -> str:
    for item in session.outline():
        if item.label and (key == item.key or key.startswith(f"{item.key}/")):
            return item.label
    return ""


# -- other fields ---------------------------------------------------------------------------


def _of_field(
    store: Store, one: Dispute, row: Described, names: _Names, language: Language
) -> Conflict:
    column = _column(one)
    sides = []
    for side in one.sides:
        words = "" if one.field == DELETED else _words(store, column, side.value, language)
        sides.append(_side(side, words, names))
    known = json.loads(one.sides[0].value)
    plain = column is None or not (column.foreign_keys or column.name in ("type_id", "status"))
    free = one.field != DELETED and plain and not isinstance(known, bool | list | dict)
    return Conflict(
        dispute=one, row=row, question="", section="", sides=tuple(sides), choices=(), free=free
    )


def _column(one: Dispute) -> Column[Any] | None:
    for table in synced_tables():
        if table.name == one.entity and one.field in table.columns:
            return table.columns[one.field]
    return None


def _words(store: Store, column: Column[Any] | None, value: str, language: Language) -> str:
    known = json.loads(value)
    if known is None or known == "":
        return ""
    if isinstance(known, bool):
        return (("Não", "Sim") if language == "pt" else ("No", "Yes"))[known]
    if isinstance(known, list):
        return ", ".join(str(each) for each in known)
    if column is not None and column.foreign_keys:
        target = next(iter(column.foreign_keys)).column.table.name
        return store.read(partial(describe, entity=target, entity_id=UUID(known))).title or known
    if column is not None and column.name == "type_id":
        from core.inventory.taxonomy import social_response_type

        with suppress(Problem, KeyError):
            return social_response_type(known).name
    if isinstance(known, str):
        return _instant(known)
    return str(known)


def _instant(text: str) -> str:
    """Dates as people write them; other text as it is."""
    with suppress(ValueError):
        if len(text) == len("2026-11-23"):
            return date.fromisoformat(text).strftime("%d/%m/%Y")
        if len(text) > len("2026-11-23T10:00"):
            return datetime.fromisoformat(text).astimezone().strftime("%d/%m/%Y %H:%M")
    return text

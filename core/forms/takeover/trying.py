"""What a plan promises, tried on the engine: the values that a filling of the new form holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.forms.session.filling import FillingSession
from core.forms.session.problems import NodeUnknown
from core.forms.takeover.keys import ref_of
from core.forms.takeover.plan import Kept, Question, Reason

_CHOOSING = frozenset({"select1", "select", "rank"})


def what_does_not_hold(
    session: FillingSession, kept: Iterable[Kept], *, by: Mapping[str, Question]
) -> list[tuple[Kept, str, Reason]]:
    """The answers that the filling does not have, or no longer offers, with what is left of each.

    Where a list depends on other answers, only the filling can tell; a question that is not
    relevant now offers what it will when it is, so it is left alone.
    """
    there = session.save().values
    lost: list[tuple[Kept, str, Reason]] = []
    for one in kept:
        if not one.value:
            continue
        found = there.get(one.key)
        if found != one.value:
            missing = found is None and _is_missing(session, one.key)
            lost.append((one, one.value, "no-room" if missing else "computed"))
            continue
        question = by[ref_of(one.key)]
        if question.kind in _CHOOSING:
            gone = _not_offered(session, one, question)
            if gone:
                lost.append((one, " ".join(gone), "choice-gone"))
    return lost


def _is_missing(session: FillingSession, key: str) -> bool:
    try:
        session.state(key)
    except NodeUnknown:
        return True
    return False


def _not_offered(session: FillingSession, one: Kept, question: Question) -> list[str]:
    state = session.state(one.key)
    if not state.relevant or state.problem is None:
        return []
    offered = {choice.value for choice in session.choices(one.key)}
    if not offered:
        return []  # its list is not there: nobody can tell
    parts = [one.value] if question.kind == "select1" else one.value.split()
    return [part for part in parts if part not in offered]

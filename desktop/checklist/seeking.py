"""Finding a question: the next without an answer, or all of them for the search line."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.checklist.blocks import StateOf, can_answer
from desktop.checklist.desk import Desk
from desktop.checklist.finder import Findable
from desktop.checklist.middle import Middle
from desktop.questions.markup import plain


def next_unanswered(
    order: Sequence[str], *, here: str, back: bool, state_of: StateOf
) -> str | None:
    """The next question without an answer after `here` (before it when `back`), once around."""
    if not order:
        return None
    start = order.index(here) if here in order else (0 if back else -1)
    step = -1 if back else 1
    for turn in range(1, len(order) + 1):
        key = order[(start + step * turn) % len(order)]
        state = state_of(key)
        if can_answer(state) and not state.value and state.control != "trigger":
            return key
    return None


def findables(desk: Desk, *, middle: Middle) -> list[Findable]:
    """Every question that can be answered now, with its words, section and answer."""
    return [
        Findable(
            key=key,
            label=plain(desk.state(key).label),
            section=plain(section.label),
            value=desk.state(key).value,
        )
        for section in middle.sections()
        for key in middle.questions_of(section)
    ]

"""What a filling knows of each of its nodes: hung on the element as `state`."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid5

from core.forms.definition.schema import Plan
from core.forms.states import ChoiceState, NodeState
from core.forms.tree import Element

# Instances that the form itself makes get the same id on every laptop that starts the filling.
_MADE_BY_FORM = UUID("5d8f4a0e-7e0b-5c1a-9d7b-0d6f0b8a4e11")
# Nothing stands below a node that holds a value: thousands of them share this one.
_NONE: Any = MappingProxyType({})


class Record:
    """One node: its plan and key, its own logic as last computed, its children by plan."""

    __slots__ = (
        "alive",
        "below",
        "choices",
        "dropped",
        "instance",
        "key",
        "many",
        "offered",
        "own_readonly",
        "own_relevant",
        "plan",
        "problem",
        "ref",
        "required",
        "said",
        "shown",
        "single",
    )

    def __init__(self, plan: Plan, key: str, *, instance: str | None = None) -> None:
        self.plan = plan
        self.key = key
        self.instance = instance
        self.alive = True
        self.own_relevant = True
        self.own_readonly = False
        self.required = False
        self.problem: str | None = None
        # Its positional path while it is known; "" when a position above it changed.
        self.ref = ""
        # The keys shown right below it by version of the tree, for each body that shows it.
        self.below: dict[int, tuple[int, tuple[str, ...]]] = {} if plan.children else _NONE
        # What its state says that does not depend on its answer (`show.Said`), while that holds.
        self.said: Any = None
        self.shown: NodeState | None = None
        # An answer that the list no longer had; it comes back when the list has it again.
        self.dropped = ""
        self.offered: frozenset[str] | None = None
        self.choices: tuple[ChoiceState, ...] | None = None
        self.single: dict[Plan, Element] = {} if plan.children else _NONE
        self.many: dict[Plan, list[Element]] = {} if plan.children else _NONE


def record_of(element: Element) -> Record:
    """The record of an element of a filling."""
    record: Record = element.state
    return record


def made_id(range_key: str, number: int) -> str:
    """The id of the `number`-th instance (from 0) that the form makes by itself."""
    return str(uuid5(_MADE_BY_FORM, f"{range_key}#{number}"))


def ancestor_at(element: Element, depth: int) -> Element:
    """The element itself or the one above it whose plan has that depth."""
    here = element
    while here.state.plan.depth > depth:
        here = here.parent  # type: ignore[assignment]
    return here


def elements_below(start: Element, plan: Plan) -> list[Element]:
    """All elements of a plan at or below `start`, in document order."""
    here: Plan = plan
    top: Plan = start.state.plan
    if here is top:
        return [start]
    steps: list[Plan] = []
    while here is not top:
        steps.append(here)
        above = here.parent
        if above is None:
            return []
        here = above
    found = [start]
    for step in reversed(steps):
        following: list[Element] = []
        for element in found:
            record: Record = element.state
            single = record.single.get(step)
            if single is not None:
                following.append(single)
            else:
                following.extend(record.many.get(step, ()))
        found = following
    return found


def walk(element: Element) -> Iterator[Element]:
    """The element and all below it, in document order."""
    return element.walk()


def is_leaf(element: Element) -> bool:
    """Whether the element can hold a value."""
    return not element.state.plan.children


def outside_repeats(root: Element) -> dict[Plan, Element]:
    """The element of each plan that stands in no repeat: there is one, and it stays."""
    found: dict[Plan, Element] = {}
    stack = [root]
    while stack:
        element = stack.pop()
        if element.state is None or element.state.plan.repeat is not None:
            continue
        # Of fixed nodes of one name (not a repeat) there may be several.
        if element.state.plan not in found and not element.state.key.endswith("]"):
            found[element.state.plan] = element
        stack.extend(element.children)
    return found

"""Taking the removal of a repeat instance back: what it held is kept aside and answered again."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.forms.states import NodeState
from desktop.checklist.blocks import StateOf
from desktop.checklist.desk import Desk


@dataclass(slots=True)
class KeptNode:
    """A node of a removed instance, by its name, with its answer and what stands below it."""

    name: str
    kind: str
    value: str
    readonly: bool
    children: list[KeptNode] = field(default_factory=list)


@dataclass(slots=True)
class KeptInstance:
    """A removed instance and where it stood."""

    repeat: str
    position: int
    node: KeptNode


def _name(key: str) -> str:
    return key.rsplit("/", 1)[-1].partition("{")[0]


def keep_node(state: NodeState, *, state_of: StateOf) -> KeptNode:
    """Copy a node and everything below it."""
    return KeptNode(
        name=_name(state.key),
        kind=state.kind,
        value=state.value,
        readonly=state.readonly or state.kind != "question",
        children=[keep_node(state_of(child), state_of=state_of) for child in state.children],
    )


def keep_instance(instance: str, *, desk: Desk) -> KeptInstance:
    """Copy an instance before it is removed."""
    state = desk.state(instance)
    return KeptInstance(
        repeat=instance[: instance.rindex("{")],
        position=state.position,
        node=keep_node(state, state_of=desk.state),
    )


def bring_back(kept: KeptInstance, *, desk: Desk) -> str | None:
    """Add an instance with the answers of the removed one, in its old place; its key."""
    new = desk.add_repeat(kept.repeat)
    if new is None:
        return None
    _fill(kept.node, key=new, desk=desk)
    if desk.state(new).position != kept.position:
        desk.move_repeat(new, position=kept.position)
    return new


def _fill(kept: KeptNode, *, key: str, desk: Desk) -> None:
    state = desk.state(key)
    if kept.kind == "repeat":
        while len(desk.state(key).children) < len(kept.children):
            if desk.add_repeat(key) is None:
                break
        for old, child in zip(kept.children, desk.state(key).children, strict=False):
            _fill(old, key=child, desk=desk)
        return
    if kept.kind == "question":
        if not kept.readonly and kept.value != state.value:
            desk.answer(key, kept.value or None)
        return
    below = {_name(child): child for child in state.children}
    for old in kept.children:
        if old.name in below:
            _fill(old, key=below[old.name], desk=desk)

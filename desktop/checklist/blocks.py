"""What stands below what in a section: headings, questions, repeats, as one flat list of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from core.forms.states import NodeState, OutlineItem

BlockKind = Literal["heading", "question", "instance", "repeat"]
StateOf = Callable[[str], NodeState]


@dataclass(frozen=True, slots=True)
class Block:
    """One row. `repeat` stands after the last instance and offers another one."""

    kind: BlockKind
    key: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the check-list that is shown as a whole, and its nodes at the root of the form."""

    key: str
    label: str
    roots: tuple[str, ...]


def sections(
    outline: Iterable[OutlineItem], *, roots: Iterable[str], state_of: StateOf
) -> list[Section]:
    """The sections on screen, in order. Those that are not relevant now are left out.

    Root nodes that stand in no group belong to the section that begins before them.
    """
    items = {item.key: item for item in outline}
    found: list[tuple[OutlineItem, list[str]]] = []
    waiting: list[str] = []
    for key in roots:
        item = items.get(key)
        if item is not None:
            found.append((item, [*waiting, key]))
            waiting = []
        elif found and state_of(found[-1][1][-1]).kind in {"question", "note", "hidden"}:
            found[-1][1].append(key)
        elif state_of(key).kind != "hidden":
            waiting.append(key)
    if waiting and found:
        found[-1][1].extend(waiting)
    return [
        Section(key=item.key, label=item.label, roots=tuple(keys))
        for item, keys in found
        if item.relevant
    ]


def blocks_of(keys: Iterable[str], *, state_of: StateOf, depth: int = 0) -> list[Block]:
    """The rows of these nodes and all below them that are relevant and can be seen."""
    rows: list[Block] = []
    for key in keys:
        _walk(state_of(key), state_of=state_of, depth=depth, into=rows)
    return rows


def _walk(state: NodeState, *, state_of: StateOf, depth: int, into: list[Block]) -> None:
    if not state.relevant or state.kind == "hidden":
        return
    match state.kind:
        case "question" | "note":
            into.append(Block("question", state.key, depth))
        case "group":
            inside = depth
            if state.label:
                into.append(Block("heading", state.key, depth))
                inside = depth + 1 if depth else 0
            for child in state.children:
                _walk(state_of(child), state_of=state_of, depth=inside, into=into)
        case "repeat":
            if state.label:
                into.append(Block("heading", state.key, depth))
            for child in state.children:
                _walk(state_of(child), state_of=state_of, depth=depth, into=into)
            if state.can_add:
                into.append(Block("repeat", state.key, depth))
        case "instance":
            into.append(Block("instance", state.key, depth))
            for child in state.children:
                _walk(state_of(child), state_of=state_of, depth=depth + 1, into=into)


def questions_in(blocks: Iterable[Block]) -> list[str]:
    """The keys of questions and notes, in order."""
    return [block.key for block in blocks if block.kind == "question"]


def can_answer(state: NodeState) -> bool:
    """A relevant question that a person may answer."""
    shown_only = state.readonly or "label" in state.appearance
    return state.kind == "question" and state.relevant and not shown_only


def repeat_of(key: str) -> str | None:
    """The key of the repeat that the innermost instance of this key belongs to."""
    brace = key.rfind("{")
    return key[:brace] if brace > 0 else None

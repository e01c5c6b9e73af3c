"""The rows of one page, when the check-list is shown one page at a time."""

from __future__ import annotations

from core.forms.states import Page
from desktop.checklist.blocks import Block, StateOf, blocks_of, repeat_of


def page_blocks(page: Page, *, after: Page | None, state_of: StateOf) -> list[Block]:
    """What stands on a page: its heading, the instance it belongs to, its questions.

    The page of a repeat shows its instances without their questions; the last page inside a
    repeat (`after` is elsewhere) offers another instance.
    """
    rows = blocks_of(page.nodes, state_of=state_of)
    if state_of(page.key).kind == "repeat":
        rows = [row for row in rows if "{" not in row.key.removeprefix(page.key)[1:]]
    if page.title and not any(row.kind == "heading" for row in rows):
        for key in (page.key, page.section):
            state = state_of(key)
            if state.kind in {"group", "repeat"} and state.label:
                rows.insert(0, Block("heading", key))
                break
    instance = instance_of(page.key)
    if instance is None:
        return rows
    rows.insert(0, Block("instance", instance))
    repeat = repeat_of(page.key)
    last = repeat and (after is None or not after.key.startswith(repeat + "{"))
    if repeat and last and state_of(repeat).can_add:
        rows.append(Block("repeat", repeat))
    return rows


def instance_of(key: str) -> str | None:
    """The innermost repeat instance that a key stands in."""
    end = key.rfind("}")
    return key[: end + 1] if end > 0 else None

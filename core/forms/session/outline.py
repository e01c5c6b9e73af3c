"""A filling as sections with their progress, and as pages to turn."""

from __future__ import annotations

from collections.abc import Iterator

from core.forms.session.show import Showing
from core.forms.states import NodeState, OutlineItem, Page


def is_asked(state: NodeState) -> bool:
    """Whether a node is a question that a person can answer.

    A choice with the appearance `label` only shows the labels above a table of choices.
    """
    heads_a_table = state.control in {"select1", "select"} and "label" in state.appearance
    return state.kind == "question" and not state.readonly and not heads_a_table


def outline_of(showing: Showing, roots: tuple[str, ...]) -> tuple[OutlineItem, ...]:
    """Top-level groups and repeats as sections; runs of questions between them as unnamed ones."""
    sections: list[OutlineItem] = []
    loose: list[str] = []

    def close() -> None:
        if loose:
            sections.append(_item(showing, loose[0], label="", keys=tuple(loose)))
            loose.clear()

    for key in roots:
        state = showing.state(key)
        if state.kind in ("group", "repeat"):
            close()
            sections.append(_section(showing, state))
        elif state.kind != "hidden":
            loose.append(key)
    close()
    return tuple(sections)


def _section(showing: Showing, state: NodeState) -> OutlineItem:
    inner = []
    for key in state.children:
        child = showing.state(key)
        if child.kind in ("group", "repeat", "instance"):
            inner.append(_section(showing, child))
    label = state.label
    if state.kind == "instance":
        range_key = state.key.rpartition("{")[0]
        name = showing.state(range_key).label if range_key in showing.ranges else ""
        label = f"{label or name} {state.position}".strip()
    return _item(
        showing,
        state.key,
        label=label,
        keys=state.children,
        children=tuple(inner),
        relevant=state.relevant,
    )


def _item(
    showing: Showing,
    key: str,
    *,
    label: str,
    keys: tuple[str, ...],
    children: tuple[OutlineItem, ...] = (),
    relevant: bool | None = None,
) -> OutlineItem:
    questions = sum(child.questions for child in children)
    answered = sum(child.answered for child in children)
    invalid = sum(child.invalid for child in children)
    any_relevant = False
    for one in keys:
        state = showing.state(one)
        if not state.relevant:
            continue
        any_relevant = True
        if not is_asked(state):
            continue
        questions += 1
        if state.value:
            answered += 1
            invalid += state.problem is not None
    return OutlineItem(
        key=key,
        label=label,
        relevant=any_relevant if relevant is None else relevant,
        questions=questions if relevant is not False else 0,
        answered=answered if relevant is not False else 0,
        invalid=invalid if relevant is not False else 0,
        children=children,
    )


def pages_of(showing: Showing, roots: tuple[str, ...]) -> tuple[Page, ...]:
    """Relevant pages in order: a field-list group (or instance) is one, else each question."""
    return tuple(_pages(showing, roots, title="", section=None))


def _pages(
    showing: Showing, keys: tuple[str, ...], *, title: str, section: str | None
) -> Iterator[Page]:
    first_loose: str | None = None
    for key in keys:
        state = showing.state(key)
        here = section
        if here is None:
            if state.kind in ("group", "repeat"):
                here, first_loose = key, None
            else:
                first_loose = here = first_loose or key
        if not state.relevant or state.kind == "hidden":
            continue
        if state.kind == "repeat":
            yield Page(key=key, title=state.label or title, nodes=(key,), section=here)
            inner_title = state.label or title
            listed = "field-list" in state.appearance
            for child in state.children:
                one = showing.state(child)
                if not one.relevant:
                    continue
                name = f"{one.label or inner_title} {one.position}".strip()
                inner = section or child
                if listed or _is_page(one):
                    yield Page(key=child, title=name, nodes=one.children, section=inner)
                else:
                    yield from _pages(showing, one.children, title=name, section=inner)
        elif state.kind in ("group", "instance"):
            name = state.label or title
            if "field-list" in state.appearance:
                yield Page(key=key, title=name, nodes=state.children, section=here)
            else:
                yield from _pages(showing, state.children, title=name, section=here)
        else:
            yield Page(key=key, title=title, nodes=(key,), section=here)


def _is_page(state: NodeState) -> bool:
    return "field-list" in state.appearance

"""What others recorded meanwhile, taken into a filling that is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.forms.definition.graph import Graph
from core.forms.session.order import is_editable
from core.forms.session.settle import Settling
from core.forms.session.tree import FillingTree
from core.forms.states import Delta, SavedFilling, ValueChange
from core.forms.tree import Element


def arrive(
    tree: FillingTree,
    graph: Graph,
    settling: Settling,
    saved: SavedFilling,
    *,
    spared: frozenset[str],
) -> None:
    """Bring instances and values to what was saved, but for the nodes (or instances) `spared`.

    No action of the form is set off: where it was answered, it was, and what it did is saved too.
    """
    wanted: dict[str, list[str]] = {}
    for range_key, identifier in saved.repeats:
        wanted.setdefault(range_key, []).append(identifier)
    settling.loading = True
    try:
        _remove(tree, settling, wanted, spared)
        for range_key, identifiers in wanted.items():  # outer repeats come first
            _bring(tree, graph, settling, range_key, identifiers, spared)
        for key, value in saved.values.items():
            element = tree.elements.get(key)
            if element is None or element.state.plan.children or key in spared:
                continue
            if _computed(element):
                continue  # from the answers that are here now, not from those that were there
            if settling.set_value(element, value, by_person=False):
                settling.kept.add(element)
        settling.settle()
    finally:
        settling.kept.clear()
        settling.loading = False


def own_part(delta: Delta, saved: SavedFilling, *, tree: FillingTree) -> Delta:
    """The delta with only those values and repeats that this session made of what arrived."""
    there = set(saved.repeats)
    own = {one.key: one for one in delta.values}
    for key in saved.values.keys() - own.keys():
        element = tree.elements.get(key)
        if element is not None and _computed(element):
            own[key] = ValueChange(key, element.text or None, by_person=False)
    return replace(
        delta,
        values=tuple(
            one for key, one in own.items() if saved.values.get(key, "") != (one.value or "")
        ),
        repeats=tuple(
            one
            for one in delta.repeats
            if one.op != "move" and ((one.key, one.instance) in there) != (one.op == "add")
        ),
    )


def _computed(element: Element) -> bool:
    """Whether its value follows from others, and is no person's (or chance's) own."""
    job = element.state.plan.jobs.get("calculate")
    return job is not None and not job.volatile and not is_editable(element.state.plan)


def _remove(
    tree: FillingTree,
    settling: Settling,
    wanted: Mapping[str, list[str]],
    spared: frozenset[str],
) -> None:
    for key, element in list(tree.elements.items()):
        identifier = element.state.instance
        if identifier is None or not element.state.alive or key in spared:
            continue
        if identifier not in wanted.get(key.rpartition("{")[0], ()):
            settling.remove_instance(element)


def _bring(
    tree: FillingTree,
    graph: Graph,
    settling: Settling,
    range_key: str,
    identifiers: list[str],
    spared: frozenset[str],
) -> None:
    parent_key, _, name = range_key.rpartition("/")
    parent = tree.elements.get(parent_key)
    plan = parent.state.plan.children.get(name) if parent is not None else None
    if parent is None or plan is None or plan.repeat is None:
        return
    plan = graph.schema.plans[plan.ref]
    for position, identifier in enumerate(identifiers):
        siblings: list[Element] = tree.instances(parent, plan)
        here = next((n for n, one in enumerate(siblings) if one.state.instance == identifier), None)
        if here is None:
            if f"{range_key}{{{identifier}}}" not in spared:  # else it was taken away here
                place = min(position, len(siblings))
                settling.add_instance(parent, plan, position=place, identifier=identifier)
        elif here > position:
            settling.move_instance(siblings[here], position=position)

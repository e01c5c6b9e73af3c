"""A filling put away and taken up again: values by key, repeat instances in their order."""

from __future__ import annotations

from core.forms.definition.form import Form
from core.forms.definition.graph import Graph
from core.forms.session.meta import preloaded
from core.forms.session.record import elements_below
from core.forms.session.tree import FillingTree
from core.forms.states import SavedFilling, SessionContext
from core.forms.tree import Element


def restore(
    tree: FillingTree, graph: Graph, saved: SavedFilling, context: SessionContext
) -> set[Element]:
    """Puts instances and values back; answers with the nodes that had a saved value.

    What the form does not have (any more) is left out.
    """
    tree.clear_repeats(tree.root)
    for range_key, identifier in saved.repeats:
        parent_key, _, name = range_key.rpartition("/")
        parent = tree.elements.get(parent_key)
        plan = parent.state.plan.children.get(name) if parent is not None else None
        if parent is None or plan is None or plan.repeat is None:
            continue
        position = len(tree.instances(parent, plan))
        added = tree.add(
            parent, graph.schema.plans[plan.ref], position=position, identifier=identifier
        )
        tree.clear_repeats(added)
    kept: set[Element] = set()
    for key, value in saved.values.items():
        owner, at, name = key.rpartition("/@")
        if at and owner in tree.elements:
            tree.elements[owner].set_attribute(name, value)
            continue
        element = tree.elements.get(key)
        if element is not None and not element.state.plan.children:
            element.text = value
            kept.add(element)
    for element in tree.leaves():
        plan = element.state.plan
        preload = plan.bind.preload if plan.bind is not None else ""
        if not element.text and (preload == "uid" or plan.local == "instanceID"):
            element.text = preloaded(plan, context) or ""
    return kept


def kept_attributes(form: Form) -> list[tuple[str, str]]:
    """Owner and name of the attributes that get a value once: by an action or a preload."""
    found = [(rule.owner, rule.name) for rule in form.attributes if rule.preload]
    for action in form.actions:
        owner, _, name = action.target.rpartition("/@")
        if owner:
            found.append((owner, name))
    return list(dict.fromkeys(found))


def saved_of(
    tree: FillingTree, graph: Graph, *, language: str | None, finalised: bool
) -> SavedFilling:
    """All that `restore` needs. A default that was cleared is saved as ""."""
    form: Form = tree.form
    values: dict[str, str] = {}
    repeats: list[tuple[str, str]] = []
    for owner, name in kept_attributes(form):
        if owner in graph.schema.plans:
            for element in elements_below(tree.root, graph.schema.plans[owner]):
                values[f"{element.state.key}/@{name}"] = element.attribute(name)
    _gather(tree, tree.root, values, repeats, pattern=form.instance)
    return SavedFilling(
        form_digest=form.digest,
        language=language,
        values=values,
        repeats=tuple(repeats),
        finalised=finalised,
    )


def _gather(
    tree: FillingTree,
    element: Element,
    values: dict[str, str],
    repeats: list[tuple[str, str]],
    *,
    pattern: Element | None,
) -> None:
    """`pattern`: what the node was copied from; its text is the default."""
    record = element.state
    if not record.plan.children:
        if element.text or (pattern is not None and pattern.text):
            values[record.key] = element.text
        return
    patterns: dict[str, list[Element]] = {}
    for child in pattern.children if pattern is not None else ():
        patterns.setdefault(child.qualified, []).append(child)
    counted: dict[str, int] = {}
    for child in element.children:
        name = child.qualified
        number = counted.get(name, 0)
        counted[name] = number + 1
        identifier = child.state.instance
        if identifier is not None:
            repeats.append((f"{record.key}/{name}", identifier))
            own = tree.pattern(element, child.state.plan, number)
        else:
            alike = patterns.get(name, ())
            own = alike[number] if number < len(alike) else None
        _gather(tree, child, values, repeats, pattern=own)

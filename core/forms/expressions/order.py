"""Document order, and the thirteen axes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from core.forms.tree import ATTRIBUTE, NAMESPACE, XML_NAMESPACE, Attribute

Nodes = list[Any]
AxisWalk = Callable[[Any], Nodes]


def in_order(nodes: Iterable[Any]) -> Nodes:
    """Each node once, in document order."""
    unique = list(dict.fromkeys(nodes))
    if len(unique) < 2:
        return unique
    places: dict[int, dict[int, int]] = {}
    return sorted(unique, key=lambda node: _place(node, places))


def _place(node: Any, places: dict[int, dict[int, int]]) -> tuple[tuple[int, int], ...]:
    steps: list[tuple[int, int]] = []
    here = node
    while here.parent is not None:
        parent = here.parent
        if here.kind == NAMESPACE:
            steps.append((-2, sorted(_scope(parent)).index(here.key)))
        elif here.kind == ATTRIBUTE:
            steps.append((-1, list(parent.attributes).index(here.key)))
        else:
            known = places.get(id(parent))
            if known is None:
                known = {id(child): at for at, child in enumerate(parent.nodes())}
                places[id(parent)] = known
            steps.append((0, known.get(id(here), 0)))
        here = parent
    steps.append((0, id(here)))
    steps.reverse()
    return tuple(steps)


def _child(node: Any) -> Nodes:
    return list(node.nodes())


def _descendant(node: Any) -> Nodes:
    found: Nodes = []
    stack = list(reversed(node.nodes()))
    while stack:
        here = stack.pop()
        found.append(here)
        below = here.nodes()
        if below:
            stack.extend(reversed(below))
    return found


def _descendant_or_self(node: Any) -> Nodes:
    return [node, *_descendant(node)]


def _self(node: Any) -> Nodes:
    return [node]


def _parent(node: Any) -> Nodes:
    return [] if node.parent is None else [node.parent]


def _ancestor(node: Any) -> Nodes:
    found: Nodes = []
    here = node.parent
    while here is not None:
        found.append(here)
        here = here.parent
    return found


def _ancestor_or_self(node: Any) -> Nodes:
    return [node, *_ancestor(node)]


def _siblings(node: Any) -> tuple[Nodes, int]:
    if node.parent is None or node.kind in (ATTRIBUTE, NAMESPACE):
        return [], 0
    nodes = node.parent.nodes()
    return nodes, next(at for at, other in enumerate(nodes) if other is node)


def _following_sibling(node: Any) -> Nodes:
    nodes, at = _siblings(node)
    return nodes[at + 1 :]


def _preceding_sibling(node: Any) -> Nodes:
    nodes, at = _siblings(node)
    return nodes[:at][::-1]


def _following(node: Any) -> Nodes:
    found: Nodes = []
    if node.kind in (ATTRIBUTE, NAMESPACE):
        found.extend(_descendant(node.parent))
        node = node.parent
    for here in _ancestor_or_self(node):
        for sibling in _following_sibling(here):
            found.extend(_descendant_or_self(sibling))
    return found


def _preceding(node: Any) -> Nodes:
    found: Nodes = []
    if node.kind in (ATTRIBUTE, NAMESPACE):
        node = node.parent
    for here in _ancestor_or_self(node):
        for sibling in _preceding_sibling(here):
            found.extend(reversed(_descendant_or_self(sibling)))
    return found


def _attribute(node: Any) -> Nodes:
    if not hasattr(node, "attributes"):
        return []
    return [Attribute(node, key, text) for key, text in node.attributes.items()]


def _scope(element: Any) -> dict[str, str]:
    scope: dict[str, str] = {"xml": XML_NAMESPACE}
    for here in reversed(_ancestor_or_self(element)):
        scope.update(here.declarations)
    return {prefix: uri for prefix, uri in scope.items() if uri}


def _namespace(node: Any) -> Nodes:
    if not hasattr(node, "declarations") or node.parent is None:
        return []
    scope = _scope(node)
    return [Attribute(node, key, scope[key], kind=NAMESPACE) for key in sorted(scope)]


AXIS_WALKS: Final[dict[str, AxisWalk]] = {
    "ancestor": _ancestor,
    "ancestor-or-self": _ancestor_or_self,
    "attribute": _attribute,
    "child": _child,
    "descendant": _descendant,
    "descendant-or-self": _descendant_or_self,
    "following": _following,
    "following-sibling": _following_sibling,
    "namespace": _namespace,
    "parent": _parent,
    "preceding": _preceding,
    "preceding-sibling": _preceding_sibling,
    "self": _self,
}
REVERSE_AXES: Final = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})

"""indexed-repeat(target, repeat, index, …): a value in a numbered instance, up to three levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.forms.expressions.compiled import Compiled, Run, as_number
from core.forms.expressions.context import EvaluationContext
from core.forms.expressions.problems import NodesExpected
from core.forms.expressions.syntax import Call, Part, Path
from core.forms.tree import ELEMENT

if TYPE_CHECKING:
    from core.forms.expressions.compiler import Compiler

_C = EvaluationContext
Level = tuple[Run, Run]


def indexed_repeat(compiler: Compiler, call: Call) -> Compiled:
    """Builds the closure: choose an instance level by level, then go down to the target."""
    target_part = call.arguments[0]
    target = compiler.part(target_part, many=True)
    if target.kind not in ("nodes", "any"):
        return _not_nodes(compiler, call, target_part)
    levels: list[Level] = []
    order = _outermost_first(call)
    for at in order:
        repeat = compiler.part(call.arguments[at], many=True)
        if repeat.kind not in ("nodes", "any"):
            return _not_nodes(compiler, call, call.arguments[at])
        index = as_number(compiler.part(call.arguments[at + 1]), compiler.number_of)
        levels.append((repeat.run, index))
    below = _names_below(target_part, call.arguments[order[-1]])
    targets = target.run

    def run(c: _C, n: Any, p: int, s: int) -> list[Any]:
        chosen: Any = None
        for repeats, index in levels:
            chosen = _instance(repeats(c, n, p, s), index(c, n, p, s), within=chosen, context=c)
            if chosen is None:
                return []
        if below is not None:
            return _down(chosen, below)
        return _same_place(targets(c, n, p, s), chosen)

    return Compiled("nodes", run)


def _outermost_first(call: Call) -> list[int]:
    """The places of the repeat arguments by depth: authors write the levels in any order."""
    places = list(range(1, len(call.arguments), 2))
    names = {at: _plain_names(call.arguments[at]) for at in places}
    if any(each is None for each in names.values()):
        return places
    return sorted(places, key=lambda at: len(names[at] or ()))


def _not_nodes(compiler: Compiler, call: Call, part: Part) -> Compiled:
    return compiler.later(
        NodesExpected(source=compiler.source, position=part.position, name=call.name)
    )


def _plain_names(part: Part) -> list[str] | None:
    if not (isinstance(part, Path) and part.base is None and part.absolute):
        return None
    names: list[str] = []
    for step in part.steps:
        test = step.test
        if step.axis != "child" or step.predicates or test.kind != "name" or test.prefix:
            return None
        names.append(test.name)
    return names


def _names_below(target: Part, repeat: Part) -> list[str] | None:
    """The names from the repeat down to the target, when both are plain absolute paths."""
    whole, start = _plain_names(target), _plain_names(repeat)
    if whole is None or start is None or whole[: len(start)] != start:
        return None
    return whole[len(start) :]


def _down(element: Any, names: list[str]) -> list[Any]:
    nodes = [element]
    for name in names:
        nodes = [child for node in nodes for child in node.named(name)]
    return nodes


def _instance(nodes: list[Any], index: float, *, within: Any, context: _C) -> Any:
    if not index >= 1 or index == float("inf"):
        return None
    if within is not None:
        inside = [node for node in nodes if _stands_in(node, within)]
        nodes = inside or _alike_below(nodes, within)
    else:
        nodes = _one_series(nodes, context)
    at = int(index)
    return nodes[at - 1] if at <= len(nodes) else None


def _stands_in(node: Any, above: Any) -> bool:
    here = node
    while here is not None:
        if here is above:
            return True
        here = here.parent
    return False


def _one_series(nodes: list[Any], context: _C) -> list[Any]:
    """Of instances in several outer instances, those beside the context node, else the first's."""
    if len(nodes) < 2 or nodes[0].parent is nodes[-1].parent:
        return _all_siblings(nodes)
    here: Any = context.node
    while here is not None:
        own = [node for node in nodes if node.parent is here]
        if own:
            return own
        here = here.parent
    first = nodes[0].parent
    return [node for node in nodes if node.parent is first]


def _all_siblings(nodes: list[Any]) -> list[Any]:
    """A relative path such as `..` finds only the own instance: take its whole series."""
    if len(nodes) != 1 or nodes[0].kind != ELEMENT or nodes[0].parent is None:
        return nodes
    node = nodes[0]
    return [e for e in node.parent.children if e.name == node.name and e.prefix == node.prefix]


def _alike_below(nodes: list[Any], above: Any) -> list[Any]:
    return _same_place(nodes, above)


def _same_place(nodes: list[Any], chosen: Any) -> list[Any]:
    """The nodes inside the chosen instance; or what stands there where they stand in another."""
    inside = [node for node in nodes if _stands_in(node, chosen)]
    if inside or not nodes:
        return inside
    names: list[str] = []
    here: Any = nodes[0]
    while here is not None and here.kind == ELEMENT:
        if here.name == chosen.name and here.parent is chosen.parent:
            return _down(chosen, list(reversed(names)))
        names.append(here.name)
        here = here.parent
    return _by_generic_place(nodes[0], chosen)


def _by_generic_place(node: Any, chosen: Any) -> list[Any]:
    """Both stand in different outer instances: compare the names from the top."""
    own, other = _names_from_top(node), _names_from_top(chosen)
    if own[: len(other)] != other:
        return []
    return _down(chosen, own[len(other) :])


def _names_from_top(node: Any) -> list[str]:
    names: list[str] = []
    here = node
    while here is not None and here.kind == ELEMENT:
        names.append(here.name)
        here = here.parent
    return names[::-1]

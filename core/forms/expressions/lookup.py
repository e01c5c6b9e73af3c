"""Predicates such as `item[key = …]` answered from an index instead of a walk.

Only in documents that never change (`Document.frozen`): lists of choices, data files.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core.forms.expressions.compiled import Run, as_boolean, as_compared
from core.forms.expressions.context import EvaluationContext
from core.forms.expressions.syntax import Binary, Call, Filter, Negation, Part, Path, Step
from core.forms.expressions.values import text_of
from core.forms.tree import document_of

if TYPE_CHECKING:
    from core.forms.expressions.compiler import Compiler

Nodes = list[Any]
Lookup = Callable[[EvaluationContext, Any], Nodes | None]


def lookup_for(compiler: Compiler, step: Step, *, name: str | None) -> Lookup | None:
    """An index lookup that replaces the first predicate of a step, where it can."""
    if name is None or not step.predicates:
        return None
    if uses_position(step.predicates[0]):
        return None
    conditions = _conjuncts(step.predicates[0])
    keys: list[tuple[str, Run]] = []
    for condition in conditions:
        key = _key_of(compiler, condition)
        if key is not None:
            keys.append(key)
    if not keys:
        return None
    exact = len(keys) == 1 == len(conditions)
    whole = as_boolean(compiler.part(step.predicates[0]))

    def look(c: EvaluationContext, parent: Any) -> Nodes | None:
        document = document_of(parent)
        if document is None or not document.frozen:
            return None
        best: Nodes | None = None
        for child, value in keys:
            found = _matching(document.indexes, c, parent, name, child, value)
            if found is not None and (best is None or len(found) < len(best)):
                best = found
        if best is None or exact:
            return best
        return [node for node in best if whole(c, node, 1, 1)]

    return look


def uses_position(part: Part) -> bool:
    """Whether a predicate asks where its node stands: position() or last() at its own level."""
    match part:
        case Binary(left=left, right=right):
            return uses_position(left) or uses_position(right)
        case Negation(operand=operand):
            return uses_position(operand)
        case Call(name=name, arguments=arguments):
            own = name in ("position", "last") and not arguments
            return own or any(uses_position(argument) for argument in arguments)
        case Filter(primary=primary):
            return uses_position(primary)
        case Path(base=base):
            return base is not None and uses_position(base)
        case _:
            return False


def _conjuncts(part: Part) -> list[Part]:
    if isinstance(part, Binary) and part.operator == "and":
        return [*_conjuncts(part.left), *_conjuncts(part.right)]
    return [part]


def _key_of(compiler: Compiler, part: Part) -> tuple[str, Run] | None:
    if not (isinstance(part, Binary) and part.operator == "="):
        return None
    for one, other in ((part.left, part.right), (part.right, part.left)):
        child = _single_child(one)
        if child is not None:
            compiled = compiler.part(other)
            if compiled.fixed and compiled.kind != "boolean":
                return child, as_compared(compiled).run
    return None


def _single_child(part: Part) -> str | None:
    if not (isinstance(part, Path) and part.base is None and not part.absolute):
        return None
    steps = [s for s in part.steps if not (s.axis == "self" and s.test.kind == "node")]
    if len(steps) != 1 or any(s.predicates for s in part.steps):
        return None
    test = steps[0].test
    if steps[0].axis != "child" or test.kind != "name" or test.prefix or test.name == "*":
        return None
    return test.name


def _matching(
    indexes: dict[object, Any],
    context: EvaluationContext,
    parent: Any,
    name: str,
    child: str,
    value: Run,
) -> Nodes | None:
    """The nodes whose child equals the value; None when only a walk can tell."""
    wanted = value(context, None, 1, 1)
    if isinstance(wanted, list):
        if len(wanted) > 1:
            return None
        if not wanted:
            return []
        wanted = text_of(wanted[0], context)
    if not isinstance(wanted, str):
        return None
    key = (id(parent), name, child)
    index = indexes.get(key)
    if index is None:
        index = indexes[key] = _index(parent, name, child, context)
    return index.get(wanted) or []


def _index(parent: Any, name: str, child: str, context: EvaluationContext) -> dict[str, Nodes]:
    index: dict[str, Nodes] = {}
    for node in parent.named(name):
        for each in node.named(child):
            nodes = index.setdefault(text_of(each, context), [])
            if not nodes or nodes[-1] is not node:
                nodes.append(node)
    return index

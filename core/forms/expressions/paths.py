"""Location paths as closures: steps over node lists, quick where forms are usual."""

# Every closure has the same four arguments; most need only some of them.
# ruff: noqa: ARG001, ARG005
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from core.forms.expressions.absolute import Nodes, StepRun, absolute_path, first_of, present
from core.forms.expressions.compiled import Compiled, Run, as_boolean, as_number
from core.forms.expressions.context import EvaluationContext
from core.forms.expressions.lookup import Lookup, lookup_for
from core.forms.expressions.order import AXIS_WALKS, REVERSE_AXES, in_order
from core.forms.expressions.problems import NodesExpected
from core.forms.expressions.syntax import NumberLiteral, Part, Path, Step, Test
from core.forms.tree import (
    ATTRIBUTE,
    COMMENT,
    ELEMENT,
    INSTRUCTION,
    NAMESPACE,
    TEXT,
)

if TYPE_CHECKING:
    from core.forms.expressions.compiler import Compiler

Match = Callable[[Any], bool]
MAX_STEPS = 20_000
_STEPS: dict[tuple[str, str, str, bool, bool], StepRun] = {}
_KINDS = {"text": TEXT, "comment": COMMENT, "processing-instruction": INSTRUCTION}


def compile_path(compiler: Compiler, path: Path, *, many: bool) -> Compiled:
    """A closure for a path. `many`: all nodes are wanted, so no repeat instance is preferred."""
    steps = _merged(path.steps)
    if path.base is not None:
        base = compiler.part(path.base, many=True)
        if base.kind not in ("nodes", "any"):
            raise NodesExpected(source=compiler.source, position=path.position, name="/")
        runs = _step_runs(compiler, steps, single=False)
        return _after_base(compiler, base, runs, path.position)
    runs = _step_runs(compiler, steps, single=True)
    if path.absolute:
        return absolute_path(steps, runs, many=many, loose=compiler.loose_names)
    return _relative(steps, runs, loose=compiler.loose_names)


def _after_base(
    compiler: Compiler, base: Compiled, runs: Sequence[StepRun], position: int
) -> Compiled:
    start, source = base.run, compiler.source

    def run(c: EvaluationContext, n: Any, p: int, s: int) -> Nodes:
        nodes = start(c, n, p, s)
        if not isinstance(nodes, list):
            raise NodesExpected(source=source, position=position, name="/")
        for step in runs:
            nodes = step(c, nodes)
        return present(c, nodes)

    return Compiled("nodes", run, fixed=base.fixed)


def _dot(c: EvaluationContext, n: Any, p: int, s: int) -> Any:
    return n if n.relevant or c.hidden != "absent" else None


def _here(c: EvaluationContext, n: Any, p: int, s: int) -> Any:
    return n


def _near(steps: Sequence[Step]) -> tuple[int, tuple[str, ...]] | None:
    """`../../group/name`: how far up, and the names down; None for any other path."""
    ups = 0
    names: list[str] = []
    for step in steps:
        test = step.test
        if step.predicates:
            return None
        if step.axis in ("self", "parent") and test.kind == "node" and not names:
            ups += step.axis == "parent"
        elif step.axis != "child" or test.kind != "name" or test.prefix or test.name == "*":
            return None
        else:
            names.append(test.name)
    return (ups, tuple(names)) if names else None


def _sole_nearby(ups: int, names: tuple[str, ...]) -> Run:
    """The only node of `../../group/name`; None for none, False where a name stands twice."""

    def sole(c: EvaluationContext, n: Any, p: int, s: int) -> Any:
        for _step in range(ups):
            n = n.parent
            if n is None:
                return None
        for name in names:
            nodes = n.named(name)
            if len(nodes) != 1:
                return False if nodes else None
            n = nodes[0]
        return n

    return sole


def _relative(steps: Sequence[Step], runs: Sequence[StepRun], *, loose: bool) -> Compiled:
    if len(steps) == 1 and _is_dot(steps[0]):
        return Compiled("nodes", lambda c, n, p, s: present(c, [n]), first=_dot, sole=_here)

    def run(c: EvaluationContext, n: Any, p: int, s: int) -> Nodes:
        nodes = [n]
        for step in runs:
            nodes = step(c, nodes)
        return nodes if c.hidden != "absent" else present(c, nodes)

    near = _near(steps) if loose else None
    if near is None:
        return Compiled("nodes", run)
    sole = _sole_nearby(*near)

    def run_near(c: EvaluationContext, n: Any, p: int, s: int) -> Nodes:
        node = sole(c, n, p, s)
        if node is None:
            return []
        if node is False:
            return run(c, n, p, s)
        return [node] if node.relevant or c.hidden != "absent" else []

    return Compiled("nodes", run_near, first=first_of(sole, run), sole=sole)


def _is_dot(step: Step) -> bool:
    return step.axis == "self" and step.test.kind == "node" and not step.predicates


def _merged(steps: Sequence[Step]) -> list[Step]:
    """`//name` as one descendant step, where no predicate counts positions among siblings."""
    merged: list[Step] = []
    for step in steps:
        if (
            merged
            and step.axis == "child"
            and not step.predicates
            and merged[-1].axis == "descendant-or-self"
            and merged[-1].test.kind == "node"
            and not merged[-1].predicates
        ):
            merged[-1] = Step("descendant", step.test, (), step.position)
        else:
            merged.append(step)
    return merged


def _step_runs(compiler: Compiler, steps: Sequence[Step], *, single: bool) -> list[StepRun]:
    runs: list[StepRun] = []
    flat = single
    for step in steps:
        runs.append(_step_run(compiler, step, flat=flat))
        keeps = {"child": flat, "self": flat, "attribute": True, "parent": single}
        flat = keeps.get(step.axis, False)
        single = single and step.axis in ("self", "parent")
    return runs


def _step_run(compiler: Compiler, step: Step, *, flat: bool) -> StepRun:
    if not step.predicates and step.test.prefix is None:
        # The same few steps make up all paths of a form.
        key = (step.axis, step.test.kind, step.test.name, flat, compiler.loose_names)
        known = _STEPS.get(key)
        if known is None:
            if len(_STEPS) >= MAX_STEPS:
                _STEPS.clear()
            known = _STEPS[key] = _made_step(compiler, step, flat=flat)
        return known
    return _made_step(compiler, step, flat=flat)


def _made_step(compiler: Compiler, step: Step, *, flat: bool) -> StepRun:
    predicates = [compile_predicate(compiler, part) for part in step.predicates]
    reverse = step.axis in REVERSE_AXES
    name = _plain_name(compiler, step)
    collect = _collector(compiler, step, name)
    lookup = lookup_for(compiler, step, name=name)
    if step.axis == "child" and not predicates and flat:
        return _child_step(collect, name)
    ordered = flat and step.axis in ("child", "self", "attribute")
    return _general_step(collect, predicates, lookup, reverse=reverse, ordered=ordered)


def _child_step(collect: Callable[[Any], Nodes], name: str | None) -> StepRun:
    if name is None:

        def children(_c: EvaluationContext, nodes: Nodes) -> Nodes:
            if len(nodes) == 1:
                return collect(nodes[0])
            return [child for node in nodes for child in collect(node)]

        return children

    def named(_c: EvaluationContext, nodes: Nodes) -> Nodes:
        if len(nodes) == 1:
            return nodes[0].named(name)  # type: ignore[no-any-return]
        return [child for node in nodes for child in node.named(name)]

    return named


def _general_step(
    collect: Callable[[Any], Nodes],
    predicates: Sequence[Callable[[EvaluationContext, Nodes], Nodes]],
    lookup: Lookup | None,
    *,
    reverse: bool,
    ordered: bool,
) -> StepRun:
    rest = predicates[1:]

    def one(c: EvaluationContext, node: Any) -> Nodes:
        found: Nodes | None = None
        if lookup is not None:
            found = lookup(c, node)
        if found is None:
            found = collect(node)
            for predicate in predicates:
                found = predicate(c, found)
        else:
            for predicate in rest:
                found = predicate(c, found)
        return found[::-1] if reverse else found

    def run(c: EvaluationContext, nodes: Nodes) -> Nodes:
        if len(nodes) == 1:
            return one(c, nodes[0])
        found = [each for node in nodes for each in one(c, node)]
        return found if ordered else in_order(found)

    return run


def _plain_name(compiler: Compiler, step: Step) -> str | None:
    test = step.test
    if step.axis == "child" and test.kind == "name" and test.prefix is None and test.name != "*":
        return test.name if compiler.loose_names else None
    return None


def _collector(compiler: Compiler, step: Step, name: str | None) -> Callable[[Any], Nodes]:
    if name is not None:
        return lambda node: node.named(name)
    walk = AXIS_WALKS[step.axis]
    test = step.test
    if test.kind == "node":
        return walk
    matches = _match(compiler, step.axis, test)
    if step.axis == "child" and test.kind == "name":
        return lambda node: [child for child in node.children if matches(child)]
    return lambda node: [found for found in walk(node) if matches(found)]


def _match(compiler: Compiler, axis: str, test: Test) -> Match:
    if test.kind != "name":
        kind = _KINDS[test.kind]
        if test.name:
            return lambda node: node.kind == kind and node.name == test.name
        return lambda node: node.kind == kind
    principal = {"attribute": ATTRIBUTE, "namespace": NAMESPACE}.get(axis, ELEMENT)
    name = test.name
    if test.prefix is None:
        if name == "*":
            return lambda node: node.kind == principal
        if principal == ELEMENT and compiler.loose_names:
            return lambda node: node.kind == ELEMENT and node.name == name and node.prefix is None
        return lambda node: node.kind == principal and node.name == name and node.namespace == ""
    uri = compiler.namespace(test.prefix, test.position)
    if name == "*":
        return lambda node: node.kind == principal and node.namespace == uri
    return lambda node: node.kind == principal and node.name == name and node.namespace == uri


def compile_predicate(
    compiler: Compiler, part: Part
) -> Callable[[EvaluationContext, Nodes], Nodes]:
    """A filter of nodes in axis order: by position when the predicate gives a number."""
    if isinstance(part, NumberLiteral):
        index = int(part.value) if part.value == int(part.value) else 0

        def at(_c: EvaluationContext, nodes: Nodes) -> Nodes:
            return nodes[index - 1 : index] if index > 0 else []

        return at
    compiled = compiler.part(part)
    if compiled.kind == "number":
        return _by_position(as_number(compiled, compiler.number_of))
    if compiled.kind == "any":
        return _by_either(compiled)
    test = as_boolean(compiled)

    def where(c: EvaluationContext, nodes: Nodes) -> Nodes:
        size = len(nodes)
        return [node for at, node in enumerate(nodes, start=1) if test(c, node, at, size)]

    return where


def _by_position(run: Run) -> Callable[[EvaluationContext, Nodes], Nodes]:
    def where(c: EvaluationContext, nodes: Nodes) -> Nodes:
        size = len(nodes)
        return [node for at, node in enumerate(nodes, start=1) if run(c, node, at, size) == at]

    return where


def _by_either(compiled: Compiled) -> Callable[[EvaluationContext, Nodes], Nodes]:
    run, test = compiled.run, as_boolean(compiled)

    def where(c: EvaluationContext, nodes: Nodes) -> Nodes:
        size = len(nodes)
        kept: Nodes = []
        for at, node in enumerate(nodes, start=1):
            value = run(c, node, at, size)
            if isinstance(value, float) and not isinstance(value, bool):
                if value == at:
                    kept.append(node)
            elif test(c, node, at, size):
                kept.append(node)
        return kept

    return where

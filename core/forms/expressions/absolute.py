"""Absolute paths, `/data/group/name`: what most expressions of forms are made of."""

# Every closure has the same four arguments; most need only some of them.
# ruff: noqa: ARG001
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from core.forms.expressions.compiled import Compiled, Run
from core.forms.expressions.context import EvaluationContext
from core.forms.expressions.syntax import Step

Nodes = list[Any]
StepRun = Callable[[EvaluationContext, Nodes], Nodes]


def absolute_path(
    steps: Sequence[Step], runs: Sequence[StepRun], *, many: bool, loose: bool
) -> Compiled:
    names = _plain_names(steps) if loose else None
    everything = _everything(names, runs)
    if many:

        def run(c: EvaluationContext, n: Any, p: int, s: int) -> Nodes:
            nodes = everything(c)
            return nodes if c.hidden != "absent" else present(c, nodes)

        return Compiled("nodes", run, fixed=True)
    prefixes = _prefixes(steps)

    def run_near(c: EvaluationContext, n: Any, p: int, s: int) -> Nodes:
        if c.contextualise and not prefixes.isdisjoint(c.repeats):
            nodes: Nodes = [c.root]
            chain = _chain(c.node)
            for depth, step in enumerate(runs, start=1):
                nodes = step(c, nodes)
                if len(nodes) > 1 and depth < len(chain) and depth <= len(prefixes):
                    own = chain[depth]
                    if any(node is own for node in nodes):
                        nodes = [own]
        else:
            nodes = everything(c)
        return nodes if c.hidden != "absent" else present(c, nodes)

    if names is None:
        return Compiled("nodes", run_near, fixed=True)
    only = _only_by_names(names)
    return Compiled("nodes", run_near, first=first_of(only, run_near), sole=only, fixed=True)


def _everything(
    names: tuple[str, ...] | None, runs: Sequence[StepRun]
) -> Callable[[EvaluationContext], Nodes]:
    """All nodes of an absolute path; kept with a document that says when its nodes change."""

    def walked(c: EvaluationContext) -> Nodes:
        nodes: Nodes = [c.root]
        for step in runs:
            nodes = step(c, nodes)
        return nodes

    if names is None:
        return walked

    def kept(c: EvaluationContext) -> Nodes:
        root = c.root
        version = root.version
        if not version:
            return walked(c)
        known = root.found.get(names)
        if known is not None and known[0] == version:
            return known[1]  # type: ignore[no-any-return]
        nodes = walked(c)
        root.found[names] = (version, nodes)
        return nodes

    return kept


def _only_by_names(names: tuple[str, ...]) -> Run:
    """The node of `/a/b/c` where each name stands once; None for none, False for several."""
    # No name is empty: this is the key of no other path.
    key = ("", *names)

    def walked(root: Any) -> Any:
        here: Any = root
        for name in names:
            found = here.named(name)
            if len(found) != 1:
                return False if found else None
            here = found[0]
        return here

    def only(c: EvaluationContext, n: Any, p: int, s: int) -> Any:
        root = c.root
        known = root.found.get(key)
        if known is not None and known[0] == root.version:
            return known[1]
        here = walked(root)
        if root.version:
            root.found[key] = (root.version, here)
        return here

    return only


def first_of(only: Run, whole: Run) -> Run:
    """The first node that is there for expressions, without lists where there is only one."""

    def first(c: EvaluationContext, n: Any, p: int, s: int) -> Any:
        here = only(c, n, p, s)
        if here is None:
            return None
        if here is False:
            # Several: whose child is meant is a question for the whole way.
            nodes = whole(c, n, p, s)
            return nodes[0] if nodes else None
        return here if c.hidden != "absent" or here.relevant else None

    return first


def _plain_names(steps: Sequence[Step]) -> tuple[str, ...] | None:
    """`/a/b/c` as names; None for any other path."""
    for step in steps:
        test = step.test
        if step.axis != "child" or step.predicates or test.kind != "name" or test.prefix:
            return None
        if test.name == "*":
            return None
    return tuple(step.test.name for step in steps)


def _prefixes(steps: Sequence[Step]) -> frozenset[str]:
    """The positionless paths this path goes through, up to the first unusual step."""
    found: list[str] = []
    path = ""
    for step in steps:
        if step.axis != "child" or step.predicates or step.test.kind != "name":
            break
        path = f"{path}/{step.test.written}"
        found.append(path)
    return frozenset(found)


def _chain(node: Any) -> Nodes:
    chain: Nodes = []
    here = node
    while here is not None:
        chain.append(here)
        here = here.parent
    chain.reverse()
    return chain


def present(context: EvaluationContext, nodes: Nodes) -> Nodes:
    """The nodes that are there for expressions."""
    if context.hidden == "absent":
        return [node for node in nodes if node.relevant]
    return nodes

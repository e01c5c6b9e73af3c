"""Which nodes an expression reads: its paths, without their predicates, for a graph."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from core.forms.expressions.syntax import (
    Binary,
    Call,
    Filter,
    Negation,
    Part,
    Path,
    Step,
    StringLiteral,
)

AGGREGATES: Final = frozenset(
    {
        "count",
        "count-non-empty",
        "sum",
        "min",
        "max",
        "join",
        "concat",
        "checklist",
        "weighted-checklist",
        "area",
        "enclosed-area",
        "distance",
        "randomize",
        "indexed-repeat",
        "position",
        "id",
    }
)


@dataclass(frozen=True, slots=True)
class PathUse:
    """One location path as it is read.

    `steps`: names as written, `..`, `.`, `*`, `@name`, and `//` for a descent of any depth;
    other axes as `axis::name`. A path that is not `absolute` and has no `instance` starts at the
    expression's own context node (`current()` is left out), even inside a predicate, where what
    stands before the predicate is put in front. `aggregate`: all its nodes count, not one.
    `predicate`: read inside a predicate. `predicated`: has predicates itself.
    """

    absolute: bool
    steps: tuple[str, ...]
    instance: str | None = None
    aggregate: bool = False
    predicate: bool = False
    predicated: bool = False
    position: int = 0


_HERE: Final = PathUse(absolute=False, steps=())


def paths_of(part: Part) -> tuple[PathUse, ...]:
    """All paths of an expression, in the order they are written, each once."""
    found: list[PathUse] = []
    _gather(part, found, outer=_HERE, aggregate=False, predicate=False)
    return tuple(dict.fromkeys(found))


def _gather(
    part: Part, found: list[PathUse], *, outer: PathUse, aggregate: bool, predicate: bool
) -> PathUse | None:
    """Adds the paths of a part; answers with where the part itself leads, if to nodes."""
    match part:
        case Path():
            return _path(part, found, outer=outer, aggregate=aggregate, predicate=predicate)
        case Call():
            return _call(part, found, outer, aggregate=aggregate, predicate=predicate)
        case Binary(left=left, right=right):
            both = aggregate and part.operator == "|"
            _gather(left, found, outer=outer, aggregate=both, predicate=predicate)
            _gather(right, found, outer=outer, aggregate=both, predicate=predicate)
        case Negation(operand=operand):
            _gather(operand, found, outer=outer, aggregate=False, predicate=predicate)
        case Filter(primary=primary, predicates=predicates):
            start = _gather(primary, found, outer=outer, aggregate=True, predicate=predicate)
            for each in predicates:
                _gather(each, found, outer=start or outer, aggregate=False, predicate=True)
            return start
        case _:
            return None
    return None


def _call(
    call: Call, found: list[PathUse], outer: PathUse, *, aggregate: bool, predicate: bool
) -> PathUse | None:
    if call.name == "current" and not call.arguments:
        return _HERE
    if call.name == "instance" and len(call.arguments) == 1:
        name = call.arguments[0]
        if isinstance(name, StringLiteral):
            return PathUse(absolute=True, steps=(), instance=name.value)
    if not call.arguments and call.name in ("string", "number", "string-length", "once"):
        found.append(replace(outer, predicate=predicate, position=call.position))
    if call.name == "once":
        found.append(replace(outer, steps=(*outer.steps, "."), predicate=predicate))
    all_nodes = call.name in AGGREGATES or (aggregate and call.name == "if")
    leads: PathUse | None = None
    for argument in call.arguments:
        leads = _gather(argument, found, outer=outer, aggregate=all_nodes, predicate=predicate)
    return leads if call.name in ("randomize", "if") else None


def _path(
    path: Path, found: list[PathUse], *, outer: PathUse, aggregate: bool, predicate: bool
) -> PathUse:
    if path.base is not None:
        inner: list[PathUse] = []
        start = _gather(path.base, inner, outer=outer, aggregate=True, predicate=predicate)
        found.extend(inner)
        use = start or _HERE
    elif path.absolute:
        use = PathUse(absolute=True, steps=())
    else:
        use = outer
    predicated = False
    for step in path.steps:
        use = replace(use, steps=(*use.steps, *_written(step)))
        for each in step.predicates:
            predicated = True
            _gather(each, found, outer=use, aggregate=False, predicate=True)
    use = replace(
        use,
        aggregate=aggregate,
        predicate=predicate,
        predicated=predicated,
        position=path.position,
    )
    found.append(use)
    return replace(use, aggregate=False, predicated=False)


def _written(step: Step) -> tuple[str, ...]:
    test = step.test
    if test.kind == "node":
        plain = {"self": ".", "parent": "..", "descendant-or-self": "//", "child": "*"}
        if step.axis in plain:
            return (plain[step.axis],)
    if test.kind in ("text", "comment", "processing-instruction") and step.axis == "child":
        return (".",)
    if step.axis == "child":
        return (test.written,)
    if step.axis == "attribute":
        return (f"@{test.written}",)
    if step.axis in ("descendant", "descendant-or-self"):
        return ("//", test.written)
    return (f"{step.axis}::{test.written}",)

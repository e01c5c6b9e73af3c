"""A compiled part: a closure and the kind of value it is known to give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from core.forms.expressions.context import EvaluationContext
from core.forms.expressions.dates import INVALID
from core.forms.expressions.numbers import NAN, text_of_number
from core.forms.expressions.values import NumberOfText, text_of, to_boolean, to_number, to_text

Run = Callable[[EvaluationContext, Any, int, int], Any]
ResultKind = Literal["string", "number", "boolean", "nodes", "date", "any"]


@dataclass(slots=True, frozen=True)
class Compiled:
    """`run(context, node, position, size)`. `first` gives only the first node of a path.

    `sole` gives the node of a path that leads to one, relevant or not; None where it leads to
    none, False where it may lead to more.

    `fixed`: does not look at node, position and size, so that a predicate can be looked up.
    `positional`: looks at position or size. `text`: where string() is not that of the value.
    """

    kind: ResultKind
    run: Run
    first: Run | None = None
    sole: Run | None = None
    fixed: bool = False
    positional: bool = False
    text: Run | None = None


def as_compared(part: Compiled) -> Compiled:
    """What a comparison takes of a path: nodes that are not relevant where no other is.

    They have no value, so that `x != 'yes'` holds while x is not asked, as in both references;
    `count(x)` and the like go on finding nothing.
    """
    if part.kind not in ("nodes", "any"):
        return part
    run = part.run

    def shown_or_empty(c: EvaluationContext, n: Any, p: int, s: int) -> Any:
        found = run(c, n, p, s)
        if found != [] or c.hidden != "absent":
            return found
        c.hidden = "empty"
        try:
            return run(c, n, p, s)
        finally:
            c.hidden = "absent"

    return replace(part, run=shown_or_empty, first=None)


def as_text(part: Compiled) -> Run:
    """A closure for string()."""
    run = part.run
    if part.text is not None:
        return part.text
    if part.kind in ("string", "date"):
        return run
    if part.kind == "nodes":
        first = part.first
        if first is not None:

            def text_of_first(c: EvaluationContext, n: Any, p: int, s: int) -> str:
                node = first(c, n, p, s)
                return "" if node is None else text_of(node, c)

            return text_of_first

        def text_of_nodes(c: EvaluationContext, n: Any, p: int, s: int) -> str:
            nodes = run(c, n, p, s)
            return text_of(nodes[0], c) if nodes else ""

        return text_of_nodes
    if part.kind == "number":
        return lambda c, n, p, s: text_of_number(run(c, n, p, s))
    if part.kind == "boolean":
        return lambda c, n, p, s: "true" if run(c, n, p, s) else "false"
    return lambda c, n, p, s: to_text(run(c, n, p, s), c)


def as_number(part: Compiled, number_of: NumberOfText) -> Run:
    """A closure for number()."""
    run = part.run
    if part.kind == "number":
        return run
    if part.kind == "nodes" and part.first is not None:
        first = part.first

        def number_of_first(c: EvaluationContext, n: Any, p: int, s: int) -> float:
            node = first(c, n, p, s)
            return NAN if node is None else number_of(text_of(node, c), c)

        return number_of_first
    if part.kind in ("string", "date"):
        return lambda c, n, p, s: number_of(run(c, n, p, s), c)
    if part.kind == "boolean":
        return lambda c, n, p, s: 1.0 if run(c, n, p, s) else 0.0
    return lambda c, n, p, s: to_number(run(c, n, p, s), c, number_of)


def as_boolean(part: Compiled) -> Run:
    """A closure for boolean()."""
    run = part.run
    if part.kind == "boolean":
        return run
    if part.kind == "nodes":
        first = part.first
        if first is not None:
            return lambda c, n, p, s: first(c, n, p, s) is not None
        return lambda c, n, p, s: bool(run(c, n, p, s))
    if part.kind == "string":
        return lambda c, n, p, s: run(c, n, p, s) != ""
    if part.kind == "date":
        return lambda c, n, p, s: run(c, n, p, s) not in ("", INVALID)
    return lambda c, n, p, s: to_boolean(run(c, n, p, s))

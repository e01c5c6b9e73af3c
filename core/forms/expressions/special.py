"""Functions that need more than their values: laziness, the context node, position."""

# Every closure has the same four arguments; most need only some of them.
# ruff: noqa: ARG005
from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from core.forms.expressions.compiled import Compiled, as_boolean, as_number, as_text
from core.forms.expressions.context import EvaluationContext
from core.forms.expressions.dates import moment_of_text
from core.forms.expressions.naming import NAMING
from core.forms.expressions.numbers import text_of_number
from core.forms.expressions.outside import OUTSIDE
from core.forms.expressions.problems import InstanceUnknown, NodesExpected
from core.forms.expressions.repeats import indexed_repeat
from core.forms.expressions.syntax import Call
from core.forms.expressions.values import text_of
from core.forms.tree import DOCUMENT

if TYPE_CHECKING:
    from core.forms.expressions.compiler import Compiler

_C = EvaluationContext
Builder = Callable[["Compiler", Call], Compiled]


def _true(compiler: Compiler, call: Call) -> Compiled:
    value = call.name == "true"
    if call.arguments:
        return compiler.wrong_count(call, "0")
    return Compiled("boolean", lambda c, n, p, s: value, fixed=True)


def _not(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) != 1:
        return compiler.wrong_count(call, "1")
    part = compiler.part(call.arguments[0])
    run = as_boolean(part)
    return Compiled("boolean", lambda c, n, p, s: not run(c, n, p, s), fixed=part.fixed)


def _boolean(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) != 1:
        return compiler.wrong_count(call, "1")
    part = compiler.part(call.arguments[0])
    return Compiled("boolean", as_boolean(part), fixed=part.fixed)


def _string(compiler: Compiler, call: Call) -> Compiled:
    if not call.arguments:
        return Compiled("string", lambda c, n, p, s: text_of(n, c))
    if len(call.arguments) > 1:
        return compiler.wrong_count(call, "0–1")
    part = compiler.part(call.arguments[0])
    return Compiled("string", as_text(part), fixed=part.fixed)


def _number(compiler: Compiler, call: Call) -> Compiled:
    number_of = compiler.number_of
    if not call.arguments:
        return Compiled("number", lambda c, n, p, s: number_of(text_of(n, c), c))
    if len(call.arguments) > 1:
        return compiler.wrong_count(call, "0–1")
    part = compiler.part(call.arguments[0])
    run = as_number(part, number_of)
    if not compiler.openrosa or part.kind in ("number", "boolean"):
        return Compiled("number", run, fixed=part.fixed)
    text_run = as_text(part)

    def whole_days(c: _C, n: Any, p: int, s: int) -> str:
        # As text, the number of a date is its whole days, as both reference engines have it.
        number = run(c, n, p, s)
        if number == number and moment_of_text(text_run(c, n, p, s), c) is not None:
            number = math.floor(number)
        return text_of_number(number)

    return Compiled("number", run, fixed=part.fixed, text=whole_days)


def _if(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) != 3:
        return compiler.wrong_count(call, "3")
    asked, yes, no = (compiler.part(argument) for argument in call.arguments)
    test, one, other = as_boolean(asked), yes.run, no.run
    kind = yes.kind if yes.kind == no.kind else "any"
    return Compiled(
        kind,
        lambda c, n, p, s: one(c, n, p, s) if test(c, n, p, s) else other(c, n, p, s),
        fixed=asked.fixed and yes.fixed and no.fixed,
    )


def _coalesce(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) < 1:
        return compiler.wrong_count(call, "≥ 1")
    parts = [compiler.part(argument) for argument in call.arguments]
    runs = [as_text(part) for part in parts]
    last = runs[-1]

    def run(c: _C, n: Any, p: int, s: int) -> str:
        for each in runs[:-1]:
            text = each(c, n, p, s)
            if text not in ("", "NaN"):
                return str(text)
        return str(last(c, n, p, s))

    return Compiled("string", run, fixed=all(part.fixed for part in parts))


def _once(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) != 1:
        return compiler.wrong_count(call, "1")
    run = compiler.text(call.arguments[0])

    def keep(c: _C, n: Any, p: int, s: int) -> str:
        own = text_of(n, c)
        if own != "":
            return own
        text = run(c, n, p, s)
        return "" if text == "NaN" else str(text)

    return Compiled("string", keep)


def _current(compiler: Compiler, call: Call) -> Compiled:
    if call.arguments:
        return compiler.wrong_count(call, "0")
    return Compiled(
        "nodes", lambda c, n, p, s: [c.node if c.current is None else c.current], fixed=True
    )


def _instance(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) != 1:
        return compiler.wrong_count(call, "1")
    part = compiler.part(call.arguments[0])
    name = as_text(part)
    source, position = compiler.source, call.position

    def run(c: _C, n: Any, p: int, s: int) -> list[Any]:
        wanted = name(c, n, p, s)
        document = c.instances.get(wanted)
        if document is None:
            raise InstanceUnknown(source=source, position=position, name=wanted)
        return [document]

    return Compiled("nodes", run, fixed=part.fixed)


def _last(compiler: Compiler, call: Call) -> Compiled:
    if call.arguments:
        return compiler.wrong_count(call, "0")
    return Compiled("number", lambda c, n, p, s: float(s), positional=True)


def _position(compiler: Compiler, call: Call) -> Compiled:
    if not call.arguments:
        return Compiled("number", lambda c, n, p, s: float(p), positional=True)
    if len(call.arguments) > 1 or not compiler.openrosa:
        return compiler.wrong_count(call, "0–1")
    part = compiler.part(call.arguments[0])
    if part.kind not in ("nodes", "any"):
        return compiler.later(
            NodesExpected(source=compiler.source, position=call.position, name="position")
        )
    nodes_of = part.run

    def run(c: _C, n: Any, p: int, s: int) -> float:
        nodes = nodes_of(c, n, p, s)
        return float(position_of(nodes[0])) if nodes else float("nan")

    return Compiled("number", run)


def position_of(node: Any) -> int:
    """1-based place of an element among its siblings of the same name."""
    parent = node.parent
    if parent is None or node.kind == DOCUMENT:
        return 1
    if node.kind != 1:
        return 1
    if node.prefix is None:
        alike = parent.named(node.name)
    else:
        alike = [e for e in parent.children if e.name == node.name and e.prefix == node.prefix]
    for at, other in enumerate(alike, start=1):
        if other is node:
            return at
    return 1


def _indexed_repeat(compiler: Compiler, call: Call) -> Compiled:
    count = len(call.arguments)
    if count < 3 or count > 7 or count % 2 == 0:
        return compiler.wrong_count(call, "3, 5, 7")
    return indexed_repeat(compiler, call)


SPECIAL: Final[dict[str, Builder]] = {
    "true": _true,
    "false": _true,
    "not": _not,
    "boolean": _boolean,
    "string": _string,
    "number": _number,
    "last": _last,
    "position": _position,
    "current": _current,
    **NAMING,
}
OPENROSA_SPECIAL: Final[dict[str, Builder]] = {
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "instance": _instance,
    "indexed-repeat": _indexed_repeat,
    **OUTSIDE,
}

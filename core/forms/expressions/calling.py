"""How converted arguments reach the function that does the work, and checks on the way."""

# Every closure has the same four arguments; most need only some of them.
# ruff: noqa: ARG005
from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from core.forms.expressions import functions_text, patterns
from core.forms.expressions.compiled import Run
from core.forms.expressions.context import EvaluationContext
from core.forms.expressions.problems import NodesExpected
from core.forms.expressions.syntax import Part, StringLiteral


def wrong_literal(name: str, arguments: tuple[Part, ...]) -> tuple[int, str] | None:
    """A pattern or algorithm written in the expression that can never work: where, and what."""
    check = _LITERALS.get(name)
    if check is None or len(arguments) < 2:
        return None
    given = arguments[1]
    if isinstance(given, StringLiteral) and not check(given.value):
        return given.position, given.value
    return None


_LITERALS: Final[dict[str, Callable[[str], bool]]] = {
    "regex": lambda text: patterns.pattern_of(text) is not None,
    "digest": functions_text.is_algorithm,
}


def nodes_only(run: Run, *, source: str, position: int, name: str) -> Run:
    """Checks at evaluation that a value whose kind was not known is a node-set."""

    def check(c: EvaluationContext, n: Any, p: int, s: int) -> list[Any]:
        value = run(c, n, p, s)
        if not isinstance(value, list):
            raise NodesExpected(source=source, position=position, name=name)
        return value

    return check


def calling(work: Callable[..., Any], runs: list[Run]) -> Run:
    """One closure for a call, without a list for the usual one or two arguments."""
    if not runs:
        return lambda c, n, p, s: work(c)
    if len(runs) == 1:
        only = runs[0]
        return lambda c, n, p, s: work(c, only(c, n, p, s))
    if len(runs) == 2:
        one, two = runs
        return lambda c, n, p, s: work(c, one(c, n, p, s), two(c, n, p, s))
    return lambda c, n, p, s: work(c, *[run(c, n, p, s) for run in runs])

"""Expressions that cannot stop a filling: what fails while running gives nothing and is noted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from core.forms.expressions.problems import ExpressionProblem

if TYPE_CHECKING:
    from core.forms.expressions import EvaluationContext, Expression

MAX_NOTED = 200


class Guarded:
    """An Expression whose failures are kept in `failures` instead of raised.

    A pattern that is no pattern, say, only shows with the answer that reaches it: a technician in
    the middle of a visit must be able to go on.
    """

    __slots__ = ("_expression", "_string", "failures", "functions", "part", "source")

    def __init__(self, expression: Expression, failures: list[ExpressionProblem]) -> None:
        self._expression = expression
        self._string = expression.string
        self.failures = failures
        self.source = expression.source
        self.part = expression.part
        self.functions = expression.functions

    def __repr__(self) -> str:
        return f"<Guarded {self.source!r}>"

    def string(self, context: EvaluationContext) -> str:
        """The value as text; "" when it fails."""
        try:
            return self._string(context)
        except ExpressionProblem as problem:
            self._note(problem)
            return ""

    def number(self, context: EvaluationContext) -> float:
        """The value as a number; NaN when it fails."""
        try:
            return self._expression.number(context)
        except ExpressionProblem as problem:
            self._note(problem)
            return math.nan

    def boolean(self, context: EvaluationContext) -> bool:
        """The value as true or false; true when it fails, so that nothing is hidden by it."""
        try:
            return self._expression.boolean(context)
        except ExpressionProblem as problem:
            self._note(problem)
            return True

    def nodes(self, context: EvaluationContext) -> list[Any]:
        """All nodes; none when it fails."""
        try:
            return self._expression.nodes(context)
        except ExpressionProblem as problem:
            self._note(problem)
            return []

    def _note(self, problem: ExpressionProblem) -> None:
        if len(self.failures) < MAX_NOTED:
            self.failures.append(problem)

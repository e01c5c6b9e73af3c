"""An expression compiled once, evaluated many times."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from core.forms.expressions.compiled import Run, as_boolean, as_number, as_text
from core.forms.expressions.compiler import Compiler
from core.forms.expressions.context import EvaluationContext, Value
from core.forms.expressions.dependencies import PathUse, paths_of
from core.forms.expressions.parser import parse
from core.forms.expressions.problems import ExpressionProblem, NodesExpected, SyntaxWrong
from core.forms.expressions.syntax import Part


class Expression:
    """A compiled expression. Make it with `compile_expression`.

    `functions`: the names it calls, `jr:` for JavaRosa's. `problems`: what is wrong with it and
    would only show when reached (`compile_expression(lenient=True)` leaves them here).
    """

    def __init__(self, source: str, part: Part, compiler: Compiler) -> None:
        self.source = source
        self.part = part
        self._compiler = compiler
        self._value = compiler.part(part)
        self.functions = frozenset(compiler.functions)
        self.problems: tuple[ExpressionProblem, ...] = tuple(compiler.problems)
        self._run: Run = self._value.run
        self._text: Run = as_text(self._value)
        self._number: Run = as_number(self._value, compiler.number_of)
        self._boolean: Run = as_boolean(self._value)

    def __repr__(self) -> str:
        return f"<Expression {self.source!r}>"

    @cached_property
    def paths(self) -> tuple[PathUse, ...]:
        """The location paths it reads."""
        return paths_of(self.part)

    @cached_property
    def _nodes(self) -> Run:
        return self._compiler.part(self.part, many=True).run

    def evaluate(self, context: EvaluationContext) -> Value:
        """The value in its own kind. Raises ExpressionProblem."""
        value: Value = self._run(context, context.node, context.position, context.size)
        return value

    def string(self, context: EvaluationContext) -> str:
        """The value as text. Raises ExpressionProblem."""
        text: str = self._text(context, context.node, context.position, context.size)
        return text

    def number(self, context: EvaluationContext) -> float:
        """The value as a number. Raises ExpressionProblem."""
        return float(self._number(context, context.node, context.position, context.size))

    def boolean(self, context: EvaluationContext) -> bool:
        """The value as true or false. Raises ExpressionProblem."""
        return bool(self._boolean(context, context.node, context.position, context.size))

    def nodes(self, context: EvaluationContext) -> list[Any]:
        """All nodes, of every repeat instance. Do not change the list. Raises NodesExpected."""
        value = self._nodes(context, context.node, context.position, context.size)
        if not isinstance(value, list):
            raise NodesExpected(source=self.source, position=self.part.position, name="nodeset")
        return value


def compile_expression(
    source: str,
    *,
    namespaces: Mapping[str, str],
    functions: Collection[str] = (),
    lenient: bool = False,
    openrosa: bool = True,
) -> Expression:
    """Compiles an expression. Raises an ExpressionProblem with the position of what is wrong.

    `namespaces`: prefixes to URIs. `functions`: further names that the context will handle.
    `lenient` leaves unknown functions and wrong argument counts in `Expression.problems` and
    raises them only when reached. `openrosa` False is XPath 1.0 and nothing else.
    """
    compiler = Compiler(source, namespaces=namespaces, openrosa=openrosa, extra_functions=functions)
    try:
        expression = Expression(source, parse(source), compiler)
    except RecursionError as error:
        # A long chain of operators is as deep a tree as nested brackets are.
        raise SyntaxWrong(source=source[:80], position=0, found=source[:12]) from error
    if expression.problems and not lenient:
        raise expression.problems[0]
    return expression

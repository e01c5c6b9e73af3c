"""Expressions of a form: compiled once each, with what is wrong reported at its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from core.forms.definition.guarded import Guarded
from core.forms.definition.places import Places
from core.forms.definition.problems import form_problem
from core.forms.expressions.problems import ExpressionProblem, FunctionUnknown
from core.forms.states import FormProblem

if TYPE_CHECKING:
    from core.forms.expressions import Expression


class Compiler:
    """Compiles each source once; a bad one becomes a problem and None."""

    def __init__(
        self, *, namespaces: Mapping[str, str], places: Places, problems: list[FormProblem]
    ) -> None:
        self.namespaces = namespaces
        self.places = places
        self.problems = problems
        self.failures: list[ExpressionProblem] = []
        self._known: dict[str, Expression] = {}

    def compile(self, source: str, *, ref: str | None, attribute: str) -> Expression | None:
        """The expression, or None when there is none or it is wrong (then it is reported)."""
        text = source.strip()
        if not text:
            return None
        known = self._known.get(text)
        if known is not None:
            return known
        from core.forms.expressions import compile_expression

        try:
            compiled = compile_expression(text, namespaces=self.namespaces)
        except ExpressionProblem as problem:
            place = self.places.of(ref, attribute=attribute)
            code = "forms.bad-expression"
            if isinstance(problem, FunctionUnknown):
                code = "forms.unknown-function"
            self.problems.append(
                form_problem(
                    code,
                    sheet=place.sheet,
                    row=place.row,
                    column=place.column,
                    name=(ref or "").rpartition("/")[2] or None,
                    value=problem.context.get("name", text)
                    if code == "forms.unknown-function"
                    else text,
                    reason=problem.sentence("en").happened,
                    motivo=problem.sentence("pt").happened,
                )
            )
            return None
        # A Guarded is used like an Expression wherever a form's logic runs.
        expression = cast("Expression", Guarded(compiled, self.failures))
        self._known[text] = expression
        return expression

    def at(self, ref: str | None, attribute: str) -> Callable[[str], Expression | None]:
        """A compiling function for one place."""
        return lambda source: self.compile(source, ref=ref, attribute=attribute)

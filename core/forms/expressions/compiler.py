"""Parts of an expression to closures."""

# Every closure has the same four arguments; most need only some of them.
# ruff: noqa: ARG001, ARG005
from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from typing import Any, Final

from core.forms.expressions import (
    functions_number,
    functions_place,
    functions_text,
)
from core.forms.expressions.calling import calling, nodes_only, wrong_literal
from core.forms.expressions.compare import OPERATIONS, compare
from core.forms.expressions.compiled import (
    Compiled,
    Run,
    as_boolean,
    as_compared,
    as_number,
    as_text,
)
from core.forms.expressions.context import EvaluationContext
from core.forms.expressions.library import Function
from core.forms.expressions.numbers import divide, remainder
from core.forms.expressions.order import in_order
from core.forms.expressions.paths import compile_path, compile_predicate
from core.forms.expressions.problems import (
    ArgumentsWrong,
    ExpressionProblem,
    FunctionUnknown,
    NodesExpected,
    PrefixUnknown,
    ValueWrong,
)
from core.forms.expressions.special import OPENROSA_SPECIAL, SPECIAL
from core.forms.expressions.syntax import (
    Binary,
    Call,
    Filter,
    Negation,
    NumberLiteral,
    Part,
    Path,
    StringLiteral,
)
from core.forms.expressions.values import NumberOfText, openrosa_number, text_of, xpath_number
from core.forms.tree import XML_NAMESPACE

JAVAROSA_NAMESPACE: Final = "http://openrosa.org/javarosa"
LIBRARY: Final[dict[str, Function]] = {
    each.name: each
    for each in (
        *functions_text.FUNCTIONS,
        *functions_number.FUNCTIONS,
        *functions_place.FUNCTIONS,
    )
}
KNOWN_FUNCTIONS: Final = frozenset(LIBRARY) | frozenset(SPECIAL) | frozenset(OPENROSA_SPECIAL)
# Where OpenRosa changed what XPath 1.0 says.
_PLAIN: Final = {
    "concat": functions_text.PLAIN_CONCAT,
    "round": functions_number.PLAIN_ROUND,
}
_ARITHMETIC: Final[dict[str, Callable[[float, float], float]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": divide,
    "mod": remainder,
}


def _unsure(c: EvaluationContext, n: Any, p: int, s: int) -> Any:
    """The `sole` of a path that may lead to any number of nodes."""
    return False


class Compiler:
    """Compiles one expression. What is wrong but only matters when reached is in `problems`."""

    def __init__(
        self,
        source: str,
        *,
        namespaces: Mapping[str, str],
        openrosa: bool,
        extra_functions: Collection[str],
    ) -> None:
        self.source = source
        self.namespaces = namespaces
        self.openrosa = openrosa
        self.loose_names = openrosa
        self.extra_functions = extra_functions
        self.number_of: NumberOfText = openrosa_number if openrosa else xpath_number
        self.problems: list[ExpressionProblem] = []
        self.functions: set[str] = set()

    def namespace(self, prefix: str, position: int) -> str:
        """The URI of a prefix. Raises PrefixUnknown."""
        if prefix == "xml":
            return XML_NAMESPACE
        uri = self.namespaces.get(prefix)
        if uri is None:
            raise PrefixUnknown(source=self.source, position=position, name=prefix)
        return uri

    def part(self, part: Part, *, many: bool = False) -> Compiled:
        """A closure for any part; `many`: a path's nodes are all wanted."""
        match part:
            case NumberLiteral(value=value):
                return Compiled("number", lambda c, n, p, s: value, fixed=True)
            case StringLiteral(value=text):
                return Compiled("string", lambda c, n, p, s: text, fixed=True)
            case Path():
                return compile_path(self, part, many=many)
            case Filter():
                return self._filter(part)
            case Call():
                return self._call(part)
            case Negation(operand=operand):
                inner = self.part(operand)
                run = as_number(inner, self.number_of)
                return Compiled("number", lambda c, n, p, s: -run(c, n, p, s), fixed=inner.fixed)
            case Binary():
                return self._binary(part, many=many)

    def text(self, part: Part) -> Run:
        """A closure for the text of a part."""
        return as_text(self.part(part))

    def number(self, part: Part) -> Run:
        """A closure for the number of a part."""
        return as_number(self.part(part), self.number_of)

    def boolean(self, part: Part) -> Run:
        """A closure for the truth of a part."""
        return as_boolean(self.part(part))

    def later(self, problem: ExpressionProblem) -> Compiled:
        """Notes a problem, and raises it only if the part is ever reached."""
        self.problems.append(problem)

        def refuse(c: EvaluationContext, n: Any, p: int, s: int) -> Any:
            raise type(problem)(
                source=problem.source,
                position=problem.position,
                **{k: v for k, v in problem.context.items() if k not in ("source", "position")},
            )

        return Compiled("any", refuse)

    def _filter(self, part: Filter) -> Compiled:
        primary = self.part(part.primary, many=True)
        if primary.kind not in ("nodes", "any"):
            return self.later(NodesExpected(source=self.source, position=part.position, name="[ ]"))
        start = primary.run
        predicates = [compile_predicate(self, each) for each in part.predicates]

        def run(c: EvaluationContext, n: Any, p: int, s: int) -> list[Any]:
            nodes = start(c, n, p, s)
            for predicate in predicates:
                nodes = predicate(c, nodes)
            return nodes  # type: ignore[no-any-return]

        return Compiled("nodes", run, fixed=primary.fixed)

    def _binary(self, part: Binary, *, many: bool) -> Compiled:
        symbol = part.operator
        if symbol == "|":
            return self._union(part)
        if symbol in ("and", "or"):
            return self._logic(part)
        left, right = self.part(part.left, many=many), self.part(part.right, many=many)
        fixed = left.fixed and right.fixed
        if symbol in _ARITHMETIC:
            does = _ARITHMETIC[symbol]
            one, other = as_number(left, self.number_of), as_number(right, self.number_of)
            if isinstance(part.right, NumberLiteral):
                given = part.right.value
                return Compiled(
                    "number", lambda c, n, p, s: does(one(c, n, p, s), given), fixed=fixed
                )
            return Compiled(
                "number", lambda c, n, p, s: does(one(c, n, p, s), other(c, n, p, s)), fixed=fixed
            )
        return Compiled("boolean", self._comparison(symbol, left, right), fixed=fixed)

    def _comparison(self, symbol: str, left: Compiled, right: Compiled) -> Run:
        if "boolean" not in (left.kind, right.kind):
            left, right = as_compared(left), as_compared(right)
        one, other, number_of = left.run, right.run, self.number_of
        if symbol in ("=", "!="):
            quick = self._quick_equality(left, right, equal=symbol == "=")
            if quick is not None:
                return quick
        quick = self._quick_numbers(symbol, left, right)
        if quick is not None:
            return quick
        return lambda c, n, p, s: compare(symbol, one(c, n, p, s), other(c, n, p, s), c, number_of)

    def _quick_numbers(self, symbol: str, left: Compiled, right: Compiled) -> Run | None:
        """Comparisons that are surely of two single values, or of nodes with a number."""
        does = OPERATIONS[symbol]
        plain = ("number", "string", "date")
        if left.kind in plain and right.kind in plain:
            if symbol in ("=", "!=") and "number" not in (left.kind, right.kind):
                one, other = left.run, right.run
            else:
                one, other = as_number(left, self.number_of), as_number(right, self.number_of)
            return lambda c, n, p, s: does(one(c, n, p, s), other(c, n, p, s))
        if left.kind == "nodes" and right.kind == "number":
            nodes_of, number, number_of = left.run, right.run, self.number_of
            only = left.sole or _unsure

            def run(c: EvaluationContext, n: Any, p: int, s: int) -> bool:
                wanted = number(c, n, p, s)
                node = only(c, n, p, s)
                if node is not False:
                    return node is not None and does(number_of(text_of(node, c), c), wanted)
                for node in nodes_of(c, n, p, s):
                    if does(number_of(text_of(node, c), c), wanted):
                        return True
                return False

            return run
        return None

    def _quick_equality(self, left: Compiled, right: Compiled, *, equal: bool) -> Run | None:
        """`path = 'text'`, what most conditions of forms are."""
        if left.kind in ("string", "date") and right.kind == "nodes":
            left, right = right, left
        if left.kind != "nodes" or right.kind not in ("string", "date"):
            return None
        nodes_of, text, only = left.run, right.run, left.sole or _unsure

        def run(c: EvaluationContext, n: Any, p: int, s: int) -> bool:
            wanted = text(c, n, p, s)
            node = only(c, n, p, s)
            if node is not False:
                return node is not None and (text_of(node, c) == wanted) is equal
            for node in nodes_of(c, n, p, s):  # noqa: SIM110 - a generator takes twice as long
                if (text_of(node, c) == wanted) is equal:
                    return True
            return False

        return run

    def _union(self, part: Binary) -> Compiled:
        left, right = self.part(part.left, many=True), self.part(part.right, many=True)
        for side, where in ((left, part.left), (right, part.right)):
            if side.kind not in ("nodes", "any"):
                return self.later(
                    NodesExpected(source=self.source, position=where.position, name="|")
                )
        one, other = left.run, right.run
        return Compiled(
            "nodes",
            lambda c, n, p, s: in_order([*one(c, n, p, s), *other(c, n, p, s)]),
            fixed=left.fixed and right.fixed,
        )

    def _logic(self, part: Binary) -> Compiled:
        parts = [self.part(each) for each in _chain(part, part.operator)]
        fixed = all(each.fixed for each in parts)
        if len(parts) > 2:
            runs, stop = [as_boolean(each) for each in parts], part.operator == "or"

            def chain(c: EvaluationContext, n: Any, p: int, s: int) -> Any:
                for run in runs:
                    if run(c, n, p, s) is stop:
                        return stop
                return not stop

            return Compiled("boolean", chain, fixed=fixed)
        one, other = as_boolean(parts[0]), as_boolean(parts[1])
        if part.operator == "and":
            return Compiled(
                "boolean", lambda c, n, p, s: one(c, n, p, s) and other(c, n, p, s), fixed=fixed
            )
        return Compiled(
            "boolean", lambda c, n, p, s: one(c, n, p, s) or other(c, n, p, s), fixed=fixed
        )

    def _name_of(self, call: Call) -> str:
        """The name with the usual prefix: any prefix bound to JavaRosa's namespace is `jr`."""
        prefix, colon, local = call.name.partition(":")
        if not colon:
            return call.name
        uri = self.namespaces.get(prefix)
        if uri == JAVAROSA_NAMESPACE or (uri is None and prefix == "jr"):
            return f"jr:{local}"
        return f"{{{uri}}}{local}" if prefix == "jr" else call.name

    def _call(self, call: Call) -> Compiled:
        name = self._name_of(call)
        self.functions.add(name)
        if name in self.extra_functions and name not in SPECIAL:
            return self._handled(call, name)
        special = SPECIAL.get(name) or (OPENROSA_SPECIAL.get(name) if self.openrosa else None)
        if special is not None:
            return special(self, call)
        known = LIBRARY.get(name)
        if known is None or (known.openrosa and not self.openrosa):
            close = get_close_matches(name, KNOWN_FUNCTIONS, n=1)
            similar = f"→ {close[0]}()" if close else ""
            return self.later(
                FunctionUnknown(
                    source=self.source, position=call.position, name=call.name, similar=similar
                )
            )
        if not self.openrosa:
            known = _PLAIN.get(name, known)
        return self._plain(call, known)

    def wrong_count(self, call: Call, expected: str) -> Compiled:
        """Too few or too many arguments."""
        return self.later(
            ArgumentsWrong(
                source=self.source,
                position=call.position,
                name=call.name,
                expected=expected,
                found=len(call.arguments),
            )
        )

    def _handled(self, call: Call, name: str) -> Compiled:
        runs = [self.part(argument, many=True).run for argument in call.arguments]
        source, position = self.source, call.position

        def run(c: EvaluationContext, n: Any, p: int, s: int) -> Any:
            handler = c.functions.get(name)
            if handler is None:
                raise FunctionUnknown(source=source, position=position, name=name, similar="")
            return handler(c, [each(c, n, p, s) for each in runs])

        return Compiled("any", run)

    def _plain(self, call: Call, known: Function) -> Compiled:
        count = len(call.arguments)
        if known.own and count == 0:
            work = known.work
            return Compiled(known.result, lambda c, n, p, s: work(c, text_of(n, c)))
        if count < known.low or (known.high is not None and count > known.high):
            return self.wrong_count(call, known.expected)
        wrong = wrong_literal(known.name, call.arguments)
        if wrong is not None:
            where, found = wrong
            return self.later(
                ValueWrong(source=self.source, position=where, name=known.name, found=found)
            )
        runs: list[Run] = []
        fixed = True
        for index, argument in enumerate(call.arguments):
            letter = known.letter(index)
            part = self.part(argument, many=letter in "AN")
            fixed = fixed and part.fixed
            if letter == "N" and part.kind not in ("nodes", "any"):
                return self.later(
                    NodesExpected(source=self.source, position=argument.position, name=call.name)
                )
            runs.append(self._converted(part, letter, argument.position, call.name))
        return Compiled(known.result, calling(known.work, runs), fixed=fixed)

    def _converted(self, part: Compiled, letter: str, position: int, name: str) -> Run:
        if letter == "s":
            return as_text(part)
        if letter == "n":
            return as_number(part, self.number_of)
        if letter == "b":
            return as_boolean(part)
        if letter == "N" and part.kind == "any":
            return nodes_only(part.run, source=self.source, position=position, name=name)
        return part.run


def _chain(part: Part, symbol: str) -> list[Part]:
    """`a or b or c` as a list: generated forms have hundreds in a row."""
    found: list[Part] = []
    while isinstance(part, Binary) and part.operator == symbol:
        found.append(part.right)
        part = part.left
    return [part, *reversed(found)]

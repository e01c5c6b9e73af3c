"""Functions that ask outside the instance: chance, data files, choices, texts, the form."""

# Every closure has the same four arguments; most need only some of them.
from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from core.forms.expressions.compiled import Compiled, as_number, as_text
from core.forms.expressions.context import EvaluationContext
from core.forms.expressions.order import in_order
from core.forms.expressions.problems import NodesExpected
from core.forms.expressions.syntax import Call
from core.forms.expressions.values import to_text
from core.forms.tree import Document

if TYPE_CHECKING:
    from core.forms.expressions.compiler import Compiler

_C = EvaluationContext
Builder = Callable[["Compiler", Call], Compiled]


def _choice_name(compiler: Compiler, call: Call) -> Compiled:
    return _with_handler(compiler, call, "jr:choice-name", low=2, high=2, fallback=_first_text)


def _itext(compiler: Compiler, call: Call) -> Compiled:
    return _with_handler(compiler, call, "jr:itext", low=1, high=1, fallback=_first_text)


def _first_text(c: _C, values: list[Any]) -> str:
    return to_text(values[0], c)


def _version(c: _C, _values: list[Any]) -> str:
    return c.root.root.attribute("version")


def _version_call(compiler: Compiler, call: Call) -> Compiled:
    return _with_handler(compiler, call, "version", low=0, high=0, fallback=_version)


def _with_handler(
    compiler: Compiler,
    call: Call,
    name: str,
    *,
    low: int,
    high: int,
    fallback: Callable[[_C, list[Any]], Any],
) -> Compiled:
    if not low <= len(call.arguments) <= high:
        return compiler.wrong_count(call, str(low) if low == high else f"{low}–{high}")
    runs = [compiler.part(argument).run for argument in call.arguments]

    def run(c: _C, n: Any, p: int, s: int) -> Any:
        values = [each(c, n, p, s) for each in runs]
        handler = c.functions.get(name)
        return fallback(c, values) if handler is None else handler(c, values)

    return Compiled("any", run)


def _pulldata(compiler: Compiler, call: Call) -> Compiled:
    return _with_handler(compiler, call, "pulldata", low=4, high=4, fallback=_pull)


def _pull(c: _C, values: list[Any]) -> str:
    name, column, key_column, key = (to_text(value, c) for value in values)
    document = c.instances.get(name)
    if not isinstance(document, Document):
        return ""
    index: dict[str, Any] | None = document.indexes.get(("pulldata", key_column))
    if index is None:
        index = {}
        for item in document.root.children:
            cell = _cell(item, key_column)
            if cell is not None:
                index.setdefault(cell, item)
        if document.frozen:
            document.indexes["pulldata", key_column] = index
    found: Any = index.get(key)
    return (_cell(found, column) or "") if found is not None else ""


def _cell(item: Any, column: str) -> str | None:
    """A column of a row: a child's text, or an attribute's with `@`."""
    if column.startswith("@"):
        return item.attributes.get(column[1:])  # type: ignore[no-any-return]
    child = item.child(column)
    return None if child is None else str(child.text)


def _randomize(compiler: Compiler, call: Call) -> Compiled:
    if not 1 <= len(call.arguments) <= 2:
        return compiler.wrong_count(call, "1–2")
    part = compiler.part(call.arguments[0], many=True)
    if part.kind not in ("nodes", "any"):
        return compiler.later(
            NodesExpected(source=compiler.source, position=call.position, name="randomize")
        )
    nodes_of = part.run
    seed_part = compiler.part(call.arguments[1]) if len(call.arguments) == 2 else None
    seed_text = as_text(seed_part) if seed_part is not None else None
    seed_number = as_number(seed_part, compiler.number_of) if seed_part is not None else None

    def run(c: _C, n: Any, p: int, s: int) -> list[Any]:
        nodes = in_order(nodes_of(c, n, p, s))
        if seed_text is None or seed_number is None:
            c.random.shuffle(nodes)
            return nodes
        return shuffled(nodes, seed=seed_of(seed_number(c, n, p, s), seed_text(c, n, p, s)))

    return Compiled("nodes", run)


def seed_of(number: float, text: str) -> int:
    """A whole number for `shuffled`: numbers cut to 32 bits, other text by its SHA-256."""
    if number == number:
        if number in (float("inf"), float("-inf")):
            return 0
        return int(number)
    if text in ("", "NaN"):
        return 0
    raw = hashlib.sha256(text.encode()).digest()[:8]
    return int.from_bytes(raw, "big", signed=True)


def shuffled(nodes: list[Any], *, seed: int) -> list[Any]:
    """The order Collect and Enketo give: Fisher and Yates with Park and Miller's generator."""
    modulus = 2_147_483_647
    state = abs(seed) % modulus * (-1 if seed < 0 else 1)
    if state <= 0:
        state += modulus - 1
    order: list[Any] = []
    for node in nodes:
        state = state * 16_807 % modulus
        at = int((state - 1) / (modulus - 1) * (len(order) + 1))
        order.append(node)
        order[at], order[-1] = node, order[at]
    return order


OUTSIDE: Final[dict[str, Builder]] = {
    "randomize": _randomize,
    "pulldata": _pulldata,
    "version": _version_call,
    "jr:choice-name": _choice_name,
    "jr:itext": _itext,
}

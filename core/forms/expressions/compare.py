"""The six comparisons of XPath 1.0, between values whose kinds are known early or late."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Final

from core.forms.expressions.context import EvaluationContext, Value
from core.forms.expressions.values import NumberOfText, text_of, to_boolean, to_number

OPERATIONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TURNED: Final = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def compare(
    symbol: str, left: Value, right: Value, context: EvaluationContext, number_of: NumberOfText
) -> bool:
    """One comparison of any two values, node-sets by "some node for which it holds".

    `<` and the like between a node-set and a boolean compare each node's number, as web-forms
    and browsers do; XPath 1.0 would compare two booleans.
    """
    if isinstance(left, list):
        if isinstance(right, list):
            return _sets(symbol, left, right, context, number_of)
        return _set_with(symbol, left, right, context, number_of)
    if isinstance(right, list):
        return _set_with(_TURNED[symbol], right, left, context, number_of)
    does = OPERATIONS[symbol]
    if symbol in ("=", "!="):
        if isinstance(left, bool) or isinstance(right, bool):
            return does(to_boolean(left), to_boolean(right))
        if isinstance(left, str) and isinstance(right, str):
            return does(left, right)
    return does(to_number(left, context, number_of), to_number(right, context, number_of))


def _set_with(
    symbol: str,
    nodes: list[Any],
    other: Value,
    context: EvaluationContext,
    number_of: NumberOfText,
) -> bool:
    does = OPERATIONS[symbol]
    if isinstance(other, bool) and symbol in ("=", "!="):
        return does(bool(nodes), other)
    if isinstance(other, str) and symbol in ("=", "!="):
        return any(does(text_of(node, context), other) for node in nodes)
    number = to_number(other, context, number_of)
    return any(does(number_of(text_of(node, context), context), number) for node in nodes)


def _sets(
    symbol: str,
    left: list[Any],
    right: list[Any],
    context: EvaluationContext,
    number_of: NumberOfText,
) -> bool:
    if not left or not right:
        return False
    left_texts = [text_of(node, context) for node in left]
    right_texts = [text_of(node, context) for node in right]
    if symbol == "=":
        return not set(left_texts).isdisjoint(right_texts)
    if symbol == "!=":
        return len(set(left_texts) | set(right_texts)) > 1
    does = OPERATIONS[symbol]
    left_numbers = [n for n in (number_of(t, context) for t in left_texts) if n == n]
    right_numbers = [n for n in (number_of(t, context) for t in right_texts) if n == n]
    if not left_numbers or not right_numbers:
        return False
    if symbol in ("<", "<="):
        return does(min(left_numbers), max(right_numbers))
    return does(max(left_numbers), min(right_numbers))

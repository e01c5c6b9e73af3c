"""What a node is worth, and conversions between the four kinds of value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.forms.expressions.context import EvaluationContext, Value
from core.forms.expressions.dates import number_of_text
from core.forms.expressions.numbers import NAN, loose_number, plain_number, text_of_number
from core.forms.tree import DOCUMENT, ELEMENT

NumberOfText = Callable[[str, EvaluationContext], float]


def text_of(node: Any, context: EvaluationContext) -> str:
    """XPath's string-value; what is not relevant has none (see `EvaluationContext.hidden`)."""
    if not node.relevant and context.hidden != "shown":
        return ""
    text: str = node.text
    if node.kind != ELEMENT and node.kind != DOCUMENT:
        return text
    if not node.children and node.content is None:
        return text
    parts: list[str] = []
    _gather(node, parts, context)
    return "".join(parts)


def _gather(element: Any, parts: list[str], context: EvaluationContext) -> None:
    if not element.relevant and context.hidden != "shown":
        return
    if element.content is None and not element.children:
        parts.append(element.text)
        return
    for node in element.content if element.content is not None else element.children:
        if node.kind == ELEMENT:
            _gather(node, parts, context)
        elif node.kind == 3:
            parts.append(node.text)


def openrosa_number(text: str, context: EvaluationContext) -> float:
    """number() of text: a date's text is its days since 1970."""
    if text.isdigit() and text.isascii():
        return float(text)
    number = loose_number(text)
    if number != number and len(text) >= 8:
        return number_of_text(text, context)
    return number


def xpath_number(text: str, _context: EvaluationContext) -> float:
    """number() of text, XPath 1.0 and nothing else."""
    return plain_number(text)


def to_text(value: Value, context: EvaluationContext) -> str:
    """string()."""
    if isinstance(value, str):
        return value
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, list):
        return text_of(value[0], context) if value else ""
    return text_of_number(value)


def to_number(value: Value, context: EvaluationContext, number_of: NumberOfText) -> float:
    """number()."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, str):
        return number_of(value, context)
    if isinstance(value, list):
        return number_of(text_of(value[0], context), context) if value else NAN
    return float(value)


def to_boolean(value: Value) -> bool:
    """boolean()."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str | list):
        return len(value) > 0
    return value == value and value != 0

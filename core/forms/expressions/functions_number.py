"""Functions on numbers, dates, and lists of answers."""

# Every closure has the same four arguments; most need only some of them.
# ruff: noqa: ARG005
from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from core.forms.expressions.context import EvaluationContext, Value
from core.forms.expressions.dates import (
    INVALID,
    date_of_number,
    date_text,
    day_part_of_text,
    days_of_text,
    format_moment,
    moment_of_days,
    moment_of_text,
    text_of_moment,
    zone_of,
)
from core.forms.expressions.library import Function, function
from core.forms.expressions.numbers import NAN, round_half_up, round_to, text_of_number
from core.forms.expressions.values import openrosa_number, text_of, to_boolean, to_number, to_text

_C = EvaluationContext


def _numbers(context: _C, values: tuple[Value, ...]) -> list[float]:
    """Numbers of sets and single values. In a filling, who has not answered yet does not count.

    So in JavaRosa, and else a total would vanish while an instance is being filled in. XPath 1.0
    and web-forms make it NaN, as here outside of a filling.
    """
    filling = context.hidden == "absent"
    found: list[float] = []
    for value in values:
        if isinstance(value, list):
            for node in value:
                text = text_of(node, context)
                if text.isdigit() and text.isascii():
                    found.append(float(text))
                elif text or not filling:
                    found.append(openrosa_number(text, context))
        else:
            found.append(to_number(value, context, openrosa_number))
    return found


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., float]:
    def work(context: _C, *values: Value) -> float:
        numbers = _numbers(context, values)
        if not numbers or any(n != n for n in numbers):
            return NAN
        return choose(numbers)

    return work


def _sum(context: _C, nodes: list[Any]) -> float:
    # Left to right, as the other engines add: what is submitted must be the same digits.
    total = 0.0
    for number in _numbers(context, (nodes,)):
        total += number
    return total


def _guarded(work: Callable[..., float]) -> Callable[..., float]:
    def call(_c: _C, *values: float) -> float:
        if any(v != v for v in values):
            return NAN
        try:
            return float(work(*values))
        except ValueError:
            return NAN
        except OverflowError:
            return math.inf

    return call


def _log(work: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: -math.inf if value == 0 else work(value)


def _power(base: float, exponent: float) -> float:
    try:
        result = base**exponent
    except (ZeroDivisionError, OverflowError):
        return math.inf
    return NAN if isinstance(result, complex) else result


def _int(_c: _C, value: float) -> float:
    if value != value or math.isinf(value):
        return value
    return float(math.trunc(value)) + 0.0


def _round(_c: _C, value: float, digits: float | None = None) -> float:
    return round_to(value, digits=0.0 if digits is None else digits)


def _floor(_c: _C, value: float) -> float:
    return value if value != value or math.isinf(value) else float(math.floor(value))


def _ceiling(_c: _C, value: float) -> float:
    if value != value or math.isinf(value):
        return value
    return -0.0 if -1 < value < 0 else float(math.ceil(value))


def _date(*, calendar: bool) -> Callable[[_C, Value], str]:
    def work(context: _C, value: Value) -> str:
        if isinstance(value, bool):
            return INVALID
        if isinstance(value, float | int):
            return date_of_number(float(value), context, calendar=calendar)
        text = to_text(value, context)
        number = openrosa_number(text, context) if text and "-" not in text[1:] else NAN
        if number == number:
            return date_of_number(number, context, calendar=calendar)
        return date_text(text, context)

    return work


def _today(context: _C) -> str:
    return context.now().astimezone(zone_of(context)).date().isoformat()


def _now(context: _C) -> str:
    return text_of_moment(context.now().astimezone(zone_of(context)))


def _format(*, calendar: bool) -> Callable[[_C, Value, str], str]:
    def work(context: _C, value: Value, pattern: str) -> str:
        if isinstance(value, bool):
            return ""
        moment = None
        if isinstance(value, float | int):
            moment = moment_of_days(float(value), context, calendar=calendar)
        else:
            text = to_text(value, context)
            moment = moment_of_text(text, context)
            if moment is None and text:
                days = openrosa_number(text, context)
                moment = moment_of_days(days, context, calendar=calendar)
        if moment is None:
            return ""
        local = moment.astimezone(zone_of(context))
        return format_moment(local, pattern, language=context.language)

    return work


def _decimal_date_time(context: _C, value: Value) -> float:
    if isinstance(value, float | int):
        return float(value)
    text = to_text(value, context)
    days = days_of_text(text, context)
    return days if days == days else openrosa_number(text, context)


def _items(text: str) -> list[str]:
    return text.split()


def _selected(_c: _C, text: str, wanted: str) -> bool:
    wanted = wanted.strip()
    return wanted in _items(text) or (wanted == "" and text.strip() == "")


def _selected_at(_c: _C, text: str, at: float) -> str:
    items = _items(text)
    if at != at:
        at = 0.0
    return items[int(at)] if 0 <= at < len(items) else ""


def _truths(context: _C, values: tuple[Value, ...]) -> list[bool]:
    found: list[bool] = []
    for value in values:
        if isinstance(value, list):
            found.extend(text_of(node, context) != "" for node in value)
        else:
            found.append(to_boolean(value))
    return found


def _within(count: float, low: float, high: float) -> bool:
    return (low < 0 or count >= low) and (high < 0 or count <= high)


def _checklist(context: _C, low: float, high: float, *values: Value) -> bool:
    return _within(sum(_truths(context, values)), low, high)


def _weighted(context: _C, low: float, high: float, *values: Value) -> bool:
    total = 0.0
    for at in range(0, len(values) - 1, 2):
        truths = _truths(context, (values[at],))
        weights = _numbers(context, (values[at + 1],))
        total += sum(w for truth, w in zip(truths, weights, strict=False) if truth)
    return _within(total, low, high)


def _boolean_from_string(context: _C, value: Value) -> bool:
    text = text_of_number(value) if isinstance(value, float) else to_text(value, context)
    return text in ("1", "true")


def _count_non_empty(context: _C, nodes: list[Any]) -> float:
    return float(sum(1 for node in nodes if text_of(node, context) != ""))


PLAIN_ROUND: Final = function(
    "round", "n", "number", lambda c, value: round_half_up(value), openrosa=False
)
FUNCTIONS: Final[tuple[Function, ...]] = (
    function("count", "N", "number", lambda c, nodes: float(len(nodes)), openrosa=False),
    function("sum", "N", "number", _sum, openrosa=False),
    function("floor", "n", "number", _floor, openrosa=False),
    function("ceiling", "n", "number", _ceiling, openrosa=False),
    function("round", "n|n", "number", _round, openrosa=False),
    function("min", "AA*", "number", _extreme(min)),
    function("max", "AA*", "number", _extreme(max)),
    function("int", "n", "number", _int),
    function("abs", "n", "number", _guarded(abs)),
    function("pow", "nn", "number", lambda _c, base, exponent: _power(base, exponent)),
    function("log", "n", "number", _guarded(_log(math.log))),
    function("log10", "n", "number", _guarded(_log(math.log10))),
    function("exp", "n", "number", _guarded(math.exp)),
    function("exp10", "n", "number", _guarded(lambda n: 10.0**n)),
    function("sqrt", "n", "number", _guarded(math.sqrt)),
    function("sin", "n", "number", _guarded(math.sin)),
    function("cos", "n", "number", _guarded(math.cos)),
    function("tan", "n", "number", _guarded(math.tan)),
    function("asin", "n", "number", _guarded(math.asin)),
    function("acos", "n", "number", _guarded(math.acos)),
    function("atan", "n", "number", _guarded(math.atan)),
    function("atan2", "nn", "number", _guarded(math.atan2)),
    function("pi", "", "number", lambda c: math.pi),
    function("random", "", "number", lambda c: c.random.random()),
    function("count-non-empty", "N", "number", _count_non_empty),
    function("date", "a", "date", _date(calendar=True)),
    function("date-time", "a", "date", _date(calendar=False)),
    function("today", "", "date", _today),
    function("now", "", "date", _now),
    function("format-date", "as", "string", _format(calendar=True)),
    function("format-date-time", "as", "string", _format(calendar=False)),
    function("decimal-date-time", "a", "number", _decimal_date_time),
    function("decimal-time", "s", "number", lambda c, text: day_part_of_text(text, c)),
    function("selected", "ss", "boolean", _selected),
    function("is-selected", "ss", "boolean", _selected),
    function("selected-at", "sn", "string", _selected_at),
    function("count-selected", "s", "number", lambda c, text: float(len(_items(text)))),
    function("boolean-from-string", "a", "boolean", _boolean_from_string),
    function("checklist", "nnA*", "boolean", _checklist),
    function("weighted-checklist", "nnA*", "boolean", _weighted),
)

"""Expressions that JavaRosa and we answer differently on purpose: each with both answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

NAN: Final = float("nan")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One difference by name: an expression, what it gives here and there, and why.

    `theirs` is None where JavaRosa stops with an error.
    """

    name: str
    expression: str
    ours: Any
    theirs: Any
    reason: str


SPOKEN: Final[tuple[Spoken, ...]] = (
    Spoken(
        "round-half",
        "round(-0.5)",
        -1.0,
        0.0,
        "Halves go away from zero (decision 0004, web-forms); Java rounds up.",
    ),
    Spoken(
        "round-tens",
        "round(-22.2, -1)",
        -20.0,
        -10.0,
        "JavaRosa's rounding of a negative number to tens is wrong by ten.",
    ),
    Spoken(
        "number-predicate",
        "string(/data/rep[2]/w)",
        "dois",
        "",
        "JavaRosa takes only predicates that are true or false; it wants "
        "`[position() = 2]`. XPath 1.0 and web-forms: the second.",
    ),
    Spoken(
        "text-date-number",
        "number('2026-03-28')",
        20540.0,
        NAN,
        "Text that is a date is a number of days in web-forms and here, so that comparing and "
        "subtracting work wherever the date comes from; JavaRosa wants `date('…')` around it.",
    ),
    Spoken(
        "text-date-order",
        "/data/day <= '2026-03-28'",
        True,
        False,
        "The same, in a comparison.",
    ),
    Spoken(
        "scientific-text",
        "number('1e3')",
        1000.0,
        NAN,
        "JavaRosa reads no exponents; web-forms does.",
    ),
    Spoken(
        "scientific-number",
        "string(100000 * 100000)",
        "10000000000",
        "1.0E10",
        "XPath 1.0 writes numbers without exponents; JavaRosa writes Java's text for a double.",
    ),
    Spoken(
        "max-negative",
        "max(-3, -1)",
        -1.0,
        5e-324,
        "A fault of JavaRosa: no maximum of its is below the smallest positive number.",
    ),
    Spoken(
        "max-nan",
        "max(2, number('x'))",
        NAN,
        2.0,
        "What is not a number makes the maximum none (web-forms); JavaRosa passes over it.",
    ),
    Spoken(
        "sum-words",
        "sum(/data/rep/w)",
        NAN,
        0.0,
        "The sum of words is no number (XPath 1.0, web-forms); JavaRosa passes over them. "
        "Blanks count as nothing in both.",
    ),
    Spoken(
        "coalesce-nan",
        "coalesce(string(number('x')), 'b')",
        "b",
        "NaN",
        "What is not a number is nothing to fall back from (web-forms).",
    ),
    Spoken(
        "decimal-time",
        "decimal-time('06:00:00.000')",
        0.25,
        None,
        "JavaRosa wants a node of type time; text that is a time will do here (specification).",
    ),
    Spoken(
        "decimal-time-date",
        "decimal-time('2024-02-29')",
        NAN,
        0.0,
        "A date alone has no time of day (web-forms).",
    ),
    Spoken(
        "selected-many",
        "selected('a b c', 'a b')",
        False,
        True,
        "No choice has a space in its value; JavaRosa looks for a part of the text.",
    ),
    Spoken(
        "selected-number",
        "selected(/data/many, /data/int)",
        False,
        None,
        "JavaRosa wants text as the second argument; a number is its text here.",
    ),
    Spoken(
        "boolean-capitals",
        "boolean-from-string('TRUE')",
        False,
        True,
        "The specification and web-forms know `true` and `1`.",
    ),
    Spoken(
        "absent-joined",
        "join('-', /data/gone/x, 'a')",
        "a",
        "-a",
        "What is not relevant is not there to be joined.",
    ),
    Spoken(
        "blank-is-there",
        "boolean(/data/none)",
        True,
        False,
        "`boolean()` of a path asks whether the node is there (XPath 1.0, web-forms); JavaRosa "
        "whether it has a value.",
    ),
    Spoken(
        "area",
        "round(area(/data/shape) div 1000000, 2)",
        46.65,
        46.62,
        "Another radius of the Earth: 6,378,100 m as web-forms and the specification's example, "
        "and rounded to square centimetres.",
    ),
    Spoken(
        "no-such-node",
        "/data/nowhere = ''",
        False,
        True,
        "A path to a node that the form does not have is equal to nothing (XPath 1.0, web-forms).",
    ),
)

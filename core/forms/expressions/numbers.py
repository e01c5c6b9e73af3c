"""Numbers and text, each from the other, as XPath 1.0 and the recorded OpenRosa engines do it."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Final

NAN: Final = math.nan
_NUMBER: Final = re.compile(r"[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+))[ \t\r\n]*", re.ASCII)
_EXPONENT: Final = re.compile(
    r"[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)[ \t\r\n]*", re.ASCII
)


def plain_number(text: str) -> float:
    """XPath 1.0's number() of a string: no exponent, no plus sign; else NaN."""
    match = _NUMBER.fullmatch(text)
    return float(match.group(1)) if match else NAN


def loose_number(text: str) -> float:
    """As `plain_number`, and with exponents, as OpenRosa engines read them."""
    match = _EXPONENT.fullmatch(text)
    return float(match.group(1)) if match else NAN


def text_of_number(value: float) -> str:
    """XPath 1.0's string() of a number: no ".0", never an exponent."""
    if value != value:
        return "NaN"
    if value in (math.inf, -math.inf):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value))
    text = repr(float(value))
    if "e" in text:
        text = format(Decimal(text), "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text


def round_half_up(value: float) -> float:
    """XPath 1.0's round(): halves go towards positive infinity; NaN and infinities stay."""
    if value != value or math.isinf(value):
        return value
    if abs(value) >= 2**52:
        return value
    if value < 0 and value >= -0.5:
        return -0.0
    whole = math.floor(value)
    return float(whole + 1 if value - whole >= 0.5 else whole)


def round_to(value: float, *, digits: float) -> float:
    """OpenRosa's round(x, n): n digits after the point, negative n before it.

    Halves go away from zero (XPath's own round() lets -1.5 become -1).
    """
    if value != value or digits != digits or math.isinf(digits):
        return NAN
    places = int(digits)
    if math.isinf(value) or places > 300:
        return value
    if places < -300:
        return 0.0
    shifted = Decimal(repr(float(value))).scaleb(places)
    whole = shifted.to_integral_value(rounding="ROUND_HALF_UP")
    return float(whole.scaleb(-places))


def remainder(left: float, right: float) -> float:
    """`mod`: truncated division's remainder, with the sign of the left side."""
    if right == 0 or left != left or right != right or math.isinf(left):
        return NAN
    return math.fmod(left, right)


def divide(left: float, right: float) -> float:
    """`div`: IEEE 754, so a division by zero is an infinity or NaN."""
    try:
        return left / right
    except ZeroDivisionError:
        if left == 0 or left != left:
            return NAN
        return math.copysign(math.inf, left) * math.copysign(1.0, right)

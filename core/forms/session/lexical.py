"""The lexical forms of answers: what is a valid value of each type, and how values are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

_INT: Final = re.compile(r"^[+-]?\d+$")
_DECIMAL: Final = re.compile(r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$")
_DATE: Final = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_TIME: Final = re.compile(
    r"^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-](0\d|1[0-4])(:[0-5]\d)?)?$"
)
_OFFSET: Final = re.compile(r"(Z|[+-]\d\d(:\d\d)?)$")
_EPOCH: Final = date(1970, 1, 1)


def _is_date(text: str) -> bool:
    found = _DATE.match(text)
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def cast_entry(type_: str, text: str) -> str:
    """What a person gave, in its type's form where nothing can be misunderstood.

    A number with decimals given to a whole number loses them, and a local date and time given to
    a date its time, as in the reference engines. All else stays as it was given.
    """
    if type_ == "int":
        if "e" not in text.lower() and _DECIMAL.match(text) and not _INT.match(text):
            return str(int(Decimal(text)))
        return text.lstrip("+") or text
    if type_ == "date" and "T" in text:
        day, _, clock = text.partition("T")
        if _is_date(day) and _TIME.match(clock) and not _OFFSET.search(clock):
            return day
    if type_ == "geopoint" and text.split() == ["0"] * 4:
        # What a device without a fix gives; to both reference engines it is no place.
        return ""
    return text


def _is_datetime(text: str) -> bool:
    day, separator, clock = text.partition("T")
    return _is_date(day) and (not separator or bool(_TIME.match(clock)))


def _is_geopoint(text: str) -> bool:
    numbers = text.split()
    if not 2 <= len(numbers) <= 4 or not all(_DECIMAL.match(n) for n in numbers):
        return False
    return abs(float(numbers[0])) <= 90 and abs(float(numbers[1])) <= 180


def _is_trace(text: str) -> bool:
    points = [point.strip() for point in text.split(";") if point.strip()]
    return len(points) >= 2 and all(_is_geopoint(point) for point in points)


def _is_shape(text: str) -> bool:
    points = [point.strip() for point in text.split(";") if point.strip()]
    # It closes by itself: the reference engines take an outline without its first point again.
    return len(points) >= 3 and all(map(_is_geopoint, points))


_VALID: Final[Mapping[str, Callable[[str], bool]]] = {
    # ODK's int has 32 bits; what is longer is an identifier and wants to be text.
    "int": lambda text: bool(_INT.match(text)) and -(2**31) <= int(text) < 2**31,
    "decimal": lambda text: bool(_DECIMAL.match(text)),
    "date": _is_date,
    "time": lambda text: bool(_TIME.match(text)),
    "dateTime": _is_datetime,
    "geopoint": _is_geopoint,
    "geotrace": _is_trace,
    "geoshape": _is_shape,
    "boolean": lambda text: text in ("true", "false", "1", "0"),
}

_MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    "int": ("Escreva um número inteiro.", "Enter a whole number."),
    "decimal": ("Escreva um número.", "Enter a number."),
    "date": ("Escreva uma data que exista.", "Enter a date that exists."),
    "time": ("Escreva uma hora, como 14:30.", "Enter a time, such as 14:30."),
    "dateTime": ("Escreva uma data e uma hora.", "Enter a date and a time."),
    "geopoint": (
        "Escreva latitude e longitude, como 41.15 -8.61.",
        "Enter latitude and longitude, such as 41.15 -8.61.",
    ),
    "geotrace": ("São precisos pelo menos dois pontos.", "At least two points are needed."),
    "geoshape": (
        "São precisos pelo menos três pontos.",
        "At least three points are needed.",
    ),
    "boolean": ("Escreva true ou false.", "Enter true or false."),
}


def is_valid(type_: str, text: str) -> bool:
    """Whether a value that is not empty is written as its type wants."""
    check = _VALID.get(type_)
    return check is None or check(text)


def type_message(type_: str, *, portuguese: bool) -> str:
    """What a person should write instead."""
    pt, en = _MESSAGES[type_]
    return pt if portuguese else en


def written(type_: str, text: str, *, ahead: float = 0.0) -> str:
    """A computed value in its type's own form: days become dates, 3.0 an integer.

    What is not a number is no value. What does not fit the type stays as it is. `ahead`: the part
    of a day that the zone's standard time is ahead of UTC, which the number of a date lacks.
    """
    if text == "NaN":
        return ""
    if type_ == "int":
        if _DECIMAL.match(text) and not _INT.match(text):
            number = float(text)
            return str(int(number)) if abs(number) < 1e18 else text
    elif type_ == "date":
        if _DECIMAL.match(text):
            days = float(text) + ahead + 1e-9
            if abs(days) < 2_900_000:
                try:
                    return (_EPOCH + timedelta(days=int(days // 1))).isoformat()
                except OverflowError:
                    return text
        if "T" in text and _is_datetime(text):
            return text.partition("T")[0]
    elif type_ == "dateTime" and _DECIMAL.match(text):
        days = float(text)
        if abs(days) < 700_000:
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days)
            return moment.isoformat(timespec="milliseconds")
    return text


def stamp(moment: datetime) -> str:
    """A dateTime as ODK writes it: milliseconds and offset."""
    text = moment.isoformat(timespec="milliseconds")
    return text.replace("Z", "+00:00")

"""Functions on places: area, distance, geofence, intersects.

A place is "latitude longitude altitude accuracy"; lines and areas are places joined by ";".
The earth is a sphere with the equatorial radius in metres that OpenRosa engines share.
"""

from __future__ import annotations

from itertools import pairwise
from math import acos, cos, radians, sin
from typing import Final

from core.forms.expressions.context import EvaluationContext, Value
from core.forms.expressions.functions_text import texts_of
from core.forms.expressions.library import Function, function
from core.forms.expressions.numbers import NAN, round_to
from core.forms.expressions.problems import ValueWrong

Place = tuple[float, float]
_RADIUS_METRES: Final = 6_378_100.0


def _places(texts: list[str]) -> list[Place] | None:
    """Latitude and longitude of each; None when one is no place."""
    found: list[Place] = []
    for text in texts:
        for piece in text.split(";"):
            if not piece.strip():
                continue
            place = _place(piece)
            if place is None:
                return None
            found.append(place)
    return found


def _place(text: str) -> Place | None:
    parts = text.split()
    if not 2 <= len(parts) <= 4:
        return None
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return None
    latitude, longitude = numbers[0], numbers[1]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return latitude, longitude


def _area(context: EvaluationContext, *values: Value) -> float:
    places = _places(texts_of(context, values))
    if places is None or len(places) < 3:
        return 0.0
    if places[0] != places[-1]:
        places.append(places[0])
    total = sum(
        radians(b[1] - a[1]) * (2 + sin(radians(a[0])) + sin(radians(b[0])))
        for a, b in pairwise(places)
    )
    return round_to(abs(total * _RADIUS_METRES**2 / 2), digits=2)


def _distance(context: EvaluationContext, *values: Value) -> float:
    texts = texts_of(context, values)
    places = _places(texts)
    if places is None:
        if not any(text.strip() for text in texts):
            return NAN
        raise ValueWrong(source="distance()", position=0, name="distance", found=" ".join(texts))
    total = sum(_between(a, b) for a, b in pairwise(places))
    return round_to(total, digits=2)


def _between(a: Place, b: Place) -> float:
    turn = radians(a[1] - b[1])
    one, other = radians(a[0]), radians(b[0])
    cosine = sin(one) * sin(other) + cos(one) * cos(other) * cos(turn)
    return acos(min(1.0, max(-1.0, cosine))) * _RADIUS_METRES


def _geofence(_c: EvaluationContext, place: str, area: str) -> bool:
    point, corners = _place(place), _places([area])
    if point is None or not corners or len(corners) < 4 or corners[0] != corners[-1]:
        return False
    inside = False
    y, x = point
    for (y1, x1), (y2, x2) in pairwise(corners):
        if _on((y1, x1), (y2, x2), point) and _turn((y1, x1), (y2, x2), point) == 0:
            return True
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _intersects(_c: EvaluationContext, line: str) -> bool:
    """Whether a line or outline crosses itself."""
    places = _places([line])
    if not places or len(places) < 4:
        return False
    segments = list(pairwise(places))
    closed = places[0] == places[-1]
    for i, one in enumerate(segments):
        for j in range(i + 2, len(segments)):
            if closed and i == 0 and j == len(segments) - 1:
                continue
            if _cross(one[0], one[1], segments[j][0], segments[j][1]):
                return True
    return False


def _turn(a: Place, b: Place, c: Place) -> int:
    value = (b[1] - a[1]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[1] - a[1])
    return (value > 0) - (value < 0)


def _on(a: Place, b: Place, c: Place) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def _cross(a: Place, b: Place, c: Place, d: Place) -> bool:
    one, two, three, four = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if one != two and three != four:
        return True
    return (
        (one == 0 and _on(a, b, c))
        or (two == 0 and _on(a, b, d))
        or (three == 0 and _on(c, d, a))
        or (four == 0 and _on(c, d, b))
    )


FUNCTIONS: Final[tuple[Function, ...]] = (
    function("area", "AA*", "number", _area),
    function("enclosed-area", "AA*", "number", _area),
    function("distance", "AA*", "number", _distance),
    function("geofence", "ss", "boolean", _geofence),
    function("intersects", "s", "boolean", _intersects),
)

"""A drawn area as a filter: which entries stand inside, asked of the database itself."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from sqlalchemy import literal_column

from core.plan.boundaries import from_mercator, mercator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement

Area = tuple[tuple[float, float], ...]
"""Corners in degrees (latitude, longitude), three or more, in order; closed by itself."""
MOST_CORNERS = 100
_PIECE_DEGREES = 0.05
"""An edge is straight on the map (Mercator); in pieces so long it is within half a metre of it."""
_MOST_PIECES = 400
_DIGITS = 6


def area_text(area: Area) -> str:
    """The area as one line of text, to be kept with a saved view."""
    return ";".join(
        f"{latitude:.{_DIGITS}f},{longitude:.{_DIGITS}f}" for latitude, longitude in area
    )


def read_area(text: str) -> Area | None:
    """The area from that line; None if it is none."""
    try:
        corners = tuple(
            (float(latitude), float(longitude))
            for latitude, longitude in (one.split(",") for one in text.split(";"))
        )
    except ValueError:
        return None
    fine = all(
        -85 <= latitude <= 85 and -180 <= longitude <= 180 for latitude, longitude in corners
    )
    return corners if fine and 3 <= len(corners) <= MOST_CORNERS else None


def inside(area: Area, *, latitude: str, longitude: str) -> ColumnElement[bool]:
    """Whether the point of two columns (degrees) is inside: a ray to the east crosses the edge
    an odd number of times (Shimrat 1962). Self-crossing areas follow the even-odd rule.
    """
    crossings = []
    for (ay, ax), (by, bx) in _pieces(area):
        if ay != by:
            slope = (bx - ax) / (by - ay)
            crossings.append(
                f"({latitude} >= {min(ay, by)!r} AND {latitude} < {max(ay, by)!r} AND "
                f"{longitude} < {ax!r} + ({latitude} - {ay!r}) * {slope!r})"
            )
    north, south = max(one[0] for one in area), min(one[0] for one in area)
    return literal_column(
        f"({latitude} BETWEEN {south!r} AND {north!r} AND ({' + '.join(crossings) or '0'}) % 2 = 1)"
    )


def _pieces(area: Area) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    edges = list(zip(area, (*area[1:], area[0]), strict=True))
    length = _PIECE_DEGREES
    # SQLite takes an expression a thousand deep.
    while sum(_parts(edge, length) for edge in edges) > _MOST_PIECES:
        length *= 2
    for start, end in edges:
        many = _parts((start, end), length)
        (ax, ay), (bx, by) = mercator(*start), mercator(*end)
        before = start
        for number in range(1, many + 1):
            share = number / many
            after = from_mercator(ax + (bx - ax) * share, ay + (by - ay) * share)
            after = end if number == many else after
            yield before, after
            before = after


def _parts(edge: tuple[tuple[float, float], tuple[float, float]], length: float) -> int:
    return max(1, ceil(abs(edge[0][0] - edge[1][0]) / length))

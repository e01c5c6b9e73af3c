"""The boundaries of the 17 municipalities, and which of them a point is in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, atan, cos, degrees, exp, log, pi, radians, sin, sqrt, tan

from resources import resource

Point = tuple[float, float]
EARTH_M = 6_378_137.0
"""Radius of the sphere that Web Mercator is drawn on, in metres."""
MEAN_EARTH_M = 6_371_008.8
"""Mean radius of the Earth (IUGG), in metres: for distances."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A municipality: rings of (x, y) on the Mercator plane (radians), and where its name goes."""

    dico: str
    rings: tuple[tuple[Point, ...], ...]
    label: Point


def mercator(latitude: float, longitude: float) -> Point:
    """Degrees (WGS 84) to (x, y) on the sphere of radius 1, y to the north (Snyder 1987, 7-1/2)."""
    return radians(longitude), log(tan(pi / 4 + radians(latitude) / 2))


def from_mercator(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude in degrees of a place on the plane."""
    return degrees(2 * atan(exp(y)) - pi / 2), degrees(x)


def metres_of(x_units: float, *, latitude: float) -> float:
    """The true length of a stretch of the plane at a latitude (degrees), in metres."""
    return x_units * EARTH_M * cos(radians(latitude))


@cache
def boundaries() -> tuple[Boundary, ...]:
    """The boundaries shipped with Terreno; show `attribution` wherever they are shown."""
    data = json.loads(resource("plan/municipios.geojson").read_text(encoding="utf-8"))
    found = []
    for one in data["features"]:
        about, shape = one["properties"], one["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = tuple(
            tuple(mercator(latitude, longitude) for longitude, latitude, *_ in ring)
            for part in parts
            for ring in part
        )
        label = mercator(about["label_lat"], about["label_lon"])
        found.append(Boundary(about["dico"], rings, label))
    return tuple(found)


def municipality_of(latitude: float, longitude: float) -> str | None:
    """The DICO of the municipality that a point (degrees) is in; None outside all 17."""
    return municipality_on_plane(mercator(latitude, longitude)) if abs(latitude) < 85 else None


def municipality_on_plane(point: Point) -> str | None:
    """The same for a place on the Mercator plane."""
    for one in boundaries():
        if sum(_crossings(ring, point) for ring in one.rings) % 2:
            return one.dico
    return None


def _crossings(ring: Sequence[Point], point: Point) -> int:
    """How often a ray to the east of the point crosses a ring."""
    x, y = point
    count = 0
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            count += 1
    return count


def distance_m(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Metres along a great circle between two points in degrees (haversine)."""
    a, b = radians(latitude), radians(to_latitude)
    half = sin((b - a) / 2) ** 2
    half += cos(a) * cos(b) * sin(radians(to_longitude - longitude) / 2) ** 2
    return 2 * MEAN_EARTH_M * asin(sqrt(half))

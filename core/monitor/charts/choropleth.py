"""The map of the 17 municipalities, coloured by a value, with a legend that can be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos

from core.monitor.charts.drawing import (
    LIGHT,
    Chart,
    Drawing,
    Palette,
    number_text,
    shortened,
    width_of,
)
from core.plan import load_municipalities
from core.plan.boundaries import Boundary, boundaries, mercator, municipality_on_plane

_MOST_CLASSES = 5
_ATTRIBUTION = {
    "pt": "Limites: CAOP, Direção-Geral do Território, CC BY 4.0; geometria simplificada",
    "en": "Boundaries: CAOP, Direção-Geral do Território, CC BY 4.0; simplified geometry",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A point to show, in degrees."""

    latitude: float
    longitude: float


def classes(values: Sequence[float], *, most: int = _MOST_CLASSES) -> tuple[float, ...]:
    """The upper ends of classes with about as many values in each; never an empty class."""
    ordered = sorted(set(values))
    if len(ordered) <= most:
        return tuple(ordered)
    every = sorted(values)
    ends = {every[-(-len(every) * part // most) - 1] for part in range(1, most + 1)}
    return tuple(sorted(ends))


def choropleth(
    values: Mapping[str, float | None],
    *,
    title: str,
    width: float = 560,
    decimals: int = 0,
    unit: str = "",
    chosen: str = "",
    places: Sequence[Place] = (),
    palette: Palette = LIGHT,
    language: str = "pt",
) -> Chart:
    """Values by DICO; a municipality without one is drawn so. `chosen` is outlined."""
    known = [value for value in values.values() if value is not None]
    ends = classes(known)
    left, _, south, north = _bounds()
    scale = _scale(width)
    height = max(300.0, (north - south) * scale + 66)
    drawing = Drawing(width, height, palette)
    drawing.text(12, 20, shortened(title, 13, width - 24), size=13, bold=True)

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return 12 + (point[0] - left) * scale, 36 + (north - point[1]) * scale

    names = {one.dico: one.name for one in load_municipalities()}
    ordered = sorted(boundaries(), key=lambda one: one.dico == chosen)
    for one in ordered:
        fill = _colour(values.get(one.dico), ends, palette)
        strong = one.dico == chosen
        drawing.shape(
            [[at(point) for point in ring] for ring in one.rings], fill,
            palette.mark if strong else palette.ground, width=2.5 if strong else 1,
        )  # fmt: skip
    for place in places:
        x, y = at(mercator(place.latitude, place.longitude))
        drawing.dot(x, y, 2.6, palette.ground)
        drawing.dot(x, y, 1.8, palette.mark)
    taken: list[tuple[float, float, float]] = []
    for one in sorted(boundaries(), key=lambda one: -_size(one)):
        words = _short(names[one.dico])
        x, y = at(one.label)
        half = width_of(words, 9) / 2
        for away in (0.0, -9.0, 9.0, -16.0):
            if any(abs(x - a) < half + b and abs(y + away - c) < 10 for a, c, b in taken):
                continue
            taken.append((x, y + away, half))
            drawing.text(x, y + away + 3, words, size=9, anchor="middle", halo=palette.ground)
            break
    _legend(
        drawing,
        ends,
        known,
        width - 172,
        decimals,
        unit,
        language,
        lacking=len(values) > len(known),
    )
    drawing.text(12, height - 9, _ATTRIBUTION[language], size=8, fill=palette.quiet)
    said = "; ".join(
        f"{names[dico]}: {number_text(value, decimals=decimals, language=language)}"
        for dico, value in values.items()
        if dico in names
    )
    return drawing.chart(f"{title} ({unit}). {said}" if unit else f"{title}. {said}")


def municipality_at(x: float, y: float, *, width: float) -> str | None:
    """The DICO of the municipality at a place (px) of a map of that width; None outside all."""
    left, _, _, north = _bounds()
    scale = _scale(width)
    point = (left + (x - 12) / scale, north - (y - 36) / scale)
    return municipality_on_plane(point)


def _scale(width: float) -> float:
    left, east, _, _ = _bounds()
    return (width - 190 - 24) / (east - left)


def _legend(
    drawing: Drawing, ends: Sequence[float], known: Sequence[float], x: float, decimals: int,
    unit: str, language: str, *, lacking: bool,
) -> None:  # fmt: skip
    palette, y = drawing.palette, 44.0
    if unit:
        drawing.text(x, y, shortened(unit, 10, 160), size=10, fill=palette.quiet)
        y += 12
    start = min(known, default=0)
    for end in ends:
        inside = [one for one in known if start <= one <= end]
        low, high = min(inside, default=end), max(inside, default=end)
        words = number_text(low, decimals=decimals, language=language)
        if high != low:
            words += f" – {number_text(high, decimals=decimals, language=language)}"
        drawing.rect(x, y, 18, 13, _colour(end, ends, palette), stroke=palette.hair)
        drawing.text(x + 25, y + 10.5, f"{words}  ({len(inside)})", size=10)
        y += 18
        above = [one for one in known if one > end]
        start = min(above, default=end)
    if lacking:
        drawing.rect(x, y, 18, 13, palette.none, stroke=palette.hair)
        words = "sem dados" if language == "pt" else "no data"
        drawing.text(x + 25, y + 10.5, words, size=10, fill=palette.quiet)


def _colour(value: float | None, ends: Sequence[float], palette: Palette) -> str:
    if value is None:
        return palette.none
    place = next((at for at, end in enumerate(ends) if value <= end), len(ends) - 1)
    if len(ends) == 1:
        return palette.ramp[2]
    return palette.ramp[round(place * (len(palette.ramp) - 1) / (len(ends) - 1))]


@cache
def _bounds() -> tuple[float, float, float, float]:
    points = [point for one in boundaries() for ring in one.rings for point in ring]
    return (
        min(x for x, _ in points), max(x for x, _ in points),
        min(y for _, y in points), max(y for _, y in points),
    )  # fmt: skip


def _size(one: Boundary) -> float:
    xs = [x for ring in one.rings for x, _ in ring]
    return (max(xs) - min(xs)) * cos(one.label[1])


_SHORT = {
    "Santa Maria da Feira": "S. M. da Feira", "Oliveira de Azeméis": "O. de Azeméis",
    "São João da Madeira": "S. J. Madeira", "Vila Nova de Gaia": "V. N. de Gaia",
    "Póvoa de Varzim": "P. de Varzim", "Vale de Cambra": "V. de Cambra",
}  # fmt: skip


def _short(name: str) -> str:
    return _SHORT.get(name, name)

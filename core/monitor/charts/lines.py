"""How values went over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.monitor.charts.drawing import (
    LIGHT,
    Chart,
    Drawing,
    Palette,
    number_text,
    shortened,
    ticks,
    width_of,
)

_SIZE = 10.5


@dataclass(frozen=True, slots=True)
class Line:
    """A named series of (year, value), the years rising."""

    name: str
    points: tuple[tuple[int, float], ...]


def lines(
    each: Sequence[Line],
    *,
    title: str,
    width: float = 640,
    height: float = 260,
    decimals: int = 0,
    unit: str = "",
    palette: Palette = LIGHT,
    language: str = "pt",
) -> Chart:
    """Up to three lines with their names at their ends; years without a value are bridged."""
    drawing = Drawing(width, height, palette)
    drawing.text(12, 20, shortened(title, 13, width - 24), size=13, bold=True)
    if unit:
        drawing.text(width - 12, 20, unit, size=10, fill=palette.quiet, anchor="end")
    years = sorted({year for one in each for year, _ in one.points})
    values = [value for one in each for _, value in one.points]
    marks = ticks(max(values, default=0))
    left = 16 + max(width_of(_text(mark, decimals, language), 9.5) for mark in marks)
    right = width - 34 - max((width_of(one.name, _SIZE) for one in each), default=0)
    top, bottom = 38.0, height - 28

    def x_of(year: int) -> float:
        span = years[-1] - years[0]
        return left + (right - left) * ((year - years[0]) / span if span else 0.5)

    def y_of(value: float) -> float:
        return bottom - (bottom - top) * value / marks[-1]

    for mark in marks:
        drawing.line([(left, y_of(mark)), (right, y_of(mark))], palette.hair)
        drawing.text(
            left - 6, y_of(mark) + 3.5, _text(mark, decimals, language), size=9.5,
            fill=palette.quiet, anchor="end",
        )  # fmt: skip
    step = max(1, -(-len(years) * 34 // max(1, int(right - left))))
    for year in years[::-1][::step]:
        drawing.text(
            x_of(year), height - 10, str(year), size=9.5, fill=palette.quiet, anchor="middle"
        )
    taken: list[float] = []
    coloured = zip(each, (palette.bar, palette.second, palette.mark), strict=False)
    # From the highest end down, so that the names stand in the order of the lines.
    for one, colour in sorted(coloured, key=lambda pair: -(pair[0].points or ((0, 0.0),))[-1][1]):
        if not one.points:
            continue
        places = [(x_of(year), y_of(value)) for year, value in one.points]
        drawing.line(places, colour, width=2)
        for x, y in places:
            drawing.dot(x, y, 3, colour)
        level = places[-1][1] + 4
        while any(abs(level - other) < _SIZE + 2 for other in taken):
            level += _SIZE + 2
        taken.append(level)
        drawing.rect(right + 10, level - 8, 9, 9, colour, round_=2)
        drawing.text(right + 23, level, one.name, size=_SIZE, fill=palette.ink)
    said = "; ".join(
        f"{one.name}: " + ", ".join(f"{y} {_text(v, decimals, language)}" for y, v in one.points)
        for one in each
    )
    return drawing.chart(f"{title} ({unit}). {said}" if unit else f"{title}. {said}")


def _text(value: float | None, decimals: int, language: str) -> str:
    return number_text(value, decimals=decimals, language=language)

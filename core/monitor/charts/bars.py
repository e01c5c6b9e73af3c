"""Horizontal bars: one row for each thing, one or two values on it."""

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

_SIZE = 11
_MOST_LABEL = 0.38


@dataclass(frozen=True, slots=True)
class Bar:
    """A row; None is not known, and is not drawn as 0."""

    label: str
    value: float | None
    second: float | None = None
    strong: bool = False


def bars(
    rows: Sequence[Bar],
    *,
    title: str,
    width: float = 640,
    decimals: int = 0,
    unit: str = "",
    names: tuple[str, str] | None = None,
    palette: Palette = LIGHT,
    language: str = "pt",
) -> Chart:
    """A bar chart, as high as its rows need. `names` are those of the two values, if two."""
    two = names is not None
    row_height = 30 if two else 22
    top = 34 + (20 if two else 0)
    drawing = Drawing(width, top + row_height * max(1, len(rows)) + 26, palette)
    drawing.text(12, 20, shortened(title, 13, width - 24), size=13, bold=True)
    if names is not None:
        x = 12.0
        for name, colour in zip(names, (palette.bar, palette.second), strict=True):
            drawing.rect(x, 31, 10, 10, colour, round_=2)
            drawing.text(x + 15, 40, name, size=_SIZE, fill=palette.quiet)
            x += 15 + width_of(name, _SIZE) + 18
    values = [one for row in rows for one in (row.value, row.second) if one is not None]
    marks = ticks(max(values, default=0))
    longest = max((width_of(row.label, _SIZE) for row in rows), default=0)
    left = min(longest + 22, width * _MOST_LABEL)
    room = width - left - 24 - max(
        (width_of(_text(one, decimals, language), _SIZE) for one in values), default=20
    )  # fmt: skip
    scale = room / marks[-1]
    bottom = top + row_height * max(1, len(rows))
    for mark in marks:
        x = left + mark * scale
        drawing.line([(x, top - 2), (x, bottom)], palette.hair)
        drawing.text(
            x, bottom + 15, number_text(mark, decimals=_decimals(marks), language=language),
            size=9.5, fill=palette.quiet, anchor="middle",
        )  # fmt: skip
    for at, row in enumerate(rows):
        y = top + at * row_height
        middle = y + row_height / 2
        drawing.text(
            left - 8, middle + 4, shortened(row.label, _SIZE, left - 18), size=_SIZE,
            anchor="end", bold=row.strong,
        )  # fmt: skip
        pairs = [(row.value, palette.bar)] + ([(row.second, palette.second)] if two else [])
        thick = 10 if two else 13
        start = middle - thick * len(pairs) / 2 - (1 if two else 0)
        for number, (value, colour) in enumerate(pairs):
            here = start + number * (thick + 1)
            if value is not None:
                drawing.rect(left, here, value * scale, thick, colour, round_=2)
            drawing.text(
                left + (value or 0) * scale + 5, here + thick - (1.5 if two else 3),
                _text(value, decimals, language), size=10 if two else _SIZE,
                fill=palette.quiet if value is None else palette.ink,
            )  # fmt: skip
    if unit:
        drawing.text(width - 12, 20, unit, size=10, fill=palette.quiet, anchor="end")
    said = "; ".join(f"{row.label}: {_text(row.value, decimals, language)}" for row in rows)
    return drawing.chart(f"{title} ({unit}). {said}" if unit else f"{title}. {said}")


def _text(value: float | None, decimals: int, language: str) -> str:
    return number_text(value, decimals=decimals, language=language)


def _decimals(marks: Sequence[float]) -> int:
    return 0 if all(mark == int(mark) for mark in marks) else 1

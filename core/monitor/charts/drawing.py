"""Charts as SVG text: the same picture in the window, in a PDF and as a file. No Qt, no library.

Sizes are in px at 96 per inch. Text is measured roughly: there are no fonts in this house's floor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from math import floor, log10

FONT = "Inter, 'Noto Sans', 'DejaVu Sans', sans-serif"
_NARROW, _WIDE = frozenset("ijlftr.,:;'|!()[]I1 "), frozenset("mwMWÇGOQ%@—")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart."""

    ink: str
    quiet: str
    hair: str
    ground: str
    bar: str
    second: str
    mark: str
    none: str
    ramp: tuple[str, ...]
    """From little to much; each step is told from the next without hue too."""


LIGHT = Palette(
    ink="#1d2423", quiet="#55605e", hair="#d9d4c7", ground="#ffffff", bar="#0e6b62",
    second="#f0b44c", mark="#a3261e", none="#eeebe3",
    ramp=("#e3f0ec", "#b2d8ce", "#73b7a9", "#2f8d7f", "#0b5049"),
)  # fmt: skip
DARK = Palette(
    ink="#eef1ef", quiet="#a9b5b2", hair="#3c4947", ground="#1a2221", bar="#59b8aa",
    second="#f0b44c", mark="#ff9a8d", none="#2c3634",
    ramp=("#24423e", "#2f6159", "#3f867b", "#62b3a6", "#a8e2d7"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: SVG text, its size in px, and the words for who does not see it."""

    svg: str
    width: float
    height: float
    alternative: str


@dataclass(slots=True)
class Drawing:
    """Shapes put one over the other; `chart` makes the picture of them."""

    width: float
    height: float
    palette: Palette
    parts: list[str] = field(default_factory=list)

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, *,
        stroke: str = "", round_: float = 0,
    ) -> None:  # fmt: skip
        """A rectangle."""
        line = f' stroke="{stroke}"' if stroke else ""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0, width):.1f}" height="{height:.1f}" '
            f'rx="{round_:g}" fill="{fill}"{line}/>'
        )

    def line(
        self, points: Sequence[tuple[float, float]], stroke: str, *, width: float = 1,
        dashed: bool = False,
    ) -> None:  # fmt: skip
        """A line through points."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dashes = ' stroke-dasharray="4 3"' if dashed else ""
        self.parts.append(
            f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{width:g}" '
            f'stroke-linejoin="round"{dashes}/>'
        )

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle."""
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}"/>')

    def shape(
        self, rings: Sequence[Sequence[tuple[float, float]]], fill: str, stroke: str,
        *, width: float = 1,
    ) -> None:  # fmt: skip
        """An area with holes."""
        path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)
        self.parts.append(
            f'<path d="{path}" fill="{fill}" fill-rule="evenodd" stroke="{stroke}" '
            f'stroke-width="{width:g}" stroke-linejoin="round"/>'
        )

    def text(
        self, x: float, y: float, words: str, *, size: float = 11, fill: str = "",
        anchor: str = "start", bold: bool = False, halo: str = "",
    ) -> None:  # fmt: skip
        """Words; `y` is their base line. A halo keeps them readable over shapes."""
        weight = ' font-weight="600"' if bold else ""
        said = escape(_readable(words))
        place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size:g}"{weight}'
        if halo:
            # Drawn beneath, because Qt knows no paint-order.
            self.parts.append(
                f'<text {place} fill="{halo}" stroke="{halo}" stroke-width="3" '
                f'stroke-linejoin="round">{said}</text>'
            )
        self.parts.append(f'<text {place} fill="{fill or self.palette.ink}">{said}</text>')

    def chart(self, alternative: str) -> Chart:
        """The picture."""
        size = f'width="{self.width:g}" height="{self.height:g}"'
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
            f'viewBox="0 0 {self.width:g} {self.height:g}" font-family="{FONT}">'
            f"<title>{escape(_readable(alternative))}</title>"
            f'<rect width="100%" height="100%" fill="{self.palette.ground}"/>'
            f"{''.join(self.parts)}</svg>"
        )
        return Chart(svg, self.width, self.height, alternative)


def _readable(words: str) -> str:
    """Without what XML does not allow."""
    return "".join(one for one in words if one >= " " and not "\ud800" <= one <= "\udfff")


def width_of(words: str, size: float) -> float:
    """About how wide words are, in px."""
    units = sum(0.32 if one in _NARROW else 0.9 if one in _WIDE else 0.6 for one in words)
    return units * size


def shortened(words: str, size: float, width: float) -> str:
    """Words cut so that they fit."""
    if width_of(words, size) <= width:
        return words
    while words and width_of(words + "…", size) > width:
        words = words[:-1]
    return words.rstrip() + "…"


def number_text(value: float | None, *, decimals: int = 0, language: str = "pt") -> str:
    """A number as it is written: thousands apart by a thin space, a comma in Portuguese."""
    if value is None:
        return "–"
    text = f"{value:,.{decimals}f}".replace(",", "\u202f")
    return text.replace(".", ",") if language == "pt" else text


def ticks(most: float, *, about: int = 4) -> list[float]:
    """Round numbers from 0 to at least `most`."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / about
    power = 10 ** floor(log10(rough))
    step = next(one * power for one in (1, 2, 2.5, 5, 10) if one * power >= rough * 0.999)
    count = int(-(-most // step))
    return [step * one for one in range(count + 1)]

"""Charts and the map of municipalities as SVG: one picture for window, document and file."""

from __future__ import annotations

from core.monitor.charts.bars import Bar, bars
from core.monitor.charts.choropleth import Place, choropleth
from core.monitor.charts.drawing import DARK, LIGHT, Chart, Palette, number_text
from core.monitor.charts.lines import Line, lines

__all__ = [
    "DARK",
    "LIGHT",
    "Bar",
    "Chart",
    "Line",
    "Palette",
    "Place",
    "bars",
    "choropleth",
    "lines",
    "number_text",
]

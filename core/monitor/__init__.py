"""The Monitor: indicators of the social responses, their map and series, and the diagnosis."""

from __future__ import annotations

from core.monitor.importing import SeriesFile, SeriesRow, read_series, take_series
from core.monitor.indicators import BUILT_IN, Indicator, indicator, indicators, save_indicator
from core.monitor.kinds import AMP, EVERYBODY, Ages, FigureStatus
from core.monitor.measures import Measure, gaps, measure
from core.monitor.population import (
    Population,
    known_years,
    population_of,
    population_years,
    set_target_group,
    target_group,
)
from core.monitor.series import Point, series
from core.monitor.tables import IndicatorValue, OwnIndicator, PopulationCount, TargetGroup

__all__ = [
    "AMP", "BUILT_IN", "EVERYBODY", "Ages", "FigureStatus", "Indicator", "IndicatorValue",
    "Measure", "OwnIndicator", "Point", "Population", "PopulationCount", "SeriesFile", "SeriesRow",
    "TargetGroup", "gaps", "indicator", "indicators", "known_years", "measure", "population_of",
    "population_years", "read_series", "save_indicator", "series", "set_target_group",
    "take_series", "target_group",
]  # fmt: skip

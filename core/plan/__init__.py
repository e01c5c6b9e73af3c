"""The strategic plan PEMAS14.17 and the territory it covers, read-only."""

from __future__ import annotations

from core.plan.plan import (
    InterventionArea,
    OperationalResponse,
    Plan,
    PriorityAxis,
    SpecificObjective,
    StrategicAction,
    TrainingRoute,
    load_plan,
)
from core.plan.territory import (
    Municipality,
    Parish,
    attribution,
    load_municipalities,
    load_parishes,
    municipality_name,
)

__all__ = [
    "InterventionArea",
    "Municipality",
    "OperationalResponse",
    "Parish",
    "Plan",
    "PriorityAxis",
    "SpecificObjective",
    "StrategicAction",
    "TrainingRoute",
    "attribution",
    "load_municipalities",
    "load_parishes",
    "load_plan",
    "municipality_name",
]

"""PEMAS14.17 as a tree: axes, areas, objectives, operational responses, actions, routes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from resources import resource


@dataclass(frozen=True, slots=True)
class StrategicAction:
    """A step towards an operational response (AE)."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class SpecificObjective:
    """A specific objective (OE) of an area."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class OperationalResponse:
    """What the plan sets out to put in place (RO).

    `inherited_actions`: the document leaves the cell blank; the actions are those of the row above.
    """

    code: str
    name: str
    objective: str
    actions: tuple[StrategicAction, ...]
    inherited_actions: bool
    routes: tuple[str, ...]
    complementary_routes: tuple[str, ...]
    strategic_unit: str | None


@dataclass(frozen=True, slots=True)
class InterventionArea:
    """An area of intervention, e.g. População Sénior."""

    code: str
    name: str
    general_objective: str
    objectives: tuple[SpecificObjective, ...]
    operational: tuple[OperationalResponse, ...]


@dataclass(frozen=True, slots=True)
class PriorityAxis:
    """A priority axis; `number` is Roman, as the document writes it."""

    code: str
    number: str
    name: str
    areas: tuple[InterventionArea, ...]


@dataclass(frozen=True, slots=True)
class TrainingRoute:
    """A training route (Roteiro Formativo); `thematic` ones are those of axis IV."""

    code: str
    name: str
    thematic: bool
    area: str
    operational: tuple[str, ...]


Coded = TypeVar("Coded", InterventionArea, OperationalResponse, TrainingRoute)


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan. Codes (E1.A1.RO1…) are ours; the document has none."""

    title: str
    source: str
    axes: tuple[PriorityAxis, ...]
    routes: tuple[TrainingRoute, ...]
    strategic_units: tuple[str, ...]
    notes: tuple[str, ...]

    def areas(self) -> Iterator[InterventionArea]:
        """All areas, in the order of the document."""
        for axis in self.axes:
            yield from axis.areas

    def area(self, code: str) -> InterventionArea:
        """Raises: KeyError if the plan has no such area."""
        return _find(self.areas(), code)

    def operational(self, code: str) -> OperationalResponse:
        """Raises: KeyError if the plan has no such operational response."""
        return _find((ro for area in self.areas() for ro in area.operational), code)

    def route(self, code: str) -> TrainingRoute:
        """Raises: KeyError if the plan has no such route."""
        return _find(self.routes, code)

    def routes_of(self, area: str) -> tuple[TrainingRoute, ...]:
        """The routes of an area, in the order of the document."""
        return tuple(route for route in self.routes if route.area == area)


def _find(things: Iterable[Coded], code: str) -> Coded:
    for thing in things:
        if thing.code == code:
            return thing
    raise KeyError(code)


@cache
def load_plan() -> Plan:
    """The plan shipped with Terreno (`resources/plan/plan.json`)."""
    data = json.loads(resource("plan/plan.json").read_text(encoding="utf-8"))
    return Plan(
        title=data["titulo"],
        source=data["fonte"],
        axes=tuple(_axis(axis) for axis in data["eixos"]),
        routes=tuple(
            TrainingRoute(
                code=route["codigo"],
                name=route["nome"],
                thematic=route["tipo"] == "tematico",
                area=route["area"],
                operational=tuple(route["respostas_operativas"]),
            )
            for route in data["roteiros"]
        ),
        strategic_units=tuple(data["unidades_estrategicas"]),
        notes=tuple(data["incongruencias_do_documento"]),
    )


def _axis(data: dict[str, Any]) -> PriorityAxis:
    return PriorityAxis(
        code=data["codigo"],
        number=data["numero"],
        name=data["nome"],
        areas=tuple(_area(area) for area in data["areas"]),
    )


def _area(data: dict[str, Any]) -> InterventionArea:
    return InterventionArea(
        code=data["codigo"],
        name=data["nome"],
        general_objective=data["objetivo_geral"],
        objectives=tuple(
            SpecificObjective(code=objective["codigo"], name=objective["nome"])
            for objective in data["objetivos_especificos"]
        ),
        operational=tuple(_operational(ro) for ro in data["respostas_operativas"]),
    )


def _operational(data: dict[str, Any]) -> OperationalResponse:
    return OperationalResponse(
        code=data["codigo"],
        name=data["nome"],
        objective=data["objetivo_especifico"],
        actions=tuple(
            StrategicAction(code=action["codigo"], text=action["texto"])
            for action in data["acoes_estrategicas"]
        ),
        inherited_actions=bool(data["herdado"]["acoes_estrategicas"]),
        routes=tuple(data["roteiros"]),
        complementary_routes=tuple(data["roteiros_complementares"]),
        strategic_unit=data["unidade_estrategica"],
    )

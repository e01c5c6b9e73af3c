"""The social diagnosis of a municipality or of the AMP: everything it says, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from core.inventory import EntryFilter, Status, points, social_response_type, social_response_types
from core.inventory.entries import SourceTally, Tally, source_tallies, tallies
from core.monitor.indicators import Indicator, indicators
from core.monitor.kinds import AMP, Ages
from core.monitor.measures import Measure, gaps, measure, parishes_of
from core.monitor.population import Population, population_of, population_years, target_group
from core.monitor.problems import UnknownTerritory
from core.monitor.series import Point, series
from core.plan import load_municipalities, municipality_name
from core.store import Work


@dataclass(frozen=True, slots=True)
class TypeLine:
    """What there is of a type of social response in the territory; None is not stated by any.

    `…_known` of `entries` state the figure. `rate` is per 1,000 of `people`.
    """

    type_id: str
    name: str
    entries: int
    capacity: int | None
    capacity_known: int
    served: int | None
    served_known: int
    occupancy: float | None
    vacancies: int | None
    waiting: int | None
    rate: float | None
    ages: Ages
    people: Population | None
    gaps: int


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A municipality of the AMP beside the others."""

    dico: str
    name: str
    entries: int
    capacity: float | None
    occupancy: float | None
    rate: float | None
    gaps: float | None


@dataclass(frozen=True, slots=True)
class OwnLine:
    """An indicator from elsewhere: its newest value here, that of the AMP, and its years."""

    indicator: Indicator
    here: Measure
    whole: Measure
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """How far the inventory can be trusted here: counts of `entries` active social responses."""

    entries: int
    with_capacity: int
    with_served: int
    located: int
    fresh: int
    never_confirmed: int
    without_parish: int


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All of it. `territory` is a DICO or AMP; `on` the day it speaks of."""

    territory: str
    name: str
    on: date
    made_at: datetime
    population: tuple[Population, ...]
    types: tuple[TypeLine, ...]
    places: tuple[PlaceLine, ...]
    rates: tuple[Measure, ...]
    occupancy: Measure
    gaps: tuple[tuple[str, str], ...]
    """Parishes without any active social response: DICO and DICOFRE."""
    parishes: int
    own: tuple[OwnLine, ...]
    capacity_years: tuple[Point, ...]
    served_years: tuple[Point, ...]
    quality: Quality
    sources: tuple[SourceTally, ...]
    located: tuple[tuple[float, float], ...]
    """Latitude and longitude of what stands here, in degrees."""

    def total(self, name: str) -> int | None:
        """The sum of a figure over the types; None where none states it."""
        known = [value for one in self.types if (value := getattr(one, name)) is not None]
        return sum(known) if known else None


def diagnose(work: Work, *, territory: str, on: date, made_at: datetime) -> Diagnosis:
    """Read all that the diagnosis of a territory says; slow, for a worker thread.

    Raises: UnknownTerritory.
    """
    known = {one.dico for one in load_municipalities()}
    if territory != AMP and territory not in known:
        raise UnknownTerritory(code=territory)
    every = tallies(work, fresh_since=date(on.year - 1, on.month, min(on.day, 28)))
    here = [one for one in every if territory in (AMP, one.municipality)]
    missing = {dico: each for dico, each in gaps(work).items() if territory in (AMP, dico)}
    where = EntryFilter(
        kinds=("social_response",), statuses=(Status.ACTIVE.value,), located=True,
        municipalities=() if territory == AMP else (territory,),
    )  # fmt: skip
    rates = measure(work, code="coverage", on=on)
    occupied = {one.territory: one for one in measure(work, code="occupancy", on=on)}
    return Diagnosis(
        territory=territory,
        name=_name(territory),
        on=on,
        made_at=made_at,
        population=tuple(
            found
            for year in population_years(work, territory=territory)
            if (found := population_of(work, territory=territory, year=year)) is not None
            and found.year == year
        ),
        types=_types(work, here, territory=territory),
        places=_places(work, on) if territory == AMP else (),
        rates=rates,
        occupancy=occupied[territory],
        gaps=tuple((dico, parish) for dico, each in missing.items() for parish in each),
        parishes=len(parishes_of(territory)),
        own=_own(work, territory=territory, on=on),
        capacity_years=series(work, code="capacity", territory=territory, until=on.year),
        served_years=series(work, code="served", territory=territory, until=on.year),
        quality=_quality(here),
        sources=tuple(
            source_tallies(work, municipalities=() if territory == AMP else (territory,))
        ),
        located=tuple((lat, lon) for _, _, lat, lon in points(work, where=where)),
    )


def _name(territory: str) -> str:
    return "Área Metropolitana do Porto" if territory == AMP else municipality_name(territory)


def _types(work: Work, here: list[Tally], *, territory: str) -> tuple[TypeLine, ...]:
    order = {one.id: at for at, one in enumerate(social_response_types())}
    by_type: dict[str, list[Tally]] = {}
    for one in here:
        by_type.setdefault(one.type_id, []).append(one)
    inside = {one.dicofre for one in parishes_of(territory)}
    found = []
    for type_id in sorted(by_type, key=lambda one: order.get(one, len(order))):
        each = by_type[type_id]
        ages = target_group(work, type_id=type_id)
        people = population_of(work, territory=territory, ages=ages)
        capacity, known = _added(each, "capacity")
        served, served_known = _added(each, "served")
        full = sum(one.full_capacity for one in each)
        found.append(
            TypeLine(
                type_id=type_id,
                name=social_response_type(type_id).name,
                entries=sum(one.entries for one in each),
                capacity=capacity,
                capacity_known=known,
                served=served,
                served_known=served_known,
                occupancy=sum(one.full_served for one in each) * 100 / full if full else None,
                vacancies=_added(each, "vacancies")[0],
                waiting=_added(each, "waiting")[0],
                rate=(
                    capacity * 1000 / people.count
                    if capacity is not None and people is not None and people.count
                    else None
                ),
                ages=ages,
                people=people,
                gaps=len(inside - {one.parish for one in each}),
            )
        )
    return tuple(found)


def _added(each: list[Tally], name: str) -> tuple[int | None, int]:
    known = sum(getattr(one, f"{name}_known") for one in each)
    return (sum(getattr(one, name) for one in each) if known else None), known


def _places(work: Work, on: date) -> tuple[PlaceLine, ...]:
    by = {
        code: {one.territory: one for one in measure(work, code=code, on=on)}
        for code in ("entries", "capacity", "occupancy", "coverage", "gaps")
    }
    return tuple(
        PlaceLine(
            dico=one.dico,
            name=one.name,
            entries=round(by["entries"][one.dico].value or 0),
            capacity=by["capacity"][one.dico].value,
            occupancy=by["occupancy"][one.dico].value,
            rate=by["coverage"][one.dico].value,
            gaps=by["gaps"][one.dico].value,
        )
        for one in load_municipalities()
    )


def _own(work: Work, *, territory: str, on: date) -> tuple[OwnLine, ...]:
    found = []
    for one in indicators(work):
        if one.kind != "value":
            continue
        said = {m.territory: m for m in measure(work, code=one.code, on=on, year=on.year)}
        if said[territory].value is None and said[AMP].value is None:
            continue
        years = series(work, code=one.code, territory=territory, until=on.year)
        found.append(OwnLine(one, said[territory], said[AMP], years))
    return tuple(found)


def _quality(here: list[Tally]) -> Quality:
    return Quality(
        entries=sum(one.entries for one in here),
        with_capacity=sum(one.capacity_known for one in here),
        with_served=sum(one.served_known for one in here),
        located=sum(one.located for one in here),
        fresh=sum(one.fresh for one in here),
        never_confirmed=sum(one.unconfirmed for one in here),
        without_parish=sum(one.entries for one in here if not one.parish),
    )

"""An indicator measured over the territory, with what each value rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from core.inventory import EntryFilter, Status, points
from core.inventory.entries import Tally, tallies
from core.monitor.indicators import Indicator, indicator
from core.monitor.kinds import AMP, EVERYBODY, Ages, FigureStatus
from core.monitor.population import Population, population_of, target_group
from core.monitor.tables import IndicatorValue
from core.plan import Municipality, Parish, load_municipalities, load_parishes
from core.plan.boundaries import distance_m
from core.store import Work

_FRESH = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Measure:
    """A value of an indicator in a territory (a DICO, or AMP); None where it is not known.

    It rests on `counted` of `of` social responses. `first` and `last` are the days on which those
    were confirmed; `year` and `source` are of what comes from elsewhere, `people` of what was
    divided by.
    """

    territory: str
    value: float | None
    counted: int = 0
    of: int = 0
    first: date | None = None
    last: date | None = None
    year: int | None = None
    status: FigureStatus | None = None
    source: str = ""
    people: Population | None = None


def measure(
    work: Work,
    *,
    code: str,
    on: date,
    types: tuple[str, ...] = (),
    ages: Ages | None = None,
    year: int | None = None,
) -> tuple[Measure, ...]:
    """The 17 municipalities in the order of their codes, then the AMP.

    `types` leaves only some types of social response; `ages` is the target population (None: that
    of the type, if one type is asked for); `year` is the latest year of what comes from elsewhere
    (None: for rates the newest that is known for all 17, else the newest of each). A municipality
    of which the inventory has nothing at all is not known, rather than 0.
    Raises: UnknownIndicator.
    """
    asked = indicator(work, code=code)
    if asked.kind == "value":
        return _from_elsewhere(work, asked, year=year)
    if asked.kind == "distance":
        return _nearest(work, types)
    if ages is None:
        ages = target_group(work, type_id=types[0]) if len(types) == 1 else EVERYBODY
    if code == "coverage" and year is None:
        year = _common_year(work, ages)
    by_place: dict[str, list[Tally]] = {AMP: []}
    every = tallies(work, fresh_since=on - _FRESH)
    # Where nobody has recorded anything yet, nothing is known: that is not the same as 0.
    recorded = {AMP, *(one.municipality for one in every)}
    for one in every:
        if types and one.type_id not in types:
            continue
        by_place.setdefault(one.municipality, []).append(one)
        by_place[AMP].append(one)
    found = []
    for dico in (*(one.dico for one in load_municipalities()), AMP):
        here = by_place.get(dico, [])
        if dico not in recorded:
            found.append(Measure(dico, None))
        elif code == "coverage":
            people = population_of(work, territory=dico, ages=ages, year=year)
            found.append(_coverage(dico, here, people))
        else:
            found.append(_MEASURES[code](dico, here))
    return tuple(found)


def gaps(work: Work, *, types: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """For each municipality (DICO), the parishes (DICOFRE) without any active social response.

    Entries that name no parish fill none.
    """
    served = {one.parish for one in tallies(work, types=types) if one.parish}
    found: dict[str, list[str]] = {one.dico: [] for one in load_municipalities()}
    for parish in parishes_of(AMP):
        if parish.dicofre not in served:
            found[parish.dico].append(parish.dicofre)
    return {dico: tuple(each) for dico, each in found.items()}


def parishes_of(territory: str) -> list[Parish]:
    """The parishes of today of a municipality (DICO), or of the AMP."""
    return [
        one for one in load_parishes()
        if one.valid_until is None and territory in (AMP, one.dico)
    ]  # fmt: skip


def _common_year(work: Work, ages: Ages) -> int | None:
    """The newest year known for all 17, so that rates can be compared; None without one."""
    whole = population_of(work, territory=AMP, ages=ages)
    return whole.year if whole is not None else None


def _coverage(dico: str, here: list[Tally], people: Population | None) -> Measure:
    of = sum(one.entries for one in here)
    counted = sum(one.capacity_known for one in here)
    value = None
    # Nothing of it there is 0 places; something there of unknown size is not known.
    if people is not None and people.count and (counted or not of):
        value = sum(one.capacity for one in here) * 1000 / people.count
    return Measure(
        dico, value, counted, of, *_days(here),
        year=people.year if people else None, status=people.status if people else None,
        source=people.source if people else "", people=people,
    )  # fmt: skip


def _days(here: Iterable[Tally]) -> tuple[date | None, date | None]:
    first = [one.confirmed_from for one in here if one.confirmed_from]
    last = [one.confirmed_to for one in here if one.confirmed_to]
    return min(first, default=None), max(last, default=None)


def _sum(name: str) -> Callable[[str, list[Tally]], Measure]:
    def add(dico: str, here: list[Tally]) -> Measure:
        of = sum(one.entries for one in here)
        counted = sum(getattr(one, f"{name}_known") for one in here)
        value = float(sum(getattr(one, name) for one in here)) if counted or not of else None
        return Measure(dico, value, counted, of, *_days(here))

    return add


def _entries(dico: str, here: list[Tally]) -> Measure:
    of = sum(one.entries for one in here)
    return Measure(dico, float(of), of, of, *_days(here))


def _occupancy(dico: str, here: list[Tally]) -> Measure:
    of, counted = sum(one.entries for one in here), sum(one.full_known for one in here)
    places = sum(one.full_capacity for one in here)
    value = sum(one.full_served for one in here) * 100 / places if places else None
    return Measure(dico, value, counted, of, *_days(here))


def _confirmed(dico: str, here: list[Tally]) -> Measure:
    of = sum(one.entries for one in here)
    value = sum(one.fresh for one in here) * 100 / of if of else None
    return Measure(dico, value, of, of, *_days(here))


def _gaps(dico: str, here: list[Tally]) -> Measure:
    inside = parishes_of(dico)
    served = {one.parish for one in here if one.parish}
    placed = sum(one.entries for one in here if one.parish)
    value = float(sum(1 for one in inside if one.dicofre not in served))
    return Measure(dico, value, placed, sum(one.entries for one in here), *_days(here))


_MEASURES: dict[str, Callable[[str, list[Tally]], Measure]] = {
    "entries": _entries,
    "capacity": _sum("capacity"),
    "served": _sum("served"),
    "vacancies": _sum("vacancies"),
    "waiting": _sum("waiting"),
    "occupancy": _occupancy,
    "gaps": _gaps,
    "confirmed": _confirmed,
}


def _nearest(work: Work, types: tuple[str, ...]) -> tuple[Measure, ...]:
    where = EntryFilter(
        kinds=("social_response",), types=types, statuses=(Status.ACTIVE.value,), located=True
    )
    places = [(latitude, longitude) for _, _, latitude, longitude in points(work, where=where)]
    found = []
    for one in load_municipalities():
        near = min((_km(one, *place) for place in places), default=None)
        found.append(Measure(one.dico, near, len(places), len(places)))
    return (*found, Measure(AMP, None, len(places), len(places)))


def _km(one: Municipality, latitude: float, longitude: float) -> float:
    return distance_m(one.latitude, one.longitude, latitude, longitude) / 1000


def _from_elsewhere(work: Work, asked: Indicator, *, year: int | None) -> tuple[Measure, ...]:
    query = select(IndicatorValue).where(IndicatorValue.code == asked.code)
    if year is not None:
        query = query.where(IndicatorValue.year <= year)
    newest: dict[str, IndicatorValue] = {}
    for row in work.scalars(query.order_by(IndicatorValue.year, IndicatorValue.id)):
        newest[row.territory] = row
    found = []
    for dico in (*(one.dico for one in load_municipalities()), AMP):
        said = newest.get(dico)
        found.append(
            Measure(dico, said.value, 1, 1, year=said.year, status=said.status, source=said.source)
            if said is not None
            else Measure(dico, None)
        )
    return tuple(found)

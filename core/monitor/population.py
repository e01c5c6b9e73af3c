"""How many people live where, of what age, and who says so.

Shipped: the population of 2011 and the provisional results of 2021 (13 of the 17), whole. Age
groups, parishes and later years are imported; an imported figure goes before a shipped one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from core.monitor.kinds import AMP, EVERYBODY, Ages, FigureStatus
from core.monitor.tables import PopulationCount, TargetGroup, row_id
from core.plan import load_municipalities
from core.store import GLOBAL, Work

CENSUS_2011 = "Censos 2011 (INE), como citados no plano"
CENSUS_2021 = "Censos 2021 (INE), resultados provisórios"


@dataclass(frozen=True, slots=True)
class Population:
    """People of an age span in a territory; `count` is the sum of the groups that make the span."""

    territory: str
    year: int
    ages: Ages
    count: int
    status: FigureStatus
    source: str


def population_of(
    work: Work, *, territory: str, ages: Ages = EVERYBODY, year: int | None = None
) -> Population | None:
    """The newest figure up to a year (None: the newest of all), or None where nobody knows.

    An age span is summed from groups that fill it exactly: half a group is not guessed. The AMP is
    the sum of its 17, only where all are known for one year.
    """
    found = sorted(
        _years(work, territory=territory, ages=ages),
        key=lambda one: (one.year, one.status is not FigureStatus.PROVISIONAL),
    )
    known = [one for one in found if year is None or one.year <= year]
    return known[-1] if known else None


def population_years(work: Work, *, territory: str) -> tuple[int, ...]:
    """The years for which something is known of a territory, the newest first."""
    years = {one.year for one in _years(work, territory=territory, ages=EVERYBODY)}
    years |= set(
        work.scalars(select(PopulationCount.year).where(PopulationCount.territory == territory))
    )
    return tuple(sorted(years, reverse=True))


def known_years(work: Work) -> tuple[int, ...]:
    """The years for which the population of some territory is known, the newest first."""
    shipped = {one.year for place in load_municipalities() for one in _shipped(place.dico)}
    stored = work.scalars(select(PopulationCount.year).distinct())
    return tuple(sorted(shipped | set(stored), reverse=True))


def _years(work: Work, *, territory: str, ages: Ages) -> list[Population]:
    rows = list(
        work.scalars(
            select(PopulationCount)
            .where(PopulationCount.territory == territory)
            .order_by(PopulationCount.year, PopulationCount.id)
        )
    )
    found: dict[int, Population] = {}
    if ages.everybody:
        found |= {one.year: one for one in _shipped(territory)}
    by_year: dict[tuple[int, str], list[PopulationCount]] = {}
    for row in rows:
        by_year.setdefault((row.year, row.source), []).append(row)
    for (year, source), groups in by_year.items():
        total = _fill(groups, ages)
        if total is not None:
            worst = max((row.status for row in groups), key=list(FigureStatus).index)
            found[year] = Population(territory, year, ages, total, worst, source)
    if territory == AMP:
        for one in _sums(work, ages, known=found):
            found[one.year] = one
    return list(found.values())


def _fill(groups: Iterable[PopulationCount], ages: Ages) -> int | None:
    """The sum of groups that follow each other from one end of the span to the other."""
    starts: dict[int, list[PopulationCount]] = {}
    for row in groups:
        starts.setdefault(row.age_from or 0, []).append(row)
    end = None if ages.last is None else ages.last + 1

    def sum_from(age: int) -> int | None:
        if age == end:
            return 0
        # The longest first: a total goes before the sum of its parts.
        for row in sorted(starts.get(age, ()), key=lambda row: -(row.age_to or 999)):
            if row.age_to is None:
                if end is None:
                    return row.count
                continue
            if end is None or row.age_to < end:
                rest = sum_from(row.age_to + 1)
                if rest is not None:
                    return row.count + rest
        return None

    return sum_from(ages.first or 0)


def _shipped(territory: str) -> list[Population]:
    found = []
    for one in load_municipalities():
        if one.dico != territory:
            continue
        found.append(
            Population(
                territory, 2011, EVERYBODY, one.population_2011, FigureStatus.FINAL, CENSUS_2011
            )
        )
        if one.population_2021_provisional is not None:
            found.append(
                Population(
                    territory, 2021, EVERYBODY, one.population_2021_provisional,
                    FigureStatus.PROVISIONAL, CENSUS_2021,
                )
            )  # fmt: skip
    return found


def _sums(work: Work, ages: Ages, *, known: dict[int, Population]) -> list[Population]:
    parts: dict[int, list[Population]] = {}
    for municipality in load_municipalities():
        for one in _years(work, territory=municipality.dico, ages=ages):
            parts.setdefault(one.year, []).append(one)
    return [
        Population(
            AMP, year, ages, sum(one.count for one in each),
            max((one.status for one in each), key=list(FigureStatus).index),
            "; ".join(dict.fromkeys(one.source for one in each)),
        )
        for year, each in parts.items()
        if year not in known and len(each) == len(load_municipalities())
    ]  # fmt: skip


def target_group(work: Work, *, type_id: str) -> Ages:
    """The ages that a type of social response is for, as somebody set them; else everybody."""
    row = work.get(TargetGroup, row_id("target", type_id))
    return Ages(row.age_from, row.age_to) if row is not None else EVERYBODY


def set_target_group(work: Work, *, type_id: str, ages: Ages) -> None:
    """Say what ages a type is for; the coverage rate of it is counted on them from now on."""
    row = work.get(TargetGroup, row_id("target", type_id))
    if row is None:
        row = TargetGroup(id=row_id("target", type_id), scope=GLOBAL, type_id=type_id)
        row.age_from, row.age_to = ages.first, ages.last
        work.add(row)
    else:
        row.age_from, row.age_to = ages.first, ages.last
    work.flush()

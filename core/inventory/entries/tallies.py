"""The inventory added up: how many, how many places, and of how many that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select

from core.inventory.entries.table import EntryRow
from core.inventory.figures import Figure, InventorySource
from core.inventory.kinds import SourceKind, Status
from core.inventory.social_responses import SocialResponse
from core.store import Work


@dataclass(frozen=True, slots=True)
class Tally:
    """Social responses of one type in one parish (DICOFRE or "") of a municipality (DICO).

    Sums are of those that state the figure; `…_known` is how many do. `full_capacity` and
    `full_served` are of those that state both. `confirmed_from` is the oldest day; `unconfirmed`:
    how many nobody ever confirmed, `fresh` how many were since the day that was asked for.
    """

    municipality: str
    parish: str
    type_id: str
    entries: int
    capacity: int
    capacity_known: int
    served: int
    served_known: int
    vacancies: int
    vacancies_known: int
    waiting: int
    waiting_known: int
    full_capacity: int
    full_served: int
    full_known: int
    located: int
    unconfirmed: int
    fresh: int
    confirmed_from: date | None
    confirmed_to: date | None


def tallies(
    work: Work, *, types: tuple[str, ...] = (), fresh_since: date = date.max
) -> list[Tally]:
    """Active social responses by municipality, parish and type, in that order."""
    row = EntryRow
    both = and_(row.capacity.is_not(None), row.served.is_not(None))
    query = (
        select(
            row.municipality, row.parish, row.type_id, func.count(),
            _sum(row.capacity), func.count(row.capacity),
            _sum(row.served), func.count(row.served),
            _sum(row.vacancies), func.count(row.vacancies),
            _sum(row.waiting), func.count(row.waiting),
            _sum(case((both, row.capacity))), _sum(case((both, row.served))),
            func.count(case((both, 1))),
            func.count(row.latitude),
            func.count(case((row.confirmed_on.is_(None), 1))),
            func.count(case((row.confirmed_on >= fresh_since, 1))),
            func.min(row.confirmed_on), func.max(row.confirmed_on),
        )
        .where(row.kind == "social_response", row.status == Status.ACTIVE.value)
        .group_by(row.municipality, row.parish, row.type_id)
        .order_by(row.municipality, row.parish, row.type_id)
    )  # fmt: skip
    if types:
        query = query.where(row.type_id.in_(types))
    return [Tally(*tuple(found)) for found in work.execute(query)]


def _sum(column: ColumnElement[Any] | Any) -> ColumnElement[Any]:
    return func.coalesce(func.sum(column), 0)


@dataclass(frozen=True, slots=True)
class SourceTally:
    """Where figures come from: so many social responses, with figures of these days."""

    title: str
    kind: SourceKind | None
    first: date | None
    last: date | None
    count: int


def source_tallies(work: Work, *, municipalities: tuple[str, ...] = ()) -> list[SourceTally]:
    """The sources of the figures of active social responses, the most used first.

    What nobody said the source of is one row with an empty title.
    """
    offered, source = SocialResponse, InventorySource
    stated = (
        select(
            Figure.social_response_id.label("of"),
            Figure.source_id.label("source"),
            func.coalesce(Figure.day, source.day).label("day"),
        )
        .join(source, source.id == Figure.source_id, isouter=True)
    )  # fmt: skip
    on_row = (
        select(
            offered.id.label("of"),
            offered.source_id.label("source"),
            source.day.label("day"),
        )
        .join(source, source.id == offered.source_id, isouter=True)
        .where(
            ~select(Figure.id).where(Figure.social_response_id == offered.id).exists(),
            func.coalesce(offered.capacity, offered.served, offered.vacancies).is_not(None),
        )
    )
    every = stated.union_all(on_row).subquery()
    query = (
        select(
            source.title, source.kind, func.min(every.c.day), func.max(every.c.day),
            func.count(every.c.of.distinct()),
        )
        .select_from(every)
        .join(offered, offered.id == every.c.of)
        .join(source, source.id == every.c.source, isouter=True)
        .where(func.coalesce(offered.status, Status.ACTIVE) == Status.ACTIVE)
        .group_by(source.title, source.kind)
    )  # fmt: skip
    if municipalities:
        query = query.where(offered.scope.in_(municipalities))
    found = [
        SourceTally(title or "", kind, first, last, count)
        for title, kind, first, last, count in work.execute(query)
    ]
    return sorted(found, key=lambda one: (-one.count, one.title))

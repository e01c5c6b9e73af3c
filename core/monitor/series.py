"""How an indicator went over the years: from the history of the inventory, or from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from core.inventory import FigureKind, Status
from core.inventory.figures import Figure, InventorySource
from core.inventory.social_responses import SocialResponse
from core.monitor.indicators import indicator
from core.monitor.kinds import AMP, FigureStatus
from core.monitor.tables import IndicatorValue
from core.store import Work

_FIGURES = {kind.value: kind for kind in FigureKind}


@dataclass(frozen=True, slots=True)
class Point:
    """The value of a year; from the inventory it is the last one stated up to its end."""

    year: int
    value: float
    counted: int = 1
    status: FigureStatus | None = None
    source: str = ""


def series(
    work: Work, *, code: str, territory: str, types: tuple[str, ...] = (), until: int
) -> tuple[Point, ...]:
    """The years known of a territory, oldest first, up to the year `until`.

    Of the inventory only capacity, people served, vacancies and waiting lists have a history of
    statements; for the other built-in indicators it is empty. Raises: UnknownIndicator.
    """
    asked = indicator(work, code=code)
    if asked.kind == "value":
        rows = work.scalars(
            select(IndicatorValue)
            .where(
                IndicatorValue.code == code,
                IndicatorValue.territory == territory,
                IndicatorValue.year <= until,
            )
            .order_by(IndicatorValue.year, IndicatorValue.id)
        )
        by_year = {row.year: row for row in rows}
        return tuple(
            Point(year, row.value, 1, row.status, row.source) for year, row in by_year.items()
        )
    kind = _FIGURES.get(code)
    if kind is None:
        return ()
    stated = _stated(work, kind, territory=territory, types=types)
    years = sorted({day.year for each in stated.values() for day, _ in each})
    if not years:
        return ()
    found = []
    for year in range(years[0], until + 1):
        end = date(year, 12, 31)
        last = [
            max(known)[1]
            for each in stated.values()
            if (known := [(day, value) for day, value in each if day <= end])
        ]
        found.append(Point(year, float(sum(last)), len(last)))
    return tuple(found)


def _stated(
    work: Work, kind: FigureKind, *, territory: str, types: tuple[str, ...]
) -> dict[UUID, list[tuple[date, int]]]:
    """Dated statements by social response, closed ones too: they were there then."""
    offered, source = SocialResponse, InventorySource
    query = (
        select(offered.id, func.coalesce(Figure.day, source.day), Figure.value)
        .join(Figure, Figure.social_response_id == offered.id)
        .join(source, source.id == Figure.source_id, isouter=True)
        .where(Figure.kind == kind)
    )
    column = getattr(offered, kind.value)
    on_row = (
        select(offered.id, source.day, column)
        .join(source, source.id == offered.source_id)
        .where(
            column.is_not(None),
            ~select(Figure.id)
            .where(Figure.social_response_id == offered.id, Figure.kind == kind)
            .exists(),
        )
    )
    found: dict[UUID, list[tuple[date, int]]] = {}
    for part in (query, on_row):
        if territory != AMP:
            part = part.where(offered.scope == territory)  # noqa: PLW2901
        if types:
            part = part.where(offered.type_id.in_(types))  # noqa: PLW2901
        for identity, day, value in work.execute(part):
            if day is not None:
                found.setdefault(identity, []).append((day, value))
    for identity, closed in work.execute(
        select(offered.id, offered.closed_on).where(
            offered.status == Status.CLOSED, offered.closed_on.is_not(None)
        )
    ):
        if closed is not None and identity in found:
            found[identity].append((closed, 0))
    return found

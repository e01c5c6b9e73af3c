"""Figures of social responses: each with its day, its source, and who confirmed it.

The row of the social response holds today's value; every statement ever made of it is a `Figure`.
Only what a first bulk import brings is kept short: the values stand on the row, and one
`source_id` tells where all of them come from. The first statement made later writes them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from core.inventory.kinds import FigureKind, SourceKind
from core.inventory.problems import NegativeFigure, UnknownSocialResponse
from core.inventory.social_responses import SocialResponse
from core.store import Base, EnumText, Synced, Work, new_id


class InventorySource(Synced, Base):
    """Where figures come from: a workbook, a visit, a round, somebody on the telephone."""

    __tablename__ = "inventory_source"

    kind: Mapped[SourceKind] = mapped_column(EnumText(SourceKind))
    title: Mapped[str]
    day: Mapped[date | None]
    """The day that the figures speak of."""
    confirmed_by: Mapped[UUID | None]
    """A technician."""


class Figure(Synced, Base):
    """One statement: so many, on that day, says that source."""

    __tablename__ = "figure"

    social_response_id: Mapped[UUID] = mapped_column(ForeignKey("social_response.id"), index=True)
    kind: Mapped[FigureKind] = mapped_column(EnumText(FigureKind))
    value: Mapped[int]
    day: Mapped[date | None]
    source_id: Mapped[UUID | None]
    confirmed_by: Mapped[UUID | None]


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source, as a figure shows it."""

    id: UUID
    kind: SourceKind
    title: str
    day: date | None


@dataclass(frozen=True, slots=True)
class FigureSummary:
    """One statement of a figure. `current` marks the one that the lists show."""

    kind: FigureKind
    value: int
    day: date | None
    source: SourceSummary | None
    confirmed_by: UUID | None
    current: bool


def add_source(
    work: Work,
    *,
    kind: SourceKind,
    title: str,
    scope: str,
    day: date | None = None,
    confirmed_by: UUID | None = None,
) -> UUID:
    """Say where figures come from, to name it when they are recorded."""
    source = InventorySource(
        id=new_id(), scope=scope, kind=kind, title=title, day=day, confirmed_by=confirmed_by
    )
    work.add(source)
    work.flush()
    return source.id


def record_figures(
    work: Work,
    *,
    social_response_id: UUID,
    values: Mapping[FigureKind, int],
    day: date,
    source_id: UUID | None = None,
    confirmed_by: UUID | None = None,
) -> int:
    """Record figures of a day; gives how many were new.

    Those of the newest day become today's. The same value of the same day from the same source is
    no news. Raises: UnknownSocialResponse, NegativeFigure.
    """
    row = work.get(SocialResponse, social_response_id)
    if row is None:
        raise UnknownSocialResponse(id=social_response_id)
    if any(value < 0 for value in values.values()):
        raise NegativeFigure
    _write_out(work, row)
    known = list(
        work.scalars(select(Figure).where(Figure.social_response_id == social_response_id))
    )
    fresh = 0
    for kind, value in values.items():
        said = [one for one in known if one.kind == kind]
        if any(
            (one.value, one.day, one.source_id, one.confirmed_by)
            == (value, day, source_id, confirmed_by)
            for one in said
        ):
            continue
        work.add(
            Figure(
                id=new_id(),
                scope=row.scope,
                social_response_id=row.id,
                kind=kind,
                value=value,
                day=day,
                source_id=source_id,
                confirmed_by=confirmed_by,
            )
        )
        fresh += 1
        if all(one.day is None or one.day <= day for one in said):
            setattr(row, kind.value, value)
    work.flush()
    return fresh


def figures_of(work: Work, *, social_response_id: UUID) -> list[FigureSummary]:
    """Every statement, the newest day first; those without a day last.

    Raises: UnknownSocialResponse.
    """
    row = work.get(SocialResponse, social_response_id)
    if row is None:
        raise UnknownSocialResponse(id=social_response_id)
    said = list(work.scalars(select(Figure).where(Figure.social_response_id == social_response_id)))
    asked = {one.source_id for one in said} | {row.source_id}
    sources = {
        one.id: SourceSummary(one.id, one.kind, one.title, one.day)
        for one in work.scalars(select(InventorySource).where(InventorySource.id.in_(asked)))
    }
    found = [
        (one.kind, one.value, one.day, sources.get(one.source_id), one.confirmed_by, one.id.bytes)
        if one.source_id
        else (one.kind, one.value, one.day, None, one.confirmed_by, one.id.bytes)
        for one in said
    ]
    stated = {one.kind for one in said}
    origin = sources.get(row.source_id) if row.source_id else None
    found += [
        (kind, value, origin.day if origin else None, origin, None, b"")
        for kind in FigureKind
        if kind not in stated and (value := getattr(row, kind.value)) is not None
    ]
    found.sort(key=lambda one: (one[2] or date.min, one[5]), reverse=True)
    shown: set[FigureKind] = set()
    summaries = []
    for kind, value, day, source, by, _ in found:
        current = kind not in shown and getattr(row, kind.value) == value
        if current:
            shown.add(kind)
        summaries.append(FigureSummary(kind, value, day, source, by, current))
    return summaries


def _write_out(work: Work, row: SocialResponse) -> None:
    """Turn figures that stand only on the row into statements of their own."""
    stated = set(
        work.scalars(select(Figure.kind).where(Figure.social_response_id == row.id).distinct())
    )
    silent = {
        kind: value
        for kind in FigureKind
        if kind not in stated and (value := getattr(row, kind.value)) is not None
    }
    if not silent:
        return
    origin = work.get(InventorySource, row.source_id) if row.source_id else None
    for kind, value in silent.items():
        work.add(
            Figure(
                id=new_id(),
                scope=row.scope,
                social_response_id=row.id,
                kind=kind,
                value=value,
                day=origin.day if origin else None,
                source_id=row.source_id,
                confirmed_by=origin.confirmed_by if origin else None,
            )
        )
    work.flush()

"""What the Monitor keeps: population, indicators that come from elsewhere, target groups.

Ids are derived from what a row says, so that two offices that import the same file have one row.
"""

from __future__ import annotations

from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core.monitor.kinds import FigureStatus
from core.store import Base, EnumText, Synced


class PopulationCount(Synced, Base):
    """So many people of an age span live in a territory, in a year, says a source."""

    __tablename__ = "population_count"
    __table_args__ = (Index("ix_population_count_by_place", "territory", "year"),)

    territory: Mapped[str]
    """A DICO, a DICOFRE, or AMP."""
    year: Mapped[int]
    age_from: Mapped[int | None]
    """Years of age, from; None is from birth."""
    age_to: Mapped[int | None]
    """Up to and with; None is without end."""
    count: Mapped[int]
    status: Mapped[FigureStatus] = mapped_column(EnumText(FigureStatus))
    source: Mapped[str]


class OwnIndicator(Synced, Base):
    """An indicator whose values come from elsewhere (INE, IEFP, the municipality itself)."""

    __tablename__ = "own_indicator"

    code: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    unit: Mapped[str]
    definition: Mapped[str]
    source: Mapped[str]


class IndicatorValue(Synced, Base):
    """A value of an own indicator, for a territory and a year."""

    __tablename__ = "indicator_value"
    __table_args__ = (Index("ix_indicator_value_by_place", "code", "territory", "year"),)

    code: Mapped[str]
    territory: Mapped[str]
    year: Mapped[int]
    value: Mapped[float]
    status: Mapped[FigureStatus] = mapped_column(EnumText(FigureStatus))
    source: Mapped[str]


class TargetGroup(Synced, Base):
    """The ages that a type of social response is for; without a row, everybody."""

    __tablename__ = "target_group"

    type_id: Mapped[str] = mapped_column(index=True)
    age_from: Mapped[int | None]
    age_to: Mapped[int | None]


def row_id(*said: object) -> UUID:
    """The id of the row that says this."""
    return uuid5(NAMESPACE_OID, "/".join(("monitor", *(str(one) for one in said))))

"""Case studies: initiatives of a provider that can be visited on a training route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column

from core.inventory.facilities import Facility, Provider
from core.inventory.problems import UnknownCaseStudy
from core.store import Base, Synced, Work, new_id


class CaseStudy(Synced, Base):
    """An initiative that is visited. `scope` is the DICO of the host municipality."""

    __tablename__ = "case_study"

    title: Mapped[str]
    summary: Mapped[str]
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"), index=True)
    facility_id: Mapped[UUID | None] = mapped_column(ForeignKey("facility.id"), index=True)
    area_code: Mapped[str]
    route_code: Mapped[str]
    started_on: Mapped[str]
    contact: Mapped[str]


@dataclass(frozen=True, slots=True)
class CaseStudySummary:
    """A case study as lists show it.

    `municipality` is the host's DICO; `area_code` and `route_code` are codes of the plan ("" if
    none); `started_on` is an ISO date or its beginning ("2011", "2011-03"), "" if unknown.
    """

    id: UUID
    title: str
    summary: str
    provider: str
    facility_id: UUID | None
    facility: str | None
    address: str | None
    municipality: str
    area_code: str
    route_code: str
    started_on: str
    contact: str


def add_case_study(
    work: Work,
    *,
    title: str,
    provider_id: UUID,
    municipality: str,
    facility_id: UUID | None = None,
    summary: str = "",
    area_code: str = "",
    route_code: str = "",
    started_on: str = "",
    contact: str = "",
) -> UUID:
    """Add an initiative hosted by a municipality (DICO)."""
    study = CaseStudy(
        id=new_id(),
        scope=municipality,
        title=title.strip(),
        summary=summary,
        provider_id=provider_id,
        facility_id=facility_id,
        area_code=area_code,
        route_code=route_code,
        started_on=started_on,
        contact=contact,
    )
    work.add(study)
    work.flush()
    return study.id


def list_case_studies(
    work: Work, *, municipality: str | None = None, route_code: str | None = None
) -> list[CaseStudySummary]:
    """Case studies by title; of one host municipality (DICO) or one route if given."""
    query = _summary().order_by(func.lower(CaseStudy.title), CaseStudy.id)
    if municipality is not None:
        query = query.where(CaseStudy.scope == municipality)
    if route_code is not None:
        query = query.where(CaseStudy.route_code == route_code)
    return [CaseStudySummary(*row) for row in work.execute(query)]


def case_study(work: Work, *, case_study_id: UUID) -> CaseStudySummary:
    """Raises: UnknownCaseStudy."""
    row = work.execute(_summary().where(CaseStudy.id == case_study_id)).one_or_none()
    if row is None:
        raise UnknownCaseStudy(id=case_study_id)
    return CaseStudySummary(*row)


def _summary() -> Select[*tuple[Any, ...]]:
    return (
        select(
            CaseStudy.id,
            CaseStudy.title,
            CaseStudy.summary,
            Provider.name,
            CaseStudy.facility_id,
            Facility.name,
            Facility.address,
            CaseStudy.scope,
            CaseStudy.area_code,
            CaseStudy.route_code,
            CaseStudy.started_on,
            CaseStudy.contact,
        )
        .join(Provider, Provider.id == CaseStudy.provider_id)
        .outerjoin(Facility, Facility.id == CaseStudy.facility_id)
    )

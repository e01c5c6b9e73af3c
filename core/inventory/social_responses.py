"""Social responses: the services offered at facilities, with what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from core.inventory.facilities import facility
from core.inventory.kinds import Status
from core.inventory.problems import UnknownSocialResponse
from core.inventory.taxonomy import social_response_type
from core.store import Base, EnumText, Synced, Work, new_id


class SocialResponse(Synced, Base):
    """A service of the national nomenclature offered at a facility.

    The four figures are those of today; where each comes from is told by `core.inventory.figures`.
    """

    __tablename__ = "social_response"

    facility_id: Mapped[UUID] = mapped_column(ForeignKey("facility.id"), index=True)
    type_id: Mapped[str]
    capacity: Mapped[int | None]
    served: Mapped[int | None]
    vacancies: Mapped[int | None]
    waiting: Mapped[int | None]
    source_id: Mapped[UUID | None]
    """Where those figures come from that have no `Figure` of their own. No foreign key: it may
    be on its way still."""
    status: Mapped[Status | None] = mapped_column(EnumText(Status))
    """None is active."""
    code: Mapped[str | None] = mapped_column(index=True)
    name: Mapped[str | None]
    """Its own name, where it has one."""
    agreement: Mapped[str | None]
    agreement_places: Mapped[int | None]
    licence: Mapped[str | None]
    opening_hours: Mapped[str | None]
    contact: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    fees: Mapped[str | None]
    languages: Mapped[list[str] | None]
    """ISO 639-1 codes."""
    territory: Mapped[list[str] | None]
    """What it serves: DICO or DICOFRE codes; None is the municipality it stands in."""
    note: Mapped[str | None]
    closed_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    """When somebody last said that all of it is right."""
    attributes: Mapped[dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class SocialResponseSummary:
    """A social response of a facility."""

    id: UUID
    type_id: str
    name: str
    capacity: int | None
    served: int | None


@dataclass(frozen=True, slots=True)
class SocialResponseDetail:
    """All that is known of a social response; its figures' sources are asked by `figures_of`."""

    id: UUID
    facility_id: UUID
    municipality: str
    type_id: str
    type_name: str
    name: str
    status: Status
    capacity: int | None
    served: int | None
    vacancies: int | None
    waiting: int | None
    code: str
    agreement: str
    agreement_places: int | None
    licence: str
    opening_hours: str
    contact: str
    email: str
    phone: str
    fees: str
    languages: tuple[str, ...]
    territory: tuple[str, ...]
    note: str
    closed_on: date | None
    confirmed_on: date | None
    attributes: tuple[tuple[str, Any], ...]


def add_social_response(
    work: Work,
    *,
    facility_id: UUID,
    type_id: str,
    capacity: int | None = None,
    served: int | None = None,
    **more: Any,
) -> UUID:
    """Say that a facility offers a service of the nomenclature; `more` are fields of the table.

    Raises: UnknownFacility; KeyError for a type that the nomenclature does not have.
    """
    social_response_type(type_id)
    place = facility(work, facility_id=facility_id)
    offered = SocialResponse(
        id=new_id(),
        scope=place.municipality,
        facility_id=facility_id,
        type_id=type_id,
        capacity=capacity,
        served=served,
        **more,
    )
    work.add(offered)
    work.flush()
    return offered.id


def social_responses_of(work: Work, *, facility_id: UUID) -> list[SocialResponseSummary]:
    """What a facility offers, in the order it was added; the closed ones too."""
    rows = work.execute(
        select(
            SocialResponse.id,
            SocialResponse.type_id,
            SocialResponse.capacity,
            SocialResponse.served,
        )
        .where(SocialResponse.facility_id == facility_id)
        .order_by(SocialResponse.id)
    )
    return [
        SocialResponseSummary(
            id=row.id,
            type_id=row.type_id,
            name=social_response_type(row.type_id).name,
            capacity=row.capacity,
            served=row.served,
        )
        for row in rows
    ]


def social_response(work: Work, *, social_response_id: UUID) -> SocialResponseDetail:
    """Raises: UnknownSocialResponse."""
    row = work.get(SocialResponse, social_response_id)
    if row is None:
        raise UnknownSocialResponse(id=social_response_id)
    return SocialResponseDetail(
        id=row.id,
        facility_id=row.facility_id,
        municipality=row.scope,
        type_id=row.type_id,
        type_name=social_response_type(row.type_id).name,
        name=row.name or "",
        status=row.status or Status.ACTIVE,
        capacity=row.capacity,
        served=row.served,
        vacancies=row.vacancies,
        waiting=row.waiting,
        code=row.code or "",
        agreement=row.agreement or "",
        agreement_places=row.agreement_places,
        licence=row.licence or "",
        opening_hours=row.opening_hours or "",
        contact=row.contact or "",
        email=row.email or "",
        phone=row.phone or "",
        fees=row.fees or "",
        languages=tuple(row.languages or ()),
        territory=tuple(row.territory or (row.scope,)),
        note=row.note or "",
        closed_on=row.closed_on,
        confirmed_on=row.confirmed_on,
        attributes=tuple(sorted((row.attributes or {}).items())),
    )

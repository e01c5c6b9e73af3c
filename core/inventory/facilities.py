"""Providers, their facilities, and the social responses offered there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column

from core.inventory.problems import UnknownFacility
from core.inventory.taxonomy import social_response_type
from core.store import Base, Synced, Work, new_id


class Provider(Synced, Base):
    """Who runs facilities: an IPSS, a municipality, a company."""

    __tablename__ = "provider"

    name: Mapped[str]
    legal_nature: Mapped[str]
    nipc: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]


class Facility(Synced, Base):
    """A place where social responses are offered. `scope` is the DICO it stands in."""

    __tablename__ = "facility"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"), index=True)
    name: Mapped[str]
    parish: Mapped[str]
    address: Mapped[str]
    postal_code: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]


class SocialResponse(Synced, Base):
    """A service offered at a facility, with its capacity and the people it serves."""

    __tablename__ = "social_response"

    facility_id: Mapped[UUID] = mapped_column(ForeignKey("facility.id"), index=True)
    type_id: Mapped[str]
    capacity: Mapped[int | None]
    served: Mapped[int | None]


@dataclass(frozen=True, slots=True)
class FacilitySummary:
    """A facility as lists show it; `municipality` is a DICO, `parish` a DICOFRE."""

    id: UUID
    name: str
    provider: str
    municipality: str
    parish: str
    address: str
    postal_code: str
    email: str
    phone: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class SocialResponseSummary:
    """A social response of a facility."""

    id: UUID
    type_id: str
    name: str
    capacity: int | None
    served: int | None


def add_provider(
    work: Work,
    *,
    name: str,
    municipality: str,
    legal_nature: str = "",
    nipc: str = "",
    email: str = "",
    phone: str = "",
) -> UUID:
    """Add a provider whose seat is in a municipality (DICO)."""
    provider = Provider(
        id=new_id(),
        scope=municipality,
        name=name.strip(),
        legal_nature=legal_nature,
        nipc=nipc,
        email=email,
        phone=phone,
    )
    work.add(provider)
    work.flush()
    return provider.id


def add_facility(
    work: Work,
    *,
    provider_id: UUID,
    name: str,
    municipality: str,
    parish: str = "",
    address: str = "",
    postal_code: str = "",
    email: str = "",
    phone: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
) -> UUID:
    """Add a facility in a municipality (DICO) and, if known, a parish (DICOFRE)."""
    facility = Facility(
        id=new_id(),
        scope=municipality,
        provider_id=provider_id,
        name=name.strip(),
        parish=parish,
        address=address,
        postal_code=postal_code,
        email=email,
        phone=phone,
        latitude=latitude,
        longitude=longitude,
    )
    work.add(facility)
    work.flush()
    return facility.id


def add_social_response(
    work: Work,
    *,
    facility_id: UUID,
    type_id: str,
    capacity: int | None = None,
    served: int | None = None,
) -> UUID:
    """Say that a facility offers a service of the nomenclature.

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
    )
    work.add(offered)
    work.flush()
    return offered.id


def list_facilities(work: Work, *, municipality: str | None = None) -> list[FacilitySummary]:
    """Facilities by name; of one municipality (DICO) if given."""
    query = _summary().order_by(func.lower(Facility.name), Facility.id)
    if municipality is not None:
        query = query.where(Facility.scope == municipality)
    return [FacilitySummary(*row) for row in work.execute(query)]


def facility(work: Work, *, facility_id: UUID) -> FacilitySummary:
    """Raises: UnknownFacility."""
    row = work.execute(_summary().where(Facility.id == facility_id)).one_or_none()
    if row is None:
        raise UnknownFacility(id=facility_id)
    return FacilitySummary(*row)


def social_responses_of(work: Work, *, facility_id: UUID) -> list[SocialResponseSummary]:
    """What a facility offers, in the order it was added."""
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


def _summary() -> Select[*tuple[Any, ...]]:
    return select(
        Facility.id,
        Facility.name,
        Provider.name,
        Facility.scope,
        Facility.parish,
        Facility.address,
        Facility.postal_code,
        Facility.email,
        Facility.phone,
        Facility.latitude,
        Facility.longitude,
    ).join(Provider, Provider.id == Facility.provider_id)

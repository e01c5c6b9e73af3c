"""Providers and their facilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column

from core.inventory.kinds import Status
from core.inventory.nipc import digits_of, is_nipc
from core.inventory.problems import UnknownFacility, UnknownProvider, WrongCoordinates, WrongNipc
from core.store import Base, EnumText, Synced, Work, new_id


class Provider(Synced, Base):
    """Who runs facilities: an IPSS, a municipality, a company. `scope` is the DICO of its seat."""

    __tablename__ = "provider"

    name: Mapped[str]
    legal_nature: Mapped[str | None]
    nipc: Mapped[str | None] = mapped_column(index=True)
    """Nine digits."""
    email: Mapped[str | None]
    phone: Mapped[str | None]
    code: Mapped[str | None] = mapped_column(index=True)
    """The code that the Carta Social or the office gives it."""
    website: Mapped[str | None]
    address: Mapped[str | None]
    postal_code: Mapped[str | None]
    note: Mapped[str | None]
    attributes: Mapped[dict[str, Any] | None]
    """What came along and has no column of its own: label → value."""


class Facility(Synced, Base):
    """A place where social responses are offered. `scope` is the DICO it stands in."""

    __tablename__ = "facility"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"), index=True)
    name: Mapped[str]
    parish: Mapped[str | None]
    """DICOFRE; which grid it belongs to follows from the dates of `core.plan.Parish`."""
    address: Mapped[str | None]
    postal_code: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    code: Mapped[str | None] = mapped_column(index=True)
    status: Mapped[Status | None] = mapped_column(EnumText(Status))
    """None is active."""
    locality: Mapped[str | None]
    website: Mapped[str | None]
    accessibility: Mapped[list[str] | None]
    """What makes it accessible, in words: ramp, lift, adapted toilet…"""
    opening_hours: Mapped[str | None]
    note: Mapped[str | None]
    attributes: Mapped[dict[str, Any] | None]


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
class ProviderSummary:
    """A provider, and how many facilities it has."""

    id: UUID
    name: str
    municipality: str
    legal_nature: str
    nipc: str
    email: str
    phone: str
    code: str
    website: str
    facilities: int


def add_provider(
    work: Work,
    *,
    name: str,
    municipality: str,
    legal_nature: str = "",
    nipc: str = "",
    email: str = "",
    phone: str = "",
    **more: Any,
) -> UUID:
    """Add a provider whose seat is in a municipality (DICO); `more` are other fields of the table.

    Raises: WrongNipc.
    """
    provider = Provider(
        id=new_id(),
        scope=municipality,
        name=name.strip(),
        legal_nature=legal_nature or None,
        nipc=checked_nipc(nipc),
        email=email or None,
        phone=phone or None,
        **more,
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
    **more: Any,
) -> UUID:
    """Add a facility in a municipality (DICO) and, if known, a parish (DICOFRE).

    Raises: WrongCoordinates.
    """
    check_coordinates(latitude, longitude)
    facility = Facility(
        id=new_id(),
        scope=municipality,
        provider_id=provider_id,
        name=name.strip(),
        parish=parish or None,
        address=address or None,
        postal_code=postal_code or None,
        email=email or None,
        phone=phone or None,
        latitude=latitude,
        longitude=longitude,
        **more,
    )
    work.add(facility)
    work.flush()
    return facility.id


def checked_nipc(text: str) -> str | None:
    """The nine digits; None for nothing. Raises: WrongNipc."""
    if not text.strip():
        return None
    if not is_nipc(text):
        raise WrongNipc(nipc=text.strip())
    return digits_of(text)


def check_coordinates(latitude: float | None, longitude: float | None) -> None:
    """Both or none, in degrees (WGS 84). Raises: WrongCoordinates."""
    if latitude is None and longitude is None:
        return
    if latitude is None or abs(latitude) > 90 or (longitude is not None and abs(longitude) > 180):
        raise WrongCoordinates(latitude=latitude, longitude=longitude)


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


def list_providers(work: Work, *, municipality: str | None = None) -> list[ProviderSummary]:
    """Providers by name, with the number of their facilities."""
    query = _providers().order_by(func.lower(Provider.name), Provider.id)
    if municipality is not None:
        query = query.where(Provider.scope == municipality)
    return [ProviderSummary(*row) for row in work.execute(query)]


def provider(work: Work, *, provider_id: UUID) -> ProviderSummary:
    """Raises: UnknownProvider."""
    row = work.execute(_providers().where(Provider.id == provider_id)).one_or_none()
    if row is None:
        raise UnknownProvider(id=provider_id)
    return ProviderSummary(*row)


def _text(column: Any) -> Any:
    return func.coalesce(column, "")


def _summary() -> Select[*tuple[Any, ...]]:
    return select(
        Facility.id,
        Facility.name,
        Provider.name,
        Facility.scope,
        _text(Facility.parish),
        _text(Facility.address),
        _text(Facility.postal_code),
        _text(Facility.email),
        _text(Facility.phone),
        Facility.latitude,
        Facility.longitude,
    ).join(Provider, Provider.id == Facility.provider_id)


def _providers() -> Select[*tuple[Any, ...]]:
    return select(
        Provider.id,
        Provider.name,
        Provider.scope,
        _text(Provider.legal_nature),
        _text(Provider.nipc),
        _text(Provider.email),
        _text(Provider.phone),
        _text(Provider.code),
        _text(Provider.website),
        select(func.count())
        .where(Facility.provider_id == Provider.id)
        .correlate(Provider)
        .scalar_subquery(),
    )

"""Offers of the plan's platforms: training, jobs, volunteering; lighter entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column

from core.inventory.kinds import OfferKind, Status
from core.store import Base, EnumText, Synced, Work, new_id


class Offer(Synced, Base):
    """A training, a job or a place for volunteers. `scope` is the DICO where it is."""

    __tablename__ = "offer"

    kind: Mapped[OfferKind] = mapped_column(EnumText(OfferKind))
    title: Mapped[str]
    description: Mapped[str | None]
    provider_id: Mapped[UUID | None] = mapped_column(ForeignKey("provider.id"), index=True)
    facility_id: Mapped[UUID | None] = mapped_column(ForeignKey("facility.id"), index=True)
    places: Mapped[int | None]
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    contact: Mapped[str | None]
    status: Mapped[Status | None] = mapped_column(EnumText(Status))
    attributes: Mapped[dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class OfferSummary:
    """An offer as lists show it."""

    id: UUID
    kind: OfferKind
    title: str
    municipality: str
    description: str
    places: int | None
    opens_on: date | None
    closes_on: date | None
    contact: str
    status: Status


def add_offer(work: Work, *, kind: OfferKind, title: str, municipality: str, **more: Any) -> UUID:
    """Add an offer; `more` are other fields of the table."""
    offer = Offer(id=new_id(), scope=municipality, kind=kind, title=title.strip(), **more)
    work.add(offer)
    work.flush()
    return offer.id


def list_offers(
    work: Work, *, kind: OfferKind | None = None, municipality: str | None = None,
    open_on: date | None = None,
) -> list[OfferSummary]:  # fmt: skip
    """Offers by title; only those that can be had on a day, if given."""
    query = select(Offer).order_by(func.lower(Offer.title), Offer.id)
    if kind is not None:
        query = query.where(Offer.kind == kind)
    if municipality is not None:
        query = query.where(Offer.scope == municipality)
    return [
        OfferSummary(
            id=one.id, kind=one.kind, title=one.title, municipality=one.scope,
            description=one.description or "", places=one.places, opens_on=one.opens_on,
            closes_on=one.closes_on, contact=one.contact or "", status=one.status or Status.ACTIVE,
        )
        for one in work.scalars(query)
        if open_on is None or _is_open(one, open_on)
    ]  # fmt: skip


def _is_open(offer: Offer, day: date) -> bool:
    return (
        (offer.status or Status.ACTIVE) == Status.ACTIVE
        and (offer.opens_on is None or offer.opens_on <= day)
        and (offer.closes_on is None or offer.closes_on >= day)
    )

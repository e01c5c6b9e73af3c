"""Who works with Terreno: technicians, their devices, and which of them this store belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from core.people.problems import UnknownTechnician
from core.store import Base, Local, Synced, Work, author_of, new_id


class Technician(Synced, Base):
    """A person who visits. `scope` is the DICO of the municipality they work for."""

    __tablename__ = "technician"

    name: Mapped[str]
    email: Mapped[str]
    role: Mapped[str]


class Device(Synced, Base):
    """A laptop that writes changes, under the name its technician gave it."""

    __tablename__ = "device"

    name: Mapped[str]
    technician_id: Mapped[UUID | None] = mapped_column(ForeignKey("technician.id"), index=True)
    enrolled_at: Mapped[datetime]


class Owner(Local, Base):
    """The one row that says whose store this is; it never leaves the laptop."""

    __tablename__ = "owner"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    technician_id: Mapped[UUID]
    device_id: Mapped[UUID]


@dataclass(frozen=True, slots=True)
class TechnicianSummary:
    """A technician as lists show it; `municipality` is a DICO."""

    id: UUID
    name: str
    email: str
    role: str
    municipality: str


@dataclass(frozen=True, slots=True)
class Me:
    """The technician and the device that this store writes for."""

    technician: TechnicianSummary
    device_id: UUID


def add_technician(
    work: Work,
    *,
    name: str,
    municipality: str,
    email: str = "",
    role: str = "",
    technician_id: UUID | None = None,
) -> UUID:
    """Add a technician of a municipality (DICO)."""
    technician = Technician(
        id=technician_id or new_id(),
        scope=municipality,
        name=name.strip(),
        email=email.strip(),
        role=role.strip(),
    )
    work.add(technician)
    work.flush()
    return technician.id


def list_technicians(work: Work, *, municipality: str | None = None) -> list[TechnicianSummary]:
    """Technicians by name; of one municipality (DICO) if given."""
    query = _SUMMARY.order_by(Technician.name, Technician.id)
    if municipality is not None:
        query = query.where(Technician.scope == municipality)
    return [TechnicianSummary(*row) for row in work.execute(query)]


def this_is_me(work: Work, *, technician_id: UUID, device_name: str, at: datetime) -> Me:
    """Say whose store this is; the device is registered the first time and kept afterwards.

    Raises: UnknownTechnician.
    """
    technician = _technician(work, technician_id)
    owner = work.get(Owner, 1)
    if owner is None:
        # What is written from the first change on is written by this device: a central store takes
        # nothing of a device that it does not know.
        writing = author_of(work).device_id
        device = Device(
            id=writing if writing.int else new_id(),
            scope=technician.municipality,
            name=device_name,
            technician_id=technician_id,
            enrolled_at=at,
        )
        work.add(device)
        owner = Owner(number=1, technician_id=technician_id, device_id=device.id)
        work.add(owner)
    else:
        owner.technician_id = technician_id
    work.flush()
    return Me(technician=technician, device_id=owner.device_id)


def who_am_i(work: Work) -> Me | None:
    """Whose store this is; None before the first `this_is_me`."""
    owner = work.execute(select(Owner.technician_id, Owner.device_id)).one_or_none()
    if owner is None:
        return None
    return Me(technician=_technician(work, owner.technician_id), device_id=owner.device_id)


_SUMMARY = select(
    Technician.id, Technician.name, Technician.email, Technician.role, Technician.scope
)


def _technician(work: Work, technician_id: UUID) -> TechnicianSummary:
    row = work.execute(_SUMMARY.where(Technician.id == technician_id)).one_or_none()
    if row is None:
        raise UnknownTechnician(id=technician_id)
    return TechnicianSummary(*row)

"""What the server keeps about who comes: one-time codes, used challenges, the audit trail."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Integer
from sqlalchemy.orm import Mapped, mapped_column

from sync.centre.tables import CentreBase


class EnrolCode(CentreBase):
    """A code that lets one laptop in, once, until it expires."""

    __tablename__ = "enrol_code"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    hint: Mapped[str] = mapped_column(index=True)
    """Its first four characters, by which it is found; the rest is only here as a hash."""
    secret: Mapped[str]
    """argon2id of the rest."""
    organisation: Mapped[str]
    role: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
    used_by: Mapped[UUID | None]


class UsedChallenge(CentreBase):
    """A challenge that was answered: it does not open the door twice."""

    __tablename__ = "used_challenge"

    nonce: Mapped[bytes] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AuditEntry(CentreBase):
    """Who did what to devices, codes and the centre. Never values of fields."""

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str]
    """`cli`, or the id of a device."""
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]

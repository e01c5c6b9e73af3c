"""What the centre keeps of phones: who may hand in, and what was handed in, as it came."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sync.centre.tables import CentreBase


class CollectorRow(CentreBase):
    """Someone who gathers with a phone, for one municipality."""

    __tablename__ = "openrosa_collector"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    organisation: Mapped[str]
    name: Mapped[str]
    secret: Mapped[str]
    """argon2id of the password."""
    digest_secret: Mapped[str]
    """HA1 of RFC 2617, only if Digest was asked for: whoever reads it can log in. Else empty."""
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class SubmissionRow(CentreBase):
    """A submission as it came, and what became of it."""

    __tablename__ = "openrosa_submission"
    __table_args__ = (UniqueConstraint("organisation", "instance_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation: Mapped[str]
    instance_id: Mapped[str]
    follows: Mapped[str]
    """The instance id that it takes the place of (`deprecatedID`); empty if none."""
    collector: Mapped[UUID]
    form_id: Mapped[str]
    version: Mapped[str]
    digest: Mapped[str]
    """SHA-256 of the XML: the same id with another one is refused."""
    xml: Mapped[bytes]
    state: Mapped[str] = mapped_column(index=True)
    """`incomplete`, `waiting`, `applied`, `held`."""
    reason: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    """Until then one process is at it."""
    visit_id: Mapped[UUID | None]
    filling_id: Mapped[UUID | None]
    transaction_ids: Mapped[str] = mapped_column(default="")
    """The transactions in which it was written, parted by blanks."""


class SubmissionFile(CentreBase):
    """An attachment of a submission, by the name that its XML has for it."""

    __tablename__ = "openrosa_file"

    submission: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str]

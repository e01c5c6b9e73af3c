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


class FileUpload(CentreBase):
    """A file on its way in: how much of it is durable, whose it is, and until when it may wait."""

    __tablename__ = "file_upload"

    id: Mapped[str] = mapped_column(primary_key=True)
    """32 hexadecimal digits that nobody can guess; also the name of what is on the disk."""
    device: Mapped[UUID] = mapped_column(index=True)
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    scopes: Mapped[str]
    """Scopes whose attachments name it, parted by blanks; the device may write all of them."""
    place: Mapped[int] = mapped_column(BigInteger, default=0)
    """Bytes that are on the disk for good."""
    holder: Mapped[str] = mapped_column(default="")
    """The request that may go on with it: the newest."""
    received: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class StoredFile(CentreBase):
    """A file that is here whole, compared with its hash."""

    __tablename__ = "stored_file"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    stored_at: Mapped[datetime]


class FileScope(CentreBase):
    """A scope in which a file may be read: one of its devices brought the file here."""

    __tablename__ = "file_scope"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)


class ErasedFile(CentreBase):
    """A file that was erased in a scope (a recording, say) and does not come back."""

    __tablename__ = "erased_file"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
    erased_at: Mapped[datetime]

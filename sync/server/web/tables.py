"""Who may look at the centre's page, and who is looking."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from sync.centre.tables import CentreBase


class PersonRow(CentreBase):
    """A person of the centre: login, role, and argon2id of the password."""

    __tablename__ = "web_person"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    organisation: Mapped[str]
    role: Mapped[str]
    secret: Mapped[str]
    wrong: Mapped[int] = mapped_column(default=0)
    """Wrong passwords in a row."""
    not_before: Mapped[datetime | None]
    """No password is looked at before this: the pause grows with wrong ones."""
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class WebSession(CentreBase):
    """A browser that has logged in. What its cookie says is here only as a hash."""

    __tablename__ = "web_session"

    key: Mapped[bytes] = mapped_column(primary_key=True)
    """SHA-256 of the cookie."""
    person: Mapped[UUID] = mapped_column(index=True)
    begun_at: Mapped[datetime] = mapped_column(index=True)
    seen_at: Mapped[datetime]

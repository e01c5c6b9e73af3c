"""Sessions of browsers: a random cookie, its hash in the database, and tokens against forgery."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, or_, select, update

from sync.protocol.rights import Role
from sync.server.web.people import Person
from sync.server.web.tables import PersonRow, WebSession

if TYPE_CHECKING:
    from sqlalchemy import Connection

LASTS = timedelta(hours=10)
"""A working day, whatever happens."""
RESTS = timedelta(hours=1)
"""Without any request."""
_TOUCHED = timedelta(minutes=1)


def begin_session(connection: Connection, person: Person, *, at: datetime) -> str:
    """What the cookie will say. Sessions that are over are forgotten."""
    connection.execute(
        delete(WebSession).where(
            or_(WebSession.begun_at < at - LASTS, WebSession.seen_at < at - RESTS)
        )
    )
    cookie = secrets.token_urlsafe(32)
    connection.execute(
        insert(WebSession).values(key=_key(cookie), person=person.id, begun_at=at, seen_at=at)
    )
    return cookie


def person_of(connection: Connection, cookie: str, *, at: datetime) -> Person | None:
    """Whose session it is, if it is not over."""
    row = connection.execute(
        select(
            PersonRow.id, PersonRow.login, PersonRow.name, PersonRow.organisation, PersonRow.role,
            WebSession.seen_at,
        )
        .join(WebSession, WebSession.person == PersonRow.id)
        .where(
            WebSession.key == _key(cookie), WebSession.begun_at > at - LASTS,
            WebSession.seen_at > at - RESTS, PersonRow.revoked_at.is_(None),
        )
    ).first()  # fmt: skip
    if row is None:
        return None
    if at - row.seen_at > _TOUCHED:
        connection.execute(
            update(WebSession).where(WebSession.key == _key(cookie)).values(seen_at=at)
        )
    return Person(row.id, row.login, row.name, row.organisation, Role(row.role))


def end_session(connection: Connection, cookie: str) -> None:
    """Log out."""
    connection.execute(delete(WebSession).where(WebSession.key == _key(cookie)))


def form_token(cookie: str) -> str:
    """What a form must bring along: only a page that was given to this cookie knows it."""
    return hmac.new(cookie.encode(), b"terreno-form-1", hashlib.sha256).hexdigest()


def is_form_token(cookie: str, given: str) -> bool:
    """Whether a form came from a page of ours."""
    return hmac.compare_digest(form_token(cookie).encode(), given.encode())


def _key(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode()).digest()

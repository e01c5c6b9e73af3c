"""Collectors: who gathers with a phone, for one municipality, by login and password."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import insert, select, update

from core.plan import load_municipalities
from core.store.ids import new_id
from sync.server.devices import note
from sync.server.openrosa.problems import (
    LoginRefused,
    NoSuchCollector,
    NoSuchMunicipality,
    PasswordTooShort,
)
from sync.server.openrosa.tables import CollectorRow

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from sqlalchemy import Connection

REALM = "Terreno"
LEAST_PASSWORD = 10
_LOGIN = re.compile(r"[A-Za-z0-9._-]{3,40}")
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class CollectorSummary:
    """A collector as lists show it. `digest`: may log in by Digest too."""

    id: UUID
    login: str
    organisation: str
    name: str
    digest: bool
    made_at: datetime
    seen_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """What the door compares with."""

    id: UUID
    login: str
    organisation: str
    name: str
    secret: str
    digest_secret: str


def add_collector(
    connection: Connection, *, login: str, organisation: str, name: str, at: datetime,
    password: str = "", digest: bool = False,
) -> str:  # fmt: skip
    """Let someone hand in by phone; gives the password, which is kept as argon2id only.

    `digest`: log in by Digest too; what is kept for that (HA1) opens the door like the password.

    Raises: NoSuchMunicipality, LoginRefused, PasswordTooShort.
    """
    if organisation not in {one.dico for one in load_municipalities()}:
        raise NoSuchMunicipality(given=organisation)
    if not _LOGIN.fullmatch(login) or known_collector(connection, login, revoked=True):
        raise LoginRefused(given=login)
    if password and len(password) < LEAST_PASSWORD:
        raise PasswordTooShort(least=LEAST_PASSWORD)
    password = password or "-".join(
        "".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3)
    )
    identity = new_id()
    connection.execute(
        insert(CollectorRow).values(
            id=identity, login=login, organisation=organisation, name=name.strip() or login,
            secret=hasher().hash(password), made_at=at,
            digest_secret=ha1(login, password) if digest else "",
        )
    )  # fmt: skip
    note(connection, at=at, actor="cli", action="collector.added", subject=str(identity),
         detail=organisation)  # fmt: skip
    return password


def list_collectors(connection: Connection) -> list[CollectorSummary]:
    """Everyone who was ever let in, by organisation and login."""
    rows = connection.execute(
        select(
            CollectorRow.id, CollectorRow.login, CollectorRow.organisation, CollectorRow.name,
            CollectorRow.digest_secret != "", CollectorRow.made_at, CollectorRow.seen_at,
            CollectorRow.revoked_at,
        ).order_by(CollectorRow.organisation, CollectorRow.login)
    )  # fmt: skip
    return [CollectorSummary(*row) for row in rows]


def revoke_collector(connection: Connection, login: str, *, at: datetime) -> None:
    """Nobody comes in by this login any more; what was handed in stays. Raises: NoSuchCollector."""
    found = known_collector(connection, login)
    if found is None:
        raise NoSuchCollector(given=login)
    connection.execute(
        update(CollectorRow)
        .where(CollectorRow.id == found.id)
        .values(revoked_at=at, digest_secret="")
    )
    note(connection, at=at, actor="cli", action="collector.revoked", subject=str(found.id))


def known_collector(connection: Connection, login: str, *, revoked: bool = False) -> Known | None:
    """The collector of a login, if it may come in (or ever could)."""
    row = connection.execute(
        select(
            CollectorRow.id, CollectorRow.login, CollectorRow.organisation, CollectorRow.name,
            CollectorRow.secret, CollectorRow.digest_secret, CollectorRow.revoked_at,
        ).where(CollectorRow.login == login)
    ).first()  # fmt: skip
    if row is None or (row.revoked_at is not None and not revoked):
        return None
    return Known(*row[:-1])


def anyone_by_digest(connection: Connection) -> bool:
    """Whether somebody who may come in asked for Digest."""
    return (
        connection.execute(
            select(CollectorRow.id)
            .where(CollectorRow.digest_secret != "", CollectorRow.revoked_at.is_(None))
            .limit(1)
        ).first()
        is not None
    )


def seen(connection: Connection, collector: UUID, *, at: datetime) -> None:
    """Note that somebody came in."""
    connection.execute(update(CollectorRow).where(CollectorRow.id == collector).values(seen_at=at))


def is_right(known: Known | None, password: str) -> bool:
    """Whether this is the password; an unknown login takes as long to be refused."""
    from argon2.exceptions import VerificationError

    try:
        if known is None:
            hasher().hash(password)
            return False
        return hasher().verify(known.secret, password)
    except VerificationError:
        return False


def ha1(login: str, password: str) -> str:
    """What Digest compares with (RFC 2617, 3.2.2.2)."""
    whole = f"{login}:{REALM}:{password}".encode()
    return hashlib.md5(whole, usedforsecurity=False).hexdigest()


def hasher() -> PasswordHasher:
    """argon2id as everywhere at the centre."""
    from argon2 import PasswordHasher

    return PasswordHasher()

"""People of the centre: who may look at its page, and what of it."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from core.store.ids import new_id
from sync.protocol.rights import AMP, Role
from sync.server.devices import note, organisations
from sync.server.web.problems import NoSuchPerson, PersonRefused, WeakPassword
from sync.server.web.tables import PersonRow, WebSession

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from sqlalchemy import Connection

LEAST, MOST = 12, 200
_LOGIN = re.compile(r"[a-z0-9._@-]{3,80}")
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_PATIENCE = 5
"""Wrong passwords in a row that cost nothing; each further one doubles a pause of a minute."""
_LONGEST = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Person:
    """Who looks at the page."""

    id: UUID
    login: str
    name: str
    organisation: str
    role: Role

    def sees(self, organisation: str) -> bool:
        """Whether what belongs to an organisation is for these eyes."""
        return self.everywhere or organisation == self.organisation

    @property
    def everywhere(self) -> bool:
        """Whether all organisations are seen."""
        return self.organisation == AMP

    @property
    def may_give(self) -> tuple[Role, ...]:
        """The roles that codes made by this person may carry: none above the own."""
        if self.role is Role.ADMINISTRATOR:
            return tuple(Role)
        if self.role is Role.AMP_TEAM:
            return (Role.TECHNICIAN, Role.COORDINATOR, Role.AMP_TEAM, Role.GUEST)
        return (Role.TECHNICIAN, Role.GUEST)


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """A person as lists show it."""

    id: UUID
    login: str
    name: str
    organisation: str
    role: str
    made_at: datetime
    seen_at: datetime | None
    revoked_at: datetime | None


def add_person(
    connection: Connection, *, login: str, organisation: str, role: str, name: str, at: datetime,
    password: str = "",
) -> str:  # fmt: skip
    """Let someone look at the page; gives the password, of which argon2id is kept.

    Raises: PersonRefused, WeakPassword.
    """
    of_amp = role in (Role.ADMINISTRATOR, Role.AMP_TEAM)
    fits = organisation in organisations() and (
        organisation == AMP if of_amp else role == Role.COORDINATOR and organisation != AMP
    )
    taken = connection.execute(select(PersonRow.id).where(PersonRow.login == login)).first()
    if not _LOGIN.fullmatch(login) or taken or not fits:
        raise PersonRefused(given=f"{login} {organisation} {role}")
    password = _password(password)
    identity = new_id()
    connection.execute(
        insert(PersonRow).values(
            id=identity, login=login, name=name.strip() or login, organisation=organisation,
            role=role, secret=_hasher().hash(password), wrong=0, made_at=at,
        )
    )  # fmt: skip
    note(connection, at=at, actor="cli", action="person.added", subject=str(identity),
         detail=f"{organisation} {role}")  # fmt: skip
    return password


def set_password(connection: Connection, login: str, *, at: datetime, password: str = "") -> str:
    """Give someone another password, and end all sessions. Raises: NoSuchPerson, WeakPassword."""
    password = _password(password)
    identity = _known(connection, login)
    connection.execute(
        update(PersonRow)
        .where(PersonRow.id == identity)
        .values(secret=_hasher().hash(password), wrong=0, not_before=None)
    )
    connection.execute(delete(WebSession).where(WebSession.person == identity))
    note(connection, at=at, actor="cli", action="person.password", subject=str(identity))
    return password


def revoke_person(connection: Connection, login: str, *, at: datetime) -> None:
    """Nobody comes in by this login any more, from now. Raises: NoSuchPerson."""
    identity = _known(connection, login)
    connection.execute(update(PersonRow).where(PersonRow.id == identity).values(revoked_at=at))
    connection.execute(delete(WebSession).where(WebSession.person == identity))
    note(connection, at=at, actor="cli", action="person.revoked", subject=str(identity))


def list_people(connection: Connection) -> list[PersonSummary]:
    """Everyone who may, or could, look at the page."""
    names = PersonSummary.__dataclass_fields__
    rows = connection.execute(
        select(*(getattr(PersonRow, name) for name in names)).order_by(PersonRow.login)
    )
    return [PersonSummary(*row) for row in rows]


def try_password(
    connection: Connection, login: str, password: str, *, at: datetime
) -> Person | None:
    """Who this is, if the password is right; to be committed whatever comes of it.

    After five wrong ones in a row nobody's attempt at this login is looked at for a minute, then
    two, up to half an hour. An unknown login takes as long as a wrong password.
    """
    from argon2.exceptions import VerificationError

    row = connection.execute(
        select(
            PersonRow.id, PersonRow.login, PersonRow.name, PersonRow.organisation, PersonRow.role,
            PersonRow.secret, PersonRow.wrong, PersonRow.not_before,
        )
        .where(PersonRow.login == login.strip().lower(), PersonRow.revoked_at.is_(None))
        .with_for_update()
    ).first()  # fmt: skip
    hasher = _hasher()
    if row is None or (row.not_before is not None and row.not_before > at):
        hasher.hash(password[:MOST])
        return None
    try:
        hasher.verify(row.secret, password[:MOST])
    except VerificationError:
        over = row.wrong + 1 - _PATIENCE
        pause = min(timedelta(minutes=2 ** min(over, 10)), _LONGEST) if over >= 0 else None
        connection.execute(
            update(PersonRow)
            .where(PersonRow.id == row.id)
            .values(wrong=row.wrong + 1, not_before=at + pause if pause else None)
        )
        if pause:
            note(connection, at=at, actor=str(row.id), action="person.paused", subject=str(row.id))
        return None
    connection.execute(
        update(PersonRow).where(PersonRow.id == row.id).values(wrong=0, not_before=None, seen_at=at)
    )
    note(connection, at=at, actor=str(row.id), action="person.entered", subject=str(row.id))
    return Person(row.id, row.login, row.name, row.organisation, Role(row.role))


def enter_known(connection: Connection, login: str, *, at: datetime) -> Person | None:
    """Who has this login, if the organisation's provider has said that it is they."""
    row = connection.execute(
        select(
            PersonRow.id, PersonRow.login, PersonRow.name, PersonRow.organisation, PersonRow.role
        ).where(PersonRow.login == login, PersonRow.revoked_at.is_(None))
    ).first()
    if row is None:
        return None
    connection.execute(update(PersonRow).where(PersonRow.id == row.id).values(seen_at=at))
    note(connection, at=at, actor=str(row.id), action="person.entered", subject=str(row.id),
         detail="oidc")  # fmt: skip
    return Person(row.id, row.login, row.name, row.organisation, Role(row.role))


def _known(connection: Connection, login: str) -> UUID:
    found: UUID | None = connection.execute(
        select(PersonRow.id).where(PersonRow.login == login)
    ).scalar()
    if found is None:
        raise NoSuchPerson(given=login)
    return found


def _password(given: str) -> str:
    if given and not LEAST <= len(given) <= MOST:
        raise WeakPassword(least=LEAST, most=MOST)
    return given or "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()

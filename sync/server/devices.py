"""Codes and devices: who is let in, who is put out, and the trail of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import insert, or_, select, update

from core.plan import load_municipalities
from core.store.ids import new_id
from sync.centre.tables import SyncDevice
from sync.protocol.endpoint import Refused
from sync.protocol.rights import AMP, Role
from sync.server.problems import NoSuchDevice, NoSuchOrganisation
from sync.server.tables import AuditEntry, EnrolCode

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from sqlalchemy import Connection

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_HINT, _REST = 4, 8
CODE_LASTS = timedelta(hours=24)
_ATTEMPTS = 5
_KEY = 32
ENROL_WORDS = b"terreno-enrol-1"


@dataclass(frozen=True, slots=True)
class DeviceSummary:
    """A laptop as lists show it."""

    id: UUID
    name: str
    organisation: str
    role: str
    enrolled_at: datetime
    seen_at: datetime | None
    pushed_at: datetime | None
    accepted: int
    waiting: int
    refused: int
    refused_why: str
    revoked_at: datetime | None
    wipe: bool
    wiped_at: datetime | None


@dataclass(frozen=True, slots=True)
class Applicant:
    """A laptop that hands in a code."""

    device: UUID
    technician: UUID
    name: str
    public_key: bytes
    signature: bytes
    """Over `ENROL_WORDS`, the device id and the code: it holds the key."""
    sealing_key: bytes = b""
    """X25519; an older laptop tells it later, or never."""


def note(
    connection: Connection, *, at: datetime, actor: str, action: str, subject: str = "",
    detail: str = "",
) -> None:  # fmt: skip
    """Write into the audit trail; ids and names of roles only."""
    connection.execute(
        insert(AuditEntry).values(
            at=at, actor=actor, action=action, subject=subject, detail=detail[:200]
        )
    )


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """One line of the trail."""

    at: datetime
    actor: str
    action: str
    subject: str
    detail: str


def audit_trail(connection: Connection, *, most: int = 1_000) -> list[AuditSummary]:
    """The newest lines of the trail, newest first."""
    rows = connection.execute(
        select(
            AuditEntry.at, AuditEntry.actor, AuditEntry.action, AuditEntry.subject,
            AuditEntry.detail,
        )
        .order_by(AuditEntry.number.desc())
        .limit(most)
    )  # fmt: skip
    return [AuditSummary(*row) for row in rows]


def organisations() -> dict[str, str]:
    """The AMP and its 17 municipalities: code and name."""
    return {AMP: "Área Metropolitana do Porto"} | {
        one.dico: one.name for one in load_municipalities()
    }


def make_code(
    connection: Connection, *, organisation: str, role: str, at: datetime,
    lasts: timedelta = CODE_LASTS, actor: str = "cli",
) -> str:  # fmt: skip
    """A code for one laptop, shown this once; the database keeps its hash.

    Raises: NoSuchOrganisation.
    """
    roles = [one.value for one in Role]
    if organisation not in organisations() or role not in roles:
        raise NoSuchOrganisation(given=f"{organisation} {role}", roles=", ".join(roles))
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_HINT + _REST))
    identity = new_id()
    connection.execute(
        insert(EnrolCode).values(
            id=identity, hint=letters[:_HINT], secret=_hasher().hash(letters[_HINT:]),
            organisation=organisation, role=role, made_at=at, expires_at=at + lasts, attempts=0,
        )
    )  # fmt: skip
    note(connection, at=at, actor=actor, action="code.made", subject=str(identity),
         detail=f"{organisation} {role}")  # fmt: skip
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def spelled(code: str) -> str:
    """A code as it was made, whatever small letters, blanks and dashes a person wrote."""
    return "".join(one for one in code.upper() if one.isalnum())


def try_code(connection: Connection, code: str, *, at: datetime) -> UUID | None:
    """The code that is meant, if it is right; each attempt counts, five and it is dead.

    To be committed whatever comes of it: an attempt that is undone did not count.
    """
    from argon2.exceptions import VerificationError

    letters = spelled(code)
    if len(letters) != _HINT + _REST:
        return None
    rows = connection.execute(
        select(EnrolCode.id, EnrolCode.secret)
        .where(
            EnrolCode.hint == letters[:_HINT], EnrolCode.used_at.is_(None),
            EnrolCode.expires_at > at, EnrolCode.attempts < _ATTEMPTS,
        )
        .with_for_update()
    ).all()  # fmt: skip
    for row in rows:
        connection.execute(
            update(EnrolCode)
            .where(EnrolCode.id == row.id)
            .values(attempts=EnrolCode.attempts + 1)
        )  # fmt: skip
        try:
            _hasher().verify(row.secret, letters[_HINT:])
        except VerificationError:
            continue
        found: UUID = row.id
        return found
    return None


@dataclass(frozen=True, slots=True)
class CodeSummary:
    """A code that still opens, as lists show it; the code itself nobody knows any more."""

    id: UUID
    hint: str
    organisation: str
    role: str
    made_at: datetime
    expires_at: datetime
    attempts: int


def open_codes(connection: Connection, *, at: datetime) -> list[CodeSummary]:
    """The codes that would still let a laptop in, the newest first."""
    names = CodeSummary.__dataclass_fields__
    rows = connection.execute(
        select(*(getattr(EnrolCode, name) for name in names))
        .where(
            EnrolCode.used_at.is_(None), EnrolCode.expires_at > at,
            EnrolCode.attempts < _ATTEMPTS,
        )
        .order_by(EnrolCode.made_at.desc())
    )  # fmt: skip
    return [CodeSummary(*row) for row in rows]


def void_code(connection: Connection, code: UUID, *, at: datetime, actor: str) -> None:
    """A code opens nothing any more; one that was used stays as it is."""
    done = connection.execute(
        update(EnrolCode)
        .where(EnrolCode.id == code, EnrolCode.used_at.is_(None), EnrolCode.expires_at > at)
        .values(expires_at=at)
    )
    if done.rowcount:
        note(connection, at=at, actor=actor, action="code.voided", subject=str(code))


def enrol(connection: Connection, code_id: UUID, who: Applicant, *, at: datetime) -> EnrolCode:
    """Let a laptop in; the code is used up. Raises: Refused (code, device)."""
    code = connection.execute(
        update(EnrolCode)
        .where(EnrolCode.id == code_id, EnrolCode.used_at.is_(None))
        .values(used_at=at, used_by=who.device)
        .returning(EnrolCode.organisation, EnrolCode.role)
    ).first()
    if code is None:
        raise Refused("code")
    if connection.execute(select(SyncDevice.id).where(SyncDevice.id == who.device)).first():
        raise Refused("device", "this device is enrolled already")
    connection.execute(
        insert(SyncDevice).values(
            id=who.device, technician_id=who.technician, organisation=code.organisation,
            role=code.role, name=who.name[:80], public_key=who.public_key, accepted=0,
            sealing_key=who.sealing_key if len(who.sealing_key) == _KEY else None, waiting=0,
            enrolled_at=at, wipe=False,
        )
    )  # fmt: skip
    note(connection, at=at, actor=str(who.device), action="device.enrolled",
         subject=str(who.device), detail=f"{code.organisation} {code.role}")  # fmt: skip
    return EnrolCode(organisation=code.organisation, role=code.role)


def list_devices(connection: Connection) -> list[DeviceSummary]:
    """Every laptop that was ever let in, newest first."""
    names = DeviceSummary.__dataclass_fields__
    rows = connection.execute(
        select(*(getattr(SyncDevice, name) for name in names)).order_by(
            SyncDevice.enrolled_at.desc()
        )
    )
    return [DeviceSummary(*row) for row in rows]


def find_device(connection: Connection, given: str) -> UUID:
    """A device by its id, the beginning of it, or its name. Raises: NoSuchDevice."""
    found = {
        one.id
        for one in list_devices(connection)
        if str(one.id).startswith(given.lower()) or one.name == given
    }
    if not given or len(found) != 1:
        raise NoSuchDevice(given=given)
    return found.pop()


def revoke(
    connection: Connection, device: UUID, *, at: datetime, wipe: bool, actor: str = "cli"
) -> None:
    """Put a laptop out, under all ids it had and has. `wipe`: erase it at its next contact."""
    family, before = {device}, 0
    while len(family) != before:
        before = len(family)
        rows = connection.execute(
            select(SyncDevice.id, SyncDevice.follows).where(
                or_(SyncDevice.id.in_(family), SyncDevice.follows.in_(family))
            )
        )
        family |= {one for row in rows for one in row if one is not None}
    connection.execute(
        update(SyncDevice)
        .where(SyncDevice.id.in_(family), SyncDevice.revoked_at.is_(None))
        .values(revoked_at=at)
    )
    if wipe:
        connection.execute(update(SyncDevice).where(SyncDevice.id.in_(family)).values(wipe=True))
    note(connection, at=at, actor=actor, action="device.wipe" if wipe else "device.revoked",
         subject=str(device))  # fmt: skip


def move_device(
    connection: Connection, device: UUID, *, organisation: str, role: str, at: datetime
) -> None:
    """A laptop belongs elsewhere from now on: scopes come and go at its next exchange.

    Raises: NoSuchOrganisation.
    """
    roles = [one.value for one in Role]
    if organisation not in organisations() or role not in roles:
        raise NoSuchOrganisation(given=f"{organisation} {role}", roles=", ".join(roles))
    connection.execute(
        update(SyncDevice)
        .where(SyncDevice.id == device)
        .values(organisation=organisation, role=role)
    )
    note(connection, at=at, actor="cli", action="device.moved", subject=str(device),
         detail=f"{organisation} {role}")  # fmt: skip


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()

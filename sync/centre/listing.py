"""Making the signed list for each organisation; again only when something in it has changed."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from msgspec.structs import replace
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from sync.centre.keys import SEALING, own_key, sealing_public
from sync.centre.tables import CentreFact, SyncDevice
from sync.protocol.directory import Directory, Listed, SignedDirectory, sign_directory
from sync.protocol.rights import AMP
from sync.protocol.seals import public_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FACT = "directory:"


def directory_for(
    connection: Connection, organisation: str, *, key: bytes, now_ms: int
) -> SignedDirectory:
    """The list for the laptops of an organisation. `key`: the centre's private signing key."""
    kept = fact(connection, _FACT + organisation)
    before = (
        SignedDirectory(*(base64.b64decode(one) for one in kept))
        if isinstance(kept, list)
        else None
    )
    wanted = Directory(
        organisation=organisation, issued_ms=0, public_key=public_of(key),
        sealing_key=sealing_public(own_key(connection, SEALING)),
        devices=_devices(connection, organisation),
    )  # fmt: skip
    if before is not None:
        known = before.read()
        if replace(known, issued_ms=0) == wanted:
            return before
        now_ms = max(now_ms, known.issued_ms + 1)
    made = sign_directory(replace(wanted, issued_ms=now_ms), key=key)
    told = [base64.b64encode(one).decode() for one in (made.content, made.signature)]
    set_fact(connection, _FACT + organisation, told)
    return made


def fact(connection: Connection, name: str) -> object:
    """What the centre noted under a name; none if nothing."""
    kept = connection.execute(select(CentreFact.value).where(CentreFact.name == name)).scalar()
    return None if kept is None else json.loads(kept)


def set_fact(connection: Connection, name: str, value: object) -> None:
    """Note something under a name."""
    told = json.dumps(value)
    done = connection.execute(
        update(CentreFact).where(CentreFact.name == name).values(value=told)
    )  # fmt: skip
    if not done.rowcount:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        statement = dialect.insert(CentreFact).values(name=name, value=told)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["name"], set_={"value": statement.excluded.value}
            )
        )


def _devices(connection: Connection, organisation: str) -> list[Listed]:
    asked = select(SyncDevice).order_by(SyncDevice.enrolled_at, SyncDevice.id)
    if organisation != AMP:
        asked = asked.where(SyncDevice.organisation.in_([organisation, AMP]))
    return [
        Listed(
            id=row.id, name=row.name, organisation=row.organisation, role=row.role,
            public_key=bytes(row.public_key), sealing_key=bytes(row.sealing_key or b""),
            revoked=row.revoked_at is not None,
        )
        for row in connection.execute(asked.with_only_columns(*SyncDevice.__table__.columns))
    ]  # fmt: skip

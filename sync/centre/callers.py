"""Who asks the centre: a device, the ids it had before, and the scopes there are."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from core.plan import load_municipalities
from core.store.mapping import GLOBAL
from sync.centre.tables import ScopeHead, SyncDevice
from sync.protocol.endpoint import Refused
from sync.protocol.rights import Role

# Built once: each request asks them.
_DEVICE = select(SyncDevice.__table__).where(SyncDevice.id == bindparam("device"))
_SAME_KEY = select(SyncDevice.id).where(SyncDevice.public_key == bindparam("key"))
_SCOPES = select(ScopeHead.scope)


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """A device as the centre knows it."""

    id: UUID
    family: frozenset[UUID]
    technician_id: UUID
    organisation: str
    role: Role
    accepted: int
    revoked: bool
    wipe: bool


def device_facts(
    connection: Connection, identity: UUID, *, allow_revoked: bool = False
) -> DeviceFacts:
    """A device by its id. Raises: Refused (unauthorised, revoked)."""
    row = connection.execute(_DEVICE, {"device": identity}).first()
    if row is None:
        raise Refused("unauthorised")
    if row.revoked_at is not None and not allow_revoked:
        raise Refused("revoked")
    family, earlier = {row.id}, row.follows
    while earlier is not None and earlier not in family:
        family.add(earlier)
        earlier = connection.execute(
            select(SyncDevice.follows).where(SyncDevice.id == earlier)
        ).scalar()
    if row.public_key:
        # The same laptop let in again, after a restore that had forgotten its newer ids.
        family |= set(connection.execute(_SAME_KEY, {"key": row.public_key}).scalars())
    return DeviceFacts(
        id=row.id, family=frozenset(family), technician_id=row.technician_id,
        organisation=row.organisation, role=Role(row.role), accepted=row.accepted,
        revoked=row.revoked_at is not None, wipe=row.wipe,
    )  # fmt: skip


def scopes_known(connection: Connection) -> set[str]:
    """The municipalities, the shared catalogues, and whatever else ever had an operation."""
    return (
        set(connection.execute(_SCOPES).scalars())
        | {one.dico for one in load_municipalities()}
        | {GLOBAL}
    )

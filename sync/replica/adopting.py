"""Changes that this laptop wrote before it had its name as a device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from core.people.technicians import Device
from core.store.changes import Change, digest_of
from core.store.exchange import ScopeCursor

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

_OF_THE_DIGEST = (
    "id", "entity", "entity_id", "field", "value", "parents", "author", "device", "scope", "hlc",
    "transaction_id",
)  # fmt: skip


def adopt_phantoms(connection: Connection, own: UUID) -> int:
    """Say of changes by devices that nobody registered that this one wrote them; gives how many.

    Version 0.1 wrote the first changes of a store under an id that it then did not keep, and a
    centre takes nothing of a device it does not know. Only before the first exchange: until then
    nobody else has seen the log. Copies of the store do the same and come to the same digests.
    """
    if connection.execute(select(ScopeCursor.scope).limit(1)).first() is not None:
        return 0
    columns = [Change.__table__.c[name] for name in _OF_THE_DIGEST]
    rows = connection.execute(
        select(*columns).where(
            Change.seq.is_(None), Change.device != own, Change.device.not_in(select(Device.id))
        )
    ).mappings()
    mended = []
    for row in rows:
        change = dict(row) | {"device": own}
        change["parents"] = tuple(change["parents"])
        mended.append({"which": row["id"], "own": own, "told": digest_of(**change)})
    if mended:
        connection.execute(
            update(Change.__table__)  # type: ignore[arg-type]
            .where(Change.id == bindparam("which"))
            .values(device=bindparam("own"), digest=bindparam("told")),
            mended,
        )
    return len(mended)

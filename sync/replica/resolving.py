"""Finding the causes that came by a short name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from core.store.changes import Change
from sync.protocol.codec import short_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from sync.protocol.codec import Resolver

_CHUNK = 400


def resolver(connection: Connection) -> Resolver:
    """Looks short names up among the changes of their row that are here."""

    def resolve(wanted: Iterable[tuple[UUID, bytes]]) -> dict[tuple[UUID, bytes], UUID]:
        asked = set(wanted)
        rows = sorted({row for row, _ in asked}, key=lambda one: one.bytes)
        found: dict[tuple[UUID, bytes], UUID] = {}
        doubtful: set[tuple[UUID, bytes]] = set()
        for at in range(0, len(rows), _CHUNK):
            for entity_id, identity in connection.execute(
                select(Change.entity_id, Change.id).where(
                    Change.entity_id.in_(rows[at : at + _CHUNK])
                )
            ):
                key = (entity_id, short_of(identity))
                if key not in asked:
                    continue
                if found.setdefault(key, identity) != identity:
                    doubtful.add(key)
        return {key: one for key, one in found.items() if key not in doubtful}

    return resolve

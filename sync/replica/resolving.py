"""Finding the causes that came by a short name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import LargeBinary, func, select

from core.store.changes import Change
from sync.protocol.codec import short_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from sync.protocol.codec import Resolver

_CHUNK = 400
_SHORT_NAME = func.substr(Change.id, 10, 5, type_=LargeBinary)
"""`short_of` in the database."""


def resolver(connection: Connection) -> Resolver:
    """Looks short names up among the changes of their row that are here."""
    on_laptop = connection.dialect.name == "sqlite"

    def resolve(wanted: Iterable[tuple[UUID, bytes]]) -> dict[tuple[UUID, bytes], UUID]:
        asked = set(wanted)
        rows = sorted(asked, key=lambda one: one[0].bytes)
        found: dict[tuple[UUID, bytes], UUID] = {}
        doubtful: set[tuple[UUID, bytes]] = set()
        for at in range(0, len(rows), _CHUNK):
            some = rows[at : at + _CHUNK]
            query = select(Change.entity_id, Change.id).where(
                Change.entity_id.in_({row for row, _ in some})
            )
            if on_laptop:
                # A row has many changes; the database leaves out those that cannot be meant.
                query = query.where(_SHORT_NAME.in_({short for _, short in some}))
            for entity_id, identity in connection.execute(query):
                key = (entity_id, short_of(identity))
                if key in asked and found.setdefault(key, identity) != identity:
                    doubtful.add(key)
        return {key: one for key, one in found.items() if key not in doubtful}

    return resolve

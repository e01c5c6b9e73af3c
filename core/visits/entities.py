"""What finalised fillings made of entity lists, so that the next filling chooses from them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Literal
from uuid import UUID, uuid5

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from core.store import Base, Synced, Work
from core.visits.fillings import Filling, filling_row

if TYPE_CHECKING:
    from core.forms.states import EntityChange

_COUNTING = ("finalised", "sent")


class EntityEntry(Synced, Base):
    """An entity created or updated by a filling. Ids are derived: all laptops write the same rows.

    `properties` is a JSON list of name and value. It counts while its filling is finalised.
    """

    __tablename__ = "entity_entry"

    filling_id: Mapped[UUID] = mapped_column(ForeignKey("filling.id"), index=True)
    dataset: Mapped[str] = mapped_column(index=True)
    entity_id: Mapped[str]
    op: Mapped[str]
    label: Mapped[str]
    properties: Mapped[str]
    position: Mapped[int]
    at: Mapped[datetime]


def keep_entities(
    work: Work, filling_id: UUID, changes: Iterable[EntityChange], *, at: datetime
) -> None:
    """Keep what a filling makes of entities, in place of what was kept of it before.

    Raises: UnknownFilling.
    """
    scope = filling_row(work, filling_id).scope
    of_it = select(EntityEntry).where(EntityEntry.filling_id == filling_id)
    before = {row.id: row for row in work.scalars(of_it)}
    for position, change in enumerate(changes):
        identity = uuid5(filling_id, f"entity {change.dataset} {change.id}")
        row = before.pop(identity, None) or work.get(EntityEntry, identity)
        if row is None:
            row = EntityEntry(
                id=identity,
                scope=scope,
                filling_id=filling_id,
                dataset=change.dataset,
                entity_id=change.id,
            )
            work.add(row)
        row.op = change.op
        row.label = change.label
        row.properties = json.dumps(change.properties, ensure_ascii=False)
        row.position = position
        row.at = at
    for row in before.values():
        work.delete(row)
    work.flush()


def entities_before(work: Work, filling_id: UUID) -> tuple[EntityChange, ...]:
    """What other finalised fillings made of entities, in its order.

    For a finalised filling what was there when it was finalised; it does not change by later ones.
    Raises: UnknownFilling.
    """
    from core.forms.states import EntityChange

    own = filling_row(work, filling_id)
    query = (
        select(EntityEntry)
        .join(Filling, Filling.id == EntityEntry.filling_id)
        .where(Filling.state.in_(_COUNTING), EntityEntry.filling_id != filling_id)
        .order_by(EntityEntry.at, EntityEntry.filling_id, EntityEntry.position)
    )
    if own.finalised_at is not None:
        query = query.where(EntityEntry.at < own.finalised_at)
    found: list[EntityChange] = []
    for row in work.scalars(query):
        op: Literal["create", "update"] = "create" if row.op == "create" else "update"
        found.append(
            EntityChange(
                dataset=row.dataset,
                id=row.entity_id,
                op=op,
                label=row.label,
                properties=tuple((str(n), str(v)) for n, v in json.loads(row.properties)),
                branch=str(row.id),
            )
        )
    return tuple(found)

"""One record whole, field by field, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.inventory.editing import TABLES, fields_of
from core.inventory.facilities import Facility
from core.inventory.problems import UnknownRecord
from core.inventory.social_responses import SocialResponse
from core.store import Work


@dataclass(frozen=True, slots=True)
class RecordValues:
    """A record: its table's name, its municipality (a DICO), and every field that can be set."""

    entity: str
    id: UUID
    municipality: str
    values: dict[str, Any]


def record(work: Work, *, entity: str, entity_id: UUID) -> RecordValues:
    """Raises: UnknownRecord; KeyError for an entity that is none of the inventory's."""
    row = work.get(TABLES[entity], entity_id)
    if row is None:
        raise UnknownRecord(kind=entity, id=entity_id)
    values = {name: getattr(row, name) for name in fields_of(entity) if name != "scope"}
    return RecordValues(entity, entity_id, row.scope, values)


def records_around(work: Work, *, entity: str, entity_id: UUID) -> tuple[RecordValues, ...]:
    """A record and those it belongs to: social response, its facility, its provider.

    Raises: UnknownRecord.
    """
    found = [record(work, entity=entity, entity_id=entity_id)]
    row: Any = work.get(TABLES[entity], entity_id)
    if isinstance(row, SocialResponse):
        row = work.get(Facility, row.facility_id)
        if row is not None:
            found.append(record(work, entity="facility", entity_id=row.id))
    owner = getattr(row, "provider_id", None)
    if owner is not None:
        found.append(record(work, entity="provider", entity_id=owner))
    return tuple(found)

"""A row of the log in a person's words: of which visit, entry or person it tells."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from core.store.changes import Change
from core.store.mapping import synced_tables

if TYPE_CHECKING:
    from sqlalchemy import Table

    from core.store.mapping import Work

_OWN: dict[str, str] = {
    "attachment": "name",
    "bank_item": "name",
    "case_study": "title",
    "checklist": "title",
    "checklist_version": "title",
    "device": "name",
    "facility": "name",
    "inventory_import": "file_name",
    "inventory_round": "title",
    "inventory_source": "title",
    "marking_scheme": "title",
    "offer": "title",
    "own_indicator": "name",
    "provider": "name",
    "social_response": "name",
    "technician": "name",
    "visit": "title",
}
"""The column by which people know a row."""

_ABOVE: dict[str, tuple[tuple[str, str], ...]] = {
    "answer": (("filling_id", "filling"),),
    "aside_answer": (("visit_id", "visit"),),
    "blur_plan": (("recording_id", "recording"),),
    "blurred_segment": (("recording_id", "recording"),),
    "checklist_media": (("checklist_version_id", "checklist_version"),),
    "consent": (("visit_id", "visit"),),
    "entity_entry": (("filling_id", "filling"),),
    "erasure": (("visit_id", "visit"),),
    "evidence": (("visit_id", "visit"),),
    "export_decision": (("visit_id", "visit"),),
    "figure": (("social_response_id", "social_response"),),
    "filling": (("visit_id", "visit"),),
    "finding": (("visit_id", "visit"),),
    "loan": (("item_id", "bank_item"),),
    "mark": (("recording_id", "recording"),),
    "marker": (("recording_id", "recording"),),
    "marking_tag": (("scheme_id", "marking_scheme"),),
    "recommendation": (("finding_id", "finding"),),
    "recording": (("visit_id", "visit"),),
    "recording_incident": (("recording_id", "recording"),),
    "repeat_instance": (("filling_id", "filling"),),
    "round_entry": (("social_response_id", "social_response"), ("round_id", "inventory_round")),
    "section_assignment": (("visit_id", "visit"),),
    "segment": (("recording_id", "recording"),),
    "signature": (("visit_id", "visit"),),
    "social_response": (("facility_id", "facility"),),
    "visit_member": (("visit_id", "visit"),),
}
"""The row that it belongs to, for what has no name of its own, or an empty one."""
_OPENS = frozenset(("visit", "facility", "provider", "social_response", "bank_item", "offer"))


@dataclass(frozen=True, slots=True)
class Described:
    """What a row is about. `entity` is its table; `title` "" where nobody gave it a name.

    `about`: the table and id of the row that has a page of its own, to be opened there.
    """

    entity: str
    title: str
    about: tuple[str, UUID] | None


def describe(work: Work, entity: str, entity_id: UUID) -> Described:
    """Whatever is known of a row, also of one that was deleted or never could be shown."""
    title = ""
    about = (entity, entity_id) if entity in _OPENS else None
    here: tuple[str, UUID] | None = (entity, entity_id)
    seen: set[tuple[str, UUID]] = set()
    while here is not None and here not in seen and not (title and about):
        seen.add(here)
        values = _values(work, *here)
        title = title or str(values.get(_OWN.get(here[0], "")) or "")
        here = _above(here[0], values)
        if about is None and here is not None and here[0] in _OPENS:
            about = here
    return Described(entity, title, about)


def _above(entity: str, values: dict[str, Any]) -> tuple[str, UUID] | None:
    for column, table in _ABOVE.get(entity, ()):
        if values.get(column) is not None:
            return table, values[column]
    return None


def _values(work: Work, entity: str, entity_id: UUID) -> dict[str, Any]:
    """What is needed of a row: from its table, or from the log if it does not stand there."""
    wanted = [
        name for name in (_OWN.get(entity), *(one for one, _ in _ABOVE.get(entity, ()))) if name
    ]
    table = _tables().get(entity)
    if table is None or not wanted:
        return {}
    row = work.execute(
        select(*(table.c[name] for name in wanted)).where(table.c.id == entity_id)
    ).first()
    if row is not None:
        return dict(zip(wanted, row, strict=True))
    found: dict[str, Any] = {}
    for name, value in work.execute(
        select(Change.field, Change.value)
        .where(Change.entity_id == entity_id, Change.entity == entity, Change.field.in_(wanted))
        .order_by(Change.number)
    ):
        told = json.loads(value)
        found[name] = UUID(told) if told and name.endswith("_id") else told
    return found


def _tables() -> dict[str, Table]:
    return {table.name: table for table in synced_tables()}

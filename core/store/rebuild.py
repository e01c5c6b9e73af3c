"""The tables again from the log alone; where the two differ, one of them lost something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from core.store.changes import DELETED, Change, canonical
from core.store.mapping import Work, synced_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Table

Rows = dict[tuple[str, UUID], dict[str, str]]
"""Entity and id → field → canonical value; fields without a value are left out."""


def rows_from_log(work: Work) -> Rows:
    """The rows that the change log describes: of each field the greatest head."""
    changes = work.execute(
        select(
            Change.id, Change.entity, Change.entity_id, Change.field, Change.value,
            Change.parents, Change.hlc, Change.device, Change.number,
        )
    ).all()  # fmt: skip
    replaced = {parent for change in changes for parent in change.parents}
    return project(change for change in changes if change.id not in replaced)


def project(heads: Iterable[Any]) -> Rows:
    """Rows from the heads of all fields, whatever their order."""
    shown: dict[tuple[str, UUID], dict[str, str]] = {}
    for head in sorted(heads, key=lambda one: (one.hlc, one.device.bytes, one.number)):
        shown.setdefault((head.entity, head.entity_id), {})[head.field] = head.value
    return {
        key: {name: value for name, value in fields.items() if _kept(name, value)}
        for key, fields in shown.items()
        if fields.get(DELETED) != "true"
    }


def rows_from_tables(work: Work, *, tables: Sequence[Table] | None = None) -> Rows:
    """The rows as they stand in the synced tables (all of them, if not told which)."""
    rows: Rows = {}
    for table in synced_tables() if tables is None else tables:
        for row in work.execute(select(table)).mappings():
            fields = {name: canonical(value) for name, value in row.items() if name != "id"}
            rows[table.name, row["id"]] = {
                name: value for name, value in fields.items() if _kept(name, value)
            }
    return rows


def differences(work: Work, *, tables: Sequence[Table] | None = None) -> list[str]:
    """Which rows the log and the tables tell differently; none in a sound store."""
    log, rows = rows_from_log(work), rows_from_tables(work, tables=tables)
    return sorted(
        f"{entity} {entity_id}"
        for entity, entity_id in log.keys() | rows.keys()
        if log.get((entity, entity_id)) != rows.get((entity, entity_id))
    )


def _kept(name: str, value: str) -> bool:
    return name != DELETED and value != "null"

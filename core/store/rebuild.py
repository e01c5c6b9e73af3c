"""The tables again from the log alone; where the two differ, one of them lost something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from core.store.changes import Change, canonical
from core.store.heads import row_state
from core.store.mapping import Work, synced_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Table

Rows = dict[tuple[str, UUID], dict[str, str]]
"""Entity and id → field → canonical value; fields without a value are left out."""


def rows_from_log(work: Work) -> Rows:
    """The rows that the change log describes: of each field the head that shows."""
    changes = work.execute(
        select(
            Change.id, Change.entity, Change.entity_id, Change.field, Change.value,
            Change.parents, Change.hlc, Change.eff, Change.device,
        )
    ).all()  # fmt: skip
    return project(changes)


def project(changes: Sequence[Any]) -> Rows:
    """Rows from the changes (as of the `change` table), whatever their order."""
    fields = {change.id: change.field for change in changes}
    replaced = {
        parent
        for change in changes
        for parent in change.parents
        if fields.get(parent) == change.field
    }
    heads: dict[tuple[str, UUID], list[Any]] = {}
    for change in changes:
        if change.id not in replaced:
            heads.setdefault((change.entity, change.entity_id), []).append(change)
    states = {key: row_state(found) for key, found in heads.items()}
    return {
        key: {name: value for name, value in state.values.items() if value != "null"}
        for key, state in states.items()
        if not state.deleted
    }


def rows_from_tables(work: Work, *, tables: Sequence[Table] | None = None) -> Rows:
    """The rows as they stand in the synced tables (all of them, if not told which)."""
    rows: Rows = {}
    for table in synced_tables() if tables is None else tables:
        for row in work.execute(select(table)).mappings():
            fields = {name: canonical(value) for name, value in row.items() if name != "id"}
            rows[table.name, row["id"]] = {
                name: value for name, value in fields.items() if value != "null"
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

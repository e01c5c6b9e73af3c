"""What is in dispute, told in another way than the product does: by who could have seen what."""

from __future__ import annotations

from typing import Any

from core.store.changes import DELETED, MOVED

TRUE = "true"


def disputes_of(operations: list[Any]) -> dict[Any, set[str]]:
    """Row → its disputed fields.

    Two writes of a field are in dispute if neither is before the other, their values differ, and
    no later write has seen both (or an equal of each). A deletion disputes every write of its row
    that it had not seen and that has not seen it.
    """
    by_row: dict[Any, list[Any]] = {}
    for one in operations:
        by_row.setdefault((one.entity, one.entity_id), []).append(one)
    return {key: _row(rows) for key, rows in by_row.items()}


def _row(rows: list[Any]) -> set[str]:
    known = {one.id: one for one in rows}
    before = {one.id: _ancestors(one, known) for one in rows}
    fields: dict[str, list[Any]] = {}
    for one in rows:
        fields.setdefault(one.field, []).append(one)
    last = {
        name: [
            one
            for one in writes
            if not any(one.id in before[other.id] for other in writes if other is not one)
        ]
        for name, writes in fields.items()
    }
    removals = last.pop(DELETED, [])
    last.pop(MOVED, None)
    seen = {parent for one in removals for parent in one.parents}
    others = [one for writes in last.values() for one in writes]
    if removals and all(one.value == TRUE for one in removals) and all(
        one.id in seen for one in others
    ):  # fmt: skip
        return set()
    disputed = {name for name, writes in last.items() if len({one.value for one in writes}) > 1}
    if any(one.value == TRUE for one in removals):
        disputed.add(DELETED)
    return disputed


def _ancestors(one: Any, known: dict[Any, Any]) -> set[Any]:
    """Every write of the same field that this one comes after."""
    found: set[Any] = set()
    todo = list(one.parents)
    while todo:
        parent = todo.pop()
        if parent in found or parent not in known or known[parent].field != one.field:
            continue
        found.add(parent)
        todo += known[parent].parents
    return found

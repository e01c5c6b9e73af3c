"""From a set of operations to the rows that they tell.

Commutative, associative and idempotent, because it is a function of the *set*: an operation is a
head of its field if no other operation of that field names it as a cause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from core.store.heads import RowState, row_state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.protocol.operations import Operation

Key = tuple[str, UUID]


def heads_of(operations: Iterable[Operation]) -> dict[Key, list[Operation]]:
    """The heads of every row (entity, id)."""
    known = {one.id: one for one in operations}
    replaced = {
        (one.entity, one.entity_id, one.field, parent)
        for one in known.values()
        for parent in one.parents
    }
    heads: dict[Key, list[Operation]] = {}
    for one in known.values():
        if (one.entity, one.entity_id, one.field, one.id) not in replaced:
            heads.setdefault((one.entity, one.entity_id), []).append(one)
    return heads


def states_of(operations: Iterable[Operation]) -> dict[Key, RowState]:
    """The state of every row (entity, id)."""
    return {key: row_state(heads) for key, heads in heads_of(operations).items()}

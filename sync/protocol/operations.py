"""An operation: one change of one field, as it travels."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from core.store.changes import UNDERIVED, Change, change_id, digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

CHAIN_START = bytes(16)


@dataclass(frozen=True, slots=True)
class Operation:
    """One change with its causes.

    `hlc`, `eff`: hybrid time (milliseconds × 2¹⁶ + counter); `eff` is `hlc` held down by the
    centre's clock, none before the centre has accepted it. `seq`: its place in its scope, from 1,
    without gaps, in commit order. `value`: canonical JSON.
    """

    id: UUID
    digest: bytes
    entity: str
    entity_id: UUID
    field: str
    value: str
    parents: tuple[UUID, ...]
    author: UUID
    device: UUID
    scope: str
    hlc: int
    transaction_id: UUID
    ordinal: int = UNDERIVED
    seq: int | None = None
    eff: int | None = None

    @property
    def derived(self) -> bool:
        """Whether the id follows from the transaction."""
        return self.ordinal != UNDERIVED and change_id(self.transaction_id, self.ordinal) == self.id

    def row(self) -> dict[str, Any]:
        """The values of a `change` row."""
        return {name: getattr(self, name) for name in FIELDS}


FIELDS = (
    "id", "digest", "entity", "entity_id", "field", "value", "parents", "author", "device",
    "scope", "hlc", "transaction_id", "ordinal", "seq", "eff",
)  # fmt: skip
COLUMNS = tuple(getattr(Change, name) for name in FIELDS)
"""What to select from the log to make operations of its rows."""


def operation_of(row: Mapping[Any, Any]) -> Operation:
    """An operation from a row of `COLUMNS`."""
    return Operation(**row)


def true_digest(operation: Operation) -> bytes:
    """The digest as the content says."""
    return digest_of(
        id=operation.id, entity=operation.entity, entity_id=operation.entity_id,
        field=operation.field, value=operation.value, parents=operation.parents,
        author=operation.author, device=operation.device, scope=operation.scope,
        hlc=operation.hlc, transaction_id=operation.transaction_id,
    )  # fmt: skip


def chained(chain: bytes, *, digest: bytes, eff: int) -> bytes:
    """The rolling hash of a scope after one more operation (blake2b, 16 bytes)."""
    return hashlib.blake2b(chain + digest + eff.to_bytes(8, "big"), digest_size=16).digest()

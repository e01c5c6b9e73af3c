"""What the heads of a row mean: which value shows, whether the row is gone, what is in dispute.

Pure, and the same on every device: a function of the set of changes, whatever their order. A head
is a change that no other change of its field replaces. Disputes are found by cause alone; clocks
only choose what shows while one is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from core.store.changes import DELETED, MOVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TRUE = "true"


class Head(Protocol):
    """What must be known of a head; a row of the `change` table is one."""

    @property
    def id(self) -> UUID: ...
    @property
    def field(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def parents(self) -> tuple[UUID, ...]: ...
    @property
    def device(self) -> UUID: ...
    @property
    def hlc(self) -> int: ...
    @property
    def eff(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class RowState:
    """One row as its heads tell it.

    `values`: field → canonical JSON of the shown head, log-only fields left out.
    `shown`: the heads whose value shows (several where they agree).
    `disputed`: fields with heads of different values; `_deleted` if some would have it gone
    while others wrote to it.
    `home`: the scope to which the row was moved; none if it never was.
    """

    values: dict[str, str]
    shown: frozenset[UUID]
    disputed: frozenset[str]
    deleted: bool
    home: str | None


def precedence(head: Head) -> tuple[int, bytes, bytes]:
    """By what one of several heads shows: effective hybrid time, then device, then id."""
    return (head.hlc if head.eff is None else head.eff, head.device.bytes, head.id.bytes)


def row_state(heads: Iterable[Head]) -> RowState:
    """The state of one row, from the heads of all its fields in any order."""
    fields: dict[str, list[Head]] = {}
    for head in heads:
        fields.setdefault(head.field, []).append(head)
    shown = {
        name: rivals[0] if len(rivals) == 1 else max(rivals, key=precedence)
        for name, rivals in fields.items()
    }
    gone = fields.pop(DELETED, [])
    home = shown.pop(MOVED, None)
    fields.pop(MOVED, None)
    removal = shown.pop(DELETED, None)
    disputed = {
        name
        for name, rivals in fields.items()
        if len(rivals) > 1 and len({one.value for one in rivals}) > 1
    }
    deleted = _is_gone(gone, [one for rivals in fields.values() for one in rivals])
    if deleted:
        # Rivals about what nobody keeps are no dispute.
        disputed = set()
    elif any(one.value == TRUE for one in gone):
        disputed.add(DELETED)
    tops = [*shown.values(), *(one for one in (home, removal) if one is not None)]
    return RowState(
        values={name: head.value for name, head in shown.items()},
        shown=frozenset(agreeing(tops, fields, gone)),
        disputed=frozenset(disputed),
        deleted=deleted,
        home=None if home is None else home.value,
    )


def agreeing(
    tops: Sequence[Head], fields: dict[str, list[Head]], gone: Sequence[Head]
) -> set[UUID]:
    """The shown heads and those that say the same: an edit has seen them all."""
    ids: set[UUID] = set()
    for top in tops:
        rivals = gone if top.field == DELETED else fields.get(top.field, [top])
        ids.update(one.id for one in rivals if one.value == top.value)
    return ids


def _is_gone(removals: Sequence[Head], others: Sequence[Head]) -> bool:
    """Whether all say that the row is gone, and nobody wrote what they had not seen."""
    if not removals or any(one.value != TRUE for one in removals):
        return False
    seen = {parent for one in removals for parent in one.parents}
    return all(one.id in seen for one in others)

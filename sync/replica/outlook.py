"""What is on its way, and what is not: waiting and refused changes, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select

from core.store.changes import Change, HeldRow
from sync.replica import state
from sync.replica.described import Described, describe

if TYPE_CHECKING:
    from core.store.mapping import Work

MOST = 200
_COUNTER_BITS = 16


@dataclass(frozen=True, slots=True)
class Line:
    """The changes of one row that stand alike. `code` is the reason ("" for what just waits);
    `fields` are the columns changed; `at` is the time of the newest, aware, UTC."""

    row: Described
    entity_id: UUID
    code: str
    fields: tuple[str, ...]
    changes: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Outlook:
    """All that has not gone, or not come to show, newest first, at most `MOST` lines of each kind.

    `held`: rows that came and cannot be shown yet, with the reason why not.
    """

    waiting: tuple[Line, ...]
    refused: tuple[Line, ...]
    held: tuple[tuple[Described, str], ...]
    waiting_changes: int
    refused_changes: int


def outlook(work: Work) -> Outlook:
    """Read it all; for a worker thread."""
    held = work.execute(select(HeldRow.entity, HeldRow.entity_id, HeldRow.reason).limit(MOST)).all()
    connection = work.connection()
    return Outlook(
        waiting=_lines(work, refused=False),
        refused=_lines(work, refused=True),
        held=tuple((describe(work, entity, one), reason) for entity, one, reason in held),
        waiting_changes=state.count_waiting(connection),
        refused_changes=state.count_refused(connection),
    )


def try_refused_again(work: Work) -> None:
    """What was refused waits again; what belongs to a scope that was taken away stays aside."""
    state.try_again(work.connection())


def _lines(work: Work, *, refused: bool) -> tuple[Line, ...]:
    which = state.is_refused() if refused else Change.refused.is_(None)
    rows = work.execute(
        select(
            Change.entity, Change.entity_id, Change.refused,
            func.group_concat(Change.field.distinct()), func.count(), func.max(Change.hlc),
        )
        .where(Change.seq.is_(None), which)
        .group_by(Change.entity, Change.entity_id, Change.refused)
        .order_by(func.max(Change.number).desc())
        .limit(MOST)
    ).all()  # fmt: skip
    return tuple(
        Line(
            row=describe(work, entity, entity_id), entity_id=entity_id, code=code or "",
            fields=tuple(sorted(fields.split(","))), changes=count,
            at=datetime.fromtimestamp((stamp >> _COUNTER_BITS) / 1000, tz=UTC),
        )
        for entity, entity_id, code, fields, count, stamp in rows
    )  # fmt: skip

"""Answers of a replaced filling in the one that took its place: copied with who, when and where.

A copy is told by its instant: as long as an answer, now or ever, was given when the old one was,
the old one is in. So a copy that somebody corrected is not undone when the rest is brought along.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from core.store import Work
from core.store.changes import Change, revived
from core.visits.answers import Answer, RepeatInstance, answer_id, instance_row_id
from core.visits.fillings import REPLACED, Filling

if TYPE_CHECKING:
    from core.forms.takeover import Takeover


def answers_of(work: Work, filling_id: UUID) -> dict[str, Answer]:
    """The rows by key."""
    rows = work.scalars(select(Answer).where(Answer.filling_id == filling_id))
    return {row.key: row for row in rows}


def given_digest(work: Work, filling_id: UUID) -> str:
    """SHA-256 of all that people gave: what is calculated from it may still be on its way."""
    digest = sha256()
    for key, row in sorted(answers_of(work, filling_id).items()):
        if row.by_person:
            for part in (key, row.value or "", row.answered_at.isoformat()):
                data = part.encode()
                digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def instants_ever(work: Work, rows: Iterable[Answer]) -> set[datetime]:
    """When these answers were given, now and (by the log) at any time before."""
    ids, found = [], set()
    for row in rows:
        ids.append(row.id)
        found.add(row.answered_at)
    for start in range(0, len(ids), 500):
        values = work.scalars(
            select(Change.value).where(
                Change.entity == Answer.__tablename__,
                Change.entity_id.in_(ids[start : start + 500]),
                Change.field == "answered_at",
            )
        )
        found.update(revived(value, datetime) for value in values)
    return found


def copy_answers(
    work: Work, *, old: Filling, new: Filling, plan: Takeover
) -> list[tuple[str, Answer]]:
    """Put what the plan keeps into the new filling; what lost against a later answer comes back.

    Each of those is (key in the old filling, the row it was read from): both values are given.
    """
    before, after = answers_of(work, old.id), answers_of(work, new.id)
    beaten: list[tuple[str, Answer]] = []
    for one in plan.kept:
        row = before.get(one.old_key)
        if row is None:
            continue
        there = after.get(one.key)
        value = one.value or None
        if there is None:
            there = Answer(
                id=answer_id(filling_id=new.id, key=one.key),
                scope=new.scope,
                filling_id=new.id,
                key=one.key,
            )
            _fill(there, row, value=value)
            work.add(there)
            after[one.key] = there
            continue
        if there.value == value and there.by_person >= row.by_person:
            continue
        if not row.by_person or row.answered_at in instants_ever(work, [there]):
            continue
        if not there.by_person or row.answered_at > there.answered_at:
            if there.by_person and there.answered_at not in instants_ever(work, [row]):
                beaten.append((one.old_key, _detached(there)))
            _fill(there, row, value=value)
        else:
            beaten.append((one.old_key, row))
    _begin(work, old=old, new=new, plan=plan, after=after)
    work.flush()
    return beaten


def copy_instances(work: Work, *, new: Filling, plan: Takeover) -> None:
    """The repeat instances that the plan keeps or begins with, in their order.

    What was taken away in a filling that goes on is not brought back; one that is taken up again,
    after the older version was gone back to, follows the plan.
    """
    wanted = {
        instance_row_id(filling_id=new.id, repeat_key=repeat_key, instance=instance)
        for repeat_key, instance in plan.saved.repeats
    }
    if new.state == REPLACED:
        for row in work.scalars(select(RepeatInstance).where(RepeatInstance.filling_id == new.id)):
            row.removed = row.id not in wanted
    places: dict[str, int] = {}
    for repeat_key, instance in plan.saved.repeats:
        places[repeat_key] = places.get(repeat_key, 0) + 1
        row_id = instance_row_id(filling_id=new.id, repeat_key=repeat_key, instance=instance)
        if work.get(RepeatInstance, row_id) is None:
            work.add(
                RepeatInstance(
                    id=row_id,
                    scope=new.scope,
                    filling_id=new.id,
                    repeat_key=repeat_key,
                    instance_id=instance,
                    position=places[repeat_key],
                    removed=False,
                )
            )
    work.flush()


def _begin(
    work: Work, *, old: Filling, new: Filling, plan: Takeover, after: dict[str, Answer]
) -> None:
    """What the new version begins with by itself, given when the filling was started."""
    for key, value in plan.saved.values.items():
        if key in after or not value:
            continue
        after[key] = Answer(
            id=answer_id(filling_id=new.id, key=key),
            scope=new.scope,
            filling_id=new.id,
            key=key,
            value=value,
            by_person=False,
            answered_at=old.started_at,
            technician_id=None,
            recording_id=None,
            moment_us=None,
            attachment_id=None,
        )
        work.add(after[key])


def _fill(there: Answer, row: Answer, *, value: str | None) -> None:
    there.value = value
    there.by_person = row.by_person
    there.answered_at = row.answered_at
    there.technician_id = row.technician_id
    there.recording_id = row.recording_id
    there.moment_us = row.moment_us
    there.attachment_id = row.attachment_id if value else None


def _detached(row: Answer) -> Answer:
    """The row as it is before it is written over."""
    twin = Answer(id=row.id, scope=row.scope, filling_id=row.filling_id, key=row.key)
    _fill(twin, row, value=row.value)
    twin.attachment_id = row.attachment_id
    return twin

"""Answers: what was recorded for a question, by whom, when, and where in the video."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from sqlalchemy import BigInteger, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from core.forms.states import Delta, ValueChange
from core.people import Technician
from core.store import Attachment, Base, Synced, Work, attach
from core.visits.fillings import Filling, FillingPlace, draft_row, filling_row

if TYPE_CHECKING:
    from core.forms import SavedFilling
    from core.store import SealedFile

NO_ATTACHMENTS: Mapping[str, UUID] = {}


class Answer(Synced, Base):
    """The value of one node of a filling; NULL after it was cleared.

    Its id is derived from filling and key, so that two laptops answering the same question write
    the same row. `moment_us` counts microseconds from the first frame of the recording.
    """

    __tablename__ = "answer"

    filling_id: Mapped[UUID] = mapped_column(ForeignKey("filling.id"), index=True)
    key: Mapped[str]
    value: Mapped[str | None]
    by_person: Mapped[bool]
    answered_at: Mapped[datetime]
    technician_id: Mapped[UUID | None] = mapped_column(ForeignKey("technician.id"), index=True)
    # No foreign key: nothing that was answered may be refused because its recording is not here.
    recording_id: Mapped[UUID | None] = mapped_column(index=True)
    moment_us: Mapped[int | None] = mapped_column(BigInteger)
    attachment_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"), index=True)


class RepeatInstance(Synced, Base):
    """One instance of a repeat. Taken away it stays as `removed`, with the answers it had."""

    __tablename__ = "repeat_instance"

    filling_id: Mapped[UUID] = mapped_column(ForeignKey("filling.id"), index=True)
    repeat_key: Mapped[str]
    instance_id: Mapped[str]
    position: Mapped[int]
    removed: Mapped[bool]


@dataclass(frozen=True, slots=True)
class AnswerMoment:
    """An answer as the review shows it.

    `moment_us`: microseconds from the first frame of `recording_id`; both None when nothing was
    recorded meanwhile. `sha256` names the sealed file of a photo, sound, video or file answer.
    """

    key: str
    value: str | None
    by_person: bool
    answered_at: datetime
    technician_id: UUID | None
    technician: str | None
    recording_id: UUID | None
    moment_us: int | None
    attachment_id: UUID | None
    sha256: str | None


def answer_id(*, filling_id: UUID, key: str) -> UUID:
    """The id that every laptop gives to the answer of this node in this filling."""
    return uuid5(filling_id, key)


def instance_row_id(*, filling_id: UUID, repeat_key: str, instance: str) -> UUID:
    """The id that every laptop gives to this repeat instance of this filling."""
    return uuid5(filling_id, f"{repeat_key}{{{instance}}}")


def record_delta(
    work: Work,
    *,
    filling_id: UUID,
    delta: Delta,
    technician_id: UUID | None,
    at: datetime,
    recording_id: UUID | None = None,
    moment_us: int | None = None,
    attachments: Mapping[str, UUID] = NO_ATTACHMENTS,
) -> int:
    """Write everything one call of the session changed; returns how many rows changed.

    Only what a person answered carries the moment; a later correction made without a recording
    keeps the moment it had. `attachments` gives the sealed file of each file-name value.

    Raises: UnknownFilling, FillingIsFinalised.
    """
    filling = draft_row(work, filling_id)
    rows = _rows(work, filling_id, (change.key for change in delta.values))
    touched = 0
    for change in delta.values:
        row = rows.get(change.key)
        value = change.value or None
        if row is None:
            row = Answer(
                id=answer_id(filling_id=filling_id, key=change.key),
                scope=filling.scope,
                filling_id=filling_id,
                key=change.key,
                value=value,
                by_person=change.by_person,
                answered_at=at,
                technician_id=technician_id,
                recording_id=recording_id if change.by_person else None,
                moment_us=moment_us if change.by_person else None,
                attachment_id=attachments.get(value) if value else None,
            )
            rows[change.key] = row
            work.add(row)
            touched += 1
            continue
        if row.value == value and not change.by_person:
            continue
        if row.value != value:
            row.attachment_id = attachments.get(value) if value else None
        row.value = value
        row.by_person = change.by_person
        row.answered_at = at
        row.technician_id = technician_id
        if change.by_person and recording_id is not None:
            row.recording_id = recording_id
            row.moment_us = moment_us
        touched += 1
    for repeat in delta.repeats:
        touched += _apply_repeat(
            work,
            filling=filling,
            op=repeat.op,
            repeat_key=repeat.key,
            instance=repeat.instance,
            position=repeat.position,
        )
    work.flush()
    return touched


def keep_file(
    work: Work,
    *,
    filling_id: UUID,
    key: str,
    file: SealedFile,
    name: str,
    technician_id: UUID | None,
    at: datetime,
    recording_id: UUID | None = None,
    moment_us: int | None = None,
) -> UUID:
    """Attach a sealed file to the filling and make it the answer of a question; its attachment.

    Raises: UnknownFilling, FillingIsFinalised.
    """
    filling = draft_row(work, filling_id)
    attachment_id = attach(work, file, name, scope=filling.scope)
    record_delta(
        work,
        filling_id=filling_id,
        delta=Delta(values=(ValueChange(key=key, value=name, by_person=True),)),
        technician_id=technician_id,
        at=at,
        recording_id=recording_id,
        moment_us=moment_us,
        attachments={name: attachment_id},
    )
    return attachment_id


def record_opening(
    work: Work,
    *,
    filling_id: UUID,
    saved: SavedFilling,
    technician_id: UUID | None,
    at: datetime,
) -> int:
    """Write what a session started with (defaults, metadata, first repeat instances).

    Nothing that is already there is touched: another laptop may have started before.

    Raises: UnknownFilling, FillingIsFinalised.
    """
    filling = draft_row(work, filling_id)
    rows = _rows(work, filling_id, saved.values)
    fresh = 0
    for key, value in saved.values.items():
        if key in rows or not value:
            continue
        work.add(
            Answer(
                id=answer_id(filling_id=filling_id, key=key),
                scope=filling.scope,
                filling_id=filling_id,
                key=key,
                value=value,
                by_person=False,
                answered_at=at,
                technician_id=technician_id,
                recording_id=None,
                moment_us=None,
                attachment_id=None,
            )
        )
        fresh += 1
    places: dict[str, int] = {}
    for repeat_key, instance in saved.repeats:
        places[repeat_key] = places.get(repeat_key, 0) + 1
        fresh += _apply_repeat(
            work,
            filling=filling,
            op="add",
            repeat_key=repeat_key,
            instance=instance,
            position=places[repeat_key],
        )
    work.flush()
    return fresh


def load_filling(work: Work, filling_id: UUID) -> SavedFilling:
    """All that a session needs to go on. A cleared answer comes back as "", not as its default.

    Raises: UnknownFilling.
    """
    from core.forms import SavedFilling

    row = filling_row(work, filling_id)
    answers = work.execute(
        select(Answer.key, Answer.value).where(Answer.filling_id == filling_id).order_by(Answer.key)
    )
    instances = work.execute(
        select(RepeatInstance.repeat_key, RepeatInstance.instance_id, RepeatInstance.removed)
        .where(RepeatInstance.filling_id == filling_id)
        .order_by(RepeatInstance.repeat_key, RepeatInstance.position, RepeatInstance.instance_id)
    ).all()
    gone = tuple(f"{one.repeat_key}{{{one.instance_id}}}" for one in instances if one.removed)
    language = work.execute(
        select(FillingPlace.language).where(FillingPlace.filling_id == filling_id)
    ).scalar_one_or_none()
    return SavedFilling(
        form_digest=row.form_digest,
        language=language,
        values={
            one.key: one.value or "" for one in answers if not (gone and one.key.startswith(gone))
        },
        repeats=tuple(
            (one.repeat_key, one.instance_id)
            for one in instances
            if not one.removed and not (gone and one.repeat_key.startswith(gone))
        ),
        finalised=row.state != "draft",
    )


def answers_with_moments(work: Work, filling_id: UUID) -> list[AnswerMoment]:
    """What is recorded and not cleared, in the order of time. Calculated values have no moment."""
    rows: Iterable[Any] = work.execute(
        select(
            Answer.key,
            Answer.value,
            Answer.by_person,
            Answer.answered_at,
            Answer.technician_id,
            Technician.name,
            Answer.recording_id,
            Answer.moment_us,
            Answer.attachment_id,
            Attachment.sha256,
        )
        .outerjoin(Technician, Technician.id == Answer.technician_id)
        .outerjoin(Attachment, Attachment.id == Answer.attachment_id)
        .where(Answer.filling_id == filling_id, Answer.value.is_not(None))
        .order_by(Answer.answered_at, Answer.key)
    )
    return [AnswerMoment(*row) for row in rows]


def _rows(work: Work, filling_id: UUID, keys: Iterable[str]) -> dict[str, Answer]:
    wanted = list(dict.fromkeys(keys))
    rows: dict[str, Answer] = {}
    # In slices: a database takes a limited number of parameters in one statement.
    for start in range(0, len(wanted), 500):
        ids = [answer_id(filling_id=filling_id, key=key) for key in wanted[start : start + 500]]
        for row in work.scalars(select(Answer).where(Answer.id.in_(ids))):
            rows[row.key] = row
    return rows


def _apply_repeat(
    work: Work, *, filling: Filling, op: str, repeat_key: str, instance: str, position: int
) -> int:
    row_id = instance_row_id(filling_id=filling.id, repeat_key=repeat_key, instance=instance)
    row = work.get(RepeatInstance, row_id)
    if row is None:
        row = RepeatInstance(
            id=row_id,
            scope=filling.scope,
            filling_id=filling.id,
            repeat_key=repeat_key,
            instance_id=instance,
            position=position,
            removed=op == "remove",
        )
        work.add(row)
        if op == "add" and not _last(work, row):
            _renumber(work, row)
        return 1
    if op == "add":
        row.removed = False
        row.position = position
    elif op == "remove":
        row.removed = True
    if op == "move" or (op == "add" and not _last(work, row)):
        row.position = position
        _renumber(work, row)
    return 1


def _siblings(work: Work, row: RepeatInstance) -> list[RepeatInstance]:
    return list(
        work.scalars(
            select(RepeatInstance)
            .where(
                RepeatInstance.filling_id == row.filling_id,
                RepeatInstance.repeat_key == row.repeat_key,
                RepeatInstance.id != row.id,
                RepeatInstance.removed.is_(False),
            )
            .order_by(RepeatInstance.position, RepeatInstance.instance_id)
        )
    )


def _last(work: Work, row: RepeatInstance) -> bool:
    return all(other.position < row.position for other in _siblings(work, row))


def _renumber(work: Work, row: RepeatInstance) -> None:
    order = _siblings(work, row)
    order.insert(row.position - 1, row)
    for number, one in enumerate(order, start=1):
        if one.position != number:
            one.position = number

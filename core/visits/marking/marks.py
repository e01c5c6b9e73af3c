"""Setting marks on recordings, live and afterwards, and listing them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from core.people import Technician
from core.store import Work, new_id
from core.video.recordings import Recording, recording_row
from core.visits.marking.problems import MarkEndsBeforeItBegins, UnknownMark, UnknownTag
from core.visits.marking.tables import Mark, MarkingTag, MarkSummary


def mark(
    work: Work,
    *,
    recording_id: UUID,
    tag_id: UUID,
    start_us: int,
    end_us: int | None = None,
    note: str = "",
    technician_id: UUID | None = None,
    observer: str = "",
) -> UUID:
    """Set a tag on a moment or span of a recording, running or finished; the mark's id.

    A span tag without an end runs until `end_mark`. `observer` names who marked where that is no
    technician here.

    Raises: UnknownRecording, UnknownTag, MarkEndsBeforeItBegins.
    """
    recording = recording_row(work, recording_id)
    tag = work.get(MarkingTag, tag_id)
    if tag is None:
        raise UnknownTag(id=tag_id)
    _check(start_us, end_us)
    row = Mark(
        id=new_id(),
        scope=recording.scope,
        recording_id=recording_id,
        tag_id=tag_id,
        start_us=start_us,
        end_us=end_us,
        note=note.strip(),
        technician_id=technician_id,
        observer="" if technician_id is not None else observer.strip(),
    )
    work.add(row)
    work.flush()
    return row.id


def end_mark(work: Work, *, mark_id: UUID, end_us: int) -> None:
    """Say where a running span ends. One that has ended by then keeps its end.

    Raises: UnknownMark, MarkEndsBeforeItBegins.
    """
    row = _row(work, mark_id)
    if row.end_us is None:
        _check(row.start_us, end_us)
        row.end_us = end_us
        work.flush()


def change(
    work: Work,
    *,
    mark_id: UUID,
    start_us: int | None = None,
    end_us: int | None = None,
    tag_id: UUID | None = None,
    note: str | None = None,
) -> None:
    """Move a mark, give it another tag or other words; None leaves a thing as it is.

    Raises: UnknownMark, UnknownTag, MarkEndsBeforeItBegins.
    """
    row = _row(work, mark_id)
    start = row.start_us if start_us is None else start_us
    end = row.end_us if end_us is None else end_us
    _check(start, end)
    if tag_id is not None:
        if work.get(MarkingTag, tag_id) is None:
            raise UnknownTag(id=tag_id)
        row.tag_id = tag_id
    row.start_us, row.end_us = start, end
    if note is not None:
        row.note = note.strip()
    work.flush()


def remove(work: Work, *, mark_id: UUID) -> None:
    """Take a mark away; one that is gone stays gone."""
    row = work.get(Mark, mark_id)
    if row is not None:
        work.delete(row)
        work.flush()


def put_back(work: Work, *, mark: MarkSummary) -> None:
    """Make a mark what it was in this summary, also one that was removed since (undo).

    Raises: UnknownRecording, UnknownTag.
    """
    recording = recording_row(work, mark.recording_id)
    if work.get(MarkingTag, mark.tag_id) is None:
        raise UnknownTag(id=mark.tag_id)
    row = work.get(Mark, mark.id)
    if row is None:
        row = Mark(
            id=mark.id,
            scope=recording.scope,
            recording_id=mark.recording_id,
            technician_id=mark.technician_id,
            observer="" if mark.technician_id is not None else mark.observer,
        )
        work.add(row)
    row.tag_id, row.note = mark.tag_id, mark.note
    row.start_us, row.end_us = mark.start_us, mark.end_us
    work.flush()


def marks_of(
    work: Work, *, recording_id: UUID | None = None, visit_id: UUID | None = None
) -> list[MarkSummary]:
    """The marks of a recording or of all of a visit, by recording, in the order of time."""
    query = (
        select(
            Mark.id,
            Mark.recording_id,
            Mark.tag_id,
            MarkingTag.code,
            MarkingTag.label,
            MarkingTag.kind,
            MarkingTag.colour,
            Mark.start_us,
            Mark.end_us,
            Mark.note,
            Mark.technician_id,
            Mark.observer,
            Technician.name,
        )
        .join(MarkingTag, MarkingTag.id == Mark.tag_id)
        .join(Recording, Recording.id == Mark.recording_id)
        .outerjoin(Technician, Technician.id == Mark.technician_id)
        .order_by(Recording.started_at, Recording.id, Mark.start_us, Mark.id)
    )
    if recording_id is not None:
        query = query.where(Mark.recording_id == recording_id)
    if visit_id is not None:
        query = query.where(Recording.visit_id == visit_id)
    rows: Iterable[Any] = work.execute(query)
    # The technician's name comes last, in place of the observer's where there is one.
    return [MarkSummary(*[*row[:11], row[12] or row[11]]) for row in rows]


def observers_of(marks: Sequence[MarkSummary]) -> tuple[str, ...]:
    """Who marked, by name, in order."""
    return tuple(sorted({one.observer for one in marks}))


def _row(work: Work, mark_id: UUID) -> Mark:
    row = work.get(Mark, mark_id)
    if row is None:
        raise UnknownMark(id=mark_id)
    return row


def _check(start_us: int, end_us: int | None) -> None:
    if start_us < 0 or (end_us is not None and end_us <= start_us):
        end = start_us if end_us is None else end_us
        raise MarkEndsBeforeItBegins(start_s=start_us / 1e6, end_s=end / 1e6)

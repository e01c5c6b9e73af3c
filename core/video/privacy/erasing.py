"""Erasing a recording for good: its sealed files and all that was made from them, verified."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from core.store import Attachment, Work, new_id
from core.store.attachments import sealed_names
from core.video.privacy.ledger import Erased, note_erased, read_erased
from core.video.privacy.records import BlurredSegment, Erasure, PlanRow, erasures
from core.video.problems import NoReasonGiven, RecordingRuns, StillThere
from core.video.recordings import RecordingState, Segment, recording_row

if TYPE_CHECKING:
    from core.store import Store

_AGAIN = "Já tinha sido apagada em {day}; uma cópia antiga trouxe-a de volta."


def erase_recording(
    store: Store, recording_id: UUID, *, technician_id: UUID | None, why: str, at: datetime
) -> tuple[str, ...]:
    """Erase a recording with its blurred copies; gives the SHA-256 of each file that is gone.

    What was marked and answered stays, and so does a row that says what was erased, when, by whom
    and why. That row goes to the other devices, which erase their copies when they get it
    (`finish_erasures`). A file that something else speaks of too stays.

    Raises: UnknownRecording, NoReasonGiven, RecordingRuns, StillThere.
    """
    if not why.strip():
        raise NoReasonGiven
    gone = store.write_now(
        partial(
            _forget, recording_id=recording_id, technician_id=technician_id, why=why.strip(), at=at
        )
    )
    note_erased(store.folder, Erased(recording_id, at, technician_id, gone))
    for sha256 in gone:
        if not store.files.erase(sha256):
            raise StillThere(sha256=sha256[:12])
    return gone


def erase_again(store: Store, *, at: datetime) -> int:
    """Erase what the ledger names and a backup that was put back has brought; says how many.

    Each gets a row of its own that says so. Raises: StillThere, OSError.
    """
    ledger = {one.recording_id: one for one in read_erased(store.folder)}
    if not ledger:
        return 0
    back = store.read(partial(_brought_back, ids=list(ledger)))
    for recording_id in back:
        earlier = ledger[recording_id]
        erase_recording(
            store, recording_id, technician_id=earlier.technician_id,
            why=_AGAIN.format(day=earlier.at.astimezone().strftime("%d/%m/%Y")), at=at,
        )  # fmt: skip
    return len(back)


def finish_erasures(store: Store) -> int:
    """Erase the files that an erasure names and that are here all the same; says how many.

    After a kill in the middle, an exchange with another device, or a copy that was restored.

    Raises: StillThere.
    """
    spoken_of = store.read(sealed_names)
    count = 0
    for one in store.read(erasures):
        for sha256 in one.files:
            if sha256 in spoken_of or not store.files.has(sha256):
                continue
            if not store.files.erase(sha256):
                raise StillThere(sha256=sha256[:12])
            count += 1
    return count


def _brought_back(work: Work, *, ids: list[UUID]) -> list[UUID]:
    """Those of them that have sealed segments again, and no row of an erasure."""
    found = []
    for one in ids:
        kept = work.scalar(select(Segment.id).where(Segment.recording_id == one).limit(1))
        told = work.scalar(select(Erasure.id).where(Erasure.recording_id == one).limit(1))
        if kept is not None and told is None:
            found.append(one)
    return found


def _forget(
    work: Work, *, recording_id: UUID, technician_id: UUID | None, why: str, at: datetime
) -> tuple[str, ...]:
    recording = recording_row(work, recording_id)
    if recording.state == RecordingState.RECORDING.value:
        raise RecordingRuns
    ours = set(
        work.scalars(select(Segment.attachment_id).where(Segment.recording_id == recording_id))
    )
    ours |= set(
        # Copies and plans that were made anew since, too.
        work.scalars(select(Attachment.id).where(Attachment.name.startswith(f"{recording_id}-")))
    )
    for table in (BlurredSegment, PlanRow, Segment):
        for row in work.scalars(select(table).where(table.recording_id == recording_id)):
            work.delete(row)
        work.flush()
    files: set[str] = set()
    for attachment_id in ours:
        attachment = work.get(Attachment, attachment_id)
        if attachment is not None:
            files.add(attachment.sha256)
            work.delete(attachment)
    work.flush()
    gone = tuple(sorted(files - set(sealed_names(work))))
    recording.state = RecordingState.EMPTY.value
    recording.duration_us = 0
    recording.keep_until = None
    work.add(
        Erasure(
            id=new_id(),
            scope=recording.scope,
            visit_id=recording.visit_id,
            recording_id=recording_id,
            technician_id=technician_id,
            erased_at=at,
            why=why,
            files=list(gone),
        )
    )
    work.flush()
    return gone

"""Which sealed files may leave for the centre, and why the others stay: the rule of exports.

A file leaves for the sake of a row that speaks of it, in that row's scope. Recordings leave as
`exportable` has it: not without a consent or a decision that was logged, the blurred copy where
there is one. A file that nobody speaks of stays, and so does what a newer kind of row speaks of
until it is named here (`tests/core/reports/test_files_out.py` watches that).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from core.people import ConsentSummary, list_consents
from core.reports.exportable import film_to_give, kept_back, photographs_decided
from core.reports.problems import ConsentEnded, CopyOutOfDate
from core.reports.withheld import ended, shows_people
from core.store import Attachment
from core.video.privacy.records import BlurredSegment, PlanRow, decisions_of_visit
from core.video.recordings import Recording, RecordingState, Segment
from core.visits.answers import Answer
from core.visits.aside import AsideAnswer
from core.visits.checklists import ChecklistMedia, ChecklistVersion
from core.visits.evidence import Evidence
from core.visits.fillings import Filling
from core.visits.signatures import Signature

if TYPE_CHECKING:
    from core.store import Store, Work

NO_CONSENT = "no_consent"
CONSENT_ENDED = "consent_ended"
COPY_OUT_OF_DATE = "copy_out_of_date"
COPY_INSTEAD = "copy_instead"
RECORDING = "recording"
UNSPOKEN = "unspoken"

SPOKEN_OF = frozenset(
    {
        ("segment", "attachment_id"), ("blurred_segment", "attachment_id"),
        ("blur_plan", "attachment_id"), ("answer", "attachment_id"),
        ("evidence", "attachment_id"), ("signature", "attachment_id"),
        ("aside_answer", "attachment_id"), ("checklist_version", "xml_id"),
        ("checklist_version", "source_id"), ("checklist_media", "attachment_id"),
    }
)  # fmt: skip
"""Every column that may speak of a file, as this rule knows them."""


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file the store speaks of. `size` in bytes; `kept`: why it stays here ("" if it may go).

    `scopes`: whose it is; `recording_id`: of which recording, if of one.
    """

    sha256: str
    size: int
    scopes: tuple[str, ...]
    name: str
    media_type: str
    kept: str
    recording_id: UUID | None = None


def files_out(store: Store, *, at: datetime) -> list[FileOut]:
    """All files that the store speaks of, each once, with what keeps it here at `at`.

    A file that any row keeps back stays, even if another would let it go.
    """
    known = store.read(_attachments)
    kept: dict[UUID, str] = dict.fromkeys(store.read(_plain), "")
    recordings: dict[UUID, UUID] = {}
    kept |= _of_visits(store, known, at=at)
    for recording_id, visit_id, state, files in store.read(_recordings):
        recordings |= dict.fromkeys(files, recording_id)
        kept |= _of_recording(store, recording_id, visit_id, state, files, at=at)
    by_content: dict[str, list[_Spoken]] = defaultdict(list)
    for one in known.values():
        by_content[one.sha256].append(one)
    return [
        _one(group, kept, recordings)
        for _, group in sorted(by_content.items())
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptPhotograph:
    """A photograph, film or sound of a visit that an ended consent keeps here."""

    attachment_id: UUID
    sha256: str
    name: str
    media_type: str


def photographs_kept(store: Store, visit_id: UUID, *, at: datetime) -> tuple[KeptPhotograph, ...]:
    """What of a visit (other than its recordings) a consent that ended keeps here, by name."""
    known = store.read(_attachments)
    kept = _of_visits(store, known, at=at)
    own = {given for visit, given, _ in store.read(_given) if visit == visit_id}
    found = [known[one] for one in own if one in known and kept.get(one) == CONSENT_ENDED]
    return tuple(
        KeptPhotograph(one.id, one.sha256, one.name, one.media_type)
        for one in sorted(found, key=lambda one: (one.name, one.sha256))
    )


@dataclass(frozen=True, slots=True)
class _Spoken:
    id: UUID
    sha256: str
    size: int
    scope: str
    name: str
    media_type: str


def _one(group: list[_Spoken], kept: dict[UUID, str], recordings: dict[UUID, UUID]) -> FileOut:
    reasons = {kept.get(one.id, UNSPOKEN) for one in group}
    # An attachment that nobody speaks of says nothing about another of the same content.
    reason = next(iter(sorted(reasons - {"", UNSPOKEN})), UNSPOKEN if "" not in reasons else "")
    going = [one for one in group if kept.get(one.id, UNSPOKEN) == ""] or group
    return FileOut(
        sha256=group[0].sha256, size=group[0].size,
        scopes=tuple(sorted({one.scope for one in going})), name=going[0].name,
        media_type=going[0].media_type, kept=reason,
        recording_id=next((recordings[one.id] for one in group if one.id in recordings), None),
    )  # fmt: skip


def _attachments(work: Work) -> dict[UUID, _Spoken]:
    rows = work.execute(
        select(
            Attachment.id, Attachment.sha256, Attachment.size, Attachment.scope, Attachment.name,
            Attachment.media_type,
        )
    )  # fmt: skip
    return {row[0]: _Spoken(*row) for row in rows}


def _plain(work: Work) -> set[UUID]:
    """Check-lists and signatures: nobody's consent keeps them."""
    found: set[UUID | None] = set()
    for column in (
        ChecklistVersion.xml_id, ChecklistVersion.source_id, ChecklistMedia.attachment_id,
        Signature.attachment_id,
    ):  # fmt: skip
        found |= set(work.scalars(select(column)))
    return {one for one in found if one is not None}


def _of_visits(store: Store, known: dict[UUID, _Spoken], *, at: datetime) -> dict[UUID, str]:
    """Photographs and files of answers, evidence and what was put aside."""
    kept: dict[UUID, str] = {}
    visits: dict[UUID, bool] = {}
    decided: dict[UUID, frozenset[UUID]] = {}
    for visit_id, attachment_id, photo in store.read(_given):
        if visit_id not in visits:
            consents = store.read(partial(list_consents, visit_id=visit_id))
            visits[visit_id] = _withheld(store, visit_id, consents, at=at)
            decided[visit_id] = photographs_decided(store, visit_id, consents, at=at)
        one = known.get(attachment_id)
        pictures = photo or one is None or shows_people(one.name)
        if visits[visit_id] and pictures and attachment_id not in decided[visit_id]:
            kept[attachment_id] = CONSENT_ENDED
        else:
            kept.setdefault(attachment_id, "")
    return kept


def _given(work: Work) -> list[tuple[UUID, UUID, bool]]:
    asked = [
        select(Evidence.visit_id, Evidence.attachment_id, Evidence.kind == "photo"),
        select(AsideAnswer.visit_id, AsideAnswer.attachment_id, AsideAnswer.id.is_(None)),
        select(Filling.visit_id, Answer.attachment_id, Answer.id.is_(None)).join(
            Filling, Filling.id == Answer.filling_id
        ),
    ]
    return [
        (row[0], row[1], bool(row[2]))
        for one in asked
        for row in work.execute(one)
        if row[1] is not None
    ]


def _withheld(
    store: Store, visit_id: UUID, consents: list[ConsentSummary], *, at: datetime
) -> bool:
    gone = ended([one for one in consents if one.recording_id is None], at=at)
    if not gone:
        return False
    latest = max(_end(one) for one in gone)
    decided = store.read(partial(decisions_of_visit, visit_id=visit_id))
    # One on a recording speaks for what was photographed meanwhile too.
    return not any(
        latest <= one.decided_at <= at and one.recording_id is not None for one in decided
    )


def _end(consent: ConsentSummary) -> datetime:
    return consent.withdrawn_at or consent.until or consent.given_at


def _recordings(work: Work) -> list[tuple[UUID, UUID, str, list[UUID]]]:
    files: dict[UUID, list[UUID]] = defaultdict(list)
    for table in (Segment, BlurredSegment, PlanRow):
        for recording_id, attachment_id in work.execute(
            select(table.recording_id, table.attachment_id)
        ):
            files[recording_id].append(attachment_id)
    rows = work.execute(select(Recording.id, Recording.visit_id, Recording.state))
    return [(row[0], row[1], row[2], files[row[0]]) for row in rows if row[0] in files]


def _of_recording(
    store: Store, recording_id: UUID, visit_id: UUID, state: str, files: list[UUID], *, at: datetime
) -> dict[UUID, str]:
    if state == RecordingState.RECORDING.value:
        return dict.fromkeys(files, RECORDING)
    consents = store.read(partial(list_consents, visit_id=visit_id))
    problem = kept_back(store, recording_id, consents, at=at)
    if problem is not None:
        why = CONSENT_ENDED if isinstance(problem, ConsentEnded) else NO_CONSENT
        return dict.fromkeys(files, why)
    try:
        film, blurred = film_to_give(store, recording_id)
    except CopyOutOfDate:
        return dict.fromkeys(files, COPY_OUT_OF_DATE)
    going = {one.attachment_id for one in film.segments}
    plans = set(
        store.read(
            lambda work: work.scalars(
                select(PlanRow.attachment_id).where(PlanRow.recording_id == recording_id)
            ).all()
        )
    )
    going |= plans
    return (
        {one: "" if one in going else COPY_INSTEAD for one in files}
        if blurred
        else (dict.fromkeys(files, ""))
    )

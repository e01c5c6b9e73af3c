"""What the review shows of a visit, gathered off the UI thread as plain values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO
from unicodedata import combining, normalize
from uuid import UUID

from desktop.kit import formats

if TYPE_CHECKING:
    from core.problem import Language
    from core.store import Store, Work


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """One question of the check-list with what was recorded and where it is on video."""

    key: str
    section_key: str
    section: str
    label: str
    value: str
    shown: str
    who: str = ""
    when: str = ""
    recording_id: UUID | None = None
    moment_us: int | None = None
    group: str = ""
    """The group of the section it stands in, or the instance of a repeat."""


@dataclass(frozen=True, slots=True)
class FindingItem:
    """One finding with its recommendations in a line."""

    id: UUID
    classification: str
    text: str
    answer_key: str | None
    recommendation_line: str


@dataclass(frozen=True, slots=True)
class SegmentItem:
    """A sealed piece of a recording, on the recording's time base."""

    start_us: int
    duration_us: int
    open: Callable[[], BinaryIO]
    sha256: str = ""
    """Of its sealed file."""


@dataclass(frozen=True, slots=True)
class MarkerItem:
    """A named moment of a recording."""

    key: str
    moment_us: int
    text: str
    kind: str = "marker"


@dataclass(frozen=True, slots=True)
class RecordingItem:
    """A recording that can be played."""

    id: UUID
    name: str
    duration_us: int
    segments: tuple[SegmentItem, ...]
    markers: tuple[MarkerItem, ...]
    short: str = ""
    """Its source and hour, for a lane or below a small picture."""
    offset_us: int = 0
    """Its moment 0 on the visit's line, which begins with the first recording that plays."""


@dataclass(frozen=True, slots=True)
class SignatureItem:
    """Who signed, for whom; `holds`: the answers are still those that were signed."""

    name: str
    role: str
    party: str
    when: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that the place shows at once."""

    visit_id: UUID
    title: str
    subtitle: str
    filling_id: UUID | None
    filling_state: str
    answers: tuple[AnswerItem, ...] = ()
    recordings: tuple[RecordingItem, ...] = ()
    kept: tuple[UUID, ...] = ()  # recordings that may not leave as things are
    unsealed: bool = False  # a recording of the visit is still being stored, or is damaged
    findings: tuple[FindingItem, ...] = ()
    signatures: tuple[SignatureItem, ...] = ()
    sections: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that keeps the filling from being finalised, and why."""

    key: str
    label: str
    message: str


def load_review(store: Store, visit_id: UUID, *, language: Language) -> Review:
    """Gather a visit. Opens the form and reads the filling; meant for a worker thread.

    Raises: UnknownVisit, and what a missing or damaged sealed file raises.
    """
    from core.visits import visit_detail

    detail = store.read(lambda work: visit_detail(work, visit_id))
    summary = detail.summary
    review = Review(
        visit_id=visit_id,
        title=summary.title,
        subtitle=f"{formats.day_and_clock(summary.planned_for)} · {summary.place}",
        filling_id=summary.filling_id,
        filling_state=summary.filling_state or "",
        recordings=store.read(lambda work: _recordings(work, store, visit_id)),
        kept=store.read(lambda work: _kept(work, visit_id)),
        unsealed=store.read(lambda work: _unsealed(work, visit_id)),
        findings=tuple(
            FindingItem(
                id=finding.id,
                classification=finding.classification,
                text=finding.text,
                answer_key=finding.answer_key,
                recommendation_line=" · ".join(
                    "→ "
                    + " — ".join(
                        part for part in (advice.text, advice.who, _day(advice.due)) if part
                    )
                    for advice in finding.recommendations
                ),
            )
            for finding in detail.findings
        ),
        signatures=tuple(
            SignatureItem(
                name=signature.name,
                role=signature.role,
                party=signature.party,
                when=formats.day_and_clock(signature.signed_at),
                holds=signature.still_holds,
            )
            for signature in detail.signatures
        ),
    )
    if summary.filling_id is None:
        return review
    answers = _answers(store, summary.filling_id, language=language)
    sections = tuple(dict.fromkeys(answer.section for answer in answers))
    return replace(review, answers=answers, sections=sections)


def finalise(store: Store, filling_id: UUID, *, at: datetime) -> tuple[Missing, ...]:
    """Finalise if nothing is missing; else says what is, and changes nothing. `at` is aware."""
    from core.visits import finalise_filling, record_delta
    from core.visits.sessions import open_session

    session = open_session(store, filling_id)
    missing = tuple(
        Missing(key=found.key, label=session.state(found.key).label, message=found.message)
        for found in session.validate()
    )
    if missing:
        return missing
    delta = session.finalise()

    def verb(work: Work) -> None:
        record_delta(work, filling_id=filling_id, delta=delta, technician_id=None, at=at)
        finalise_filling(work, filling_id, at=at)

    store.write_now(verb)
    return ()


def _answers(store: Store, filling_id: UUID, *, language: Language) -> tuple[AnswerItem, ...]:
    from core.visits import answers_with_moments
    from core.visits.readable import readable_answers
    from core.visits.sessions import open_session

    session = open_session(store, filling_id)
    moments = {
        answer.key: answer
        for answer in store.read(lambda work: answers_with_moments(work, filling_id))
    }
    items = []
    for answer in readable_answers(session, language=language):
        moment = moments.get(answer.key)
        label = f"{answer.instance}: {answer.label}" if answer.instance else answer.label
        items.append(
            AnswerItem(
                key=answer.key,
                section_key=answer.section_key,
                section=answer.section,
                label=label,
                value=answer.value,
                shown=answer.shown,
                who=(moment.technician or "") if moment else "",
                when=formats.clock(moment.answered_at) if moment else "",
                recording_id=moment.recording_id if moment else None,
                moment_us=moment.moment_us if moment else None,
                group=answer.group,
            )
        )
    return tuple(items)


def _recordings(work: Work, store: Store, visit_id: UUID) -> tuple[RecordingItem, ...]:
    from core.video.recordings import list_recordings, markers_of, segments_of
    from core.video.timeline import placed_recordings

    begins = {one.recording_id: one.begins_at for one in placed_recordings(work, visit_id)}
    items = []
    for recording in list_recordings(work, visit_id):
        segments = tuple(
            SegmentItem(
                start_us=segment.start_us,
                duration_us=segment.duration_us,
                # Bound now: each picture of the loop opens its own file.
                open=lambda sha256=segment.sha256: store.files.open(sha256),  # type: ignore[misc]
                sha256=segment.sha256,
            )
            for segment in segments_of(work, recording.id)
        )
        if not segments:
            continue
        items.append(
            RecordingItem(
                id=recording.id,
                name=f"{formats.day_and_clock(recording.started_at)} · {recording.source_name}",
                short=f"{recording.source_name} · {formats.clock(recording.started_at)}",
                duration_us=segments[-1].start_us + segments[-1].duration_us,
                segments=segments,
                markers=tuple(
                    MarkerItem(
                        key=f"marker:{marker.id}",
                        moment_us=marker.start_us,
                        text=marker.text,
                        kind=marker.kind,
                    )
                    for marker in markers_of(work, recording.id)
                ),
            )
        )
    first = min((begins[item.id] for item in items), default=None)
    if first is None:
        return ()
    return tuple(
        replace(item, offset_us=(begins[item.id] - first) // timedelta(microseconds=1))
        for item in items
    )


def _kept(work: Work, visit_id: UUID) -> tuple[UUID, ...]:
    from core.reports.exportable import kept_back_by_visit

    return kept_back_by_visit(work, at=datetime.now(UTC)).get(visit_id, ())


def _unsealed(work: Work, visit_id: UUID) -> bool:
    from core.video.recordings import RecordingState, list_recordings, segments_of

    return any(
        recording.state is not RecordingState.EMPTY and not segments_of(work, recording.id)
        for recording in list_recordings(work, visit_id)
    )


def _day(iso: str) -> str:
    return formats.short_day(date.fromisoformat(iso)) if iso else ""


def folded(text: str) -> str:
    """Lower case without accents, to search as one types."""
    return "".join(c for c in normalize("NFD", text.casefold()) if not combining(c))

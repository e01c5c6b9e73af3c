"""The moments of a visit: what was recorded, marked or found, each at its place in the video."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from core.problem import Language
from core.video.recordings import list_recordings, markers_of
from core.video.subtitles import Cue
from core.visits.answers import answers_with_moments
from core.visits.marking.marks import marks_of
from core.visits.readable import ReadableAnswer, readable_answers
from core.visits.sessions import open_session_in
from core.visits.summaries import VisitDetail, visit_detail
from core.visits.visits import team_of

if TYPE_CHECKING:
    from core.store import Store, Work

MomentKind = Literal["answer", "marker", "finding", "mark"]

_SHOWN_US = 6_000_000
_SHORTEST_US = 1_000_000


@dataclass(frozen=True, slots=True)
class VisitMoment:
    """One moment (`end_us` None) or span of a recording.

    `title` names it (the question, the marker, the finding, the tag), `detail` says more (the
    answer in words, the note). `who` is "" when it is not known. `code` and `colour` are those of
    a tag, "" for the others.
    """

    id: str
    kind: MomentKind
    recording_id: UUID
    start_us: int
    end_us: int | None
    title: str
    detail: str = ""
    section: str = ""
    who: str = ""
    who_id: UUID | None = None
    code: str = ""
    colour: str = ""


def visit_moments(
    store: Store, visit_id: UUID, *, language: Language = "pt"
) -> tuple[VisitMoment, ...]:
    """All moments of a visit: by recording, then in the order of time.

    Opens the form and reads the filling; meant for a worker thread.

    Raises: UnknownVisit, and what a missing or damaged sealed file raises.
    """
    detail = store.read(partial(visit_detail, visit_id=visit_id))
    listed = store.read(partial(list_recordings, visit_id=visit_id))
    recordings = [one.id for one in listed]
    answers = _answers(store, detail, language=language)
    labels = {one.id.removeprefix("answer:"): one for one in answers}
    found = [
        *answers,
        *store.read(partial(_markers, recordings=recordings, names=_names(store, visit_id))),
        *_findings(detail, labels),
        *store.read(
            partial(_marks, visit_id=visit_id, until={one.id: one.duration_us for one in listed})
        ),
    ]
    place = {each: number for number, each in enumerate(recordings)}
    here = [one for one in found if one.recording_id in place]
    return tuple(sorted(here, key=lambda one: (place[one.recording_id], one.start_us, one.id)))


def _names(store: Store, visit_id: UUID) -> dict[UUID, str]:
    team = store.read(partial(team_of, visit_id=visit_id))
    return {one.technician_id: one.name for one in team}


def _answers(store: Store, detail: VisitDetail, *, language: Language) -> list[VisitMoment]:
    filling_id = detail.summary.filling_id
    if filling_id is None:
        return []
    given = {
        one.key: one for one in store.read(partial(answers_with_moments, filling_id=filling_id))
    }
    if not any(one.recording_id for one in given.values()):
        return []
    session = open_session_in(store, filling_id, language=language)
    found = []
    for one in readable_answers(session, language=language):
        by = given.get(one.key)
        if by is None or not by.by_person or by.recording_id is None or by.moment_us is None:
            continue
        found.append(
            VisitMoment(
                id=f"answer:{one.key}",
                kind="answer",
                recording_id=by.recording_id,
                start_us=by.moment_us,
                end_us=None,
                title=one.label,
                detail=one.shown,
                section=_where(one),
                who=by.technician or "",
                who_id=by.technician_id,
            )
        )
    return found


def _where(one: ReadableAnswer) -> str:
    return " · ".join(part for part in (one.section, one.instance) if part)


def _markers(work: Work, *, recordings: list[UUID], names: dict[UUID, str]) -> list[VisitMoment]:
    return [
        VisitMoment(
            id=f"marker:{one.id}",
            kind="marker",
            recording_id=recording_id,
            start_us=one.start_us,
            end_us=one.end_us,
            title=one.text,
            who=names.get(one.technician_id, "") if one.technician_id else "",
            who_id=one.technician_id,
        )
        for recording_id in recordings
        for one in markers_of(work, recording_id)
    ]


def _marks(work: Work, *, visit_id: UUID, until: dict[UUID, int]) -> list[VisitMoment]:
    """A span that still runs goes to where its recording ends so far."""
    return [
        VisitMoment(
            id=f"mark:{one.id}",
            kind="mark",
            recording_id=one.recording_id,
            start_us=one.start_us,
            end_us=(
                max(one.start_us + 1, until[one.recording_id])
                if one.kind == "span" and one.end_us is None
                else one.end_us
            ),
            title=one.label,
            detail=one.note,
            who=one.observer,
            who_id=one.technician_id,
            code=one.code,
            colour=one.colour,
        )
        for one in marks_of(work, visit_id=visit_id)
    ]


def _findings(detail: VisitDetail, answers: dict[str, VisitMoment]) -> list[VisitMoment]:
    """A finding stands at the moment linked to it, else at that of the answer it came from."""
    linked = {
        one.finding_id: (one.recording_id, one.moment_us)
        for one in reversed(detail.evidence)
        if one.finding_id and one.recording_id and one.moment_us is not None
    }
    found = []
    for one in detail.findings:
        answer = answers.get(one.answer_key or "")
        place = linked.get(one.id) or ((answer.recording_id, answer.start_us) if answer else None)
        if place is None or place[1] is None:
            continue
        found.append(
            VisitMoment(
                id=f"finding:{one.id}",
                kind="finding",
                recording_id=place[0],
                start_us=place[1],
                end_us=None,
                title=one.text,
                detail=answer.title if answer else "",
                section=answer.section if answer else "",
            )
        )
    return found


def cues_of(
    moments: Sequence[VisitMoment], recording_id: UUID, *, from_us: int, until_us: int
) -> tuple[Cue, ...]:
    """The moments of a recording as subtitles of its span [from, until), counted from `from_us`.

    A moment without an end stays for six seconds, or until the next one, at least for one.
    """
    mine = sorted(
        (one for one in moments if one.recording_id == recording_id), key=lambda one: one.start_us
    )
    starts = [one.start_us for one in mine if one.end_us is None]
    cues = []
    for one in mine:
        end = one.end_us
        if end is None:
            after = bisect_right(starts, one.start_us)
            end = one.start_us + _SHOWN_US
            if after < len(starts):
                end = max(one.start_us + _SHORTEST_US, min(end, starts[after]))
        text = "\n".join(line for line in (one.title, one.detail) if line)
        if text and one.start_us < until_us and end > from_us:
            cues.append(Cue(max(0, one.start_us - from_us), min(end, until_us) - from_us, text))
    return tuple(cues)


def span_of(
    moment: VisitMoment, *, before_us: int, after_us: int, until_us: int
) -> tuple[int, int]:
    """What of a recording (until `until_us`) shows a moment: so much before and after it."""
    start = max(0, min(moment.start_us, until_us - 1) - before_us)
    end = moment.end_us if moment.end_us is not None else moment.start_us
    return start, max(start + 1, min(until_us, end + after_us))

"""A visit read out of the store into the values that its documents are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from core.people import ConsentSummary
from core.plan import load_municipalities
from core.problem import Language
from core.reports.album import Album, evidence_names
from core.reports.aside import put_aside
from core.reports.exportable import photographs_decided
from core.reports.films import kind_of
from core.reports.leaving import films_to_take, without
from core.reports.names import file_names, renamed
from core.reports.problems import NothingRecorded
from core.reports.stills import Film, Stills
from core.reports.visit_report import (
    ReportAnswer,
    ReportConsent,
    ReportFinding,
    ReportMarker,
    ReportPerson,
    ReportRecommendation,
    ReportRecording,
    ReportSection,
    ReportSignature,
    VisitReport,
)
from core.reports.withheld import emptied, ended, shows_people
from core.reports.words import word
from core.store import Attachment
from core.video.recordings import RecordingState, list_recordings, markers_of, segments_of
from core.visits import (
    AnswerMoment,
    VisitDetail,
    answers_with_moments,
    list_checklists,
    readable_answers,
    visit_detail,
)
from core.visits.sessions import open_session_in

if TYPE_CHECKING:
    from core.forms import FillingSession
    from core.store import Store, Work
    from core.video.recordings import RecordingSummary


@dataclass(frozen=True, slots=True)
class Gathered:
    """A visit ready to be written: the report, and the files that go with it.

    `media` and `evidence`: file name → SHA-256 of the sealed file. `waiting`: when the recordings
    began that are not sealed, or not wholly, and so are not among the films as they should be.
    `withheld`: whose consent ended, so that all video, sound and photographs stay behind.
    `unconsented`: when the recordings began that stay behind for want of any consent.
    """

    report: VisitReport
    submission: bytes
    media: dict[str, str]
    evidence: dict[str, str]
    films: tuple[Film, ...]
    waiting: tuple[datetime, ...] = ()
    withheld: tuple[str, ...] = ()
    unconsented: tuple[datetime, ...] = ()


def gather(
    store: Store,
    visit_id: UUID,
    *,
    language: Language,
    at: datetime,
    zone: tzinfo | None = None,
    whole: bool = False,
) -> Gathered:
    """Read one visit, in one language, with hours as the clocks of `zone` show them (None: local).

    What an ended consent covers is left out, unless the `whole` is asked for.

    Raises: UnknownVisit, NothingRecorded, and the store's problems with files.
    """
    detail = store.read(lambda work: visit_detail(work, visit_id))
    summary = detail.summary
    filling_id = summary.filling_id
    if filling_id is None:
        raise NothingRecorded(title=summary.title)
    session = open_session_in(store, filling_id, language=language)
    own = [one for one in detail.consents if one.recording_id is None]
    withheld = () if whole else tuple(one.who for one in ended(own, at=at))
    films, recordings, waiting = store.read(
        lambda work: _recordings(work, visit_id, zone=zone, language=language)
    )
    left_out: dict[int, str] = {}
    if not withheld:
        films, left_out = films_to_take(store, films, detail.consents, at=at)
    given = {one.key: one for one in store.read(lambda w: answers_with_moments(w, filling_id))}
    free = _decided(store, visit_id, detail.consents, at=at) if withheld else frozenset()

    def stays(sha256: str | None, name: str) -> bool:
        return bool(withheld) and shows_people(name) and sha256 not in free

    # Of relevant questions only, as in the submission.
    files = session.attachments()
    contents = {one.value: one.sha256 for one in given.values() if one.sha256}
    left = [one for one in files if stays(contents.get(one), one)]
    names = file_names(one for one in files if one not in left)
    version = next(
        one for one in store.read(list_checklists) if one.version_id == summary.checklist_version_id
    )
    recordings = without(recordings, left_out, language=language)
    if withheld:
        recordings = tuple(replace(one, file=word("stays_behind", language)) for one in recordings)
    with Stills(store, () if withheld else films) as stills:
        album = Album(store, detail, films, stills, language=language, withheld=stays)
        sections = _sections(
            session, given, detail, album, names=names, language=language, zone=zone
        )
        shown = {one.key: one for section in sections for one in section.answers}
        report = VisitReport(
            language=language,
            title=summary.title,
            subject=summary.subject or summary.title,
            summary=detail.case_study.summary if detail.case_study else "",
            provider=_provider(detail),
            place=summary.place,
            municipality=_municipality(summary.municipality),
            planned_for=summary.planned_for.astimezone(zone),
            started_at=_local(detail.started_at, zone),
            finished_at=_local(detail.finished_at, zone),
            state=summary.filling_state or "draft",
            notes=detail.notes,
            form_id=version.form_id,
            checklist=summary.checklist_title,
            version=summary.checklist_version,
            digest=version.digest,
            generated_at=at.astimezone(zone),
            team=tuple(
                ReportPerson(
                    name=one.name,
                    role=one.role,
                    municipality=_municipality(one.municipality),
                    group=one.group or "",
                )
                for one in detail.team
            ),
            consents=tuple(
                ReportConsent(
                    who=one.who,
                    purpose=one.purpose,
                    given_at=one.given_at.astimezone(zone),
                    until=_local(one.until, zone),
                    withdrawn_at=_local(one.withdrawn_at, zone),
                )
                for one in detail.consents
            ),
            sections=sections,
            findings=_findings(detail, shown, album),
            signatures=tuple(
                ReportSignature(
                    name=one.name,
                    role=one.role,
                    party=one.party,
                    signed_at=one.signed_at.astimezone(zone),
                    still_holds=one.still_holds,
                    picture=album.signature(one.sha256, name=one.name),
                )
                for one in detail.signatures
            ),
            recordings=recordings,
            withheld=withheld,
            aside=put_aside(store, visit_id, album, language=language, zone=zone),
            pictures=album.of_the_visit(),
        )
    media = {
        names[one.value]: one.sha256 for one in given.values() if one.value in names and one.sha256
    }
    evidence = {
        name: one.sha256
        for name, one in zip(evidence_names(detail), detail.evidence, strict=True)
        if one.sha256 and not stays(one.sha256, "foto.jpg" if one.kind == "photo" else name)
    }
    return Gathered(
        report=report,
        submission=renamed(emptied(session.xml(), left), names),
        media=media,
        evidence=evidence,
        films=() if withheld else films,
        waiting=waiting,
        withheld=withheld,
        unconsented=tuple(
            one.started_at for one in recordings if left_out.get(one.number) == "no_consent"
        ),
    )


def _decided(
    store: Store, visit_id: UUID, consents: Iterable[ConsentSummary], *, at: datetime
) -> frozenset[str]:
    """The SHA-256 of the photographs that may leave all the same."""
    free = photographs_decided(store, visit_id, consents, at=at)
    return frozenset(
        store.read(
            lambda work: work.scalars(
                select(Attachment.sha256).where(Attachment.id.in_(free))
            ).all()
        )
    )


def _sections(
    session: FillingSession,
    given: dict[str, AnswerMoment],
    detail: VisitDetail,
    album: Album,
    *,
    names: dict[str, str],
    language: Language,
    zone: tzinfo | None,
) -> tuple[ReportSection, ...]:
    found: dict[str, tuple[str, list[ReportAnswer]]] = {}
    for one in readable_answers(session, language=language):
        by = given.get(one.key)
        recorded = by if by and by.by_person else None
        answer = ReportAnswer(
            key=one.key,
            label=one.label,
            instance=one.instance,
            value=one.value,
            shown=one.shown,
            type=session.state(one.key).type,
            required=one.required,
            calculated=bool(by and not by.by_person),
            technician=(recorded.technician or "") if recorded else "",
            answered_at=_local(recorded.answered_at, zone) if recorded else None,
            moment=album.moment(recorded.recording_id, recorded.moment_us) if recorded else None,
            pictures=tuple(album.of_answer(one, by)) if one.shown else (),
            file=f"media/{names[one.value]}" if by and by.sha256 and one.value in names else "",
            note=album.note_on(one.key),
        )
        found.setdefault(one.section_key, (one.section, []))[1].append(answer)
    return tuple(
        ReportSection(
            key=key,
            title=title or word("unnamed_section", language),
            group=detail.sections.get(key, ""),
            answers=tuple(answers),
        )
        for key, (title, answers) in found.items()
    )


def _findings(
    detail: VisitDetail, shown: dict[str, ReportAnswer], album: Album
) -> tuple[ReportFinding, ...]:
    found = []
    for one in detail.findings:
        pictures, moment = album.of_finding(one.id)
        answer = shown.get(one.answer_key) if one.answer_key else None
        found.append(
            ReportFinding(
                classification=one.classification,
                text=one.text,
                question=answer.label if answer else "",
                shown=answer.shown if answer else "",
                recommendations=tuple(
                    ReportRecommendation(text=advice.text, who=advice.who, due=_day(advice.due))
                    for advice in one.recommendations
                ),
                pictures=tuple(pictures),
                moment=moment or (answer.moment if answer else None),
            )
        )
    return tuple(found)


def _recordings(
    work: Work, visit_id: UUID, *, zone: tzinfo | None, language: Language
) -> tuple[tuple[Film, ...], tuple[ReportRecording, ...], tuple[datetime, ...]]:
    films: list[Film] = []
    unsealed: list[RecordingSummary] = []
    waiting: list[datetime] = []
    recordings: list[ReportRecording] = []
    for one in list_recordings(work, visit_id):
        segments = tuple(segments_of(work, one.id))
        if one.state == RecordingState.RECORDING:
            waiting.append(one.started_at.astimezone(zone))
        if not segments:
            if one.state == RecordingState.RECORDING:
                unsealed.append(one)
            continue
        number = len(films) + 1
        films.append(Film(number=number, recording_id=one.id, segments=segments))
        recordings.append(
            ReportRecording(
                number=number,
                started_at=one.started_at.astimezone(zone),
                duration_us=segments[-1].start_us + segments[-1].duration_us,
                source=one.source_name,
                sound=one.sound,
                file=f"video/gravacao-{number}{kind_of(segments)}",
                markers=tuple(
                    ReportMarker(start_us=mark.start_us, end_us=mark.end_us, text=mark.text)
                    for mark in markers_of(work, one.id)
                ),
            )
        )
    # Said rather than left out: whoever reads the report knows that there is more.
    recordings += [
        ReportRecording(
            number=number,
            started_at=one.started_at.astimezone(zone),
            duration_us=one.duration_us or 0,
            source=one.source_name,
            sound=one.sound,
            file=word("not_sealed_yet", language),
        )
        for number, one in enumerate(unsealed, start=len(films) + 1)
    ]
    return tuple(films), tuple(recordings), tuple(waiting)


def _provider(detail: VisitDetail) -> str:
    if detail.case_study is not None:
        return detail.case_study.provider
    return detail.facility.provider if detail.facility is not None else ""


def _municipality(dico: str) -> str:
    return next((one.name for one in load_municipalities() if one.dico == dico), "")


def _local(instant: datetime | None, zone: tzinfo | None) -> datetime | None:
    return instant.astimezone(zone) if instant is not None else None


def _day(iso: str) -> str:
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    return f"{day}/{month}/{year}" if day else iso

"""A visit read out of the store into the values that its documents are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from uuid import UUID

from core.plan import load_municipalities
from core.problem import Language, Problem
from core.reports.pictures import is_png, printable
from core.reports.problems import NothingRecorded
from core.reports.stills import Film, Stills
from core.reports.visit_report import (
    ReportAnswer,
    ReportConsent,
    ReportFinding,
    ReportMarker,
    ReportMoment,
    ReportPerson,
    ReportPicture,
    ReportRecommendation,
    ReportRecording,
    ReportSection,
    ReportSignature,
    VisitReport,
    clock_text,
)
from core.reports.words import word
from core.video.recordings import list_recordings, markers_of, segments_of
from core.visits import (
    AnswerMoment,
    ReadableAnswer,
    VisitDetail,
    answers_with_moments,
    list_checklists,
    load_filling,
    load_form,
    readable_answers,
    visit_detail,
)

if TYPE_CHECKING:
    from core.forms import FillingSession
    from core.store import Store, Work

STILLS_APART_US = 3_000_000
"""Answers given closer together than this share the picture of the first."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A visit ready to be written: the report, and the files that go with it.

    `media` and `evidence`: file name → SHA-256 of the sealed file.
    """

    report: VisitReport
    submission: bytes
    media: dict[str, str]
    evidence: dict[str, str]
    films: tuple[Film, ...]


def gather(
    store: Store, visit_id: UUID, *, language: Language, at: datetime, zone: tzinfo | None = None
) -> Gathered:
    """Read one visit, in one language, with hours as the clocks of `zone` show them (None: local).

    Raises: UnknownVisit, NothingRecorded, and the store's problems with files.
    """
    detail = store.read(lambda work: visit_detail(work, visit_id))
    summary = detail.summary
    filling_id = summary.filling_id
    if filling_id is None:
        raise NothingRecorded(title=summary.title)
    session = _session(store, summary.checklist_version_id, filling_id, language=language)
    films, recordings = store.read(lambda work: _recordings(work, visit_id, zone=zone))
    given = {one.key: one for one in store.read(lambda w: answers_with_moments(w, filling_id))}
    version = next(
        one
        for one in store.read(list_checklists)
        if one.version_id == summary.checklist_version_id
    )
    with Stills(store, films) as stills:
        album = _Album(store, detail, films, stills, language=language)
        sections = _sections(session, given, detail, album, language=language, zone=zone)
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
            pictures=album.of_the_visit(),
        )
    media = {one.value: one.sha256 for one in given.values() if one.value and one.sha256}
    evidence = {
        f"{number:02} {one.name}": one.sha256
        for number, one in enumerate(detail.evidence, start=1)
        if one.sha256 and one.name
    }
    return Gathered(
        report=report, submission=session.xml(), media=media, evidence=evidence, films=films
    )


class _Album:
    """The pictures of a visit: photos answered, evidence linked, stills of moments."""

    def __init__(
        self,
        store: Store,
        detail: VisitDetail,
        films: tuple[Film, ...],
        stills: Stills,
        *,
        language: Language,
    ) -> None:
        self._store, self._stills, self._language = store, stills, language
        self._numbers = {film.recording_id: film.number for film in films}
        self._evidence = detail.evidence
        self._last: tuple[UUID, int] | None = None

    def moment(self, recording_id: UUID | None, moment_us: int | None) -> ReportMoment | None:
        """The place in a recording, by the number the report gives it."""
        number = self._numbers.get(recording_id) if recording_id else None
        if number is None or moment_us is None:
            return None
        return ReportMoment(recording=number, moment_us=moment_us)

    def of_answer(self, answer: ReadableAnswer, given: AnswerMoment | None) -> list[ReportPicture]:
        """The photo it is, the evidence linked to it, and a still of its moment."""
        found: list[ReportPicture | None] = []
        if given and given.sha256 and answer.mediatype.startswith("image"):
            found.append(self._photo(given.sha256, about=answer.label))
        linked = [one for one in self._evidence if one.answer_key == answer.key]
        for one in linked:
            if one.sha256 and one.kind == "photo":
                found.append(self._photo(one.sha256, about=one.note or answer.label))
            elif one.recording_id and one.moment_us is not None:
                found.append(
                    self._still(one.recording_id, one.moment_us, about=one.note or answer.label)
                )
        if given and given.recording_id and given.moment_us is not None and not linked:
            at = (given.recording_id, given.moment_us)
            if self._last is None or self._last[0] != at[0] or not (
                0 <= at[1] - self._last[1] < STILLS_APART_US
            ):
                found.append(self._still(*at, about=answer.label))
                self._last = at
        return [one for one in found if one is not None]

    def of_finding(self, finding_id: UUID) -> tuple[list[ReportPicture], ReportMoment | None]:
        """Pictures of what is linked to a finding, and the first moment among it."""
        found: list[ReportPicture | None] = []
        moment: ReportMoment | None = None
        for one in self._evidence:
            if one.finding_id != finding_id:
                continue
            if one.sha256 and one.kind == "photo":
                found.append(self._photo(one.sha256, about=one.note))
            elif one.recording_id and one.moment_us is not None:
                found.append(self._still(one.recording_id, one.moment_us, about=one.note))
                moment = moment or self.moment(one.recording_id, one.moment_us)
        return [one for one in found if one is not None], moment

    def of_the_visit(self) -> tuple[ReportPicture, ...]:
        """Photos that were linked to the visit as a whole."""
        photos = [
            self._photo(one.sha256, about=one.note)
            for one in self._evidence
            if one.sha256 and one.kind == "photo" and not one.answer_key and not one.finding_id
        ]
        return tuple(one for one in photos if one is not None)

    def signature(self, sha256: str, *, name: str) -> ReportPicture | None:
        """A drawn signature, as it was drawn."""
        data = self._content(sha256)
        if data is None or not is_png(data):
            return None
        about = f"{word('signature_of', self._language)} {name}"
        return ReportPicture(data=data, suffix=".png", caption="", alternative=about)

    def _photo(self, sha256: str, *, about: str) -> ReportPicture | None:
        data = printable(self._content(sha256) or b"")
        name = word("photo", self._language)
        return _picture(data, caption=name, about=about) if data else None

    def _still(self, recording_id: UUID, moment_us: int, *, about: str) -> ReportPicture | None:
        data = self._stills.still(recording_id, moment_us)
        if data is None:
            return None
        name = word("still", self._language)
        return _picture(data, caption=f"{name} · {clock_text(moment_us)}", about=about)

    def _content(self, sha256: str) -> bytes | None:
        try:
            with self._store.files.open(sha256) as stream:
                return stream.read()
        except Problem:
            # Missing or damaged: the doctor names it; the rest of the report still helps.
            return None


def _picture(data: bytes, *, caption: str, about: str) -> ReportPicture:
    words = f"{caption}: {about}" if about else caption
    return ReportPicture(data=data, suffix=".jpg", caption=caption, alternative=words)


def _session(
    store: Store, version_id: UUID, filling_id: UUID, *, language: Language
) -> FillingSession:
    from core.forms import FillingSession, SessionContext

    form = load_form(store, version_id)
    saved = store.read(lambda work: load_filling(work, filling_id))
    session = FillingSession.resume(form, saved, SessionContext())
    wanted = {"pt": ("(pt", "portugu"), "en": ("(en", "english", "inglês")}[language]
    for name in form.languages:
        if any(sign in name.casefold() for sign in wanted) or name.casefold() == language:
            session.set_language(name)
            break
    return session


def _sections(
    session: FillingSession,
    given: dict[str, AnswerMoment],
    detail: VisitDetail,
    album: _Album,
    *,
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
            file=f"media/{PurePosixPath(one.value).name}" if by and by.sha256 else "",
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
    detail: VisitDetail, shown: dict[str, ReportAnswer], album: _Album
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
    work: Work, visit_id: UUID, *, zone: tzinfo | None
) -> tuple[tuple[Film, ...], tuple[ReportRecording, ...]]:
    films: list[Film] = []
    recordings: list[ReportRecording] = []
    for one in list_recordings(work, visit_id):
        segments = tuple(segments_of(work, one.id))
        if not segments:
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
                file=f"video/gravacao-{number}.mp4",
                markers=tuple(
                    ReportMarker(start_us=mark.start_us, end_us=mark.end_us, text=mark.text)
                    for mark in markers_of(work, one.id)
                ),
            )
        )
    return tuple(films), tuple(recordings)


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

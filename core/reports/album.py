"""The pictures of a visit: photos answered, evidence linked, stills of moments."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from core.problem import Language, Problem
from core.reports.pictures import is_png, printable
from core.reports.stills import Film, Stills
from core.reports.visit_report import ReportMoment, ReportPicture, clock_text
from core.reports.words import word
from core.visits import AnswerMoment, ReadableAnswer, VisitDetail

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.store import Store

STILLS_APART_US = 3_000_000
"""Answers given closer together than this share the picture of the first."""


class Album:
    """The pictures of a visit: photos answered, evidence linked, stills of moments.

    `withheld(sha256, name)`: whether a file stays behind because of whom it may show.
    """

    def __init__(
        self,
        store: Store,
        detail: VisitDetail,
        films: tuple[Film, ...],
        stills: Stills,
        *,
        language: Language,
        withheld: Callable[[str, str], bool] = lambda _sha256, _name: False,
    ) -> None:
        self._store, self._stills, self._language = store, stills, language
        self._numbers = {film.recording_id: film.number for film in films}
        self._evidence = detail.evidence
        self._withheld = withheld
        self._names = evidence_names(detail)
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
        linked = [
            one for one in self._evidence if one.answer_key == answer.key and one.kind != "file"
        ]
        for one in linked:
            if one.sha256 and one.kind == "photo":
                found.append(self._photo(one.sha256, about=answer.label, note=one.note))
            elif one.recording_id and one.moment_us is not None:
                at = (one.recording_id, one.moment_us)
                found.append(self._still(*at, about=answer.label, note=one.note))
        if given and given.recording_id and given.moment_us is not None and not linked:
            at = (given.recording_id, given.moment_us)
            if (
                self._last is None
                or self._last[0] != at[0]
                or not (0 <= at[1] - self._last[1] < STILLS_APART_US)
            ):
                found.append(self._still(*at, about=answer.label))
                self._last = at
        return [one for one in found if one is not None]

    def note_on(self, key: str) -> str:
        """What was noted on the evidence linked to an answer, and where linked files lie."""
        parts = []
        for name, one in zip(self._names, self._evidence, strict=True):
            if one.answer_key == key:
                parts.append(one.note)
                here = one.kind == "file" and not self._withheld(one.sha256 or "", name)
                parts.append(f"evidencias/{name}" if here else "")
        return "; ".join(part for part in parts if part)

    def of_finding(self, finding_id: UUID) -> tuple[list[ReportPicture], ReportMoment | None]:
        """Pictures of what is linked to a finding, and the first moment among it."""
        found: list[ReportPicture | None] = []
        moment: ReportMoment | None = None
        for one in self._evidence:
            if one.finding_id != finding_id:
                continue
            if one.sha256 and one.kind == "photo":
                found.append(self._photo(one.sha256, note=one.note))
            elif one.recording_id and one.moment_us is not None:
                found.append(self._still(one.recording_id, one.moment_us, note=one.note))
                moment = moment or self.moment(one.recording_id, one.moment_us)
        return [one for one in found if one is not None], moment

    def of_the_visit(self) -> tuple[ReportPicture, ...]:
        """Photos that were linked to the visit as a whole."""
        photos = [
            self._photo(one.sha256, note=one.note)
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

    def _photo(self, sha256: str, *, about: str = "", note: str = "") -> ReportPicture | None:
        if self._withheld(sha256, "foto.jpg"):
            return None
        data = printable(self._content(sha256) or b"")
        name = word("photo", self._language)
        return _picture(data, name=name, about=about, note=note) if data else None

    def _still(
        self, recording_id: UUID, moment_us: int, *, about: str = "", note: str = ""
    ) -> ReportPicture | None:
        data = self._stills.still(recording_id, moment_us)
        name = f"{word('still', self._language)} · {clock_text(moment_us)}"
        return _picture(data, name=name, about=about, note=note) if data else None

    def _content(self, sha256: str) -> bytes | None:
        try:
            with self._store.files.open(sha256) as stream:
                return stream.read()
        except Problem:
            # Missing or damaged: the doctor names it; the rest of the report still helps.
            return None


def _picture(data: bytes, *, name: str, about: str, note: str) -> ReportPicture:
    """Under it stands what was noted; for who cannot see it, also what it is about."""
    return ReportPicture(
        data=data,
        suffix=".jpg",
        caption=": ".join(part for part in (name, note) if part),
        alternative=": ".join(part for part in (name, note or about) if part),
    )


def evidence_names(detail: VisitDetail) -> list[str]:
    """The name of each piece of evidence in its folder: numbered, as two may be called alike."""
    return [f"{number:02} {one.name or ''}" for number, one in enumerate(detail.evidence, start=1)]

"""Moments of a visit taken out: clips, a reel, stills, subtitles, and files for other programs.

All into one new folder that appears whole or not at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args
from uuid import UUID

from core.people import Purpose
from core.problem import Language
from core.reports.exportable import Exportable, exportable_recording
from core.reports.moments_film import AFTER_US, BEFORE_US, moments_reel
from core.reports.problems import CannotWriteThere, ConsentEnded
from core.store.parts import part_in
from core.video import subrip, webvtt
from core.video.cutting import Film, StillTaker, film_of, make_clip
from core.video.cutting.placing import free
from core.video.problems import NothingSealed
from core.video.recordings import RecordingSummary, list_recordings
from core.visits import visit_detail
from core.visits.exchange import (
    AnnotatedRecording,
    boris_events,
    boris_project,
    eaf,
    moments_csv,
    write_moments_workbook,
)
from core.visits.marking import scheme_of_visit
from core.visits.moments import VisitMoment, cues_of, span_of

if TYPE_CHECKING:
    from core.store import Store

OutputForm = Literal[
    "clips", "reel", "stills", "video", "srt", "vtt", "eaf",
    "boris", "boris-csv", "boris-tsv", "csv", "xlsx",
]  # fmt: skip
OUTPUT_FORMS: tuple[OutputForm, ...] = get_args(OutputForm)
SHOWING: frozenset[OutputForm] = frozenset(("clips", "reel", "stills", "video"))
"""The forms that show people, and so ask for their consent."""

_STEPS: dict[str, tuple[str, str]] = {
    "reading": ("A ler os momentos…", "Reading the moments…"),
    "video": ("A copiar o vídeo…", "Copying the video…"),
    "clips": ("A cortar os trechos…", "Cutting the clips…"),
    "reel": ("A montar o filme…", "Making the reel…"),
    "stills": ("A tirar as imagens…", "Taking the stills…"),
    "words": ("A escrever as listas…", "Writing the lists…"),
    "done": ("Pronto.", "Done."),
}
OnProgress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class MomentsOut:
    """What was made: the new folder and its files, and how many moments they hold."""

    place: Path
    paths: tuple[Path, ...]
    moments: int


def export_moments(
    store: Store,
    visit_id: UUID,
    moments: Sequence[VisitMoment],
    out: Path,
    *,
    forms: Sequence[OutputForm],
    at: datetime | None = None,
    before_us: int = BEFORE_US,
    after_us: int = AFTER_US,
    exact: bool = False,
    burnt_in: bool = False,
    language: Language = "pt",
    zone: tzinfo | None = None,
    whole: bool = False,
    purpose: Purpose = "visit",
    on_progress: OnProgress | None = None,
) -> MomentsOut:
    """Write the moments, in the forms asked for, into a new folder inside `out`.

    Clips, stills and the reel reach so far before and after each moment; `exact` clips are
    encoded again, `burnt_in` puts the words into their pictures. Whole recordings (`video`) stand
    beside the files of other programs under the name that these expect. `purpose`: what it is all
    for; who is recorded must have agreed to it. What
    `on_progress(fraction, words)` raises stops it and leaves nothing behind.

    Raises: UnknownVisit, NothingSealed, CannotWriteThere; for what shows people ConsentEnded,
    AgreedToLess and NoConsent.
    """

    def tell(step: str, fraction: float) -> None:
        if on_progress is not None:
            on_progress(min(1.0, fraction), _STEPS[step][language == "en"])

    tell("reading", 0.0)
    now = at or datetime.now(UTC)
    work = _Export(
        store,
        visit_id,
        moments,
        language=language,
        zone=zone,
        now=now,
        whole=whole,
        purpose=purpose,
        tell=tell,
    )
    if SHOWING & set(forms):
        work.ask_consent()
    try:
        with part_in(out) as part:
            part.mkdir()
            if "video" in forms:
                work.video(part)
            if "clips" in forms:
                work.clips(part, before_us, after_us, exact=exact, burnt_in=burnt_in)
            if "reel" in forms:
                work.reel(part, before_us, after_us, burnt_in=burnt_in)
            if "stills" in forms:
                work.stills(part)
            tell("words", 0.95)
            work.words(part, set(forms))
            place = free(out / f"momentos-{work.slug}")
            names = sorted(one.relative_to(part) for one in part.rglob("*") if one.is_file())
            part.rename(place)
    except OSError as error:
        raise CannotWriteThere(folder=str(out), why=error.strerror or str(error)) from error
    tell("done", 1.0)
    return MomentsOut(
        place=place, paths=tuple(place / name for name in names), moments=len(moments)
    )


class _Export:
    """One export: what is read once, and each form of it."""

    def __init__(
        self,
        store: Store,
        visit_id: UUID,
        moments: Sequence[VisitMoment],
        *,
        language: Language,
        zone: tzinfo | None,
        now: datetime,
        whole: bool,
        purpose: Purpose,
        tell: Callable[[str, float], None],
    ) -> None:
        self._store, self._visit_id, self._moments = store, visit_id, moments
        self._language, self._zone, self._now, self._whole = language, zone, now, whole
        self._purpose = purpose
        self._tell = tell
        self._title = store.read(partial(visit_detail, visit_id=visit_id)).summary.title
        wanted = {one.recording_id for one in moments}
        listed = store.read(partial(list_recordings, visit_id=visit_id))
        # Numbered as in the report and in what is taken home.
        sealed = [one for one in listed if one.duration_us]
        self._recordings = {
            one.id: (number, one)
            for number, one in enumerate(sealed, start=1)
            if one.id in wanted or not moments
        }
        self._exportable: dict[UUID, Exportable] = {}
        self.slug = _slug(self._title)

    def ask_consent(self) -> None:
        """Before anything is written. Raises: ConsentEnded, NothingSealed."""
        for recording_id in self._recordings:
            self._source(recording_id)

    def video(self, folder: Path) -> None:
        for count, (number, one) in enumerate(self._recordings.values()):
            film = self._source(one.id)
            name = folder / f"gravacao-{number}.mp4"
            told = self._part("video", count / len(self._recordings), 1 / len(self._recordings))
            make_clip(film, name, from_us=0, until_us=film.until_us, told=told)

    def clips(
        self, folder: Path, before_us: int, after_us: int, *, exact: bool, burnt_in: bool
    ) -> None:
        place = folder / _word(("trechos", "clips"), self._language)
        for count, one in enumerate(self._moments):
            film = self._source(one.recording_id)
            from_us, until_us = span_of(
                one, before_us=before_us, after_us=after_us, until_us=film.until_us
            )
            cues = partial(cues_of, self._moments, one.recording_id)
            make_clip(
                film,
                place / f"{self._name(count, one)}.mp4",
                from_us=from_us,
                until_us=until_us,
                exact=exact,
                burnt_in=cues(from_us=from_us, until_us=until_us) if burnt_in else (),
                language=self._language,
                told=self._part("clips", count / len(self._moments), 1 / len(self._moments)),
            )

    def reel(self, folder: Path, before_us: int, after_us: int, *, burnt_in: bool) -> None:
        moments_reel(
            self._store,
            self._visit_id,
            self._moments,
            folder / f"{_word(('filme', 'reel'), self._language)}.mp4",
            at=self._now,
            before_us=before_us,
            after_us=after_us,
            burnt_in=burnt_in,
            language=self._language,
            zone=self._zone,
            whole=self._whole,
            purpose=self._purpose,
            told=self._part("reel", 0, 1),
        )

    def stills(self, folder: Path) -> None:
        place = folder / _word(("imagens", "stills"), self._language)
        place.mkdir(exist_ok=True)
        with StillTaker() as taker:
            for count, one in enumerate(self._moments):
                self._tell("stills", 0.9 * count / len(self._moments))
                data = taker.still(self._source(one.recording_id), one.start_us)
                (place / f"{self._name(count, one)}.jpg").write_bytes(data)

    def words(self, folder: Path, forms: set[OutputForm]) -> None:
        told = [self._annotated(number, one) for number, one in self._recordings.values()]
        for one, (_, summary) in zip(told, self._recordings.values(), strict=True):
            until = one.duration_us + 6_000_000
            cues = cues_of(one.moments, summary.id, from_us=0, until_us=until)
            if "srt" in forms:
                (folder / f"{one.name}.srt").write_text(subrip(cues), encoding="utf-8")
            if "vtt" in forms:
                text = webvtt(cues, title=f"{self._title} · {one.name}")
                (folder / f"{one.name}.vtt").write_text(text, encoding="utf-8")
            if "eaf" in forms:
                (folder / f"{one.name}.eaf").write_bytes(eaf(one, language=self._language))
        if "boris" in forms:
            scheme = self._store.read(partial(scheme_of_visit, visit_id=self._visit_id))
            keys = {one.code: one.key for one in scheme.tags} if scheme else {}
            text = boris_project(told, title=self._title, keys=keys, language=self._language)
            (folder / "momentos.boris").write_text(text, encoding="utf-8")
        if "boris-csv" in forms:
            text = boris_events(told, language=self._language)
            (folder / "boris-eventos.csv").write_text(text, encoding="utf-8")
        if "boris-tsv" in forms:
            text = boris_events(told, delimiter="\t", language=self._language)
            (folder / "boris-eventos.tsv").write_text(text, encoding="utf-8")
        if "csv" in forms:
            text = moments_csv(told, language=self._language)
            (folder / "momentos.csv").write_text(text, encoding="utf-8-sig", newline="")
        if "xlsx" in forms:
            write_moments_workbook(told, folder / "momentos.xlsx", language=self._language)

    def _source(self, recording_id: UUID) -> Film:
        if recording_id not in self._exportable:
            self._exportable[recording_id] = exportable_recording(
                self._store,
                recording_id,
                at=self._now,
                whole=self._whole,
                purpose=self._purpose,
            )
        return self._exportable[recording_id].film

    def _annotated(self, number: int, one: RecordingSummary) -> AnnotatedRecording:
        return AnnotatedRecording(
            name=f"gravacao-{number}",
            media=f"gravacao-{number}.mp4",
            began=(one.begins_at or one.started_at).astimezone(self._zone),
            duration_us=one.duration_us,
            fps=self._rate(one.id),
            sound=one.sound,
            moments=tuple(each for each in self._moments if each.recording_id == one.id),
        )

    def _rate(self, recording_id: UUID) -> float:
        from core.video.cutting.film import opened

        try:
            film = film_of(self._store, recording_id)
            with opened(film, film.segments[0]) as one:
                return round(float(one.video.average_rate or 0), 3)
        except NothingSealed:
            return 0.0

    def _part(self, step: str, begin: float, share: float) -> Callable[[float], None]:
        return lambda done: self._tell(step, 0.9 * (begin + share * done))

    def _name(self, count: int, one: VisitMoment) -> str:
        return f"{count + 1:02}-{_slug(one.title)[:40].strip('-') or one.kind}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "visita"


def _word(words: tuple[str, str], language: Language) -> str:
    return words[language == "en"]


__all__ = ["OUTPUT_FORMS", "SHOWING", "ConsentEnded", "MomentsOut", "OutputForm", "export_moments"]

"""What a visit leaves behind for people and other programs: one folder or zip, all or nothing."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from core.problem import Language
from core.reports.captions import captions_of
from core.reports.document import write_document
from core.reports.exportable import decide_for_visit
from core.reports.films import FilmFile, write_film
from core.reports.gathering import Gathered, gather
from core.reports.names import file_names
from core.reports.problems import CannotWriteThere
from core.reports.visit_report import VisitReport
from core.reports.words import word
from core.reports.workbook import write_workbook
from core.store.parts import part_in
from core.video import webvtt

if TYPE_CHECKING:
    from core.store import Store

OnProgress = Callable[[float, str], None]

REPORT = "relatorio.pdf"
WORKBOOK = "registos.xlsx"
SUBMISSION = "submission.xml"
MANIFEST = "manifesto.json"
_BLOCK = 1 << 20

_STEPS: dict[str, tuple[str, str]] = {
    "reading": ("A ler a visita…", "Reading the visit…"),
    "report": ("A escrever o relatório…", "Writing the report…"),
    "workbook": ("A escrever os registos…", "Writing the answers…"),
    "files": ("A juntar os anexos…", "Collecting the files…"),
    "video": ("A juntar o vídeo…", "Collecting the video…"),
    "manifest": ("A conferir os ficheiros…", "Checking the files…"),
    "zip": ("A fazer o ficheiro zip…", "Making the zip file…"),
    "done": ("Pronto.", "Done."),
}


@dataclass(frozen=True, slots=True)
class TakeHome:
    """What was made: `place` is the folder or the zip, `paths` its files (the zip alone if one).

    `manifest` is what the manifest says: each file's name, size and SHA-256. `universal` tells
    whether the PDF passed the PDF/UA-1 checks. `waiting`: when the recordings began that are not
    (or not wholly) here, because the store has not sealed them yet. `withheld`: whose consent
    ended, so that video, sound and photographs are not here. `unconsented`: when the recordings
    began that are not here for want of any consent.
    """

    place: Path
    paths: tuple[Path, ...]
    manifest: dict[str, object]
    universal: bool
    waiting: tuple[datetime, ...] = ()
    withheld: tuple[str, ...] = ()
    unconsented: tuple[datetime, ...] = ()


def take_home(
    store: Store,
    visit_id: UUID,
    out: Path,
    *,
    zip: bool = False,  # noqa: A002  # the word people use
    language: Language = "pt",
    on_progress: OnProgress | None = None,
    at: datetime | None = None,
    zone: tzinfo | None = None,
    whole: bool = False,
    why: str = "",
) -> TakeHome:
    """Write a visit into a new folder (or zip) inside `out`, named after the visit.

    Nothing that is there already is touched, and it appears whole or not at all. What
    `on_progress(fraction, words)` raises stops it and leaves nothing behind. What an ended
    consent covers stays behind, and recordings without any, unless the `whole` is asked for; `why`
    is then logged with who and when. Recordings with a blurred copy go as that.

    Raises: UnknownVisit, NoReasonGiven, NothingRecorded, CannotWriteThere, and the store's
    problems with files.
    """

    def tell(step: str, fraction: float) -> None:
        if on_progress is not None:
            on_progress(fraction, _STEPS[step][language == "en"])

    tell("reading", 0.02)
    now = at or datetime.now(UTC)
    if whole:
        decide_for_visit(store, visit_id, why=why, at=now)
    gathered = gather(store, visit_id, language=language, at=now, zone=zone, whole=whole)
    try:
        with part_in(out) as part:
            part.mkdir()
            universal = _write_all(gathered, part, store=store, tell=tell)
            tell("manifest", 0.9)
            manifest = _manifest(gathered, part)
            (part / MANIFEST).write_text(
                json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
            )
            name = folder_name(gathered.report)
            if zip:
                tell("zip", 0.94)
                packed = part.with_suffix(".zip.part")
                _pack(part, packed, top=name)
                place = _free(out, name, suffix=".zip")
                packed.rename(place)
                paths: tuple[Path, ...] = (place,)
            else:
                place = _free(out, name, suffix="")
                part.rename(place)
                paths = tuple(place / one for one in _in_order(place))
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotWriteThere(folder=str(out), why=why) from error
    tell("done", 1.0)
    return TakeHome(
        place=place,
        paths=paths,
        manifest=manifest,
        universal=universal,
        waiting=gathered.waiting,
        withheld=gathered.withheld,
        unconsented=gathered.unconsented,
    )


def institution_copy(
    store: Store,
    visit_id: UUID,
    out: Path,
    *,
    language: Language = "pt",
    at: datetime | None = None,
    zone: tzinfo | None = None,
    whole: bool = False,
    why: str = "",
) -> Path:
    """The report alone, as the institution gets it; returns the PDF written inside `out`.

    Without pictures where a consent ended, unless the `whole` is asked for; `why` is logged.

    Raises: UnknownVisit, NoReasonGiven, NothingRecorded, CannotWriteThere.
    """
    now = at or datetime.now(UTC)
    if whole:
        decide_for_visit(store, visit_id, why=why, at=now)
    gathered = gather(store, visit_id, language=language, at=now, zone=zone, whole=whole)
    try:
        with part_in(out) as part:
            write_document(gathered.report, part, scratch=store.scratch)
            place = _free(out, folder_name(gathered.report), suffix=".pdf")
            part.rename(place)
    except OSError as error:
        raise CannotWriteThere(folder=str(out), why=error.strerror or str(error)) from error
    return place


def folder_name(report: VisitReport) -> str:
    """A name that any disk takes: `visita-centro-de-dia-2026-11-23`."""
    plain = unicodedata.normalize("NFKD", report.title).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-")
    kind = word("visit", report.language).lower()
    slug = slug.removeprefix(f"{kind}-")
    return "-".join(part for part in (kind, slug, f"{report.day:%Y-%m-%d}") if part)


def _write_all(
    gathered: Gathered, part: Path, *, store: Store, tell: Callable[[str, float], None]
) -> bool:
    report = gathered.report
    tell("report", 0.25)
    written = write_document(report, part / REPORT, scratch=store.scratch)
    tell("workbook", 0.4)
    write_workbook(report, part / WORKBOOK)
    (part / SUBMISSION).write_bytes(gathered.submission)
    tell("files", 0.5)
    for folder, files in (("media", gathered.media), ("evidencias", gathered.evidence)):
        names = file_names(files)
        for name, sha256 in files.items():
            target = part / folder / names[name]
            target.parent.mkdir(exist_ok=True)
            tell("files", 0.55)
            with store.files.open(sha256) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy, _BLOCK)
    for place, film in enumerate(gathered.films):
        done = 0.6 + 0.3 * place / len(gathered.films)
        tell("video", done)
        folder_of_films = part / "video"
        folder_of_films.mkdir(exist_ok=True)
        for file in write_film(
            film,
            folder_of_films,
            open_file=store.files.open,
            on_block=lambda done=done: tell("video", done),  # type: ignore[misc]
        ):
            _caption(report, file)
    return written.universal


def _caption(report: VisitReport, file: FilmFile) -> None:
    recording = next(one for one in report.recordings if one.number == file.number)
    cues = captions_of(report, recording, from_us=file.from_us, until_us=file.until_us + 1)
    text = webvtt(cues, title=f"{report.title} · {file.path.stem}")
    file.path.with_suffix(".vtt").write_text(text, encoding="utf-8")


def _manifest(gathered: Gathered, folder: Path) -> dict[str, object]:
    report = gathered.report
    return {
        "terreno": 1,
        "visita": report.title,
        "data": f"{report.day:%Y-%m-%d}",
        "guiao": {"form_id": report.form_id, "versao": report.version, "sha256": report.digest},
        "estado": report.state,
        "gerado_em": report.generated_at.isoformat(timespec="seconds"),
        "fora_por_consentimento_terminado": list(gathered.withheld),
        "gravacoes_sem_consentimento": [
            one.isoformat(timespec="seconds") for one in gathered.unconsented
        ],
        "gravacoes_por_guardar": [one.isoformat(timespec="seconds") for one in gathered.waiting],
        "ficheiros": [
            {
                "nome": name,
                "bytes": (folder / name).stat().st_size,
                "sha256": _sha256(folder / name),
            }
            for name in _in_order(folder)
        ],
    }


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _in_order(folder: Path) -> list[str]:
    """The files, the report first, with `/` between folder and name on every system."""
    first = [REPORT, WORKBOOK, SUBMISSION, MANIFEST]
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return sorted(names, key=lambda name: (first.index(name) if name in first else 9, name))


def _pack(folder: Path, target: Path, *, top: str) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name in _in_order(folder):
            # Video and pictures do not get smaller: packing them only takes time.
            loud = name.endswith((".mp4", ".jpg", ".jpeg", ".png", ".pdf", ".xlsx"))
            kind = zipfile.ZIP_STORED if loud else zipfile.ZIP_DEFLATED
            packed.write(folder / name, f"{top}/{name}", compress_type=kind)


def _free(out: Path, name: str, *, suffix: str) -> Path:
    """The first name nobody has: `name`, `name-2`, `name-3`…"""
    place, number = out / f"{name}{suffix}", 1
    while place.exists():
        number += 1
        place = out / f"{name}-{number}{suffix}"
    return place

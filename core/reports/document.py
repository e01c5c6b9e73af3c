"""The report of a visit as a tagged PDF (PDF/UA-1), made by typst."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.reports.visit_report import (
    ReportAnswer,
    ReportFinding,
    ReportMoment,
    ReportPicture,
    VisitReport,
    clock_text,
)
from core.reports.words import all_words, day_text, instant_text, word, word_or
from resources import resource

TEMPLATE = "reports/visit.typ"


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """The PDF that was written; `universal` tells whether it passed the PDF/UA-1 checks."""

    path: Path
    universal: bool


def write_document(
    report: VisitReport, to: Path, *, scratch: Path | None = None
) -> WrittenDocument:
    """Write the PDF. The same report gives the same bytes.

    It is held to PDF/UA-1; only when a letter is in no font of this machine (an answer in a script
    that none covers), which that standard refuses, it is written tagged but without its seal.
    `scratch`: where what typst reads is put meanwhile, in the open (None: the system's place).
    """
    import typst

    if scratch is not None:
        scratch.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="terreno-report-", dir=scratch) as folder:
        root = Path(folder)
        pictures = _Pictures(root)
        data = _page_data(report, pictures)
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        main = root / "main.typ"
        main.write_bytes(resource(TEMPLATE).read_bytes())
        options: dict[str, Any] = {
            "root": str(root),
            "font_paths": [str(resource("fonts"))],
            "timestamp": int(report.generated_at.timestamp()),
        }
        try:
            pdf = typst.compile(str(main), pdf_standards=["ua-1"], **options)
            universal = True
        except typst.TypstError:
            pdf = typst.compile(str(main), **options)
            universal = False
    to.write_bytes(pdf)
    return WrittenDocument(path=to, universal=universal)


class _Pictures:
    """Puts pictures beside the template, each once, and names them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._names: dict[bytes, str] = {}

    def place(self, picture: ReportPicture) -> dict[str, str]:
        name = self._names.get(picture.data)
        if name is None:
            name = f"picture-{len(self._names) + 1}{picture.suffix}"
            (self._root / name).write_bytes(picture.data)
            self._names[picture.data] = name
        return {"file": name, "caption": picture.caption, "alt": picture.alternative}


def _page_data(report: VisitReport, pictures: _Pictures) -> dict[str, Any]:
    language = report.language
    hours = [at.strftime("%H:%M") for at in (report.started_at, report.finished_at) if at]
    return {
        "lang": language,
        "words": all_words(language),
        "title": report.title,
        "subject": report.subject,
        "summary": report.summary,
        "provider": report.provider,
        "place": report.place,
        "municipality": report.municipality,
        "day": day_text(report.day, language),
        "hours": " – ".join(hours) or report.planned_for.strftime("%H:%M"),
        "state": report.state,
        "notes": report.notes,
        "checklist": report.checklist,
        "version": report.version,
        "form_id": report.form_id,
        "digest": report.digest,
        "generated": instant_text(report.generated_at),
        "team": [
            {
                "name": person.name,
                "role": word_or(person.role, language),
                "municipality": person.municipality,
                "group": person.group,
            }
            for person in report.team
        ],
        "consents": [
            {
                "who": one.who,
                "purpose": word_or(f"purpose_{one.purpose}", language),
                "given": one.given_at.strftime("%d/%m/%Y"),
                "until": f"{one.until:%d/%m/%Y}" if one.until else word("no_limit", language),
                "withdrawn": f"{one.withdrawn_at:%d/%m/%Y}" if one.withdrawn_at else "",
            }
            for one in report.consents
        ],
        "withheld": (
            f"{word('withheld', language)}: {', '.join(report.withheld)}."
            if report.withheld
            else ""
        ),
        "figures": _figures(report),
        "sections": [
            {
                "title": section.title or word("unnamed_section", language),
                "group": section.group,
                "answered": section.answered,
                "questions": len(section.answers),
                "answers": [_answer(one, pictures) for one in section.answers if one.shown],
                "missing": [
                    " · ".join(part for part in (one.instance, one.label) if part)
                    for one in section.answers
                    if not one.shown
                ],
            }
            for section in report.sections
        ],
        "findings": [_finding(one, pictures, report) for one in report.findings],
        "signatures": [
            {
                "name": one.name,
                "role": one.role,
                "party": one.party,
                "at": instant_text(one.signed_at),
                "holds": one.still_holds,
                "picture": pictures.place(one.picture) if one.picture else None,
            }
            for one in report.signatures
        ],
        "recordings": [
            {
                "number": one.number,
                "started": instant_text(one.started_at),
                "duration": clock_text(one.duration_us),
                "source": one.source,
                "sound": word("yes" if one.sound else "no", language),
                "file": one.file,
                "markers": [
                    {
                        "clock": clock_text(mark.start_us)
                        + (f" – {clock_text(mark.end_us)}" if mark.end_us is not None else ""),
                        "text": mark.text,
                    }
                    for mark in one.markers
                ],
            }
            for one in report.recordings
        ],
        "pictures": [pictures.place(one) for one in report.pictures],
    }


def _figures(report: VisitReport) -> list[dict[str, str]]:
    language, answers = report.language, report.answers
    recorded_us = sum(one.duration_us for one in report.recordings)
    minutes = str(round(recorded_us / 60_000_000)) if recorded_us >= 60_000_000 else "< 1"
    counts = {
        "answered": f"{sum(1 for one in answers if one.shown)}/{len(answers)}",
        "findings_count": str(len(report.findings)),
        "minutes": minutes if recorded_us else "",
        "moments_count": str(sum(1 for one in answers if one.shown and one.moment)),
    }
    return [
        {"number": number, "label": word(name, language)}
        for name, number in counts.items()
        if number and (name != "moments_count" or number != "0")
    ]


def _moment(moment: ReportMoment | None) -> dict[str, Any] | None:
    return {"recording": moment.recording, "clock": moment.clock} if moment else None


def _answer(answer: ReportAnswer, pictures: _Pictures) -> dict[str, Any]:
    return {
        "label": answer.label,
        "instance": answer.instance,
        "shown": answer.shown,
        "calculated": answer.calculated,
        "by": answer.technician,
        "at": answer.answered_at.strftime("%H:%M") if answer.answered_at else "",
        "moment": _moment(answer.moment),
        "pictures": [pictures.place(one) for one in answer.pictures],
        "file": answer.file,
        "note": answer.note,
    }


def _finding(finding: ReportFinding, pictures: _Pictures, report: VisitReport) -> dict[str, Any]:
    return {
        "kind": finding.classification,
        "classification": word_or(finding.classification, report.language),
        "text": finding.text,
        "question": finding.question,
        "shown": finding.shown,
        "moment": _moment(finding.moment),
        "recommendations": [
            {"text": one.text, "who": one.who, "due": one.due} for one in finding.recommendations
        ],
        "pictures": [pictures.place(one) for one in finding.pictures],
    }

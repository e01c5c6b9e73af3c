"""The parts of a visit's page that only show: subject, recordings, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.kit import formats, look
from desktop.kit.widgets import Chip

if TYPE_CHECKING:
    from core.visits import FindingSummary
    from desktop.visit.reading import RecordingLine, Shown


def show_subject(into: QVBoxLayout, shown: Shown) -> None:
    """The case study and the facility, with how to reach them, and the notes of the plan."""
    look.clear(into)
    study, place = shown.detail.case_study, shown.detail.facility
    lines: list[tuple[str, str]] = []
    if study is not None:
        lines += [(study.title, "strong"), (study.summary, ""), (study.provider, "soft")]
    if place is not None:
        lines += [
            (place.name, "strong" if study is None else ""),
            (f"{place.address} {place.postal_code}".strip(), "soft"),
            (" · ".join(x for x in (place.phone, place.email) if x), "soft"),
        ]
    lines.append((shown.detail.notes, ""))
    for line, kind in lines:
        if line:
            into.addWidget(look.text(line, kind=kind, wrap=True))


def show_recordings(into: QVBoxLayout, recordings: tuple[RecordingLine, ...]) -> None:
    """When each was made and how long it is."""
    look.clear(into)
    for line in recordings:
        row = look.spaced(QHBoxLayout(), gap=8)
        words = f"{formats.day_and_clock(line.started_at)} · {formats.duration(line.duration_us)}"
        row.addWidget(look.text(words, wrap=True), 1)
        if not line.sound:
            silent = QCoreApplication.translate("VisitParts", "Sem som")
            row.addWidget(Chip(silent, state="warning", icon="microphone-off"))
        into.addLayout(row)
        if line.kept:
            kept = QCoreApplication.translate("VisitParts", "Sem consentimento: não sai daqui")
            into.addWidget(Chip(kept, state="warning", icon="lock"), 0, Qt.AlignmentFlag.AlignLeft)
    if not recordings:
        words = QCoreApplication.translate(
            "VisitParts", "As gravações feitas durante o guião aparecem aqui."
        )
        into.addWidget(look.text(words, kind="soft", wrap=True))


def show_findings(into: QVBoxLayout, findings: tuple[FindingSummary, ...]) -> None:
    """What was found, in a line each."""
    look.clear(into)
    for finding in findings:
        into.addWidget(look.text(finding.text, wrap=True))
    if not findings:
        words = QCoreApplication.translate(
            "VisitParts", "Constatações e recomendações escrevem-se ao rever a visita."
        )
        into.addWidget(look.text(words, kind="soft", wrap=True))

"""The words and icons for the states of visits, consents and findings."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from desktop.kit import language, look
from desktop.questions.markup import plain

VISIT_ICONS = {"planned": "calendar", "underway": "clock", "done": "done"}
VISIT_LOOKS = {"planned": "info", "underway": "accent", "done": "good"}


def visit_state(state: str) -> str:
    """planned, underway, done."""
    return {
        "planned": QCoreApplication.translate("VisitWords", "Planeada"),
        "underway": QCoreApplication.translate("VisitWords", "A decorrer"),
        "done": QCoreApplication.translate("VisitWords", "Feita"),
    }.get(state, state)


def filling_state(state: str | None) -> str:
    """draft, finalised, sent."""
    return {
        None: QCoreApplication.translate("VisitWords", "Por começar"),
        "draft": QCoreApplication.translate("VisitWords", "Rascunho"),
        "finalised": QCoreApplication.translate("VisitWords", "Finalizado"),
        "sent": QCoreApplication.translate("VisitWords", "Enviado"),
    }.get(state, state or "")


def why_aside(reason: str) -> str:
    """Why an answer has no place in the new version of a check-list."""
    from core.forms.takeover.words import why

    return why(reason, language.current())


def entry(title: str, value: str, where: str, note: str) -> QVBoxLayout:
    """A question and its answer in a list, with where it stands and what is said of it."""
    column = look.spaced(QVBoxLayout(), gap=1)
    column.addWidget(look.text(plain(title), kind="strong", wrap=True))
    for text, kind in ((value, ""), (where, "small"), (note, "small")):
        if text:
            column.addWidget(look.text(plain(text), kind=kind, wrap=True))
    return column

"""The keys of the check-list, as actions: what they do in words, and where they lead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from desktop.checklist.place import ChecklistPlace


def make(place: ChecklistPlace) -> list[QAction]:
    """The actions of the place, with their keys, working anywhere inside it."""
    rows: list[tuple[str, str, tuple[str, ...], Callable[[], object]]] = [
        (
            "next-unanswered",
            QCoreApplication.translate("ChecklistKeys", "Próxima pergunta sem registo"),
            ("Ctrl+Down", "F8"),
            place.next_unanswered,
        ),
        (
            "previous-unanswered",
            QCoreApplication.translate("ChecklistKeys", "Pergunta anterior sem registo"),
            ("Ctrl+Up", "Shift+F8"),
            lambda: place.next_unanswered(back=True),
        ),
        (
            "next-section",
            QCoreApplication.translate("ChecklistKeys", "Secção seguinte"),
            ("Ctrl+PgDown",),
            lambda: place.step_section(1),
        ),
        (
            "previous-section",
            QCoreApplication.translate("ChecklistKeys", "Secção anterior"),
            ("Ctrl+PgUp",),
            lambda: place.step_section(-1),
        ),
        (
            "find-question",
            QCoreApplication.translate("ChecklistKeys", "Procurar uma pergunta"),
            ("Ctrl+F",),
            place.find_question,
        ),
        (
            "marker",
            QCoreApplication.translate("ChecklistKeys", "Pôr um marcador na gravação"),
            ("Ctrl+M",),
            place.marker_wanted.emit,
        ),
        (
            "record",
            QCoreApplication.translate("ChecklistKeys", "Começar ou parar a gravação"),
            ("Ctrl+R",),
            place.record_wanted.emit,
        ),
    ]
    made = []
    for name, words, sequences, run in rows:
        action = QAction(words, place)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(one) for one in sequences])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False, run=run: run())
        place.addAction(action)
        made.append(action)
    return made


def listed(actions: list[QAction]) -> list[tuple[str, str]]:
    """The actions and the keys inside a question, as (keys, words)."""
    native = QKeySequence.SequenceFormat.NativeText
    mine = [(one.shortcuts()[0].toString(native), one.text()) for one in actions]
    return mine + of_questions()


def of_questions() -> list[tuple[str, str]]:
    """The keys that work inside a question."""
    return [
        ("1 – 9", QCoreApplication.translate("ChecklistKeys", "Escolher a opção com esse número")),
        ("Enter", QCoreApplication.translate("ChecklistKeys", "Passar à pergunta seguinte")),
        ("Tab", QCoreApplication.translate("ChecklistKeys", "Passar ao campo seguinte")),
        (
            "Ctrl+Enter",
            QCoreApplication.translate("ChecklistKeys", "Sair de um texto com várias linhas"),
        ),
        ("Delete", QCoreApplication.translate("ChecklistKeys", "Limpar a escolha")),
        ("Alt+↑ Alt+↓", QCoreApplication.translate("ChecklistKeys", "Mover numa ordenação")),
    ]

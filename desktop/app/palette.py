"""Ctrl+K: type a few letters, go to a place, a visit or an action."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from desktop.app.places import PLACES
from desktop.kit import formats, icons, look, theme

if TYPE_CHECKING:
    from core.store import Work
    from core.visits import VisitSummary
    from desktop.app.window import MainWindow


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be gone to or done."""

    words: str
    kind: str
    icon: str
    act: Callable[[], object]


def folded(text: str) -> str:
    """Lower case without accents, as one types in a hurry."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def matches(text: str, wanted: str) -> bool:
    """Every word typed is somewhere in the text."""
    there = folded(text)
    return all(word in there for word in folded(wanted).split())


class Palette(QDialog):
    """A field and a list; arrows move, Enter goes, Esc closes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("Encontrar"))
        self.resize(theme.px(560), theme.px(420))
        column = look.spaced(QVBoxLayout(self), margin=14, gap=10)
        self.field = QLineEdit()
        self.field.setObjectName("palette_field")
        self.field.setPlaceholderText(self.tr("Lugar, visita ou ação…"))
        self.field.setAccessibleName(self.tr("Encontrar"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("palette_list")
        self.list.setAccessibleName(self.tr("Resultados"))
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self._entries = self._places_and_actions()
        self._visits: list[Entry] = []
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self._go)
        self.list.itemActivated.connect(lambda _item: self._go())
        self._fill()
        self.field.setFocus()
        assert window.jobs is not None
        window.jobs.read(_visits, then=self._take_visits)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step and event.type() == QEvent.Type.KeyPress and self.list.count():
                row = (self.list.currentRow() + step) % self.list.count()
                self.list.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)

    def _places_and_actions(self) -> list[Entry]:
        shell, actions = self._window.shell, self._window.actions_
        assert shell is not None
        place, action = self.tr("lugar"), self.tr("ação")
        found = [
            Entry(spec.title(), place, spec.icon, partial(shell.go, spec.name)) for spec in PLACES
        ]
        found += [
            Entry(
                self.tr("Planear uma visita"), action, "plus", lambda: shell.go("visits", "plan")
            ),
            Entry(
                self.tr("Instalar um guião"), action, "download",
                lambda: shell.go("visits", "checklists"),
            ),
            Entry(
                self.tr("Escrever um guião novo"), action, "edit",
                lambda: actions.do("editor", "new"),
            ),
            Entry(
                self.tr("Continuar a editar o guião"), action, "edit",
                lambda: actions.do("editor", None),
            ),
            Entry(
                self.tr("Fazer uma cópia de segurança"), action, "backup",
                lambda: shell.go("settings", "backups"),
            ),
            Entry(
                self.tr("Mudar a língua ou o aspeto"), action, "palette",
                lambda: shell.go("settings", "look"),
            ),
            Entry(self.tr("Ver as teclas"), action, "keyboard", actions.show_keys),
            Entry(
                self.tr("Fechar este espaço de trabalho"), action, "lock",
                lambda: actions.do("change_store"),
            ),
        ]  # fmt: skip
        return found

    def _take_visits(self, visits: list[VisitSummary]) -> None:
        shell = self._window.shell
        assert shell is not None
        self._visits = [
            Entry(
                visit.title,
                f"{self.tr('visita')} · {formats.day(visit.planned_for.astimezone().date())}",
                "visits",
                partial(shell.go, "visits", visit.id),
            )
            for visit in visits
        ]
        self._fill()

    def _fill(self) -> None:
        wanted = self.field.text()
        self.list.clear()
        for entry in (*self._entries, *self._visits):
            if matches(f"{entry.words} {entry.kind}", wanted):
                item = QListWidgetItem(icons.icon(entry.icon), f"{entry.words}    {entry.kind}")
                item.setData(Qt.ItemDataRole.UserRole, entry)
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _go(self) -> None:
        items = self.list.selectedItems()
        if not items:
            return
        entry = items[0].data(Qt.ItemDataRole.UserRole)
        self.accept()
        entry.act()


def _visits(work: Work) -> list[VisitSummary]:
    from core.visits import list_visits

    return list_visits(work, limit=500)

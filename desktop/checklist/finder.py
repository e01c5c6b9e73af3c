"""Finding a question by its words or by what was recorded for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.kit import look, theme
from desktop.questions.search_choice import folded

MOST = 60


@dataclass(frozen=True, slots=True)
class Findable:
    """A question that can be found: its key, words, section and value."""

    key: str
    label: str
    section: str
    value: str


class Finder(QFrame):
    """A line and what it finds; Enter goes to the marked question, Escape closes."""

    chosen = Signal(str)

    def __init__(self, *, questions: Callable[[], list[Findable]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._questions = questions
        self._all: list[tuple[str, Findable]] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Procurar pergunta ou registo…"))
        self.line.setAccessibleName(self.tr("Procurar pergunta"))
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.none = look.text(self.tr("Nenhuma pergunta com essas palavras."), kind="soft")
        column = look.spaced(QVBoxLayout(self), margin=10, gap=6)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.none)
        self.line.textChanged.connect(self._narrow)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)
        self.hide()

    def open(self) -> None:
        """Show it over the questions."""
        self._all = [(folded(f"{one.label} {one.value}"), one) for one in self._questions()]
        self.place()
        self.show()
        self.raise_()
        self.line.selectAll()
        self._narrow(self.line.text())
        self.line.setFocus()

    def place(self) -> None:
        """Stand at the top of what lies below."""
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(theme.px(620), parent.width() - 24)
        height = min(theme.px(420), parent.height() - 24)
        self.setGeometry((parent.width() - width) // 2, 8, width, height)

    def follow(self) -> None:
        """What lies below has another size."""
        if self.isVisible():
            self.place()

    def _narrow(self, typed: str) -> None:
        words = folded(typed).split()
        self.list.clear()
        found = [one for text, one in self._all if all(word in text for word in words)]
        for one in found[:MOST]:
            line = f"{one.label}\n{one.section}" if one.section else one.label
            if one.value:
                line = f"{line}  ·  {one.value[:60]}"
            item = QListWidgetItem(line)
            item.setData(Qt.ItemDataRole.UserRole, one.key)
            self.list.addItem(item)
        self.none.setVisible(not found)
        if found:
            self.list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.hide()
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self.list.count():
            row = min(max(0, self.list.currentRow() + step), self.list.count() - 1)
            self.list.setCurrentRow(row)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentItem())
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return True
        return False

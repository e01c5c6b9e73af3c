"""Editors of choices behind one button: a list that is searched, for one choice or several."""

from __future__ import annotations

import unicodedata
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.forms.states import ChoiceState, NodeState
from desktop.questions.around import Around
from desktop.questions.buttons import press
from desktop.questions.editor import Editor, touch
from desktop.questions.markup import plain

Index = QModelIndex | QPersistentModelIndex


def folded(text: str) -> str:
    """Without accents and capitals, so that «agueda» finds «Águeda»."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


class ChoiceModel(QAbstractListModel):
    """The choices that hold what was typed; with boxes to tick when there can be several."""

    def __init__(self, owner: QObject, *, many: bool) -> None:
        super().__init__(owner)
        self.many = many
        self.chosen: set[str] = set()
        self._all: list[tuple[str, str, str]] = []
        self._shown: list[tuple[str, str, str]] = []

    def load(self, choices: tuple[ChoiceState, ...]) -> None:
        """Offer other choices."""
        self.beginResetModel()
        self._all = [
            (choice.value, label, folded(label))
            for choice in choices
            for label in (plain(choice.label) or choice.value,)
        ]
        self._shown = self._all
        self.endResetModel()

    def narrow(self, typed: str) -> None:
        """Show those that hold every word typed; those that begin with it stand first."""
        words = folded(typed).split()
        self.beginResetModel()
        if words:
            found = [row for row in self._all if all(word in row[2] for word in words)]
            found.sort(key=lambda row: not row[2].startswith(words[0]))
            self._shown = found
        else:
            self._shown = self._all
        self.endResetModel()

    def value_at(self, row: int) -> str:
        """The value shown in a row."""
        return self._shown[row][0]

    def row_of(self, value: str) -> int:
        """Where a value is shown; -1 when it is not."""
        return next((row for row, known in enumerate(self._shown) if known[0] == value), -1)

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        value, label, _ = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return label
        if role == Qt.ItemDataRole.CheckStateRole and self.many:
            return Qt.CheckState.Checked if value in self.chosen else Qt.CheckState.Unchecked
        return None


class ChoicePopup(QFrame):
    """A line to search in and the list below it."""

    picked = Signal(str)
    closed = Signal()

    def __init__(self, owner: QWidget, *, many: bool) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.model = ChoiceModel(self, many=many)
        self.line = QLineEdit()
        self.line.setMinimumHeight(touch())
        self.line.setPlaceholderText(self.tr("Procurar…"))
        self.line.setAccessibleName(self.tr("Procurar nas opções"))
        self.list = QListView()
        self.list.setUniformItemSizes(True)
        self.list.setModel(self.model)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setStyleSheet(f"QListView::item {{ min-height: {touch() - 4}px; }}")
        self.none = QLabel(self.tr("Nenhuma opção com essas palavras."))
        self.none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.none)
        self.line.textChanged.connect(self._narrow)
        self.line.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._pick(index.row()))

    def open_below(self, anchor: QWidget, *, chosen: str, typed: str) -> None:
        """Show it under `anchor`, with the chosen row in sight."""
        self.line.setText(typed)
        self._narrow(typed)
        row = max(0, self.model.row_of(chosen))
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row))
        line = touch() - 4
        height = min(420, self.model.rowCount() * line + touch() + 40)
        width = max(anchor.width(), 320)
        self.resize(width, max(160, height))
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        screen = anchor.screen().availableGeometry()
        if corner.y() + self.height() > screen.bottom():
            corner.setY(max(screen.top(), anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2))
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - width)))
        self.move(corner)
        self.show()
        self.line.setFocus()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def _narrow(self, typed: str) -> None:
        self.model.narrow(typed)
        self.none.setVisible(self.model.rowCount() == 0)
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))

    def _pick(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            value = self.model.value_at(row)
            if not self.model.many:
                self.hide()
            self.picked.emit(value)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        row = self.list.currentIndex().row()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self.model.rowCount():
            row = min(max(0, row + step), self.model.rowCount() - 1)
            self.list.setCurrentIndex(self.model.index(row))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(row)
            return True
        if event.key() == Qt.Key.Key_Tab:
            self.hide()
            return True
        return False


class ChoiceBox(QPushButton):
    """The button that shows what is chosen; typing on it opens the list with what was typed."""

    typed = Signal(str)
    wiped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("touch", "true")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(560)
        self.setStyleSheet("text-align: left;")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain_key = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.wiped.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.typed.emit("")
        elif plain_key and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class SearchEditor(Editor):
    """Choices behind a button. One is picked and the list closes; several are ticked."""

    def __init__(self, state: NodeState, *, around: Around, many: bool) -> None:
        super().__init__(state, around=around)
        self.many = many
        self.choices: tuple[ChoiceState, ...] = ()
        self._labels: dict[str, str] = {}
        self.box = ChoiceBox()
        self.clear = press(self.tr("Limpar"))
        self.clear.clicked.connect(lambda: self.say(None))
        self._popup: ChoicePopup | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.clear)
        row.addStretch(0)
        self.box.clicked.connect(lambda: self.open_list(""))
        self.box.typed.connect(self.open_list)
        self.box.wiped.connect(lambda: self.say(None))
        self._show_chosen()

    def show_choices(self, choices: tuple[ChoiceState, ...]) -> None:
        if choices == self.choices:
            return
        self.choices = choices
        self._labels = {choice.value: plain(choice.label) or choice.value for choice in choices}
        if self._popup is not None:
            self._popup.model.load(choices)
        self._show_chosen()

    def show_state(self, state: NodeState) -> None:
        super().show_state(state)
        if self._popup is not None:
            self._popup.model.chosen = set(state.value.split())
            self._popup.list.viewport().update()
        self._show_chosen()

    def open_list(self, typed: str) -> None:
        """Open the list, searching for what was typed."""
        if self._popup is None:
            self._popup = ChoicePopup(self, many=self.many)
            self._popup.model.load(self.choices)
            self._popup.picked.connect(self._picked)
            self._popup.closed.connect(self._closed)
        self._popup.model.chosen = set(self.state.value.split())
        self._popup.open_below(self.box, chosen=self.state.value, typed=typed)

    @property
    def popup(self) -> ChoicePopup | None:
        """The open (or once opened) list."""
        return self._popup

    def stops(self) -> list[QWidget]:
        return [self.box, *([self.clear] if self.state.value else [])]

    def digit(self, number: int) -> bool:
        self.open_list(str(number))
        return True

    def _show_chosen(self) -> None:
        words = self.state.value.split()
        shown = ", ".join(self._labels.get(word, word) for word in words)
        if not shown:
            shown = self.tr("Escolher…") if self._labels else self.tr("Sem opções para já")
        self.box.setText(f"{shown}   ▾")
        self.box.setToolTip(shown)
        self.box.setAccessibleName(self.label)
        self.box.setAccessibleDescription(shown)
        self.clear.setVisible(bool(words))

    def _picked(self, value: str) -> None:
        if not self.many:
            self.say(value)
            self.box.setFocus()
            self.finished.emit()
            return
        chosen = set(self.state.value.split()) ^ {value}
        ordered = [choice.value for choice in self.choices if choice.value in chosen]
        self.say(" ".join(ordered) or None)

    def _closed(self) -> None:
        self.box.setFocus()

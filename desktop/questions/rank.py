"""Editor of an order: choices moved with the mouse, with Alt+arrows, or with two buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.forms.states import ChoiceState, NodeState
from desktop.questions.around import Around
from desktop.questions.buttons import press
from desktop.questions.editor import Editor, is_enter, touch, upright
from desktop.questions.markup import plain

VALUE = Qt.ItemDataRole.UserRole


class RankEditor(Editor):
    """Rank. The order counts as given once something was moved or the order was accepted."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.choices: tuple[ChoiceState, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(self.label)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.installEventFilter(self)
        self.up = press("", icon="arrow-up", spoken=self.tr("Subir (Alt+↑)"))
        self.down = press("", icon="arrow-down", spoken=self.tr("Descer (Alt+↓)"))
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.accept = press(self.tr("Fica nesta ordem"), icon="check")
        self.accept.clicked.connect(self._say_order)
        self.waiting = QLabel(self.tr("Ainda sem ordem: arraste, ou Alt+↑ e Alt+↓."))
        self.waiting.setWordWrap(True)
        sides = QVBoxLayout()
        sides.setSpacing(6)
        sides.addWidget(self.up)
        sides.addWidget(self.down)
        sides.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.list, 1)
        row.addLayout(sides)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.accept)
        foot.addWidget(self.waiting, 1)
        column = upright(self)
        column.addLayout(row)
        column.addLayout(foot)
        # A drop moves rows only after the event is over.
        self.list.model().rowsMoved.connect(lambda *_: QTimer.singleShot(0, self, self._say_order))

    def show_choices(self, choices: tuple[ChoiceState, ...]) -> None:
        if choices != self.choices:
            self.choices = choices
            self._fill(self.state.value)

    def show_state(self, state: NodeState) -> None:
        before = self.state.value
        super().show_state(state)
        if state.value != before and state.value.split() != self.order():
            self._fill(state.value)
        self._show_waiting()

    def order(self) -> list[str]:
        """The values from first to last, as they stand on screen."""
        return [str(self.list.item(row).data(VALUE)) for row in range(self.list.count())]

    def _fill(self, value: str) -> None:
        labels = {choice.value: plain(choice.label) or choice.value for choice in self.choices}
        given = [word for word in value.split() if word in labels]
        row = max(0, self.list.currentRow())
        self.list.clear()
        for word in [*given, *(word for word in labels if word not in given)]:
            item = QListWidgetItem(labels[word])
            item.setData(VALUE, word)
            self.list.addItem(item)
        self._number()
        if self.list.count():
            self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._show_waiting()

    def _number(self) -> None:
        labels = {choice.value: plain(choice.label) or choice.value for choice in self.choices}
        line = self.list.fontMetrics().height() + 18
        height = 0
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setText(f"{row + 1}.  {labels.get(str(item.data(VALUE)), '')}")
            size = item.sizeHint()
            size.setHeight(max(touch(), line))
            item.setSizeHint(size)
            height += size.height() + 4
        self.list.setFixedHeight(height + 8)

    def _show_waiting(self) -> None:
        waiting = not self.state.value
        self.waiting.setVisible(waiting)
        self.accept.setVisible(waiting)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if row < 0 or not 0 <= row + by < self.list.count():
            return
        item = self.list.takeItem(row)
        self.list.insertItem(row + by, item)
        self.list.setCurrentRow(row + by)
        self._say_order()

    def _say_order(self) -> None:
        self._number()
        self.say(" ".join(self.order()))

    def stops(self) -> list[QWidget]:
        return [self.list, self.up, self.down, *([self.accept] if not self.state.value else [])]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if is_enter(event):
                if not self.state.value:
                    self._say_order()
                self.finished.emit()
                return True
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(by)
                return True
        return False

"""What every editor of a question has in common: say an answer, show a state, hand on the focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.forms.states import ChoiceState, NodeState
from desktop.kit import theme
from desktop.questions.around import Around
from desktop.questions.markup import plain


def touch() -> int:
    """Least height and width of what a finger must hit: 40 logical pixels, grown with the font."""
    return theme.px(40)


TYPING_PAUSE_MS = 300


class Editor(QWidget):
    """One question being answered. `answered` says the value in XForms lexical form, or None."""

    answered = Signal(object)
    finished = Signal()
    """The person is done here (Enter, a quick choice): the next question may have the focus."""
    remark = Signal(str)
    """Something about what is typed, that only the editor knows; "" when there is nothing."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__()
        self.state = state
        self.around = around
        self.label = plain(state.label) or state.key.rsplit("/", 1)[-1]
        self.setAccessibleName(self.label)

    def show_state(self, state: NodeState) -> None:
        """Show a new state; never touches what is being typed."""
        self.state = state
        label = plain(state.label) or self.label
        if label != self.label:
            self.label = label
            self.setAccessibleName(label)
            for stop in self.stops():
                stop.setAccessibleName(label)

    def show_choices(self, choices: tuple[ChoiceState, ...]) -> None:
        """Show the choices offered now; editors without choices have nothing to do."""

    def flush(self) -> None:
        """Say now what is typed and not said yet."""

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return []

    def digit(self, number: int) -> bool:
        """A key 1–9 pressed while the question has the focus; True when it meant something."""
        return False

    def here(self, callback: Callable[[Any], object]) -> Callable[[Any], None]:
        """A callback that does nothing once this editor is gone (another section is shown)."""

        def call(result: Any) -> None:
            if shiboken6.isValid(self):
                callback(result)

        return call

    def say(self, value: str | None) -> None:
        """Tell the answer, once per change."""
        if (value or "") != self.state.value:
            self.answered.emit(value or None)


class TypedLine(QLineEdit):
    """A line where Enter means done and leaving means said."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, touch()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if is_enter(event):
            # Qt hands Enter on to the parents even after it was used.
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class TypedEditor(Editor):
    """An answer typed on one line. Subclasses say how it is read and shown.

    What is typed is said after a short pause; a text that cannot be read is only remarked on
    when the line is left, and then counts as no answer.
    """

    widest: int | None = 220
    placeholder = ""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.line = TypedLine()
        self.line.setAccessibleName(self.label)
        self.line.setPlaceholderText(self.placeholder)
        if self.widest is not None:
            self.line.setMaximumWidth(theme.px(self.widest))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(self.line, 1)
        if self.widest is not None:
            self.row.addStretch(1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._paused)
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self._done)
        self.line.left.connect(self.flush)
        self.line.setText(self.show_value(state.value))

    def read(self, text: str) -> str:
        """What is typed → lexical form. Raises ValueError with a sentence for the person."""
        return text

    def show_value(self, value: str) -> str:
        """Lexical form → what a person reads."""
        return value

    def show_state(self, state: NodeState) -> None:
        before = self.state.value
        super().show_state(state)
        if self._pause.isActive() or state.value == before:
            return
        if self.line.hasFocus() and self._reads_as(state.value):
            return
        self.line.setText(self.show_value(state.value))
        self.remark.emit("")

    def _reads_as(self, value: str) -> bool:
        text = self.line.text().strip()
        try:
            return (self.read(text) if text else "") == value
        except ValueError:
            return value == ""

    def flush(self) -> None:
        self._pause.stop()
        text = self.line.text().strip()
        if not text:
            self.remark.emit("")
            self.say(None)
            return
        try:
            value = self.read(text)
        except ValueError as error:
            self.say(None)
            self.remark.emit(str(error))
            return
        self.remark.emit("")
        self.say(value)
        shown = self.show_value(value)
        if shown != self.line.text():
            self.line.setText(shown)

    def stops(self) -> list[QWidget]:
        return [self.line]

    def put(self, value: str) -> None:
        """Give an answer in lexical form from a button beside the line."""
        self._pause.stop()
        self.line.setText(self.show_value(value))
        self.remark.emit("")
        self.say(value)

    def _typed(self) -> None:
        self._pause.start()

    def _paused(self) -> None:
        text = self.line.text().strip()
        try:
            value = self.read(text) if text else ""
        except ValueError:
            return
        self.remark.emit("")
        self.say(value)

    def _done(self) -> None:
        self.flush()
        self.finished.emit()


def upright(owner: QWidget, *, spacing: int = 6) -> QVBoxLayout:
    """A column without margins."""
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column


def is_enter(event: QKeyEvent) -> bool:
    """Either of the Enter keys."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)

"""Editors of text: one line, several lines, digits only, codes typed by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from core.forms.states import NodeState
from desktop.kit import theme
from desktop.questions.around import Around
from desktop.questions.buttons import press
from desktop.questions.editor import (
    TYPING_PAUSE_MS,
    Editor,
    TypedEditor,
    is_enter,
    touch,
    upright,
)


class TextEditor(TypedEditor):
    """Text on one line."""

    widest = None


class DigitsEditor(TypedEditor):
    """Text that may only hold digits and signs of numbers (appearance `numbers`)."""

    widest = 320

    def read(self, text: str) -> str:
        if all(sign.isdigit() or sign in " .,-+*#/()" for sign in text):
            return text
        raise ValueError(self.tr("Escreva só algarismos."))


class AddressEditor(TypedEditor):
    """An address of the web (appearance `url`), which can be opened once it is one."""

    widest = 420

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.line.setPlaceholderText("https://")
        self.visit = press(self.tr("Abrir"), icon="link", spoken=self.tr("Abrir este endereço"))
        self.visit.clicked.connect(self._visit)
        self.row.insertWidget(1, self.visit)
        self._allow()

    def show_state(self, state: NodeState) -> None:
        super().show_state(state)
        self._allow()

    def stops(self) -> list[QWidget]:
        return [self.line, *([self.visit] if self.visit.isEnabled() else [])]

    def address(self) -> QUrl | None:
        """The address that stands as answer; None when it is none of the web."""
        found = QUrl(self.state.value, QUrl.ParsingMode.StrictMode)
        return found if found.scheme() in {"http", "https"} and found.host() else None

    def _allow(self) -> None:
        self.visit.setEnabled(self.address() is not None)

    def _visit(self) -> None:
        address = self.address()
        if address is not None and not QDesktopServices.openUrl(address):
            self.remark.emit(self.tr("Não foi possível abrir o endereço. O registo mantém-se."))


class BarcodeEditor(TypedEditor):
    """A code read by hand, or by a reader that types and ends with Enter."""

    widest = 420

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.line.setPlaceholderText(self.tr("código, como está impresso"))


class LongLine(QPlainTextEdit):
    """Several lines; Ctrl+Enter means done, Tab goes on to the next question."""

    left = Signal()
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setProperty("kind", "field")
        theme.watch().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        t = theme.current()
        # The kit's rule for scrolling areas takes the frame of every field away.
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {t.surface}; border: 1px solid {t.outline};"
            f" border-radius: {theme.px(8)}px; padding: {theme.px(4)}px {theme.px(6)}px; }}"
            f"QPlainTextEdit:focus {{ border: 2px solid {t.focus}; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.done.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class LongTextEditor(Editor):
    """Text on several lines; as many as asked for by `rows`, and it grows with what is typed."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.text = LongLine()
        self.text.setAccessibleName(self.label)
        rows = state.parameters.get("rows", "")
        self._least = int(rows) if rows.isdigit() else 3
        upright(self).addWidget(self.text)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._say_text)
        self._loading = False
        self._load(state.value)
        self.text.textChanged.connect(self._typed)
        self.text.left.connect(self.flush)
        self.text.done.connect(self._done)

    def show_state(self, state: NodeState) -> None:
        before = self.state.value
        super().show_state(state)
        if self._pause.isActive() or state.value == before:
            return
        if self.text.toPlainText().strip() != state.value:
            self._load(state.value)

    def flush(self) -> None:
        self._pause.stop()
        self._say_text()

    def stops(self) -> list[QWidget]:
        return [self.text]

    def _load(self, value: str) -> None:
        self._loading = True
        self.text.setPlainText(value)
        self._loading = False
        self._grow()

    def _typed(self) -> None:
        if not self._loading:
            self._pause.start()
        self._grow()

    def _grow(self) -> None:
        lines = min(12, max(self._least, self.text.document().lineCount() + 1))
        height = lines * self.text.fontMetrics().lineSpacing() + 18
        self.text.setFixedHeight(max(touch(), height))

    def _say_text(self) -> None:
        self.say(self.text.toPlainText().strip())

    def _done(self) -> None:
        self.flush()
        self.finished.emit()

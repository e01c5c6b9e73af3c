"""A note written while the recording plays on; it stands at the moment typing began."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.kit import look
from desktop.review.clock_text import clock_text
from desktop.review.player import RecordingPlayer


class NoteLine(QWidget):
    """Hidden until asked for. Enter keeps the note, Esc leaves it; playing is never touched."""

    submitted = Signal(object, str)  # moment of the recording (µs), text
    left = Signal()

    def __init__(self, player: RecordingPlayer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._moment_us: int | None = None
        self.where = look.text("", kind="soft")
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("Nota: Enter guarda, Esc deixa"))
        self.text.setAccessibleName(self.tr("Nota do momento"))
        row = look.spaced(QHBoxLayout(self), gap=8)
        row.addWidget(self.where)
        row.addWidget(self.text, 1)
        self.text.textEdited.connect(self._typed)
        self.text.returnPressed.connect(self._submit)
        player.moment_changed.connect(self._show_where)
        self.hide()

    def open(self) -> None:
        """Ready to type."""
        self.show()
        self.text.setFocus()
        self._show_where()

    def close_line(self) -> None:
        """Forget what was typed."""
        self.text.clear()
        self._moment_us = None
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
        else:
            super().keyPressEvent(event)

    def _typed(self, words: str) -> None:
        if not words:
            self._moment_us = None
        elif self._moment_us is None:
            self._moment_us = self._player.moment_us
        self._show_where()

    def _show_where(self, *_: object) -> None:
        if self.isVisible():
            shown = self._player.moment_us if self._moment_us is None else self._moment_us
            self.where.setText(clock_text(shown))

    def _submit(self) -> None:
        words = self.text.text().strip()
        if words and self._moment_us is not None:
            self.submitted.emit(self._moment_us, words)
        self.close_line()

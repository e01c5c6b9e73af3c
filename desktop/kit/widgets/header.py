"""The head of a place, and the title of a part of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.kit import look, theme


class OneLine(QLabel):
    """A text that wraps, or (once told to `elide`) ends in …, with the whole of it as its tip."""

    def __init__(self, words: str, *, kind: str) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("kind", kind)
        self._elided = False

    def elide(self) -> None:
        """From now on one line."""
        self._elided = True
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elided:
            super().paintEvent(event)
            return
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.rect(),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )


class PageHeader(QWidget):
    """Title, one line beneath it, and the actions of the place at the right."""

    def __init__(self, title: str, subtitle: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = look.spaced(QHBoxLayout(self), gap=12)
        words = look.spaced(QVBoxLayout(), gap=2)
        self.title = OneLine(title, kind="title")
        self.subtitle = OneLine(subtitle, kind="soft")
        if not subtitle:  # not setVisible(True): without a parent it would flash up as a window
            self.subtitle.hide()
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        row.addLayout(words, 1)
        self._actions = look.spaced(QHBoxLayout(), gap=8)
        row.addLayout(self._actions)
        row.setAlignment(self._actions, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setContentsMargins(0, 0, 0, theme.px(8))

    def set_text(self, title: str, subtitle: str = "") -> None:
        """Say something else."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def keep_to_lines(self) -> None:
        """One line each, ending in … where there is no room: for places that need the height."""
        self.title.elide()
        self.subtitle.elide()

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right."""
        self._actions.addWidget(widget)

    def put_before(self, widget: QWidget) -> None:
        """Put a button (back) at the left of the title."""
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(0, widget, 0, Qt.AlignmentFlag.AlignTop)


class SectionTitle(QLabel):
    """The title of a part of a place."""

    def __init__(self, words: str, *, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "heading")
        self.setContentsMargins(0, theme.px(10), 0, theme.px(2))

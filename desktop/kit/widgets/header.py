"""The head of a place, and the title of a part of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.kit import look, theme


class PageHeader(QWidget):
    """Title, one line beneath it, and the actions of the place at the right."""

    def __init__(self, title: str, subtitle: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = look.spaced(QHBoxLayout(self), gap=12)
        words = look.spaced(QVBoxLayout(), gap=2)
        self.title = look.text(title, kind="title", wrap=True)
        self.subtitle = look.text(subtitle, kind="soft", wrap=True)
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

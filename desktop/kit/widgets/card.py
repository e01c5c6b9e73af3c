"""A quiet surface that holds what belongs together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.kit import icons, look, theme


class Card(QFrame):
    """Add content to `column`."""

    def __init__(self, *, kind: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.column = look.spaced(QVBoxLayout(self), margin=16, gap=8)


class CardButton(QFrame):
    """A card that is one big button: icon, title and one sentence; click, Enter or Space."""

    clicked = Signal()

    def __init__(
        self,
        title: str,
        words: str = "",
        *,
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = look.spaced(QHBoxLayout(self), margin=14, gap=14)
        if icon:
            picture = QLabel()
            icons.put_label(picture, icon, role="accent_ink", size=26)
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        column = look.spaced(QVBoxLayout(), gap=3)
        self.title = look.text(title, kind="strong", wrap=True)
        self.words = look.text(words, kind="soft", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.words)
        # Never setVisible(True) here: without a parent yet it would flash up as a window.
        if not words:
            self.words.hide()
        row.addLayout(column, 1)
        self.trailing = look.spaced(QHBoxLayout(), gap=8)
        row.addLayout(self.trailing)
        arrow = QLabel()
        icons.put_label(arrow, "chevron-right", role="ink_soft", size=18)
        row.addWidget(arrow)
        theme.watch().changed.connect(self._dress)
        self._dress()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def click(self) -> None:
        """As if pressed."""
        self.clicked.emit()

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, theme.px(44)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)

    def _dress(self) -> None:
        t = theme.current()
        radius = theme.px(12)
        self.setStyleSheet(
            f"CardButton {{ background: {t.surface}; border: 1px solid {t.line};"
            f" border-radius: {radius}px; }}"
            f"CardButton:hover {{ border-color: {t.accent}; }}"
            f"CardButton:focus {{ border: 2px solid {t.focus}; }}"
        )

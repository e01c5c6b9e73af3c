"""What a place shows while it is empty: what it is for, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.kit import icons, look, theme


class EmptyState(QWidget):
    """Icon, title, one sentence and at most one button."""

    activated = Signal()

    def __init__(
        self,
        *,
        icon: str,
        title: str,
        words: str,
        action: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = look.spaced(QVBoxLayout(self), margin=28, gap=8)
        picture = QLabel()
        icons.put_label(picture, icon, role="accent_ink", size=40)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.title = look.text(title, kind="heading", wrap=True)
        self.words = look.text(words, kind="soft", wrap=True)
        for label in (self.title, self.words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            # A fixed width: with a range the height is that of another width, and words are cut.
            label.setFixedWidth(theme.px(480))
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button = look.button(action, kind="primary", name=name)
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self.activated)
        column.addSpacing(theme.px(6))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)

"""A page that scrolls: content in one column, no wider than the eye likes to read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.kit import look, theme


class Page(QScrollArea):
    """Add widgets to `column`. `widest` is the column's greatest width in unscaled pixels."""

    def __init__(self, *, widest: int = 980, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        outer = QHBoxLayout(ground)
        outer.setContentsMargins(theme.px(32), theme.px(24), theme.px(32), theme.px(24))
        self.outer = outer
        inner = QWidget()
        inner.setMaximumWidth(theme.px(widest))
        self.column = look.spaced(QVBoxLayout(inner), gap=10)
        outer.addWidget(inner, 1, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(0)
        self.setWidget(ground)

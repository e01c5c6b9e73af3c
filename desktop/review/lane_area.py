"""The timeline with as many lanes as there is room for; the others are scrolled to."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from desktop.kit import theme
from desktop.review.timeline import Timeline

FEWEST_PX = 206
"""Ruler, pictures, sound and four lanes, where there are so many."""


class LaneArea(QScrollArea):
    """Never lower than four lanes need, nor than all of them when they are fewer."""

    def __init__(self, timeline: Timeline) -> None:
        super().__init__()
        self._timeline = timeline
        self.setWidget(timeline)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        timeline.lanes_changed.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        needed = self._timeline.sizeHint().height()
        return QSize(super().minimumSizeHint().width(), min(theme.px(FEWEST_PX), needed))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._timeline.sizeHint().height())

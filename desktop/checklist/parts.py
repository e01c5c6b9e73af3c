"""What stands where in the check-list: head, outline, questions, panel, and the wait before."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.checklist.head import Head
from desktop.checklist.middle import Middle
from desktop.checklist.missing import Missing
from desktop.checklist.outline import Outline
from desktop.checklist.side import SideSlot
from desktop.kit import look, theme
from desktop.kit.widgets import Banner, ProgressLine


class Parts(QWidget):
    """The parts of the place, laid out; the place wires them."""

    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        self.banner = Banner()
        self.bar = QWidget()
        self.outline = Outline()
        self.missing = Missing()
        self.middle = Middle()
        self.side = SideSlot(bar=self.bar)
        self.waiting = ProgressLine()
        self.waiting.setMaximumWidth(theme.px(420))
        self.left = QFrame()
        left = look.spaced(QVBoxLayout(self.left), gap=8)
        left.setContentsMargins(theme.px(12), 0, 0, theme.px(12))
        left.addWidget(self.outline, 3)
        left.addWidget(self.missing, 2)
        work = QWidget()
        row = look.spaced(QHBoxLayout(work), gap=8)
        row.addWidget(self.left)
        row.addWidget(self.middle, 1)
        row.addWidget(self.side)
        hold = QWidget()
        middle = QVBoxLayout(hold)
        middle.addStretch(1)
        middle.addWidget(self.waiting, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(2)
        self.stack = QStackedWidget()
        self.stack.addWidget(hold)
        self.stack.addWidget(work)
        edge = QVBoxLayout()
        edge.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        edge.addWidget(self.banner)
        column = look.spaced(QVBoxLayout(self), gap=0)
        column.addWidget(self.head)
        column.addWidget(self.bar)
        column.addLayout(edge)
        column.addWidget(self.stack, 1)

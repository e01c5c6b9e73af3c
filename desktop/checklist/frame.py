"""What stands where in the check-list place, and what it tells the window."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.checklist.parts import Parts
from desktop.checklist.versions import Versions
from desktop.kit import theme
from desktop.kit.place import Place, Surroundings

NARROW = 1080


class ChecklistFrame(Place):
    """The parts of the place; `ChecklistPlace` brings them to life.

    Signals: `opened` and `finalised` (filling id), `open_moment` (recording id, microseconds),
    `marker_wanted` and `record_wanted` (Ctrl+M and Ctrl+R), `back_wanted` (visit id),
    `unsaved_changed` (how many answers the store has refused so far).
    """

    opened = Signal(object)
    open_moment = Signal(object, object)
    marker_wanted = Signal()
    record_wanted = Signal()
    finalised = Signal(object)
    back_wanted = Signal(object)
    unsaved_changed = Signal(int)
    resized = Signal()

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, parent=parent)
        self.setObjectName("checklist")
        self._build()
        self.versions = Versions(around, banner=self.banner, parent=self)
        self.opened.connect(self.versions.look)
        self.progress = QTimer(self)
        self.progress.setSingleShot(True)
        self.progress.setInterval(150)

    def _build(self) -> None:
        parts = Parts()
        self.head, self.banner, self.bar = parts.head, parts.banner, parts.bar
        self.outline, self.missing, self.middle = parts.outline, parts.missing, parts.middle
        self.side, self.left, self.stack = parts.side, parts.left, parts.stack
        self.waiting = parts.waiting
        self.frame.addWidget(parts)

    def set_side_panel(self, panel: QWidget | None) -> None:
        """What goes on at the right; a panel with `set_compact(bool)` becomes a bar when narrow."""
        self.side.put(panel)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.versions.look_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        self.side.arrange(narrow=narrow)
        self.left.setFixedWidth(theme.px(208 if narrow else 264))
        self.resized.emit()

"""One place in the rail at the left: icon and word."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from desktop.kit import icons


class RailButton(QToolButton):
    """Checkable; the place that is open is checked."""

    def __init__(self, words: str, *, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        # Qt leaves too little room between icon and word.
        self.setText(f" {words}")
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words)
        icons.put(self, icon, role="rail_ink", role_on="rail_selected_ink", size=20)

    def set_compact(self, on: bool) -> None:
        """Icon alone, the word as tip: where letters are large and the window narrow."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonIconOnly if on else style.ToolButtonTextBesideIcon)
        self.setToolTip(self.text().strip() if on else "")

"""A word or two with a state: icon, word and colour together, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.kit import icons, look, theme

_LOOKS = {
    "good": ("good_soft", "good", "done"),
    "warning": ("warning_soft", "warning", "warning"),
    "danger": ("danger_soft", "danger", "error"),
    "info": ("info_soft", "info", "info"),
    "accent": ("accent_soft", "accent_ink", "clock"),
    "plain": ("sunken", "ink_soft", ""),
}


class Chip(QFrame):
    """`state` is good, warning, danger, info, accent or plain; `icon` overrides its usual icon."""

    def __init__(
        self,
        words: str,
        *,
        state: str = "plain",
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), theme.px(3), theme.px(10), theme.px(3))
        row.setSpacing(theme.px(5))
        self._picture = QLabel()
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self._picture)
        row.addWidget(self.label)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._state, self._icon = state, icon
        self.say(words, state=state, icon=icon)
        theme.watch().changed.connect(self._dress)

    def say(self, words: str, *, state: str = "plain", icon: str | None = None) -> None:
        """Show another state."""
        self.label.setText(words)
        self.setAccessibleName(words)
        self._state, self._icon = state, icon
        self._dress()

    def text(self) -> str:
        """The words shown."""
        return self.label.text()

    def _dress(self) -> None:
        ground, ink, usual = _LOOKS[self._state]
        t = theme.current()
        name = usual if self._icon is None else self._icon
        self._picture.setVisible(bool(name))
        if name:
            icons.put_label(self._picture, name, role=ink, size=14)
        look.set_mark(self, "state", self._state)
        edge = f"border: 1px solid {getattr(t, ink)};" if t.mode == "contrast" else "border: 0;"
        self.setStyleSheet(
            f"Chip {{ background: {getattr(t, ground)}; {edge}"
            f" border-radius: {theme.px(8)}px; }}"
            f"QLabel {{ color: {getattr(t, ink)}; font-size: {theme.px(12)}px; font-weight: 600; }}"
        )

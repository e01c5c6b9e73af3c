"""What the pages before (and after) an open store have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.kit import look, theme
from desktop.kit.widgets import Banner, Page, ProgressLine


class GatePage(Page):
    """One quiet column in the middle of the window, with a banner for what goes wrong."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=620, parent=parent)
        self.column.setSpacing(theme.px(12))
        self.outer.insertStretch(0, 1)
        self.outer.setStretch(1, 4)
        self.outer.setStretch(2, 1)
        self.column.addSpacing(theme.px(16))
        self.banner = Banner()
        self._progress: ProgressLine | None = None

    def tell_progress(self, fraction: float, words: str = "") -> None:
        """Something slow was asked for here, and is so far (0–1)."""
        if self._progress is None:
            self._progress = ProgressLine()
            self.column.addWidget(self._progress)
        self._progress.show()
        self._progress.tell(fraction, words or self.tr("A copiar e a comparar…"))

    def hide_progress(self) -> None:
        """It ended."""
        if self._progress is not None:
            self._progress.hide()

    def start(self, title: str, words: str) -> None:
        """Title and the sentence beneath it."""
        self.column.addWidget(look.text(title, kind="title", wrap=True))
        self.column.addWidget(look.text(words, kind="soft", wrap=True))
        self.column.addWidget(self.banner)
        self.column.addSpacing(theme.px(4))

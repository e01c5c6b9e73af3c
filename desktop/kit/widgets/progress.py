"""How far something is: words, a slim bar, and a way to cancel where there is one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.kit import look


class ProgressLine(QWidget):
    """Set with `tell`; `cancelled` is emitted by its button when `cancellable`."""

    cancelled = Signal()

    def __init__(self, *, cancellable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = look.spaced(QVBoxLayout(self), gap=4)
        row = look.spaced(QHBoxLayout(), gap=8)
        self.words = look.text("", kind="soft", wrap=True)
        row.addWidget(self.words, 1)
        self.cancel = look.button(self.tr("Cancelar"))
        self.cancel.setVisible(cancellable)
        self.cancel.clicked.connect(self.cancelled)
        row.addWidget(self.cancel)
        column.addLayout(row)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(self.tr("Progresso"))
        column.addWidget(self.bar)

    def tell(self, fraction: float | None, words: str = "") -> None:
        """Show how far (0–1), or that it is under way without knowing how far (None)."""
        if fraction is None:
            self.bar.setRange(0, 0)
        else:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(fraction * 1000))
        if words:
            self.words.setText(words)

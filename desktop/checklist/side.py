"""The slot at the right for what goes on beside the questions; a small bar on a narrow window."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.kit import theme
from desktop.questions.buttons import press


@runtime_checkable
class Foldable(Protocol):
    """A panel that knows how to be small: a picture and the essential buttons in one line."""

    def set_compact(self, compact: bool) -> None: ...


class SideSlot(QWidget):
    """Holds the panel. Narrow: a panel that can be small lies in `bar`; any other one hides
    behind a button at the edge."""

    def __init__(self, *, bar: QWidget) -> None:
        super().__init__()
        self.panel: QWidget | None = None
        self.bar = bar
        self._bar_row = QHBoxLayout(bar)
        self._bar_row.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(6))
        bar.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.px(12), theme.px(8))
        row.setSpacing(0)
        self.edge = press("", icon="chevron-left", kind="quiet")
        self.edge.setCheckable(True)
        self.edge.toggled.connect(self._unfold)
        self._home = QVBoxLayout()
        self._home.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edge, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._home, 1)
        self._narrow = False
        self.hide()

    def put(self, panel: QWidget | None) -> None:
        """Show this panel from now on; None for none."""
        if self.panel is not None:
            self.panel.setParent(None)
        self.panel = panel
        self.arrange(narrow=self._narrow)

    def arrange(self, *, narrow: bool) -> None:
        """Fold away, or stand beside the questions."""
        self._narrow = narrow
        panel = self.panel
        if panel is None:
            self.hide()
            self.bar.hide()
            return
        if narrow and isinstance(panel, Foldable):
            panel.set_compact(True)
            self._bar_row.addWidget(panel, 1)
            panel.show()
            self.hide()
            self.bar.show()
            return
        if isinstance(panel, Foldable):
            panel.set_compact(False)
        self._home.addWidget(panel)
        self.bar.hide()
        self.edge.setVisible(narrow)
        self._unfold(self.edge.isChecked() if narrow else True)
        self.show()

    def _unfold(self, open_: bool) -> None:
        if self.panel is not None:
            self.panel.setVisible(open_)
        words = (
            self.tr("Recolher o painel da gravação")
            if open_
            else self.tr("Abrir o painel da gravação")
        )
        self.edge.setToolTip(words)
        self.edge.setAccessibleName(words)
        folded = self._narrow and not open_
        self.setFixedWidth(theme.px(56) if folded else theme.px(332))

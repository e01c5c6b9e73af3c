"""Rows of the preview that are no questions: titles, repeats, and how much more there is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.forms import NodeState
from desktop.kit import icons, look, theme
from desktop.questions.markup import plain


class Heading(QWidget):
    """The title of a section; of a repeat, with a button that adds another; of an instance."""

    add_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, state: NodeState) -> None:
        super().__init__()
        self.state = state
        row = look.spaced(QHBoxLayout(self), gap=8)
        side = theme.px(16)
        row.setContentsMargins(side, theme.px(12), side, theme.px(4))
        self.label = look.text("", kind="heading", wrap=True)
        self.add = look.button(self.tr("Acrescentar"), icon="plus")
        words = self.tr("Remover")
        self.remove = look.button("", kind="quiet", tip=words)
        self.remove.setAccessibleName(words)
        icons.put(self.remove, "trash", size=16)
        row.addWidget(self.label, 1)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        self.add.clicked.connect(lambda: self.add_wanted.emit(self.state.key))
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.state.key))
        self.show_state(state)

    def show_state(self, state: NodeState) -> None:
        """Show the title as it is now."""
        self.state = state
        words = plain(state.label)
        if state.position:
            words = f"{words} {state.position}".strip()
        self.label.setText(words)
        self.add.setVisible(state.kind == "repeat" and state.can_add)
        self.remove.setVisible(state.kind == "instance" and state.can_remove)


class More(QWidget):
    """«Mais 12 perguntas antes»."""

    def __init__(self) -> None:
        super().__init__()
        row = look.spaced(QHBoxLayout(self), gap=8)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        self.label = look.text("", kind="small")
        row.addWidget(self.label)

    def say(self, count: int, *, before: bool) -> None:
        """Say how many rows are not shown."""
        words = self.tr("… mais {count} antes") if before else self.tr("… mais {count} depois")
        self.label.setText(words.format(count=count))

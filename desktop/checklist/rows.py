"""Rows between the questions: headings, instances of repeats, and the way to add another one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from core.forms.states import NodeState
from desktop.kit import look, theme
from desktop.questions.buttons import press
from desktop.questions.label import say_on
from desktop.questions.markup import plain


class Row(QWidget):
    """A row that is no question."""

    def __init__(self, state: NodeState, *, depth: int) -> None:
        super().__init__()
        self.state = state
        self.line = look.spaced(QHBoxLayout(self), gap=8)
        side = theme.px(16)
        self.line.setContentsMargins(side + theme.px(14) * depth, theme.px(12), side, theme.px(4))

    @property
    def key(self) -> str:
        """The key of the node."""
        return self.state.key

    def show_state(self, state: NodeState) -> None:
        """Show what the engine says now."""
        self.state = state

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return []

    def take_focus(self, *, last: bool = False) -> bool:
        """Give the focus to the button of the row, if there is one."""
        stops = self.stops()
        if stops:
            stops[-1 if last else 0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(stops)


class HeadingRow(Row):
    """The label of a group or repeat."""

    def __init__(self, state: NodeState, *, depth: int) -> None:
        super().__init__(state, depth=depth)
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setProperty("kind", "heading")
        self.line.addWidget(self.label, 1)
        self.show_state(state)

    def show_state(self, state: NodeState) -> None:
        super().show_state(state)
        say_on(self.label, state.label)


class InstanceRow(Row):
    """«Agregado 2» and «Remover»."""

    remove_wanted = Signal(str)

    def __init__(self, state: NodeState, *, depth: int, label: str) -> None:
        super().__init__(state, depth=depth)
        self._label = label
        self.label = look.text("", kind="strong", wrap=True)
        self.remove = press(self.tr("Remover"), icon="trash", kind="quiet")
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.key))
        self.line.addWidget(self.label, 1)
        self.line.addWidget(self.remove)
        self.show_state(state)

    def show_state(self, state: NodeState) -> None:
        super().show_state(state)
        label = plain(state.label) or self._label
        words = f"{label} {state.position}" if state.position else label
        self.label.setText(words)
        self.remove.setAccessibleName(self.tr("Remover {}").format(words))
        self.remove.setVisible(state.can_remove)

    def stops(self) -> list[QWidget]:
        return [] if self.remove.isHidden() else [self.remove]


class RepeatRow(Row):
    """«Acrescentar…»"""

    add_wanted = Signal(str)

    def __init__(self, state: NodeState, *, depth: int) -> None:
        super().__init__(state, depth=depth)
        self.add = press("", icon="plus")
        self.add.clicked.connect(lambda: self.add_wanted.emit(self.key))
        self.line.addWidget(self.add)
        self.line.addStretch(1)
        self.line.setContentsMargins(
            self.line.contentsMargins().left(), theme.px(8), theme.px(16), theme.px(12)
        )
        self.show_state(state)

    def show_state(self, state: NodeState) -> None:
        super().show_state(state)
        label = plain(state.label)
        self.add.setText(
            self.tr("Acrescentar: {}").format(label) if label else self.tr("Acrescentar")
        )
        self.add.setAccessibleName(self.add.text())
        self.add.setEnabled(state.can_add)

    def stops(self) -> list[QWidget]:
        return [self.add] if self.add.isEnabled() else []

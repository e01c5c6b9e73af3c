"""Editors of whole and decimal numbers; the decimal comma is welcome."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.forms.states import NodeState
from desktop.questions import lexical
from desktop.questions.around import Around
from desktop.questions.buttons import press
from desktop.questions.editor import TypedEditor


class IntegerEditor(TypedEditor):
    """A whole number."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        self._grouped = "thousands-sep" in state.appearance
        super().__init__(state, around=around)

    def read(self, text: str) -> str:
        try:
            return lexical.read_integer(text)
        except ValueError:
            raise ValueError(self.tr("Escreva um número inteiro, por exemplo 12.")) from None

    def show_value(self, value: str) -> str:
        return lexical.show_number(value, grouped=self._grouped)


class DecimalEditor(IntegerEditor):
    """A number with decimals."""

    def read(self, text: str) -> str:
        try:
            return lexical.read_number(text)
        except ValueError:
            raise ValueError(self.tr("Escreva um número, por exemplo 12,5.")) from None


class CounterEditor(IntegerEditor):
    """A whole number with one button less and one more (appearance `counter`)."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.less = press("", icon="minus", spoken=self.tr("Menos um"))
        self.more = press("", icon="plus", spoken=self.tr("Mais um"))
        for button, step, place in ((self.less, -1, 0), (self.more, 1, 2)):
            button.clicked.connect(lambda _=False, by=step: self._step(by))
            self.row.insertWidget(place, button)

    def stops(self) -> list[QWidget]:
        return [self.line, self.less, self.more]

    def _step(self, by: int) -> None:
        try:
            now = int(lexical.read_integer(self.line.text() or "0"))
        except ValueError:
            now = 0
        self.put(str(now + by))

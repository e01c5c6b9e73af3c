"""What is shown and cannot be changed: calculated and read-only values."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from core.forms.states import ChoiceState, NodeState
from desktop.questions import lexical
from desktop.questions.around import Around
from desktop.questions.editor import Editor, upright
from desktop.questions.markup import plain


def value_for_person(state: NodeState, *, labels: dict[str, str]) -> str:
    """A value as a person reads it: labels of choices, Portuguese dates, decimal comma."""
    value = state.value
    if not value:
        return ""
    if state.control in {"select1", "select", "rank"} or labels:
        return ", ".join(labels.get(word, word) for word in value.split())
    if state.type == "date":
        if "year" in state.appearance:
            return lexical.show_year(value)
        if "month-year" in state.appearance:
            return lexical.show_month(value)
        return lexical.show_date(value)
    if state.type == "time":
        return lexical.show_time(value)
    if state.type == "dateTime":
        return " ".join(part for part in lexical.show_moment(value) if part)
    if state.type in {"int", "decimal"}:
        return lexical.show_number(value, grouped="thousands-sep" in state.appearance)
    if state.type == "geopoint":
        return "; ".join(lexical.show_coordinate(part) for part in value.split()[:2])
    return value


class ShownEditor(Editor):
    """A value to read. It can be copied, not changed."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self._labels: dict[str, str] = {}
        self.value = QLabel()
        self.value.setWordWrap(True)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.value.setProperty("role", "value")
        font = self.value.font()
        font.setBold(True)
        self.value.setFont(font)
        upright(self).addWidget(self.value)
        self._show()

    def show_state(self, state: NodeState) -> None:
        super().show_state(state)
        self._show()

    def show_choices(self, choices: tuple[ChoiceState, ...]) -> None:
        self._labels = {choice.value: plain(choice.label) or choice.value for choice in choices}
        self._show()

    def stops(self) -> list[QWidget]:
        return []

    def _show(self) -> None:
        shown = value_for_person(self.state, labels=self._labels)
        self.value.setText(shown or "—")
        self.value.setAccessibleName(f"{self.label}: {shown or self.tr('sem valor')}")

"""Editors of places typed by hand: one point, or a line of points."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.forms.states import NodeState
from desktop.questions import lexical
from desktop.questions.around import Around
from desktop.questions.editor import Editor, TypedLine
from desktop.questions.text import LongTextEditor


class GeopointEditor(Editor):
    """Latitude and longitude in decimal degrees (or degrees, minutes, seconds), comma welcome."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.latitude, self.longitude = TypedLine(), TypedLine()
        self.latitude.setPlaceholderText("41,1579")
        self.longitude.setPlaceholderText("-8,6291")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for name, line in (
            (self.tr("Latitude"), self.latitude),
            (self.tr("Longitude"), self.longitude),
        ):
            column = QVBoxLayout()
            column.setSpacing(2)
            caption = QLabel(name)
            caption.setBuddy(line)
            column.addWidget(caption)
            column.addWidget(line)
            line.setMaximumWidth(200)
            line.setAccessibleName(f"{self.label}: {name}")
            row.addLayout(column)
        row.addStretch(1)
        self._show_value(state.value)
        self.latitude.textEdited.connect(self._maybe_pair)
        self.latitude.returnPressed.connect(self.longitude.setFocus)
        self.longitude.returnPressed.connect(self._done)
        self.latitude.left.connect(self._latitude_left)
        self.longitude.left.connect(self.flush)

    def show_state(self, state: NodeState) -> None:
        before = self.state.value
        super().show_state(state)
        if state.value != before and not (self.latitude.hasFocus() or self.longitude.hasFocus()):
            self._show_value(state.value)

    def flush(self) -> None:
        latitude, longitude = self.latitude.text().strip(), self.longitude.text().strip()
        if not latitude and not longitude:
            self.remark.emit("")
            self.say(None)
            return
        try:
            north = lexical.read_coordinate(latitude, limit=90)
        except ValueError:
            self.say(None)
            self.remark.emit(self.tr("A latitude vai de -90 a 90. No Porto: 41,1579."))
            return
        try:
            east = lexical.read_coordinate(longitude, limit=180)
        except ValueError:
            self.say(None)
            self.remark.emit(
                self.tr("A longitude vai de -180 a 180; a oeste é negativa. No Porto: -8,6291.")
            )
            return
        self.remark.emit("")
        if self.state.value.split()[:2] != [north, east]:
            self.say(f"{north} {east} 0 0")
        self._show_value(f"{north} {east} 0 0")

    def stops(self) -> list[QWidget]:
        return [self.latitude, self.longitude]

    def _show_value(self, value: str) -> None:
        parts = value.split()
        self.latitude.setText(lexical.show_coordinate(parts[0]) if parts else "")
        self.longitude.setText(lexical.show_coordinate(parts[1]) if len(parts) > 1 else "")

    def _maybe_pair(self, text: str) -> None:
        """A pair pasted into the first line fills both."""
        if self.longitude.text().strip() or len(text) < 8:
            return
        pair = lexical.split_point(text)
        if pair is not None and any(sign in text for sign in ";, ") and pair[1] not in {"", "0"}:
            self._show_value(f"{pair[0]} {pair[1]}")
            self.flush()

    def _latitude_left(self) -> None:
        if self.longitude.text().strip() or not self.latitude.text().strip():
            self.flush()

    def _done(self) -> None:
        self.flush()
        self.finished.emit()


class PointsEditor(LongTextEditor):
    """A line or an area (geotrace, geoshape): one point per row."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.text.setPlaceholderText(self.tr("um ponto por linha: 41,1579; -8,6291"))

    def _load(self, value: str) -> None:
        rows = []
        for point in value.split(";"):
            parts = point.split()
            if len(parts) >= 2:
                rows.append("; ".join(lexical.show_coordinate(part) for part in parts[:2]))
        super()._load("\n".join(rows))

    def show_state(self, state: NodeState) -> None:
        if self.text.hasFocus():
            self.state = state
            return
        super().show_state(state)

    def _say_text(self) -> None:
        points = []
        for row in self.text.toPlainText().splitlines():
            if not row.strip():
                continue
            pair = lexical.split_point(row)
            if pair is None:
                self.remark.emit(self.tr("Não se lê como ponto: «{}».").format(row.strip()))
                return
            points.append(f"{pair[0]} {pair[1]} 0 0")
        self.remark.emit("")
        self.say("; ".join(points) or None)

"""Editors of places, typed or put on the map: one point, or a line of points."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.forms.states import NodeState
from desktop.kit import look
from desktop.questions import lexical
from desktop.questions.around import Around
from desktop.questions.editor import Editor, TypedLine
from desktop.questions.on_map import PathMap, PointMap, place_of
from desktop.questions.text import LongTextEditor


class GeopointEditor(Editor):
    """Latitude and longitude in decimal degrees (or degrees, minutes, seconds), comma welcome."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.latitude, self.longitude = TypedLine(), TypedLine()
        self.latitude.setPlaceholderText("41,1579")
        self.longitude.setPlaceholderText("-8,6291")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        whole.addLayout(row)
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
        self.on_map = look.button(self.tr("No mapa"), icon="map")
        self.on_map.setCheckable(True)
        self.on_map.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.on_map.toggled.connect(self._show_map)
        row.addWidget(self.on_map, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.map: PointMap | None = None
        self._whole = whole
        self._show_value(state.value)
        self.on_map.setChecked(bool(state.appearance & {"placement-map", "maps"}))
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
        else:
            self._show_value(self.state.value)

    def _show_map(self, on: bool) -> None:
        if on and self.map is None:
            self.map = PointMap(label=self.label)
            self.map.placed.connect(self._placed)
            self._whole.addWidget(self.map)
        if self.map is not None:
            self.map.setVisible(on)
            self.map.show_place(place_of(self.state.value), go=on)

    def _placed(self, latitude: float, longitude: float) -> None:
        # Six decimals are a tenth of a metre.
        value = f"{latitude:.6f} {longitude:.6f} 0 0"
        self.remark.emit("")
        self.say(value)
        self._show_value(value)

    def stops(self) -> list[QWidget]:
        return [self.latitude, self.longitude]

    def _show_value(self, value: str) -> None:
        parts = value.split()
        self.latitude.setText(lexical.show_coordinate(parts[0]) if parts else "")
        self.longitude.setText(lexical.show_coordinate(parts[1]) if len(parts) > 1 else "")
        if self.map is not None:
            self.map.show_place(place_of(value))

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
    """A line or an area (geotrace, geoshape): one point per row, or drawn on the map."""

    map: PathMap | None = None

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.text.setPlaceholderText(self.tr("um ponto por linha: 41,1579; -8,6291"))
        self._closed = state.type == "geoshape"
        drawn = PathMap(closed=self._closed, label=self.label)
        drawn.drawn.connect(self._drawn)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.addWidget(drawn)
        drawn.show_corners(self._corners(state.value), go=True)
        self.map = drawn

    def _load(self, value: str) -> None:
        rows = [
            f"{lexical.show_coordinate(point.split()[0])}; "
            f"{lexical.show_coordinate(point.split()[1])}"
            for point in self._points(value)
        ]
        super()._load("\n".join(rows))
        if self.map is not None:
            self.map.show_corners(self._corners(value))

    def _points(self, value: str) -> list[str]:
        """The points of a value; an area's last one, which closes it, is the first again."""
        points = [point.strip() for point in value.split(";") if len(point.split()) >= 2]
        closing = self.state.type == "geoshape" and len(points) > 1
        if closing and points[0].split()[:2] == points[-1].split()[:2]:
            points.pop()
        return points

    def _corners(self, value: str) -> list[tuple[float, float]]:
        places = (place_of(point) for point in self._points(value))
        return [place for place in places if place is not None]

    def _drawn(self, corners: list[tuple[float, float]]) -> None:
        value = self._value([f"{lat:.6f} {lon:.6f} 0 0" for lat, lon in corners])
        self._load(value or "")
        self.remark.emit("")
        self.say(value)

    def _value(self, points: list[str]) -> str | None:
        if self._closed and len(points) > 2 and points[0] != points[-1]:
            points = [*points, points[0]]
        return "; ".join(points) or None

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
        value = self._value(points)
        if self.map is not None:
            self.map.show_corners(self._corners(value or ""))
        self.say(value)

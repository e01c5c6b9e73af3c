"""Answers given on the map: one place, a line or an area, a choice that stands somewhere."""

from __future__ import annotations

import itertools
from math import radians, sin

from PySide6.QtCore import QCoreApplication, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.forms.states import ChoiceState
from core.plan import municipality_name
from core.plan.boundaries import MEAN_EARTH_M, distance_m, mercator, municipality_of
from desktop.kit import look, theme
from desktop.kit.map import MapCanvas, MapPoint, PathLayer, PointLayer
from desktop.questions.markup import plain

_HEIGHT = 280
_AROUND = 5e-5
"""Room left around a path, on the plane: some 240 m."""


def where_text(latitude: float, longitude: float) -> str:
    """The municipality that a place is in, or that it is outside all of them."""
    dico = municipality_of(latitude, longitude)
    if dico is None:
        return QCoreApplication.translate("OnMap", "Fora da Área Metropolitana do Porto")
    return QCoreApplication.translate("OnMap", "Concelho: {name}").format(
        name=municipality_name(dico)
    )


class PointMap(QWidget):
    """A map with one mark. `placed` carries latitude and longitude in degrees."""

    placed = Signal(float, float)

    def __init__(self, *, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = look.spaced(QVBoxLayout(self), gap=4)
        self.canvas = MapCanvas()
        self.canvas.setFixedHeight(theme.px(_HEIGHT))
        self.canvas.setAccessibleName(label)
        self._mark = PointLayer()
        self.canvas.layers.append(self._mark)
        self.canvas.clicked.connect(self._clicked)
        column.addWidget(self.canvas)
        self.where = look.text("", kind="soft")
        column.addWidget(self.where)

    def show_place(self, place: tuple[float, float] | None, *, go: bool = False) -> None:
        """Put the mark; with `go` the map moves there."""
        self._mark.show([MapPoint("here", *place, role="danger")] if place is not None else [])
        self.where.setText(
            where_text(*place)
            if place is not None
            else self.tr("Clique no mapa, ou ponha a cruz no sítio com as setas e prima Enter.")
        )
        if place is not None and go:
            self.canvas.go_to(*place, metres_per_pixel=25)
        self.canvas.update()

    def _clicked(self, latitude: float, longitude: float, _at: QPointF) -> None:
        self.show_place((latitude, longitude))
        self.placed.emit(latitude, longitude)


class PathMap(QWidget):
    """A map with a line or an area. `drawn` carries the corners in degrees.

    A click adds a corner, a corner is dragged, Delete takes the chosen (or last) one away and
    Ctrl+Z the last step back.
    """

    drawn = Signal(object)

    def __init__(self, *, closed: bool, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = look.spaced(QVBoxLayout(self), gap=4)
        self.canvas = _PathCanvas(self)
        self.canvas.setFixedHeight(theme.px(_HEIGHT))
        self.canvas.setAccessibleName(label)
        self.path = PathLayer(closed=closed)
        self.canvas.layers.append(self.path)
        self.canvas.clicked.connect(self._clicked)
        self.canvas.pressed_at.connect(self._grab)
        self.canvas.dragged.connect(self._drag)
        self.canvas.dropped.connect(self._drop)
        column.addWidget(self.canvas)
        foot = look.spaced(QHBoxLayout(), gap=8)
        self.size_text = look.text("", kind="soft", wrap=True)
        foot.addWidget(self.size_text, 1)
        self.undo_button = look.button(self.tr("Desfazer"), kind="link")
        self.undo_button.clicked.connect(self.undo)
        self.remove_button = look.button(self.tr("Tirar ponto"), kind="link")
        self.remove_button.clicked.connect(self.remove)
        for button in (self.undo_button, self.remove_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            foot.addWidget(button)
        column.addLayout(foot)
        self._steps: list[list[tuple[float, float]]] = []
        self._tell()

    def show_corners(self, corners: list[tuple[float, float]], *, go: bool = False) -> None:
        """Show a path that was given otherwise."""
        if corners == self.path.corners:
            return
        self.path.corners = list(corners)
        self.path.chosen = None
        if corners and go:
            places = [mercator(*corner) for corner in corners]
            xs, ys = [x for x, _ in places], [y for _, y in places]
            around = _AROUND
            self.canvas.set_view(
                self.canvas.view.fitted(
                    min(xs) - around, min(ys) - around, max(xs) + around, max(ys) + around
                )
            )
        self._tell()

    def undo(self) -> None:
        """The last step back."""
        if self._steps:
            self.path.corners = self._steps.pop()
            self.path.chosen = None
            self._said()

    def remove(self) -> None:
        """The chosen corner goes; the last one if none is chosen."""
        if not self.path.corners:
            return
        self._keep()
        at = self.path.chosen if self.path.chosen is not None else len(self.path.corners) - 1
        del self.path.corners[at]
        self.path.chosen = None
        self._said()

    def _keep(self) -> None:
        self._steps.append(list(self.path.corners))
        del self._steps[:-100]

    def _clicked(self, latitude: float, longitude: float, at: QPointF) -> None:
        there = self.path.at(at, self.canvas.view)
        if there is not None:
            self.path.chosen = there
            self._tell()
            return
        self._keep()
        self.path.corners.append((latitude, longitude))
        self.path.chosen = len(self.path.corners) - 1
        self._said()

    def _grab(self, at: QPointF) -> None:
        there = self.path.at(at, self.canvas.view)
        self.canvas.grabs = there is not None
        if there is not None:
            self._keep()
            self.path.chosen = there

    def _drag(self, latitude: float, longitude: float) -> None:
        if self.path.chosen is not None:
            self.path.corners[self.path.chosen] = (latitude, longitude)
            self._tell()

    def _drop(self) -> None:
        if self.canvas.grabs:
            self.canvas.grabs = False
            self._said()

    def _said(self) -> None:
        self._tell()
        self.drawn.emit(list(self.path.corners))

    def _tell(self) -> None:
        corners = self.path.corners
        self.undo_button.setEnabled(bool(self._steps))
        self.remove_button.setEnabled(bool(corners))
        if not corners:
            words = self.tr("Clique no mapa para pôr cada ponto, ou use as setas e Enter.")
        elif self.path.closed:
            words = self.tr("{count} pontos · {area}").format(
                count=len(corners), area=_area_text(area_of(corners))
            )
        else:
            words = self.tr("{count} pontos · {length}").format(
                count=len(corners), length=_length_text(length_of(corners))
            )
        self.size_text.setText(words)
        self.canvas.update()


class _PathCanvas(MapCanvas):
    """Tells where it is pressed before it moves, and what Delete and Ctrl+Z mean."""

    pressed_at = Signal(QPointF)

    def __init__(self, home: PathMap) -> None:
        super().__init__(parent=home)
        self._home = home

    def mousePressEvent(self, event: object) -> None:
        self.pressed_at.emit(event.position())  # type: ignore[attr-defined]
        super().mousePressEvent(event)  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._home.remove()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self._home.undo()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class ChoiceMap(QWidget):
    """Choices that stand somewhere. `picked` carries the value of one."""

    picked = Signal(str)

    def __init__(self, *, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = look.spaced(QVBoxLayout(self), gap=4)
        self.canvas = MapCanvas()
        self.canvas.setFixedHeight(theme.px(_HEIGHT))
        self.canvas.setAccessibleName(label)
        self.points = PointLayer()
        self.canvas.layers.append(self.points)
        self.canvas.clicked.connect(self._clicked)
        column.addWidget(self.canvas)
        self.about = QLabel("")
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        column.addWidget(self.about)

    def show_choices(self, choices: tuple[ChoiceState, ...]) -> bool:
        """Show those that have a place; whether any has."""
        points = []
        for one in choices:
            place = place_of(one.children.get("geometry", ""))
            if place is not None:
                points.append(MapPoint(one.value, *place, label=plain(one.label) or one.value))
        self.points.show(points)
        self.canvas.update()
        return bool(points)

    def show_chosen(self, value: str) -> None:
        """Ring the chosen one."""
        self.points.chosen = value or None
        named = next((one.label for one in self.points.points if one.key == value), "")
        self.about.setText(named)
        self.canvas.update()

    def _clicked(self, _latitude: float, _longitude: float, at: QPointF) -> None:
        there = self.points.at(at, self.canvas.view)
        if there is None:
            return
        if len(there.points) > 1:
            self.canvas.set_view(self.canvas.view.zoomed(2.5, about=there.at))
            return
        key = self.points.points[there.points[0]].key
        if isinstance(key, str):
            self.picked.emit(key)


def place_of(geometry: str) -> tuple[float, float] | None:
    """The first point of a geometry of ODK ("lat lon alt acc; …"), in degrees."""
    parts = geometry.split(";", maxsplit=1)[0].split()
    try:
        latitude, longitude = float(parts[0]), float(parts[1])
    except (IndexError, ValueError):
        return None
    if abs(latitude) > 85 or abs(longitude) > 180:
        return None
    return latitude, longitude


def length_of(corners: list[tuple[float, float]]) -> float:
    """The length of a line in metres, along great circles."""
    return sum(distance_m(*one, *other) for one, other in itertools.pairwise(corners))


def area_of(corners: list[tuple[float, float]]) -> float:
    """The area inside corners on the sphere, in square metres (Chamberlain & Duquette 2007)."""
    total = 0.0
    for (south, west), (north, east) in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        total += radians(east - west) * (2 + sin(radians(south)) + sin(radians(north)))
    return abs(total * MEAN_EARTH_M * MEAN_EARTH_M / 2)


def _length_text(metres: float) -> str:
    return f"{metres / 1000:.2f} km".replace(".", ",") if metres >= 1000 else f"{metres:.0f} m"


def _area_text(square: float) -> str:
    if square >= 1_000_000:
        return f"{square / 1_000_000:.2f} km²".replace(".", ",")
    return f"{square / 10_000:.2f} ha".replace(".", ",") if square >= 10_000 else f"{square:.0f} m²"

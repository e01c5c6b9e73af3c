"""What is laid over the map: points in clusters, and lines with corners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from core.plan.boundaries import mercator
from desktop.kit import theme
from desktop.kit.map.viewport import Viewport

CELL = 46
"""Points that fall into the same square of so many px are one cluster."""
_NEAR = 12.0


class Layer(Protocol):
    """Something that paints itself over the map."""

    def paint(self, painter: QPainter, view: Viewport) -> None:
        """Paint what is to be seen."""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A point in degrees; `key` is the caller's; `role` a colour of the theme."""

    key: object
    latitude: float
    longitude: float
    label: str = ""
    role: str = "accent"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Points that stand together on the screen, and their middle in px."""

    at: QPointF
    points: tuple[int, ...]


class PointLayer:
    """Points, those that stand close together as one circle with their number."""

    def __init__(self) -> None:
        self.points: tuple[MapPoint, ...] = ()
        self.chosen: object = None
        self.clustered = True
        self._plane: list[tuple[float, float]] = []
        self._cells: tuple[float, list[tuple[float, float, tuple[int, ...]]]] | None = None

    def show(self, points: Sequence[MapPoint]) -> None:
        """Show these points."""
        self.points = tuple(points)
        self._plane = [mercator(one.latitude, one.longitude) for one in self.points]
        self._cells = None

    def clusters(self, view: Viewport) -> list[Cluster]:
        """What is seen of the points in a view; every point of it is in exactly one."""
        west, north = view.to_plane(QPointF(-CELL, -CELL))
        east, south = view.to_plane(QPointF(view.size.width() + CELL, view.size.height() + CELL))
        found = []
        for x, y, members in self._in_cells(view.scale):
            if not (west <= x <= east and south <= y <= north):
                continue
            if self.clustered or len(members) == 1:
                found.append(Cluster(view.to_screen(x, y), members))
            else:
                found += [Cluster(view.to_screen(*self._plane[at]), (at,)) for at in members]
        return found

    def _in_cells(self, scale: float) -> list[tuple[float, float, tuple[int, ...]]]:
        """Squares of the plane with the middle of their points: the same while one pans."""
        if self._cells is not None and self._cells[0] == scale:
            return self._cells[1]
        side = CELL / scale
        cells: dict[tuple[int, int], list[int]] = {}
        for at, (x, y) in enumerate(self._plane):
            cells.setdefault((int(x // side), int(y // side)), []).append(at)
        found = [
            (
                sum(self._plane[at][0] for at in members) / len(members),
                sum(self._plane[at][1] for at in members) / len(members),
                tuple(members),
            )
            for members in cells.values()
        ]
        self._cells = (scale, found)
        return found

    def at(self, place: QPointF, view: Viewport) -> Cluster | None:
        """The cluster under a place on the screen, the nearest of several."""
        best, distance = None, _NEAR
        for one in self.clusters(view):
            reach = _radius(len(one.points)) + 4
            away = (one.at - place).manhattanLength()
            if away <= max(distance, reach) and (best is None or away < distance):
                best, distance = one, away
        return best

    def paint(self, painter: QPainter, view: Viewport) -> None:
        """Circles with numbers for clusters, dots for points, a ring for the chosen one."""
        ratio = painter.device().devicePixelRatioF() if painter.device() is not None else 1.0
        chosen = next(
            (at for at, one in enumerate(self.points) if one.key == self.chosen), None
        ) if self.chosen is not None else None  # fmt: skip
        for one in self.clusters(view):
            many = len(one.points)
            role = self.points[one.points[0]].role if many == 1 else "accent"
            picture = _circle(many, theme.colour(role).name(), ratio)
            half = picture.deviceIndependentSize() / 2
            painter.drawPixmap(one.at - QPointF(half.width(), half.height()), picture)
            if chosen is not None and chosen in one.points:
                radius = _radius(many) + 4
                painter.setPen(QPen(theme.colour("focus"), 3))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(one.at, radius, radius)


@lru_cache(maxsize=512)
def _circle(many: int, colour: str, ratio: float) -> QPixmap:
    """A circle with its number, drawn once for each look."""
    radius = _radius(many)
    side = 2 * radius + 4
    picture = QPixmap(int(side * ratio) + 1, int(side * ratio) + 1)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("surface"), 2))
    painter.setBrush(QBrush(QColor(colour)))
    middle = QPointF(side / 2, side / 2)
    painter.drawEllipse(middle, radius, radius)
    if many > 1:
        font = painter.font()
        font.setPixelSize(11)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.colour("on_accent"))
        box = QRectF(0, 0, side, side)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(many))
    painter.end()
    return picture


def _radius(many: int) -> float:
    return 6.0 if many == 1 else min(20.0, 10.0 + len(str(many)) * 2.5)


class PathLayer:
    """A line or an area being drawn: its corners in degrees, one of them chosen."""

    def __init__(self, *, closed: bool = False) -> None:
        self.closed = closed
        self.corners: list[tuple[float, float]] = []
        self.chosen: int | None = None

    def at(self, place: QPointF, view: Viewport) -> int | None:
        """The corner under a place on the screen."""
        for number, corner in enumerate(self.corners):
            if (view.screen_of(*corner) - place).manhattanLength() <= _NEAR:
                return number
        return None

    def paint(self, painter: QPainter, view: Viewport) -> None:
        """The line, the area, and the corners."""
        places = [view.screen_of(*corner) for corner in self.corners]
        accent = theme.colour("accent")
        painter.setPen(QPen(accent, 2.5))
        if self.closed and len(places) > 2:
            fill = QColor(accent)
            fill.setAlpha(50)
            painter.setBrush(QBrush(fill))
            painter.drawPolygon(QPolygonF(places))
        elif len(places) > 1:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(places))
        for number, place in enumerate(places):
            chosen = number == self.chosen
            painter.setPen(QPen(theme.colour("surface"), 2))
            painter.setBrush(QBrush(theme.colour("focus" if chosen else "accent")))
            painter.drawEllipse(place, 7 if chosen else 5, 7 if chosen else 5)

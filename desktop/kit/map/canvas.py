"""The map on screen: boundaries with names and a scale, layers over them, moved as one expects."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.plan import municipality_name
from core.plan.boundaries import boundaries
from desktop.kit import theme
from desktop.kit.map.background import background
from desktop.kit.map.layers import Layer
from desktop.kit.map.viewport import Viewport

_STEP = 1.25
_PAN = 60
_SLACK = 4
_BARS = (1, 2, 5)


class MapCanvas(QWidget):
    """`clicked` carries latitude and longitude, and the place in px; `moved` when the view did.

    Wheel and + − zoom, the left button and the arrows move, Home shows all 17 municipalities;
    Enter clicks where the cross of the keyboard stands (the middle).
    """

    clicked = Signal(float, float, QPointF)
    dragged = Signal(float, float)
    dropped = Signal()
    moved = Signal()

    def __init__(self, *, attribution: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map")
        self.setMinimumSize(theme.px(220), theme.px(180))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Mapa"))
        self.setAccessibleDescription(
            self.tr("Setas movem, + e − aproximam e afastam, Enter marca o sítio do meio.")
        )
        self.setMouseTracking(False)
        self.layers: list[Layer] = []
        self.grabs = False
        """Whether a press is the layer's to drag: set by who listens to `clicked`."""
        self._attribution = attribution or self.tr(
            "Limites: CAOP, Direção-Geral do Território, CC BY 4.0; geometria simplificada"
        )
        self._view = Viewport(0, 0, 1, QSize(1, 1)).resized(self.size())
        self._fresh = True
        self._press: QPointF | None = None
        self._last = QPointF()
        self._panning = False
        theme.watch().changed.connect(self.update)
        background().changed.connect(self.update)

    # -- the view ----------------------------------------------------------------------------

    @property
    def view(self) -> Viewport:
        """What part of the world is shown now."""
        return self._view

    def set_view(self, view: Viewport) -> None:
        """Show another part."""
        self._view = view
        self._fresh = False
        self.update()
        self.moved.emit()

    def show_all(self) -> None:
        """All 17 municipalities."""
        self.set_view(self._view.fitted(*_extent()))
        self._fresh = True

    def go_to(self, latitude: float, longitude: float, *, metres_per_pixel: float = 8) -> None:
        """A place in the middle, at least as close as that."""
        view = self._view.centred(latitude, longitude)
        factor = view.metres_per_pixel() / metres_per_pixel
        middle = QPointF(view.size.width() / 2, view.size.height() / 2)  # not shown yet: its own
        self.set_view(view.zoomed(max(1.0, factor), about=middle))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view = self._view.resized(self.size())
        if self._fresh:
            self.show_all()

    # -- mouse and keys ------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = self._last = event.position()
            self._panning = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            return
        if not self._panning:
            away = (event.position() - self._press).manhattanLength()
            if away <= _SLACK:
                return
            self._panning = True
        if self.grabs:
            self.dragged.emit(*self._view.degrees_at(event.position()))
        else:
            step = event.position() - self._last
            self.set_view(self._view.panned(step.x(), step.y()))
        self._last = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._panning:
            self.dropped.emit()
        else:
            self.clicked.emit(*self._view.degrees_at(event.position()), event.position())
        self._press = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / 120
        if turns:
            self.set_view(self._view.zoomed(_STEP**turns, about=event.position()))
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        middle = QPointF(self.width() / 2, self.height() / 2)
        pans = {
            Qt.Key.Key_Left: (_PAN, 0), Qt.Key.Key_Right: (-_PAN, 0),
            Qt.Key.Key_Up: (0, _PAN), Qt.Key.Key_Down: (0, -_PAN),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in pans:
            finer = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            self.set_view(self._view.panned(*(one * finer for one in pans[key])))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_view(self._view.zoomed(_STEP**2, about=middle))
        elif key == Qt.Key.Key_Minus:
            self.set_view(self._view.zoomed(_STEP**-2, about=middle))
        elif key == Qt.Key.Key_Home:
            self.show_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit(*self._view.degrees_at(middle), middle)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_map(painter)
        if self.hasFocus():
            middle = QPointF(self.width() / 2, self.height() / 2)
            painter.setPen(QPen(theme.colour("ink"), 1))
            for dx, dy in ((9, 0), (0, 9)):
                painter.drawLine(middle - QPointF(dx, dy), middle + QPointF(dx, dy))
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def paint_map(self, painter: QPainter, *, whole: bool = False) -> None:
        """The map with its layers, on a painter of the same size (a screen, an image, a PDF).

        `whole`: the pictures of the background are waited for.
        """
        view = self._view
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, view.size.width(), view.size.height()),
                         theme.colour("sunken"))  # fmt: skip
        tiles = background()
        if tiles.on:
            painter.save()
            tiles.paint(painter, view, whole=whole)
            painter.restore()
        self._paint_boundaries(painter, view, filled=not tiles.on)
        if not tiles.on:
            self._paint_names(painter, view)  # the background has its own
        for layer in self.layers:
            painter.save()
            layer.paint(painter, view)
            painter.restore()
        self._paint_scale(painter, view)

    def _paint_boundaries(self, painter: QPainter, view: Viewport, *, filled: bool) -> None:
        to_screen = QTransform()
        to_screen.translate(view.size.width() / 2, view.size.height() / 2)
        to_screen.scale(view.scale, -view.scale)
        to_screen.translate(-view.x, -view.y)
        painter.save()
        pen = QPen(theme.colour("outline"), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(QBrush(theme.colour("surface")) if filled else Qt.BrushStyle.NoBrush)
        for path in _paths().values():
            painter.drawPath(to_screen.map(path))
        painter.restore()

    def _paint_names(self, painter: QPainter, view: Viewport) -> None:
        font = painter.font()
        font.setPixelSize(theme.px(11))
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        taken: list[QRectF] = []
        for one in sorted(boundaries(), key=lambda one: -_width_of(one.dico)):
            words = municipality_name(one.dico)
            if metrics.horizontalAdvance(words) > _width_of(one.dico) * view.scale * 1.3:
                continue
            at = view.to_screen(*one.label)
            box = metrics.boundingRect(words)
            box.moveCenter(at)
            if any(box.intersects(other) for other in taken):
                continue
            taken.append(box)
            painter.setPen(theme.colour("ink_soft"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_scale(self, painter: QPainter, view: Viewport) -> None:
        font = painter.font()
        font.setPixelSize(theme.px(10))
        painter.setFont(font)
        metres = view.metres_per_pixel() * 110
        power = 10 ** (len(str(max(1, int(metres)))) - 1)
        length = max(one * power for one in _BARS if one * power <= max(metres, power))
        width = length / view.metres_per_pixel()
        left, bottom = 10.0, view.size.height() - 10.0
        if background().on:
            # Words are read on any picture.
            strip = QColor(theme.colour("surface"))
            strip.setAlpha(205)
            height = theme.px(10) * 3.2
            painter.fillRect(
                QRectF(0, view.size.height() - height, view.size.width(), height), strip
            )
        painter.setPen(QPen(theme.colour("ink"), 2))
        painter.drawLine(QPointF(left, bottom), QPointF(left + width, bottom))
        words = f"{length // 1000} km" if length >= 1000 else f"{length} m"
        painter.drawText(QPointF(left, bottom - 5), words)
        painter.setPen(theme.colour("ink_soft"))
        metrics = QFontMetricsF(font)
        room = view.size.width() - width - 40
        thanks = " · ".join(one for one in (background().attribution, self._attribution) if one)
        said = metrics.elidedText(thanks, Qt.TextElideMode.ElideRight, room)
        across = view.size.width() - 8 - metrics.horizontalAdvance(said)
        painter.drawText(QPointF(across, bottom), said)


@cache
def _paths() -> dict[str, QPainterPath]:
    found = {}
    for one in boundaries():
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for ring in one.rings:
            path.moveTo(*ring[0])
            for point in ring[1:]:
                path.lineTo(*point)
            path.closeSubpath()
        found[one.dico] = path
    return found


@cache
def _width_of(dico: str) -> float:
    return _paths()[dico].boundingRect().width()


@cache
def _extent() -> tuple[float, float, float, float]:
    points = [point for one in boundaries() for ring in one.rings for point in ring]
    return (
        min(x for x, _ in points), min(y for _, y in points),
        max(x for x, _ in points), max(y for _, y in points),
    )  # fmt: skip

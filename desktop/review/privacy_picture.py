"""A picture of the recording with what is covered on it; boxes are set by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.kit import theme

Corners = tuple[float, float, float, float]
"""Left, top, width, height as parts of the picture."""
_LEAST = 0.01
_STEP, _FINE = 0.01, 0.002
_GRIP = 6.0
_NEW: Corners = (0.4, 0.4, 0.2, 0.2)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class BoxedPicture(QWidget):
    """`drawn` gives the corners of a new box; `shaped` place and corners of one that was moved
    or resized; `picked` the place of one chosen (-1: none); `switched` and `removed` likewise.

    By mouse: drag on the picture for a new box, drag a box or one of its corners. By keyboard:
    Tab goes through the boxes, arrows move (with Shift resize, with Ctrl finely), Insert makes a
    new one in the middle, Space covers or leaves out, Delete removes.
    """

    drawn = Signal(object)
    shaped = Signal(int, object)
    picked = Signal(int)
    switched = Signal(int)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._boxes: list[tuple[Corners, bool]] = []
        self._from: QPointF | None = None
        self._to = QPointF()
        self._grip: tuple[int, int, int] | None = None
        """Which box is dragged, and by which side: −1, 0, 1 across and down (0, 0: all of it)."""
        self._shape: Corners | None = None
        self.chosen = -1
        self.setObjectName("privacy_picture")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Imagem com o que fica tapado"))
        self.setAccessibleDescription(
            self.tr(
                "Insert põe uma caixa, Tab escolhe, setas movem, com Maiúsculas mudam o tamanho, "
                "Espaço tapa ou deixa ver, Delete tira."
            )
        )

    def sizeHint(self) -> QSize:
        return QSize(640, 340)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 180)

    def show_picture(self, image: QImage) -> None:
        """Show another picture under the boxes."""
        self._image = image
        self.update()

    def show_boxes(self, boxes: Sequence[tuple[Corners, bool]]) -> None:
        """The boxes of this moment, each with whether it is covered (or left out)."""
        self._boxes = list(boxes)
        self.choose(self.chosen)

    def shown(self) -> QRectF:
        """Where the picture is in the widget."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    def choose(self, place: int) -> None:
        """Stand on a box without telling anybody."""
        self.chosen = place if 0 <= place < len(self._boxes) else -1
        self.update()

    # -- mouse -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._image.isNull():
            return
        self._from = self._to = event.position()
        self._grip = self._grip_at(event.position())
        if self._grip is not None:
            self._choose(self._grip[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        self._to = event.position()
        if self._grip is not None:
            self._shape = self._dragged(self._grip)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        start, grip, shape = self._from, self._grip, self._shape
        self._from = self._grip = self._shape = None
        if grip is not None:
            if shape is not None and (event.position() - start).manhattanLength() > 2:
                self.shaped.emit(grip[0], shape)
        else:
            corners = self._corners(QRectF(start, event.position()).normalized())
            if corners[2] > _LEAST and corners[3] > _LEAST:
                self.drawn.emit(corners)
            else:
                self._choose(-1)
        self.update()

    def _grip_at(self, at: QPointF) -> tuple[int, int, int] | None:
        order = [self.chosen, *reversed(range(len(self._boxes)))] if self.chosen >= 0 else [
            *reversed(range(len(self._boxes)))
        ]  # fmt: skip
        for number in order:
            place = self._place(self._boxes[number][0])
            if not place.adjusted(-_GRIP, -_GRIP, _GRIP, _GRIP).contains(at):
                continue
            if number != self.chosen:
                return number, 0, 0
            across = -1 if at.x() < place.left() + _GRIP else int(at.x() > place.right() - _GRIP)
            down = -1 if at.y() < place.top() + _GRIP else int(at.y() > place.bottom() - _GRIP)
            return number, across, down
        return None

    def _dragged(self, grip: tuple[int, int, int]) -> Corners:
        number, across, down = grip
        assert self._from is not None
        area = self.shown()
        dx = (self._to.x() - self._from.x()) / area.width()
        dy = (self._to.y() - self._from.y()) / area.height()
        return reshaped(self._boxes[number][0], dx, dy, across=across, down=down)

    # -- keyboard --------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # Tab would leave the picture: within it, it goes through the boxes first.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = event.key() == Qt.Key.Key_Backtab
            if (back or event.key() == Qt.Key.Key_Tab) and self._boxes:
                following = self.chosen + (-1 if back else 1)
                if 0 <= following < len(self._boxes):
                    self._choose(following)
                    return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Insert:
            self.drawn.emit(_NEW)
        elif self.chosen >= 0 and key in _ARROWS:
            step = _FINE if held & Qt.KeyboardModifier.ControlModifier else _STEP
            dx, dy = (one * step for one in _ARROWS[key])
            side = 1 if held & Qt.KeyboardModifier.ShiftModifier else 0
            shape = reshaped(self._boxes[self.chosen][0], dx, dy, across=side, down=side)
            self.shaped.emit(self.chosen, shape)
        elif self.chosen >= 0 and key == Qt.Key.Key_Space:
            self.switched.emit(self.chosen)
        elif self.chosen >= 0 and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.chosen)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _choose(self, place: int) -> None:
        if place != self.chosen:
            self.chosen = place
            self.picked.emit(place)
            self.update()

    # -- painting --------------------------------------------------------------------------------

    def _place(self, box: Corners) -> QRectF:
        area = self.shown()
        return QRectF(
            area.x() + box[0] * area.width(),
            area.y() + box[1] * area.height(),
            box[2] * area.width(),
            box[3] * area.height(),
        )

    def _corners(self, place: QRectF) -> Corners:
        area = self.shown()
        inside = place.intersected(area)
        return (
            (inside.x() - area.x()) / area.width(),
            (inside.y() - area.y()) / area.height(),
            inside.width() / area.width(),
            inside.height() / area.height(),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self._image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.shown(), self._image)
        for number, (box, covered) in enumerate(self._boxes):
            chosen = number == self.chosen
            held = chosen and self._grip is not None and self._shape is not None
            place = self._place(self._shape if held and self._shape is not None else box)
            painter.setPen(QPen(Qt.GlobalColor.black, 6 if chosen else 4))
            painter.drawRect(place)
            style = Qt.PenStyle.SolidLine if covered else Qt.PenStyle.DashLine
            colour = QColor("#ffd23f") if covered else QColor("#ffffff")
            painter.setPen(QPen(colour, 3 if chosen else 2, style))
            painter.drawRect(place)
            if chosen:
                painter.setPen(QPen(Qt.GlobalColor.black, 1))
                for corner in (
                    place.topLeft(), place.topRight(), place.bottomLeft(), place.bottomRight()
                ):  # fmt: skip
                    grip = QRectF(corner.x() - 4, corner.y() - 4, 8, 8)
                    painter.fillRect(grip, colour)
                    painter.drawRect(grip)
        if self._from is not None and self._grip is None:
            painter.setPen(QPen(QColor("#ffd23f"), 2, Qt.PenStyle.DotLine))
            painter.drawRect(QRectF(self._from, self._to).normalized())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))


def reshaped(box: Corners, dx: float, dy: float, *, across: int, down: int) -> Corners:
    """A box moved (no side held) or with a side pulled, within the picture and never without size.

    `dx`, `dy`: parts of the picture; `across`, `down`: −1 the left or upper side, 1 the other.
    """
    x, y, w, h = box
    if across == 0 and down == 0:
        return min(max(0.0, x + dx), 1 - w), min(max(0.0, y + dy), 1 - h), w, h
    x, w = _pulled(x, w, dx, side=across)
    y, h = _pulled(y, h, dy, side=down)
    return x, y, w, h


def _pulled(start: float, size: float, by: float, *, side: int) -> tuple[float, float]:
    if side < 0:
        fresh = min(max(0.0, start + by), start + size - _LEAST)
        return fresh, size + start - fresh
    if side > 0:
        return start, min(max(_LEAST, size + by), 1 - start)
    return start, size

"""A picture of the recording with what is covered on it; boxes are drawn with the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

Corners = tuple[float, float, float, float]
"""Left, top, width, height as parts of the picture."""
_LEAST = 0.01


class BoxedPicture(QWidget):
    """`drawn` gives the corners of a new box; `picked` the place of one that was clicked."""

    drawn = Signal(object)
    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._boxes: list[tuple[Corners, bool]] = []
        self._from: QPointF | None = None
        self._to = QPointF()
        self.setObjectName("privacy_picture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Imagem com o que fica tapado"))

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
        self.update()

    def shown(self) -> QRectF:
        """Where the picture is in the widget."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._image.isNull():
            self._from = self._to = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._to = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        area, start = self.shown(), self._from
        box = QRectF(start, event.position()).normalized().intersected(area)
        self._from = None
        corners = (
            (box.x() - area.x()) / area.width(),
            (box.y() - area.y()) / area.height(),
            box.width() / area.width(),
            box.height() / area.height(),
        )
        if corners[2] > _LEAST and corners[3] > _LEAST:
            self.drawn.emit(corners)
        else:
            hit = [n for n, (one, _) in enumerate(self._boxes) if self._place(one).contains(start)]
            if hit:
                self.picked.emit(hit[-1])
        self.update()

    def _place(self, box: Corners) -> QRectF:
        area = self.shown()
        return QRectF(
            area.x() + box[0] * area.width(),
            area.y() + box[1] * area.height(),
            box[2] * area.width(),
            box[3] * area.height(),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self._image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.shown(), self._image)
        for box, covered in self._boxes:
            place = self._place(box)
            painter.setPen(QPen(Qt.GlobalColor.black, 4))
            painter.drawRect(place)
            style = Qt.PenStyle.SolidLine if covered else Qt.PenStyle.DashLine
            colour = QColor("#ffd23f") if covered else QColor("#ffffff")
            painter.setPen(QPen(colour, 2, style))
            painter.drawRect(place)
        if self._from is not None:
            painter.setPen(QPen(QColor("#ffd23f"), 2, Qt.PenStyle.DotLine))
            painter.drawRect(QRectF(self._from, self._to).normalized())

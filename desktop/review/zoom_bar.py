"""The whole line at a glance, with the part that the timeline shows; drag it, or zoom."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop.kit import icons, look
from desktop.review.timeline import Timeline


class _Overview(QWidget):
    def __init__(self, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timeline = timeline
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Linha do tempo inteira"))
        self.setToolTip(self.tr("A parte à vista da linha do tempo: arraste para andar"))
        timeline.view_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, 24)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def _drag(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            start, end = self._timeline.view
            middle = event.position().x() / max(1, self.width()) * self._timeline.duration_us
            self._timeline.scroll_to(round(middle - (end - start) / 2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        whole = max(1, self._timeline.duration_us)
        area = QRectF(self.rect()).adjusted(1, 4, -1, -4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1.5))
        for moment_us in self._timeline.pin_moments:
            x = area.left() + moment_us / whole * area.width()
            painter.drawLine(round(x), round(area.top()) + 3, round(x), round(area.bottom()) - 3)
        start, end = self._timeline.view
        left = area.left() + start / whole * area.width()
        wide = max(6.0, (end - start) / whole * area.width())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
        painter.drawRoundedRect(QRectF(left, area.top(), wide, area.height()), 4, 4)


class ZoomBar(QWidget):
    """Below the pictures, above the timeline."""

    def __init__(self, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overview = _Overview(timeline, self)
        self.out_button = self._button("minus", self.tr("Ver mais de longe (−)"))
        self.fit_button = self._button("expand", self.tr("Ver tudo (0)"))
        self.in_button = self._button("plus", self.tr("Ver mais de perto (+)"))
        row = look.spaced(QHBoxLayout(self), gap=4)
        row.addWidget(self.overview, 1)
        for button in (self.out_button, self.fit_button, self.in_button):
            row.addWidget(button)
        self.out_button.clicked.connect(lambda: timeline.zoom(2.0))
        self.fit_button.clicked.connect(timeline.fit)
        self.in_button.clicked.connect(lambda: timeline.zoom(0.5))

    def add(self, button: QToolButton) -> None:
        """Put another button at the right."""
        row = self.layout()
        assert row is not None
        row.addWidget(button)

    def _button(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        icons.put(button, icon, size=16)
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

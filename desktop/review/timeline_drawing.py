"""How the timeline is drawn: ruler, filmstrip, sound, lanes with bars and pins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from desktop.review.clock_text import clock_text, fine_clock_text

STRIP_HEIGHT = 54
WAVE_HEIGHT = 22
LANE_HEIGHT = 24
RULER_HEIGHT = 22
NAME_WIDTH = 148
FOLD_WIDTH = 14
PIN_REACH_PX = 8
NARROWEST_US = 200_000
"""A handful of pictures over the whole width."""

_STEPS_US = (
    *(20_000, 40_000, 100_000, 200_000, 500_000),
    *(s * 1_000_000 for s in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800)),
)


@dataclass(frozen=True, slots=True)
class Pin:
    """One answer or marker on the timeline."""

    key: str
    moment_us: int
    label: str
    lane: int
    marker: bool = False
    colour: str = ""
    """Of a mark, `#rrggbb`."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One line beneath the sound. With `fold` it has parts of its own that are shown (`open`) as
    lanes beneath it, or not.
    """

    name: str
    depth: int = 0
    fold: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a recording ran (what is between two bars of a lane is a gap), or a marked span.

    Only a mark has a key. Without an end it still runs: it is drawn up to the play head.
    """

    start_us: int
    end_us: int | None
    lane: int
    key: str = ""
    label: str = ""
    colour: str = ""


class TimelineDrawing(QWidget):
    """What is on the line and where it stands in the widget; `Timeline` lets it be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duration_us = 0
        self._moment_us = 0
        self._lanes: tuple[Lane, ...] = ()
        self._lane_here = ""
        self._pins: tuple[Pin, ...] = ()
        self._bars: tuple[Bar, ...] = ()
        self._main = (0, 1)
        self._loop: tuple[int, int] | None = None
        self._times: list[int] = []
        self._selected: str | None = None
        self._strip: list[tuple[int, QImage]] = []
        self._close_ups: Sequence[tuple[int, QImage]] = ()
        self._wave: Sequence[float] = ()
        self._view = (0, 1)

    # -- geometry --------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        lanes = max(1, len(self._lanes))
        return QSize(600, RULER_HEIGHT + STRIP_HEIGHT + WAVE_HEIGHT + lanes * LANE_HEIGHT + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def _x(self, moment_us: int) -> float:
        start, end = self._view
        return NAME_WIDTH + (moment_us - start) / max(1, end - start) * self._span()

    def _span(self) -> int:
        return max(1, self.width() - NAME_WIDTH - 8)

    def _moment_at(self, x: float) -> int:
        start, end = self._view
        share = (x - NAME_WIDTH) / self._span()
        return max(0, min(self._duration_us, round(start + share * (end - start))))

    def _lane_top(self, lane: int) -> int:
        return RULER_HEIGHT + STRIP_HEIGHT + WAVE_HEIGHT + 4 + lane * LANE_HEIGHT

    # -- painting --------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        if not self._duration_us:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Sem gravação"))
            return
        self._paint_ruler(painter, palette)
        self._paint_strip(painter, palette)
        self._paint_wave(painter, palette)
        self._paint_lanes(painter, palette)
        painter.setClipRect(NAME_WIDTH, 0, self.width() - NAME_WIDTH, self.height())
        if self._loop is not None:
            left, right = self._x(self._loop[0]), self._x(self._loop[1])
            shade = QColor(palette.color(QPalette.ColorRole.Highlight))
            shade.setAlpha(50)
            painter.fillRect(QRectF(left, 0, right - left, self.height()), shade)
        x = self._x(self._moment_us)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
        painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - 2))
        painter.setClipping(False)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_ruler(self, painter: QPainter, palette: QPalette) -> None:
        start, end = self._view
        room = max(2, self._span() // 90)
        step = next((one for one in _STEPS_US if (end - start) / one <= room), 3_600_000_000)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        tick = -(-start // step)
        while tick * step <= end:
            x = self._x(tick * step)
            painter.drawLine(QPointF(x, RULER_HEIGHT - 5), QPointF(x, RULER_HEIGHT - 1))
            if x + 60 < self.width():
                words = fine_clock_text(tick * step) if step < 10**6 else clock_text(tick * step)
                painter.drawText(QPointF(x + 3, RULER_HEIGHT - 7), words)
            tick += 1

    def _paint_strip(self, painter: QPainter, palette: QPalette) -> None:
        area = QRectF(NAME_WIDTH, RULER_HEIGHT, self._span(), STRIP_HEIGHT - 4)
        painter.fillRect(area, palette.color(QPalette.ColorRole.AlternateBase))
        if not self._strip:
            return
        painter.save()
        painter.setClipRect(area)
        height, width = area.height(), self._tile_width()
        # From near by each picture stands where it begins to show.
        for moment, image in self._close_ups:
            painter.drawImage(QRectF(self._x(moment), area.top(), width - 1, height), image)
        x = area.right() if self._close_ups else area.left()
        while x < area.right():
            # Each tile shows the picture of the moment under its middle.
            moment = self._moment_at(x + width / 2)
            if self._main[0] <= moment <= self._main[1]:
                _at, image = min(self._strip, key=lambda item: abs(item[0] - moment))
                painter.drawImage(QRectF(x, area.top(), width - 1, height), image)
            x += width
        painter.restore()

    def _tile_width(self) -> float:
        """How wide a picture of the filmstrip is drawn, in pixels."""
        shape = self._strip[0][1] if self._strip else QImage()
        return (STRIP_HEIGHT - 4) * (shape.width() / shape.height() if shape.height() else 16 / 9)

    def _paint_wave(self, painter: QPainter, palette: QPalette) -> None:
        if not len(self._wave):
            return
        middle = RULER_HEIGHT + STRIP_HEIGHT + WAVE_HEIGHT / 2 - 2
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        begin, end = self._main
        for x in range(NAME_WIDTH, self.width() - 8):
            moment = self._moment_at(x)
            if not begin <= moment <= end:
                continue
            at = int((moment - begin) / max(1, end - begin) * len(self._wave))
            half = self._wave[min(at, len(self._wave) - 1)] * (WAVE_HEIGHT / 2 - 2)
            painter.drawLine(QPointF(x, middle - half), QPointF(x, middle + half))

    def _paint_lanes(self, painter: QPainter, palette: QPalette) -> None:
        metrics = QFontMetrics(painter.font())
        for place, lane in enumerate(self._lanes):
            top = self._lane_top(place)
            left = 6 + FOLD_WIDTH * (lane.depth + bool(lane.fold))
            if lane.fold:
                self._paint_fold(painter, palette, lane, top)
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            painter.drawText(
                QRectF(left, top, NAME_WIDTH - 8 - left, LANE_HEIGHT),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                metrics.elidedText(lane.name, Qt.TextElideMode.ElideRight, NAME_WIDTH - 10 - left),
            )
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Midlight), 1))
            middle = top + LANE_HEIGHT / 2
            painter.drawLine(QPointF(NAME_WIDTH, middle), QPointF(self.width() - 8, middle))
        painter.save()
        painter.setClipRect(NAME_WIDTH - 6, 0, self.width() - NAME_WIDTH + 6, self.height())
        for bar in self._bars:
            self._paint_bar(painter, palette, bar)
        for pin in self._pins:
            self._paint_pin(painter, palette, pin, selected=pin.key == self._selected)
        painter.restore()

    def _paint_fold(self, painter: QPainter, palette: QPalette, lane: Lane, top: int) -> None:
        """An arrow that points at what is beneath, or to the right while that is hidden."""
        middle = QPointF(4 + FOLD_WIDTH / 2, top + LANE_HEIGHT / 2)
        corners = [(-4, -2), (0, 3), (4, -2)] if lane.open else [(-2, -4), (3, 0), (-2, 4)]
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
        if self.hasFocus() and lane.fold == self._lane_here:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(QRectF(3, top + 2, NAME_WIDTH - 10, LANE_HEIGHT - 4), 4, 4)

    def _end_of(self, bar: Bar) -> int:
        return max(bar.start_us, self._moment_us) if bar.end_us is None else bar.end_us

    def _paint_mark(self, painter: QPainter, palette: QPalette, bar: Bar) -> None:
        left, right = self._x(bar.start_us), self._x(self._end_of(bar))
        selected = bar.key == self._selected
        edge = QPen(palette.color(QPalette.ColorRole.Text), 2.5 if selected else 1)
        if bar.end_us is None:
            edge.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.setBrush(QColor(bar.colour))
        top = self._lane_top(bar.lane) + 4
        painter.drawRoundedRect(QRectF(left, top, max(4, right - left), LANE_HEIGHT - 8), 3, 3)

    def _paint_bar(self, painter: QPainter, palette: QPalette, bar: Bar) -> None:
        if bar.key:
            self._paint_mark(painter, palette, bar)
            return
        main = (bar.start_us, bar.end_us) == self._main
        height = 10 if main else 6  # told apart by its height, not by colour alone
        left, right = self._x(bar.start_us), self._x(self._end_of(bar))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(
            palette.color(QPalette.ColorRole.Link if main else QPalette.ColorRole.PlaceholderText)
        )
        middle = self._lane_top(bar.lane) + LANE_HEIGHT / 2
        painter.drawRoundedRect(
            QRectF(left, middle - height / 2, max(3, right - left), height), 3, 3
        )

    def _paint_pin(self, painter: QPainter, palette: QPalette, pin: Pin, *, selected: bool) -> None:
        centre = QPointF(self._x(pin.moment_us), self._lane_top(pin.lane) + LANE_HEIGHT / 2)
        colour = palette.color(
            QPalette.ColorRole.Highlight if selected else QPalette.ColorRole.Link
        )
        edge = QPen(QColor(palette.color(QPalette.ColorRole.Base)), 1.5)
        if pin.colour:
            colour = QColor(pin.colour)
            edge = QPen(palette.color(QPalette.ColorRole.Text), 2.5 if selected else 1)
        painter.setBrush(colour)
        painter.setPen(edge)
        size = 7.5 if selected else 5.5
        if pin.marker:  # a diamond: told from an answer by its shape, not by colour alone
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(centre.x(), centre.y() - size - 1),
                        QPointF(centre.x() + size + 1, centre.y()),
                        QPointF(centre.x(), centre.y() + size + 1),
                        QPointF(centre.x() - size - 1, centre.y()),
                    ]
                )
            )
        else:
            painter.drawEllipse(centre, size, size)

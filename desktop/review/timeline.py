"""The recording at a glance: a filmstrip, the sound, one lane per section, one pin per moment.

All moments are microseconds of the recording's time base.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.review.clock_text import clock_text

STRIP_HEIGHT = 54
WAVE_HEIGHT = 22
LANE_HEIGHT = 24
RULER_HEIGHT = 22
NAME_WIDTH = 148
PIN_REACH_PX = 8


@dataclass(frozen=True, slots=True)
class Pin:
    """One answer or marker on the timeline."""

    key: str
    moment_us: int
    label: str
    lane: int
    marker: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a recording ran; what is between two bars of a lane is a gap."""

    start_us: int
    end_us: int
    lane: int


class Timeline(QWidget):
    """Click anywhere to go there; click a pin to see what was recorded at that moment."""

    moment_picked = Signal(object)
    pin_picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duration_us = 0
        self._moment_us = 0
        self._lanes: tuple[str, ...] = ()
        self._pins: tuple[Pin, ...] = ()
        self._bars: tuple[Bar, ...] = ()
        self._main = (0, 1)
        self._times: list[int] = []
        self._selected: str | None = None
        self._strip: list[tuple[int, QImage]] = []
        self._wave: Sequence[float] = ()
        self._view = (0, 1)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Linha do tempo da gravação"))

    # -- what it shows ---------------------------------------------------------------------

    def show_recording(
        self,
        *,
        duration_us: int,
        lanes: Sequence[str],
        pins: Sequence[Pin],
        bars: Sequence[Bar] = (),
        main: tuple[int, int] | None = None,
    ) -> None:
        """Take another line, or the same one with other pins.

        Filmstrip and sound are those of what stands between the two moments of `main`.
        """
        changed = duration_us != self._duration_us
        self._duration_us = max(1, duration_us)
        self._lanes, self._bars = tuple(lanes), tuple(bars)
        self._main = main or (0, self._duration_us)
        self._pins = tuple(sorted(pins, key=lambda pin: (pin.moment_us, pin.lane)))
        self._times = [pin.moment_us for pin in self._pins]
        if changed:
            self._view = (0, self._duration_us)
            self._strip, self._wave = [], ()
        self.updateGeometry()
        self.update()

    def set_filmstrip(self, pictures: Sequence[tuple[int, bytes]]) -> None:
        """Small JPEG pictures with their moments."""
        self._strip = [(moment, QImage.fromData(data)) for moment, data in pictures]
        self.update()

    def set_waveform(self, peaks: Sequence[float]) -> None:
        """Peaks from 0 to 1, evenly spread over the main recording."""
        self._wave = peaks
        self.update()

    def set_moment(self, moment_us: int) -> None:
        self._moment_us = moment_us
        start, end = self._view
        if not start <= moment_us <= end:
            width = end - start
            self._set_view(moment_us - width // 10, width)
        self.update()

    def select(self, key: str | None) -> None:
        self._selected = key
        self.update()

    def pin_near(self, moment_us: int, within_us: int) -> Pin | None:
        """The nearest pin in time, at most `within_us` away."""
        at = bisect_left(self._times, moment_us)
        near = [self._pins[i] for i in (at - 1, at) if 0 <= i < len(self._pins)]
        near = [pin for pin in near if abs(pin.moment_us - moment_us) <= within_us]
        return min(near, key=lambda pin: abs(pin.moment_us - moment_us), default=None)

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

    def _set_view(self, start: int, width: int) -> None:
        width = max(2_000_000, min(width, self._duration_us))
        start = max(0, min(start, self._duration_us - width))
        self._view = (start, start + width)
        self.update()

    # -- mouse and keys --------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._duration_us:
            return
        pin = self._pin_at(event.position())
        if pin is not None:
            self.pin_picked.emit(pin.key)
        else:
            self.moment_picked.emit(self._moment_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moment_picked.emit(self._moment_at(event.position().x()))
            return
        pin = self._pin_at(event.position())
        if pin is not None:
            text = f"{clock_text(pin.moment_us)}  {pin.label}"
            QToolTip.showText(event.globalPosition().toPoint(), text, self)
        else:
            QToolTip.hideText()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the wheel alone goes through the lanes
            return
        start, end = self._view
        here = self._moment_at(event.position().x())
        factor = 0.8 if event.angleDelta().y() > 0 else 1.25
        width = round((end - start) * factor)
        share = (here - start) / max(1, end - start)
        self._set_view(round(here - share * width), width)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 60_000_000 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 5_000_000
        match event.key():
            case Qt.Key.Key_Right:
                self.moment_picked.emit(min(self._duration_us, self._moment_us + step))
            case Qt.Key.Key_Left:
                self.moment_picked.emit(max(0, self._moment_us - step))
            case Qt.Key.Key_Home:
                self.moment_picked.emit(0)
            case Qt.Key.Key_End:
                self.moment_picked.emit(self._duration_us)
            case Qt.Key.Key_Plus:
                self._zoom_here(0.5)
            case Qt.Key.Key_Minus:
                self._zoom_here(2.0)
            case _:
                super().keyPressEvent(event)

    def _zoom_here(self, factor: float) -> None:
        start, end = self._view
        width = round((end - start) * factor)
        self._set_view(self._moment_us - width // 2, width)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _pin_at(self, position: QPointF) -> Pin | None:
        best: tuple[float, Pin] | None = None
        for pin in self._pins:
            top = self._lane_top(pin.lane)
            if not top <= position.y() < top + LANE_HEIGHT:
                continue
            away = abs(self._x(pin.moment_us) - position.x())
            if away <= PIN_REACH_PX and (best is None or away < best[0]):
                best = (away, pin)
        return best[1] if best else None

    def pin_position(self, key: str) -> QPoint:
        """Where a pin stands in the widget (tests and the tour click there)."""
        pin = next(pin for pin in self._pins if pin.key == key)
        return QPoint(round(self._x(pin.moment_us)), self._lane_top(pin.lane) + LANE_HEIGHT // 2)

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
        seconds = (end - start) / 1e6
        room = max(2, self._span() // 90)
        step = next(
            (s for s in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800) if seconds / s <= room), 3600
        )
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        tick = int(-(-start // (step * 1_000_000)))
        while tick * step * 1_000_000 <= end:
            x = self._x(tick * step * 1_000_000)
            painter.drawLine(QPointF(x, RULER_HEIGHT - 5), QPointF(x, RULER_HEIGHT - 1))
            if x + 60 < self.width():
                painter.drawText(QPointF(x + 3, RULER_HEIGHT - 7), clock_text(tick * step * 10**6))
            tick += 1

    def _paint_strip(self, painter: QPainter, palette: QPalette) -> None:
        area = QRectF(NAME_WIDTH, RULER_HEIGHT, self._span(), STRIP_HEIGHT - 4)
        painter.fillRect(area, palette.color(QPalette.ColorRole.AlternateBase))
        if not self._strip:
            return
        painter.save()
        painter.setClipRect(area)
        height = area.height()
        first = self._strip[0][1]
        width = height * first.width() / max(1, first.height())
        x = area.left()
        while x < area.right():
            # Each tile shows the picture of the moment under its middle.
            moment = self._moment_at(x + width / 2)
            if self._main[0] <= moment <= self._main[1]:
                _at, image = min(self._strip, key=lambda item: abs(item[0] - moment))
                painter.drawImage(QRectF(x, area.top(), width - 1, height), image)
            x += width
        painter.restore()

    def _paint_wave(self, painter: QPainter, palette: QPalette) -> None:
        if not len(self._wave):
            return
        middle = RULER_HEIGHT + STRIP_HEIGHT + WAVE_HEIGHT / 2 - 2
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
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
        for lane, name in enumerate(self._lanes):
            top = self._lane_top(lane)
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            painter.drawText(
                QRectF(6, top, NAME_WIDTH - 14, LANE_HEIGHT),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                metrics.elidedText(name, Qt.TextElideMode.ElideRight, NAME_WIDTH - 16),
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

    def _paint_bar(self, painter: QPainter, palette: QPalette, bar: Bar) -> None:
        main = (bar.start_us, bar.end_us) == self._main
        height = 10 if main else 6  # told apart by its height, not by colour alone
        left, right = self._x(bar.start_us), self._x(bar.end_us)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Link if main else QPalette.ColorRole.Mid))
        middle = self._lane_top(bar.lane) + LANE_HEIGHT / 2
        painter.drawRoundedRect(
            QRectF(left, middle - height / 2, max(3, right - left), height), 3, 3
        )

    def _paint_pin(self, painter: QPainter, palette: QPalette, pin: Pin, *, selected: bool) -> None:
        centre = QPointF(self._x(pin.moment_us), self._lane_top(pin.lane) + LANE_HEIGHT / 2)
        colour = palette.color(
            QPalette.ColorRole.Highlight if selected else QPalette.ColorRole.Link
        )
        painter.setBrush(colour)
        painter.setPen(QPen(QColor(palette.color(QPalette.ColorRole.Base)), 1.5))
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

"""The recording at a glance: a filmstrip, the sound, one lane per section, one pin per moment.

All moments are microseconds of the recording's time base.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.review.clock_text import clock_text
from desktop.review.mark_grip import EDGE_PX, MarkGrip
from desktop.review.timeline_drawing import (
    LANE_HEIGHT,
    NAME_WIDTH,
    NARROWEST_US,
    PIN_REACH_PX,
    Bar,
    Lane,
    Pin,
    TimelineDrawing,
)

__all__ = ["NAME_WIDTH", "Bar", "Lane", "Pin", "Timeline"]


class Timeline(TimelineDrawing):
    """Click anywhere to go there; click a pin to see what was recorded at that moment."""

    moment_picked = Signal(object)
    pin_picked = Signal(str)
    view_changed = Signal()
    lane_toggled = Signal(str)  # Lane.fold
    lanes_changed = Signal()
    mark_moved = Signal(str, object, object)  # key, begin, end (None: a moment) on the line

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Linha do tempo da gravação"))
        self._grip: MarkGrip | None = None

    # -- what it shows ---------------------------------------------------------------------

    def show_recording(
        self,
        *,
        duration_us: int,
        lanes: Sequence[str | Lane],
        pins: Sequence[Pin],
        bars: Sequence[Bar] = (),
        main: tuple[int, int] | None = None,
    ) -> None:
        """Take another line, or the same one with other pins.

        Filmstrip and sound are those of what stands between the two moments of `main`.
        """
        changed = duration_us != self._duration_us
        self._duration_us = max(1, duration_us)
        before = len(self._lanes)
        self._lanes = tuple(Lane(one) if isinstance(one, str) else one for one in lanes)
        self._bars = tuple(bars)
        self._main = main or (0, self._duration_us)
        self._pins = tuple(sorted(pins, key=lambda pin: (pin.moment_us, pin.lane)))
        self._times = [pin.moment_us for pin in self._pins]
        if changed:
            self._strip, self._wave = [], ()
            self.fit()
        self.updateGeometry()
        self.update()
        if len(self._lanes) != before:
            self.lanes_changed.emit()

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """What stands beneath the sound, from above."""
        return self._lanes

    def set_filmstrip(self, pictures: Sequence[tuple[int, bytes]]) -> None:
        """Small JPEG pictures with their moments."""
        self._strip = [(moment, QImage.fromData(data)) for moment, data in pictures]
        self.update()

    def set_close_ups(self, pictures: Sequence[tuple[int, QImage]]) -> None:
        """Exact pictures of what is in view, where they begin to show; () for the filmstrip."""
        self._close_ups = pictures
        self.update()

    @property
    def close_ups(self) -> Sequence[tuple[int, QImage]]:
        """The exact pictures in view; one that is still being made is empty."""
        return self._close_ups

    @property
    def tile_us(self) -> float:
        """How much time one picture of the filmstrip covers in this view."""
        start, end = self._view
        return self._tile_width() / self._span() * (end - start)

    def set_waveform(self, peaks: Sequence[float]) -> None:
        """Peaks from 0 to 1, evenly spread over the main recording."""
        self._wave = peaks
        self.update()

    def set_moment(self, moment_us: int) -> None:
        start, end = self._view
        # Whoever scrolled away while it plays is left there; a jump is followed.
        there = start <= self._moment_us <= end or abs(moment_us - self._moment_us) > 1_000_000
        self._moment_us = moment_us
        if there and not start <= moment_us <= end:
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

    def _set_view(self, start: int, width: int) -> None:
        width = max(NARROWEST_US, min(width, self._duration_us))
        start = max(0, min(start, self._duration_us - width))
        self._view = (start, start + width)
        self.update()
        self.view_changed.emit()

    @property
    def view(self) -> tuple[int, int]:
        """What is seen of the line: from, until."""
        return self._view

    @property
    def pin_moments(self) -> Sequence[int]:
        """Where pins stand on the line."""
        return self._times

    @property
    def duration_us(self) -> int:
        """How long the whole line is."""
        return self._duration_us

    def scroll_to(self, start_us: int) -> None:
        """See another part, as wide as now."""
        start, end = self._view
        self._set_view(start_us, end - start)

    def scroll_by(self, shares: float) -> None:
        """Go so many widths of what is seen to the right (negative: left)."""
        start, end = self._view
        self._set_view(round(start + shares * (end - start)), end - start)

    def fit(self) -> None:
        """See the whole line."""
        self._set_view(0, self._duration_us)

    def zoom(self, factor: float) -> None:
        """See `factor` times as much, around the moment that is shown (else around the middle)."""
        start, end = self._view
        here = self._moment_us if start <= self._moment_us <= end else (start + end) // 2
        width = max(NARROWEST_US, round((end - start) * factor))
        share = (here - start) / max(1, end - start)
        self._set_view(round(here - share * width), width)

    def set_loop(self, span: tuple[int, int] | None) -> None:
        """The span that is played over and over, on the line."""
        self._loop = span
        self.update()

    # -- mouse and keys --------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._duration_us:
            return
        if event.position().x() < NAME_WIDTH - PIN_REACH_PX:
            self._toggle(self._fold_at(event.position()))
            return
        self._grip = self._grip_at(event.position())
        pin = self._pin_at(event.position())
        if self._grip is not None:
            self.pin_picked.emit(self._grip.key)
        elif pin is not None:
            self.pin_picked.emit(pin.key)
        else:
            self.moment_picked.emit(self._moment_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        if grip is not None and grip.moved:
            start_us, end_us = grip.span(self._duration_us)
            self.mark_moved.emit(grip.key, start_us, end_us)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._grip.pull(event.position().x(), self._moment_at(event.position().x()))
            self._show_pulled(self._grip)
            return
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moment_picked.emit(self._moment_at(event.position().x()))
            return
        lane = self._lane_at(event.position())
        if lane is not None and event.position().x() < NAME_WIDTH - PIN_REACH_PX:
            QToolTip.showText(event.globalPosition().toPoint(), self._said_of(lane), self)
            return
        pin = self._pin_at(event.position())
        if pin is not None:
            text = f"{clock_text(pin.moment_us)}  {pin.label}"
            QToolTip.showText(event.globalPosition().toPoint(), text, self)
            return
        bar = self._bar_at(event.position())
        if bar is not None:
            text = f"{clock_text(bar.start_us)} – {clock_text(self._end_of(bar))}  {bar.label}"
            QToolTip.showText(event.globalPosition().toPoint(), text, self)
        else:
            QToolTip.hideText()

    def _grip_at(self, position: QPointF) -> MarkGrip | None:
        """What of a mark is taken hold of here: the whole of it, its begin or its end."""
        pin, x = self._pin_at(position), position.x()
        if pin is not None:
            return MarkGrip(pin.key, pin.moment_us, None, x, "all") if pin.colour else None
        bar = self._bar_at(position)
        if bar is None:
            return None
        near = [
            (abs(self._x(at) - x), part)
            for at, part in ((bar.start_us, "start"), (self._end_of(bar), "end"))
        ]
        away, part = min(near)
        if away > EDGE_PX or (part == "end" and bar.end_us is None):
            part = "all" if bar.end_us is not None else "start"
        return MarkGrip(bar.key, bar.start_us, bar.end_us, x, part)

    def _show_pulled(self, grip: MarkGrip) -> None:
        if not grip.moved:
            return
        start_us, end_us = grip.span(self._duration_us)
        self._pins = tuple(
            replace(one, moment_us=start_us) if one.key == grip.key else one for one in self._pins
        )
        self._bars = tuple(
            replace(one, start_us=start_us, end_us=end_us) if one.key == grip.key else one
            for one in self._bars
        )
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        sideways = turned.x() or (
            turned.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0
        )
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if sideways:
                self.scroll_by(-sideways / 960)
                event.accept()
            else:
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
                self.zoom(0.5)
            case Qt.Key.Key_Minus:
                self.zoom(2.0)
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_Up | Qt.Key.Key_Down if self._folds():
                self._walk(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._lane_here in self._folds():
                self._toggle(self._lane_here)
            case Qt.Key.Key_PageUp:
                self.scroll_by(-0.8)
            case Qt.Key.Key_PageDown:
                self.scroll_by(0.8)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _folds(self) -> list[str]:
        return [lane.fold for lane in self._lanes if lane.fold]

    def _walk(self, by: int) -> None:
        """Up and down choose a lane that Enter opens or closes."""
        folds = self._folds()
        here = folds.index(self._lane_here) + by if self._lane_here in folds else 0
        self._lane_here = folds[max(0, min(len(folds) - 1, here))]
        lane = next(lane for lane in self._lanes if lane.fold == self._lane_here)
        self.setAccessibleDescription(self._said_of(lane))
        self.update()

    def _toggle(self, fold: str) -> None:
        if fold:
            self._lane_here = fold
            self.lane_toggled.emit(fold)

    def _said_of(self, lane: Lane) -> str:
        if not lane.fold:
            return lane.name
        what = self.tr("esconder os grupos") if lane.open else self.tr("mostrar os grupos")
        return f"{lane.name} ({what})"

    def _lane_at(self, position: QPointF) -> Lane | None:
        place = int((position.y() - self._lane_top(0)) // LANE_HEIGHT)
        return self._lanes[place] if 0 <= place < len(self._lanes) else None

    def _fold_at(self, position: QPointF) -> str:
        lane = self._lane_at(position)
        return lane.fold if lane is not None else ""

    def fold_position(self, fold: str) -> QPoint:
        """Where a lane is opened or closed in the widget (tests click there)."""
        place = next(at for at, lane in enumerate(self._lanes) if lane.fold == fold)
        return QPoint(10, self._lane_top(place) + LANE_HEIGHT // 2)

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

    def _bar_at(self, position: QPointF) -> Bar | None:
        """The mark drawn under this place; of several the one that begins last."""
        found = None
        for bar in self._bars:
            top = self._lane_top(bar.lane)
            left, right = self._x(bar.start_us), self._x(self._end_of(bar))
            if not bar.key or not top <= position.y() < top + LANE_HEIGHT:
                continue
            inside = left - EDGE_PX <= position.x() <= max(left + 4, right) + EDGE_PX
            if inside and (found is None or bar.start_us >= found.start_us):
                found = bar
        return found

    def span_positions(self, key: str) -> tuple[QPoint, QPoint]:
        """Where a marked span begins and ends in the widget."""
        bar = next(bar for bar in self._bars if bar.key == key)
        y = self._lane_top(bar.lane) + LANE_HEIGHT // 2
        return (
            QPoint(round(self._x(bar.start_us)), y),
            QPoint(round(self._x(self._end_of(bar))), y),
        )

    def pin_position(self, key: str) -> QPoint:
        """Where a pin stands in the widget (tests and the tour click there)."""
        pin = next(pin for pin in self._pins if pin.key == key)
        return QPoint(round(self._x(pin.moment_us)), self._lane_top(pin.lane) + LANE_HEIGHT // 2)

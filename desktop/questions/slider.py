"""Editors of a number in a range: a slider with its number, a list (picker), stars (rating)."""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from core.forms.states import NodeState
from desktop.kit import theme
from desktop.questions import lexical
from desktop.questions.around import Around
from desktop.questions.buttons import press
from desktop.questions.editor import Editor, TypedLine, touch


class Scale:
    """Start, end and step of a range, exactly, and its values as steps from the start."""

    def __init__(self, state: NodeState) -> None:
        self.start = _number(state.parameters.get("start"), default="1")
        self.end = _number(state.parameters.get("end"), default="10")
        step = _number(state.parameters.get("step"), default="1")
        span = self.end - self.start
        self.step = abs(step) if step else Decimal(1)
        if span < 0:
            self.step = -self.step
        self.count = max(0, int(span / self.step))

    def value(self, step: int) -> str:
        """The value so many steps from the start, in lexical form."""
        return lexical.read_number(format(self.start + self.step * step, "f"))

    def step_of(self, value: str) -> int | None:
        """How many steps from the start; None when there is no such value."""
        try:
            steps = (Decimal(value) - self.start) / self.step
        except (InvalidOperation, ZeroDivisionError):
            return None
        if not 0 <= steps <= self.count:
            return None
        return int(steps.to_integral_value())


def _number(text: str | None, *, default: str) -> Decimal:
    try:
        return Decimal(text or default)
    except InvalidOperation:
        return Decimal(default)


class QuietSlider(QSlider):
    """A slider that the wheel does not move while the page is scrolled."""

    touched = Signal()
    entered = Signal()

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.touched.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


class SliderEditor(Editor):
    """A slider, and beside it the number, which can also be typed."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.scale = Scale(state)
        upright = "vertical" in state.appearance
        self.slider = QuietSlider(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
        self.slider.setRange(0, self.scale.count)
        self.slider.setAccessibleName(self.label)
        self.slider.setPageStep(max(1, self.scale.count // 10))
        if "no-ticks" not in state.appearance and self.scale.count <= 40:
            self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
            self.slider.setTickInterval(1)
        self.line = TypedLine()
        self.line.setMaximumWidth(110)
        self.line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.line.setAccessibleName(self.label)
        self.line.setPlaceholderText("—")
        self.wipe = press(self.tr("Limpar"))
        self.wipe.clicked.connect(lambda: self.say(None))
        first = QLabel(lexical.show_number(self.scale.value(0)))
        last = QLabel(lexical.show_number(self.scale.value(self.scale.count)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        if upright:
            self.slider.setMinimumHeight(200)
            self.slider.setMinimumWidth(touch())
            column = QVBoxLayout()
            column.addWidget(last, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(self.slider, 1, Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(first, 0, Qt.AlignmentFlag.AlignHCenter)
            row.addLayout(column)
        else:
            self.slider.setMinimumHeight(touch())
            self.slider.setMaximumWidth(460)
            row.addWidget(first)
            row.addWidget(self.slider, 1)
            row.addWidget(last)
        row.addSpacing(8)
        row.addWidget(self.line)
        row.addWidget(self.wipe)
        row.addStretch(1 if upright else 0)
        self._show_value(state.value)
        self.slider.valueChanged.connect(self._moved)
        self.slider.touched.connect(lambda: self._moved(self.slider.value()))
        self.slider.entered.connect(self._accept)
        self.line.returnPressed.connect(self._done)
        self.line.left.connect(self.flush)

    def show_state(self, state: NodeState) -> None:
        super().show_state(state)
        if not (self.line.hasFocus() and self.line.isModified()):
            self._show_value(state.value)

    def flush(self) -> None:
        if not self.line.isModified():
            return
        text = self.line.text().strip()
        self.line.setModified(False)
        if not text:
            self.say(None)
            return
        try:
            value = lexical.read_number(text)
        except ValueError:
            value = ""
        step = self.scale.step_of(value) if value else None
        if step is None:
            self.say(None)
            self.remark.emit(
                self.tr("Escreva um número de {} a {}.").format(
                    lexical.show_number(self.scale.value(0)),
                    lexical.show_number(self.scale.value(self.scale.count)),
                )
            )
            return
        self.remark.emit("")
        self.say(self.scale.value(step))

    def stops(self) -> list[QWidget]:
        return [self.slider, self.line, *([self.wipe] if self.state.value else [])]

    def _show_value(self, value: str) -> None:
        step = self.scale.step_of(value) if value else None
        self.slider.blockSignals(True)
        self.slider.setValue(step if step is not None else 0)
        self.slider.blockSignals(False)
        self.line.setText(lexical.show_number(value))
        self.wipe.setVisible(bool(value))

    def _moved(self, step: int) -> None:
        self.remark.emit("")
        self.line.setText(lexical.show_number(self.scale.value(step)))
        self.say(self.scale.value(step))

    def _accept(self) -> None:
        """Enter on an untouched slider takes what it shows; then goes on."""
        if not self.state.value:
            self._moved(self.slider.value())
        self.finished.emit()

    def _done(self) -> None:
        self.flush()
        self.finished.emit()


class Stars(QWidget):
    """Stars in a row; the arrows change how many are lit."""

    chosen = Signal(int)
    entered = Signal()

    def __init__(self, *, count: int) -> None:
        super().__init__()
        self.count = count
        self.lit = 0
        self._under = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(self.count * (touch() + 4) + 8, touch() + 8)

    def show_lit(self, lit: int) -> None:
        """Light so many."""
        self.lit = lit
        self.setAccessibleDescription(f"{lit}/{self.count}")
        self.update()

    def _at(self, x: float) -> int:
        return min(self.count, max(1, int((x - 4) // (touch() + 4)) + 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._under = self._at(event.position().x())
        self.update()

    def leaveEvent(self, _event: object) -> None:
        self._under = 0
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self._at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self.chosen.emit(min(self.count, self.lit + 1))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self.chosen.emit(max(0, self.lit - 1))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.chosen.emit(0)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = theme.colour("accent")
        for place in range(self.count):
            middle = QPointF(4 + place * (touch() + 4) + touch() / 2, self.height() / 2 + 1)
            lit = place < self.lit
            painter.setPen(QPen(accent if lit else theme.colour("outline"), 1.6))
            under = "accent_soft" if place < self._under else "surface"
            painter.setBrush(accent if lit else theme.colour(under))
            painter.drawPolygon(_star(middle, radius=touch() * 0.4))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        painter.end()


def _star(middle: QPointF, *, radius: float) -> QPolygonF:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.45
        angle = math.pi * corner / 5 - math.pi / 2
        points.append(
            QPointF(middle.x() + reach * math.cos(angle), middle.y() + reach * math.sin(angle))
        )
    return QPolygonF(points)


class RatingEditor(Editor):
    """Stars (appearance `rating`). Pressing the last lit star again takes the answer back."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.scale = Scale(state)
        self.stars = Stars(count=self.scale.count + 1)
        self.stars.setAccessibleName(self.label)
        self.words = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.stars)
        row.addWidget(self.words)
        row.addStretch(1)
        self._show_value(state.value)
        self.stars.chosen.connect(self._chosen)
        self.stars.entered.connect(self.finished)

    def show_state(self, state: NodeState) -> None:
        super().show_state(state)
        self._show_value(state.value)

    def stops(self) -> list[QWidget]:
        return [self.stars]

    def digit(self, number: int) -> bool:
        if number > self.stars.count:
            return False
        self.say(self.scale.value(number - 1))
        return True

    def _chosen(self, lit: int) -> None:
        self.say(None if lit in (0, self.stars.lit) else self.scale.value(lit - 1))

    def _show_value(self, value: str) -> None:
        step = self.scale.step_of(value) if value else None
        self.stars.show_lit(0 if step is None else step + 1)
        self.words.setText(
            self.tr("sem classificação")
            if step is None
            else self.tr("{} de {}").format(step + 1, self.stars.count)
        )

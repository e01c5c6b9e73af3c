"""A chart of core on screen: the same picture as in the documents."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.monitor.charts import Chart, Palette
from core.monitor.charts.drawing import FONT
from desktop.kit import theme
from desktop.kit.tokens import Tokens

_DARK_RAMP = ("#24423e", "#2f6159", "#3f867b", "#62b3a6", "#a8e2d7")
_LIGHT_RAMP = ("#e3f0ec", "#b2d8ce", "#73b7a9", "#2f8d7f", "#0b5049")


def palette_of(tokens: Tokens) -> Palette:
    """The colours of the window as those of a chart."""
    dark = tokens.mode == "dark"
    return Palette(
        ink=tokens.ink, quiet=tokens.ink_soft, hair=tokens.line, ground=tokens.surface,
        bar=tokens.accent, second=tokens.warning, mark=tokens.danger, none=tokens.sunken,
        ramp=_DARK_RAMP if dark else _LIGHT_RAMP,
    )  # fmt: skip


class ChartView(QWidget):
    """Paints a chart as large as there is room; `pressed` says where (in the chart's px)."""

    pressed = Signal(float, float)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self._renderer = QSvgRenderer(self)
        self._renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.px(260), theme.px(220))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_chart(self, chart: Chart | None) -> None:
        """Show a picture, or nothing."""
        self.chart = chart
        # Qt takes a family by one name.
        svg = chart.svg.replace(FONT, "Inter") if chart is not None else "<svg/>"
        self._renderer.load(QByteArray(svg.encode()))
        self.setAccessibleName(chart.alternative if chart is not None else "")
        self.setToolTip("")
        self.update()

    def sizeHint(self) -> QSize:
        if self.chart is None:
            return QSize(theme.px(480), theme.px(320))
        return QSize(theme.px(self.chart.width), theme.px(self.chart.height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("surface"))
        self._renderer.render(painter, self._target())
        if self.hasFocus():
            painter.setPen(theme.colour("focus"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.chart is None:
            return
        target = self._target()
        scale = target.width() / self.chart.width
        self.pressed.emit(
            (event.position().x() - target.x()) / scale,
            (event.position().y() - target.y()) / scale,
        )

    def _target(self) -> QRectF:
        assert self.chart is not None
        scale = min(self.width() / self.chart.width, self.height() / self.chart.height)
        scale = min(scale, 1.6 * theme.scale())
        width, height = self.chart.width * scale, self.chart.height * scale
        return QRectF((self.width() - width) / 2, 0, width, height)

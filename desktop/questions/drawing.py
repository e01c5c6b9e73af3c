"""Editor of a drawing: signature, sketch, or marks on a picture (signature, draw, annotate)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
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
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from core.forms.states import NodeState
from desktop.kit import theme
from desktop.questions.around import Around, FileOffer
from desktop.questions.buttons import press
from desktop.questions.editor import Editor, upright
from desktop.questions.upload import png_of

STROKE_PAUSE_MS = 1200
PAPER = QColor("#ffffff")
INK = QColor("#102a43")
_STEP = 8


class Sheet(QWidget):
    """White paper to draw on with mouse, finger or pen; the size of the kept picture is fixed.

    By keyboard: the arrows move the pen (with Shift by a point), the space bar puts it down and up.
    """

    changed = Signal()

    def __init__(self, *, size: QSize) -> None:
        super().__init__()
        self.image = QImage(size, QImage.Format.Format_RGB32)
        self.image.fill(PAPER)
        self.empty = True
        self._last: QPointF | None = None
        self._pen = QPointF(size.width() / 2, size.height() / 2)
        self._down = False
        self.setAccessibleDescription(
            self.tr("Setas movem a caneta; a barra de espaços pousa-a e levanta-a.")
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(size.width())
        self.setFixedHeight(size.height())
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return self.image.size()

    def load(self, content: bytes) -> None:
        """Draw on a picture."""
        picture = QImage.fromData(content)
        if picture.isNull():
            return
        fitted = picture.scaled(
            self.image.size(),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self.image.fill(PAPER)
        painter = QPainter(self.image)
        painter.drawImage(0, 0, fitted)
        painter.end()
        self.empty = False
        self.update()

    def wipe(self) -> None:
        """White again."""
        self.image.fill(PAPER)
        self.empty = True
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._last = event.position()
        self._line_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            self._line_to(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._last = None
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        moves = {
            Qt.Key.Key_Left: (-step, 0), Qt.Key.Key_Right: (step, 0),
            Qt.Key.Key_Up: (0, -step), Qt.Key.Key_Down: (0, step),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self._down = not self._down
            if self._down:
                self._stroke_to(self._pen)
        elif key in moves:
            right, down = moves[key]
            there = QPointF(
                min(self.image.width() - 1.0, max(0.0, self._pen.x() + right)),
                min(self.image.height() - 1.0, max(0.0, self._pen.y() + down)),
            )
            if self._down:
                self._stroke_to(there)
            self._pen = there
        else:
            super().keyPressEvent(event)
            return
        event.accept()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._down = False

    def _stroke_to(self, there: QPointF) -> None:
        self._last = self._pen
        self._line_to(there)
        self._last = None
        self.changed.emit()

    def _line_to(self, point: QPointF) -> None:
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(INK, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(self._last or point, point)
        painter.end()
        self._last = point
        self.empty = False
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self.image)
        edge = theme.colour("focus" if self.hasFocus() else "outline")
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("danger" if self._down else "outline"), 1))
            for right, down in ((6, 0), (0, 6)):
                across = QPointF(right, down)
                painter.drawLine(self._pen - across, self._pen + across)
        painter.end()


class DrawingEditor(Editor):
    """What is drawn is kept a moment after the last stroke."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        signature = "signature" in state.appearance
        self.sheet = Sheet(size=QSize(560, 200) if signature else QSize(640, 400))
        self.sheet.setAccessibleName(self.label)
        self.wipe = press(self.tr("Limpar"))
        self.wipe.clicked.connect(self._wiped)
        row = QHBoxLayout()
        row.addWidget(self.wipe)
        self.under: QPushButton | None = None
        if "annotate" in state.appearance:
            self.under = press(self.tr("Foto da gravação por baixo"), icon="camera")
            self.under.clicked.connect(self._put_under)
            row.addWidget(self.under)
        row.addStretch(1)
        column = upright(self, spacing=8)
        column.addWidget(self.sheet)
        column.addLayout(row)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(STROKE_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self.sheet.changed.connect(self._pause.start)
        self._shown = ""
        self._dirty = self._wiped_since = False
        self.sheet.changed.connect(self._stroke)
        self._load(state.value)

    def show_state(self, state: NodeState) -> None:
        super().show_state(state)
        if not self._dirty:
            self._load(state.value)

    def flush(self) -> None:
        self._pause.stop()
        if not self._dirty:
            return
        self._dirty = self._wiped_since = False
        self.around.keep(
            FileOffer(
                content=png_of(self.sheet.image),
                name=self.tr("desenho.png"),
                media_type="image/png",
            ),
            key=self.state.key,
            then=self.here(self._kept),
            failed=self.here(self.remark.emit),
        )

    def stops(self) -> list[QWidget]:
        return [self.sheet, *([self.under] if self.under else []), self.wipe]

    def _stroke(self) -> None:
        self._dirty = True

    def _kept(self, name: str) -> None:
        if self._wiped_since:  # while it was on its way
            self.state = replace(self.state, value=name)
            self.say(None)
            return
        self._shown = name
        self.say(name)

    def _wiped(self) -> None:
        self._pause.stop()
        self._dirty, self._wiped_since = False, True
        self.sheet.wipe()
        self._shown = ""
        self.say(None)

    def _put_under(self) -> None:
        picture = self.around.still()
        if picture is None:
            self.remark.emit(self.tr("Não há imagem da câmara: comece a gravar primeiro."))
            return
        self.sheet.load(picture)
        self._dirty = True
        self._pause.start()

    def _load(self, value: str) -> None:
        if value == self._shown:
            return
        self._shown = value
        if not value:
            self.sheet.wipe()
            return
        self.around.fetch(value, then=self.here(lambda content: self._fetched(value, content)))

    def _fetched(self, name: str, content: bytes | None) -> None:
        if content is not None and name == self._shown and not self._dirty:
            self.sheet.load(content)

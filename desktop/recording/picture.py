"""The live picture and the level of the sound, painted some fifteen times a second."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.kit import icons, theme

if TYPE_CHECKING:
    from core.video.frames import Image

INTERVAL_MS = 66
QUIETEST = -60.0


class LivePicture(QWidget):
    """Shows the newest picture; without one, an icon and the words given."""

    def __init__(self, newest: Callable[[], Image | None], *, name: str = "") -> None:
        super().__init__()
        self._newest = newest
        self._shown: Image | None = None
        self._words = ""
        self._icon = "camera-off"
        self.dimmed = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(name or self.tr("Imagem da câmara"))
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._look)

    def say(self, words: str, *, icon: str = "camera-off") -> None:
        """What stands there while there is no picture."""
        self._words, self._icon = words, icon
        self.setAccessibleDescription(words)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width * 9 // 16

    def sizeHint(self) -> QSize:
        return QSize(theme.px(288), theme.px(162))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(72), theme.px(40))

    def showEvent(self, event: object) -> None:
        self._timer.start()

    def hideEvent(self, event: object) -> None:
        self._timer.stop()

    def _look(self) -> None:
        newest = self._newest()
        if newest is not self._shown:
            self._shown = newest
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#101414"))
        image = self._shown
        if image is not None:
            height, width = image.shape[:2]
            # QImage only borrows the bytes; `image` lives until this method ends.
            picture = QImage(image.data, width, height, 3 * width, QImage.Format.Format_BGR888)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if self.dimmed:
                painter.setOpacity(0.35)
            painter.drawImage(_fitted(self.rect(), width=width, height=height), picture)
            painter.setOpacity(1.0)
        if image is None or self.dimmed:
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        small = self.height() < theme.px(90)
        size = theme.px(20 if small else 32)
        middle = self.rect().center()
        sign = icons.pixmap(self._icon, role="rail_ink", size=size, ratio=self.devicePixelRatioF())
        top = middle.y() - (size // 2 if small else size)
        painter.drawPixmap(middle.x() - size // 2, top, sign)
        if not small:
            painter.setPen(QColor("#e8efec"))
            below = QRect(0, top + size + theme.px(4), self.width(), self.height() - top - size)
            painter.drawText(
                below.adjusted(theme.px(8), 0, -theme.px(8), 0),
                Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap,
                self._words,
            )


class LevelMeter(QWidget):
    """How loud it is, as a bar; without a microphone it says so."""

    def __init__(self, level: Callable[[], float | None]) -> None:
        super().__init__()
        self._level = level
        self._shown: float | None = None
        self._silent = self.tr("Sem microfone: grava-se sem som")
        self.setFixedHeight(theme.px(22))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Nível do som"))
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._look)

    @property
    def words(self) -> str:
        """What is told to who does not see the bar."""
        if self._shown is None:
            return self._silent
        return self.tr("{} decibéis").format(round(self._shown))

    def showEvent(self, event: object) -> None:
        self._look()
        self._timer.start()

    def hideEvent(self, event: object) -> None:
        self._timer.stop()

    def _look(self) -> None:
        now = self._level()
        if now != self._shown:
            before = self._shown
            # Falls slowly, so that a word can be seen.
            self._shown = now if now is None or before is None else max(now, before - 3.0)
            self.setAccessibleDescription(self.words)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = theme.px(16)
        heard = self._shown is not None
        name, role = ("microphone", "ink_soft") if heard else ("microphone-off", "warning")
        sign = icons.pixmap(name, role=role, size=size, ratio=self.devicePixelRatioF())
        painter.drawPixmap(0, (self.height() - size) // 2, sign)
        left = size + theme.px(8)
        if self._shown is None:
            painter.setPen(QColor(t.ink_soft))
            painter.drawText(
                self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._silent
            )
            return
        bar = QRectF(left, self.height() / 2 - theme.px(4), self.width() - left, theme.px(8))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.sunken))
        painter.drawRoundedRect(bar, theme.px(4), theme.px(4))
        share = min(1.0, max(0.0, (self._shown - QUIETEST) / -QUIETEST))
        painter.setBrush(QColor(t.danger if self._shown > -3 else t.good))
        bar.setWidth(max(bar.height(), bar.width() * share) if share else 0.0)
        painter.drawRoundedRect(bar, theme.px(4), theme.px(4))


def _fitted(room: QRect, *, width: int, height: int) -> QRect:
    if abs(room.width() * height - room.height() * width) < 2 * width:
        return room  # the same shape but for a rounded pixel
    size = QSize(width, height).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    found = QRect(0, 0, size.width(), size.height())
    found.moveCenter(room.center())
    return found

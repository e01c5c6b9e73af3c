"""How one choice looks and is pressed: a whole row (or tile) that a finger can hit."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from desktop.kit import theme
from desktop.questions.editor import touch

Shape = Literal["row", "tile", "bare"]
PAD = 10
PICTURE = QSize(160, 110)


class ChoiceFace:
    """Measures and paints a choice; the buttons below lend it their state."""

    def __init__(
        self, button: QAbstractButton, *, shape: Shape, number: int, picture: QPixmap | None
    ) -> None:
        self.button = button
        self.shape = shape
        self.number = number
        self.picture = (
            picture.scaled(
                PICTURE,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            if picture is not None and not picture.isNull()
            else None
        )
        self._heights: dict[int, int] = {}
        self.mark = theme.px(18) + 2
        policy = QSizePolicy(
            QSizePolicy.Policy.Expanding if shape != "bare" else QSizePolicy.Policy.Preferred,
            QSizePolicy.Policy.Minimum,
        )
        policy.setHeightForWidth(True)
        button.setSizePolicy(policy)
        button.setCursor(Qt.CursorShape.PointingHandCursor)

    def forget(self) -> None:
        """The font or text changed: measure again."""
        self._heights.clear()
        self.button.updateGeometry()

    def _text_width(self, width: int) -> int:
        if self.shape == "tile":
            return max(20, width - 2 * PAD)
        number = 22 if self.number else 0
        picture = self.picture.width() + PAD if self.picture else 0
        return max(40, width - 2 * PAD - self.mark - PAD - number - picture)

    def height(self, width: int) -> int:
        """Height that the text needs at this width."""
        if self.shape == "bare":
            return touch()
        known = self._heights.get(width)
        if known is not None:
            return known
        text = self._text_rect(self._text_width(width)).height()
        picture = self.picture.height() if self.picture else 0
        if self.shape == "tile":
            height = PAD + self.mark + 6 + (picture + 6 if picture else 0) + text + PAD
        else:
            height = max(touch(), text + 16, picture + 12)
        self._heights[width] = height
        return height

    def _text_rect(self, width: int) -> QRect:
        flags = Qt.TextFlag.TextWordWrap | (
            Qt.AlignmentFlag.AlignHCenter if self.shape == "tile" else Qt.AlignmentFlag.AlignLeft
        )
        return self.button.fontMetrics().boundingRect(
            QRect(0, 0, width, 4000), flags, self.button.text()
        )

    def wish(self) -> QSize:
        """The size on one line."""
        if self.shape == "bare":
            return QSize(touch(), touch())
        text = self.button.fontMetrics().horizontalAdvance(self.button.text())
        picture = self.picture.width() if self.picture else 0
        if self.shape == "tile":
            width = max(min(text, 130), picture) + 2 * PAD + 4
        else:
            width = text + 2 * PAD + self.mark + PAD + 30 + (picture + PAD if picture else 0)
        return QSize(width, self.height(width))

    def least(self) -> QSize:
        """The narrowest that stays readable: the longest word."""
        if self.shape == "bare":
            return QSize(touch(), touch())
        words = self.button.text().split() or [""]
        longest = max(self.button.fontMetrics().horizontalAdvance(word) for word in words)
        picture = self.picture.width() if self.picture else 0
        if self.shape == "tile":
            return QSize(max(longest, picture) + 2 * PAD, touch())
        return QSize(min(longest, 260) + 3 * PAD + self.mark + 22 + picture, touch())

    def paint(self) -> None:
        """Paint it in the colours on screen."""
        button = self.button
        painter = QPainter(button)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.shape != "bare":
            self._paint_frame(painter)
        mark = self._mark_rect()
        option = QStyleOptionButton()
        option.initFrom(button)
        option.rect = mark
        option.state |= (
            QStyle.StateFlag.State_On if button.isChecked() else QStyle.StateFlag.State_Off
        )
        element = (
            QStyle.PrimitiveElement.PE_IndicatorRadioButton
            if isinstance(button, QRadioButton)
            else QStyle.PrimitiveElement.PE_IndicatorCheckBox
        )
        button.style().drawPrimitive(element, option, painter, button)
        if self.shape == "bare":
            if button.hasFocus():
                painter.setPen(QPen(theme.colour("focus"), 2))
                painter.drawRoundedRect(QRectF(mark).adjusted(-5, -5, 5, 5), 6, 6)
            painter.end()
            return
        self._paint_text(painter, mark)
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        button = self.button
        ground = theme.colour("surface")
        edge = QPen(theme.colour("outline"), 1)
        if button.isChecked():
            ground = theme.colour("accent_soft")
            edge = QPen(theme.colour("accent"), 1.5)
        elif button.underMouse() and button.isEnabled():
            ground = theme.colour("sunken")
        if button.hasFocus():
            edge = QPen(theme.colour("focus"), 2)
        painter.setPen(edge)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(button.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)

    def _mark_rect(self) -> QRect:
        area = self.button.rect()
        if self.shape == "row":
            return QRect(PAD, (area.height() - self.mark) // 2, self.mark, self.mark)
        top = PAD if self.shape == "tile" else (area.height() - self.mark) // 2
        return QRect((area.width() - self.mark) // 2, top, self.mark, self.mark)

    def _paint_text(self, painter: QPainter, mark: QRect) -> None:
        area = self.button.rect()
        painter.setPen(theme.colour("ink" if self.button.isEnabled() else "disabled"))
        width = self._text_width(area.width())
        if self.shape == "tile":
            top = mark.bottom() + 7
            if self.picture:
                middle = (area.width() - self.picture.width()) // 2
                painter.drawPixmap(QPoint(middle, top), self.picture)
                top += self.picture.height() + 6
            painter.drawText(
                QRect(PAD, top, width, area.height() - top),
                Qt.TextFlag.TextWordWrap
                | Qt.AlignmentFlag.AlignHCenter
                | Qt.AlignmentFlag.AlignTop,
                self.button.text(),
            )
            return
        left = mark.right() + 1 + PAD
        if self.picture:
            middle = (area.height() - self.picture.height()) // 2
            painter.drawPixmap(QPoint(left, middle), self.picture)
            left += self.picture.width() + PAD
        painter.drawText(
            QRect(left, 0, width, area.height()),
            Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self.button.text(),
        )
        if self.number:
            painter.setPen(theme.colour("ink_soft"))
            painter.drawText(
                QRect(area.width() - 24, 0, 16, area.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                str(self.number),
            )


class Faced:
    """A button whose looks and measures are those of its face."""

    face: ChoiceFace

    def sizeHint(self) -> QSize:
        return self.face.wish()

    def minimumSizeHint(self) -> QSize:
        return self.face.least()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.face.height(width)

    def hitButton(self, _pos: QPoint) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.face.paint()


class OneChoice(Faced, QRadioButton):
    """A choice of which only one can stand."""


class ManyChoice(Faced, QCheckBox):
    """A choice beside which others can stand."""


def make_choice(
    *, many: bool, text: str, shape: Shape, number: int, picture: QPixmap | None, owner: QWidget
) -> QAbstractButton:
    """A button for one choice, belonging to `owner`."""
    made: OneChoice | ManyChoice = ManyChoice() if many else OneChoice()
    made.setText(text)
    made.face = ChoiceFace(made, shape=shape, number=number, picture=picture)
    made.setAttribute(Qt.WidgetAttribute.WA_Hover)
    made.setParent(owner)
    made.setAccessibleName(text)
    return made

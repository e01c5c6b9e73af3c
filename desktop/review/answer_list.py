"""What was recorded, question by question; each row opens its moment on video."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.review.clock_text import clock_text
from desktop.review.records import AnswerItem

Index = QModelIndex | QPersistentModelIndex
MARGIN = 12


class Role(IntEnum):
    """What the delegate asks of a row."""

    ITEM = Qt.ItemDataRole.UserRole + 1
    FLAGGED = Qt.ItemDataRole.UserRole + 2


class AnswerModel(QAbstractListModel):
    """Sections as headings and their answers below them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | AnswerItem] = []
        self._flagged: frozenset[str] = frozenset()

    def show(self, answers: Sequence[AnswerItem], *, flagged: frozenset[str]) -> None:
        """Replace the rows; `flagged` are the keys that have a finding."""
        self.beginResetModel()
        self._rows = []
        self._flagged = flagged
        section: str | None = None
        for answer in answers:
            if answer.section != section:
                section = answer.section
                self._rows.append(section)
            self._rows.append(answer)
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """The row of a key, or -1."""
        for row, item in enumerate(self._rows):
            if isinstance(item, AnswerItem) and item.key == key:
                return row
        return -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self._rows[index.row()]
        if role == Role.ITEM:
            return item
        if role == Role.FLAGGED:
            return isinstance(item, AnswerItem) and item.key in self._flagged
        if isinstance(item, str):
            return item if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = [item.label, item.shown or self.tr("sem registo")]
            if item.moment_us is not None:
                parts.append(clock_text(item.moment_us))
            return " · ".join(parts)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{item.label}\n{item.shown}\n{item.who} {item.when}".strip()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class AnswerDelegate(QStyledItemDelegate):
    """Question in small, what was recorded in normal type, the moment as a chip."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = index.data(Role.ITEM)
        line = QFontMetrics(option.font).height()
        if isinstance(item, str):
            return QSize(200, line + 22)
        return QSize(200, line * 2 + 22)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(Role.ITEM)
        painter.save()
        if isinstance(item, str):
            self._paint_heading(painter, option, item)
        else:
            self._paint_answer(painter, option, item, flagged=bool(index.data(Role.FLAGGED)))
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Link))
        area = option.rect.adjusted(MARGIN, 10, -MARGIN, -2)
        text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_answer(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        item: AnswerItem,
        *,
        flagged: bool,
    ) -> None:
        palette = option.palette
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = palette.color(
            QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        )
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(option.rect.adjusted(4, 2, -4, -2), 6, 6)
        area = option.rect.adjusted(MARGIN, 6, -MARGIN, -6)
        chip_width = self._paint_chip(painter, option, area, item, ink=ink)
        words = area.adjusted(0, 0, -chip_width, 0)
        metrics = QFontMetrics(option.font)
        quiet = QColor(ink)
        if not selected:
            quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(quiet)
        top = QRect(words.left(), words.top(), words.width(), metrics.height() + 2)
        label = metrics.elidedText(item.label, Qt.TextElideMode.ElideRight, top.width())
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, label)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if item.shown else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(ink if item.shown else quiet)
        below = top.translated(0, metrics.height() + 4)
        shown = ("⚑ " if flagged else "") + (item.shown or self.tr("sem registo"))
        shown = QFontMetrics(font).elidedText(shown, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_chip(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        area: QRect,
        item: AnswerItem,
        *,
        ink: QColor,
    ) -> int:
        if item.moment_us is None:
            return 0
        text = "▸ " + clock_text(item.moment_us)
        metrics = QFontMetrics(option.font)
        width = metrics.horizontalAdvance(text) + 18
        chip = QRect(area.right() - width, area.center().y() - metrics.height() // 2 - 3, width, 0)
        chip.setHeight(metrics.height() + 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(ink)
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
        return width + 10


class AnswerList(QListView):
    """Enter or a click on a row goes to its moment; the current row is its question."""

    chosen = Signal(object)  # AnswerItem

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = AnswerModel(self)
        self.setModel(self._model)
        self.setItemDelegate(AnswerDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self.setAccessibleName(self.tr("Registos da visita"))
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_answers(self, answers: Sequence[AnswerItem], *, flagged: frozenset[str]) -> None:
        current = self.current_item()
        self._model.show(answers, flagged=flagged)
        if current is not None:
            self.select_key(current.key)

    def select_key(self, key: str) -> None:
        """Make a question the current row without going to its moment."""
        row = self._model.row_of(key)
        if row >= 0:
            index = self._model.index(row)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def current_item(self) -> AnswerItem | None:
        item = self.currentIndex().data(Role.ITEM) if self.currentIndex().isValid() else None
        return item if isinstance(item, AnswerItem) else None

    def _choose(self, index: QModelIndex) -> None:
        item = index.data(Role.ITEM)
        if isinstance(item, AnswerItem):
            self.chosen.emit(item)

"""The outline at the left: sections, how far each has come, and which group has it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.forms.states import OutlineItem
from desktop.kit import icons, theme
from desktop.questions.markup import plain

KEY = Qt.ItemDataRole.UserRole
ITEM = Qt.ItemDataRole.UserRole + 1
GROUP = Qt.ItemDataRole.UserRole + 2
DEPTH = Qt.ItemDataRole.UserRole + 3
HERE = Qt.ItemDataRole.UserRole + 4

Index = QModelIndex | QPersistentModelIndex


class SectionFace(QStyledItemDelegate):
    """Paints a section: its name, «3 de 12», a slim bar, the group, a mark when done or wrong."""

    def _fonts(self, option: QStyleOptionViewItem, *, depth: int) -> tuple[QFont, QFont]:
        name = QFont(option.font)
        if not depth:
            name.setWeight(QFont.Weight.DemiBold)
        small = QFont(option.font)
        small.setPixelSize(theme.px(12))
        return name, small

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        depth = int(index.data(DEPTH) or 0)
        name, small = self._fonts(option, depth=depth)
        parent = self.parent()
        width = parent.viewport().width() if isinstance(parent, QAbstractItemView) else 220
        inner = width - theme.px(42) - theme.px(14) * depth
        text = QFontMetrics(name).boundingRect(
            QRect(0, 0, inner, 1000), Qt.TextFlag.TextWordWrap, str(index.data())
        )
        height = text.height() + theme.px(12)
        height += QFontMetrics(small).height() + theme.px(10 if not depth else 2)
        return QSize(width - theme.px(12), max(theme.px(40), height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: OutlineItem | None = index.data(ITEM)
        if item is None:
            return
        depth = int(index.data(DEPTH) or 0)
        name, small = self._fonts(option, depth=depth)
        rect: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(rect).adjusted(1, 1, -1, -1)
        if index.data(HERE):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(ground, 8, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(ground, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 8, 8)
        left = rect.left() + theme.px(8) + theme.px(14) * depth
        mark = theme.px(16)
        self._mark(painter, item, left=left, top=rect.top() + theme.px(8), size=mark)
        left += mark + theme.px(6)
        width = rect.right() - theme.px(8) - left
        painter.setFont(name)
        painter.setPen(theme.colour("ink"))
        top = rect.top() + theme.px(6)
        words = painter.boundingRect(
            QRect(left, top, width, 1000), Qt.TextFlag.TextWordWrap, str(index.data())
        )
        painter.drawText(words, Qt.TextFlag.TextWordWrap, str(index.data()))
        painter.setFont(small)
        painter.setPen(theme.colour("ink_soft"))
        line = QRect(left, words.bottom() + 2, width, QFontMetrics(small).height() + 2)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, str(index.data(GROUP)))
        if not depth:
            self._bar(painter, item, QRectF(left, line.bottom() + 2, width, theme.px(3)))
        painter.restore()

    def _mark(
        self, painter: QPainter, item: OutlineItem, *, left: int, top: int, size: int
    ) -> None:
        if item.invalid:
            painter.drawPixmap(left, top, icons.pixmap("warning", role="danger", size=size))
        elif item.questions and item.answered >= item.questions:
            painter.drawPixmap(left, top, icons.pixmap("done", role="good", size=size))

    def _bar(self, painter: QPainter, item: OutlineItem, rect: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(rect, 1.5, 1.5)
        if item.questions:
            done = QRectF(rect)
            done.setWidth(rect.width() * min(1.0, item.answered / item.questions))
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(done, 1.5, 1.5)


class Outline(QListWidget):
    """The sections. `chosen` carries the key of the section or instance to go to."""

    chosen = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Secções do guião"))
        self.setItemDelegate(SectionFace(self))
        self.setMouseTracking(True)
        # Without this a list does not measure its rows again when its width changes.
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._here = ""
        self._named: list[str] = []
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def show_outline(
        self, items: tuple[OutlineItem, ...], *, groups: Mapping[str, str], here: str
    ) -> None:
        """Show progress as it stands; rows are only rebuilt when sections came or went."""
        rows = list(self._flat(items, depth=0, here=here))
        keys = [item.key for item, _ in rows]
        if keys != self._named:
            self.clear()
            for key in keys:
                made = QListWidgetItem()
                made.setData(KEY, key)
                self.addItem(made)
            self._named = keys
        moved = here != self._here
        self._here = here
        current: QListWidgetItem | None = None
        for place, (item, depth) in enumerate(rows):
            if item.key == here:
                current = self.item(place)
            unnamed = self.tr("Outras perguntas")
            if place == 0:
                unnamed = self.tr("Início")
            elif place == len(rows) - 1:
                unnamed = self.tr("Fim")
            label = plain(item.label) or unnamed
            group = groups.get(item.key, "")
            self._fill(self.item(place), item, label=label, depth=depth, group=group)

        # Only when every row is filled: scrolling measures them all.
        if moved and current is not None:
            self.scrollToItem(current)

    def _flat(
        self, items: tuple[OutlineItem, ...], *, depth: int, here: str
    ) -> list[tuple[OutlineItem, int]]:
        """Sections, and what stands inside the one on screen."""
        found: list[tuple[OutlineItem, int]] = []
        for item in items:
            if item.relevant:
                found.append((item, depth))
                if depth or item.key == here:
                    found.extend(self._flat(item.children, depth=depth + 1, here=here))
        return found

    def _fill(
        self, row: QListWidgetItem, item: OutlineItem, *, label: str, depth: int, group: str
    ) -> None:
        progress = self.tr("{} de {}").format(item.answered, item.questions)
        words = [progress if item.questions else self.tr("só para ler")]
        if item.invalid:
            words.append(self.tr("{} a corrigir").format(item.invalid))
        if group:
            words.append(self.tr("grupo {}").format(group))
        line = " · ".join(words)
        for role, value in (
            (Qt.ItemDataRole.DisplayRole, label),
            (ITEM, item),
            (GROUP, line),
            (DEPTH, depth),
            (HERE, item.key == self._here),
            (Qt.ItemDataRole.AccessibleTextRole, f"{label}, {line}"),
        ):
            if row.data(role) != value:
                row.setData(role, value)

    def _choose(self, row: QListWidgetItem) -> None:
        self.chosen.emit(str(row.data(KEY)))

"""The outline at the left: sections and questions as a tree; drag or Alt+↑/↓ moves them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from core.forms.authoring import Book, Item, outline, walk
from core.forms.authoring.columns import text_of
from core.forms.authoring.texts import setting
from desktop.editor.labels import words_of
from desktop.editor.words import kind_icon, kind_words
from desktop.kit import icons, theme

LINE = Qt.ItemDataRole.UserRole
Row = tuple[int | None, int, str, str, str, str]  # line, depth, words, icon, tip, mark


class OutlineTree(QTreeWidget):
    """`stood`: the person went to a line (None: the check-list). Moves are asked for, not done."""

    stood = Signal(object)
    step_wanted = Signal(int)
    remove_wanted = Signal()
    move_wanted = Signal(object, object, object)
    """Line, the line it goes after, the section it goes first into."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor_outline")
        self.setAccessibleName(self.tr("Secções e perguntas"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIndentation(theme.px(14))
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(theme.px(20))
        head.resizeSection(1, theme.px(28))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setExpandsOnDoubleClick(False)
        self._rows: list[Row] = []
        self._items: dict[int | None, QTreeWidgetItem] = {}
        self._marks: dict[int | None, str] = {}
        self._quiet = False
        self._icons: dict[tuple[str, str], QIcon] = {}
        self.currentItemChanged.connect(self._went)
        theme.watch().changed.connect(self._again)
        self._book: Book | None = None

    # -- showing -----------------------------------------------------------------------------

    def show_book(self, book: Book, *, at: int | None) -> None:
        """Show what the book holds now; only what changed is touched."""
        self._book = book
        rows = list(self._rows_of(book))
        if [row[:2] for row in rows] == [row[:2] for row in self._rows]:
            for now, then in zip(rows, self._rows, strict=True):
                if now != then:
                    self._dress(self._items[now[0]], now)
        else:
            self._build(rows)
        self._rows = rows
        self.go_to(at)

    def go_to(self, line: int | None) -> None:
        """Mark a line as the one stood at."""
        item = self._items.get(line)
        if item is None or item is self.currentItem():
            return
        self._quiet = True
        self.setCurrentItem(item)
        self.scrollToItem(item)
        self._quiet = False

    def show_marks(self, marks: dict[int | None, str]) -> None:
        """Where problems are: "error" or "warning" by line."""
        self._marks = marks
        self.setColumnHidden(1, not any(marks.values()))
        if self._book is not None:
            self.show_book(self._book, at=self.line())

    def line(self) -> int | None:
        """The line stood at."""
        item = self.currentItem()
        return item.data(0, LINE) if item is not None else None

    def _rows_of(self, book: Book) -> Iterator[Row]:
        title = setting(book, "form_title") or self.tr("Guião sem título")
        yield None, 0, title, "file", self.tr("Título, línguas e versão"), self._marks.get(None, "")
        depths: dict[int | None, int] = {None: 0}
        lines = {line.id: line for line in book.survey.lines}
        for item in walk(outline(book)):
            depth = depths[item.parent] + 1
            depths[item.line] = depth
            tip = kind_words(item.kind)
            words = words_of(book, "survey", lines[item.line]) or item.name or tip
            if text_of(book.survey, lines[item.line], "relevant"):
                tip = self.tr("{kind} · só aparece às vezes").format(kind=tip)
            icon = kind_icon(item.kind)
            yield item.line, depth, words, icon, tip, self._marks.get(item.line, "")

    def _build(self, rows: list[Row]) -> None:
        """Put the rows into their new order; the items of rows that stay are used again."""
        old, known = self._items, {row[0]: row for row in self._rows}
        folded = {line for line, item in old.items() if item.childCount() and not item.isExpanded()}
        self._quiet = True
        self.setUpdatesEnabled(False)
        self._take_all()
        self._items = {}
        stack: list[QTreeWidgetItem] = []
        tops: list[QTreeWidgetItem] = []
        inside: dict[int, list[QTreeWidgetItem]] = {}
        for row in rows:
            line, depth = row[:2]
            item = old.get(line)
            if item is None:
                item = QTreeWidgetItem()
                item.setData(0, LINE, line)
            if known.get(line) != row:
                self._dress(item, row)
            self._items[line] = item
            del stack[max(0, depth - 1) :]
            (inside.setdefault(id(stack[-1]), []) if stack else tops).append(item)
            if depth:
                stack.append(item)
        for item in self._items.values():
            if id(item) in inside:
                item.addChildren(inside[id(item)])
        self.addTopLevelItems(tops)
        for line, item in self._items.items():
            if id(item) in inside:
                item.setExpanded(line not in folded)
        self.setUpdatesEnabled(True)
        self._quiet = False

    def _take_all(self) -> None:
        while self.topLevelItemCount():
            self.takeTopLevelItem(self.topLevelItemCount() - 1)
        for item in self._items.values():
            item.takeChildren()

    def _dress(self, item: QTreeWidgetItem, row: Row) -> None:
        line, _, words, icon, tip, mark = row
        item.setText(0, words)
        item.setIcon(0, self._icon(icon, "ink_soft"))
        item.setToolTip(0, f"{words}\n{tip}")
        item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, tip)
        role = "danger" if mark == "error" else "warning"
        item.setIcon(1, self._icon(mark, role) if mark else QIcon())
        flags = item.flags() | Qt.ItemFlag.ItemIsDropEnabled
        if line is None:
            flags &= ~(Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled)
        item.setFlags(flags)

    def _icon(self, name: str, role: str) -> QIcon:
        if (name, role) not in self._icons:
            self._icons[name, role] = icons.icon(name, role=role)
        return self._icons[name, role]

    def _again(self) -> None:
        self._icons.clear()
        rows, self._rows = self._rows, []
        if self._book is not None and rows:
            self.show_book(self._book, at=self.line())

    def items_shown(self) -> list[str]:
        """The words of all rows, in order."""
        found: list[str] = []
        at = QTreeWidgetItemIterator(self)
        while at.value() is not None:
            found.append(at.value().text(0))
            at += 1
        return found

    # -- moving ------------------------------------------------------------------------------

    def _went(self, item: QTreeWidgetItem | None, _before: object) -> None:
        if item is not None and not self._quiet:
            self.stood.emit(item.data(0, LINE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.step_wanted.emit(step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where the dragged item should go; the tree is shown anew from the book."""
        target = self.itemAt(event.position().toPoint())
        dragged = self.line()
        where = self.dropIndicatorPosition()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if dragged is not None:
            self._ask_move(dragged, target, where)

    def _ask_move(
        self,
        dragged: int,
        target: QTreeWidgetItem | None,
        where: QAbstractItemView.DropIndicatorPosition,
    ) -> None:
        position = QAbstractItemView.DropIndicatorPosition
        if target is None or where == position.OnViewport:
            last = self.topLevelItem(self.topLevelItemCount() - 1)
            self.move_wanted.emit(dragged, last.data(0, LINE) if last is not None else None, None)
            return
        line = target.data(0, LINE)
        if line is None:
            self.move_wanted.emit(dragged, None, None)
        elif where == position.OnItem and self._holds(line):
            self.move_wanted.emit(dragged, None, line)
        elif where == position.AboveItem:
            parent = target.parent()
            at = parent.indexOfChild(target) if parent else self.indexOfTopLevelItem(target)
            before = (parent.child(at - 1) if parent else self.topLevelItem(at - 1)) if at else None
            after = before.data(0, LINE) if before is not None else None
            self.move_wanted.emit(dragged, after, parent.data(0, LINE) if parent else None)
        else:
            self.move_wanted.emit(dragged, line, None)

    def _holds(self, line: int) -> bool:
        found: Item | None = None
        if self._book is not None:
            found = next((one for one in walk(outline(self._book)) if one.line == line), None)
        return found is not None and found.holds

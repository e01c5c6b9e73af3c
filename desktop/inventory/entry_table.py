"""The table itself: rows of one line, columns chosen, several rows at once, all by keyboard."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from core.inventory import Entry
from desktop.inventory.entry_model import COLUMNS, EntryModel
from desktop.kit import theme
from desktop.kit.settings import SettingsFile

_MOST_CHOSEN = 5000


class EntryTable(QTableView):
    """`stood_on` carries the entry of the current row; `chosen` how many rows are selected."""

    stood_on = Signal(object)
    chosen = Signal(int)
    opened = Signal()
    search = Signal()

    def __init__(
        self, model: EntryModel, settings: SettingsFile, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inventory_table")
        self.setAccessibleName(self.tr("Entradas do inventário"))
        self._settings = settings
        self.entries = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.px(30))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda at: self.column_menu().popup(header.mapToGlobal(at))
        )
        self.setSortingEnabled(True)
        hidden = set(settings.value.inventory_hidden.split(","))
        for at, spec in enumerate(COLUMNS):
            self.setColumnWidth(at, theme.px(spec.width))
            by_choice = settings.value.inventory_hidden
            self.setColumnHidden(at, spec.key in hidden if by_choice else not spec.shown)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        model.dataChanged.connect(self._arrived)
        model.modelReset.connect(lambda: self.chosen.emit(0))
        self._waited: int | None = None

    def column_menu(self) -> QMenu:
        """Which columns are shown."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, spec in enumerate(COLUMNS):
            if spec.key == "title":
                continue  # without it nobody would know whose row it is
            action = QAction(spec.title(), menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(at))
            action.toggled.connect(lambda on, at=at: self._show_column(at, on=on))
            menu.addAction(action)
        return menu

    def _show_column(self, at: int, *, on: bool) -> None:
        self.setColumnHidden(at, not on)
        hidden = [spec.key for place, spec in enumerate(COLUMNS) if self.isColumnHidden(place)]
        self._settings.change(inventory_hidden=",".join(hidden) or "-")

    def ids(self) -> list[tuple[str, UUID]]:
        """Kind and id of what is selected, as far as it has been seen."""
        found = []
        for index in self.selectionModel().selectedRows()[:_MOST_CHOSEN]:
            entry = self.entries.entry(index.row())
            if entry is not None:
                found.append((entry.kind, entry.id))
        return found

    def current(self) -> Entry | None:
        """The entry one stands on."""
        index = self.currentIndex()
        return self.entries.entry(index.row()) if index.isValid() else None

    def stand_on(self, row: int) -> None:
        """Go to a row."""
        if 0 <= row < self.entries.rowCount():
            self.selectRow(row)
            self.setCurrentIndex(self.entries.index(row, 0))
            self.scrollTo(self.entries.index(row, 0))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit(len(self.selectionModel().selectedRows()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.text() == "/":
            self.search.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuAt(self) -> QPoint:
        """Where a menu for the current row belongs, on the screen."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        entry = self.entries.entry(now.row()) if now.isValid() else None
        self._waited = now.row() if entry is None and now.isValid() else None
        self.stood_on.emit(entry)

    def _arrived(self, top: QModelIndex, bottom: QModelIndex) -> None:
        if self._waited is not None and top.row() <= self._waited <= bottom.row():
            self._waited = None
            self.stood_on.emit(self.current())

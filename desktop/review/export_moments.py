"""The moments that can be exported: a list with a box before each, a few kinds to narrow it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import look, theme
from desktop.kit.widgets import FlowLayout
from desktop.review.clock_text import clock_text

if TYPE_CHECKING:
    from core.visits.moments import MomentKind, VisitMoment

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class MomentModel(QAbstractTableModel):
    """Moment, what it is, who; a box in the first column."""

    chosen_changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[VisitMoment, ...] = ()
        self._shown: list[VisitMoment] = []
        self._out: set[str] = set()
        self._headings = (self.tr("Momento"), self.tr("O que é"), self.tr("Quem"))

    def show(self, moments: Sequence[VisitMoment], kinds: frozenset[str]) -> None:
        """Show those of these kinds; what was unticked stays so."""
        self.beginResetModel()
        self._all = tuple(moments)
        self._shown = [one for one in self._all if one.kind in kinds]
        self.endResetModel()
        self.chosen_changed.emit()

    def chosen(self) -> list[VisitMoment]:
        """The moments shown and ticked."""
        return [one for one in self._shown if one.id not in self._out]

    def tick_all(self, ticked: bool) -> None:
        """Tick or untick all that are shown."""
        for one in self._shown:
            (self._out.discard if ticked else self._out.add)(one.id)
        if self._shown:
            last = self.index(len(self._shown) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])
        self.chosen_changed.emit()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self._shown[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Unchecked if one.id in self._out else Qt.CheckState.Checked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            words = ": ".join(part for part in (one.title, one.detail) if part)
            return (clock_text(one.start_us), words, one.who)[index.column()]
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        one = self._shown[index.row()]
        ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        (self._out.discard if ticked else self._out.add)(one.id)
        self.dataChanged.emit(index, index, [role])
        self.chosen_changed.emit()
        return True


class MomentChooser(QWidget):
    """Kinds above, the list below. `changed` after every tick."""

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moments: tuple[VisitMoment, ...] = ()
        self.kinds: dict[MomentKind, QCheckBox] = {}
        column = look.spaced(QVBoxLayout(self), gap=8)
        row = FlowLayout()
        self._names: dict[MomentKind, str] = {
            "answer": self.tr("Registos"),
            "marker": self.tr("Marcadores"),
            "finding": self.tr("Constatações"),
            "mark": self.tr("Marcas"),
        }
        for kind, name in self._names.items():
            box = QCheckBox(name)
            box.setObjectName(f"export_kind_{kind}")
            box.setChecked(True)
            box.toggled.connect(self._show)
            self.kinds[kind] = box
            row.addWidget(box)
        column.addLayout(row)
        self.model = MomentModel(parent=self)
        self.model.chosen_changed.connect(self.changed)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Momentos a exportar"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(34))
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        self.table.setColumnWidth(0, theme.px(104))
        self.table.setColumnWidth(2, theme.px(112))
        column.addWidget(self.table, 1)
        self.all = QCheckBox(self.tr("Todos"))
        self.all.setObjectName("export_all")
        self.all.setChecked(True)
        self.all.clicked.connect(self.model.tick_all)
        column.addWidget(self.all)
        self.changed.connect(self._say_how_many)

    def show_moments(self, moments: Sequence[VisitMoment]) -> None:
        """Offer these; kinds of which there are none cannot be chosen."""
        self._moments = tuple(moments)
        for kind, box in self.kinds.items():
            count = sum(one.kind == kind for one in moments)
            box.setText(f"{self._names[kind]} ({count})")
            box.setEnabled(count > 0)
        self._show()

    def chosen(self) -> list[VisitMoment]:
        """What is to be exported."""
        return self.model.chosen()

    def _show(self) -> None:
        kinds = frozenset(kind for kind, box in self.kinds.items() if box.isChecked())
        self.model.show(self._moments, kinds)

    def _say_how_many(self) -> None:
        chosen, shown = len(self.chosen()), self.model.rowCount()
        self.all.setChecked(shown > 0 and chosen == shown)
        self.all.setEnabled(shown > 0)
        self.all.setText(self.tr("Todos ({chosen} de {shown})").format(chosen=chosen, shown=shown))

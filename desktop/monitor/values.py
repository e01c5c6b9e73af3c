"""The values of the 17 municipalities and the AMP, with what each rests on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.monitor import AMP, Indicator, Measure
from core.monitor.charts import number_text
from core.plan import municipality_name
from desktop.kit import language, theme
from desktop.monitor.reading import Shown

TERRITORY = Qt.ItemDataRole.UserRole


class _Sorted(QTableWidgetItem):
    """Sorts by its value, not by its text; what is not known comes last."""

    def __init__(self, words: str, value: float | None) -> None:
        super().__init__(words)
        self.value = value

    def __lt__(self, other: QTableWidgetItem) -> bool:
        mine = -1e300 if self.value is None else self.value
        theirs = getattr(other, "value", None)
        return mine < (-1e300 if theirs is None else theirs)


class Values(QTableWidget):
    """`chosen` carries the territory (a DICO, or AMP) of the row one stands on."""

    chosen = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setObjectName("monitor_values")
        self.setAccessibleName(self.tr("Valores por município"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        self.setMinimumWidth(theme.px(330))
        self.verticalHeader().setDefaultSectionSize(theme.px(26))
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.currentCellChanged.connect(lambda *_: self._moved())
        self._filling = False

    def show_values(self, shown: Shown) -> None:
        """Fill in; the row that was stood on stays."""
        self._filling = True
        self.setSortingEnabled(False)
        words = language.current()
        self.setHorizontalHeaderLabels(
            [self.tr("Território"), self.tr("Valor"), self.tr("Assenta em")]
        )
        self.setRowCount(len(shown.measures))
        for row, one in enumerate(shown.measures):
            whole = one.territory == AMP
            name = QTableWidgetItem("AMP" if whole else municipality_name(one.territory))
            name.setData(TERRITORY, one.territory)
            text = number_text(one.value, decimals=shown.indicator.decimals, language=words)
            value = _Sorted(text, one.value)
            value.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            basis = QTableWidgetItem(basis_text(shown.indicator, one))
            basis.setForeground(theme.colour("ink_soft"))
            for column, item in enumerate((name, value, basis)):
                if whole:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                item.setToolTip(source_text(shown.indicator, one))
                self.setItem(row, column, item)
        self.setSortingEnabled(True)
        for row in range(self.rowCount()):
            there = self.item(row, 0)
            if there is not None and there.data(TERRITORY) == shown.question.territory:
                self.setCurrentCell(row, 0)
        self._filling = False

    def stand_on(self, territory: str) -> None:
        """Choose a territory, as if its row had been clicked."""
        for row in range(self.rowCount()):
            item = self.item(row, 0)
            if item is not None and item.data(TERRITORY) == territory:
                self.setCurrentCell(row, 0)

    def _moved(self) -> None:
        item = self.item(self.currentRow(), 0)
        if item is not None and not self._filling:
            self.chosen.emit(item.data(TERRITORY))


def basis_text(asked: Indicator, one: Measure) -> str:
    """What a value rests on, in few words."""
    if asked.kind == "value":
        return str(one.year) if one.year else ""
    if asked.kind == "distance":
        return ""
    if one.counted == one.of:
        return number_text(one.of, language=language.current())
    words = QCoreApplication.translate("Values", "{counted} de {of}")
    return words.format(counted=one.counted, of=one.of)


def source_text(asked: Indicator, one: Measure) -> str:
    """Where a value comes from, and of when."""
    words = language.current()
    parts = [one.source if asked.kind == "value" and one.source else asked.source_text(words)]
    if one.first is not None:
        known = QCoreApplication.translate("Values", "confirmado entre {first} e {last}")
        parts.append(known.format(first=f"{one.first:%d/%m/%Y}", last=f"{one.last:%d/%m/%Y}"))
    if one.people is not None:
        whom = number_text(one.people.count, language=words)
        parts.append(f"{one.people.ages.text(words)}: {whom} ({one.people.source})")
    return " · ".join(parts)

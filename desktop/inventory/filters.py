"""The line above the table: search as one types, and what narrows the list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.plan import load_municipalities
from desktop.inventory.entry_model import QT_TRANSLATE_NOOP, status_text
from desktop.kit import look, theme
from desktop.kit.widgets import FlowLayout

if TYPE_CHECKING:
    from core.inventory import EntryFilter
    from core.inventory.entries import Area

_PAUSE_MS = 60
_STALE = timedelta(days=365)
_KINDS = (
    ("social_response", QT_TRANSLATE_NOOP("Filters", "Respostas sociais")),
    ("facility", QT_TRANSLATE_NOOP("Filters", "Equipamentos sem resposta")),
    ("bank_item", QT_TRANSLATE_NOOP("Filters", "Bancos")),
    ("offer", QT_TRANSLATE_NOOP("Filters", "Ofertas")),
)


class SearchField(QLineEdit):
    """Down goes to the table, Esc empties it."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class Filters(QWidget):
    """`changed` shortly after the last key or choice."""

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._settled)
        self.clear_all = look.button(self.tr("Limpar filtros"), kind="link", name="inventory_clear")
        self.clear_all.clicked.connect(self.clear)
        column = look.spaced(QVBoxLayout(self), gap=8)
        line = look.spaced(QHBoxLayout(), gap=8)
        self.search = SearchField()
        self.search.setObjectName("inventory_search")
        self.search.setPlaceholderText(
            self.tr("Procurar por nome, morada, entidade, resposta… sem precisar de acentos")
        )
        self.search.setAccessibleName(self.tr("Procurar no inventário"))
        self.search.setClearButtonEnabled(True)
        line.addWidget(self.search, 1)
        self.line = line
        column.addLayout(line)
        box = QWidget()
        flow = FlowLayout(box, gap=theme.px(8))
        self.kind = self._combo("inventory_kind", self.tr("O quê"))
        self.kind.addItem(self.tr("Tudo"), "")
        for key, words in _KINDS:
            self.kind.addItem(self.tr(words), key)
        self.municipality = self._combo("inventory_municipality", self.tr("Município"))
        self.municipality.addItem(self.tr("Todos os municípios"), "")
        for one in sorted(load_municipalities(), key=lambda one: one.name):
            self.municipality.addItem(one.name, one.dico)
        self.type = self._combo("inventory_type", self.tr("Resposta social"))
        self.type.addItem(self.tr("Todas as respostas"), "")
        self.status = self._combo("inventory_status", self.tr("Estado"))
        self.status.addItem(self.tr("Qualquer estado"), "")
        for status in ("active", "suspended", "closed"):
            self.status.addItem(status_text(status), status)
        self.vacancies = self._toggle("inventory_vacancies", self.tr("Com vagas"))
        self.stale = self._toggle("inventory_stale", self.tr("Por confirmar há um ano"))
        self.unplaced = self._toggle("inventory_unplaced", self.tr("Sem coordenadas"))
        self.area = self._toggle("inventory_in_area", self.tr("Dentro da área desenhada"))
        self.area.hide()
        self._area: Area = ()
        for widget in (
            self.kind, self.municipality, self.type, self.status, self.vacancies, self.stale,
            self.unplaced, self.area, self.clear_all,
        ):  # fmt: skip
            flow.addWidget(widget)
        column.addWidget(box)
        self.search.textChanged.connect(lambda _text: self._later())
        self.clear_all.hide()

    def _combo(self, name: str, words: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        combo.setAccessibleName(words)
        combo.setToolTip(words)
        combo.setMaximumWidth(theme.px(230))
        combo.currentIndexChanged.connect(lambda _at: self._later())
        return combo

    def _toggle(self, name: str, words: str) -> QPushButton:
        made = look.button(words, name=name)
        made.setCheckable(True)
        made.toggled.connect(lambda _on: self._later())
        return made

    def _later(self) -> None:
        self._soon.start()

    def _settled(self) -> None:
        self.clear_all.setVisible(not self.empty)
        self.changed.emit()

    @property
    def empty(self) -> bool:
        """Whether nothing is narrowed."""
        return not self.state()

    def offer_types(self, types: list[tuple[str, str]]) -> None:
        """The types that the inventory has: id and name."""
        chosen = self.type.currentData()
        self.type.blockSignals(True)
        while self.type.count() > 1:
            self.type.removeItem(1)
        for identity, name in types:
            self.type.addItem(name, identity)
        self.type.setCurrentIndex(max(0, self.type.findData(chosen)))
        self.type.blockSignals(False)

    def clear(self) -> None:
        """Everything again."""
        self.apply({})

    def set_area(self, area: Area) -> None:
        """Only what is inside of an area (corners in degrees); everywhere without any."""
        self._area = area
        self.area.setVisible(bool(area))
        self.area.setChecked(bool(area))
        self._later()

    def state(self) -> dict[str, str]:
        """What is chosen, to be kept under a name."""
        from core.inventory.entries import area_text

        found = {"text": self.search.text().strip()}
        for name, combo in self._combos():
            found[name] = combo.currentData() or ""
        for name, button in self._buttons():
            found[name] = "1" if button.isChecked() else ""
        if self.area.isChecked():
            found["area"] = area_text(self._area)
        return {name: value for name, value in found.items() if value}

    def apply(self, state: dict[str, str]) -> None:
        """Choose what was kept; what is no longer offered is left open."""
        from core.inventory.entries import read_area

        self.search.setText(state.get("text", ""))
        for name, combo in self._combos():
            combo.setCurrentIndex(max(0, combo.findData(state.get(name, ""))))
        for name, button in self._buttons():
            button.setChecked(bool(state.get(name)))
        self.set_area(read_area(state.get("area", "")) or ())

    def _combos(self) -> tuple[tuple[str, QComboBox], ...]:
        return (
            ("kind", self.kind), ("municipality", self.municipality), ("type", self.type),
            ("status", self.status),
        )  # fmt: skip

    def _buttons(self) -> tuple[tuple[str, QPushButton], ...]:
        return (
            ("vacancies", self.vacancies), ("stale", self.stale), ("unplaced", self.unplaced),
        )  # fmt: skip

    def wanted(self, *, today: date) -> EntryFilter:
        """What is asked now."""
        from core.inventory import EntryFilter

        def chosen(combo: QComboBox) -> tuple[str, ...]:
            return (combo.currentData(),) if combo.currentData() else ()

        return EntryFilter(
            text=self.search.text(),
            kinds=chosen(self.kind),
            municipalities=chosen(self.municipality),
            types=chosen(self.type),
            statuses=chosen(self.status),
            located=False if self.unplaced.isChecked() else None,
            with_vacancies=self.vacancies.isChecked(),
            area=self._area if self.area.isChecked() else (),
            unconfirmed_since=today - _STALE if self.stale.isChecked() else None,
        )

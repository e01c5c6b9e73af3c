"""The line of choices: which indicator, of which type, for whom."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from core.monitor import Ages
from desktop.kit import language, look, theme
from desktop.kit.widgets import FlowLayout
from desktop.monitor.reading import Choices, Question

_SPANS = ((0, 2), (0, 17), (18, 64), (65, None), (80, None))
_OLDEST = 120
_OTHER = "other"


class Asking(QWidget):
    """`changed` when another question is asked; `target` when the ages of a type were set."""

    changed = Signal()
    target = Signal(str, object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self, gap=theme.px(10))
        self.indicator = self._combo("monitor_indicator", self.tr("Indicador"))
        self.type = self._combo("monitor_type", self.tr("Tipo de resposta"))
        self.ages = self._combo("monitor_ages", self.tr("População-alvo"))
        self.year = self._combo("monitor_year", self.tr("População de"))
        self._boxes: dict[QComboBox, QWidget] = {}
        for combo in (self.indicator, self.type, self.ages, self.year):
            box = QWidget()
            inside = look.spaced(QHBoxLayout(box), gap=6)
            label = QLabel(combo.accessibleName())
            label.setBuddy(combo)
            inside.addWidget(label)
            inside.addWidget(combo)
            self._boxes[combo] = box
            row.addWidget(box)
        self._own_span()
        row.addWidget(self._span)
        self._filling = False

    def _combo(self, name: str, words: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        combo.setAccessibleName(words)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.setMaximumWidth(theme.px(330))
        combo.currentIndexChanged.connect(lambda _at: self._chosen(combo))
        return combo

    def _own_span(self) -> None:
        self._span = QWidget()
        row = look.spaced(QHBoxLayout(self._span), gap=6)
        self.first, self.last = QSpinBox(), QSpinBox()
        for field, name, words in (
            (self.first, "monitor_age_first", self.tr("dos")),
            (self.last, "monitor_age_last", self.tr("aos")),
        ):
            field.setObjectName(name)
            field.setAccessibleName(words)
            field.setRange(0, _OLDEST)
            look.pad(field)
            field.editingFinished.connect(self._spanned)
            row.addWidget(QLabel(words))
            row.addWidget(field)
        self.last.setSpecialValueText("")
        self.last.setValue(_OLDEST)
        row.addWidget(QLabel(self.tr("anos")))
        self._span.hide()

    def fill(self, choices: Choices) -> None:
        """Offer what there is; what is chosen stays chosen."""
        self._filling = True
        words = language.current()
        code, kind = self.indicator.currentData(), self.type.currentData()
        self.indicator.clear()
        for one in choices.indicators:
            self.indicator.addItem(one.name(words), one.code)
        self.type.clear()
        self.type.addItem(self.tr("Todos os tipos"), "")
        for identity, name, many in choices.types:
            self.type.addItem(f"{name} ({many})", identity)
        if self.ages.count() == 0:
            self.ages.addItem(Ages().text(words).capitalize(), _key(Ages()))
            for first, last in _SPANS:
                span = Ages(first, last)
                self.ages.addItem(span.text(words), _key(span))
            self.ages.addItem(self.tr("Outras idades…"), _OTHER)
        if self.year.count() == 0:
            self.year.addItem(self.tr("ano comum"), None)
        for combo, before in ((self.indicator, code or "coverage"), (self.type, kind or "")):
            combo.setCurrentIndex(max(0, combo.findData(before)))
        self._filling = False
        self._fit()

    def offer_years(self, years: tuple[int, ...]) -> None:
        """The years for which there is a population."""
        self._filling = True
        before = self.year.currentData()
        while self.year.count() > 1:
            self.year.removeItem(1)
        for one in years:
            self.year.addItem(str(one), one)
        self.year.setCurrentIndex(max(0, self.year.findData(before)))
        self._filling = False

    def show_target(self, ages: Ages) -> None:
        """The target population that is remembered for the type."""
        self._filling = True
        at = self.ages.findData(_key(ages))
        self.ages.setCurrentIndex(at if at >= 0 else self.ages.count() - 1)
        self.first.setValue(ages.first or 0)
        self.last.setValue(_OLDEST if ages.last is None else ages.last)
        self._filling = False
        self._fit()

    def question(self, territory: str) -> Question:
        """What is asked now."""
        return Question(
            code=self.indicator.currentData() or "entries",
            type_id=self.type.currentData() or "",
            ages=self._ages(),
            year=self.year.currentData(),
            territory=territory,
        )

    def _ages(self) -> Ages:
        chosen = self.ages.currentData()
        for one in (Ages(), *(Ages(first, last) for first, last in _SPANS)):
            if _key(one) == chosen:
                return one
        first, last = self.first.value(), self.last.value()
        return Ages(first or None, None if last >= _OLDEST else max(first, last))

    def _chosen(self, combo: QComboBox) -> None:
        if self._filling:
            return
        self._fit()
        if combo is self.ages:
            self.target.emit(self.type.currentData() or "", self._ages())
        self.changed.emit()

    def _spanned(self) -> None:
        self._chosen(self.ages)

    def _fit(self) -> None:
        rate = self.indicator.currentData() == "coverage"
        for combo in (self.ages, self.year):
            self._boxes[combo].setVisible(rate)
        self._span.setVisible(rate and self.ages.currentData() == _OTHER)


def _key(ages: Ages) -> str:
    # Lists of Qt find strings, not values of Python.
    return f"{ages.first or 0}-{'' if ages.last is None else ages.last}"

"""Where the time went, tag by tag, and how far the observers of a recording agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.problem import Sentence
from desktop.kit import look, theme
from desktop.kit.jobs import Jobs, while_alive
from desktop.kit.language import current as window_language
from desktop.kit.widgets import Banner
from desktop.review.clock_text import fine_clock_text

if TYPE_CHECKING:
    from core.store import Work
    from core.visits.marking import Agreement, BudgetLine, Kappa

UNITS_US = (500_000, 1_000_000, 2_000_000, 5_000_000)


@dataclass(frozen=True, slots=True)
class Found:
    """What was read; `agreement` is None with fewer than two observers."""

    budget: tuple[BudgetLine, ...]
    agreement: Agreement | None
    labels: dict[str, str]


class AgreementDialog(QDialog):
    """Of a visit (time) and of one of its recordings (agreement)."""

    def __init__(
        self, jobs: Jobs, visit_id: UUID, recording_id: UUID | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs, self._visit, self._recording = jobs, visit_id, recording_id
        self.setWindowTitle(self.tr("Tempos e concordância"))
        self.resize(theme.px(820), theme.px(520))
        column = look.spaced(QVBoxLayout(self), margin=16, gap=10)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.tabs = QTabWidget()
        column.addWidget(self.tabs, 1)
        self.budget = _table(self.tr("Tempos"))
        self.tabs.addTab(self.budget, self.tr("Tempos"))
        page = QWidget()
        inside = look.spaced(QVBoxLayout(page), gap=8)
        row = look.spaced(QHBoxLayout(), gap=8)
        self.unit = self._seconds(self.tr("Unidade de tempo"), row)
        self.within = self._seconds(self.tr("Folga dos momentos"), row)
        self.unit.setCurrentIndex(1)
        self.within.setCurrentIndex(2)
        row.addStretch(1)
        inside.addLayout(row)
        self.method = look.text("", kind="soft", wrap=True)
        inside.addWidget(self.method)
        self.agreement = _table(self.tr("Concordância"))
        inside.addWidget(self.agreement, 1)
        self.tabs.addTab(page, self.tr("Concordância"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Fechar"))
        copy = look.button(self.tr("Copiar o quadro"), icon="copy", name="agreement_copy")
        copy.clicked.connect(lambda _on: self._copy())
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        save = look.button(self.tr("Guardar…"), icon="download", name="agreement_save")
        save.clicked.connect(lambda _on: self._ask_where())
        buttons.addButton(save, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        for choice in (self.unit, self.within):
            choice.activated.connect(lambda _at: self.reload())
        self.reload()

    def _seconds(self, words: str, row: QHBoxLayout) -> QComboBox:
        row.addWidget(look.text(words, kind="soft"))
        choice = QComboBox()
        choice.setAccessibleName(words)
        for span in UNITS_US:
            shown = self.tr("{seconds} s").format(
                seconds=_number(span / 1e6, int(span % 1_000_000 > 0))
            )
            choice.addItem(shown, span)
        row.addWidget(choice)
        return choice

    def reload(self) -> None:
        """Count again, with the unit and the tolerance chosen."""
        visit, recording = self._visit, self._recording
        unit, within = int(self.unit.currentData()), int(self.within.currentData())

        def read(work: Work) -> Found:
            return _read(work, visit, recording, unit, within)

        self._jobs.read(
            read,
            then=while_alive(self, self._show),
            failed=while_alive(self, self.banner.show_problem),
        )

    # -- showing -----------------------------------------------------------------------------

    def _show(self, found: Found) -> None:
        self._show_budget(found.budget)
        self._show_agreement(found)

    def _show_budget(self, lines: tuple[BudgetLine, ...]) -> None:
        head = (
            self.tr("Por"), self.tr("Etiqueta"), self.tr("Vezes"), self.tr("Tempo"),
            self.tr("Parte"), self.tr("Em média"), self.tr("Entre marcas"),
        )  # fmt: skip
        rows = [
            (
                one.observer, one.label, str(one.count), _time(one.total_us),
                "–" if one.share is None else f"{_number(one.share * 100, 1)} %",
                _time(one.mean_us), _time(one.between_us),
            )
            for one in lines
        ]  # fmt: skip
        _fill(self.budget, head, rows)
        if not rows:
            self.banner.say(
                Sentence(
                    self.tr("Ainda não há marcas nesta visita."),
                    "",
                    self.tr("Marque a gravação no separador Marcas e volte aqui."),
                ),
                kind="info",
            )

    def _show_agreement(self, found: Found) -> None:
        told = found.agreement
        if told is None:
            self.method.setText(
                self.tr("É preciso que duas pessoas tenham marcado esta gravação, cada uma por si.")
            )
            _fill(self.agreement, (), [])
            return
        kappa = "Fleiss" if told.fleiss is not None else "Cohen"
        self.method.setText(
            self.tr(
                "O tempo é cortado em {count} unidades iguais; em cada uma compara-se o que cada"
                " pessoa marcou. O kappa de {name} tira o que concordariam por acaso: 1 é acordo"
                " total, 0 é o do acaso. Os momentos comparam-se também par a par, com a folga"
                " escolhida."
            ).format(count=told.bins, name=kappa)
        )
        head = [self.tr("Etiqueta")]
        columns: list[dict[str, Kappa]] = []
        whole: list[Kappa] = []
        if told.fleiss is not None:
            head.append(self.tr("Todos (Fleiss)"))
            columns.append(told.fleiss_by_tag)
            whole.append(told.fleiss)
        for pair in told.pairs:
            head.append(self.tr("{first} e {second}").format(first=pair.first, second=pair.second))
            columns.append(pair.by_tag)
            whole.append(pair.kappa)
        head.append(self.tr("Momentos com par"))
        matched = _matched(told)
        rows: list[tuple[str, ...]] = [(self.tr("Tudo junto"), *(_kappa(one) for one in whole), "")]
        for code in sorted({code for column in columns for code in column}):
            cells = [_kappa(column[code]) if code in column else "–" for column in columns]
            rows.append((found.labels.get(code, code), *cells, matched.get(code, "")))
        _fill(self.agreement, tuple(head), rows)

    def _ask_where(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Guardar tempos e concordância"),
            self.tr("tempos-e-concordancia.xlsx"),
            self.tr("Excel (*.xlsx);;CSV (*.csv)"),
        )
        if path:
            self.save(Path(path))

    def save(self, to: Path) -> None:
        """Write both tables as they are shown; `.csv` or else `.xlsx`."""
        from core.reports.shown_tables import write_tables

        place = to if to.suffix.lower() in (".csv", ".xlsx") else to.with_name(f"{to.name}.xlsx")
        told = [
            (self.tr("Tempos"), _lines(self.budget)),
            (self.tr("Concordância"), _lines(self.agreement)),
        ]
        self._jobs.run(
            lambda _step: write_tables(told, place),
            then=while_alive(self, self._saved),
            failed=while_alive(self, self.banner.show_problem),
        )

    def _saved(self, place: Path) -> None:
        said = self.tr("Guardado em «{name}».").format(name=place.name)
        self.banner.say(Sentence(said, "", ""), kind="good")

    def _copy(self) -> None:
        lines = _lines(self.budget if self.tabs.currentIndex() == 0 else self.agreement)
        # Pasted into a spreadsheet, a name that begins like a formula must not run.
        safe = [[f"'{one}" if one[:1] in "=+-@" and one else one for one in line] for line in lines]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in safe))
        self.banner.say(
            Sentence(self.tr("Copiado: pode colar numa folha de cálculo."), "", ""), kind="info"
        )


def _read(work: Work, visit: UUID, recording: UUID | None, unit_us: int, within_us: int) -> Found:
    from core.visits.marking import (
        TooFewObservers,
        agreement_of,
        marks_of,
        time_budget_of,
    )

    labels = {one.code: one.label for one in marks_of(work, visit_id=visit)}
    told = None
    if recording is not None:
        try:
            told = agreement_of(
                work, recording_id=recording, bin_us=unit_us, tolerance_us=within_us
            )
        except TooFewObservers:
            told = None
    return Found(time_budget_of(work, visit_id=visit), told, labels)


def _matched(told: Agreement) -> dict[str, str]:
    """Tag → how many of the moments of all pairs have a partner."""
    matched: dict[str, list[int]] = {}
    for one in told.matches:
        sums = matched.setdefault(one.code, [0, 0])
        sums[0] += 2 * one.matched
        sums[1] += 2 * one.matched + one.first_alone + one.second_alone
    return {code: f"{part} / {whole}" for code, (part, whole) in matched.items() if whole}


def _kappa(one: Kappa) -> str:
    shown = "–" if one.value is None else _number(one.value, 2)
    return f"{shown}  ({one.observed * 100:.0f} %)"


def _number(value: float, digits: int) -> str:
    """As people of the window's language write it."""
    shown = f"{value:.{digits}f}"
    return shown if window_language() == "en" else shown.replace(".", ",")


def _time(us: float | None) -> str:
    return "–" if us is None else fine_clock_text(int(us))


def _table(name: str) -> QTableWidget:
    table = QTableWidget(0, 0)
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return table


def _fill(table: QTableWidget, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    table.setColumnCount(len(head))
    table.setHorizontalHeaderLabels(list(head))
    table.setRowCount(len(rows))
    for at, row in enumerate(rows):
        for place, words in enumerate(row):
            table.setItem(at, place, QTableWidgetItem(words))


def _lines(table: QTableWidget) -> list[list[str]]:
    """The head and the rows, as they are shown."""
    columns = range(table.columnCount())
    rows = range(table.rowCount())
    return [
        [_head(table, at) for at in columns],
        *([_cell(table, row, at) for at in columns] for row in rows),
    ]


def _head(table: QTableWidget, at: int) -> str:
    item = table.horizontalHeaderItem(at)
    return item.text() if item is not None else ""


def _cell(table: QTableWidget, row: int, at: int) -> str:
    item = table.item(row, at)
    return item.text() if item is not None else ""

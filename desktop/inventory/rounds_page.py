"""Levantamentos: campaigns, what is due in each, confirmed or closed on the spot, and how far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.inventory import DueEntry, Outcome, RoundProgress, RoundSummary
from core.plan import load_municipalities, municipality_name
from core.problem import Sentence
from desktop.kit import look, theme
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, EmptyState, PageHeader

if TYPE_CHECKING:
    from core.store import Work

_DAYS = 60
_MOST = 500


@dataclass(frozen=True, slots=True)
class Read:
    """All rounds, and of the chosen one what is due and how far it is."""

    rounds: tuple[RoundSummary, ...]
    due: tuple[DueEntry, ...]
    progress: tuple[RoundProgress, ...]
    changed: int


class RoundsPage(QWidget):
    """`show_entry` carries the social response that somebody wants to correct."""

    show_entry = Signal(object)

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around, self._jobs = around, around.jobs
        column = look.spaced(QVBoxLayout(self), gap=8)
        self.banner = Banner()
        column.addWidget(self.banner)
        row = look.spaced(QHBoxLayout(), gap=8)
        self.round = QComboBox()
        self.round.setObjectName("rounds_round")
        self.round.setAccessibleName(self.tr("Levantamento"))
        self.round.setMinimumWidth(theme.px(240))
        self.round.activated.connect(lambda _at: self.reload())
        self.municipality = QComboBox()
        self.municipality.setObjectName("rounds_municipality")
        self.municipality.setAccessibleName(self.tr("Município"))
        self.municipality.setMinimumWidth(theme.px(210))
        self.municipality.activated.connect(lambda _at: self.reload())
        new = look.button(self.tr("Novo levantamento…"), icon="plus", name="rounds_new")
        new.clicked.connect(self._new)
        self.changes = look.button(
            self.tr("O que mudou…"), icon="export", name="rounds_changes",
            tip=self.tr("Folha de cálculo com o resultado de cada resposta, antes e agora"),
        )  # fmt: skip
        self.changes.clicked.connect(self._give_changes)
        self.changes.hide()
        self.close_round = look.button(self.tr("Encerrar"), name="rounds_close")
        self.close_round.clicked.connect(self._close)
        row.addWidget(self.round)
        row.addWidget(self.municipality)
        row.addStretch(1)
        row.addWidget(self.changes)
        row.addWidget(self.close_round)
        row.addWidget(new)
        column.addLayout(row)
        self.progress = look.text("", kind="strong", wrap=True)
        self.progress.setObjectName("rounds_progress")
        column.addWidget(self.progress)
        self.places = look.text("", kind="soft", wrap=True)
        column.addWidget(self.places)
        self.empty = EmptyState(
            icon="calendar",
            title=self.tr("Ainda não há levantamentos"),
            words=self.tr(
                "Um levantamento percorre as respostas sociais de um ou mais municípios até uma "
                "data: confirma-se, corrige-se ou encerra-se cada uma."
            ),
        )
        column.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        self.table = QTableWidget(0, 4)
        self.table.setObjectName("rounds_due")
        self.table.setAccessibleName(self.tr("O que falta ver"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Equipamento"), self.tr("Resposta"), self.tr("Município"), ""]
        )
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        for at in range(3):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Fixed)
        self.table.setColumnWidth(3, theme.px(330))
        header.setHighlightSections(False)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self._rounds: tuple[RoundSummary, ...] = ()

    def reload(self) -> None:
        """Read the rounds, and what is due in the chosen one."""
        chosen, place = self.round.currentData(), self.municipality.currentData() or None
        wanted = UUID(chosen) if chosen else None

        def read(work: Work) -> Read:
            from core.inventory import changed_since, due_entries, list_rounds, round_progress

            rounds = tuple(list_rounds(work))
            if not rounds:
                return Read((), (), (), 0)
            one = next((each for each in rounds if each.id == wanted), rounds[0])
            due = due_entries(work, round_id=one.id, municipality=place, limit=_MOST)
            changed = len(changed_since(work, round_id=one.id))
            return Read(
                (one, *(each for each in rounds if each.id != one.id)), tuple(due),
                tuple(round_progress(work, round_id=one.id)), changed,
            )  # fmt: skip

        self._jobs.read(read, then=self._show, failed=self.banner.show_problem)

    def _show(self, read: Read) -> None:
        self._rounds = read.rounds
        some = bool(read.rounds)
        self.empty.setVisible(not some)
        for widget in (self.round, self.municipality, self.changes, self.close_round, self.table):
            widget.setVisible(some)
        if not some:
            self.progress.setText("")
            self.places.setText("")
            return
        one = read.rounds[0]
        self.round.clear()
        for each in sorted(read.rounds, key=lambda each: each.opened_on, reverse=True):
            self.round.addItem(each.title, str(each.id))
        self.round.setCurrentIndex(self.round.findData(str(one.id)))
        place = self.municipality.currentData()
        self.municipality.clear()
        self.municipality.addItem(self.tr("Todos os municípios"), "")
        for dico in one.municipalities:
            self.municipality.addItem(municipality_name(dico), dico)
        self.municipality.setCurrentIndex(max(0, self.municipality.findData(place)))
        self.close_round.setEnabled(one.closed_on is None)
        words = self.tr(
            "{done} de {total} vistas · até {due} · {changed} respostas mudaram desde o início"
        ).format(done=one.done, total=one.total, due=f"{one.due_on:%d/%m/%Y}", changed=read.changed)
        if one.closed_on is not None:
            words += " · " + self.tr("encerrado em {day}").format(day=f"{one.closed_on:%d/%m/%Y}")
        self.progress.setText(words)
        by: dict[str, list[int]] = {}
        for part in read.progress:
            tally = by.setdefault(part.municipality, [0, 0])
            tally[0] += part.total - part.due
            tally[1] += part.total
        self.places.setText(
            " · ".join(
                f"{municipality_name(dico)} {done}/{all_}" for dico, (done, all_) in by.items()
            )
        )
        self._fill(read.due, closed=one.closed_on is not None)

    def _fill(self, due: tuple[DueEntry, ...], *, closed: bool) -> None:
        self.table.setRowCount(len(due))
        for at, one in enumerate(due):
            words = (one.facility, one.type_name, municipality_name(one.municipality))
            for place, each in enumerate(words):
                self.table.setItem(at, place, QTableWidgetItem(each))
            box = QWidget()
            row = look.spaced(QHBoxLayout(box), gap=4)
            for text, name, action in (
                (self.tr("Confirmar"), "rounds_confirm", partial(self._settle, one, "confirmed")),
                (self.tr("Corrigir…"), "rounds_correct", partial(self._correct, one)),
                (self.tr("Encerrou"), "rounds_closed", partial(self._settle, one, "closed")),
            ):
                button = look.button(text, name=name)
                button.setEnabled(not closed)
                button.clicked.connect(action)
                row.addWidget(button)
            self.table.setCellWidget(at, 3, box)
            self.table.setRowHeight(at, theme.px(40))

    # -- acting ------------------------------------------------------------------------------

    def _settle(self, one: DueEntry, outcome: str, _on: object = None) -> None:
        me, at = self._around.me(), self._around.now()
        if me is None:
            return

        def verb(work: Work) -> None:
            from core.inventory import settle

            settle(work, entry_id=one.id, outcome=Outcome(outcome), at=at, by=me.technician.id)

        self._jobs.write(verb, then=lambda _none: self.reload(), failed=self.banner.show_problem)

    def _correct(self, one: DueEntry, _on: object = None) -> None:
        """It counts as corrected; its page is where the correction is written."""
        self._settle(one, "corrected")
        self.show_entry.emit(one.social_response_id)

    def _close(self) -> None:
        chosen, on = self.round.currentData(), self._around.now().date()
        if not chosen:
            return

        def verb(work: Work) -> None:
            from core.inventory import close_round

            close_round(work, round_id=UUID(chosen), on=on)

        self._jobs.write(verb, then=lambda _none: self.reload(), failed=self.banner.show_problem)

    def _give_changes(self) -> None:
        chosen = self.round.currentData()
        if not chosen:
            return
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        name = self.round.currentText().replace("/", "-")
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("O que mudou"), str(Path(documents) / f"{name}.xlsx"), "Excel (*.xlsx)"
        )
        if not path:
            return
        to = Path(path).with_suffix(".xlsx")
        store = self._jobs.store

        def write(_step: object) -> Path:
            from core.inventory.round_changes import write_round_changes

            store.read(lambda work: write_round_changes(work, to, round_id=UUID(chosen)))
            return to

        self._jobs.run(write, then=self._given, failed=self._not_given)

    def _given(self, to: Path) -> None:
        self.banner.say(
            Sentence(self.tr("Está em «{name}».").format(name=to.name), "", ""), kind="good"
        )

    def _not_given(self, problem: BaseException) -> None:
        if not isinstance(problem, OSError):
            self.banner.show_problem(problem)
            return
        self.banner.say(
            Sentence(
                self.tr("Não foi possível escrever o ficheiro."),
                self.tr("Nada foi alterado."),
                self.tr("Veja se está aberto noutro programa e se há espaço, e tente de novo."),
            )
        )

    def _new(self) -> None:
        me = self._around.me()
        dialog = NewRoundDialog(
            self._around.now().date(), me.technician.municipality if me else "", parent=self
        )
        dialog.wanted.connect(self._start)
        dialog.open()

    def _start(self, title: str, due: date, municipality: str) -> None:
        today = self._around.now().date()

        def verb(work: Work) -> int:
            from core.inventory import list_rounds, start_round
            from core.store import GLOBAL

            every = tuple(one.dico for one in load_municipalities())
            identity = start_round(
                work, title=title, opened_on=today, due_on=due, scope=municipality or GLOBAL,
                municipalities=(municipality,) if municipality else every,
            )  # fmt: skip
            return next(one.total for one in list_rounds(work) if one.id == identity)

        def then(count: int) -> None:
            self.banner.say(
                Sentence(
                    self.tr("O levantamento começou."),
                    self.tr("{count} respostas sociais para ver.").format(count=count),
                    "",
                ),
                kind="good",
            )
            self.round.clear()  # the newest is shown
            self.reload()

        self._jobs.write(verb, then=then, failed=self.banner.show_problem)


class NewRoundDialog(QDialog):
    """`wanted` carries the title, the last day, and the municipality ("" is all)."""

    wanted = Signal(str, object, str)

    def __init__(self, today: date, municipality: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new_round")
        self.setWindowTitle(self.tr("Novo levantamento"))
        self.setMinimumWidth(theme.px(480))
        column = look.spaced(QVBoxLayout(self), margin=24, gap=12)
        column.addWidget(PageHeader(self.tr("Novo levantamento")))
        form = look.form()
        self.title = QLineEdit(self.tr("Levantamento de {month}").format(month=f"{today:%m/%Y}"))
        self.title.setObjectName("new_round_title")
        look.row(form, self.tr("Nome"), self.title)
        self.municipality = QComboBox()
        self.municipality.setObjectName("new_round_municipality")
        self.municipality.addItem(self.tr("Os 17 municípios"), "")
        for one in sorted(load_municipalities(), key=lambda one: one.name):
            self.municipality.addItem(one.name, one.dico)
        self.municipality.setCurrentIndex(max(0, self.municipality.findData(municipality)))
        look.row(form, self.tr("Onde"), self.municipality)
        self.due = look.date_field(today + timedelta(days=_DAYS))
        look.row(form, self.tr("Até"), self.due)
        column.addLayout(form)
        buttons = look.spaced(QHBoxLayout(), gap=8)
        buttons.addStretch(1)
        cancel = look.button(self.tr("Cancelar"))
        cancel.clicked.connect(self.reject)
        go = look.button(self.tr("Começar"), kind="primary", name="new_round_go")
        go.clicked.connect(self._go)
        buttons.addWidget(cancel)
        buttons.addWidget(go)
        column.addLayout(buttons)
        look.fit(self)

    def _go(self) -> None:
        title = self.title.text().strip()
        if not title:
            self.title.setFocus()
            return
        self.wanted.emit(title, self.due.date().toPython(), self.municipality.currentData())
        self.accept()

"""Recordings whose time to be kept is over: said on *Hoje*, decided one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.problem import Sentence
from desktop.kit import formats, look, theme
from desktop.kit.jobs import Jobs
from desktop.kit.widgets import Banner, PageHeader

if TYPE_CHECKING:
    from core.store import Work

_LONGER = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Due:
    """A recording that is due, the visit it is of, and until when it was to be kept."""

    recording_id: UUID
    visit_id: UUID
    visit: str
    started_at: datetime | None
    until: datetime


def read_due(work: Work, *, at: datetime) -> list[Due]:
    """What is due at an instant, oldest first."""
    from core.video.privacy.records import due_recordings
    from core.video.recordings import list_recordings
    from core.visits import list_visits

    found = due_recordings(work, at=at)
    if not found:
        return []
    titles = {one.id: one.title for one in list_visits(work)}
    started = {
        one.id: one.started_at
        for visit_id in {each[1] for each in found}
        for one in list_recordings(work, visit_id=visit_id)
    }
    return [
        Due(recording_id, visit_id, titles.get(visit_id, ""), started.get(recording_id), until)
        for recording_id, visit_id, until in found
    ]


class DueDialog(QDialog):
    """`open_visit` carries the id of the visit that is to be looked at first."""

    open_visit = Signal(object)

    def __init__(self, jobs: Jobs, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._due: list[Due] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("due_recordings")
        self.setWindowTitle(self.tr("Gravações fora do prazo"))
        column = look.spaced(QVBoxLayout(self), margin=20, gap=10)
        column.addWidget(
            PageHeader(
                self.tr("Gravações fora do prazo"),
                self.tr("O dia até ao qual se guardavam passou. Nada se apaga sem o pedir."),
            )
        )
        self.banner = Banner()
        column.addWidget(self.banner)
        self.list = QListWidget()
        self.list.setObjectName("due_list")
        self.list.setAccessibleName(self.tr("Gravações fora do prazo"))
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.itemSelectionChanged.connect(self._refresh)
        column.addWidget(self.list, 1)
        self.why = QLineEdit()
        self.why.setObjectName("due_why")
        self.why.setText(self.tr("Acabou o prazo de guarda."))
        self.why.setAccessibleName(self.tr("Razão para apagar"))
        self.why.textChanged.connect(lambda _text: self._refresh())
        line = look.spaced(QHBoxLayout(), gap=8)
        line.addWidget(look.text(self.tr("Razão, que fica registada")))
        line.addWidget(self.why, 1)
        column.addLayout(line)
        row = look.spaced(QHBoxLayout(), gap=8)
        self.visit = look.button(self.tr("Ver a visita"), name="due_visit")
        self.visit.clicked.connect(self._to_visit)
        self.longer = look.button(self.tr("Guardar mais um ano"), name="due_longer")
        self.longer.clicked.connect(self._keep_longer)
        self.erase = look.button(self.tr("Apagar de vez"), kind="danger", name="due_erase")
        self.erase.clicked.connect(self._erase)
        close = look.button(self.tr("Fechar"), name="due_close")
        close.clicked.connect(self.accept)
        row.addStretch(1)
        for one in (self.visit, self.longer, self.erase, close):
            row.addWidget(one)
        column.addLayout(row)
        self.resize(theme.px(720), theme.px(420))
        self._refresh()
        self.reload()

    def reload(self) -> None:
        """Read it anew."""
        self._jobs.read(
            partial(read_due, at=datetime.now(UTC)), then=self._show,
            failed=self.banner.show_problem,
        )  # fmt: skip

    def _show(self, due: list[Due]) -> None:
        self._due = due
        self.list.clear()
        for one in due:
            begun = one.started_at
            when = "" if begun is None else (
                f" · {formats.day(begun.astimezone().date())}, {formats.clock(begun)}"
            )  # fmt: skip
            until = self.tr("até {day}").format(day=formats.day(one.until.astimezone().date()))
            self.list.addItem(QListWidgetItem(f"{one.visit}{when} · {until}"))
        if due:
            self.list.setCurrentRow(0)
        self._refresh()

    def _chosen(self) -> list[Due]:
        return [self._due[self.list.row(item)] for item in self.list.selectedItems()]

    def _refresh(self) -> None:
        chosen = self._chosen()
        self.visit.setEnabled(len(chosen) == 1)
        self.longer.setEnabled(bool(chosen))
        self.erase.setEnabled(bool(chosen) and bool(self.why.text().strip()))

    def _to_visit(self) -> None:
        (one,) = self._chosen()
        self.accept()
        self.open_visit.emit(one.visit_id)

    def _keep_longer(self) -> None:
        chosen, until = self._chosen(), datetime.now(UTC) + _LONGER

        def write(work: Work) -> None:
            from core.video.privacy.records import keep_until

            for one in chosen:
                keep_until(work, recording_id=one.recording_id, until=until)

        self._jobs.write(write, then=self._done, failed=self.banner.show_problem)

    def _erase(self) -> None:
        chosen, why, store = self._chosen(), self.why.text(), self._jobs.store

        def work(_step: object) -> int:
            from core.video.privacy.erasing import erase_recording

            for one in chosen:
                erase_recording(
                    store, one.recording_id, technician_id=store.author.technician_id, why=why,
                    at=datetime.now(UTC),
                )  # fmt: skip
            return len(chosen)

        self._jobs.run(work, then=self._erased, failed=self._not_erased, must=True)

    def _erased(self, many: int) -> None:
        self.banner.say(
            Sentence(
                self.tr("Gravações apagadas: {count}.").format(count=many),
                self.tr("Os registos e as notas da visita ficam."),
                "",
            ),
            kind="good",
        )
        self.reload()

    def _not_erased(self, problem: BaseException) -> None:
        self.banner.show_problem(problem)
        self.reload()

    def _done(self, _none: object) -> None:
        self.reload()

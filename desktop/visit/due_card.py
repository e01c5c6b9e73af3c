"""What is to be seen of the facility in the rounds that are open: settled during the visit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.kit import look
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Card

if TYPE_CHECKING:
    from core.inventory import DueEntry
    from core.store import Work


class DueCard(Card):
    """Hidden where nothing is due. `open_entry` carries the social response to be corrected."""

    open_entry = Signal(object)
    failed = Signal(object)

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._around = around
        self._visit: UUID | None = None
        self._facility: UUID | None = None
        self.column.addWidget(look.text(self.tr("Levantamento em curso"), kind="heading"))
        self.column.addWidget(
            look.text(
                self.tr("Aproveite a visita: diga se o inventário está certo."),
                kind="small",
                wrap=True,
            )
        )
        self._rows = QWidget()
        self._inside = look.spaced(QHBoxLayout(self._rows), gap=0)
        self.column.addWidget(self._rows)
        self.hide()

    def show_visit(self, visit: UUID, facility: UUID | None) -> None:
        """Read what is due at the facility of a visit."""
        self._visit, self._facility = visit, facility
        if facility is None:
            self.hide()
            return
        self.reload()

    def reload(self) -> None:
        """Read it again."""
        facility = self._facility
        assert facility is not None

        def read(work: Work) -> tuple[UUID, list[DueEntry]]:
            from core.inventory import due_at

            return facility, due_at(work, facility_id=facility)

        self._around.jobs.read(read, then=self._show, failed=self.failed.emit)

    def _show(self, found: tuple[UUID, list[DueEntry]]) -> None:
        facility, due = found
        if facility != self._facility:
            return
        look.clear(self._inside)
        column = look.spaced(QVBoxLayout(), gap=8)
        for one in due:
            column.addWidget(look.text(one.type_name, wrap=True))
            row = look.spaced(QHBoxLayout(), gap=6)
            for words, name, action in (
                (self.tr("Está certo"), "due_confirm", partial(self._settle, one, "confirmed")),
                (self.tr("Corrigir…"), "due_correct", partial(self._correct, one)),
                (self.tr("Encerrou"), "due_closed", partial(self._settle, one, "closed")),
            ):
                button = look.button(words, name=name)
                button.setAccessibleName(f"{one.type_name}: {words}")
                button.clicked.connect(action)
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        self._inside.addLayout(column, 1)
        self.setVisible(bool(due))

    def _settle(self, one: DueEntry, outcome: str, _on: object = None) -> None:
        me, at, visit = self._around.me(), self._around.now(), self._visit
        if me is None:
            return

        def verb(work: Work) -> None:
            from core.inventory import Outcome, settle

            settle(
                work, entry_id=one.id, outcome=Outcome(outcome), at=at, by=me.technician.id,
                visit_id=visit,
            )  # fmt: skip

        self._around.jobs.write(verb, then=self._settled, failed=self.failed.emit)

    def _settled(self, _none: object) -> None:
        self.reload()

    def _correct(self, one: DueEntry, _on: object = None) -> None:
        """It counts as corrected; its page is where the correction is written."""
        self._settle(one, "corrected")
        self.open_entry.emit(one.social_response_id)

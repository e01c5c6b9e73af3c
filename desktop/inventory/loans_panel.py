"""Who has what of a bank: reserved, lent, and due back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from core.inventory import LoanState, LoanSummary
from desktop.inventory.entry_model import QT_TRANSLATE_NOOP
from desktop.kit import look
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Chip, SectionTitle

if TYPE_CHECKING:
    from core.store import Work

_DAYS = 30
_MOST = 40
_STATES = {
    LoanState.RESERVED: QT_TRANSLATE_NOOP("LoansPanel", "reservado"),
    LoanState.LENT: QT_TRANSLATE_NOOP("LoansPanel", "emprestado"),
    LoanState.RETURNED: QT_TRANSLATE_NOOP("LoansPanel", "devolvido"),
    LoanState.CANCELLED: QT_TRANSLATE_NOOP("LoansPanel", "anulado"),
}


@dataclass(frozen=True, slots=True)
class Read:
    """The loans of an item, and how many of it are free."""

    loans: tuple[LoanSummary, ...]
    free: int


class LoansPanel(QWidget):
    """`refused` carries what a verb said; `changed` once something was stored."""

    refused = Signal(object)
    changed = Signal()

    def __init__(
        self, around: Surroundings, item_id: UUID, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around, self._jobs, self._item = around, around.jobs, item_id
        column = look.spaced(QVBoxLayout(self), gap=6)
        column.addWidget(SectionTitle(self.tr("Reservas e empréstimos")))
        self.free = look.text("", kind="soft")
        self.free.setObjectName("loans_free")
        column.addWidget(self.free)
        self.lines = look.spaced(QVBoxLayout(), gap=4)
        column.addLayout(self.lines)
        row = look.spaced(QHBoxLayout(), gap=6)
        self.who = QLineEdit()
        self.who.setObjectName("loans_who")
        self.who.setPlaceholderText(self.tr("Para quem (entidade ou n.º de processo)"))
        self.who.setAccessibleName(self.tr("Para quem"))
        self.count = QSpinBox()
        self.count.setObjectName("loans_count")
        self.count.setRange(1, 9999)
        self.count.setAccessibleName(self.tr("Quantos"))
        look.pad(self.count)
        row.addWidget(self.who, 1)
        row.addWidget(self.count)
        column.addLayout(row)
        foot = look.spaced(QHBoxLayout(), gap=6)
        until = look.text(self.tr("Devolver até"))
        self.due = look.date_field(self._today() + timedelta(days=_DAYS))
        self.due.setAccessibleName(self.tr("Devolver até"))
        until.setBuddy(self.due)
        foot.addWidget(until)
        foot.addWidget(self.due)
        foot.addStretch(1)
        for words, name, lent in (
            (self.tr("Reservar"), "loans_reserve", False),
            (self.tr("Emprestar"), "loans_lend", True),
        ):
            button = look.button(words, name=name)
            button.clicked.connect(partial(self._take, lent))
            foot.addWidget(button)
        column.addLayout(foot)
        self.reload()

    def reload(self) -> None:
        """Read the loans anew."""
        item, today = self._item, self._today()

        def read(work: Work) -> Read:
            from core.inventory import list_bank_items, list_loans

            free = next((one.free for one in list_bank_items(work) if one.id == item), 0)
            return Read(tuple(list_loans(work, today=today, item_id=item)), free)

        self._jobs.read(read, then=self._show)

    def _show(self, read: Read) -> None:
        look.clear(self.lines)
        self.free.setText(self.tr("{count} livres").format(count=read.free))
        order = {LoanState.LENT: 0, LoanState.RESERVED: 1}
        for one in sorted(read.loans, key=lambda each: order.get(each.state, 2))[:_MOST]:
            self.lines.addWidget(self._line(one))

    def _line(self, one: LoanSummary) -> QWidget:
        box = QWidget()
        row = look.spaced(QHBoxLayout(box), gap=6)
        due = f" · {one.due_on:%d/%m/%Y}" if one.due_on else ""
        row.addWidget(look.text(f"{one.quantity} × {one.borrower}{due}", wrap=True), 1)
        words = QCoreApplication.translate("LoansPanel", _STATES[one.state])
        row.addWidget(Chip(self.tr("em atraso"), state="danger") if one.late else Chip(words))
        if one.state is LoanState.RESERVED:
            self._button(row, self.tr("Entregar"), "loans_hand_out", one.id)
            self._button(row, self.tr("Anular"), "loans_cancel", one.id)
        elif one.state is LoanState.LENT:
            self._button(row, self.tr("Devolvido"), "loans_give_back", one.id)
        return box

    def _button(self, row: QHBoxLayout, words: str, name: str, loan: UUID) -> None:
        button = look.button(words, name=name)
        button.clicked.connect(partial(self._settle, name, loan))
        row.addWidget(button)

    def _take(self, lent: bool, _on: object = None) -> None:
        who, count = self.who.text().strip(), self.count.value()
        if not who:
            self.who.setFocus()
            return
        item, today = self._item, self._today()
        due: date = self.due.date().toPython()  # type: ignore[assignment]

        def verb(work: Work) -> UUID:
            from core.inventory import lend, reserve

            take = lend if lent else reserve
            return take(work, item_id=item, borrower=who, on=today, due_on=due, quantity=count)

        self._jobs.write(verb, then=self._stored, failed=self.refused.emit)

    def _settle(self, name: str, loan: UUID, _on: object = None) -> None:
        today = self._today()

        def verb(work: Work) -> None:
            from core.inventory import cancel_reservation, give_back, hand_out

            if name == "loans_hand_out":
                hand_out(work, loan_id=loan, on=today)
            elif name == "loans_give_back":
                give_back(work, loan_id=loan, on=today)
            else:
                cancel_reservation(work, loan_id=loan)

        self._jobs.write(verb, then=self._stored, failed=self.refused.emit)

    def _stored(self, _result: object) -> None:
        self.who.clear()
        self.count.setValue(1)
        self.changed.emit()
        self.reload()

    def _today(self) -> date:
        return self._around.now().date()

"""What has not gone yet and what was not taken, each with what it is and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.kit import formats, look
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Card, EmptyState, Page, SectionTitle
from desktop.sync import words

if TYPE_CHECKING:
    from core.store import Work
    from sync.replica.outlook import Line, Outlook


class LinesPage(Page):
    """`opened` carries a row as it was described; `again` asks for an exchange."""

    opened = Signal(object)
    again = Signal()

    def __init__(
        self, around: Surroundings, *, known: words.FieldWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(widest=860, parent=parent)
        self._around, self._known = around, known
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.list = look.spaced(QVBoxLayout(), gap=8)
        self.column.addLayout(self.list)
        self.empty = EmptyState(
            icon="done",
            title=self.tr("Está tudo enviado"),
            words=self.tr("O que escrever a seguir aparece aqui até a central o confirmar."),
        )
        self.column.addWidget(self.empty, 1)
        self.empty.hide()
        self.column.addStretch(1)

    def reload(self) -> None:
        """Read it again."""
        self._around.jobs.read(_read, then=self._show, failed=self.banner.show_problem)

    def _show(self, found: Outlook) -> None:
        look.clear(self.list)
        self.empty.setVisible(not (found.waiting or found.refused or found.held))
        if found.refused:
            self.list.addWidget(
                SectionTitle(self.tr("Recusadas ({count})").format(count=found.refused_changes))
            )
            self.list.addWidget(
                look.text(
                    self.tr("Continuam guardadas neste portátil. A central não as aceitou."),
                    kind="soft",
                    wrap=True,
                )
            )
            row = look.spaced(QHBoxLayout(), gap=8)
            again = look.button(self.tr("Tentar de novo"), icon="sync", name="lines_again")
            again.clicked.connect(lambda _on: self._try_again())
            row.addWidget(again)
            row.addStretch(1)
            self.list.addLayout(row)
            for line in found.refused:
                self.list.addWidget(self._card(line))
        if found.held:
            self.list.addWidget(
                SectionTitle(self.tr("Recebidas, ainda sem se ver ({count})").format(
                    count=len(found.held)
                ))
            )  # fmt: skip
            for row_of, reason in found.held:
                card = Card()
                name = " · ".join(x for x in (words.row_words(row_of.entity), row_of.title) if x)
                card.column.addWidget(look.text(name, kind="strong", wrap=True))
                card.column.addWidget(look.text(words.why(reason), kind="small", wrap=True))
                self.list.addWidget(card)
        if found.waiting:
            self.list.addWidget(
                SectionTitle(self.tr("Por enviar ({count})").format(count=found.waiting_changes))
            )
            for line in found.waiting:
                self.list.addWidget(self._card(line))

    def _card(self, line: Line) -> Card:
        card = Card()
        row = look.spaced(QHBoxLayout(), gap=12)
        column = look.spaced(QVBoxLayout(), gap=1)
        kind, title = words.row_words(line.row.entity), line.row.title
        column.addWidget(
            look.text(f"{kind} · {title}" if title else kind, kind="strong", wrap=True)
        )
        names = [
            words.field_words(line.row.entity, field, known=self._known)
            for field in line.fields
            if not field.startswith("_")
        ]
        told = [name for name in names if name not in line.fields]
        at = formats.day_and_clock(line.at.astimezone())
        small = " · ".join(part for part in (at, ", ".join(told[:6])) if part)
        column.addWidget(look.text(small, kind="small", wrap=True))
        if line.code:
            column.addWidget(look.text(words.why(line.code), wrap=True))
        row.addLayout(column, 1)
        if line.row.about is not None:
            there = look.button(self.tr("Abrir"), kind="link", icon="arrow-right", name="line_open")
            there.setAccessibleName(self.tr("Abrir {title}").format(title=title or kind))
            there.clicked.connect(lambda _on: self.opened.emit(line.row))
            row.addWidget(there)
        card.column.addLayout(row)
        return card

    def _try_again(self) -> None:
        self._around.jobs.write(
            _again, then=lambda _none: self.again.emit(), failed=self.banner.show_problem
        )


def _read(work: Work) -> Outlook:
    from sync.replica.outlook import outlook

    return outlook(work)


def _again(work: Work) -> None:
    from sync.replica.outlook import try_refused_again

    try_refused_again(work)

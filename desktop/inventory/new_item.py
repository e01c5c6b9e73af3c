"""«Novo item de banco» and «Nova oferta»: what it is, where; the rest is written on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.inventory import BankKind, OfferKind
from core.plan import load_municipalities
from core.problem import Sentence
from desktop.inventory.entry_model import KIND_WORDS
from desktop.inventory.field_editors import NotUnderstood, whole
from desktop.kit import look, theme
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, PageHeader

if TYPE_CHECKING:
    from core.store import Work

Kind = Literal["bank_item", "offer"]


class NewItemDialog(QDialog):
    """`made` carries the id of what was added."""

    made = Signal(object)

    def __init__(
        self, around: Surroundings, kind: Kind, *, municipality: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._around, self._kind = around, kind
        bank = kind == "bank_item"
        title = self.tr("Novo item de banco") if bank else self.tr("Nova oferta")
        self.setWindowTitle(title)
        self.setObjectName("new_item")
        self.setMinimumWidth(theme.px(480))
        column = look.spaced(QVBoxLayout(self), margin=24, gap=12)
        column.addWidget(PageHeader(title))
        self.banner = Banner()
        column.addWidget(self.banner)
        form = look.form()
        self.what = QComboBox()
        self.what.setObjectName("new_item_kind")
        for one in BankKind if bank else OfferKind:
            words = QCoreApplication.translate("EntryModel", KIND_WORDS[one.value])
            self.what.addItem(words, one.value)
        look.row(form, self.tr("O quê"), self.what)
        self.name = QLineEdit()
        self.name.setObjectName("new_item_name")
        look.row(form, self.tr("Nome"), self.name)
        self.municipality = QComboBox()
        for place in sorted(load_municipalities(), key=lambda place: place.name):
            self.municipality.addItem(place.name, place.dico)
        self.municipality.setCurrentIndex(max(0, self.municipality.findData(municipality)))
        look.row(form, self.tr("Município"), self.municipality)
        self.count = QLineEdit("1" if bank else "")
        self.count.setObjectName("new_item_count")
        look.row(form, self.tr("Quantos há") if bank else self.tr("Lugares"), self.count)
        column.addLayout(form)
        buttons = look.spaced(QHBoxLayout(), gap=8)
        buttons.addStretch(1)
        cancel = look.button(self.tr("Cancelar"))
        cancel.clicked.connect(self.reject)
        self.go = look.button(self.tr("Acrescentar"), kind="primary", name="new_item_go")
        self.go.clicked.connect(self._go)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        column.addLayout(buttons)
        look.fit(self)
        self.name.setFocus()

    def _go(self) -> None:
        name, typed = self.name.text().strip(), self.count.text().strip()
        if not name:
            self._lacking(self.tr("Falta o nome."), self.name)
            return
        try:
            count = whole(typed) if typed else None
        except NotUnderstood as error:
            self._lacking(str(error), self.count)
            return
        what, dico, kind = self.what.currentData(), self.municipality.currentData(), self._kind

        def verb(work: Work) -> UUID:
            from core.inventory import add_bank_item, add_offer

            if kind == "bank_item":
                return add_bank_item(
                    work, bank=BankKind(what), name=name, municipality=dico, stock=count or 0
                )
            return add_offer(
                work, kind=OfferKind(what), title=name, municipality=dico, places=count
            )

        self._around.jobs.write(verb, then=self._added, failed=self.banner.show_problem)

    def _added(self, identity: UUID) -> None:
        self.made.emit(identity)
        self.accept()

    def _lacking(self, words: str, field: QLineEdit) -> None:
        self.banner.say(Sentence(words, self.tr("Nada foi acrescentado ainda."), ""), kind="info")
        field.setFocus()
        look.fit(self)

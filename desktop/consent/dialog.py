"""Record who agreed to be filmed, for what and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.consent import words
from desktop.kit import look, theme
from desktop.kit.widgets import PageHeader

if TYPE_CHECKING:
    from core.people.consents import How, LegalBasis, Purpose


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """What is asked for; `until` None: until withdrawn. `only_this`: for one recording alone."""

    who: str
    represented_by: str
    purpose: Purpose
    legal_basis: LegalBasis
    until: date | None
    how: How = ""
    only_this: bool = False


class ConsentDialog(QDialog):
    """Emits `given` once. `of_one`: it may be for the recording at hand alone."""

    given = Signal(object)

    def __init__(
        self, *, today: date, who: str = "", of_one: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("consent_dialog")
        self.setWindowTitle(self.tr("Registar consentimento"))
        self.setMinimumWidth(theme.px(540))
        column = look.spaced(QVBoxLayout(self), margin=24, gap=12)
        column.addWidget(
            PageHeader(
                self.tr("Registar consentimento"),
                self.tr("A pessoa pode retirá-lo em qualquer altura, aqui mesmo."),
            )
        )
        form = look.form()
        self.who = QLineEdit()
        look.row(form, self.tr("Quem"), self.who, name="consent_who")
        self.by = QLineEdit()
        self.by.setPlaceholderText(self.tr("Se outra pessoa responde por ela"))
        look.row(form, self.tr("Representada por"), self.by, name="consent_by")
        self.purpose = QComboBox()
        for name in ("visit", "training", "publication"):
            self.purpose.addItem(words.purpose(name), name)
        look.row(form, self.tr("Para quê"), self.purpose, name="consent_purpose")
        self.basis = QComboBox()
        for name in ("consent", "public-interest", "legal-obligation"):
            self.basis.addItem(words.basis(name), name)
        look.row(form, self.tr("Fundamento"), self.basis, name="consent_basis")
        self.how = QComboBox()
        for name in ("", "spoken", "paper"):
            self.how.addItem(words.how(name), name)
        look.row(form, self.tr("Como"), self.how, name="consent_how")
        self.limited = QCheckBox(self.tr("Só até"))
        self.limited.setObjectName("consent_limited")
        self.until = look.date_field(date(today.year + 1, today.month, min(today.day, 28)))
        self.until.setAccessibleName(self.tr("Válido até"))
        self.until.setEnabled(False)
        self.limited.toggled.connect(self.until.setEnabled)
        form.addRow(self.limited, self.until)
        self.only_this = QCheckBox(self.tr("Só esta gravação"))
        self.only_this.setObjectName("consent_only_this")
        self.only_this.setVisible(of_one)
        form.addRow("", self.only_this)
        column.addLayout(form)
        row = look.spaced(QHBoxLayout(), gap=8)
        row.addStretch(1)
        cancel = look.button(self.tr("Cancelar"))
        cancel.clicked.connect(self.reject)
        self.ok = look.button(self.tr("Registar"), kind="primary", name="consent_ok")
        self.ok.setEnabled(False)
        self.ok.clicked.connect(self._give)
        self.who.textChanged.connect(lambda text: self.ok.setEnabled(bool(text.strip())))
        row.addWidget(cancel)
        row.addWidget(self.ok)
        column.addLayout(row)
        self.who.setText(who)
        look.fit(self)

    def _give(self) -> None:
        chosen = self.until.date()
        self.given.emit(
            GivenConsent(
                who=self.who.text().strip(),
                represented_by=self.by.text().strip(),
                purpose=self.purpose.currentData(),
                legal_basis=self.basis.currentData(),
                until=date(chosen.year(), chosen.month(), chosen.day())
                if self.limited.isChecked()
                else None,
                how=self.how.currentData(),
                only_this=self.only_this.isChecked(),
            )
        )
        self.accept()

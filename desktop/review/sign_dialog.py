"""Signing on screen: who signs, for which party, and the signature itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import look
from desktop.review.signature_pad import SignaturePad


@dataclass(frozen=True, slots=True)
class SignedBy:
    """What the dialog gives back: PNG of the signature, and whose it is."""

    name: str
    role: str
    party: str
    png: bytes


class SignDialog(QDialog):
    """One person signs; the dialog can only be accepted with a name and a signature."""

    def __init__(self, *, statement: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Assinar o registo da visita"))
        self.setModal(True)
        self.resize(560, 480)
        text = QLabel(statement, self)
        text.setWordWrap(True)
        self.team = QRadioButton(self.tr("Pela equipa da visita"), self)
        self.institution = QRadioButton(self.tr("Pela instituição visitada"), self)
        self.team.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.team)
        group.addButton(self.institution)
        self.name = QLineEdit(self)
        self.role = QLineEdit(self)
        self.role.setPlaceholderText(self.tr("por exemplo, diretora técnica"))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self.tr("&Nome"), self.name)
        form.addRow(self.tr("&Função"), self.role)
        self.pad = SignaturePad(self)
        clear = QPushButton(self.tr("Limpar assinatura"), self)
        clear.clicked.connect(self.pad.clear)
        parties = QHBoxLayout()
        parties.addWidget(self.team)
        parties.addWidget(self.institution)
        parties.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(QLabel(self.tr("Assine com o rato, a caneta ou o dedo."), self))
        below.addStretch(1)
        below.addWidget(clear)
        self.buttons = QDialogButtonBox(self)
        self.accept_button = self.buttons.addButton(
            self.tr("Guardar assinatura"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.buttons.addButton(self.tr("Cancelar"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        look.set_kind(self.accept_button, "primary")
        page = look.spaced(QVBoxLayout(self), margin=24, gap=12)
        page.addWidget(text)
        page.addLayout(parties)
        page.addLayout(form)
        page.addWidget(self.pad)
        page.addLayout(below)
        page.addStretch(1)
        page.addWidget(self.buttons)
        self.name.textChanged.connect(self._refresh)
        self.pad.changed.connect(self._refresh)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh()

    def signed(self) -> SignedBy:
        """What was given; meant to be read after the dialog was accepted."""
        return SignedBy(
            name=self.name.text().strip(),
            role=self.role.text().strip(),
            party="team" if self.team.isChecked() else "institution",
            png=self.pad.png(),
        )

    def _refresh(self) -> None:
        self.accept_button.setEnabled(bool(self.name.text().strip()) and not self.pad.is_empty())

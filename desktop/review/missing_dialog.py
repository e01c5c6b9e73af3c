"""What is still missing before a check-list can be finalised; a click goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import look
from desktop.review.records import Missing


class MissingDialog(QDialog):
    """Accepted when the person chose a question to go to; `key` names it."""

    def __init__(self, missing: Sequence[Missing], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = ""
        self.setWindowTitle(self.tr("Ainda não pode ser finalizado"))
        self.resize(560, 420)
        words = QLabel(
            self.tr(
                "Faltam {0} registos ou há valores a corrigir. O que está guardado fica como está. "
                "Escolha um para ir lá."
            ).format(len(missing))
        )
        words.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("O que falta"))
        self.list.setWordWrap(True)
        for one in missing:
            item = QListWidgetItem(f"{one.label or one.key}\n{one.message}")
            item.setData(Qt.ItemDataRole.UserRole, one.key)
            self.list.addItem(item)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Fechar"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        page = look.spaced(QVBoxLayout(self), margin=24, gap=12)
        page.addWidget(words)
        page.addWidget(self.list, 1)
        page.addWidget(buttons)

    def _choose(self, item: QListWidgetItem) -> None:
        self.key = str(item.data(Qt.ItemDataRole.UserRole))
        self.accept()

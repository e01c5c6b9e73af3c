"""What a person sees when something unforeseen happened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


class CrashBox(QMessageBox):
    """Calm: what happened, what is safe, where the report lies."""

    def __init__(self, report: Path, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.NoIcon)
        self.setWindowTitle(self.tr("Algo correu mal"))
        self.setText(self.tr("O Terreno encontrou um erro que não previa."))
        self.setInformativeText(
            self.tr(
                "O que já aparecia como guardado continua guardado, e pode continuar a "
                "trabalhar. Ficou um relatório, sem dados pessoais, em:\n{path}"
            ).format(path=report)
        )
        self.setStandardButtons(QMessageBox.StandardButton.Ok)

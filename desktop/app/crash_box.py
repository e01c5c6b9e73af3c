"""What a person sees when something unforeseen happened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
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


class Crashes(QObject):
    """Tells of them in the window. One calm message is enough, whatever happens again behind it."""

    _happened = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._box: CrashBox | None = None
        self._happened.connect(self._show)

    def tell(self, _error: BaseException, report: Path) -> None:
        """Called on any thread when something unforeseen happened."""
        self._happened.emit(report)

    def _show(self, report: Path) -> None:
        if self._box is None:
            self._box = CrashBox(report, parent=self._window)
            self._box.finished.connect(self._seen)
            self._box.open()

    def _seen(self, _button: int) -> None:
        self._box = None

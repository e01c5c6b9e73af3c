"""F1: the keys, in groups."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from desktop.kit import look, theme
from desktop.kit.widgets import Page, PageHeader, SectionTitle


class KeysDialog(QDialog):
    """Read only; Esc closes."""

    def __init__(
        self,
        *,
        checklist: list[tuple[str, str]],
        review: list[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._checklist = checklist
        self._review = review
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Teclas"))
        self.setObjectName("keys_dialog")
        self.resize(theme.px(640), theme.px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(12))
        page = Page()
        column.addWidget(page, 1)
        page.column.addWidget(PageHeader(self.tr("Teclas")))
        for title, keys in self._groups():
            page.column.addWidget(SectionTitle(title))
            grid = QGridLayout()
            grid.setColumnMinimumWidth(0, theme.px(170))
            grid.setColumnStretch(1, 1)
            for row, (key, words) in enumerate(keys):
                grid.addWidget(look.text(key, kind="strong"), row, 0)
                grid.addWidget(look.text(words, wrap=True), row, 1)
            page.column.addLayout(grid)
        close = look.button(self.tr("Fechar"), kind="primary", name="keys_close")
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignHCenter)
        close.setFocus()

    def _groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            (
                self.tr("Em todo o lado"),
                [
                    ("Ctrl+K", self.tr("Encontrar lugares, visitas e ações")),
                    ("Ctrl+1 … Ctrl+7", self.tr("Ir para um lugar")),
                    ("Alt+←  Alt+→", self.tr("Voltar e avançar")),
                    ("Tab  Shift+Tab", self.tr("Passar ao controlo seguinte ou anterior")),
                    ("F1", self.tr("Esta lista")),
                    ("F11", self.tr("Ecrã inteiro")),
                    ("Ctrl+Q", self.tr("Sair")),
                ],
            ),
            (
                self.tr("Visitas"),
                [
                    ("Ctrl+N", self.tr("Planear uma visita")),
                    ("Ctrl+F", self.tr("Procurar")),
                    ("Enter", self.tr("Abrir a visita escolhida")),
                ],
            ),
            (self.tr("Guião"), self._checklist),
            (self.tr("Revisão"), self._review),
        ]

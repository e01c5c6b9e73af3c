"""What keeps the filling from being finalised, as a list that leads to each question."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.forms.states import Invalid
from desktop.kit import icons, look, theme
from desktop.questions.buttons import press

KEY = Qt.ItemDataRole.UserRole


class Missing(QFrame):
    """The list. `chosen` carries the key of the question to go to."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.words = look.text("", kind="strong", wrap=True)
        self.close_list = press(
            "", icon="close", kind="quiet", spoken=self.tr("Fechar a lista do que falta")
        )
        self.close_list.clicked.connect(self._close)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("O que falta"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        head = look.spaced(QHBoxLayout(), gap=6)
        head.addWidget(self.words, 1)
        head.addWidget(self.close_list, 0, Qt.AlignmentFlag.AlignTop)
        column = look.spaced(QVBoxLayout(self), margin=8, gap=6)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.keys: list[str] = []
        self.hide()

    def show_invalid(self, rows: list[tuple[Invalid, str, str]]) -> None:
        """Show what is missing: each with the label of its question and what is wrong."""
        self.keys = [invalid.key for invalid, _, _ in rows]
        self.words.setText(
            self.tr("Antes de finalizar: 1 pergunta")
            if len(rows) == 1
            else self.tr("Antes de finalizar: {} perguntas").format(len(rows))
        )
        self.list.clear()
        for invalid, label, message in rows:
            item = QListWidgetItem(f"{label}\n{message}")
            item.setData(KEY, invalid.key)
            item.setIcon(icons.icon("warning", role="danger"))
            item.setSizeHint(item.sizeHint())
            self.list.addItem(item)
        self.setMinimumHeight(theme.px(180))
        self.show()

    def forget(self, key: str) -> None:
        """This one was put right."""
        for row in range(self.list.count()):
            if self.list.item(row).data(KEY) == key:
                self.list.takeItem(row)
                self.keys.remove(key)
                break
        if not self.keys:
            self.words.setText(self.tr("Já não falta nada desta lista."))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(KEY)))

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

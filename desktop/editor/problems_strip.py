"""What is wrong with the check-list being written, in one strip, each with the way to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from core.forms.authoring import Checked, Placed
from desktop.kit import icons, language, look, theme
from desktop.kit.widgets import Chip

PLACED = Qt.ItemDataRole.UserRole


class ProblemList(QListWidget):
    """Enter goes to the problem."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.itemActivated.emit(self.currentItem())
            event.accept()
        else:
            super().keyPressEvent(event)


class ProblemsStrip(QWidget):
    """`go`: the problem that the person wants to go to."""

    go = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = look.spaced(QVBoxLayout(self), gap=6)
        column.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        row = look.spaced(QHBoxLayout(), gap=8)
        self.state = Chip("")
        self.kept = look.text("", kind="small")
        self.show_all = look.button("", kind="link", name="editor_problems_show")
        self.show_all.setCheckable(True)
        row.addWidget(self.state)
        row.addWidget(self.show_all)
        row.addStretch(1)
        row.addWidget(self.kept)
        column.addLayout(row)
        self.list = ProblemList()
        self.list.setObjectName("editor_problems")
        self.list.setAccessibleName(self.tr("Problemas do guião"))
        self.list.setWordWrap(True)
        self.list.setFixedHeight(theme.px(118))
        self.list.hide()
        column.addWidget(self.list)
        self.show_all.toggled.connect(self._show_list)
        self.list.itemActivated.connect(lambda item: self.go.emit(item.data(PLACED)))
        self.list.itemClicked.connect(lambda item: self.go.emit(item.data(PLACED)))
        self._shown: tuple[Placed, ...] = ()
        self.show_all.hide()

    def show_result(self, result: Checked) -> None:
        """Show what a check found."""
        found = result.problems
        errors = result.errors
        warnings = len(found) - errors
        if errors:
            words = self.tr("1 erro") if errors == 1 else self.tr("{n} erros").format(n=errors)
            if warnings:
                words = f"{words} · {self._warnings(warnings)}"
            self.state.say(words, state="danger")
        elif warnings:
            self.state.say(self._warnings(warnings), state="warning")
        else:
            self.state.say(self.tr("Sem problemas"), state="good")
        self.show_all.setVisible(bool(found))
        if not found:
            self.show_all.setChecked(False)
        if found != self._shown:
            self._shown = found
            self._fill()
        self._name_button()

    def _warnings(self, count: int) -> str:
        return self.tr("1 aviso") if count == 1 else self.tr("{n} avisos").format(n=count)

    def _fill(self) -> None:
        self.list.clear()
        portuguese = language.current() == "pt"
        for one in self._shown:
            problem = one.problem
            wrong = problem.severity == "error"
            words = problem.pt if portuguese else problem.en
            todo = problem.todo_pt if portuguese else problem.todo_en
            item = QListWidgetItem(
                icons.icon("error" if wrong else "warning", role="danger" if wrong else "warning"),
                f"{words} {todo}".strip(),
            )
            item.setData(PLACED, one)
            item.setToolTip(problem.place)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _show_list(self, on: bool) -> None:
        self.list.setVisible(on)
        self._name_button()
        if on:
            self.list.setFocus()

    def _name_button(self) -> None:
        on = self.show_all.isChecked()
        self.show_all.setText(self.tr("Esconder") if on else self.tr("Ver e ir lá"))

    def say_kept(self, words: str) -> None:
        """«Rascunho guardado 14:02»."""
        self.kept.setText(words)

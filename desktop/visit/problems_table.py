"""What is wrong with a check-list file: sheet, row, column, what to do; can be copied as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import icons, language, look, theme
from desktop.kit.widgets import Chip

if TYPE_CHECKING:
    from core.forms import FormProblem


class ProblemsTable(QWidget):
    """All problems at once; errors before warnings."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = look.spaced(QVBoxLayout(self), gap=8)
        row = look.spaced(QHBoxLayout(), gap=8)
        self.errors = Chip("", state="danger")
        self.warnings = Chip("", state="warning")
        row.addWidget(self.errors)
        row.addWidget(self.warnings)
        row.addStretch(1)
        copy = look.button(self.tr("Copiar lista"), icon="copy", name="problems_copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.as_text()))
        row.addWidget(copy)
        column.addLayout(row)
        self.table = QTableWidget(0, 5)
        self.table.setObjectName("problems_table")
        self.table.setAccessibleName(self.tr("Problemas do ficheiro"))
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Folha"),
                self.tr("Linha"),
                self.tr("Coluna"),
                self.tr("O que se passa"),
                self.tr("O que fazer"),
            ]
        )
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setWordWrap(True)
        self.table.setShowGrid(False)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for section in (0, 1, 2):
            head.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        for section in (3, 4):
            head.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setMinimumHeight(theme.px(180))
        column.addWidget(self.table, 1)
        self._rows: list[tuple[str, str, str, str, str]] = []

    def show_problems(self, problems: Sequence[FormProblem]) -> None:
        """Fill the table."""
        ordered = sorted(problems, key=lambda problem: problem.severity != "error")
        errors = sum(problem.severity == "error" for problem in ordered)
        self.errors.say(self.tr("{count} erros").format(count=errors), state="danger")
        self.warnings.say(
            self.tr("{count} avisos").format(count=len(ordered) - errors), state="warning"
        )
        self.errors.setVisible(errors > 0)
        self.warnings.setVisible(len(ordered) > errors)
        portuguese = language.current() == "pt"
        self._rows = [
            (
                problem.sheet or "",
                "" if problem.row is None else str(problem.row),
                problem.column or "",
                problem.pt if portuguese else problem.en,
                problem.todo_pt if portuguese else problem.todo_en,
            )
            for problem in ordered
        ]
        self.table.setRowCount(len(ordered))
        for row, (problem, cells) in enumerate(zip(ordered, self._rows, strict=True)):
            wrong = problem.severity == "error"
            for column, words in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(words))
            item = self.table.item(row, 3)
            if item is not None:
                item.setIcon(
                    icons.icon(
                        "error" if wrong else "warning", role="danger" if wrong else "warning"
                    )
                )
        self.table.resizeRowsToContents()

    def as_text(self) -> str:
        """The table with tabs between columns, as spreadsheets take it."""
        return "\n".join("\t".join(cells) for cells in self._rows)

"""The choices of a question: which list, its choices in each language, their order."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.forms.authoring import Book
from core.forms.authoring.choices import lines_of, users_of
from core.forms.authoring.columns import text_of
from core.forms.authoring.kinds import Kind
from core.forms.authoring.names import list_names
from core.forms.authoring.texts import languages
from desktop.editor.fields import language_name, slim
from desktop.kit import icons, look, theme

SHOWN = 200
"""Longer lists show this many; the rest is kept, and edited in a spreadsheet or a CSV file."""
LINE = Qt.ItemDataRole.UserRole
NEW = "\0new"


class ChoiceTable(QTableWidget):
    """Enter on the last choice adds another one; Alt+↑/↓ moves, Del removes."""

    add_wanted = Signal()
    remove_wanted = Signal()
    step_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.step_wanted.emit(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentRow() == self.rowCount() - 1:
                self.add_wanted.emit()
            else:
                self.setCurrentCell(self.currentRow() + 1, self.currentColumn())
            event.accept()
        else:
            super().keyPressEvent(event)


class ChoicesBox(QWidget):
    """Asks for changes; the form of the question carries them out."""

    list_wanted = Signal(str)
    """Another list, by name; NEW for a new one."""
    other_wanted = Signal(bool)
    label_edited = Signal(int, object, str)
    name_edited = Signal(int, str)
    add_wanted = Signal(object)
    """After which line, None at the end."""
    remove_wanted = Signal(int)
    step_wanted = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        column = look.spaced(QVBoxLayout(self), gap=6)
        column.addWidget(look.text(self.tr("Opções"), kind="strong"))
        self.which = slim(QComboBox())
        self.which.setObjectName("choices_list")
        self.which.setAccessibleName(self.tr("Lista de opções"))
        column.addWidget(self.which)
        self.shared = look.text("", kind="small", wrap=True)
        column.addWidget(self.shared)
        self.table = ChoiceTable(0, 2)
        self.table.setObjectName("choices_table")
        self.table.setAccessibleName(self.tr("Opções"))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.table.verticalHeader().setDefaultSectionSize(theme.px(34))
        column.addWidget(self.table)
        row = look.spaced(QHBoxLayout(), gap=4)
        self.add = look.button(
            self.tr("Acrescentar opção"), icon="plus", name="choices_add", kind="link"
        )
        row.addWidget(self.add)
        row.addStretch(1)
        for icon, words, name, action in (
            ("arrow-up", self.tr("Subir (Alt+↑)"), "choices_up", partial(self._step, -1)),
            (
                "arrow-down",
                self.tr("Descer (Alt+↓)"),
                "choices_down",
                lambda: self._step(1),
            ),
            ("trash", self.tr("Remover (Del)"), "choices_remove", self._remove),
        ):
            button = look.button("", kind="quiet", name=name, tip=words)
            button.setAccessibleName(words)
            icons.put(button, icon, size=16)
            button.setStyleSheet(f"padding: {theme.px(5)}px {theme.px(6)}px;")
            button.clicked.connect(action)
            row.addWidget(button)
        column.addLayout(row)
        self.other = QCheckBox(self.tr("Permitir «Outro, qual?»"))
        self.other.setObjectName("choices_other")
        column.addWidget(self.other)
        self._quiet = False
        self._lists: tuple[tuple[str, str], ...] = ()
        self._languages: tuple[str | None, ...] = ()
        self.which.activated.connect(lambda _at: self.list_wanted.emit(self.which.currentData()))
        self.other.clicked.connect(self.other_wanted)
        self.add.clicked.connect(self._add)
        self.table.add_wanted.connect(self._add)
        self.table.remove_wanted.connect(self._remove)
        self.table.step_wanted.connect(self._step)
        self.table.itemChanged.connect(self._edited)

    def show_choices(self, book: Book, kind: Kind) -> None:
        """Show the list of a question."""
        self._quiet = True
        self._show_lists(book, kind.list_name)
        self.other.setChecked(kind.other)
        self.other.setVisible(kind.name != "rank")
        spoken = languages(book)
        lines = lines_of(book, kind.list_name)
        users = len(users_of(book, kind.list_name))
        notes = []
        if users > 1:
            notes.append(
                self.tr("Usada em {count} perguntas: o que mudar aqui muda em todas.").format(
                    count=users
                )
            )
        if len(lines) > SHOWN:
            notes.append(
                self.tr("{count} opções; mostram-se as primeiras {shown}.").format(
                    count=len(lines), shown=SHOWN
                )
            )
        self.shared.setText(" ".join(notes))
        self.shared.setVisible(bool(notes))
        table = self.table
        if spoken != self._languages:
            self._languages = spoken
            table.setColumnCount(len(spoken) + 1)
            table.setHorizontalHeaderLabels(
                [
                    *(language_name(one) or self.tr("Texto") for one in spoken),
                    self.tr("Nos dados"),
                ]
            )
            head = table.horizontalHeader()
            head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setRowCount(min(len(lines), SHOWN))
        for row, line in enumerate(lines[:SHOWN]):
            texts = [text_of(book.choices, line, "label", one) for one in spoken]
            for column, text in enumerate([*texts, text_of(book.choices, line, "name")]):
                item = table.item(row, column)
                if item is None:
                    item = QTableWidgetItem()
                    table.setItem(row, column, item)
                if item.text() != text:
                    item.setText(text)
                item.setData(LINE, line.id)
        rows = max(2, min(7, table.rowCount()))
        table.setFixedHeight(theme.px(34 * rows + 46))
        self._quiet = False

    def _show_lists(self, book: Book, name: str) -> None:
        shown = []
        for one in list_names(book):
            first = [text_of(book.choices, line, "label", languages(book)[0])
                     for line in lines_of(book, one)[:3]]  # fmt: skip
            shown.append((one, f"{one}: {', '.join(text for text in first if text)}…"))
        if name and name not in {one for one, _ in shown}:
            shown.append((name, name))
        shown.append((NEW, self.tr("Nova lista…")))
        if tuple(shown) != self._lists:
            self._lists = tuple(shown)
            self.which.clear()
            for one, words in shown:
                self.which.addItem(words, one)
        self.which.setCurrentIndex(self.which.findData(name))

    def go_to(self, line: int) -> None:
        """Begin to write a choice."""
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item is not None and item.data(LINE) == line:
                self.table.setCurrentCell(row, 0)
                self.table.setFocus()
                self.table.editItem(item)

    def _line(self) -> int | None:
        item = self.table.item(self.table.currentRow(), 0)
        return int(item.data(LINE)) if item is not None else None

    def _edited(self, item: QTableWidgetItem) -> None:
        if self._quiet:
            return
        line, column = int(item.data(LINE)), item.column()
        if column < len(self._languages):
            self.label_edited.emit(line, self._languages[column], item.text())
        else:
            self.name_edited.emit(line, item.text())

    def _add(self) -> None:
        self.add_wanted.emit(self._line() if self.table.hasFocus() else None)

    def _remove(self) -> None:
        line = self._line()
        if line is not None:
            self.remove_wanted.emit(line)

    def _step(self, by: int, _checked: object = None) -> None:
        line = self._line()
        if line is not None:
            row = self.table.currentRow() + by
            self.step_wanted.emit(line, by)
            if 0 <= row < self.table.rowCount():
                self.table.setCurrentCell(row, max(0, self.table.currentColumn()))

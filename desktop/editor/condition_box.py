"""Show only if…: conditions picked from questions, comparisons and values."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.forms.authoring.conditions import (
    Clause,
    Comparison,
    Condition,
    Joined,
    from_xpath,
    to_xpath,
)
from desktop.editor.fields import OurUndo, Paragraph, slim
from desktop.editor.words import comparison_words
from desktop.kit import icons, look, theme

_BY_KIND: dict[str, tuple[Comparison, ...]] = {
    "select_one": ("is", "is-not", "given", "empty"),
    "select_multiple": ("has", "has-not", "given", "empty"),
    "number": ("is", "is-not", "more", "at-least", "less", "at-most", "given", "empty"),
    "text": ("is", "is-not", "given", "empty"),
}
_NUMBERS = frozenset({"integer", "decimal", "range", "date", "calculate"})


@dataclass(frozen=True, slots=True)
class Askable:
    """A question that a condition can ask about. `choices`: (name, label), none for typed ones."""

    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """What can be compared, by the kind of question."""
        if self.kind in _BY_KIND:
            return _BY_KIND[self.kind]
        return _BY_KIND["number" if self.kind in _NUMBERS else "text"]


class ClauseRow(QWidget):
    """One comparison: question, how, value."""

    changed = Signal()
    removed = Signal()

    def __init__(self, askable: tuple[Askable, ...], clause: Clause, *, number: int) -> None:
        super().__init__()
        self._askable = {one.name: one for one in askable}
        self.question = self._combo(self.tr("Pergunta"), f"condition_question_{number}")
        self.comparison = self._combo(self.tr("Comparação"), f"condition_comparison_{number}")
        self.choice = self._combo(self.tr("Valor"), f"condition_choice_{number}")
        self.value = QLineEdit()
        self.value.setObjectName(f"condition_value_{number}")
        self.value.setAccessibleName(self.tr("Valor"))
        self.remove = QPushButton()
        self.remove.setProperty("kind", "quiet")
        self.remove.setAccessibleName(self.tr("Remover esta condição"))
        self.remove.setToolTip(self.tr("Remover esta condição"))
        icons.put(self.remove, "close", size=16)
        self.remove.setStyleSheet(f"padding: {theme.px(5)}px {theme.px(6)}px;")
        for one in askable:
            self.question.addItem(one.label, one.name)
        if clause.question not in self._askable:
            self.question.addItem(clause.question, clause.question)
        self.question.setCurrentIndex(self.question.findData(clause.question))
        column = look.spaced(QVBoxLayout(self), gap=4)
        top = look.spaced(QHBoxLayout(), gap=6)
        top.addWidget(self.question, 1)
        top.addWidget(self.remove)
        column.addLayout(top)
        below = look.spaced(QHBoxLayout(), gap=6)
        below.addWidget(self.comparison, 2)
        below.addWidget(self.choice, 3)
        below.addWidget(self.value, 3)
        column.addLayout(below)
        self._offer(clause)
        self.question.activated.connect(self._other_question)
        self.comparison.activated.connect(self._other_comparison)
        self.choice.activated.connect(lambda _at: self.changed.emit())
        self.value.textEdited.connect(lambda _text: self.changed.emit())
        self.remove.clicked.connect(self.removed)

    def _combo(self, words: str, name: str) -> QComboBox:
        made = slim(QComboBox())
        made.setObjectName(name)
        made.setAccessibleName(words)
        return made

    def clause(self) -> Clause:
        """What is picked now."""
        comparison: Comparison = self.comparison.currentData()
        value = ""
        if comparison not in ("given", "empty"):
            picked = self._picks()
            value = str(self.choice.currentData() or "") if picked else self.value.text()
        return Clause(str(self.question.currentData()), comparison, value)

    def _picks(self) -> bool:
        return self.choice.count() > 0

    def _offer(self, clause: Clause) -> None:
        asked = self._askable.get(clause.question)
        offered = list(asked.comparisons) if asked is not None else list(_BY_KIND["number"])
        if clause.comparison not in offered:
            offered.append(clause.comparison)
        self.comparison.clear()
        for one in offered:
            self.comparison.addItem(comparison_words(one), one)
        self.comparison.setCurrentIndex(self.comparison.findData(clause.comparison))
        self.choice.clear()
        for name, label in asked.choices if asked is not None else ():
            self.choice.addItem(label or name, name)
        if self._picks():
            if clause.value and self.choice.findData(clause.value) < 0:
                self.choice.addItem(clause.value, clause.value)
            self.choice.setCurrentIndex(max(0, self.choice.findData(clause.value)))
        self.value.setText(clause.value)
        self._show_value()

    def _show_value(self) -> None:
        wanted = self.comparison.currentData() not in ("given", "empty")
        self.choice.setVisible(wanted and self._picks())
        self.value.setVisible(wanted and not self._picks())

    def _other_question(self, _at: int) -> None:
        name = str(self.question.currentData())
        asked = self._askable.get(name)
        first: Comparison = asked.comparisons[0] if asked is not None else "given"
        self._offer(Clause(name, first, ""))
        self.changed.emit()

    def _other_comparison(self, _at: int) -> None:
        self._show_value()
        self.changed.emit()


class ConditionBox(QWidget):
    """`changed` carries the condition as it is written in the workbook, "" for always."""

    changed = Signal(str)

    def __init__(self, undo: OurUndo) -> None:
        super().__init__()
        self._askable: tuple[Askable, ...] = ()
        self._said: str | None = None
        self._rows: list[ClauseRow] = []
        column = look.spaced(QVBoxLayout(self), gap=6)
        column.addWidget(look.text(self.tr("Quando aparece"), kind="strong"))
        self.when = slim(QComboBox())
        self.when.setObjectName("condition_when")
        self.when.setAccessibleName(self.tr("Quando aparece"))
        for words, data in (
            (self.tr("Sempre"), ""),
            (self.tr("Só se tudo isto for verdade"), "and"),
            (self.tr("Só se alguma destas for verdade"), "or"),
            (self.tr("Condição escrita à mão"), "text"),
        ):
            self.when.addItem(words, data)
        column.addWidget(self.when)
        self._column = look.spaced(QVBoxLayout(), gap=8)
        self._column.setContentsMargins(theme.px(10), 0, 0, 0)
        column.addLayout(self._column)
        self.add = look.button(
            self.tr("Outra condição"), kind="link", icon="plus", name="condition_add"
        )
        column.addWidget(self.add)
        self.text = Paragraph(undo)
        self.text.setObjectName("condition_text")
        self.text.setAccessibleName(self.tr("Condição escrita à mão"))
        column.addWidget(self.text)
        self.when.activated.connect(self._other_when)
        self.add.clicked.connect(self._add)
        self.text.typed.connect(self._typed)

    def show_condition(self, written: str, askable: tuple[Askable, ...]) -> None:
        """Show a condition; one that says more than can be picked is shown as text, and kept."""
        if written == self._said and askable == self._askable:
            return
        self._askable = askable
        if written == self._said:
            condition = self._condition()
            if self.when.currentData() != "text":
                self._build(condition)
            return
        self._said = written
        condition_read = from_xpath(written)
        if condition_read is None:
            self._show_as("text")
            self._build(Condition(()))
        else:
            self._show_as(condition_read.joined if condition_read.clauses else "")
            self._build(condition_read)
        self.text.show_text(written)

    def _show_as(self, how: str) -> None:
        self.when.setCurrentIndex(self.when.findData(how))
        self.text.setVisible(how == "text")
        self.add.setVisible(how in ("and", "or"))

    def _build(self, condition: Condition) -> None:
        look.clear(self._column)
        self._rows = []
        for number, clause in enumerate(condition.clauses):
            row = ClauseRow(self._askable, clause, number=number)
            row.changed.connect(self._say)
            row.removed.connect(lambda one=row: self._remove(one))
            self._column.addWidget(row)
            self._rows.append(row)

    def _condition(self) -> Condition:
        joined: Joined = "or" if self.when.currentData() == "or" else "and"
        return Condition(tuple(row.clause() for row in self._rows), joined)

    def _say(self) -> None:
        if self.when.currentData() == "text":
            return
        self._said = to_xpath(self._condition())
        self.changed.emit(self._said)

    def _other_when(self, _at: int) -> None:
        how = self.when.currentData()
        self._show_as(how)
        if how == "text":
            self.text.show_text(self._said or "")
            self._build(Condition(()))
            return
        if how == "":
            self._build(Condition(()))
        elif not self._rows:
            read = from_xpath(self._said or "")
            self._build(read if read is not None and read.clauses else Condition(()))
            if not self._rows:
                self._add()
                return
        self._say()

    def _add(self) -> None:
        if not self._askable:
            return
        last = self._askable[-1]
        clauses = (*self._condition().clauses, Clause(last.name, last.comparisons[0], ""))
        self._build(Condition(clauses, self._condition().joined))
        self._say()
        self._rows[-1].question.setFocus()

    def _remove(self, row: ClauseRow) -> None:
        clauses = tuple(one.clause() for one in self._rows if one is not row)
        joined = self._condition().joined
        if not clauses:
            self._show_as("")
        self._build(Condition(clauses, joined))
        self._say()

    def _typed(self, text: str) -> None:
        self._said = text.strip()
        self.changed.emit(self._said)

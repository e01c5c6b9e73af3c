"""One conflict: what it is about, each value with whose it is, and the keys that decide it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.store.changes import DELETED
from desktop.kit import formats, look, theme
from desktop.kit.widgets import Card, Chip
from desktop.sync import words

if TYPE_CHECKING:
    from sync.replica.conflicts import Conflict, ToldSide


class ConflictCard(Card):
    """The keys 1, 2… take a value while the card has the focus; A takes what all sides marked in a
    multiple choice; O writes another one.

    `decided` carries the conflict and a value as the log has it; `typed` the conflict and text;
    `opened` the row that it is about.
    """

    decided = Signal(object, str)
    typed = Signal(object, str)
    opened = Signal(object)

    def __init__(
        self, conflict: Conflict, *, known: words.FieldWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.conflict = conflict
        self.setObjectName("conflict")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._known = known
        self.column.addLayout(self._head())
        for number, side in enumerate(conflict.sides, start=1):
            self.column.addWidget(self._side(number, side))
        self.other = QWidget()
        self._other_row = look.spaced(QHBoxLayout(self.other), gap=8)
        self.column.addWidget(self.other)
        self.other.hide()
        self.field: QLineEdit | QComboBox | None = None
        self.boxes: list[tuple[str, QCheckBox]] = []
        self.column.addLayout(self._foot())
        self.setAccessibleName(
            ". ".join([self.question(), *(self._value(side) for side in conflict.sides)])
        )

    def question(self) -> str:
        """The field in dispute."""
        dispute = self.conflict.dispute
        return self.conflict.question or words.field_words(
            dispute.entity, dispute.field, known=self._known
        )

    def _head(self) -> QVBoxLayout:
        conflict = self.conflict
        column = look.spaced(QVBoxLayout(), gap=1)
        column.addWidget(look.text(self.question(), kind="heading", wrap=True))
        where = [words.row_words(conflict.row.entity), conflict.row.title, conflict.section]
        column.addWidget(
            look.text(" · ".join(part for part in where if part), kind="soft", wrap=True)
        )
        return column

    def _value(self, side: ToldSide) -> str:
        if self.conflict.dispute.field == DELETED:
            return self.tr("Apagar") if side.gone else self.tr("Manter")
        shown = words.value_words(self.conflict.dispute.field, side.shown)
        return shown or self.tr("Sem valor")

    def _side(self, number: int, side: ToldSide) -> QWidget:
        row = QWidget()
        line = look.spaced(QHBoxLayout(row), gap=12)
        take = look.button(str(number), name=f"conflict_take_{number}")
        take.setFixedWidth(theme.px(44))
        take.setToolTip(self.tr("Ficar com este valor (tecla {key})").format(key=number))
        take.setAccessibleName(self.tr("Ficar com «{value}»").format(value=self._value(side)))
        take.clicked.connect(lambda _on: self.decided.emit(self.conflict, side.value))
        line.addWidget(take, 0, Qt.AlignmentFlag.AlignTop)
        column = look.spaced(QVBoxLayout(), gap=1)
        column.addWidget(look.text(self._value(side), kind="strong", wrap=True))
        at = formats.day_and_clock(side.at.astimezone())
        who = " · ".join(part for part in (side.who, side.device, at) if part)
        column.addWidget(look.text(who, kind="small", wrap=True))
        line.addLayout(column, 1)
        if number == 1:
            line.addWidget(Chip(self.tr("Mostrado agora")), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _foot(self) -> QHBoxLayout:
        row = look.spaced(QHBoxLayout(), gap=8)
        both = self.conflict.both
        if both is not None:
            take = look.button(self.tr("Ficar com todos (A)"), name="conflict_both")
            take.setToolTip(self.tr("Ficar com tudo o que foi marcado (tecla A)"))
            take.clicked.connect(lambda _on: self.decided.emit(self.conflict, both))
            row.addWidget(take)
        if self.conflict.free or self.conflict.choices:
            write = look.button(
                self.tr("Outro valor…"), kind="link", icon="edit", name="conflict_other"
            )
            write.clicked.connect(lambda _on: self.write_another())
            row.addWidget(write)
        if self.conflict.row.about is not None:
            there = look.button(
                self.tr("Abrir"), kind="link", icon="arrow-right", name="conflict_open"
            )
            there.clicked.connect(lambda _on: self.opened.emit(self.conflict.row))
            row.addWidget(there)
        row.addStretch(1)
        return row

    def write_another(self) -> None:
        """Offer a field, or the choices of the question."""
        if self.conflict.several:
            self._mark_several()
            return
        if self.field is None:
            keep = look.button(self.tr("Ficar com este"), kind="primary", name="conflict_keep")
            if self.conflict.choices:
                self.field = QComboBox()
                for value, label in self.conflict.choices:
                    self.field.addItem(label, value)
            else:
                self.field = QLineEdit(self.conflict.sides[0].shown)
                self.field.returnPressed.connect(self._keep)
            self.field.setObjectName("conflict_field")
            self.field.setAccessibleName(self.question())
            keep.clicked.connect(lambda _on: self._keep())
            self._other_row.addWidget(self.field, 1)
            self._other_row.addWidget(keep)
        self.other.show()
        self.field.setFocus()

    def _mark_several(self) -> None:
        """The choices as boxes, ticked as shown now."""
        if not self.boxes:
            column = look.spaced(QVBoxLayout(), gap=4)
            sides = [(json.loads(side.value) or "").split() for side in self.conflict.sides]
            shown = sides[0]
            offered = [(str(json.loads(value)), label) for value, label in self.conflict.choices]
            known = {plain for plain, _ in offered}
            # What one took and the question does not offer any more can be kept too.
            gone = dict.fromkeys(part for side in sides for part in side if part not in known)
            for plain, label in [*offered, *((part, part) for part in gone)]:
                box = QCheckBox(label)
                box.setObjectName(f"conflict_choice_{plain}")
                box.setChecked(plain in shown)
                self.boxes.append((plain, box))
                column.addWidget(box)
            keep = look.button(self.tr("Ficar com este"), kind="primary", name="conflict_keep")
            keep.clicked.connect(lambda _on: self._keep_several())
            column.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
            self._other_row.addLayout(column, 1)
        self.other.show()
        if self.boxes:
            self.boxes[0][1].setFocus()

    def _keep_several(self) -> None:
        from sync.replica.conflicts import taken_together

        ticked = [value for value, box in self.boxes if box.isChecked()]
        self.decided.emit(self.conflict, taken_together(self.conflict.choices, ticked))

    def _keep(self) -> None:
        if isinstance(self.field, QComboBox):
            self.decided.emit(self.conflict, str(self.field.currentData()))
        elif self.field is not None:
            self.typed.emit(self.conflict, self.field.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number takes a value; O opens the field for another one."""
        text = event.text()
        if text.isdigit() and 1 <= int(text) <= len(self.conflict.sides):
            self.decided.emit(self.conflict, self.conflict.sides[int(text) - 1].value)
        elif text.casefold() == "a" and self.conflict.both is not None:
            self.decided.emit(self.conflict, self.conflict.both)
        elif text.casefold() == "o" and (self.conflict.free or self.conflict.choices):
            self.write_another()
        else:
            super().keyPressEvent(event)

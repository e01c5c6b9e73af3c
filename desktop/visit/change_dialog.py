"""Change what was planned: title, day and time, place, notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import look, theme
from desktop.kit.widgets import PageHeader


@dataclass(frozen=True, slots=True)
class ChangedPlan:
    """What the dialog gives back; `planned_for` is aware, local."""

    title: str
    planned_for: datetime
    place: str
    notes: str


class ChangeDialog(QDialog):
    """Emits `changed` once."""

    changed = Signal(object)

    def __init__(self, now: ChangedPlan, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("change_dialog")
        self.setWindowTitle(self.tr("Alterar a visita"))
        self.setMinimumWidth(theme.px(560))
        column = look.spaced(QVBoxLayout(self), margin=24, gap=12)
        column.addWidget(PageHeader(self.tr("Alterar a visita")))
        form = look.form()
        self.title = QLineEdit(now.title)
        look.row(form, self.tr("Título"), self.title, name="change_title")
        when = QWidget()
        row = look.spaced(QHBoxLayout(when), gap=8)
        at = now.planned_for
        self.day = look.date_field(at.date())
        self.day.setObjectName("change_day")
        self.day.setAccessibleName(self.tr("Dia da visita"))
        self.time = QTimeEdit(QTime(at.hour, at.minute))
        self.time.setAccessibleName(self.tr("Hora da visita"))
        self.time.setDisplayFormat("HH:mm")
        look.pad(self.time)
        row.addWidget(self.day, 2)
        row.addWidget(self.time, 1)
        look.row(form, self.tr("Quando"), when)
        self.where = QLineEdit(now.place)
        look.row(form, self.tr("Morada"), self.where, name="change_place")
        self.notes = QPlainTextEdit(now.notes)
        self.notes.setTabChangesFocus(True)
        self.notes.setMaximumHeight(theme.px(110))
        look.row(form, self.tr("Notas"), self.notes, name="change_notes")
        column.addLayout(form)
        buttons = look.spaced(QHBoxLayout(), gap=8)
        buttons.addStretch(1)
        cancel = look.button(self.tr("Cancelar"))
        cancel.clicked.connect(self.reject)
        self.ok = look.button(self.tr("Guardar"), kind="primary", icon="check", name="change_ok")
        self.ok.clicked.connect(self._give)
        self.title.textChanged.connect(lambda text: self.ok.setEnabled(bool(text.strip())))
        buttons.addWidget(cancel)
        buttons.addWidget(self.ok)
        column.addLayout(buttons)
        look.fit(self)

    def _give(self) -> None:
        day, time = self.day.date(), self.time.time()
        self.changed.emit(
            ChangedPlan(
                title=self.title.text().strip(),
                planned_for=datetime(
                    day.year(), day.month(), day.day(), time.hour(), time.minute()
                ).astimezone(),
                place=self.where.text().strip(),
                notes=self.notes.toPlainText().strip(),
            )
        )
        self.accept()

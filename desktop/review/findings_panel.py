"""Findings of the visit: what was seen that matters, and what is recommended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import look, theme
from desktop.review.records import AnswerItem, FindingItem


class FindingForm(QWidget):
    """Turns one answer (or none) into a classified finding with a recommendation."""

    submitted = Signal(str, str, str, str, object)  # class, text, recommendation, who, due|None

    def __init__(self, classes: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: AnswerItem | None = None
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.classification = QComboBox(self)
        self.classification.setAccessibleName(self.tr("Classificação da constatação"))
        for code, name in classes:
            self.classification.addItem(name, code)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(self.tr("O que foi constatado"))
        self.text.setPlaceholderText(self.tr("O que foi constatado (facto, não juízo de valor)"))
        self.text.setTabChangesFocus(True)
        # A height set by code would lose against the look's own rule.
        self.text.setStyleSheet(f"min-height: {theme.px(56)}px; max-height: {theme.px(56)}px;")
        self.recommendation = QLineEdit(self)
        self.recommendation.setAccessibleName(self.tr("Recomendação"))
        self.recommendation.setPlaceholderText(self.tr("Recomendação (opcional)"))
        self.who = QLineEdit(self)
        self.who.setAccessibleName(self.tr("Responsável pela recomendação"))
        self.who.setPlaceholderText(self.tr("Responsável (opcional)"))
        self.has_due = QCheckBox(self.tr("Prazo"), self)
        self.due = QDateEdit(QDate.currentDate().addMonths(1), self)
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("dd/MM/yyyy")
        self.due.setAccessibleName(self.tr("Prazo da recomendação"))
        self.due.setEnabled(False)
        self.has_due.toggled.connect(self.due.setEnabled)
        self.submit = look.button(
            self.tr("Guardar"), kind="primary", icon="check", name="saveFinding"
        )
        self.submit.setEnabled(False)
        self.text.textChanged.connect(
            lambda: self.submit.setEnabled(bool(self.text.toPlainText().strip()))
        )
        self.submit.clicked.connect(self._submit)
        due_row = QHBoxLayout()
        due_row.addWidget(self.has_due)
        due_row.addWidget(self.due)
        due_row.addStretch(1)
        due_row.addWidget(self.submit)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        for widget in (self.about, self.classification, self.text, self.recommendation, self.who):
            page.addWidget(widget)
        page.addLayout(due_row)
        self.begin(None)

    @property
    def answer(self) -> AnswerItem | None:
        """The answer that the finding is about."""
        return self._answer

    def begin(self, answer: AnswerItem | None) -> None:
        """Start a finding about an answer; what was being written stays."""
        self._answer = answer
        if answer is None:
            self.about.setText(self.tr("Constatação geral da visita"))
        else:
            self.about.setText(f"«{answer.label}» — {answer.shown or self.tr('sem registo')}")

    def clear(self) -> None:
        self.text.clear()
        self.recommendation.clear()
        self.who.clear()
        self.has_due.setChecked(False)
        self.begin(None)

    def _submit(self) -> None:
        due: date | None = None
        if self.has_due.isChecked():
            picked = self.due.date()
            due = date(picked.year(), picked.month(), picked.day())
        self.submitted.emit(
            self.classification.currentData(),
            self.text.toPlainText().strip(),
            self.recommendation.text().strip(),
            self.who.text().strip(),
            due,
        )


class FindingsPanel(QWidget):
    """The findings so far, and the form for the next one."""

    opened = Signal(str)  # key of the answer that a finding is about

    def __init__(self, classes: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = dict(classes)
        self.form = FindingForm(classes, self)
        self._list = QWidget(self)
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setSpacing(10)
        scroll = QScrollArea(self)
        scroll.setWidget(self._list)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(self.tr("Constatações da visita"))
        page = QVBoxLayout(self)
        page.setContentsMargins(8, 8, 8, 8)
        page.addWidget(scroll, 1)
        page.addWidget(self.form)
        self._cards: dict[UUID, QWidget] = {}

    def show_findings(self, findings: Sequence[FindingItem]) -> None:
        while (taken := self._rows.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.deleteLater()
        if not findings:
            empty = QLabel(
                self.tr(
                    "Ainda não há constatações. Escolha um registo e descreva o que foi constatado."
                ),
                self._list,
            )
            empty.setWordWrap(True)
            self._rows.addWidget(empty)
        for finding in findings:
            self._rows.addWidget(self._card(finding))
        self._rows.addStretch(1)

    def _card(self, finding: FindingItem) -> QWidget:
        card = QWidget(self._list)
        page = QVBoxLayout(card)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(2)
        head = QLabel(f"<b>⚑ {self._names.get(finding.classification, '')}</b>", card)
        page.addWidget(head)
        for text in (finding.text, finding.recommendation_line):
            if text:
                label = QLabel(text, card)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                page.addWidget(label)
        if finding.answer_key:
            key = finding.answer_key
            go = look.button(self.tr("Ver registo e momento"), kind="link", icon="video")
            go.clicked.connect(lambda: self.opened.emit(key))
            page.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return card

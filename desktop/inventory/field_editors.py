"""The editor of one field: what stands in it, and what a person made of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from core.inventory import social_response_types
from core.plan import load_parishes
from desktop.inventory.entry_fields import FieldSpec
from desktop.inventory.entry_model import status_text
from desktop.kit import theme

Said = Callable[[Any], object]


class NotUnderstood(Exception):
    """What is typed is no value of this field; the words say what is expected."""


def editor_of(spec: FieldSpec, value: Any, *, municipality: str, said: Said) -> QWidget:
    """An editor that shows a value and calls `said` with the new one once it is left.

    `said` gets a `NotUnderstood` where the text is no value.
    """
    if spec.kind in ("status", "parish", "type"):
        return _choice(spec, value, municipality, said)
    if spec.kind == "long":
        return LongText(_shown(spec, value), said)
    field = QLineEdit(_shown(spec, value))
    field.setClearButtonEnabled(False)

    def left() -> None:
        if not field.isModified():
            return
        field.setModified(False)
        try:
            said(read(spec, field.text()))
        except NotUnderstood as error:
            said(error)

    field.editingFinished.connect(left)
    return field


class LongText(QPlainTextEdit):
    """Text of several lines, said when it is left."""

    def __init__(self, text: str, said: Said) -> None:
        super().__init__(text)
        self._said, self._before = said, text
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(74))

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.flush()

    def flush(self) -> None:
        """Say what is written, if it is another text now."""
        now = self.toPlainText().strip()
        if now != self._before:
            self._before = now
            self._said(now or None)


def _choice(spec: FieldSpec, value: Any, municipality: str, said: Said) -> QComboBox:
    combo = QComboBox()
    combo.setMaximumWidth(theme.px(330))
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(12)
    if spec.kind == "status":
        for status in ("active", "suspended", "closed"):
            combo.addItem(status_text(status), status)
        now = str(value) if value else "active"
    elif spec.kind == "type":
        for one in social_response_types():
            combo.addItem(f"{one.name} ({one.acronym})" if one.acronym else one.name, one.id)
        now = str(value)
    else:
        combo.addItem("", None)
        for parish in load_parishes():
            if parish.dico == municipality:
                combo.addItem(parish.name, parish.dicofre)
        now = str(value or "")
        if now and combo.findData(now) < 0:
            combo.addItem(now, now)
    combo.setCurrentIndex(max(0, combo.findData(now)))
    combo.activated.connect(lambda _at: said(combo.currentData()))
    return combo


def read(spec: FieldSpec, text: str) -> Any:
    """The value that a text says. Raises: NotUnderstood."""
    text = text.strip()
    if not text:
        return None
    if spec.kind == "whole":
        return whole(text)
    if spec.kind == "degrees":
        found = re.fullmatch(r"-?\d{1,3}([.,]\d+)?", text)
        if not found:
            raise NotUnderstood(_tr("Escreva graus decimais, como 41,1496."))
        return float(text.replace(",", "."))
    if spec.kind == "date":
        for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
            try:
                return datetime.strptime(text, pattern).date()  # noqa: DTZ007  a day has no zone
            except ValueError:
                continue
        raise NotUnderstood(_tr("Escreva a data como 31/12/2026."))
    if spec.kind == "list":
        return [part.strip() for part in re.split(r"[;,]", text) if part.strip()]
    return text


def whole(text: str) -> int:
    """A whole number of people, places or things. Raises: NotUnderstood."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not plain.isdecimal() or int(plain) > 1_000_000:
        raise NotUnderstood(_tr("Escreva um número inteiro, como 40."))
    return int(plain)


def _shown(spec: FieldSpec, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if spec.kind == "degrees":
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(value)


def _tr(words: str) -> str:
    return QCoreApplication.translate("FieldEditors", words)


def QT_TRANSLATE_NOOP(_context: str, words: str) -> str:
    """Mark a string for translation without translating it yet."""
    return words


EXPECTED = (
    QT_TRANSLATE_NOOP("FieldEditors", "Escreva graus decimais, como 41,1496."),
    QT_TRANSLATE_NOOP("FieldEditors", "Escreva a data como 31/12/2026."),
    QT_TRANSLATE_NOOP("FieldEditors", "Escreva um número inteiro, como 40."),
)

"""What was changed of an entry, when and by whom; read when somebody wants to see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.inventory.entry_fields import field_words, kept_words, title_of
from desktop.kit import formats, look
from desktop.kit.place import Surroundings

if TYPE_CHECKING:
    from core.store import Work

_MOST = 60
_QUIET = frozenset({"id", "scope", "source_id", "facility_id", "provider_id"})


@dataclass(frozen=True, slots=True)
class Line:
    """One change, ready to be shown."""

    at: datetime
    who: str
    entity: str
    field: str
    before: Any
    value: Any


class EntryHistory(QWidget):
    """Folded until asked for."""

    def __init__(
        self, around: Surroundings, records: list[tuple[str, UUID]], *,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._jobs, self._records = around.jobs, records
        column = look.spaced(QVBoxLayout(self), gap=4)
        self.fold = look.button(self.tr("Ver o histórico"), kind="link", name="entry_history")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(lambda _on: self.reload())
        column.addWidget(self.fold)
        self.lines = look.spaced(QVBoxLayout(), gap=2)
        column.addLayout(self.lines)

    def reload(self) -> None:
        """Read it anew, if it is unfolded."""
        self.fold.setText(
            self.tr("Esconder o histórico") if self.fold.isChecked() else self.tr("Ver o histórico")
        )
        if not self.fold.isChecked():
            look.clear(self.lines)
            return
        records = self._records

        def read(work: Work) -> list[Line]:
            from core.inventory import history_of
            from core.people import list_technicians

            names = {one.id: one.name for one in list_technicians(work)}
            found = [
                Line(one.at, names.get(one.author, ""), entity, one.field, one.before, one.value)
                for entity, identity in records
                for one in history_of(work, entity=entity, entity_id=identity)
                if one.field not in _QUIET
            ]
            return sorted(found, key=lambda one: one.at, reverse=True)[:_MOST]

        self._jobs.read(read, then=self._show)

    def _show(self, found: list[Line]) -> None:
        look.clear(self.lines)
        for one in found:
            what = f"{title_of(one.entity)}, {field_words(one.entity, one.field)}"
            who = f" · {one.who}" if one.who else ""
            before, value = one.before, one.value
            if one.field == "attributes":
                before, value = kept_words(before, against=value), kept_words(value, against=before)
            change = f"{_words(before)} → {_words(value)}"
            when = formats.day_and_clock(one.at.astimezone())
            self.lines.addWidget(look.text(f"{when}{who}", kind="soft", wrap=True))
            self.lines.addWidget(look.text(f"{what}: {change}", wrap=True))
        if not found:
            self.lines.addWidget(look.text(self.tr("Ainda nada foi alterado."), kind="soft"))


def _words(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)

"""What can be done with several entries at once: all or none, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from core.problem import Sentence
from desktop.inventory.entry_model import status_text
from desktop.kit import look
from desktop.kit.place import Surroundings

if TYPE_CHECKING:
    from core.store import Work

_ENTITIES = {"social_response": "social_response", "facility": "facility", "offer": "offer"}


class BulkBar(QWidget):
    """Shown while more than one row is selected. `done` carries what to say; `failed` a problem."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._ids: list[tuple[str, UUID]] = []
        row = look.spaced(QHBoxLayout(self), gap=8)
        self.count = look.text("", kind="strong")
        row.addWidget(self.count)
        row.addStretch(1)
        self.confirm = look.button(
            self.tr("Confirmar hoje"), icon="check", name="inventory_bulk_confirm"
        )
        self.confirm.clicked.connect(self._confirm)
        row.addWidget(self.confirm)
        self.status = look.button(self.tr("Mudar o estado"), name="inventory_bulk_status")
        menu = QMenu(self.status)
        for status in ("active", "suspended", "closed"):
            menu.addAction(status_text(status)).triggered.connect(
                lambda _on=False, status=status: self._set_status(status)
            )
        self.status.setMenu(menu)
        row.addWidget(self.status)
        self.hide()

    def show_chosen(self, ids: list[tuple[str, UUID]], count: int) -> None:
        """These are selected; what has not been scrolled to is not among them yet."""
        self._ids = ids
        self.setVisible(count > 1)
        words = self.tr("{count} entradas escolhidas").format(count=len(ids))
        if len(ids) < count:
            words = self.tr("{count} de {all} entradas (as que já se viram)").format(
                count=len(ids), all=count
            )
        self.count.setText(words)

    def _confirm(self) -> None:
        self._change(
            {"confirmed_on": self._around.now().date()}, only=frozenset({"social_response"})
        )

    def _set_status(self, status: str) -> None:
        self._change({"status": status}, only=frozenset(_ENTITIES))

    def _change(self, changes: dict[str, Any], *, only: frozenset[str]) -> None:
        by: dict[str, list[UUID]] = {}
        for kind, identity in self._ids:
            if kind in only:
                by.setdefault(_ENTITIES[kind], []).append(identity)
        today = self._around.now().date()

        def verb(work: Work) -> int:
            from core.inventory import edit_many

            done = 0
            for entity, ids in by.items():
                mine = dict(changes)
                if entity == "social_response" and "status" in mine:
                    mine["closed_on"] = today if mine["status"] == "closed" else None
                done += edit_many(work, entity=entity, ids=ids, changes=mine)
            return done

        self._around.jobs.write(verb, then=self._changed, failed=self.failed.emit)

    def _changed(self, count: int) -> None:
        left = len(self._ids) - count
        self.done.emit(
            Sentence(
                self.tr("{count} entradas mudadas.").format(count=count),
                self.tr("{left} já estavam assim, ou não têm esse campo.").format(left=left)
                if left
                else "",
                "",
            )
        )

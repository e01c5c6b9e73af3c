"""Removing an instance without asking, and the banner that brings it back."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from core.problem import Sentence
from desktop.checklist import undo
from desktop.checklist.desk import Desk
from desktop.checklist.middle import Middle
from desktop.kit.widgets import Banner

UNDO_MS = 15_000


class Removal(QObject):
    """`came_back` carries the key of an instance that was brought back."""

    came_back = Signal(str)

    def __init__(self, banner: Banner, *, middle: Middle, parent: QObject) -> None:
        super().__init__(parent)
        self._banner = banner
        self._middle = middle
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.setInterval(UNDO_MS)
        self._over.timeout.connect(self._too_late)
        self._said = ""
        banner.closed.connect(self._over.stop)

    def remove(self, instance: str, *, desk: Desk) -> None:
        """Take an instance away and offer to take that back for a while."""
        self._middle.flush()
        kept = undo.keep_instance(instance, desk=desk)
        name = self._middle.name_of_instance(instance)
        desk.remove_repeat(instance)
        self._banner.say(
            Sentence(
                happened=self.tr("Removido: «{}».").format(name),
                kept=self.tr("O que lá estava pode voltar."),
                todo="",
            ),
            kind="info",
        )
        self._banner.add_action(self.tr("Desfazer"), lambda: self._bring_back(kept, desk=desk))
        self._said = self._banner.happened.text()
        self._over.start()

    def _too_late(self) -> None:
        if self._banner.happened.text() == self._said:  # not what went wrong since
            self._banner.clear()

    def _bring_back(self, kept: undo.KeptInstance, *, desk: Desk) -> None:
        self._banner.clear()
        new = undo.bring_back(kept, desk=desk)
        if new is not None:
            self.came_back.emit(new)

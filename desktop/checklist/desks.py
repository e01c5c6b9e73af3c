"""The desk on screen, and those left while the store did not have all of them yet."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.checklist.desk import Desk
from desktop.kit.jobs import Jobs


class Desks(QObject):
    """`waiting` says how many answers the store has refused so far, in all of them together."""

    waiting = Signal(int)

    def __init__(self, jobs: Jobs, *, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: Desk | None = None
        self._left: list[Desk] = []
        self._left_at: dict[UUID, str] = {}
        jobs.came_back.connect(self._let_go)

    def put_on(self, desk: Desk) -> None:
        """Show this one."""
        self.shown = desk
        desk.waiting.connect(self._tell)

    def put_off(self, *, at: str) -> Desk | None:
        """Take the desk off the screen; it stays until the store has all that it holds."""
        desk, self.shown = self.shown, None
        if desk is None:
            return None
        self._left_at[desk.opened.summary.id] = at
        self._left.append(desk)
        return desk

    def take_back(self, filling_id: UUID) -> tuple[Desk, str] | None:
        """The desk of a filling that still holds something, and where the person stood there."""
        self._let_go()
        for desk in self._left:
            if desk.opened.summary.id == filling_id:
                self._left.remove(desk)
                desk.waiting.disconnect(self._tell)
                return desk, self._left_at[filling_id]
        return None

    @property
    def unsaved(self) -> int:
        """How many answers the store has refused so far."""
        return sum(desk.unsaved for desk in self._all())

    @property
    def pending(self) -> bool:
        """Whether anything that was given is not in the store yet."""
        return any(desk.pending for desk in self._all())

    def save_again(self) -> None:
        """Try once more to write what the store refused."""
        for desk in self._all():
            desk.save_again()

    def _all(self) -> list[Desk]:
        return [*self._left, *([self.shown] if self.shown is not None else [])]

    def _tell(self, _count: int) -> None:
        self.waiting.emit(self.unsaved)

    def _let_go(self) -> None:
        for desk in [one for one in self._left if not one.pending]:
            self._left.remove(desk)
            desk.deleteLater()

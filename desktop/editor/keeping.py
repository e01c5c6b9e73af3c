"""Drafts on their way to the store: held until they are in it, also when the disk refuses them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from core.forms.authoring import Book, write_book
from core.forms.authoring.texts import setting
from desktop.kit.jobs import Jobs, while_alive

if TYPE_CHECKING:
    from core.store import Work


@dataclass(frozen=True, slots=True)
class Draft:
    """A book as it stood at an instant, and where it came from."""

    id: UUID
    book: Book
    version_id: UUID | None
    path: Path | None
    at: datetime


class Keeping(QObject):
    """`kept` carries a draft that is in the store; `waiting` how many the store has refused."""

    kept = Signal(object)
    waiting = Signal(int)

    def __init__(self, jobs: Jobs, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._held: dict[UUID, Draft] = {}
        self._refused: set[UUID] = set()

    @property
    def unsaved(self) -> int:
        """How many drafts the store has refused and only this window still holds."""
        return len(self._refused)

    @property
    def pending(self) -> bool:
        """Whether a draft is on its way to the store (or was refused)."""
        return bool(self._held)

    def holds(self, draft: UUID, book: Book) -> bool:
        """Whether exactly this is on its way and was not refused."""
        held = self._held.get(draft)
        return held is not None and held.book is book and draft not in self._refused

    def keep(self, draft: Draft) -> None:
        """Write a draft; a later one of the same id takes its place."""
        self._held[draft.id] = draft
        self._refused.discard(draft.id)

        def verb(work: Work) -> None:
            from core.visits import keep_draft

            keep_draft(
                work,
                draft_id=draft.id,
                title=setting(draft.book, "form_title"),
                content=write_book(draft.book),
                version_id=draft.version_id,
                path=str(draft.path) if draft.path else None,
                changed_at=draft.at,
            )

        def done(_none: object) -> None:
            if self._held.get(draft.id) is draft:
                self.forget(draft.id)
            self.kept.emit(draft)

        def refused(problem: BaseException) -> None:
            if self._held.get(draft.id) is draft:
                self._refused.add(draft.id)
                self.waiting.emit(self.unsaved)
            self._jobs.troubled.emit(problem)

        self._jobs.write(verb, then=while_alive(self, done), failed=while_alive(self, refused))

    def again(self) -> None:
        """Write once more what was refused."""
        for one in list(self._refused):
            self.keep(self._held[one])

    def forget(self, draft: UUID) -> None:
        """This draft is needed no more, or is in the store."""
        self._held.pop(draft, None)
        self._refused.discard(draft)
        self.waiting.emit(self.unsaved)

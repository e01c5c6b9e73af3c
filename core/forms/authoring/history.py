"""Undo and redo: the books that were, as values."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.forms.authoring.book import Book


@dataclass(frozen=True, slots=True)
class Moment:
    """A book and where its author stood (a line), so that undo leads back there too."""

    book: Book
    at: int | None = None
    what: str = ""


@dataclass(slots=True)
class History:
    """What was, what is, what was undone. Changes with the same `what` in a row are one step."""

    now: Moment
    depth: int = 200
    past: list[Moment] = field(default_factory=list)
    undone: list[Moment] = field(default_factory=list)

    def put(self, book: Book, *, at: int | None, what: str = "") -> bool:
        """A new state; False when nothing changed."""
        if book is self.now.book or book == self.now.book:
            self.now = Moment(self.now.book, at, self.now.what)
            return False
        if not (what and what == self.now.what and self.past and not self.undone):
            self.past.append(self.now)
            del self.past[: -self.depth]
        self.undone.clear()
        self.now = Moment(book, at, what)
        return True

    def undo(self) -> bool:
        """One step back; False at the beginning."""
        if not self.past:
            return False
        self.undone.append(self.now)
        self.now = self.past.pop()
        return True

    def redo(self) -> bool:
        """One step forward again; False at the end."""
        if not self.undone:
            return False
        self.past.append(self.now)
        self.now = self.undone.pop()
        return True

"""The workbench: the book that is being written, its history, its check and its draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from core.forms.authoring import Book, Checked, History, check_book
from core.forms.authoring.history import Moment
from core.forms.authoring.outline import item_of
from desktop.editor.keeping import Draft, Keeping
from desktop.editor.opening import NO_MEDIA, Opened
from desktop.kit.jobs import Jobs

if TYPE_CHECKING:
    from core.store import Work

CHECK_PAUSE_MS = 350
KEEP_PAUSE_MS = 900


class Bench(QObject):
    """`changed`: the book is another now; `moved`: the line stood at (None: the whole check-list).

    `checked` carries what the latest check found; `kept` the instant a draft was stored.
    """

    opened = Signal()
    changed = Signal()
    moved = Signal()
    checked = Signal(object)
    kept = Signal(object)

    def __init__(
        self, jobs: Jobs, *, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.jobs, self._now = jobs, now
        self.history: History | None = None
        self.at: int | None = None
        self.media = NO_MEDIA
        self.version_id: UUID | None = None
        self.path: Path | None = None
        self.draft_id = uuid4()
        self.unnamed: set[int] = set()  # lines whose names still follow their labels
        self.result: Checked | None = None
        self._clean: Book | None = None
        self._checking: Book | None = None
        self._stored: Book | None = None
        self.keeping = Keeping(jobs, parent=self)
        self.keeping.kept.connect(self._is_kept)
        self._check = self._timer(CHECK_PAUSE_MS, self._start_check)
        self._keep = self._timer(KEEP_PAUSE_MS, self.keep_now)

    def _timer(self, pause: int, then: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(then)
        return timer

    @property
    def book(self) -> Book:
        """The book as it is now. Only after `open`."""
        assert self.history is not None
        return self.history.now.book

    @property
    def dirty(self) -> bool:
        """Whether something would be lost without the draft."""
        return self.history is not None and self.book is not self._clean

    def open(self, opened: Opened) -> None:
        """Begin with a book."""
        self.keep_now()
        self.history = History(Moment(opened.book))
        self.media, self.version_id, self.path = opened.media, opened.version_id, opened.path
        self.draft_id = opened.draft_id or uuid4()
        self._clean = None if opened.changed else opened.book
        self._stored = opened.book if opened.draft_id is not None else None
        self.result = None
        self.at = None
        self.unnamed = {line.id for line in opened.book.survey.lines} if opened.fresh else set()
        self.opened.emit()
        self._check.start(0)
        if opened.changed:
            self._keep.start()

    def close(self) -> None:
        """Put the book away; its draft stays."""
        self.keep_now()
        self.history = None
        self._check.stop()
        self._keep.stop()

    def forget(self) -> None:
        """Put the book away without a draft: the person gave it up."""
        self.keeping.forget(self.draft_id)
        self.history = None
        self._check.stop()
        self._keep.stop()

    # -- changing ----------------------------------------------------------------------------

    def do(self, book: Book, *, at: int | None = None, what: str = "") -> None:
        """A change. `at`: where to stand afterwards; `what`: changes of one word are one step."""
        assert self.history is not None
        stand = self.at if at is None else at
        if not self.history.put(book, at=stand, what=what):
            return
        self._after(stand)

    def undo(self) -> None:
        """One step back."""
        if self.history is not None:
            before = self.history.now.at
            if self.history.undo():
                self._after(before if self._there(before) else self.history.now.at)

    def redo(self) -> None:
        """One step forward again."""
        if self.history is not None and self.history.redo():
            self._after(self.history.now.at)

    def stand(self, line: int | None) -> None:
        """Go to an item (None: the check-list itself)."""
        if line != self.at:
            self.at = line
            self.moved.emit()

    def _there(self, line: int | None) -> bool:
        return line is None or item_of(self.book, line) is not None

    def _after(self, stand: int | None) -> None:
        moved = stand != self.at
        self.at = stand if self._there(stand) else None
        self.changed.emit()
        if moved:
            self.moved.emit()
        self._check.start()
        if not self._keep.isActive():
            self._keep.start()

    # -- checking ----------------------------------------------------------------------------

    def _start_check(self) -> None:
        if self.history is None or self._checking is not None:
            return
        book, media = self.book, self.media
        self._checking = book
        self.jobs.run(
            lambda _step: check_book(book, media=media),
            then=self._take_check,
            failed=self._no_check,
        )

    def _take_check(self, result: Checked) -> None:
        book, self._checking = self._checking, None
        if self.history is None:
            return
        if book is not self.book:
            self._check.start(0)  # it changed meanwhile: soon there is a newer result
        self.result = result
        self.checked.emit(result)

    def _no_check(self, problem: BaseException) -> None:
        self._checking = None
        self.jobs.troubled.emit(problem)

    # -- keeping -----------------------------------------------------------------------------

    def keep_now(self) -> None:
        """Store the draft now, if there is anything new in it; and what was refused, once more."""
        self._keep.stop()
        self.keeping.again()
        if self.history is None or not self.dirty or self.book is self._stored:
            return
        if not self.keeping.holds(self.draft_id, self.book):
            at = self._now().astimezone(UTC)
            self.keeping.keep(Draft(self.draft_id, self.book, self.version_id, self.path, at))

    def _is_kept(self, draft: Draft) -> None:
        if draft.id == self.draft_id:
            self._stored = draft.book
        self.kept.emit(draft.at)

    def settled(self, book: Book) -> None:
        """This book was saved or installed: its draft is needed no more."""
        self._clean = self._stored = book
        draft_id = self.draft_id
        self.keeping.forget(draft_id)

        def verb(work: Work) -> None:
            from core.visits import drop_draft

            drop_draft(work, draft_id=draft_id)

        if not self.dirty:
            self._keep.stop()
            self.jobs.write(verb)

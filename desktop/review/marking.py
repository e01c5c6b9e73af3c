"""Marking what is seen in the recordings of a visit: what a key does, and how it is undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.kit.jobs import Jobs, while_alive

if TYPE_CHECKING:
    from core.store import Work
    from core.visits.marking import MarkSummary, SchemeSummary, TagSummary

WATCHED = frozenset({"mark", "marking_scheme", "marking_tag"})


@dataclass(frozen=True, slots=True)
class VisitMarks:
    """What can be marked in a visit, and what was."""

    form_id: str = ""
    scheme: SchemeSummary | None = None
    marks: tuple[MarkSummary, ...] = field(default=())

    def find(self, key: str) -> MarkSummary | None:
        """The mark with this key of the timeline."""
        return next((one for one in self.marks if key_of(one) == key), None)


@dataclass(frozen=True, slots=True)
class Done:
    """A mark that was made or changed; `before` is None for one that was not there."""

    mark_id: UUID
    before: MarkSummary | None


def key_of(mark: MarkSummary) -> str:
    """How the timeline knows a mark."""
    return f"mark:{mark.id}"


class Marking(QObject):
    """The marks of the visit that is shown. Moments are µs of their own recording."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Jobs, me: Callable[[], UUID | None], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._me = jobs, me
        self._visit_id: UUID | None = None
        self.shown = VisitMarks()
        self._done: list[Done] = []

    @property
    def visit_id(self) -> UUID | None:
        """The visit whose marks these are."""
        return self._visit_id

    @property
    def can_undo(self) -> bool:
        """Whether something was marked here that can be taken back."""
        return bool(self._done)

    def show_visit(self, visit_id: UUID) -> None:
        """Read the marks of this visit."""
        if visit_id != self._visit_id:
            self._visit_id = visit_id
            self.shown = VisitMarks()
            self._done.clear()
            self.changed.emit()
        self.read()

    def read(self) -> None:
        """Read again."""
        visit_id = self._visit_id
        if visit_id is None:
            return

        def verb(work: Work) -> VisitMarks:
            from core.visits.marking import form_of_visit, marks_of, scheme_of

            form_id = form_of_visit(work, visit_id)
            marks = tuple(marks_of(work, visit_id=visit_id))
            return VisitMarks(form_id, scheme_of(work, form_id), marks)

        def arrived(found: VisitMarks) -> None:
            if visit_id == self._visit_id:
                self.shown = found
                self.changed.emit()

        self._jobs.read(verb, then=while_alive(self, arrived), failed=self.failed.emit)

    def is_running(self, mark: MarkSummary) -> bool:
        """Whether it is a span of this person's that was begun and not ended."""
        mine = mark.technician_id == self._me()
        return mine and mark.kind == "span" and mark.end_us is None

    # -- what a person does ----------------------------------------------------------------

    def press(self, tag: TagSummary, *, recording_id: UUID, at_us: int) -> None:
        """Mark the moment, or begin the span; one of this person's that runs ends here."""
        me = self._me()

        def verb(work: Work) -> Done:
            from core.visits.marking import change, mark, marks_of

            for one in marks_of(work, recording_id=recording_id):
                mine = one.tag_id == tag.id and one.technician_id == me
                if mine and one.kind == "span" and one.end_us is None:
                    # Whoever went back in time meant the span that lies between.
                    start, end = sorted((one.start_us, at_us))
                    change(work, mark_id=one.id, start_us=start, end_us=end)
                    return Done(one.id, one)
            made = mark(
                work, recording_id=recording_id, tag_id=tag.id, start_us=at_us, technician_id=me
            )
            return Done(made, None)

        self._write(verb)

    def change(
        self,
        before: MarkSummary,
        *,
        start_us: int | None = None,
        end_us: int | None = None,
        note: str | None = None,
    ) -> None:
        """Move a mark, its begin or its end, or note something; None leaves a thing as it is."""

        def verb(work: Work) -> Done:
            from core.visits.marking import change

            change(work, mark_id=before.id, start_us=start_us, end_us=end_us, note=note)
            return Done(before.id, before)

        self._write(verb)

    def remove(self, before: MarkSummary) -> None:
        """Take a mark away."""

        def verb(work: Work) -> Done:
            from core.visits.marking import remove

            remove(work, mark_id=before.id)
            return Done(before.id, before)

        self._write(verb)

    def undo(self) -> None:
        """Take back what was marked last."""
        if not self._done:
            return
        last = self._done.pop()

        def verb(work: Work) -> None:
            from core.visits.marking import put_back, remove

            if last.before is None:
                remove(work, mark_id=last.mark_id)
            else:
                put_back(work, mark=last.before)

        self._jobs.write(
            verb, then=while_alive(self, lambda _: self.read()), failed=self.failed.emit
        )

    def _write(self, verb: Callable[[Work], Done]) -> None:
        def done(what: Done) -> None:
            self._done.append(what)
            self.read()

        self._jobs.write(verb, then=while_alive(self, done), failed=self.failed.emit)

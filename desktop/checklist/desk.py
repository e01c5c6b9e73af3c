"""The filling on the desk: the session answers here, and everything it changes is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from core.forms.states import ChoiceState, Delta, Invalid, NodeState, OutlineItem, ValueChange
from core.problem import Problem
from desktop.checklist.arrivals import Arrivals, Arrived, around
from desktop.checklist.files import FileKeeper
from desktop.checklist.opening import Opened
from desktop.checklist.unsaved import Moment, Unwritten
from desktop.checklist.writing import Spot, Writing
from desktop.kit.jobs import Jobs, while_alive
from desktop.kit.settings import SettingsFile
from desktop.questions.around import FileOffer

if TYPE_CHECKING:
    from core.store import Work
    from core.video.frames import SoundSource
    from core.visits import FillingSummary

MomentProvider = Callable[[], "tuple[UUID, int] | None"]
StillProvider = Callable[[], "bytes | None"]


def nothing_recorded() -> None:
    """No recording is under way."""


class Desk(QObject):
    """One open filling. Everything here runs on the window's thread; writing has its own lane.

    `saved` is emitted for each answer once the store has committed it, never before; `waiting`
    says how many the store has refused so far; `changed_elsewhere(filling id)` that somebody else
    finalised it or opened it again.
    """

    changed = Signal(object)
    saved = Signal(str, object)
    failed = Signal(object)
    waiting = Signal(int)
    moment_stamped = Signal(str, int)
    changed_elsewhere = Signal(object)
    about_to_hide = Signal()

    def __init__(
        self,
        opened: Opened,
        *,
        jobs: Jobs,
        technician_id: UUID | None,
        now: Callable[[], datetime],
        settings: SettingsFile | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.opened = opened
        self._settings = settings
        self.session = opened.session
        self._jobs = jobs
        self._technician_id = technician_id
        self._now = now
        self._states: dict[str, NodeState] = {}
        self._meanwhile: list[tuple[str, str | None]] | None = None
        self.writing = Writing(
            jobs,
            filling_id=opened.summary.id,
            technician_id=technician_id,
            attachments=opened.attachments,
            parent=self,
        )
        self.writing.saved.connect(self._saved)
        self.writing.failed.connect(self.failed)
        self.writing.waiting.connect(self._tell_waiting)
        self.files = FileKeeper(
            opened, jobs=jobs, technician_id=technician_id, now=now, parent=self
        )
        self.files.holding.waiting.connect(self._tell_waiting)
        self.files.overtaken.connect(self._write_again)
        self.arrivals = Arrivals(
            jobs, writing=self.writing, filling_id=opened.summary.id, parent=self
        )
        self.arrivals.arrived.connect(self._arrived)
        self.moment: MomentProvider = nothing_recorded
        self.still_of: StillProvider = nothing_recorded
        if opened.fresh is not None:
            self.writing.begin(opened.fresh, at=self._now())

    # What the questions ask of the place around them.

    @property
    def media(self) -> Mapping[str, bytes]:
        """Files that came with the check-list."""
        return self.opened.media

    def now(self) -> datetime:
        """The present instant in the zone that answers are written in."""
        return self._now()

    def microphone(self) -> SoundSource | None:
        """The microphone chosen for recording, listening; the usual one when none is chosen."""
        from desktop.kit.microphone import open_for_answer

        return open_for_answer(self._settings.value.microphone if self._settings else "")

    def still(self) -> bytes | None:
        """A JPEG of what the camera sees, while recording."""
        return self.still_of()

    def keep(
        self,
        offer: FileOffer,
        *,
        key: str,
        then: Callable[[str], None],
        failed: Callable[[str], None],
    ) -> None:
        """Seal a file, attach it, and answer with the name that the filling will call it by."""
        moment = self.moment()

        def done(name: str) -> None:
            if self._meanwhile is not None:
                self.answer(key, name)
            elif not self.finalised and self._stands(key):
                # The person may be elsewhere by now: that is not where this answer was given.
                self._answer(key, name, moment=moment, spot=None)
            then(name)

        self.files.keep(offer, key=key, moment=moment, then=done, failed=failed)

    def fetch(self, name: str, *, then: Callable[[bytes | None], None]) -> None:
        """The bytes of a kept file, or None when this computer does not have it."""
        self.files.fetch(name, then=then)

    # What is shown.

    @property
    def finalised(self) -> bool:
        """Nothing can be answered any more."""
        return self.opened.summary.state != "draft"

    def state(self, key: str) -> NodeState:
        """A node as it stands now."""
        known = self._states.get(key)
        if known is None:
            known = self._seen(self.session.state(key))
        return known

    def _seen(self, state: NodeState) -> NodeState:
        if self.finalised and not state.readonly:
            state = replace(state, readonly=True, can_add=False, can_remove=False)
        self._states[state.key] = state
        return state

    def choices(self, key: str) -> tuple[ChoiceState, ...]:
        """The choices that a question offers now."""
        if self.state(key).control in {"select1", "select", "rank"}:
            return tuple(self.session.choices(key))
        return ()

    def outline(self) -> tuple[OutlineItem, ...]:
        """Sections with their progress."""
        return tuple(self.session.outline())

    def validate(self) -> tuple[Invalid, ...]:
        """What keeps the filling from being finalised."""
        return tuple(self.session.validate())

    def moment_of(self, key: str) -> tuple[UUID, int] | None:
        """Recording and moment that the answer was given at."""
        return self.opened.moments.get(key)

    # What a person does.

    def answer(self, key: str, value: str | None) -> None:
        """Answer a question, or take its answer back."""
        if self._meanwhile is not None:
            self._meanwhile.append((key, value))
        elif not self.finalised:
            self.files.forget(key)
            spot = Spot(key, self.session.language)
            self._answer(key, value, moment=self.moment(), spot=spot)

    def _answer(self, key: str, value: str | None, *, moment: Moment, spot: Spot | None) -> None:
        delta = self.session.answer(key, value)
        if moment is not None:
            self.opened.moments[key] = moment
        # A correction keeps the moment of what the store does not have yet.
        kept = moment or self.writing.unsaved.moment_of(key)
        self._take(delta, sure=(key,), moment=kept, spot=spot)
        if moment is not None:
            self.moment_stamped.emit(key, moment[1])

    def add_repeat(self, key: str) -> str | None:
        """Add an instance; its key."""
        if not self.can_write:
            return None
        delta = self.session.add_repeat(key)
        before = set(self.state(key).children)
        self._take(delta, sure=(key,), moment=self.moment())
        new = [child for child in self.state(key).children if child not in before]
        return new[0] if new else None

    def remove_repeat(self, instance: str) -> None:
        """Take an instance away."""
        if not self.can_write:
            return
        self._take(self.session.remove_repeat(instance), sure=(), moment=self.moment())

    def move_repeat(self, instance: str, *, position: int) -> None:
        """Put an instance elsewhere among its siblings (1-based)."""
        if not self.can_write:
            return
        delta = self.session.move_repeat(instance, position=position)
        self._take(delta, sure=(), moment=self.moment())

    def set_language(self, language: str) -> None:
        """Show the form in another of its languages."""
        delta = self.session.set_language(language)
        self._states.clear()
        self.changed.emit(delta)

    def remember(self, key: str) -> None:
        """Note the question the person is at, for the next start."""
        if self.finalised:
            return
        from core.visits import remember_place

        language = self.session.language
        filling_id, at = self.opened.summary.id, self._now()
        self._jobs.write(
            lambda work: remember_place(work, filling_id, key, at=at, language=language),
            failed=while_alive(self, self.failed.emit),
        )

    def look_again(self) -> None:
        """Back in an open filling: tell if it was finalised or opened again elsewhere."""
        from core.visits import filling

        mine = self.opened.summary
        self._jobs.read(lambda work: filling(work, mine.id), then=while_alive(self, self._compare))

    def _compare(self, now: FillingSummary) -> bool:
        same = now.state == self.opened.summary.state
        if not same and self._meanwhile is None:
            self.changed_elsewhere.emit(now.id)
        return same

    def _arrived(self, found: Arrived) -> None:
        """Others answered: the session takes it in and writes what follows from both."""
        if not self._compare(found.summary) or not self.can_write:
            return
        spared = found.spared
        delta = self.session.take_in(found.saved, spared=spared)
        here = self.arrivals.typing()
        if here:
            there = {f"{repeat}{{{one}}}" for repeat, one in found.saved.repeats} | {here}
            if here not in delta.removed and not self.session.state(here).relevant:
                self.about_to_hide.emit()  # its text is said before its row goes
            if found.saved.values.get(here, "") != self.state(here).value or around(here) - there:
                self.arrivals.look_later()
        fresh = self.opened.take_in(found.given, spared=spared)
        if delta:
            self._take(delta, sure=(), moment=None)
        for one in fresh:
            self.saved.emit(one.key, one.answered_at)
            if one.moment_us is not None:
                self.moment_stamped.emit(one.key, one.moment_us)

    def finalise(self, *, then: Callable[[], None]) -> None:
        """Close the filling in one transaction: every answer that the store does not have yet, the
        session's last values, its state. If the store refuses, the filling stays open as it was.
        """
        from core.visits import finalise_filling, keep_entities

        if not self.can_write:
            return
        before = self.session.save()
        carried = self.writing.unsaved.held()
        delta, at = self.session.finalise(), self._now()
        filling_id, entities = self.opened.summary.id, self.session.entities()
        answers = self.writing.take_along((*carried, Unwritten(delta, None, at)))
        self._meanwhile = []

        def verb(work: Work) -> None:
            answers(work)
            finalise_filling(work, filling_id, at=at)
            keep_entities(work, filling_id, entities, at=at)

        def done(_nothing: object) -> None:
            self._meanwhile = None
            self.writing.taken(carried)
            self.opened.summary = replace(self.opened.summary, state="finalised", finalised_at=at)
            self._states.clear()
            then()

        def refused(error: BaseException) -> None:
            session = type(self.session).resume(self.opened.form, before, self.session.context)
            self.session = self.opened.session = session
            self._states.clear()
            given, self._meanwhile = self._meanwhile or [], None
            for key, value in given:
                self.answer(key, value)
            self.arrivals.look_later()  # what came from elsewhere meanwhile was left aside
            self.failed.emit(error)

        self._jobs.write(verb, then=while_alive(self, done), failed=while_alive(self, refused))

    def save_again(self) -> None:
        """Write what could not be written, with the moments it was given at."""
        self.writing.again()
        self.files.holding.again()

    @property
    def unsaved(self) -> int:
        """How many answers and files the store has refused so far."""
        return self.writing.unsaved.refused + self.files.holding.unsaved

    @property
    def pending(self) -> bool:
        """Whether an answer, a file or the end is on its way to the store (or was refused)."""
        held = len(self.writing.unsaved) > 0 or self.files.holding.pending
        return held or self._meanwhile is not None

    def _tell_waiting(self, _count: int) -> None:
        self.waiting.emit(self.unsaved)

    def _write_again(self, key: str) -> None:
        """A file overtaken by a later answer was written after it: the later one is the answer."""
        if self.can_write and self._stands(key):
            change = ValueChange(key, self.state(key).value or None, by_person=True)
            self.write(Delta(values=(change,)), moment=self.opened.moments.get(key))

    def _stands(self, key: str) -> bool:
        try:
            self.session.state(key)
        except Problem:
            return False  # its repeat instance was taken away
        return True

    @property
    def can_write(self) -> bool:
        """Whether answers are taken now: not once it is finalised, nor while it is being."""
        return not self.finalised and self._meanwhile is None

    # Within.

    def _take(
        self, delta: Delta, *, sure: Iterable[str], moment: Moment, spot: Spot | None = None
    ) -> None:
        self.show(delta, sure=sure)
        if delta.values or delta.repeats:
            self.writing.write(delta, moment=moment, at=self._now(), spot=spot)

    def write(self, delta: Delta, *, moment: Moment = None, at: datetime | None = None) -> None:
        """Write what is shown already."""
        self.writing.write(delta, moment=moment, at=at or self._now())

    def show(self, delta: Delta, *, sure: Iterable[str] = ()) -> None:
        """Show what the session changed."""
        for key in delta.removed:
            self._states.pop(key, None)
        seen = {state.key for state in (*delta.changed, *delta.added)}
        for state in (*delta.changed, *delta.added):
            self._seen(state)
        # An editor compares with the state: it must never be older than its own answer.
        wanted = {*sure, *(change.key for change in delta.repeats)} - seen
        more = [self._seen(self.session.state(key)) for key in sorted(wanted)]
        if more:
            delta = replace(delta, changed=(*delta.changed, *more))
        self.changed.emit(delta)

    def _saved(self, key: str, at: datetime) -> None:
        self.opened.saved_at[key] = at
        self.saved.emit(key, at)

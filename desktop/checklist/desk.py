"""The filling on the desk: the session answers here, and everything it changes is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import shiboken6
from PySide6.QtCore import QObject, Signal

from core.forms.states import ChoiceState, Delta, Invalid, NodeState, OutlineItem
from desktop.checklist.opening import Opened
from desktop.checklist.unsaved import Moment, Unsaved
from desktop.kit import sentences
from desktop.kit.jobs import Jobs, Step
from desktop.questions.around import FileOffer

if TYPE_CHECKING:
    from core.store import Work
    from core.visits import FillingSummary

MomentProvider = Callable[[], "tuple[UUID, int] | None"]
StillProvider = Callable[[], "bytes | None"]


def nothing_recorded() -> None:
    """No recording is under way."""


def kept_name(offered: str) -> str:
    """A name of its own for a file of the filling, fit for every file system and for XML."""
    stem = "".join(c if c.isalnum() or c in "-_ " else "_" for c in Path(offered).stem)
    suffix = Path(offered).suffix.lower()
    kind = suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= 6 else ""
    return f"{stem.strip()[:40] or 'ficheiro'}-{uuid4().hex[:8]}{kind}"


def while_alive(owner: QObject, callback: Callable[[Any], object]) -> Callable[[Any], None]:
    """A callback of a job that may come back after its owner is gone: then it does nothing."""

    def call(result: Any) -> None:
        if shiboken6.isValid(owner):
            callback(result)

    return call


class Desk(QObject):
    """One open filling. Everything here runs on the window's thread; writing has its own lane.

    `saved` is emitted for each answer once the store has committed it, never before.
    """

    changed = Signal(object)
    saved = Signal(str, object)
    failed = Signal(object)
    moment_stamped = Signal(str, int)

    def __init__(
        self,
        opened: Opened,
        *,
        jobs: Jobs,
        technician_id: UUID | None,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.opened = opened
        self.session = opened.session
        self._jobs = jobs
        self._technician_id = technician_id
        self._now = now
        self._states: dict[str, NodeState] = {}
        self._unsaved = Unsaved()
        self.moment: MomentProvider = nothing_recorded
        self.still_of: StillProvider = nothing_recorded
        if opened.fresh is not None:
            self._write_opening()

    # What the questions ask of the place around them.

    @property
    def media(self) -> Mapping[str, bytes]:
        """Files that came with the check-list."""
        return self.opened.media

    def now(self) -> datetime:
        """The present instant in the zone that answers are written in."""
        return self._now()

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
        from core.visits import keep_file

        name = kept_name(offer.name)
        store, moment = self._jobs.store, self.moment()
        recording_id, moment_us = moment if moment is not None else (None, None)
        filling_id, who, at = self.opened.summary.id, self._technician_id, self._now()

        def kept(_step: Step) -> tuple[UUID, str]:
            # Sealed and written in one job: a window that closes meanwhile waits for it.
            content = offer.content
            source = BytesIO(content) if isinstance(content, bytes) else content
            file = store.files.seal(source, media_type=offer.media_type, name=name)
            attachment_id = store.write_now(
                lambda work: keep_file(
                    work,
                    filling_id=filling_id,
                    key=key,
                    file=file,
                    name=name,
                    technician_id=who,
                    at=at,
                    recording_id=recording_id,
                    moment_us=moment_us,
                )
            )
            return attachment_id, file.sha256

        def trouble(error: BaseException) -> None:
            failed(str(sentences.for_person(error)))

        def done(result: tuple[UUID, str]) -> None:
            self.opened.attachments[name], self.opened.files[name] = result
            if not self.finalised:
                self.answer(key, name)
            then(name)

        self._jobs.run(kept, then=while_alive(self, done), failed=while_alive(self, trouble))

    def fetch(self, name: str, *, then: Callable[[bytes | None], None]) -> None:
        """The bytes of a kept file, or None when this computer does not have it."""
        sha256 = self.opened.files.get(name)
        store = self._jobs.store
        if sha256 is None or not store.files.has(sha256):
            then(None)
            return

        def read(_step: Step) -> bytes:
            with store.files.open(sha256) as stream:
                return stream.read()

        self._jobs.run(
            read,
            then=while_alive(self, then),
            failed=while_alive(self, lambda _error: then(None)),
        )

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
        if self.finalised:
            return
        moment = self.moment()
        delta = self.session.answer(key, value)
        if moment is not None:
            self.opened.moments[key] = moment
        self._take(delta, sure=(key,), moment=moment)
        if moment is not None:
            self.moment_stamped.emit(key, moment[1])

    def add_repeat(self, key: str) -> str | None:
        """Add an instance; its key."""
        delta = self.session.add_repeat(key)
        before = set(self.state(key).children)
        self._take(delta, sure=(key,), moment=self.moment())
        new = [child for child in self.state(key).children if child not in before]
        return new[0] if new else None

    def remove_repeat(self, instance: str) -> None:
        """Take an instance away."""
        self._take(self.session.remove_repeat(instance), sure=(), moment=self.moment())

    def move_repeat(self, instance: str, *, position: int) -> None:
        """Put an instance elsewhere among its siblings (1-based)."""
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

    def look_again(self, *, then: Callable[[], object]) -> None:
        """Back in an open filling: `then`, if it was finalised or opened again elsewhere."""
        from core.visits import filling

        mine = self.opened.summary

        def compare(now: FillingSummary) -> None:
            if now.state != self.opened.summary.state:
                then()

        self._jobs.read(lambda work: filling(work, mine.id), then=while_alive(self, compare))

    def finalise(self, *, then: Callable[[], None]) -> None:
        """Close the filling in one transaction: answers refused before, the session's last values,
        its state. If the store refuses, the filling stays open as it was.
        """
        from core.visits import finalise_filling

        before = self.session.save()
        waiting = list(self._unsaved.writes(self.session))
        delta, at = self.session.finalise(), self._now()
        filling_id = self.opened.summary.id
        parts = [self._verb(*part) for part in (*waiting, (delta, None, at))]

        def verb(work: Work) -> None:
            for part in parts:
                part(work)
            finalise_filling(work, filling_id, at=at)

        def done(_nothing: object) -> None:
            self._unsaved.clear()
            self.opened.summary = replace(self.opened.summary, state="finalised", finalised_at=at)
            self._states.clear()
            then()

        def refused(error: BaseException) -> None:
            session = type(self.session).resume(self.opened.form, before, self.session.context)
            self.session = self.opened.session = session
            self._states.clear()
            self.failed.emit(error)

        self._jobs.write(verb, then=while_alive(self, done), failed=while_alive(self, refused))

    def save_again(self) -> None:
        """Write what could not be written, as it stands now, with the moments it was given at."""
        waiting = list(self._unsaved.writes(self.session))
        self._unsaved.clear()
        for delta, moment, at in waiting:
            self._write(delta, moment=moment, at=at)

    @property
    def unsaved(self) -> int:
        """How many answers the store has refused so far."""
        return len(self._unsaved)

    # Within.

    def _take(self, delta: Delta, *, sure: Iterable[str], moment: tuple[UUID, int] | None) -> None:
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
        if delta.values or delta.repeats:
            self._write(delta, moment=moment)

    def _write(self, delta: Delta, *, moment: Moment, at: datetime | None = None) -> None:
        when = at or self._now()

        def done(_rows: object) -> None:
            self._unsaved.settled(delta)
            for change in delta.values:
                if change.by_person:
                    self.opened.saved_at[change.key] = when
                    self.saved.emit(change.key, when)

        def trouble(error: BaseException) -> None:
            self._unsaved.add(delta, moment=moment, at=when)
            self.failed.emit(error)

        self._jobs.write(
            self._verb(delta, moment, when),
            then=while_alive(self, done),
            failed=while_alive(self, trouble),
        )

    def _verb(self, delta: Delta, moment: Moment, at: datetime) -> Callable[[Work], int]:
        from core.visits import record_delta

        filling_id, who = self.opened.summary.id, self._technician_id
        recording_id, moment_us = moment if moment is not None else (None, None)
        attachments = {
            change.value: self.opened.attachments[change.value]
            for change in delta.values
            if change.value and change.value in self.opened.attachments
        }

        def verb(work: Work) -> int:
            return record_delta(
                work,
                filling_id=filling_id,
                delta=delta,
                technician_id=who,
                at=at,
                recording_id=recording_id,
                moment_us=moment_us,
                attachments=attachments,
            )

        return verb

    def _write_opening(self) -> None:
        from core.visits import record_opening

        saved = self.opened.fresh
        assert saved is not None
        filling_id, at, who = self.opened.summary.id, self._now(), self._technician_id
        self._jobs.write(
            lambda work: record_opening(
                work, filling_id=filling_id, saved=saved, technician_id=who, at=at
            ),
            failed=while_alive(self, self.failed.emit),
        )

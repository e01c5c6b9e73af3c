"""Two cameras of one visit: one button for both, one time base, and each may fail alone.

The first is the computer's own, as a rule; the second a phone or another camera. What is answered
is stamped with the first one's moment, or the second's while the first does not record.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from core.store import SystemClock
from core.video import Limits
from desktop.kit.jobs import Jobs
from desktop.recording import cameras, words
from desktop.recording.desk import RecordingDesk
from desktop.recording.states import RUNNING, DeskState

if TYPE_CHECKING:
    from core.video.frames import VideoClock

_ORDER = (
    DeskState.RECORDING,
    DeskState.PAUSED,
    DeskState.STARTING,
    DeskState.STOPPING,
    DeskState.READY,
    DeskState.OPENING,
    DeskState.EMPTY,
)
"""What the two are doing together is the first of these that either is doing."""


class Pair(QObject):
    """`main` and `second`; `changed` when either does something else; `begun` when the first of
    them records; `led` when answers are stamped from another recording than before.
    """

    changed = Signal()
    begun = Signal()
    led = Signal()

    def __init__(
        self,
        jobs: Jobs,
        *,
        clock: VideoClock | None = None,
        limits: Limits | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock or SystemClock()
        self.main = RecordingDesk(jobs, clock=self._clock, limits=limits, parent=self)
        self.second = RecordingDesk(
            jobs, clock=self._clock, limits=limits, holding=self.main.holding, parent=self
        )
        self.both = (self.main, self.second)
        self._before = dict.fromkeys(self.both, DeskState.EMPTY)
        self._joining: set[RecordingDesk] = set()
        for desk, other in (self.both, self.both[::-1]):
            desk.placing = partial(self._beside, desk, other)
            desk.state_changed.connect(partial(self._moved, desk, other))
            desk.started.connect(partial(self._started, desk, other))
            desk.stopped.connect(partial(self._stopped, other))

    @property
    def state(self) -> DeskState:
        """What the two are doing together."""
        return min((desk.state for desk in self.both), key=_ORDER.index)

    @property
    def recording(self) -> bool:
        """Whether either records, pauses, starts or stops now."""
        return any(desk.recording for desk in self.both)

    @property
    def sealing(self) -> bool:
        """Whether a finished recording is still being put into the store."""
        return any(desk.sealing for desk in self.both)

    @property
    def lead(self) -> RecordingDesk:
        """Whose moment stamps an answer: the first that records, else the first with a picture."""
        for test in (_records, _sees):
            found = next((desk for desk in self.both if test(desk)), None)
            if found is not None:
                return found
        return self.main

    def moment(self) -> tuple[UUID, int] | None:
        """The recording that runs and its moment in µs, to stamp an answer with; else None."""
        return self.lead.moment()

    def still(self) -> bytes | None:
        """A JPEG of what the leading camera sees now."""
        return self.lead.still()

    def set_visit(self, visit_id: UUID | None, *, technician_id: UUID | None = None) -> None:
        """Whose recordings these will be. Those that run stay with their own visit."""
        for desk in self.both:
            desk.set_visit(visit_id, technician_id=technician_id)

    def choose(self, desk: RecordingDesk, address: str, *, microphone_address: str) -> bool:
        """Open a source for one of the two. While the other records it joins in once it is there.

        Says so, and gives False, when it is the other one's camera.
        """
        other = self.second if desk is self.main else self.main
        if address and not desk.recording and cameras.same_camera(address, other.address):
            desk.said.emit(words.same_camera(), "warning")
            return False
        desk.choose(address, microphone_address=microphone_address)
        return True

    def record(self) -> None:
        """Start both, or the one that is ready; one that is still being opened follows."""
        for desk in self.both:
            desk.record()

    def pause(self) -> None:
        """Both at the same instant, so that they stay together."""
        ns = self._clock.monotonic_ns()
        for desk in self.both:
            desk.pause(at_ns=ns)

    def resume(self) -> None:
        ns = self._clock.monotonic_ns()
        for desk in self.both:
            desk.resume(at_ns=ns)
        self._join()

    def stop(self) -> None:
        """Stop both; `stopped` of each tells when all of it is on the disk."""
        self._joining.clear()
        for desk in self.both:
            desk.stop()

    def toggle(self) -> None:
        """Record, or stop: what one key does."""
        if self.state is DeskState.READY:
            self.record()
        else:
            self.stop()

    def close(self) -> None:
        """The window closes: stop what runs, let go of both cameras. Waits for the disk."""
        self.stop()
        for desk in self.both:
            desk.close()

    def _beside(self, desk: RecordingDesk, other: RecordingDesk, begun_at: datetime) -> datetime:
        """Where this one's moment 0 lies beside the other's: told by the clock that counts both.

        The wall clock may be set right between the two, and the other may have paused before.
        """
        if other.begins_at is None:
            return begun_at
        ns = self._clock.monotonic_ns()
        apart = other.moment_at(ns) - desk.moment_at(ns)
        return other.begins_at + timedelta(microseconds=apart)

    def _moved(self, desk: RecordingDesk, other: RecordingDesk, state: DeskState) -> None:
        before, self._before[desk] = self._before[desk], state
        if before is DeskState.OPENING and state is DeskState.READY and other.state in RUNNING:
            self._joining.add(desk)
            self._join()
        self.changed.emit()

    def _join(self) -> None:
        """Record with what came while the other was recording already."""
        if self.state is DeskState.PAUSED:
            return  # it would run on while the other stands still
        joining, self._joining = self._joining, set()
        for desk in joining:
            other = self.second if desk is self.main else self.main
            desk.record(visit_id=other.recorded_visit)

    def _started(self, desk: RecordingDesk, other: RecordingDesk, _recording: object) -> None:
        if other.state is DeskState.PAUSED:
            desk.pause()  # asked for while this one was starting
        if not _records(other):
            self.begun.emit()
        elif desk is self.main:
            self.led.emit()

    def _stopped(self, other: RecordingDesk, _recording: object) -> None:
        if other is self.second and _records(other):
            self.led.emit()


def _records(desk: RecordingDesk) -> bool:
    return desk.state in (DeskState.RECORDING, DeskState.PAUSED)


def _sees(desk: RecordingDesk) -> bool:
    return desk.latest_frame() is not None and not desk.lost

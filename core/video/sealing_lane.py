"""Sealing in the background: one thread of low priority for each store.

Segments go in as they are closed, while the recording goes on; what a crash left goes in at
start. The thread is there only while there is work. Whoever closes the store may ask how much is
left and stop the lane: it ends after the segment in hand, and the rest is sealed at the next start.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from core.problem import Problem
from core.video.events import RecordedSegment, RecordingFacts

if TYPE_CHECKING:
    from core.store import Store
    from core.video.recovery import Recovered

_LOWER = 10
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SealingProgress:
    """What is left to do, in segments; `fraction` counts since the lane was last idle."""

    waiting: int
    done: int

    @property
    def fraction(self) -> float:
        """0…1."""
        whole = self.waiting + self.done
        return self.done / whole if whole else 1.0


@dataclass(frozen=True, slots=True)
class SegmentSealed:
    """A segment can be played from the store."""

    recording_id: UUID
    number: int


@dataclass(frozen=True, slots=True)
class RecordingSealed:
    """The whole recording can."""

    recording_id: UUID


@dataclass(frozen=True, slots=True)
class NotSealed:
    """`sealed` segments can be played; `waiting` are kept where they are until the next start."""

    recording_id: UUID
    problem: BaseException
    sealed: int
    waiting: int


@dataclass(frozen=True, slots=True)
class AllRecovered:
    """What a crash left is repaired and sealed as far as it could be."""

    found: tuple[Recovered, ...]


@dataclass(frozen=True, slots=True)
class RecoveryFailed:
    """What a crash left could not even be looked at."""

    problem: BaseException


SealingEvent = SegmentSealed | RecordingSealed | NotSealed | AllRecovered | RecoveryFailed


class _Stopped(Exception):
    """The lane was asked to stop between two segments."""


class SealingLane:
    """All methods may be called from any thread and return at once, but for `stop` and `wait`."""

    def __init__(self, store: Store) -> None:
        self._store = weakref.ref(store)
        self._changed = threading.Condition()
        self._tasks: deque[Callable[[Store], None]] = deque()
        self._thread: threading.Thread | None = None
        self._stopping = False
        self._waiting = 0
        self._done = 0
        self._failed: dict[UUID, list[RecordedSegment]] = {}
        self._ears: list[Callable[[SealingEvent], None]] = []

    def hear(self, ear: Callable[[SealingEvent], None]) -> Callable[[], None]:
        """Be told on the lane's thread; gives what ends it."""
        self._ears.append(ear)

        def end() -> None:
            if ear in self._ears:
                self._ears.remove(ear)

        return end

    def progress(self) -> SealingProgress:
        """How far it is."""
        with self._changed:
            return SealingProgress(self._waiting, self._done)

    def seal(self, recording_id: UUID, segment: RecordedSegment) -> None:
        """Seal a closed segment of a recording that may go on."""
        with self._changed:
            self._waiting += 1
        self._put(partial(self._seal, recording_id, segment))

    def end(self, facts: RecordingFacts) -> None:
        """The recording is over: try once more what could not be sealed, and say how it ended."""
        self._put(partial(self._end, facts))

    def recover(self) -> None:
        """Repair and seal what a crash left; `AllRecovered` tells what there was."""
        self._put(self._recover)

    def stop(self) -> None:
        """End after the segment in hand and wait for that; the next start seals what is left."""
        self.hurry()
        with self._changed:
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def hurry(self) -> None:
        """As `stop`, but without waiting: `wait` tells when the segment in hand is done."""
        with self._changed:
            self._stopping = True
            self._tasks.clear()
            self._waiting = self._done = 0

    def go_on(self) -> None:
        """Take segments again after `hurry`; what it left is for the next start."""
        with self._changed:
            self._stopping = False

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until nothing is left to do; False when there still is."""
        with self._changed:
            return self._changed.wait_for(lambda: self._thread is None, seconds)

    def _put(self, task: Callable[[Store], None]) -> None:
        with self._changed:
            if self._stopping:
                return
            self._tasks.append(task)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="video-sealing", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        _lower_priority()
        while True:
            with self._changed:
                store = self._store()
                if not self._tasks or store is None:
                    self._thread = None
                    self._waiting = self._done = 0
                    self._changed.notify_all()
                    return
                task = self._tasks.popleft()
            try:
                task(store)
            except _Stopped:
                continue
            except Exception:  # noqa: BLE001  the next start does it; the log says why
                _log.exception("sealing in the background failed")
            del store

    def _tell(self, event: SealingEvent) -> None:
        for ear in list(self._ears):
            ear(event)

    def _seal(self, recording_id: UUID, segment: RecordedSegment, store: Store) -> None:
        from core.video.sealing import seal_segment

        try:
            seal_segment(store, recording_id=recording_id, segment=segment)
        except (Problem, OSError) as problem:
            _log.warning("segment %d waits to be sealed: %s", segment.number, problem)
            self._failed.setdefault(recording_id, []).append(segment)
            self._step()
            return
        self._step()
        self._tell(SegmentSealed(recording_id, segment.number))

    def _end(self, facts: RecordingFacts, store: Store) -> None:
        from core.video.recordings import RecordingState
        from core.video.sealing import end_sealed, seal_segment

        recording_id = facts.recording_id
        again = self._failed.pop(recording_id, [])
        try:
            for segment in facts.segments:
                if segment in again or segment.path.exists():
                    self._pause()
                    seal_segment(store, recording_id=recording_id, segment=segment)
            end_sealed(
                store,
                recording_id=recording_id,
                state=RecordingState.SEALED,
                incidents=facts.incidents,
            )
        except (Problem, OSError) as problem:
            left = sum(segment.path.exists() for segment in facts.segments)
            self._tell(NotSealed(recording_id, problem, len(facts.segments) - left, left))
            return
        self._tell(RecordingSealed(recording_id))

    def _recover(self, store: Store) -> None:
        from core.video.sealing import recover_recordings

        def between(done: int, whole: int) -> None:
            self._pause()
            with self._changed:
                self._done, self._waiting = done, whole - done

        try:
            found = recover_recordings(store, between=between)
        except (Problem, OSError) as problem:
            self._tell(RecoveryFailed(problem))
            return
        self._tell(AllRecovered(tuple(found)))

    def _pause(self) -> None:
        if self._stopping:
            raise _Stopped

    def _step(self) -> None:
        with self._changed:
            self._waiting = max(0, self._waiting - 1)
            self._done += 1


def sealing_lane(store: Store) -> SealingLane:
    """The lane of a store; it ends when the store closes."""
    with _making:
        lane = _lanes.get(store)
        if lane is None:
            lane = _lanes[store] = SealingLane(store)
            store.before_closing(lane.stop)
        return lane


_making = threading.Lock()
# One lane for a store, whoever asks; it goes with its store.
_lanes: weakref.WeakKeyDictionary[Store, SealingLane] = weakref.WeakKeyDictionary()


def _lower_priority() -> None:
    """This thread gives way to capture, encoder and window."""
    try:
        if sys.platform.startswith("linux"):
            # The kernel knows threads apart: only this one gets nicer.
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LOWER)
        elif sys.platform == "win32":
            import ctypes

            kernel = ctypes.windll.kernel32
            kernel.SetThreadPriority(kernel.GetCurrentThread(), -1)
    except OSError as error:
        _log.info("the sealing thread keeps its priority: %s", error)

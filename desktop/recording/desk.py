"""The recording desk: opens the source, runs the recorder, and puts what comes of it in the store.

Everything here is called on the window's thread and returns at once; opening, stopping and
sealing happen elsewhere and come back as signals.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Signal

from core.problem import Problem
from core.store import SystemClock, new_id
from core.video import Capture, Limits, Recorder, RecorderState, events, open_source
from core.video.segment import OpenSegment
from desktop.kit import microphone, sentences
from desktop.kit.holding import Holding
from desktop.kit.jobs import Jobs, Step, Then
from desktop.recording import words
from desktop.recording.states import RUNNING, DeskState
from desktop.recording.unsealed import Unsealed

if TYPE_CHECKING:
    from core.store import Work
    from core.video.frames import Image, VideoClock
    from core.video.sealing_lane import NotSealed, SealingLane


class RecordingDesk(QObject):
    """One source, at most one recording at a time, of one visit.

    Signals: `started(recording id)`; `stopped(recording id)` when its last picture is on the
    disk; `sealed(recording id)` when it plays from the store; `photo_taken(attachment id, name,
    moment in µs or None)`; `marker_added(marker id, moment in µs)`; `said(Sentence, kind)`.
    """

    started = Signal(object)
    stopped = Signal(object)
    sealed = Signal(object)
    photo_taken = Signal(object, str, object)
    marker_added = Signal(object, object)
    state_changed = Signal(object)
    source_changed = Signal(str)
    said = Signal(object, str)
    _happened = Signal(object, object)

    def __init__(
        self,
        jobs: Jobs,
        *,
        clock: VideoClock | None = None,
        limits: Limits | None = None,
        holding: Holding | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self._clock = clock or SystemClock()
        self.now = self._clock.now
        self._limits = limits
        self._visit_id: UUID | None = None
        self._recorded_visit: UUID | None = None
        self.begins_at: datetime | None = None  # of the running recording's moment 0
        self.placing: Callable[[datetime], datetime] = lambda begun_at: begun_at
        self._technician_id: UUID | None = None
        self._capture: Capture | None = None
        self._recorder: Recorder | None = None
        self._opening = 0
        self._address = ""
        self._unsealed = Unsealed(parent=self)
        self.holding = holding or Holding(parent=self)
        self.state = DeskState.EMPTY
        self._happened.connect(self._heard)
        self._unsealed.sealed.connect(self._sealed)
        self._unsealed.refused.connect(self._not_sealed)

    @property
    def address(self) -> str:
        """The chosen source, "" for none."""
        return self._address

    @property
    def visit_id(self) -> UUID | None:
        """Whose recordings these are."""
        return self._visit_id

    @property
    def recording(self) -> bool:
        """Whether a recording runs, pauses, starts or stops now."""
        return self.state not in (DeskState.EMPTY, DeskState.OPENING, DeskState.READY)

    @property
    def sealing(self) -> bool:
        """Whether a finished recording is still being put into the store."""
        return bool(self._unsealed)

    @property
    def has_sound(self) -> bool:
        """Whether there is a microphone (or a file's sound) that works."""
        capture = self._capture
        return capture is not None and bool(capture.sound_format) and not capture.sound_lost

    @property
    def lost(self) -> bool:
        """Whether the source gives no picture now."""
        return self._capture is not None and self._capture.lost is not None

    @property
    def dropped(self) -> int:
        """Pictures lost by this recording."""
        return 0 if self._recorder is None else self._recorder.dropped

    def moment(self) -> tuple[UUID, int] | None:
        """The running recording and its moment in µs, to stamp an answer with; else None."""
        recorder = self._recorder
        if recorder is None or self.state not in (DeskState.RECORDING, DeskState.PAUSED):
            return None
        if self._recorded_visit != self._visit_id:
            return None  # another visit's check-list is on screen
        return recorder.recording_id, recorder.moment_us()

    def elapsed_us(self) -> int:
        """How long the running recording is."""
        return 0 if self._recorder is None else self._recorder.moment_us()

    @property
    def source_name(self) -> str:
        """What the open source calls itself; "" for none."""
        return "" if self._capture is None else self._capture.facts.name

    @property
    def recorded_visit(self) -> UUID | None:
        """The visit of the running (or last) recording."""
        return self._recorded_visit

    def moment_at(self, ns: int) -> int:
        """The running recording's moment (µs) at a monotonic instant."""
        return 0 if self._recorder is None else self._recorder.moment_at(ns)

    def latest_frame(self) -> Image | None:
        """The newest picture (BGR)."""
        return None if self._capture is None else self._capture.latest_frame()

    def sound_level(self) -> float | None:
        """dBFS; None without sound."""
        return None if self._capture is None else self._capture.sound_level()

    def still(self) -> bytes | None:
        """A JPEG of what the camera sees now."""
        from core.video.still import jpeg

        image = self.latest_frame()
        return None if image is None else jpeg(image)

    def set_visit(self, visit_id: UUID | None, *, technician_id: UUID | None = None) -> None:
        """Whose recordings these will be. A running one stays with its own visit."""
        self._visit_id = visit_id
        self._technician_id = technician_id

    def choose(self, address: str, *, microphone_address: str = "") -> None:
        """Open this source for the preview; not while recording. "" closes the one that is open."""
        if self.recording:
            return
        self._opening += 1
        turn = self._opening
        old, self._capture = self._capture, None
        self._address = address
        self._set(DeskState.OPENING if address else DeskState.EMPTY)
        self.source_changed.emit(address)
        device = microphone.find_microphone(microphone_address) if address else None

        def opened(_step: Step) -> Capture | None:
            if old is not None:
                old.close()
            if not address:
                return None
            source = open_source(address, clock=self._clock)
            ear = None
            if device is not None and not source.facts.has_sound:
                ear = microphone.Microphone(device, clock=self._clock)
            capture = Capture(source, clock=self._clock, microphone=ear)
            capture.start()
            OpenSegment.warm_up()  # so that *Gravar* begins at once
            return capture

        self.jobs.run(
            opened,
            then=self._if_here(partial(self._opened, turn)),
            failed=self._if_here(partial(self._not_opened, turn)),
        )

    def record(self, *, visit_id: UUID | None = None) -> None:
        """Record this visit (else the one that is set); `started` tells of the first picture."""
        visit_id = visit_id or self._visit_id
        if self.state is not DeskState.READY or self._capture is None or visit_id is None:
            return
        from core.visits import begin_filming

        recording_id = new_id()
        self._recorded_visit, self.begins_at = visit_id, None
        self._set(DeskState.STARTING)
        self.jobs.write(
            partial(
                begin_filming,
                recording_id=recording_id,
                visit_id=visit_id,
                technician_id=self._technician_id,
                device_id=self.jobs.store.author.device_id,
                started_at=self.now(),
                source_name=self._capture.facts.name,
            ),
            then=self._begun,
            failed=self._not_begun,
        )

    def pause(self, *, at_ns: int | None = None) -> None:
        if self.state is DeskState.RECORDING and self._recorder is not None:
            self._recorder.pause(at_ns=at_ns)
            self._set(DeskState.PAUSED)

    def resume(self, *, at_ns: int | None = None) -> None:
        if self.state is DeskState.PAUSED and self._recorder is not None:
            self._recorder.resume(at_ns=at_ns)
            self._set(DeskState.RECORDING)

    def stop(self) -> None:
        """Stop recording; `stopped` tells when all is on the disk."""
        if self._recorder is not None and self.state in RUNNING:
            self._set(DeskState.STOPPING)
            self._recorder.finish()

    def toggle(self) -> None:
        """Record, or stop: what one key does."""
        if self.state is DeskState.READY:
            self.record()
        else:
            self.stop()

    def mark(self, text: str = "", *, kind: str = "marker") -> None:
        """Set a marker at this moment; words can follow with `note`."""
        moment = self.moment()
        if moment is None:
            return
        from core.video.recordings import add_marker

        recording_id, at = moment
        verb = partial(
            add_marker,
            recording_id=recording_id,
            start_us=at,
            kind=kind,
            text=text,
            technician_id=self._technician_id,
        )
        self._give(verb, then=lambda marker_id: self.marker_added.emit(marker_id, at))

    def note(self, marker_id: UUID, text: str) -> None:
        """Give a marker its words."""
        from core.video.recordings import note_marker

        self._give(partial(note_marker, marker_id=marker_id, text=text))

    def _give(self, verb: Callable[[Work], Any], *, then: Then = lambda _none: None) -> None:
        self.holding.attempt(partial(self.jobs.write, verb), then=then, failed=self._trouble)

    def take_photo(self) -> None:
        """Keep the picture of now as evidence of the visit, in full size."""
        from desktop.recording.photo import keep_picture

        image, moment, visit_id = self.latest_frame(), self.moment(), self._visit_id
        if image is None or visit_id is None:
            return
        name, keep = keep_picture(
            self.jobs.store,
            image,
            visit_id=visit_id,
            technician_id=self._technician_id,
            now=self.now(),
            moment=moment,
        )

        def taken(attachment_id: UUID) -> None:
            self.photo_taken.emit(attachment_id, name, moment[1] if moment else None)

        start = partial(self.jobs.run, keep, must=True)
        self.holding.attempt(start, then=taken, failed=self._trouble)

    def close(self) -> None:
        """The window closes: stop what runs and let go of the camera. Waits for the disk.

        What the sealing lane does not get done before the store closes is done at the next start.
        """
        self._opening += 1
        recorder, capture = self._recorder, self._capture
        self._recorder = self._capture = None
        if recorder is not None and recorder.state is not RecorderState.STOPPED:
            recorder.stop()
        if capture is not None:
            capture.close(seconds=1.5)
        self._unsealed.close()
        self._set(DeskState.EMPTY)

    def _opened(self, turn: int, capture: Capture | None) -> None:
        if capture is None:
            return
        if turn != self._opening:
            self.jobs.run(lambda _step: capture.close())
            return
        self._capture = capture
        self._set(DeskState.READY)

    def _not_opened(self, turn: int, error: BaseException) -> None:
        if turn == self._opening:
            self._set(DeskState.EMPTY)
            self._trouble(error)

    def _begun(self, recording_id: UUID) -> None:
        from core.video.sealing import recording_key, recordings_folder
        from core.video.sealing_lane import sealing_lane

        capture, store = self._capture, self.jobs.store
        if capture is None:
            return
        lane = sealing_lane(store)
        self._unsealed.hear(lane)
        recorder = Recorder(
            capture,
            folder=recordings_folder(store),
            key=recording_key(store),
            recording_id=recording_id,
            clock=self._clock,
            on_event=partial(self._tell, lane, recording_id),
            limits=self._limits,
        )
        self._recorder = recorder
        recorder.start()

    def _not_begun(self, error: BaseException) -> None:
        self._set(DeskState.READY)
        self._trouble(error)

    def _tell(self, lane: SealingLane, recording_id: UUID, event: events.RecorderEvent) -> None:
        """On the recorder's threads. What is closed is sealed even when nobody looks any more."""
        if isinstance(event, events.SegmentClosed):
            lane.seal(recording_id, event.segment)
        elif isinstance(event, events.Stopped):
            self._unsealed.add(recording_id)
            lane.end(event.facts)
        if shiboken6.isValid(self):
            self._happened.emit(recording_id, event)

    def _heard(self, recording_id: UUID, event: events.RecorderEvent) -> None:
        told = words.sentence_of(event)
        if told is not None:
            self.said.emit(*told)
        if isinstance(event, events.Started) and self.state is DeskState.STARTING:
            self._set(DeskState.RECORDING)
            self.started.emit(recording_id)
            self._place(recording_id, event.begun_at)
        elif isinstance(event, events.Stopped) and self._recorder is not None:
            self._recorder = self.begins_at = None
            self._set(DeskState.READY)
            self.stopped.emit(recording_id)

    def _place(self, recording_id: UUID, begun_at: datetime | None) -> None:
        """On the visit's time line, beside clips and recordings of other cameras."""
        from core.video.timeline import AlignedBy, place_recording

        if begun_at is not None:
            self.begins_at = self.placing(begun_at)
            verb = partial(place_recording, begins_at=self.begins_at, by=AlignedBy.CLOCK)
            self.jobs.write(partial(verb, recording_id=recording_id), failed=self._trouble)

    def _sealed(self, recording_id: UUID) -> None:
        self.sealed.emit(recording_id)
        self.state_changed.emit(self.state)

    def _not_sealed(self, event: NotSealed) -> None:
        self.said.emit(words.not_sealed(event), "warning")
        self.state_changed.emit(self.state)

    def _trouble(self, error: BaseException) -> None:
        if isinstance(error, Problem):
            self.said.emit(sentences.for_person(error), "danger")
        else:
            self.jobs.troubled.emit(error)

    def _if_here(self, callback: Callable[[Any], object]) -> Callable[[Any], object]:
        """The callback, dropped when the desk is gone by the time it is called."""
        return lambda given: callback(given) if shiboken6.isValid(self) else None

    def _set(self, state: DeskState) -> None:
        self.state = state
        self.state_changed.emit(state)

"""The recorder: from a source to encrypted segments on the disk, without ever making it wait.

Threads: the capture's (pictures, sound, watch) → a bounded queue → the encoder here → one disk
thread per segment. Whoever asks for moment, preview or level never waits for any of them.
"""

from __future__ import annotations

import errno
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from core.problem import Problem
from core.video import encoders, events
from core.video.capture import Capture
from core.video.chain import SegmentChain
from core.video.effort import EffortWatch
from core.video.events import RecordedSegment, RecorderEvent, RecorderState, RecordingFacts
from core.video.frames import Frame, FrameSource, Image, SoundBlock, SoundSource, VideoClock
from core.video.incidents import Drops, Incident, IncidentKind
from core.video.intake import Intake
from core.video.problems import NoPicture, RecorderBroke
from core.video.recovery import in_use
from core.video.segment import OpenSegment, Picture
from core.video.space import Limits, SpaceWatch
from core.video.time_base import TimeBase

_TICK = 0.1
_HOLD_NS = 250_000_000
_DROPS_KEPT = 10_000


class Recorder:
    """One recording. A Capture given instead of a source goes on after the recording stops.

    `folder` gets a sub-folder of its id. `on_event` is called on the recorder's threads and must
    be quick. All methods may be called from any thread.
    """

    def __init__(
        self,
        source: FrameSource | Capture,
        *,
        folder: Path,
        key: bytes,
        recording_id: UUID,
        clock: VideoClock,
        on_event: Callable[[RecorderEvent], None],
        microphone: SoundSource | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._owns_capture = not isinstance(source, Capture)
        self._capture = (
            source
            if isinstance(source, Capture)
            else Capture(source, clock=clock, microphone=microphone)
        )
        self.recording_id = recording_id
        self._folder = folder / str(recording_id)
        self._key = key
        self._clock = clock
        self._tell = on_event
        self._limits = limits or Limits()
        self._time = TimeBase()
        self._state = RecorderState.IDLE
        self._intake = Intake(limit=self._limits.waiting_frames)
        self._changed = self._intake.changed
        self._seen = 0
        self._chain_broken = True
        self._dropped_at: deque[int] = deque(maxlen=_DROPS_KEPT)
        self._drops = Drops()
        self._told_dropped_ns = 0
        self._watch = EffortWatch(limit=self._limits.waiting_frames)
        self._chain = SegmentChain(
            self._folder,
            key=key,
            recording_id=recording_id,
            capture=self._capture,
            intake=self._intake,
            clock=clock,
            limits=self._limits,
            on_closed=self._closed_one,
            on_failure=self._say_broken,
        )
        self._hearing = True
        self._gone_since: int | None = None
        self._held_ns = 0
        self._paused_us = 0
        self._gaps: list[tuple[int, int]] = []
        self._full = threading.Event()
        self._told_full = False
        self._space = SpaceWatch(self._folder, limits=self._limits)
        self._space_ns = 0
        self._facts: RecordingFacts | None = None
        self._thread = threading.Thread(target=self._run, name="recording-encoder", daemon=True)

    # -- asked by the window ------------------------------------------------------------------

    @property
    def state(self) -> RecorderState:
        return self._state

    @property
    def dropped(self) -> int:
        """Pictures lost because the computer did not keep up."""
        return self._drops.total

    @property
    def started_ns(self) -> int | None:
        """The monotonic instant of moment 0; None before the first picture."""
        return self._time.started_ns

    @property
    def source_lost(self) -> bool:
        return self._gone_since is not None

    def moment_us(self) -> int:
        """Now, on the recording's time base; stands still while paused and after the end."""
        if self._facts is not None:
            return self._facts.duration_us
        return self._time.at(self._clock.monotonic_ns())

    def moment_at(self, ns: int) -> int:
        """The moment (µs) of a monotonic instant: lays recordings side by side."""
        return self._time.at(ns)

    def latest_frame(self) -> Image | None:
        """The newest picture for the preview (BGR), not to be written into."""
        return self._capture.latest_frame()

    def sound_level(self) -> float | None:
        """dBFS of what the microphone hears; None without one."""
        return self._capture.sound_level()

    def still(self) -> tuple[bytes, int]:
        """A JPEG in full size of the newest recorded picture, and its moment.

        Raises: NoPicture before the first one.
        """
        from core.video.still import jpeg

        if (last := self._chain.last) is None:
            raise NoPicture(name=self._capture.facts.name)
        return jpeg(last.image), last.moment_us

    # -- driven by the window -----------------------------------------------------------------

    def start(self) -> None:
        """Begin at the next picture (`Started` tells when). Returns at once."""
        self._state = RecorderState.STARTING
        in_use.add(self._folder)
        self._thread.start()

    def pause(self, *, at_ns: int | None = None) -> None:
        """Record nothing until `resume`; recording time stands still.

        Several recorders paused at the same instant stay together.
        """
        with self._changed:
            if self._state is RecorderState.RECORDING:
                self._state = RecorderState.PAUSED
                self._chain_broken = True
                self._time.pause(at_ns or self._clock.monotonic_ns())
                self._paused_us = self.moment_us()

    def resume(self, *, at_ns: int | None = None) -> None:
        with self._changed:
            if self._state is not RecorderState.PAUSED:
                return
            self._time.resume(at_ns or self._clock.monotonic_ns())
            self._state = RecorderState.RECORDING
        _, left_out = self._time.pauses()[-1]
        self._chain.note(Incident(IncidentKind.PAUSE, self._paused_us, left_out))

    def finish(self) -> None:
        """Ask it to stop and return; `Stopped` tells when all is written."""
        with self._changed:
            if self._state not in (RecorderState.IDLE, RecorderState.STOPPED):
                self._state = RecorderState.STOPPING
            self._changed.notify_all()

    def stop(self) -> RecordingFacts:
        """Stop and wait until all is on the disk. Not for the window's thread."""
        self.finish()
        self._thread.join()
        assert self._facts is not None
        return self._facts

    # -- told by the capture, on its threads ----------------------------------------------------

    def frame(self, frame: Frame) -> None:
        with self._changed:
            if first := self._state is RecorderState.STARTING:
                self._time.begin(frame.captured_ns)
                self._state = RecorderState.RECORDING
        if first:
            late = self._clock.monotonic_ns() - frame.captured_ns
            begun_at = self._clock.now() - timedelta(microseconds=late // 1000)
            self._tell(events.Started(0, begun_at=begun_at))
        if self._state is not RecorderState.RECORDING:
            return
        moment = self._time.moment(frame.captured_ns)
        if moment is None:
            return
        coded = frame.coded
        if self._chain_broken and coded is not None:
            # What a picture leans on is missing in the file: encode until the next key picture.
            if coded.key:
                self._chain_broken = False
            else:
                coded = None
        self._seen += 1
        if coded is None and self._seen % self._watch.effort.every:
            return
        if self._intake.put(Picture(frame.image, moment, coded)):
            return
        self._chain_broken = True
        self._dropped_at.append(moment)
        self._chain.note_drop(self._drops, at_us=moment)
        if frame.captured_ns - self._told_dropped_ns > 1_000_000_000:
            self._told_dropped_ns = frame.captured_ns
            self._tell(events.Dropped(moment, count=self._drops.total))

    def heard(self, block: SoundBlock) -> None:
        moment = self._time.moment(block.captured_ns)
        if moment is None:
            return
        kept = self._intake.put_sound(block.samples, moment)
        if self._hearing and not kept:
            self._chain.note(Incident(IncidentKind.SILENT, moment))
        self._hearing = kept

    def gone(self, *, why: str, ns: int) -> None:
        self._chain_broken = True
        self._gone_since = self._time.at(ns)
        self._chain.note(Incident(IncidentKind.GAP, self._gone_since))
        self._tell(events.SourceGone(self._gone_since, why=why))

    def back(self, *, ns: int) -> None:
        since, self._gone_since = self._gone_since, None
        if since is not None:
            now = self._time.at(ns)
            self._gaps.append((since, now - since))
            self._chain.note(Incident(IncidentKind.GAP, since, now - since))
            self._tell(events.SourceBack(now, gap_us=now - since))

    def sound_gone(self, *, why: str, ns: int) -> None:
        self._chain.note(Incident(IncidentKind.SILENT, self._time.at(ns)))
        self._tell(events.SoundGone(self._time.at(ns), why=why))

    # -- the encoder's thread -------------------------------------------------------------------

    def _run(self) -> None:
        try:
            OpenSegment.warm_up()
            encoders.chosen.name()
            self._folder.mkdir(parents=True, exist_ok=True)
            self._capture.connect(self)
            if self._owns_capture:
                self._capture.start()
            self._encode_until_stopped()
        except OSError as error:
            self._say_broken(error)
        except Problem as problem:
            self._tell(events.Failed(self.moment_us(), problem=problem))
        except Exception as error:  # told to the person, and raised again for the crash report
            self._say_failed(repr(error))
            raise
        finally:
            self._end()

    def _encode_until_stopped(self) -> None:
        while not self._full.is_set():
            stopping = self._state is RecorderState.STOPPING
            picture, waiting = self._intake.take(seconds=0 if stopping else _TICK)
            if picture is not None:
                self._chain.take(picture, effort=self._watch.effort)
            elif stopping:
                return
            else:
                self._hold_still()
            if self._chain.open or stopping:
                self._chain.feed_sound()
            self._look_around(waiting)

    def _closed_one(self, closed: RecordedSegment) -> None:
        self._tell(events.SegmentClosed(closed.start_us + closed.duration_us, segment=closed))

    def _hold_still(self) -> None:
        """While the camera is away the last picture stays, darkened: time and sound go on."""
        now = self._clock.monotonic_ns()
        last = self._chain.last
        if self._gone_since is None or last is None or now - self._held_ns < _HOLD_NS:
            return
        moment = self._time.moment(now)
        if self._state is RecorderState.RECORDING and moment is not None:
            self._held_ns = now
            moment = max(moment, last.moment_us + 1)
            self._chain.take(Picture(last.image // 3, moment), effort=self._watch.effort)
            self._chain.last = Picture(last.image, moment)

    def _look_around(self, waiting: int) -> None:
        ns = self._clock.monotonic_ns()
        step = self._watch.look(waiting=waiting, dropped=self._drops.total, ns=ns)
        if step is not None:
            self._chain.note(Incident(IncidentKind.SLOWER, self.moment_us(), detail=step))
            self._tell(events.EncoderSlow(self.moment_us(), step=step))
        if ns - self._space_ns > 2_000_000_000:
            self._space_ns = ns
            self._look_at_space()

    def _look_at_space(self) -> None:
        if self._space.full():
            self._say_full()
            return
        moment = self.moment_us()
        recorded = self._chain.bytes_recorded
        minutes = self._space.warning(recorded_bytes=recorded, recorded_us=moment)
        if minutes is not None:
            self._tell(events.DiskLow(moment, minutes=minutes))

    def _say_broken(self, error: OSError) -> None:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            self._say_full()
        elif not self._told_full:
            self._told_full = True
            self._full.set()
            self._say_failed(error.strerror or repr(error))

    def _say_failed(self, why: str) -> None:
        self._tell(events.Failed(self.moment_us(), problem=RecorderBroke(why=why)))

    def _say_full(self) -> None:
        self._full.set()
        with self._changed:
            known, self._told_full = self._told_full, True
        if not known:
            self._tell(events.DiskFull(self.moment_us()))

    def _end(self) -> None:
        self._state = RecorderState.STOPPING
        if not self._owns_capture:
            self._capture.connect(None)
        try:
            self._chain.close(self._chain.last_end_us)
        except Exception as error:  # noqa: BLE001  what is on the disk is mended at the next start
            if not self._told_full:
                self._say_failed(repr(error))
        if self._owns_capture:
            self._capture.close()
        with suppress(OSError):
            self._folder.rmdir()  # nothing was recorded
        closed = self._chain.closed
        last = closed[-1] if closed else None
        self._facts = facts = RecordingFacts(
            recording_id=self.recording_id,
            duration_us=last.start_us + last.duration_us if last else 0,
            segments=tuple(closed),
            dropped=self._drops.total,
            dropped_at_us=tuple(self._dropped_at),
            pauses=self._time.pauses(),
            gaps=tuple(self._gaps),
            sound=any(item.sound for item in closed),
            width=last.width if last else 0,
            height=last.height if last else 0,
            incidents=self._chain.loose(),
        )
        in_use.discard(self._folder)
        self._state = RecorderState.STOPPED
        self._tell(events.Stopped(facts.duration_us, facts=facts))

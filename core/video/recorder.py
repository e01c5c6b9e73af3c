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
from pathlib import Path
from uuid import UUID

from core.problem import Problem
from core.video import events
from core.video.capture import Capture
from core.video.effort import EffortWatch
from core.video.events import RecordedSegment, RecorderEvent, RecorderState, RecordingFacts
from core.video.frames import (
    Frame,
    FrameSource,
    Image,
    Samples,
    SoundBlock,
    SoundSource,
    VideoClock,
)
from core.video.problems import NoPicture, RecorderBroke
from core.video.recovery import in_use
from core.video.segment import OpenSegment
from core.video.space import Limits, SpaceWatch
from core.video.time_base import TimeBase

_TICK = 0.1
_HOLD_NS = 250_000_000
_SOUND_PATIENCE_NS = 200_000_000
_DROPS_KEPT = 10_000
_BLOCKS_KEPT = 3_000  # a minute


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
        self._changed = threading.Condition()
        self._frames: deque[tuple[Image, int]] = deque()
        self._blocks: deque[tuple[Samples, int]] = deque(maxlen=_BLOCKS_KEPT)
        self._seen = 0
        self._dropped_at: deque[int] = deque(maxlen=_DROPS_KEPT)
        self._dropped = 0
        self._told_dropped_ns = 0
        self._watch = EffortWatch(limit=self._limits.waiting_frames)
        self._segment: OpenSegment | None = None
        self._closed: list[RecordedSegment] = []
        self._last: tuple[Image, int] | None = None
        self._last_end_us = 0
        self._gone_since: int | None = None
        self._held_ns = 0
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
        return self._dropped

    @property
    def source_lost(self) -> bool:
        return self._gone_since is not None

    def moment_us(self) -> int:
        """Now, on the recording's time base; stands still while paused and after the end."""
        if self._facts is not None:
            return self._facts.duration_us
        return self._time.at(self._clock.monotonic_ns())

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

        if (last := self._last) is None:
            raise NoPicture(name=self._capture.facts.name)
        return jpeg(last[0]), last[1]

    # -- driven by the window -----------------------------------------------------------------

    def start(self) -> None:
        """Begin at the next picture (`Started` tells when). Returns at once."""
        self._state = RecorderState.STARTING
        in_use.add(self._folder)
        self._thread.start()

    def pause(self) -> None:
        """Record nothing until `resume`; recording time stands still."""
        with self._changed:
            if self._state is RecorderState.RECORDING:
                self._state = RecorderState.PAUSED
                self._time.pause(self._clock.monotonic_ns())

    def resume(self) -> None:
        with self._changed:
            if self._state is RecorderState.PAUSED:
                self._time.resume(self._clock.monotonic_ns())
                self._state = RecorderState.RECORDING

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
            self._tell(events.Started(0))
        if self._state is not RecorderState.RECORDING:
            return
        moment = self._time.moment(frame.captured_ns)
        self._seen += 1
        if moment is None or self._seen % self._watch.effort.every:
            return
        with self._changed:
            if len(self._frames) < self._limits.waiting_frames:
                self._frames.append((frame.image, moment))
                self._changed.notify_all()
                return
        self._dropped += 1
        self._dropped_at.append(moment)
        if frame.captured_ns - self._told_dropped_ns > 1_000_000_000:
            self._told_dropped_ns = frame.captured_ns
            self._tell(events.Dropped(moment, count=self._dropped))

    def heard(self, block: SoundBlock) -> None:
        moment = self._time.moment(block.captured_ns)
        if moment is not None:
            with self._changed:
                self._blocks.append((block.samples, moment))
                self._changed.notify_all()

    def gone(self, *, why: str, ns: int) -> None:
        self._gone_since = self._time.at(ns)
        self._tell(events.SourceGone(self._gone_since, why=why))

    def back(self, *, ns: int) -> None:
        since, self._gone_since = self._gone_since, None
        if since is not None:
            now = self._time.at(ns)
            self._gaps.append((since, now - since))
            self._tell(events.SourceBack(now, gap_us=now - since))

    def sound_gone(self, *, why: str, ns: int) -> None:
        self._tell(events.SoundGone(self._time.at(ns), why=why))

    # -- the encoder's thread -------------------------------------------------------------------

    def _run(self) -> None:
        try:
            OpenSegment.warm_up()
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
            with self._changed:
                stopping = self._state is RecorderState.STOPPING
                if not self._frames and not stopping:
                    self._changed.wait(_TICK)
                item = self._frames.popleft() if self._frames else None
                waiting = len(self._frames)
            if item is None:
                if stopping:
                    return
                self._hold_still()
            else:
                self._take(*item)
            self._feed_sound(before_us=None)
            self._look_around(waiting)

    def _take(self, image: Image, moment: int) -> None:
        segment = self._segment
        effort = self._watch.effort
        height, width = image.shape[:2]
        if segment is not None and (
            moment - segment.start_us >= self._limits.segment_us
            or segment.size >= self._limits.segment_bytes
            or segment.made_for != (width, height, effort)
        ):
            self._close_segment(moment)
            segment = None
        if segment is None:
            segment = self._segment = OpenSegment(
                self._folder,
                key=self._key,
                recording_id=self.recording_id,
                number=len(self._closed),
                start_us=moment,
                picture=(width, height, self._capture.facts.fps / effort.every),
                effort=effort,
                sound=None if self._capture.sound_lost else self._capture.sound_format,
                clock=self._clock,
                on_failure=self._say_broken,
            )
        segment.picture(image, moment)
        self._last = (image, moment)
        self._last_end_us = moment + int(1_000_000 * effort.every / self._capture.facts.fps)

    def _feed_sound(self, *, before_us: int | None) -> None:
        while True:
            with self._changed:
                if self._segment is None and self._state is not RecorderState.STOPPING:
                    return
                if not self._blocks or (before_us is not None and self._blocks[0][1] >= before_us):
                    return
                samples, moment = self._blocks.popleft()
            if self._segment is not None:
                self._segment.sound(samples, moment)

    def _close_segment(self, end_us: int) -> None:
        """Close it once the sound up to `end_us` is in, which comes a little after the picture."""
        if (segment := self._segment) is None:
            return
        deadline = self._clock.monotonic_ns() + _SOUND_PATIENCE_NS
        while True:
            self._feed_sound(before_us=end_us)
            heard = segment.sound_end_us
            left = deadline - self._clock.monotonic_ns()
            if heard is None or heard >= end_us or left <= 0 or self._capture.sound_lost:
                break
            with self._changed:
                self._changed.wait_for(lambda: bool(self._blocks), left / 1e9)
        overlap = segment.last_sound
        self._segment = None
        self._closed_one(segment.close(end_us))
        if overlap is not None:  # the block that lies across the cut belongs to both sides
            with self._changed:
                self._blocks.appendleft(overlap)

    def _closed_one(self, closed: RecordedSegment | None) -> None:
        if closed is not None:
            self._closed.append(closed)
            self._tell(events.SegmentClosed(closed.start_us + closed.duration_us, segment=closed))

    def _hold_still(self) -> None:
        """While the camera is away the last picture stays, darkened: time and sound go on."""
        now = self._clock.monotonic_ns()
        if self._gone_since is None or self._last is None or now - self._held_ns < _HOLD_NS:
            return
        moment = self._time.moment(now)
        if self._state is RecorderState.RECORDING and moment is not None:
            image, before = self._last
            self._held_ns = now
            self._take(image // 3, max(moment, before + 1))
            self._last = (image, moment)

    def _look_around(self, waiting: int) -> None:
        ns = self._clock.monotonic_ns()
        step = self._watch.look(waiting=waiting, dropped=self._dropped, ns=ns)
        if step is not None:
            self._tell(events.EncoderSlow(self.moment_us(), step=step))
        if ns - self._space_ns > 2_000_000_000:
            self._space_ns = ns
            self._look_at_space()

    def _look_at_space(self) -> None:
        if self._space.full():
            self._say_full()
            return
        recorded = sum(item.path.stat().st_size for item in self._closed)
        recorded += self._segment.size if self._segment else 0
        moment = self.moment_us()
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
            self._close_segment(self._last_end_us)
        except Exception as error:  # noqa: BLE001  what is on the disk is mended at the next start
            if not self._told_full:
                self._say_failed(repr(error))
        if self._owns_capture:
            self._capture.close()
        with suppress(OSError):
            self._folder.rmdir()  # nothing was recorded
        last = self._closed[-1] if self._closed else None
        self._facts = facts = RecordingFacts(
            recording_id=self.recording_id,
            duration_us=last.start_us + last.duration_us if last else 0,
            segments=tuple(self._closed),
            dropped=self._dropped,
            dropped_at_us=tuple(self._dropped_at),
            pauses=self._time.pauses(),
            gaps=tuple(self._gaps),
            sound=any(item.sound for item in self._closed),
            width=last.width if last else 0,
            height=last.height if last else 0,
        )
        in_use.discard(self._folder)
        self._state = RecorderState.STOPPED
        self._tell(events.Stopped(facts.duration_us, facts=facts))

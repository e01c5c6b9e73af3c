"""`terreno video record`: what *Gravar* does, from outside."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.console import DONE, FOUND, MISUSED, complain, give, say
from core.cli.opened import NOBODY, opened
from core.cli.visits import visit_meant
from core.problem import Problem

if TYPE_CHECKING:
    from uuid import UUID

    from core.store import Store
    from core.video import Recorder
    from core.video.events import RecorderEvent, RecordingFacts
    from core.video.frames import FrameSource


def record(
    source: Annotated[
        list[str],
        typer.Option(
            "--source", help="device:0, rtsp://…, http://…, file:…, test:; pode repetir-se"
        ),
    ],
    seconds: Annotated[
        float, typer.Option("--seconds", help="Quanto se grava; 0: até Ctrl+C.")
    ] = 0.0,
    visit: Annotated[str, typer.Option("--visit", help="Visita a que a gravação pertence.")] = "",
    folder: Annotated[
        Path | None,
        typer.Option("--folder", help="Sem visita: pasta onde ficam os troços cifrados."),
    ] = None,
    segment_seconds: Annotated[
        float, typer.Option("--segment-seconds", help="Duração de cada troço.")
    ] = 300.0,
    events: Annotated[
        bool, typer.Option("--events", help="Diz no stderr o que acontece, em linhas JSON.")
    ] = False,
    sample: Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Para programas.")] = False,
) -> int:
    """Grava uma câmara (ou várias ao mesmo tempo) na visita, ou cifrada numa pasta."""
    if bool(visit) == (folder is not None):
        say("Indique --visit ou --folder.", "Give either --visit or --folder.")
        return MISUSED
    over = threading.Event()
    with opened(sample=sample) as store:
        visit_id = visit_meant(store, visit) if visit else None
        takes = [
            _Recording(store, visit_id=visit_id, folder=folder, events=events, over=over)
            for _ in source
        ]
        limit = int(segment_seconds * 1_000_000)
        cameras: list[FrameSource] = []
        try:
            cameras.extend(_opened(address) for address in source)
        except Problem:
            for camera in cameras:
                camera.close()
            raise
        with _stopped_by_signals(over):
            for take, camera in zip(takes, cameras, strict=True):
                take.start(camera, segment_us=limit)
            while not over.is_set() and not takes[0].reached(seconds):
                over.wait(0.02)
        for take in takes:
            take.finish()
        results = [take.result(facts) for take, facts in [(one, one.stop()) for one in takes]]
    if as_json:
        give(results[0] if len(results) == 1 else {"recordings": results})
    else:
        for one in results:
            size = "x".join(str(side) for side in one["size"])
            print(f"{one['recording_id']}  {one['seconds']:.1f} s  {size}  {one['dropped']}")
    kept = all(one["segments"] for one in results)
    return DONE if kept and not any(take.troubled for take in takes) else FOUND


def _opened(address: str) -> FrameSource:
    from core.store import SystemClock
    from core.video import open_source

    return open_source(address, clock=SystemClock())


class _Recording:
    """One recording of the command line: into a visit (sealed as it goes) or into a folder."""

    def __init__(
        self,
        store: Store,
        *,
        visit_id: UUID | None,
        folder: Path | None,
        events: bool,
        over: threading.Event,
    ) -> None:
        from core.store import SystemClock, new_id
        from core.video.sealing import recording_key, recordings_folder
        from core.video.sealing_lane import sealing_lane

        self.troubled = False
        self._store = store
        self._visit_id = visit_id
        self._folder = folder or recordings_folder(store)
        self._key = recording_key(store)
        self._lane = sealing_lane(store)
        self._events = events
        self._clock = SystemClock()
        self._id = new_id()
        self._over = over
        self._recorder: Recorder | None = None

    def start(self, camera: FrameSource, *, segment_us: int) -> None:
        """Record what the camera gives; it belongs to the recorder from here on."""
        from core.video import Limits, Recorder

        if self._visit_id is not None:
            self._begin(camera.facts.name)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._recorder = Recorder(
            camera,
            folder=self._folder,
            key=self._key,
            recording_id=self._id,
            clock=self._clock,
            on_event=self._heard,
            limits=Limits(segment_us=segment_us),
        )
        self._recorder.start()

    def reached(self, seconds: float) -> bool:
        """Whether so many seconds are recorded; 0 are never reached."""
        return (
            bool(seconds)
            and self._recorder is not None
            and (self._recorder.moment_us() >= seconds * 1_000_000)
        )

    def finish(self) -> None:
        """Ask it to stop, so that several stop together."""
        assert self._recorder is not None
        self._recorder.finish()

    def stop(self) -> RecordingFacts:
        """Stop, and seal what belongs to a visit."""
        assert self._recorder is not None
        facts = self._recorder.stop()
        if self._visit_id is not None:
            self._lane.end(facts)
            self._lane.wait()
        return facts

    def result(self, facts: RecordingFacts) -> dict[str, Any]:
        """What is told of it."""
        told: dict[str, Any] = {
            "recording_id": self._id,
            "visit_id": self._visit_id,
            "folder": None if self._visit_id else self._folder / str(self._id),
            "seconds": facts.duration_us / 1_000_000,
            "size": [facts.width, facts.height],
            "sound": facts.sound,
            "segments": len(facts.segments),
            "dropped": facts.dropped,
            "gaps": [{"at_us": at, "length_us": length} for at, length in facts.gaps],
            "incidents": [
                one.noted() for item in facts.segments for one in item.incidents
            ] + [one.noted() for one in facts.incidents],
        }  # fmt: skip
        if self._visit_id is not None:
            told["state"] = self._state()
        return told

    def _begin(self, name: str) -> None:
        from core.visits import begin_filming

        assert self._visit_id is not None
        author = self._store.author
        me = None if author.technician_id == NOBODY else author.technician_id
        self._store.write_now(
            partial(
                begin_filming,
                recording_id=self._id,
                visit_id=self._visit_id,
                technician_id=me,
                device_id=author.device_id,
                started_at=self._clock.now(),
                source_name=name,
            )
        )

    def _state(self) -> str:
        from core.video.recordings import known_recordings

        return self._store.read(partial(known_recordings, ids=[self._id]))[self._id].value

    def _heard(self, event: RecorderEvent) -> None:
        """On the recorder's threads."""
        from core.video import events

        if self._visit_id is not None and isinstance(event, events.SegmentClosed):
            self._lane.seal(self._id, event.segment)
        if self._visit_id is not None and isinstance(event, events.Started) and event.begun_at:
            from core.video.timeline import AlignedBy, place_recording

            verb = partial(place_recording, begins_at=event.begun_at, by=AlignedBy.CLOCK)
            self._store.write(partial(verb, recording_id=self._id))
        if isinstance(event, events.Failed):
            complain(event.problem)
        if isinstance(event, events.Failed | events.DiskFull):
            self.troubled = True
        if isinstance(event, events.Stopped):
            self._over.set()
        if self._events:
            line = {"event": type(event).__name__, "at_us": event.at_us}
            known = ("count", "step", "why", "gap_us", "minutes")
            line |= {key: value for key, value in asdict(event).items() if key in known}
            print(json.dumps(line), file=sys.stderr, flush=True)


@contextmanager
def _stopped_by_signals(over: threading.Event) -> Iterator[None]:
    """Ctrl+C and a polite end of the system stop the recording in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    wanted = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(each, lambda *_: over.set()) for each in wanted]
    try:
        yield
    finally:
        for each, handler in zip(wanted, before, strict=True):
            signal.signal(each, handler)

"""The killed application seen from outside: its lines, its end, and the store it left."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import IO
from uuid import UUID

from core.store import Author, SampleKey, Store, open_store

PLAIN_VIDEO = re.compile(rb"ftyp(?:iso\w|mp4\d|M4V |avc1)|moov.{4}mvhd|moof.{4}mfhd", re.DOTALL)


@dataclass
class Told:
    """What the process had told when it ended; `now_us` is carried on to the kill."""

    saved: dict[str, str] = field(default_factory=dict)
    given: dict[str, list[str]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    answers: int = 0
    recording: UUID | None = None
    moment_us: int = 0
    moment_at: float = 0.0
    filling: UUID | None = None
    resumed: str = ""
    been_at: list[str] = field(default_factory=list)
    since: int = 0
    """Where in `been_at` the last answer shown as saved was given."""
    said: str = ""
    failed: list[str] = field(default_factory=list)
    closed: bool = False
    recording_runs: threading.Event = field(default_factory=threading.Event)

    def hear(self, line: str) -> None:
        kind, _, text = line.partition(" ")
        key, _, value = text.partition("\t")
        match kind:
            case "SAVED":
                self.answers += 1
                self.saved[key] = value
                self.since = len(self.been_at) - 1 - self.been_at[::-1].index(key)
                self.given[key].remove(value)
            case "GIVEN":
                self.given.setdefault(key, []).append(value)
            case "SHOWN":
                self.shown[key] = value
            case "MOMENT":
                recording, moment = text.split()
                self.recording, self.moment_us = UUID(recording), int(moment)
                self.moment_at = monotonic()
                self.recording_runs.set()
            case "RESUMED":
                filling, self.resumed = text.split(" ", 1)
                self.filling = UUID(filling)
                self.been_at, self.since = [self.resumed], 0
            case "HERE":
                self.been_at.append(text)
            case "SAID":
                self.said = text
            case "FAILED" | "PANEL":
                self.failed.append(text)
            case "CLOSED":
                self.closed = True


def _listen(pipe: IO[bytes], told: Told) -> None:
    for line in pipe:
        if line.endswith(b"\n"):  # the kill may cut one short
            told.hear(line.decode()[:-1])
    told.recording_runs.set()


def field_day(
    home: Path, *, repository: Path, seed: str, kill_after: float | None
) -> tuple[Told, float]:
    """Run the application; SIGKILL it so many seconds into its recording (None: let it end).

    Gives what it told, and the µs of the recording at which it was killed.
    """
    told = Told()
    errors = home.parent / "stderr.txt"
    with errors.open("wb") as err:
        process = subprocess.Popen(
            [
                sys.executable,
                str(Path(__file__).with_name("field_day.py")),
                str(home),
                seed,
                "look" if kill_after is None else "fill",
            ],
            stdout=subprocess.PIPE,
            stderr=err,
            cwd=repository,
            env={
                **os.environ,
                "PYTHONPATH": str(repository),
                "QT_QPA_PLATFORM": "offscreen",
                "PYTHONFAULTHANDLER": "1",  # should it end by itself, stderr says where
            },
        )
        assert process.stdout is not None
        listener = threading.Thread(target=_listen, args=(process.stdout, told))
        listener.start()
        killed_at = 0.0
        try:
            if kill_after is None:
                process.wait(60)
            elif told.recording_runs.wait(90):
                # Not a wait for something to happen: the moment of the kill is what is tested.
                threading.Event().wait(kill_after)
        finally:
            killed_at = monotonic()
            alive = process.poll() is None
            process.kill()
            process.wait()
            listener.join()
            process.stdout.close()
    if kill_after is not None and (not alive or told.recording is None):
        raise AssertionError(f"it ended by itself: {errors.read_text()[-3000:]}")
    return told, told.moment_us + (killed_at - told.moment_at) * 1e6


def copy_of_store(home: Path, into: Path) -> Store:
    """The killed store, opened apart, so that the application itself finds it as it was left."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(home / "stores" / "exemplo", into)
    nobody = Author(technician_id=UUID(int=0), device_id=UUID(int=0))
    return open_store(into, unlock=SampleKey(), author=nobody)


@dataclass(frozen=True, slots=True)
class Played:
    """A recording read back from its sealed files."""

    duration_us: int
    pictures: int


def play(store: Store, recording: UUID) -> Played:
    """Decode a recording to its end from the store's sealed files."""
    import av

    from core.video.recordings import segments_of

    end, pictures = 0, 0
    for segment in store.read(partial(segments_of, recording_id=recording)):
        last = 0
        with store.files.open(segment.sha256) as stream, av.open(stream) as film:
            for frame in film.decode(video=0):
                assert frame.time is not None
                last = max(last, round(frame.time * 1e6))
                pictures += 1
        end = segment.start_us + last
    return Played(duration_us=end, pictures=pictures)


def lying_open(home: Path, *, secret: str) -> list[str]:
    """Files of the home folder in which plain video or an answer's text can be read."""
    found = []
    for path in sorted(home.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if PLAIN_VIDEO.search(data) or secret.encode() in data:
                found.append(str(path.relative_to(home)))
    return found

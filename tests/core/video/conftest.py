"""A recorder at work in a test: events are waited for, never a fixed while."""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest

from core.store import SystemClock
from core.video import Footage, Recorder, RecorderEvent, open_recording, open_source
from core.video.test_pattern import read_number

KEY = bytes(range(32))


def wait_until(condition: Callable[[], bool], *, seconds: float = 20.0) -> None:
    """Look again and again until it holds."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        pause.wait(0.01)
    pytest.fail("waited in vain")


class Heard:
    """The events of a recorder, in order."""

    def __init__(self) -> None:
        self.events: list[RecorderEvent] = []

    def __call__(self, event: RecorderEvent) -> None:
        self.events.append(event)

    def of(self, kind):
        return [event for event in self.events if isinstance(event, kind)]

    def wait(self, kind, *, seconds: float = 20.0):
        wait_until(lambda: bool(self.of(kind)), seconds=seconds)
        return self.of(kind)[0]


@pytest.fixture
def clock():
    return SystemClock()


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def recorder(tmp_path, clock, heard):
    """Make recorders; each is stopped at the end of the test."""
    made = []

    def make(source="test:320x180@30", *, folder=tmp_path / "recordings", **more):
        if isinstance(source, str):
            source = open_source(source, clock=clock)
        one = Recorder(
            source,
            folder=folder,
            key=KEY,
            recording_id=uuid4(),
            clock=clock,
            on_event=heard,
            **more,
        )
        made.append(one)
        return one

    yield make
    for one in made:
        if one.state not in ("idle", "stopped"):
            one.stop()


def reach(recorder: Recorder, us: int) -> None:
    """Let it record until this moment."""
    wait_until(lambda: recorder.moment_us() >= us or recorder.state == "stopped")


def numbers_of(path, *, key=KEY):
    """(moment, burnt-in number) of every picture of a segment."""
    with open_recording(path, key=key) as stream, Footage(stream) as footage:
        return [
            (moment, read_number(footage.picture_at(moment)[0])) for moment in footage.moments()
        ]

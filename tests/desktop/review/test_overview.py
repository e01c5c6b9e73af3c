"""Filmstrip, sound and index come in the background, and are kept with the recording."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.video.privacy.erasing import erase_recording
from desktop.review.overview import Overviews, every_us, strip_of
from tests.desktop.review.conftest import NOW

pytestmark = pytest.mark.qt_log_ignore(
    "pa_context_connect", "No RHI backend", "No audio device", "pipewire", "No HW decoder"
)


@pytest.fixture
def counted(qtbot, recorded):
    """The recording, and how often its film was opened; what the place reads is settled."""
    qtbot.waitUntil(lambda: recorded.place.jobs.waiting == 0, timeout=20_000)
    opened = []
    (item,) = recorded.place.review.recordings

    def counting(segment):
        def open_it():
            opened.append(segment.start_us)
            return segment.open()

        return replace(segment, open=open_it)

    return replace(item, segments=tuple(counting(s) for s in item.segments)), opened


def come(qtbot, recorded, item):
    """What a review that is opened now is told, by name."""
    overviews = Overviews(recorded.place.jobs, recorded.place)
    came = {}
    overviews.arrived.connect(lambda _id, name, found: came.update({name: found}))
    overviews.ask(item)
    qtbot.waitUntil(lambda: came.keys() == {"strip", "index", "wave"}, timeout=20_000)
    qtbot.waitUntil(lambda: recorded.place.jobs.waiting == 0, timeout=20_000)
    return came, overviews


def forget(recorded):
    kept = [path for path in (recorded.store.folder / "beside").rglob("*") if path.is_file()]
    for path in kept:
        path.unlink()
    return len(kept)


def test_it_is_made_once_and_kept_for_the_next_opening(qtbot, recorded, counted):
    item, opened = counted
    assert forget(recorded) == 2
    came, overviews = come(qtbot, recorded, item)
    assert [at for at, _ in came["strip"]] == list(range(0, item.duration_us, 1_000_000))
    assert all(data.startswith(b"\xff\xd8") for _, data in came["strip"])
    assert came["index"][0] == 0
    assert len(came["index"]) > 300
    assert len(came["wave"]) == 20 * 20 + 1
    assert len(opened) == 2
    again, _ = come(qtbot, recorded, item)  # as after a restart
    assert again == came
    told = []
    overviews.arrived.connect(lambda _id, name, _found: told.append(name))
    overviews.ask(item)  # and in the same review at once
    assert sorted(told) == ["index", "strip", "wave"]
    assert len(opened) == 2


def test_what_is_damaged_is_made_again(qtbot, recorded, counted):
    item, opened = counted
    before, _ = come(qtbot, recorded, item)
    assert opened == []  # the place had it made
    for path in (recorded.store.folder / "beside").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-9])
    after, _ = come(qtbot, recorded, item)
    assert after == before
    assert len(opened) == 2


def test_erased_with_the_recording_nothing_of_it_is_left(qtbot, recorded, counted):
    erase_recording(recorded.store, recorded.recording_id, technician_id=None, why="Pedido", at=NOW)
    assert forget(recorded) == 0


def test_pictures_come_from_every_segment_and_from_everywhere_first(recorded):
    (item,) = recorded.place.review.recordings
    (whole,) = item.segments
    count = 12
    segments = tuple(replace(whole, start_us=at * whole.duration_us) for at in range(count))
    long = replace(item, segments=segments, duration_us=count * whole.duration_us)
    assert every_us(long.duration_us) == 2_000_000
    forget(recorded)
    told = []
    strip = strip_of(recorded.store, long, so_far=told.append)
    assert [at for at, _ in strip] == list(range(0, long.duration_us, 2_000_000))
    assert told  # the film is one file here: the others find what the first one kept
    assert len(told[0]) == 10


def test_an_hour_has_some_hundred_pictures():
    assert every_us(3_600_000_000) == 30_000_000
    assert every_us(1) == 1_000_000
    assert every_us(10**12) == 600_000_000

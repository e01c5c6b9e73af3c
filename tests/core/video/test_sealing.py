"""A recording in the store: begun, sealed, found again by moment, recovered after a crash."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

import av
import pytest

from core.store import Author, SampleKey, SystemClock, create_store, new_id
from core.video import Recorder, filmstrip, frame_at, index_of, open_source, waveform
from core.video.recordings import (
    RecordingState,
    add_marker,
    begin_recording,
    list_recordings,
    markers_of,
    segments_of,
)
from core.video.sealing import (
    recording_key,
    recordings_folder,
    recover_recordings,
    seal_recording,
)
from tests.core.video.conftest import reach


@pytest.fixture
def store(tmp_path):
    import core.video.recordings  # noqa: F401  (its tables)

    author = Author(technician_id=new_id(), device_id=new_id())
    store, _ = create_store(tmp_path / "store", unlock=SampleKey(), author=author)
    _make_tables(store)
    with store:
        yield store


def _make_tables(store):
    """The first migration is made last; until it is there the tables come from the models."""
    from core.store import Base

    def create(work):
        tables = [Base.metadata.tables[name] for name in ("recording", "segment", "marker")]
        Base.metadata.create_all(work.connection(), tables=tables)

    store.write_now(create)


@pytest.fixture
def visit_id():
    return uuid4()


@pytest.fixture
def recorded(store, visit_id, clock, heard):
    recording_id = new_id()
    store.write_now(
        partial(
            begin_recording,
            recording_id=recording_id,
            visit_id=visit_id,
            scope="1312",
            technician_id=store.author.technician_id,
            started_at=clock.now(),
            source_name="Imagem de teste",
        )
    )
    one = Recorder(
        open_source("test:320x180@30", clock=SystemClock()),
        folder=recordings_folder(store),
        key=recording_key(store),
        recording_id=recording_id,
        clock=SystemClock(),
        on_event=heard,
    )
    one.start()
    reach(one, 1_500_000)
    return one.stop()


def test_sealed_it_plays_from_the_store(store, recorded, visit_id):
    seal_recording(store, recording_id=recorded.recording_id, segments=recorded.segments)
    (recording,) = store.read(partial(list_recordings, visit_id=visit_id))
    (segment,) = store.read(partial(segments_of, recording_id=recording.id))
    assert recording.state is RecordingState.SEALED
    assert recording.duration_us == recorded.duration_us == segment.duration_us
    assert recording.sound
    assert not list(recordings_folder(store).iterdir())
    with store.files.open(segment.sha256) as stream:
        moments = index_of(stream)
        assert moments[0] == 0
        assert len(moments) > 30
        assert frame_at(stream, moments[7]).startswith(b"\xff\xd8")
        strip = filmstrip(stream, count=4, height=45)
        assert len(strip) == 4
        assert max(waveform(stream)) > 0.2
    with store.files.open(segment.sha256) as stream, av.open(stream) as container:
        assert container.streams.video[0].frames == len(moments)
    for path in store.folder.rglob("*"):
        if path.is_file():
            assert b"moov" not in path.read_bytes()


def test_sealing_twice_changes_nothing(store, recorded, visit_id):
    recover_recordings(store)
    recover_recordings(store)
    (recording,) = store.read(partial(list_recordings, visit_id=visit_id))
    assert recording.state is RecordingState.SEALED
    assert len(store.read(partial(segments_of, recording_id=recording.id))) == 1


def test_a_crash_before_sealing_is_made_good_at_the_next_start(store, recorded, visit_id):
    path = recorded.segments[0].path
    path.write_bytes(path.read_bytes()[:-2000])
    (found,) = recover_recordings(store)
    assert found.torn
    (recording,) = store.read(partial(list_recordings, visit_id=visit_id))
    assert recording.state is RecordingState.RECOVERED
    assert 0 < recording.duration_us <= recorded.duration_us


def test_markers_are_listed_in_order_of_time(store, recorded):
    for start, text in ((900_000, "b"), (100_000, " a ")):
        store.write_now(
            partial(add_marker, recording_id=recorded.recording_id, start_us=start, text=text)
        )
    found = store.read(partial(markers_of, recording_id=recorded.recording_id))
    assert [(marker.start_us, marker.text) for marker in found] == [(100_000, "a"), (900_000, "b")]


def test_a_damaged_recording_is_said_to_be_damaged_and_kept(store, recorded, visit_id):
    path = recorded.segments[0].path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    (found,) = recover_recordings(store)
    assert found.damaged == (path,)
    (recording,) = store.read(partial(list_recordings, visit_id=visit_id))
    assert recording.state is RecordingState.DAMAGED
    assert path.read_bytes() == content


def test_one_recording_that_cannot_be_sealed_stops_no_other(
    store, recorded, visit_id, clock, monkeypatch
):
    other = new_id()
    store.write_now(
        partial(
            begin_recording,
            recording_id=other,
            visit_id=visit_id,
            scope="1312",
            technician_id=store.author.technician_id,
            started_at=clock.now(),
            source_name="Imagem de teste",
        )
    )
    (recordings_folder(store) / str(other)).mkdir()
    monkeypatch.setattr("core.video.sealing.RESERVE_BYTES", 1 << 60)
    failed = {each.recording_id: each.problem for each in recover_recordings(store)}
    assert failed[recorded.recording_id] is not None
    assert failed[other] is None
    assert recorded.segments[0].path.exists()
    monkeypatch.undo()
    recover_recordings(store)
    states = {
        each.id: each.state for each in store.read(partial(list_recordings, visit_id=visit_id))
    }
    assert states == {recorded.recording_id: RecordingState.SEALED, other: RecordingState.EMPTY}


def test_a_recording_that_never_got_a_folder_does_not_run_for_ever(store, visit_id, clock):
    store.write_now(
        partial(
            begin_recording,
            recording_id=new_id(),
            visit_id=visit_id,
            scope="1312",
            technician_id=store.author.technician_id,
            started_at=clock.now(),
            source_name="Imagem de teste",
        )
    )
    recover_recordings(store)
    (recording,) = store.read(partial(list_recordings, visit_id=visit_id))
    assert recording.state is RecordingState.EMPTY

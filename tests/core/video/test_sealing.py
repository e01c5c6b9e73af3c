"""A recording in the store: begun, sealed, found again by moment, recovered after a crash."""

from __future__ import annotations

import threading
from functools import partial
from uuid import uuid4

import av
import pytest

from core.store import Author, SampleKey, SystemClock, create_store, new_id
from core.video import (
    Limits,
    Recorder,
    events,
    filmstrip,
    frame_at,
    glance,
    index_of,
    open_source,
    waveform,
)
from core.video.incidents import IncidentKind
from core.video.recording_incidents import incidents_of
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
    seal_segment,
)
from core.video.sealing_lane import NotSealed, RecordingSealed, SegmentSealed, sealing_lane
from tests.core.video.conftest import reach, wait_until


@pytest.fixture
def store(tmp_path):
    author = Author(technician_id=new_id(), device_id=new_id())
    store, _ = create_store(tmp_path / "store", unlock=SampleKey(), author=author)
    with store:
        yield store


@pytest.fixture
def visit_id():
    return uuid4()


@pytest.fixture
def recorded(store, visit_id, clock, heard):
    """A second and a half in one segment, stopped and not sealed."""
    return record(store, begin(store, visit_id, clock), heard, us=1_500_000)


def begin(store, visit_id, clock, *, device_id=None):
    recording_id = new_id()
    store.write_now(
        partial(
            begin_recording,
            recording_id=recording_id,
            visit_id=visit_id,
            scope="1312",
            technician_id=store.author.technician_id,
            device_id=device_id or store.author.device_id,
            started_at=clock.now(),
            source_name="Imagem de teste",
        )
    )
    return recording_id


def record(store, recording_id, heard, *, us, **more):
    one = Recorder(
        open_source("test:320x180@30", clock=SystemClock()),
        folder=recordings_folder(store),
        key=recording_key(store),
        recording_id=recording_id,
        clock=SystemClock(),
        on_event=heard,
        **more,
    )
    one.start()
    reach(one, us)
    return one.stop()


def the_recording(store, visit_id):
    (recording,) = store.read(partial(list_recordings, visit_id=visit_id))
    return recording, store.read(partial(segments_of, recording_id=recording.id))


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


def test_at_a_glance_it_says_what_the_film_says_and_keeps_it(store, recorded, visit_id):
    seal_recording(store, recording_id=recorded.recording_id, segments=recorded.segments)
    _, (segment,) = the_recording(store, visit_id)
    opened = []

    def film():
        opened.append(segment.sha256)
        return store.files.open(segment.sha256)

    def look():
        pictures = glance.strip(
            store,
            segment.sha256,
            every_us=500_000,
            duration_us=segment.duration_us,
            opened=film,
        )
        return pictures, glance.glance(store, segment.sha256, opened=film)

    pictures, found = look()
    assert len(opened) == 2
    assert [at for at, _ in pictures] == list(range(0, segment.duration_us, 500_000))
    assert all(data.startswith(b"\xff\xd8") for _, data in pictures)
    with film() as stream:
        assert list(found.moments) == index_of(stream)
        exact = waveform(stream, per_second=glance.PER_SECOND)
    # As loud in the same places, to the length of a block of sound.
    assert abs(len(found.loudness) - len(exact)) <= 2
    for at, loud in enumerate(exact[:-2]):
        near = found.loudness[max(0, at - 1) : at + 2]
        assert max(near) >= loud - 0.06
    opened.clear()
    assert look() == (pictures, found)
    assert opened == []
    for path in (store.folder / "beside").rglob("*"):
        if path.is_file():
            assert b"\xff\xd8\xff" not in path.read_bytes()
            path.write_bytes(b"spoiled")
    assert look() == (pictures, found)  # made again
    assert len(opened) == 2


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


def change_a_byte(path, *, share):
    content = bytearray(path.read_bytes())
    content[int(len(content) * share)] ^= 1
    path.write_bytes(content)
    return content


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
def test_what_is_whole_around_damage_is_read_out_and_said_once(
    store, visit_id, clock, heard, share
):
    recorded = record(store, begin(store, visit_id, clock), heard, us=3_000_000)
    path = recorded.segments[0].path
    content = change_a_byte(path, share=share)
    (found,) = recover_recordings(store)
    (kept,) = found.damaged
    assert kept.read_bytes() == content
    recording, (segment,) = the_recording(store, visit_id)
    assert recording.state is RecordingState.DAMAGED
    (hole,) = store.read(partial(incidents_of, recording_id=recording.id))
    assert hole.kind is IncidentKind.DAMAGED
    assert 0 < hole.length_us < 1_500_000
    with store.files.open(segment.sha256) as stream:
        moments = index_of(stream)
    assert len(moments) >= (recorded.duration_us - hole.length_us) / 1e6 * 30 - 8
    assert moments[0] == 0
    assert moments[-1] > recorded.duration_us - 500_000
    assert not [m for m in moments if hole.at_us < m < hole.at_us + hole.length_us]
    # At the next start there is nothing to say, and nothing changes.
    assert recover_recordings(store) == []
    assert the_recording(store, visit_id) == (recording, [segment])


def test_a_segment_of_which_nothing_opens_is_put_aside_and_said_once(store, recorded, visit_id):
    content = change_a_byte(recorded.segments[0].path, share=0.03)
    (found,) = recover_recordings(store)
    (kept,) = found.damaged
    assert kept.read_bytes() == content
    recording, segments = the_recording(store, visit_id)
    assert recording.state is RecordingState.DAMAGED
    assert segments == []
    assert recover_recordings(store) == []
    assert kept.exists()


def test_a_kill_in_the_middle_of_salvaging_is_made_good(store, recorded, visit_id, monkeypatch):
    from pathlib import Path

    change_a_byte(recorded.segments[0].path, share=0.6)
    rename = Path.replace

    def killed(self, target):
        if str(self).endswith(".parte"):
            raise KeyboardInterrupt
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            recover_recordings(store)
    recover_recordings(store)
    recording, segments = the_recording(store, visit_id)
    assert recording.state is RecordingState.DAMAGED
    assert len(segments) == 1


def test_one_recording_that_cannot_be_sealed_stops_no_other(
    store, recorded, visit_id, clock, monkeypatch
):
    other = begin(store, visit_id, clock)
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
    begin(store, visit_id, clock)
    recover_recordings(store)
    recording, _ = the_recording(store, visit_id)
    assert recording.state is RecordingState.EMPTY


def test_a_recording_all_sealed_but_not_ended_does_not_run_for_ever(store, recorded, visit_id):
    (segment,) = recorded.segments
    seal_segment(store, recording_id=recorded.recording_id, segment=segment)
    segment.path.parent.rmdir()
    recording, _ = the_recording(store, visit_id)
    assert recording.state is RecordingState.RECORDING
    store.was_interrupted = True
    recover_recordings(store)
    recording, (segment,) = the_recording(store, visit_id)
    assert recording.state is RecordingState.RECOVERED
    assert recording.duration_us == segment.duration_us == recorded.duration_us


def test_a_recording_that_runs_on_another_computer_is_left_alone(store, visit_id, clock):
    begin(store, visit_id, clock, device_id=new_id())
    recover_recordings(store)
    recording, _ = the_recording(store, visit_id)
    assert recording.state is RecordingState.RECORDING


def test_segments_are_sealed_while_the_recording_goes_on(store, visit_id, clock, heard):
    lane = sealing_lane(store)
    sealed = []
    lane.hear(sealed.append)
    recording_id = begin(store, visit_id, clock)

    def told(event):
        heard(event)
        if isinstance(event, events.SegmentClosed):
            lane.seal(recording_id, event.segment)

    one = Recorder(
        open_source("test:320x180@30", clock=SystemClock()),
        folder=recordings_folder(store),
        key=recording_key(store),
        recording_id=recording_id,
        clock=SystemClock(),
        on_event=told,
        limits=Limits(segment_us=700_000),
    )
    one.start()
    wait_until(lambda: len([e for e in sealed if isinstance(e, SegmentSealed)]) >= 2)
    assert one.state == "recording"
    recording, segments = the_recording(store, visit_id)
    assert recording.state is RecordingState.RECORDING
    assert len(segments) >= 2
    assert recording.duration_us == segments[-1].start_us + segments[-1].duration_us
    facts = one.stop()
    lane.end(facts)
    wait_until(lambda: isinstance(sealed[-1], RecordingSealed))
    recording, segments = the_recording(store, visit_id)
    assert recording.state is RecordingState.SEALED
    assert recording.duration_us == facts.duration_us
    assert [segment.number for segment in segments] == list(range(len(facts.segments)))
    assert lane.wait(20)
    assert lane.progress().waiting == 0


def test_some_sealed_one_open_one_not_yet_begun(store, visit_id, clock, heard):
    """A crash while segments are sealed one after another."""
    recording_id = begin(store, visit_id, clock)
    facts = record(store, recording_id, heard, us=2_400_000, limits=Limits(segment_us=700_000))
    first, second, *_, last = facts.segments
    seal_segment(store, recording_id=recording_id, segment=first)
    copy = second.path.read_bytes()
    seal_segment(store, recording_id=recording_id, segment=second)
    second.path.write_bytes(copy)  # killed between its link and its removal
    last.path.write_bytes(last.path.read_bytes()[:-40])
    (found,) = recover_recordings(store)
    assert found.torn
    recording, segments = the_recording(store, visit_id)
    assert recording.state is RecordingState.RECOVERED
    assert [segment.number for segment in segments] == list(range(len(facts.segments)))
    end = 0
    for segment in segments:
        assert segment.start_us == end
        end = segment.start_us + segment.duration_us
    assert recording.duration_us == end <= facts.duration_us
    assert not list(recordings_folder(store).iterdir())


def test_what_the_lane_could_not_seal_is_told_with_what_it_could(
    store, visit_id, clock, heard, monkeypatch
):
    recording_id = begin(store, visit_id, clock)
    facts = record(store, recording_id, heard, us=1_500_000, limits=Limits(segment_us=700_000))
    lane = sealing_lane(store)
    told = []
    lane.hear(told.append)
    seal_segment(store, recording_id=recording_id, segment=facts.segments[0])
    monkeypatch.setattr("core.video.sealing.RESERVE_BYTES", 1 << 60)
    lane.end(facts)
    assert lane.wait(20)
    (event,) = told
    assert isinstance(event, NotSealed)
    assert (event.sealed, event.waiting) == (1, len(facts.segments) - 1)
    (found,) = recover_recordings(store)
    assert found.problem is not None
    monkeypatch.undo()
    recover_recordings(store)
    _, segments = the_recording(store, visit_id)
    assert len(segments) == len(facts.segments)


def test_a_stopped_lane_leaves_the_rest_for_the_next_start(store, visit_id, clock, heard):
    recording_id = begin(store, visit_id, clock)
    facts = record(store, recording_id, heard, us=2_500_000, limits=Limits(segment_us=700_000))
    lane = sealing_lane(store)
    lane.hear(lambda event: lane.stop() if isinstance(event, SegmentSealed) else None)
    for segment in facts.segments:
        lane.seal(recording_id, segment)
    lane.end(facts)
    assert lane.wait(20)
    recording, segments = the_recording(store, visit_id)
    assert recording.state is RecordingState.RECORDING
    assert len(segments) == 1
    recover_recordings(store)
    recording, segments = the_recording(store, visit_id)
    assert recording.duration_us == facts.duration_us
    assert len(segments) == len(facts.segments)


def test_hurrying_the_lane_does_not_wait_for_the_segment_in_hand(store, visit_id, clock, heard):
    recording_id = begin(store, visit_id, clock)
    facts = record(store, recording_id, heard, us=2_500_000, limits=Limits(segment_us=700_000))
    lane = sealing_lane(store)
    in_hand, may_end = threading.Event(), threading.Event()

    def told(_event):
        in_hand.set()
        may_end.wait(20)

    lane.hear(told)
    for segment in facts.segments:
        lane.seal(recording_id, segment)
    assert in_hand.wait(20)
    lane.hurry()
    assert not lane.wait(0)  # it came back with the segment still in hand
    may_end.set()
    assert lane.wait(20)
    _, segments = the_recording(store, visit_id)
    assert len(segments) == 1
    lane.go_on()
    lane.seal(recording_id, facts.segments[1])
    assert lane.wait(20)
    _, segments = the_recording(store, visit_id)
    assert len(segments) == 2

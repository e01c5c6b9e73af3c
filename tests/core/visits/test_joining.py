"""Clips joined to a visit: once each, in their place, and better placed the second time."""

from __future__ import annotations

from concurrent.futures import CancelledError
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from core.video.recordings import RecordingState, list_recordings, segments_of
from core.video.timeline import AlignedBy, moment_in, placed_recordings
from core.visits.joining import join_clips, match_clip, place_by_sound, place_clip
from tests.builders import a_store, a_visit
from tests.core.video.clip_files import RATE, a_clip, a_room

NOW = datetime(2026, 3, 10, 18, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    with a_store(tmp_path / "store") as store:
        yield store


@pytest.fixture
def visit_id(store):
    return a_visit(store).visit_id


def join(store, visit_id, *paths, **more):
    return join_clips(store, paths, visit_id=visit_id, technician_id=None, at=NOW, **more)


def test_many_at_once_and_one_that_is_no_video(store, visit_id, tmp_path):
    good = a_clip(tmp_path / "a.mp4", metadata={"creation_time": "2026-03-10T15:00:00Z"})
    bad = tmp_path / "b.mp4"
    bad.write_text("nada")
    other = a_clip(tmp_path / "c.mov", seconds=1)
    told = []
    done = join(store, visit_id, good, bad, other, told=lambda n, share: told.append((n, share)))
    assert [one.problem is None for one in done] == [True, False, True]
    assert told[0][0] == 0
    assert told[-1] == (2, 1.0)
    listed = store.read(partial(list_recordings, visit_id=visit_id))
    assert {one.state for one in listed} == {RecordingState.SEALED}
    assert {one.id for one in listed} == {done[0].recording_id, done[2].recording_id}
    (segment,) = store.read(partial(segments_of, recording_id=done[0].recording_id))
    with store.files.open(segment.sha256) as stream:
        assert stream.read() == good.read_bytes()
    assert done[0].begins_at == datetime(2026, 3, 10, 15, tzinfo=UTC)
    assert done[0].aligned_by is AlignedBy.CREATION
    assert done[2].begins_at == done[0].begins_at
    assert done[2].aligned_by is AlignedBy.NONE


def test_the_same_clip_twice_is_one(store, visit_id, tmp_path):
    clip = a_clip(tmp_path / "a.mp4")
    (first,) = join(store, visit_id, clip)
    copy = tmp_path / "outro nome.mp4"
    copy.write_bytes(clip.read_bytes())
    (again,) = join(store, visit_id, copy)
    assert again.already
    assert again.recording_id == first.recording_id
    assert len(store.read(partial(list_recordings, visit_id=visit_id))) == 1


def test_the_error_of_a_cameras_clock_is_remembered(store, visit_id, tmp_path):
    """Placed once by hand, the next clip of that camera is right by itself."""

    def taken(name, at):
        made = {"make": "Canon", "model": "HF", "creation_time": at}
        return a_clip(tmp_path / name, seconds=1, metadata=made)

    (first,) = join(store, visit_id, taken("a.mov", "2026-03-10T10:00:00Z"))
    right = datetime(2026, 3, 10, 14, 58, 30, tzinfo=UTC)
    store.write_now(
        partial(
            place_clip,
            recording_id=first.recording_id,
            begins_at=right,
            by=AlignedBy.HAND,
            found_at=NOW,
        )
    )
    (second,) = join(store, visit_id, taken("b.mov", "2026-03-10T10:10:00Z"))
    assert second.aligned_by is AlignedBy.CAMERA
    assert second.begins_at == right + timedelta(minutes=10)


def test_placed_by_sound_moments_agree(store, visit_id, tmp_path):
    room = a_room(14)
    film = a_clip(
        tmp_path / "a.mp4",
        seconds=14,
        fps=10,
        heard=room,
        metadata={"creation_time": "2026-03-10T15:00:00Z"},
    )
    clip = a_clip(tmp_path / "b.mov", seconds=6, fps=10, heard=room[5 * RATE : 11 * RATE] // 3)
    one, other = join(store, visit_id, film, clip)
    match = match_clip(store, recording_id=other.recording_id, against=one.recording_id)
    assert match.confidence > 0.5
    store.write_now(
        partial(
            place_by_sound,
            recording_id=other.recording_id,
            against=one.recording_id,
            match=match,
            found_at=NOW,
        )
    )
    first, second = store.read(partial(placed_recordings, visit_id=visit_id))
    assert second.aligned_by is AlignedBy.SOUND
    assert second.confidence == match.confidence
    assert moment_in(first, second, 7_000_000) == pytest.approx(2_000_000, abs=30_000)
    assert moment_in(second, first, 1_000_000) == pytest.approx(6_000_000, abs=30_000)
    assert moment_in(first, second, 1_000_000) is None


def test_stopping_leaves_what_was_joined(store, visit_id, tmp_path):
    clips = [a_clip(tmp_path / f"{n}.mp4", seconds=n) for n in (1, 2)]

    def told(number, _share):
        if number == 1:
            raise CancelledError

    with pytest.raises(CancelledError):
        join(store, visit_id, *clips, told=told)
    assert len(store.read(partial(list_recordings, visit_id=visit_id))) == 1
    assert not list(store.folder.rglob("*.part"))

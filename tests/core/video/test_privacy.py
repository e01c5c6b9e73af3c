"""Faces covered, voices changed, and recordings erased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise

import numpy as np
import pytest

from core.store import (
    Author,
    SampleKey,
    create_store,
    new_id,
    open_store,
    restore_backup,
    restore_everything,
)
from core.store.attachments import sealed_names
from core.video import Footage
from core.video.cutting import film_of
from core.video.privacy.blurred import (
    blurred_film,
    look_for_faces,
    make_blurred_copy,
    plan_of,
    save_plan,
)
from core.video.privacy.boxes import BlurPlan, Box, Track, VoiceSpan, plan_from_json
from core.video.privacy.covering import VoiceChanger
from core.video.privacy.erasing import erase_again, erase_recording, finish_erasures
from core.video.privacy.faces import FaceFinder, follow
from core.video.privacy.records import due_recordings, erasures, keep_until, kept_until
from core.video.problems import NoReasonGiven, NotABlurPlan, NothingSealed, RecordingRuns
from core.video.recordings import RecordingState, add_segment, begin_recording, end_recording
from tests.core.video.faces_drawn import a_clip_of_a_face

AT = datetime(2026, 11, 23, 15, tzinfo=UTC)


def a_recording(store, *clips, seconds=2.0, ended=True):
    recording_id = new_id()
    store.write_now(
        partial(
            begin_recording,
            recording_id=recording_id,
            visit_id=new_id(),
            scope="1312",
            technician_id=None,
            started_at=AT,
            source_name="Câmara",
        )
    )
    length = int(seconds * 1e6)
    for number, clip in enumerate(clips):
        sealed = store.files.seal(clip, media_type="video/mp4", name=f"{recording_id}-{number}.mp4")
        store.write_now(
            partial(
                add_segment,
                recording_id=recording_id,
                number=number,
                start_us=number * length,
                duration_us=length,
                sealed=sealed,
            )
        )
    if ended:
        store.write_now(
            partial(
                end_recording,
                recording_id=recording_id,
                state=RecordingState.SEALED,
                duration_us=length * len(clips),
                size=(640, 360),
                sound=True,
            )
        )
    return recording_id


@pytest.fixture
def store(tmp_path):
    author = Author(technician_id=new_id(), device_id=new_id())
    store, _ = create_store(tmp_path / "store", unlock=SampleKey(), author=author)
    with store:
        yield store


@pytest.fixture
def recording(store, tmp_path):
    return a_recording(store, a_clip_of_a_face(tmp_path / "face.mp4"))


def faces_in(film, *, sure=0.5):
    """How many of its pictures show a face, and how many pictures there are."""
    finder = FaceFinder()
    with film.open_file(film.segments[0].sha256) as stream, Footage(stream) as footage:
        shown = [footage.picture_at(at)[0] for at in footage.moments()[::3]]
    return sum(any(score > sure for score, _ in finder.faces(one)) for one in shown), len(shown)


def heard_in(film):
    with film.open_file(film.segments[0].sha256) as stream, Footage(stream) as footage:
        return footage.heard(rate=48_000)[0].astype(float)


def test_no_face_is_left_in_the_copy_and_the_original_stays(store, recording):
    found, pictures = faces_in(film_of(store, recording))
    assert found == pictures
    made = make_blurred_copy(store, recording, at=AT)
    assert made.tracks == 1
    assert faces_in(made.film)[0] == 0
    assert faces_in(film_of(store, recording)) == (found, pictures)
    assert blurred_film(store, recording) == made.film


def test_pictures_outside_the_boxes_and_their_moments_stay(store, recording):
    made = make_blurred_copy(store, recording, at=AT)
    read = []
    for film in (film_of(store, recording), made.film):
        with film.open_file(film.segments[0].sha256) as stream, Footage(stream) as footage:
            read.append((footage.moments(), footage.picture_at(1_000_000)[0]))
    (moments, before), (copied, after) = read
    assert copied == pytest.approx(moments, abs=50)
    assert abs(before[:60].astype(int) - after[:60]).mean() < 3
    assert abs(before[100:240].astype(int) - after[100:240]).mean() > 3


def test_a_face_that_looks_away_is_covered_meanwhile(store, tmp_path):
    hidden = range(20, 30)
    clip = a_clip_of_a_face(tmp_path / "away.mp4", hidden=lambda number: number in hidden)
    plan = look_for_faces(store, a_recording(store, clip), at=AT)
    assert all(plan.boxes_at(number * 40_000) for number in range(50))


def test_faint_sights_carry_a_face_on_in_both_directions_and_begin_none():
    box = Box(0.4, 0.4, 0.1, 0.2)
    there = Box(0.8, 0.1, 0.1, 0.1)
    seen = [(n * 100_000, [(0.9 if n == 20 else 0.3, box), (0.3, there)]) for n in range(40)]
    (track,) = follow(seen)
    assert (track.from_us, track.keys[0][0], track.keys[-1][0]) == (0, 0, 3_900_000)
    assert all(one < other for (one, _), (other, _) in pairwise(track.keys))


def test_what_a_person_draws_moves_and_what_is_left_out_is_not_covered(store, recording):
    drawn = Track(keys=((0, Box(0.0, 0.0, 0.2, 0.2)),), from_us=0, until_us=2_000_000, by_hand=True)
    drawn = drawn.moved(1_000_000, Box(0.2, 0.0, 0.2, 0.2))
    found = look_for_faces(store, recording, at=AT)
    (face,) = found.tracks
    away = Track(face.keys, face.from_us, face.until_us, left_out=True)
    save_plan(store, recording, BlurPlan(tracks=(away, drawn)), at=AT)
    plan = plan_of(store, recording)
    assert plan.boxes_at(500_000) == [Box(0.1, 0.0, 0.2, 0.2)]
    assert faces_in(make_blurred_copy(store, recording, at=AT).film)[0] > 0
    # Looking for faces again keeps what was drawn.
    assert drawn in look_for_faces(store, recording, at=AT).tracks


def test_a_changed_plan_asks_for_a_new_copy(store, recording):
    make_blurred_copy(store, recording, at=AT)
    save_plan(store, recording, BlurPlan(), at=AT)
    assert blurred_film(store, recording) is None


def test_a_stopped_copy_goes_on_where_it_was(store, tmp_path):
    clips = [a_clip_of_a_face(tmp_path / f"{n}.mp4", tone=300 + n) for n in range(2)]
    recording = a_recording(store, *clips)

    class Enough(Exception):
        pass

    def stop(done):
        if done > 0.8:
            raise Enough

    with pytest.raises(Enough):
        make_blurred_copy(store, recording, at=AT, told=stop)
    assert blurred_film(store, recording) is None
    told = []
    make_blurred_copy(store, recording, at=AT, told=told.append)
    assert min(told) >= 0.75  # the first segment was not done again
    assert len(blurred_film(store, recording).segments) == 2


def test_voices_are_muted_or_made_deeper_where_asked(store, recording):
    voices = (VoiceSpan(0, 600_000, "mute"), VoiceSpan(1_000_000, 1_800_000, "pitch"))
    save_plan(store, recording, BlurPlan(voices=voices), at=AT)
    heard = heard_in(make_blurred_copy(store, recording, at=AT).film)

    def loudest(start, end):
        part = heard[start:end]
        power = abs(np.fft.rfft(part * np.hanning(len(part))))
        return power.argmax() * 48_000 / len(part)

    assert abs(heard[2_000:26_000]).max() < 200
    assert loudest(32_000, 46_000) == pytest.approx(440, abs=8)
    assert loudest(52_000, 80_000) == pytest.approx(440 * 0.72, abs=25)


def test_the_voice_keeps_its_length_in_any_blocks():
    spans = [VoiceSpan(100_000, 900_000, "pitch")]
    noise = np.random.default_rng(4).integers(-9000, 9000, (48_000, 2)).astype(np.int16)
    whole = VoiceChanger(spans, from_us=0).change(noise)
    by_parts = VoiceChanger(spans, from_us=0)
    parts = [by_parts.change(part) for part in np.array_split(noise, [7, 1000, 5000, 30_001])]
    assert abs(np.concatenate(parts).astype(int) - whole).max() <= 1


def test_a_plan_is_read_back_as_it_was_written():
    plan = BlurPlan(
        tracks=(Track(((0, Box(0.1, 0.2, 0.3, 0.4)),), 0, 5, by_hand=True, left_out=True),),
        voices=(VoiceSpan(1, 2, "pitch"),),
    )
    assert plan_from_json(plan.to_json()) == plan


@pytest.mark.parametrize(
    "given",
    [b"", b"[]", b'{"tracks": [{"keys": []}]}', b'{"voices": [{"change": "louder"}]}',
     b'{"tracks": [{"keys": [[0, 0, 0, 0, 1]], "from_us": 0, "until_us": 1}]}'],
)  # fmt: skip
def test_what_is_no_plan_is_refused(given):
    with pytest.raises(NotABlurPlan):
        plan_from_json(given)


def test_an_erased_recording_leaves_no_file_and_a_row_that_says_so(store, recording):
    make_blurred_copy(store, recording, at=AT)
    save_plan(store, recording, BlurPlan(), at=AT)
    make_blurred_copy(store, recording, at=AT)  # and the copy before it goes too
    files = set(store.read(sealed_names))
    gone = erase_recording(store, recording, technician_id=None, why="Prazo", at=AT)
    assert set(gone) == files
    assert not any(store.files.has(one) for one in files)
    assert store.read(sealed_names) == {}
    assert [one for one in store.folder.rglob("*") if one.is_file() and one.name in files] == []
    (row,) = store.read(erasures)
    assert (row.recording_id, row.why, row.erased_at, set(row.files)) == (
        recording, "Prazo", AT, files,
    )  # fmt: skip
    with pytest.raises(NothingSealed):
        film_of(store, recording)


def test_a_file_that_comes_back_is_erased_again(store, tmp_path):
    clip = a_clip_of_a_face(tmp_path / "face.mp4")
    recording = a_recording(store, clip)
    gone = erase_recording(store, recording, technician_id=None, why="Pedido", at=AT)
    assert finish_erasures(store) == 0
    store.files.seal(clip, media_type="video/mp4", name="back.mp4")
    assert finish_erasures(store) == 1
    assert not store.files.has(gone[0])


def test_a_file_of_another_recording_is_not_taken_away(store, tmp_path):
    clip = a_clip_of_a_face(tmp_path / "face.mp4")
    first, second = a_recording(store, clip), a_recording(store, clip)
    assert erase_recording(store, first, technician_id=None, why="Pedido", at=AT) == ()
    assert faces_in(film_of(store, second))[0] > 0


def test_nothing_is_erased_without_a_reason_or_while_it_runs(store, recording):
    with pytest.raises(NoReasonGiven):
        erase_recording(store, recording, technician_id=None, why=" ", at=AT)
    with pytest.raises(RecordingRuns):
        erase_recording(
            store, a_recording(store, ended=False), technician_id=None, why="Pedido", at=AT
        )
    assert store.read(erasures) == []


def test_what_is_due_is_named_and_nothing_more(store, recording):
    until = AT + timedelta(days=30)
    store.write_now(partial(keep_until, recording_id=recording, until=until))
    assert store.read(partial(kept_until, recording_id=recording)) == until
    assert store.read(partial(due_recordings, at=AT)) == []
    ((due, _visit, when),) = store.read(partial(due_recordings, at=until))
    assert (due, when) == (recording, until)
    assert film_of(store, recording)


def test_a_backup_from_before_does_not_bring_an_erased_recording_back(tmp_path):
    author = Author(technician_id=new_id(), device_id=new_id())
    folder = tmp_path / "apart"
    store, _ = create_store(folder, unlock=SampleKey(), author=author)
    with store:
        gone = a_recording(store, a_clip_of_a_face(tmp_path / "face.mp4"))
        kept = a_recording(store, a_clip_of_a_face(tmp_path / "other.mp4", seconds=3))
        backup = store.backup_now()
        erase_recording(store, gone, technician_id=author.technician_id, why="Pedido", at=AT)
    restore_backup(folder, backup, SampleKey())
    # As a laptop that lost its power while it wrote.
    with (folder / "erased.jsonl").open("ab") as file:
        file.write(b'{"recording": "')
    with open_store(folder, unlock=SampleKey(), author=author) as store:
        assert store.read(erasures) == []
        assert film_of(store, gone)
        assert erase_again(store, at=AT + timedelta(days=1)) == 1
        with pytest.raises(NothingSealed):
            film_of(store, gone)
        assert film_of(store, kept)
        (row,) = store.read(erasures)
        assert row.technician_id == author.technician_id
        assert "23/11/2026" in row.why
        assert erase_again(store, at=AT + timedelta(days=2)) == 0


def test_a_whole_copy_from_before_does_not_either(tmp_path):
    author = Author(technician_id=new_id(), device_id=new_id())
    folder, copy = tmp_path / "apart", tmp_path / "copy"
    store, _ = create_store(folder, unlock=SampleKey(), author=author)
    with store:
        gone = a_recording(store, a_clip_of_a_face(tmp_path / "face.mp4"))
        made = store.copy_to(copy)
        files = erase_recording(store, gone, technician_id=None, why="Pedido", at=AT)
    restore_everything(folder, made.folder, SampleKey())
    with open_store(folder, unlock=SampleKey(), author=author) as store:
        assert all(store.files.has(one) for one in files)
        assert erase_again(store, at=AT) == 1
        assert not any(store.files.has(one) for one in files)

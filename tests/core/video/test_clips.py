"""Clips of phones and cameras: what they say of themselves, seen upright and by their moments."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import av
import numpy as np
import pytest

from core.video import Footage
from core.video.alignment import PER_SECOND, SURE, match_sound, rises_of, sound_rises
from core.video.clips import clip_facts, clips_in
from core.video.problems import NotAClip, NothingToHear
from core.video.test_pattern import read_number
from tests.core.video.clip_files import RATE, a_clip, a_room


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.mp4", "libx264"), ("a.mov", "libx265"), ("a.mkv", "libx265"), ("a.mts", "libx264"),
        ("a.avi", "mpeg4"),
    ],
)  # fmt: skip
def test_each_kind_is_read_by_its_moments(tmp_path, name, codec):
    path = a_clip(tmp_path / name, codec=codec)
    facts = clip_facts(path)
    assert (facts.width, facts.height, facts.sound) == (320, 180, True)
    assert facts.duration_us == pytest.approx(2_000_000, abs=150_000)
    with path.open("rb") as stream, Footage(stream) as footage:
        moments = footage.moments()
        assert moments[0] == 0
        assert len(moments) == 50
        for number in (0, 1, 17, 40, 49, 3):
            image, shown = footage.picture_at(moments[number] + 5_000)
            assert shown == moments[number]
            assert read_number(image) == number


def test_an_uneven_frame_rate_is_kept(tmp_path):
    path = a_clip(tmp_path / "a.mp4", uneven=True, sound=False)
    assert not clip_facts(path).sound
    with path.open("rb") as stream, Footage(stream) as footage:
        steps = set(np.diff(footage.moments()).tolist())
        assert min(steps) < 30_000 < 50_000 < max(steps)


@pytest.mark.parametrize(("rotation", "corner"), [(90, (-1, 0)), (-90, (0, -1)), (180, (-1, -1))])
def test_a_phone_held_upright_is_seen_upright(tmp_path, rotation, corner):
    path = a_clip(tmp_path / "a.mp4", rotation=rotation, size=(320, 160))
    facts = clip_facts(path)
    assert (facts.width, facts.height) == ((320, 160) if rotation == 180 else (160, 320))
    with path.open("rb") as stream, Footage(stream) as footage:
        image, _ = footage.picture_at(0)
        assert image.shape[:2] == (facts.height, facts.width)
        assert image[corner].min() > 200
        ((_, strip),) = footage.key_pictures([0])
        assert strip[corner].min() > 200


def test_who_made_it_and_when(tmp_path):
    apple = a_clip(
        tmp_path / "a.mov",
        metadata={
            "com.apple.quicktime.make": "Apple",
            "com.apple.quicktime.model": "iPhone 12",
            "com.apple.quicktime.creationdate": "2026-03-10T14:30:00+0100",
        },
    )
    facts = clip_facts(apple)
    assert facts.camera == "Apple iPhone 12"
    assert facts.created_at == datetime(2026, 3, 10, 13, 30, tzinfo=UTC)
    android = a_clip(
        tmp_path / "b.mp4",
        metadata={"com.android.version": "14", "creation_time": "2026-03-10T13:30:00Z"},
    )
    # Android says when the clip ended.
    begun = clip_facts(android).created_at
    assert begun == datetime(2026, 3, 10, 13, 30, tzinfo=UTC) - timedelta(
        microseconds=clip_facts(android).duration_us
    )


def test_a_clock_that_was_never_set_says_nothing(tmp_path):
    path = a_clip(tmp_path / "a.mp4", metadata={"creation_time": "1904-01-01T00:00:00Z"})
    assert clip_facts(path).created_at is None


def test_what_is_no_video_is_said(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_text("isto não é um vídeo")
    with pytest.raises(NotAClip):
        clip_facts(path)


def test_the_clips_of_a_folder(tmp_path):
    for name in ("b.MP4", "a.mov", "nota.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in clips_in([tmp_path, tmp_path / "a.mov"])] == ["a.mov", "b.MP4"]


@pytest.mark.parametrize("begins", [37.4321, 0.0, -6.25])
def test_a_clip_is_found_by_sound_through_noise(begins):
    rate = 8000
    room = a_room(120, rate=rate).astype(float)
    chance = np.random.default_rng(7)
    first = room + chance.normal(size=len(room)) * 400
    start = int(begins * rate)
    part = room[max(0, start) : max(0, start) + 30 * rate]
    before = chance.normal(size=max(0, -start)) * 200
    other = np.concatenate([before, part]) * 0.2
    other += chance.normal(size=len(other)) * 400
    found = match_sound(rises_of(first, rate=rate), rises_of(other, rate=rate))
    assert found.offset_us == pytest.approx(begins * 1e6, abs=10_000)
    assert found.confidence >= SURE


def test_two_that_heard_different_things_are_not_believed():
    a, b = (rises_of(a_room(60, seed=seed, rate=8000), rate=8000) for seed in (1, 2))
    assert match_sound(a, b).confidence < SURE


def test_beeps_alone_fit_in_many_places_and_are_not_believed():
    at = np.arange(60 * 8000) / 8000
    beeps = rises_of(np.where(at % 1 < 0.05, 8000, 0).astype(float), rate=8000)
    assert match_sound(beeps, beeps[: 20 * PER_SECOND]).confidence < SURE


def test_segments_are_heard_in_their_places(tmp_path):
    room = a_room(8)
    parts = [
        a_clip(tmp_path / f"{n}.mp4", seconds=4, heard=room[n * 4 * RATE : (n + 1) * 4 * RATE])
        for n in (0, 1)
    ]
    streams = [(io.BytesIO(path.read_bytes()), n * 4_000_000) for n, path in enumerate(parts)]
    whole = sound_rises(streams, name="gravação")
    clip = a_clip(tmp_path / "c.mov", seconds=4, heard=room[3 * RATE : 7 * RATE])
    other = sound_rises([(io.BytesIO(clip.read_bytes()), 0)], name="clipe")
    found = match_sound(whole, other)
    assert found.offset_us == pytest.approx(3_000_000, abs=30_000)
    assert found.confidence >= SURE


def test_without_sound_there_is_nothing_to_hear(tmp_path):
    path = a_clip(tmp_path / "a.mp4", sound=False)
    with path.open("rb") as stream, pytest.raises(NothingToHear):
        sound_rises([(stream, 0)], name="a.mp4")


def rewritten(whole, path, **options):
    """The same packets in another file."""
    with av.open(str(whole)) as source, av.open(str(path), "w", options=options) as out:
        tracks = {
            track.index: out.add_stream_from_template(track)
            for track in (source.streams.video[0], source.streams.audio[0])
        }
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = tracks[packet.stream.index]
                out.mux(packet)
    return path


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("b.mp4", {"movflags": "faststart"}), ("b.mov", {"movflags": "faststart"}),
        ("b.mp4", {"movflags": "frag_keyframe+empty_moov"}), ("b.mkv", {}), ("b.mts", {}),
    ],
)  # fmt: skip
def test_a_clip_cut_off_in_copying_is_as_long_as_what_it_holds(tmp_path, name, options):
    # The index of some stands first and promises what the file no longer holds.
    first = a_clip(tmp_path / "a.mp4", seconds=30, heard=a_room(30))
    whole = rewritten(first, tmp_path / name, **options)
    assert clip_facts(whole).missing_us == 0
    assert clip_facts(whole).duration_us == pytest.approx(30_000_000, abs=150_000)
    data = whole.read_bytes()
    cut = tmp_path / f"c{whole.suffix}"
    cut.write_bytes(data[: len(data) * 6 // 10])
    facts = clip_facts(cut)
    with cut.open("rb") as stream, Footage(stream) as footage:
        there = [at for at, _ in footage.pictures_at(list(range(0, 30_000_000, 500_000)))]
        assert there
        _, last = footage.picture_at(30_000_000)
    assert facts.duration_us == pytest.approx(last, abs=1_200_000)
    if "faststart" in options.values() or name == "b.mkv":  # these promise it all
        assert facts.missing_us == pytest.approx(30_000_000 - facts.duration_us, abs=150_000)


def test_a_header_without_any_picture_behind_it_is_no_clip(tmp_path):
    whole = rewritten(
        a_clip(tmp_path / "a.mp4", seconds=4), tmp_path / "b.mp4", movflags="faststart"
    )
    data = whole.read_bytes()
    cut = tmp_path / "c.mp4"
    cut.write_bytes(data[: data.index(b"mdat") + 20])
    with pytest.raises(NotAClip):
        clip_facts(cut)


def test_sound_that_goes_on_after_the_last_picture_is_no_cut(tmp_path):
    path = a_clip(tmp_path / "a.mkv", seconds=4, heard=a_room(9))
    assert clip_facts(path).missing_us == 0

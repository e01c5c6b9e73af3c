"""Clips, reels and stills cut from recordings."""

from __future__ import annotations

import errno
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import av
import numpy as np
import pytest

from core.video import Cue, Footage, Limits, open_recording
from core.video.cutting import Card, Film, ReelPart, StillTaker, make_clip, make_reel, write_still
from core.video.cutting.encoded import fitted
from core.video.problems import CannotWriteFilm, EmptySpan
from core.video.recordings import SegmentSummary
from core.video.sealing import plain_mp4
from core.video.test_pattern import read_number
from tests.core.video.clip_files import RATE, a_clip
from tests.core.video.conftest import KEY, reach
from tests.core.video.cutting_films import a_film, facts, shown, sound_of


@pytest.fixture
def film(tmp_path):
    """Four seconds in two segments, 25 pictures a second with sound, numbered 0-49 twice."""
    beep = np.zeros(2 * RATE, np.int16)
    beep[RATE : RATE + 4800] = (np.sin(np.arange(4800) * 0.13) * 20_000).astype(np.int16)
    return a_film(*(a_clip(tmp_path / f"{n}.mp4", heard=beep, metadata={}) for n in range(2)))


def test_a_copied_clip_holds_the_very_pictures_from_a_key_picture_on(film, tmp_path):
    made = make_clip(film, tmp_path / "out" / "clip.mp4", from_us=1_000_000, until_us=3_000_000)
    assert not made.encoded
    assert made.path == tmp_path / "out" / "clip.mp4"
    # The clips of this test have one key picture at their beginning.
    assert made.from_us == 0
    numbers = [number for _, number in shown(made.path)]
    assert numbers[:50] == list(range(50))
    assert numbers[50:75] == list(range(25))
    assert len(numbers) <= 78  # what pictures refer to may stand after the end
    moments = [moment for moment, _ in shown(made.path)]
    assert moments[50] == pytest.approx(2_000_000, abs=1000)
    # Nothing but the file that was asked for.
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["clip.mp4"]


def test_an_exact_clip_begins_and_ends_where_it_was_asked_to(film, tmp_path):
    made = make_clip(film, tmp_path / "clip.mp4", from_us=1_000_000, until_us=3_000_000, exact=True)
    assert (made.encoded, made.from_us, made.until_us) == (True, 1_000_000, 3_000_000)
    found = shown(made.path)
    assert [number for _, number in found] == [*range(25, 50), *range(25)]
    assert [moment for moment, _ in found] == pytest.approx(
        [40_000 * place for place in range(50)], abs=50
    )
    seconds, heard, *_ = facts(made.path)
    assert seconds == pytest.approx(2.0, abs=0.002)
    assert heard == pytest.approx(2.0, abs=0.06)


def test_an_exact_clip_begins_with_the_picture_that_shows_then(film, tmp_path):
    made = make_clip(film, tmp_path / "clip.mp4", from_us=1_010_000, until_us=1_100_000, exact=True)
    assert [number for _, number in shown(made.path)] == [25, 26, 27]
    assert [moment for moment, _ in shown(made.path)] == pytest.approx([0, 30_000, 70_000], abs=50)


@pytest.mark.parametrize("exact", [True, False])
def test_sound_stays_beside_its_picture(film, tmp_path, exact):
    made = make_clip(film, tmp_path / "clip.mp4", from_us=520_000, until_us=3_600_000, exact=exact)
    samples, start = sound_of(made.path)
    loud = np.flatnonzero(np.abs(samples.astype(int)) > 5000)
    beeps = [loud[0], loud[np.argmax(np.diff(loud)) + 1]]
    at = [start + one * 1_000_000 / RATE + made.from_us for one in beeps]
    # AAC blurs a beginning by less than a block (21 ms).
    assert at == pytest.approx([1_000_000, 3_000_000], abs=25_000)


def test_rotation_is_kept_when_copied_and_done_when_encoded(tmp_path):
    turned = a_film(a_clip(tmp_path / "phone.mov", rotation=90))
    copied = make_clip(turned, tmp_path / "a.mp4", from_us=0, until_us=1_000_000)
    with av.open(str(copied.path)) as container:
        assert next(container.decode(video=0)).rotation == 90
    exact = make_clip(turned, tmp_path / "b.mp4", from_us=0, until_us=1_000_000, exact=True)
    assert facts(exact.path)[2:] == (180, 320)
    with copied.path.open("rb") as one, exact.path.open("rb") as two:
        first, second = Footage(one).picture_at(0)[0], Footage(two).picture_at(0)[0]
    assert first.shape == second.shape == (320, 180, 3)
    assert np.abs(first.astype(int) - second.astype(int)).mean() < 6


@pytest.mark.parametrize(
    ("name", "codec", "copied"),
    [("a.mkv", "libx264", True), ("a.mts", "libx264", True), ("a.mov", "libx265", True),
     ("a.avi", "mpeg4", True), ("a.avi", "msmpeg4v2", False)],
)  # fmt: skip
def test_clips_of_other_cameras_are_cut_too(tmp_path, name, codec, copied):
    other = a_film(a_clip(tmp_path / name, codec=codec))
    made = make_clip(other, tmp_path / "out.mp4", from_us=0, until_us=1_000_000)
    assert made.encoded is not copied
    numbers = [number for _, number in shown(made.path)]
    assert numbers[:25] == list(range(25))
    exact = make_clip(other, tmp_path / "e.mp4", from_us=515_000, until_us=1_000_000, exact=True)
    assert [number for _, number in shown(exact.path)] == list(range(12, 25))


def test_where_the_camera_changed_its_picture_it_is_encoded(tmp_path):
    mixed = a_film(
        a_clip(tmp_path / "a.mp4"), a_clip(tmp_path / "b.mp4", size=(640, 360), sound=False)
    )
    made = make_clip(mixed, tmp_path / "clip.mp4", from_us=1_000_000, until_us=3_000_000)
    assert made.encoded
    assert facts(made.path)[2:] == (320, 180)
    assert [number for _, number in shown(made.path)] == [*range(25, 50), *range(25)]


def test_a_gap_between_segments_shows_what_was_last(tmp_path):
    apart = a_film(a_clip(tmp_path / "a.mp4"), a_clip(tmp_path / "b.mp4"), starts=[0, 3_000_000])
    made = make_clip(apart, tmp_path / "c.mp4", from_us=2_400_000, until_us=3_200_000, exact=True)
    found = shown(made.path)
    assert [number for _, number in found] == [49, 0, 1, 2, 3, 4]
    assert found[1][0] == pytest.approx(600_000, abs=50)


def test_a_name_that_is_taken_is_left_alone(film, tmp_path):
    (tmp_path / "clip.mp4").write_bytes(b"theirs")
    made = make_clip(film, tmp_path / "clip.mp4", from_us=0, until_us=500_000)
    assert made.path.name == "clip-2.mp4"
    assert (tmp_path / "clip.mp4").read_bytes() == b"theirs"


def test_an_empty_span_is_said(film, tmp_path):
    for from_us, until_us in [(1_000_000, 1_000_000), (9_000_000, 9_500_000), (2_000_000, 0)]:
        with pytest.raises(EmptySpan):
            make_clip(film, tmp_path / "clip.mp4", from_us=from_us, until_us=until_us)


class StoppedByPerson(Exception):
    pass


@pytest.mark.parametrize("exact", [True, False])
def test_stopped_half_way_nothing_stays(film, tmp_path, exact):
    def stop(done):
        raise StoppedByPerson

    with pytest.raises(StoppedByPerson):
        make_clip(
            film, tmp_path / "out" / "c.mp4", from_us=0, until_us=4_000_000, exact=exact, told=stop
        )
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_takes_nothing_is_said(film, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CannotWriteFilm) as caught:
        make_clip(film, tmp_path / "file" / "c.mp4", from_us=0, until_us=1_000_000)
    assert caught.value.__cause__.errno in (errno.ENOTDIR, errno.EEXIST)


def test_words_are_burnt_in_while_they_hold(film, tmp_path):
    cues = [Cue(200_000, 600_000, "Há rampa?\nSim – à direita")]
    args = {"from_us": 0, "until_us": 1_000_000}
    plain = make_clip(film, tmp_path / "a.mp4", **args, exact=True)
    words = make_clip(film, tmp_path / "b.mp4", **args, burnt_in=cues)
    with plain.path.open("rb") as one, words.path.open("rb") as two:
        before, after = Footage(one), Footage(two)
        changed = [
            np.abs(
                before.picture_at(at)[0].astype(int) - after.picture_at(at)[0].astype(int)
            )[100:].max() > 90
            for at in (160_000, 240_000, 560_000, 640_000)
        ]  # fmt: skip
    assert changed == [False, True, True, False]


def test_a_reel_joins_moments_of_different_cameras(film, tmp_path):
    other = a_film(a_clip(tmp_path / "wide.mp4", size=(640, 270), fps=50, sound=False, uneven=True))
    made = make_reel(
        [
            ReelPart(
                film, 500_000, 1_500_000, Card("Rampa à entrada", "Acessos", "Visita", "00:01")
            ),
            ReelPart(other, 0, 1_000_000, Card("Três colunas")),
        ],
        tmp_path / "reel.mp4",
        title=Card("Oficina da Memória"),
        size=(320, 180),
        fps=25,
        card_us=400_000,
    )
    assert made.places == (400_000, 1_800_000)
    assert made.duration_us == 3_200_000
    seconds, heard, width, height = facts(made.path)
    assert (width, height) == (320, 180)
    assert seconds == pytest.approx(3.2, abs=0.002)
    assert heard == pytest.approx(3.2, abs=0.06)
    with made.path.open("rb") as stream, Footage(stream) as footage:
        moments = footage.moments()
        assert len(moments) == 80
        assert moments == pytest.approx([40_000 * place for place in range(80)], abs=50)
        cards = [footage.picture_at(at)[0] for at in (0, 600_000, 2_000_000)]
        for card in cards:
            assert card[5, 160] == pytest.approx([0x3A, 0x39, 0x12], abs=8)
            assert (card > 180).all(axis=2).sum() > 100  # white words
        for at, number in [(800_000, 12), (1_790_000, 37)]:
            assert abs(read_number(footage.picture_at(at)[0]) - number) <= 1
        wide = footage.picture_at(2_300_000)[0]
        assert wide[5].max() < 30  # black above
        assert wide[90].max() > 60
    with av.open(str(made.path)) as container:
        chapters = [
            (round(float(one["start"] * one["time_base"]), 2), one["metadata"]["title"])
            for one in container.chapters()
        ]
    assert chapters == [
        (0.0, "Oficina da Memória"),
        (0.4, "Rampa à entrada"),
        (1.8, "Três colunas"),
    ]
    samples, start = sound_of(made.path)
    loud = np.flatnonzero(np.abs(samples.astype(int)) > 5000)
    assert start + loud[0] * 1e6 / RATE == pytest.approx(1_300_000, abs=25_000)


def test_a_picture_of_odd_sides_loses_no_more_than_a_line():
    image = np.full((99, 77, 3), 200, np.uint8)
    frame = fitted(av.VideoFrame.from_ndarray(image, format="bgr24"), (76, 98))
    assert (frame.width, frame.height) == (76, 98)
    assert frame.to_ndarray(format="bgr24").min() > 190


def test_stills_are_exact_and_what_was_taken_is_at_hand(film, tmp_path):
    with StillTaker() as taker:
        taker.prepare(film, [1_000_000, 2_400_000])
        assert read_number(taker.picture(film, 1_000_000)) == 25
        assert read_number(taker.picture(film, 2_400_000)) == 10
        assert taker.picture(film, 1_000_000) is taker.picture(film, 1_000_000)
        png = taker.still(film, 2_400_000, form="png", height=90)
    assert png.startswith(b"\x89PNG")
    path = write_still(film, tmp_path / "momento.png", moment_us=1_000_000)
    assert path.read_bytes().startswith(b"\x89PNG")
    named = write_still(film, tmp_path / "sem nome", moment_us=1_000_000)
    assert named.name == "sem nome.jpg"
    assert named.read_bytes().startswith(b"\xff\xd8")


def test_segments_of_the_recorder_join_without_a_seam(recorder, tmp_path):
    """Recorded here, encrypted, with a new segment each second: numbers and time go on."""
    one = recorder(limits=Limits(segment_us=1_000_000, reserve_bytes=0))
    one.start()
    reach(one, 3_300_000)
    segments = one.stop().segments
    assert len(segments) >= 3
    film = Film(
        uuid4(),
        tuple(
            SegmentSummary(
                id=uuid4(),
                number=each.number,
                start_us=each.start_us,
                duration_us=each.duration_us,
                attachment_id=uuid4(),
                sha256=str(each.path),
                size=0,
                name=each.path.name,
            )
            for each in segments
        ),
        # As they are sealed: an ordinary MP4, in memory.
        lambda path: plain_mp4(open_recording(Path(path), key=KEY), name=path),
    )
    for exact in (False, True):
        made = make_clip(film, tmp_path / "c.mp4", from_us=700_000, until_us=2_900_000, exact=exact)
        assert made.encoded is exact
        assert 200_000 <= made.from_us <= 700_000
        found = shown(made.path)
        # The test picture's number is its moment by the source's own pace.
        paces = {round((at + made.from_us) * 30 / 1e6) - number for at, number in found}
        assert max(paces) - min(paces) <= 1
        gaps = [two - one for (one, _), (two, _) in pairwise(found)]
        assert max(gaps) < 120_000
        samples, _ = sound_of(made.path)
        loud = np.abs(samples.astype(int)) > 3000
        beeps = np.flatnonzero(loud[1:] & ~loud[:-1])
        starts = [b for a, b in pairwise([-RATE, *beeps]) if b - a > RATE // 2]
        assert [two - one for one, two in pairwise(starts)] == pytest.approx([RATE], abs=2000)

"""Addresses, cameras by name, and a video file that plays the part of a camera."""

from __future__ import annotations

import pytest

from core.video import list_cameras, open_recording, open_source
from core.video.problems import SourceLost, SourceUnavailable, UnknownSource
from core.video.sealing import plain_mp4
from core.video.test_pattern import read_number
from tests.core.video.conftest import KEY, reach, wait_until


@pytest.fixture
def clip(recorder, tmp_path):
    """A second and a half of the test pattern with its sound."""
    one = recorder()
    one.start()
    reach(one, 1_500_000)
    facts = one.stop()
    path = tmp_path / "vídeo de ensaio.mp4"
    with open_recording(facts.segments[0].path, key=KEY) as stream:
        path.write_bytes(plain_mp4(stream, name="x").read())
    return path


@pytest.mark.parametrize("address", ["", "device:x", "ftp://a", "rtsp:nothing", "test:what"])
def test_an_address_that_means_nothing_is_refused(address, clock):
    with pytest.raises(UnknownSource):
        open_source(address, clock=clock)


def test_a_missing_file_is_said(clock, tmp_path):
    with pytest.raises(SourceUnavailable):
        open_source(f"file:{tmp_path / 'none.mp4'}", clock=clock)


def test_a_text_file_is_no_camera(clock, tmp_path):
    (tmp_path / "a.mp4").write_text("isto não é um vídeo")
    with pytest.raises(SourceUnavailable):
        open_source(f"file:{tmp_path / 'a.mp4'}", clock=clock)


def test_cameras_have_names(tmp_path):
    for number, index, name in ((0, "0", "Câmara integrada"), (1, "1", ""), (10, "0", "Logi")):
        folder = tmp_path / f"video{number}"
        folder.mkdir()
        (folder / "index").write_text(index)
        (folder / "name").write_text(name + "\n")
    found = list_cameras(devices=tmp_path)
    assert [(camera.address, camera.name) for camera in found] in (
        [("device:0", "Câmara integrada"), ("device:10", "Logi")],
        [],  # not Linux
    )


def test_a_file_plays_at_its_own_pace_and_over_again(clip, clock):
    source = open_source(f"file:{clip}", clock=clock)
    frames = [source.read() for _ in range(70)]
    source.close()
    numbers = [read_number(frame.image) for frame in frames]
    stamps = [frame.captured_ns for frame in frames]
    assert stamps == sorted(stamps)
    assert numbers.count(numbers[0]) >= 2
    # Inside one round the distance of stamps is the distance of the burnt-in numbers.
    assert (stamps[30] - stamps[0]) / 1e9 == pytest.approx(
        (numbers[30] - numbers[0]) / 30, abs=0.01
    )


def test_the_sound_of_a_file_is_recorded(clip, recorder):
    one = recorder(f"file:{clip}")
    one.start()
    wait_until(lambda: (one.sound_level() or -90) > -50)
    reach(one, 1_200_000)
    assert one.stop().sound


def test_a_microphone_that_fails_leaves_the_picture(recorder, heard):
    from core.video import events

    class Broken:
        rate = 16_000
        channels = 2

        def read(self):
            raise SourceLost(name="microfone", why="unplugged")

        def close(self):
            pass

    one = recorder(microphone=Broken())
    one.start()
    heard.wait(events.SoundGone)
    reach(one, 1_200_000)
    facts = one.stop()
    assert facts.duration_us >= 1_000_000
    assert facts.segments

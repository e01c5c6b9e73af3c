"""What was recorded is what was seen: moments, pauses, sound, and the bytes on the disk."""

from __future__ import annotations

import json
import random
import shutil
import subprocess

import av
import numpy as np
import pytest

from core.video import Footage, Limits, events, open_recording
from core.video.incidents import IncidentKind
from core.video.test_pattern import read_number
from tests.core.video.conftest import KEY, numbers_of, reach

FRAME_US = 1_000_000 / 30


def test_a_recording_opens_in_foreign_readers(recorder, heard, tmp_path):
    one = recorder()
    one.start()
    reach(one, 1_500_000)
    facts = one.stop()
    with open_recording(facts.segments[0].path, key=KEY) as stream:
        plain = stream.read()
    file = tmp_path / "out.mp4"
    file.write_bytes(plain)
    with av.open(str(file)) as container:
        assert {stream.type for stream in container.streams} == {"video", "audio"}
        assert container.streams.video[0].start_time == 0
        assert container.streams.audio[0].start_time == 0
    if shutil.which("ffprobe"):
        told = subprocess.run(
            ["ffprobe", "-v", "error", "-show_streams", "-of", "json", str(file)],
            capture_output=True,
            check=True,
        )
        assert told.stderr == b""
        codecs = {stream["codec_name"] for stream in json.loads(told.stdout)["streams"]}
        assert codecs == {"h264", "aac"}
    assert facts.sound
    assert (facts.width, facts.height) == (320, 180)
    assert isinstance(heard.events[0], events.Started)
    assert isinstance(heard.events[-1], events.Stopped)


def test_every_picture_is_found_at_its_moment(recorder):
    one = recorder()
    one.start()
    reach(one, 2_500_000)
    facts = one.stop()
    (segment,) = facts.segments
    pictures = numbers_of(segment.path)
    first = pictures[0][1]
    assert len(pictures) >= 60
    # The number tells when the picture was due, whether or not the machine skipped some.
    for moment, number in pictures:
        assert abs(moment - (number - first) * FRAME_US) < 40
    with open_recording(segment.path, key=KEY) as stream, Footage(stream) as footage:
        chosen = random.Random(4)
        for _ in range(20):
            place = chosen.randrange(len(pictures) - 1)
            inside = chosen.randrange(pictures[place][0] + 20, pictures[place + 1][0] - 20)
            image, moment = footage.picture_at(inside)
            assert (moment, read_number(image)) == pictures[place]


def test_the_still_is_the_picture_of_its_moment(recorder):
    one = recorder()
    one.start()
    reach(one, 700_000)
    jpeg, moment = one.still()
    reach(one, 1_200_000)
    facts = one.stop()
    with av.open(__import__("io").BytesIO(jpeg)) as container:
        number = read_number(next(container.decode(video=0)).to_ndarray(format="bgr24"))
    assert (number) in [
        found for at, found in numbers_of(facts.segments[0].path) if abs(at - moment) < 40
    ]


def test_a_pause_is_in_neither_the_video_nor_the_time(recorder, heard):
    one = recorder()
    one.start()
    reach(one, 600_000)
    one.pause()
    stood = one.moment_us()
    seen = one.latest_frame()
    from tests.core.video.conftest import wait_until

    wait_until(lambda: read_number(one.latest_frame()) > read_number(seen) + 20)
    assert one.moment_us() == stood
    one.resume()
    reach(one, 1_400_000)
    facts = one.stop()
    ((moment, left_out),) = facts.pauses
    assert moment == stood
    assert [
        (incident.kind, incident.at_us, incident.length_us)
        for incident in facts.segments[0].incidents
    ] == [(IncidentKind.PAUSE, stood, left_out)]
    pictures = numbers_of(facts.segments[0].path)
    before = [number for at, number in pictures if at < stood]
    after = [(at, number) for at, number in pictures if at >= stood]
    assert after[0][1] - before[-1] >= 20
    assert after[0][0] - stood < 3 * FRAME_US
    # What comes after is where it was seen, less what was left out.
    for at, number in after:
        assert abs(at + left_out - (number - before[0]) * FRAME_US) < 40


def test_segments_follow_each_other_without_losing_a_picture(recorder, heard):
    one = recorder(limits=Limits(segment_us=1_000_000))
    one.start()
    reach(one, 2_600_000)
    facts = one.stop()
    assert len(facts.segments) == 3
    assert len(heard.of(events.SegmentClosed)) == 3
    assert facts.dropped == 0
    end = 0
    numbers = []
    for segment in facts.segments:
        assert segment.start_us == end
        end = segment.start_us + segment.duration_us
        numbers += [number for _, number in numbers_of(segment.path)]
    assert end == facts.duration_us
    assert len(numbers) == len(set(numbers))
    assert numbers == sorted(numbers)


def test_sound_and_picture_stay_together(recorder):
    one = recorder(limits=Limits(segment_us=2_000_000))
    one.start()
    reach(one, 3_800_000)
    facts = one.stop()
    distances = []
    for segment in facts.segments:
        with open_recording(segment.path, key=KEY) as stream:
            distances += _beep_to_flash(stream)
    assert len(distances) >= 2
    assert max(abs(distance) for distance in distances) <= 0.02


def _beep_to_flash(stream):
    with av.open(stream) as container:
        flashes, sound = [], []
        for frame in container.decode():
            if isinstance(frame, av.VideoFrame):
                if frame.to_ndarray(format="bgr24")[5, 5].min() > 200:
                    flashes.append(frame.time)
            else:
                sound.append((frame.time, frame.to_ndarray()[0]))
    start = sound[0][0]
    samples = np.concatenate([part for _, part in sound])
    loud = np.flatnonzero(np.abs(samples) > 0.05)
    beeps = [loud[0], *loud[1:][np.diff(loud) > 4800]]
    times = [start + beep / 48_000 for beep in beeps]
    # A flash in the first 21 ms has its beep inside AAC's lead-in.
    return [min((beep - flash for beep in times), key=abs) for flash in flashes if flash > 0.03]


def test_nothing_plain_is_on_the_disk(recorder, tmp_path):
    one = recorder()
    one.start()
    reach(one, 1_000_000)
    one.stop()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for word in (b"ftyp", b"moof", b"mdat", b"moov", b"x264", b"avc1"):
                assert word not in data, (path.name, word)


def test_the_last_folder_is_empty_when_nothing_was_seen(recorder, tmp_path):
    one = recorder()
    one.start()
    facts = one.stop()
    assert facts.duration_us == sum(item.duration_us for item in facts.segments)


@pytest.mark.slow
def test_too_much_for_the_encoder_is_said_and_stepped_down(recorder, heard):
    one = recorder("test:2560x1440@120", limits=Limits(waiting_frames=6))
    one.start()
    step = heard.wait(events.EncoderSlow, seconds=40)
    dropped = heard.wait(events.Dropped)
    facts = one.stop()
    assert step.step == "faster"
    assert facts.dropped >= dropped.count > 0
    assert len(facts.dropped_at_us) == facts.dropped
    noted = [incident for item in facts.segments for incident in item.incidents]
    lost = [incident for incident in noted if incident.kind is IncidentKind.DROPPED]
    assert sum(incident.count for incident in (*lost, *facts.incidents)) == facts.dropped
    assert facts.dropped_at_us[0] == lost[0].at_us
    assert "faster" in [i.detail for i in noted if i.kind is IncidentKind.SLOWER]
    pictures = [p for item in facts.segments for p in numbers_of(item.path)]
    assert pictures


def test_the_reserve_for_the_answers_is_not_recorded_into(recorder, heard, tmp_path):
    free = shutil.disk_usage(tmp_path).free
    one = recorder(limits=Limits(reserve_bytes=free * 2))
    one.start()
    heard.wait(events.DiskFull)
    facts = heard.wait(events.Stopped).facts
    assert all(numbers_of(segment.path) for segment in facts.segments)


def test_a_segment_that_will_not_close_still_ends_the_recording(
    recorder, heard, tmp_path, monkeypatch
):
    from core.video.recovery import in_use
    from core.video.segment import OpenSegment

    def broken(_segment, _end_us):
        raise ValueError("invalid data")

    monkeypatch.setattr(OpenSegment, "close", broken)
    one = recorder("test:320x180@30", folder=tmp_path)
    one.start()
    reach(one, 300_000)
    facts = one.stop()
    assert facts.segments == ()
    assert heard.of(events.Failed)
    assert heard.of(events.Stopped)
    assert tmp_path / str(one.recording_id) not in in_use

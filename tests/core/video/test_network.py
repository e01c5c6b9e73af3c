"""A network camera that hangs, closes and comes back, spoken to over real sockets."""

from __future__ import annotations

import collections
import itertools
import threading

import av
import pytest

from core.video import Capture, Limits, events, open_recording, open_source
from core.video.incidents import IncidentKind
from core.video.network import NetworkCamera
from core.video.problems import SourceLost, SourceUnavailable
from core.video.test_pattern import TestPattern
from tests.core.video.conftest import KEY, Heard, numbers_of, reach, wait_until
from tests.core.video.mjpeg_server import MjpegCamera
from tests.core.video.rtsp_server import RtspCamera


@pytest.fixture(params=[MjpegCamera, RtspCamera], ids=["mjpeg", "rtsp"])
def camera(request, clock):
    camera = request.param(clock)
    yield camera
    camera.stop()


def test_pictures_arrive(camera, clock):
    source = open_source(camera.address, clock=clock)
    frames = [source.read() for _ in range(5)]
    source.close()
    assert all(frame.image.shape == (180, 320, 3) for frame in frames)
    assert (source.facts.width, source.facts.height, source.facts.name) == (320, 180, "127.0.0.1")


def test_a_camera_that_hangs_is_lost_in_its_time_out(camera, clock):
    source = NetworkCamera(camera.address, clock=clock, read_seconds=0.5)
    camera.behaviour = "hang"
    with pytest.raises(SourceLost) as lost:
        collections.deque(iter(source.read, None), maxlen=0)
    source.close()
    assert lost.value.context["why"] == "late"
    assert "não respondeu a tempo" in lost.value.sentence("pt").happened
    assert "did not reply in time" in lost.value.sentence("en").happened


def test_nobody_there(clock):
    with pytest.raises(SourceUnavailable) as refused:
        open_source("http://user:secret@127.0.0.1:9/", clock=clock)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("behaviour", ["hang", "close"])
def test_a_lost_camera_is_said_and_recording_goes_on_when_it_is_back(
    behaviour, camera, recorder, heard
):
    one = recorder(camera.address)
    one.start()
    heard.wait(events.Started)
    reach(one, 500_000)
    camera.behaviour = behaviour
    gone = heard.wait(events.SourceGone)
    assert one.source_lost
    reach(one, gone.at_us + 600_000)  # time goes on, so that answers keep their moment
    camera.behaviour = "give"
    back = heard.wait(events.SourceBack)
    assert not one.source_lost
    reach(one, back.at_us + 500_000)
    facts = one.stop()
    ((since, gap),) = facts.gaps
    assert since == gone.at_us
    assert gap == back.gap_us >= 600_000
    assert facts.duration_us >= back.at_us
    noted = [incident for item in facts.segments for incident in item.incidents]
    (lapse,) = [one for one in noted if one.kind is IncidentKind.GAP and one.length_us]
    assert (lapse.at_us, lapse.length_us) == (since, gap)
    # One segment after another, without a hole, and every picture can be shown.
    end = 0
    for segment in facts.segments:
        assert segment.start_us == end
        end += segment.duration_us
        assert numbers_of(segment.path)


def test_a_source_that_never_returns_from_reading_is_noticed(clock):
    stuck = threading.Event()

    class Stuck(TestPattern):
        def read(self):
            stuck.wait()
            return super().read()

    heard = Heard()

    class Ear:
        def gone(self, *, why, ns):
            heard(why)

        def back(self, *, ns):
            heard("back")

        def frame(self, frame):
            pass

        def heard(self, block):
            pass

        def sound_gone(self, *, why, ns):
            pass

    capture = Capture(Stuck(clock=clock, width=64, height=64), clock=clock)
    capture.connect(Ear())
    capture.start()
    wait_until(lambda: bool(heard.events))
    assert capture.lost
    stuck.set()
    wait_until(lambda: "back" in heard.events)
    capture.close()


def test_the_bytes_of_a_camera_that_encodes_are_kept_as_they_are(recorder, clock, heard):
    camera = RtspCamera(clock)
    try:
        one = recorder(camera.address, limits=Limits(segment_us=1_200_000))
        one.start()
        reach(one, 700_000)
        one.pause()
        one.resume()
        reach(one, 3_200_000)
        facts = one.stop()
    finally:
        camera.stop()
    sent = {packet for packet, _key in camera.sent}
    passed = 0
    pictures = []
    for segment in facts.segments:
        with open_recording(segment.path, key=KEY) as stream, av.open(stream) as container:
            packets = [bytes(p) for p in container.demux(video=0) if p.size]
            units = [_units(packet) for packet in packets]
        kept = [unit in sent for unit in units]
        assert all(kept) or not any(kept)
        passed += sum(kept)
        pictures += [
            (moment + segment.start_us, number) for moment, number in numbers_of(segment.path)
        ]
    # After the pause pictures are encoded until the next key picture, half a second at most.
    assert passed >= len(pictures) - 12
    numbers = [number for _, number in pictures]
    assert numbers == sorted(set(numbers))
    (gap,) = facts.pauses
    for (at, number), (after, following) in itertools.pairwise(pictures):
        if not at <= gap[0] <= after:
            assert after - at == pytest.approx((following - number) * 50_000, abs=40_000)
    assert not heard.of(events.EncoderSlow)


def _units(sample):
    """The picture's slices in an MP4 sample, without the parameters a key picture repeats."""
    found = []
    while sample:
        length = int.from_bytes(sample[:4], "big")
        found.append(sample[4 : 4 + length])
        sample = sample[4 + length :]
    return tuple(unit for unit in found if unit[0] & 0x1F in (1, 5))

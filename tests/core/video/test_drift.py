"""Ten simulated minutes with a sound card whose clock is off: flash and beep stay together."""

from __future__ import annotations

from uuid import uuid4

import av
import numpy as np
import pytest

from core.video import Capture, Limits, open_recording
from core.video.chain import SegmentChain
from core.video.effort import Effort
from core.video.intake import Intake
from core.video.segment import Picture
from core.video.test_pattern import TestPattern
from tests.core.video.conftest import KEY

RATE = 48_000
FPS = 10
EVERY = 7.3  # seconds between flashes: not in step with blocks, pictures or segments
SIZE = (64, 96)


class Card:
    """Only its format is asked for: the test hands the blocks over itself."""

    rate = RATE
    channels = 1

    def read(self):
        return None

    def close(self):
        pass


@pytest.mark.parametrize(("off", "seconds"), [(100e-6, 600)])
def test_flash_and_beep_stay_together(tmp_path, clock, off, seconds):
    capture = Capture(
        TestPattern(clock=clock, width=SIZE[1], height=SIZE[0], fps=FPS),
        clock=clock,
        microphone=Card(),
    )
    intake = Intake(limit=100)
    chain = SegmentChain(
        tmp_path,
        key=KEY,
        recording_id=uuid4(),
        capture=capture,
        intake=intake,
        clock=clock,
        limits=Limits(segment_us=210_000_000),
        on_closed=lambda segment: None,
        on_failure=pytest.fail,
    )
    chance = np.random.default_rng(5)
    real = RATE * (1 + off)  # samples that the card takes in a true second
    block = 4800
    given = 0
    for number in range(seconds * FPS):
        at = number / FPS
        # Sound is heard a little before the picture of the same moment is worked on.
        while given / real < at + 0.3:
            times = (given + np.arange(block)) / real
            beep = np.where(times % EVERY < 0.05, np.sin(2 * np.pi * 1000 * times), 0.0)
            late = int(chance.integers(0, 10_000))  # the system hands it over when it likes
            arrived = (given + block) / real * 1e6 + late
            samples = (beep * 12_000).astype(np.int16).reshape(-1, 1)
            intake.put_sound(samples, int(arrived - block / RATE * 1e6))
            given += block
        image = np.full((*SIZE, 3), 60, np.uint8)
        # The frame in which a flash begins is stamped with the flash: a camera sees it at once.
        flash = np.ceil((at - 1 / FPS) / EVERY) * EVERY
        seen = at - 1 / FPS < flash <= at
        if seen:
            image[:] = 255
        chain.take(Picture(image, int((flash if seen else at) * 1e6)), effort=Effort())
        chain.feed_sound()
    chain.close(seconds * 1_000_000)
    assert len(chain.closed) == 3
    distances = [d for segment in chain.closed for d in _distances(segment)]
    assert len(distances) >= seconds / EVERY - 4
    assert max(abs(d) for d in distances) <= 0.020


def _distances(segment):
    """Beep less flash, in seconds, for each flash of a segment."""
    flashes, parts, start = [], [], None
    stream = open_recording(segment.path, key=KEY)
    with stream, av.open(stream) as container:
        for frame in container.decode():
            if isinstance(frame, av.VideoFrame):
                if frame.to_ndarray(format="gray").mean() > 150:
                    flashes.append(frame.time)
            else:
                start = frame.time if start is None else start
                parts.append(frame.to_ndarray()[0])
    samples = np.concatenate(parts)
    loud = np.flatnonzero(np.abs(samples) > 0.05)
    beeps = start + loud[np.flatnonzero(np.diff(loud, prepend=-RATE) > RATE)] / RATE
    end = start + len(samples) / RATE
    whole = [flash for flash in flashes if start + 0.1 < flash < end - 0.2]
    return [min(beeps - flash, key=abs) for flash in whole]

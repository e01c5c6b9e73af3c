"""The sound track: a sound card whose clock is off, holes, and a microphone that starts late."""

from __future__ import annotations

import numpy as np
import pytest

from core.video.sound_track import RATE, SAMPLES, SoundTrack

BLOCK = 960


def heard(track, *, last=True):
    """All that comes out, from the track's position 0."""
    parts = [np.zeros(SAMPLES, np.float32)]
    position = SAMPLES
    for block in track.ready(last=last):
        assert block.pts == position
        position += block.samples
        parts.append(block.to_ndarray()[0])
    return np.concatenate(parts)


def beeps(samples):
    """The seconds at which beeps begin."""
    loud = np.flatnonzero(np.abs(samples) > 0.05)
    starts = [loud[0], *loud[1:][np.diff(loud) > RATE // 2]]
    return [start / RATE for start in starts]


@pytest.mark.parametrize("off", [-500e-6, 100e-6, 500e-6])
def test_a_sound_card_that_is_off_is_drawn_to_the_clock(off):
    track = SoundTrack(rate=RATE, channels=1)
    jitter = np.random.default_rng(1)
    out = []
    real = RATE * (1 + off)  # samples that the card really takes in a second
    for number in range(90 * 50):
        first = number * BLOCK
        at = (first + np.arange(BLOCK)) / real
        beep = np.where((at % 10.0 < 0.05) & (at > 1), np.sin(2 * np.pi * 1000 * at), 0.0)
        us = int(first / real * 1e6) + int(jitter.integers(0, 8000))
        track.add((beep * 12_000).astype(np.int16).reshape(-1, 1), us)
        out += list(track.ready())
    out += list(track.ready(last=True))
    samples = np.concatenate([np.zeros(SAMPLES, np.float32), *(b.to_ndarray()[0] for b in out)])
    found = beeps(samples)
    assert len(found) >= 8
    for number, second in enumerate(found, start=1):
        assert second == pytest.approx(number * 10, abs=0.02)


def test_a_hole_becomes_silence_and_what_follows_stands_in_its_place():
    track = SoundTrack(rate=16_000, channels=2)
    loud = np.full((1600, 2), 8000, np.int16)
    track.add(loud, 100_000)
    track.keep_up_with(1_900_000)
    track.add(loud, 2_000_000)
    samples = heard(track)
    found = beeps(samples)
    assert found[0] == pytest.approx(0.1, abs=0.01)
    assert found[1] == pytest.approx(2.0, abs=0.02)


def test_sound_from_before_the_segment_is_left_out():
    track = SoundTrack(rate=RATE, channels=1)
    samples = np.zeros((RATE, 1), np.int16)
    samples[RATE // 2 :] = 9000  # loud from the segment's 0.1 s on
    track.add(samples, -400_000)
    assert beeps(heard(track))[0] == pytest.approx(0.1, abs=0.005)

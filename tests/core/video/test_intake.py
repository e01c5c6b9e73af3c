"""The queue before the encoder: what does not fit is told, what was taken never goes missing."""

from __future__ import annotations

import numpy as np

from core.video.intake import Intake


def test_sound_that_does_not_fit_is_told_and_what_lies_across_a_cut_is_kept():
    intake = Intake(limit=10)
    block = np.zeros((1, 10), np.int16)
    taken = 0
    while intake.put_sound(block, taken):
        taken += 1
    first = intake.take_sound(before_us=None)
    assert first is not None
    assert intake.put_sound(block, taken)  # there is room again
    intake.put_sound_back(first)
    moments = []
    while (found := intake.take_sound(before_us=None)) is not None:
        moments.append(found[1])
    assert moments == list(range(taken + 1))

"""Covering what is in a picture, and changing a voice: neither can be undone from the copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from core.video import opencv
from core.video.cutting.written import RATE
from core.video.frames import Image, Samples
from core.video.privacy.boxes import Box, VoiceSpan

_CELLS = 3
_AROUND = 0.25
_DEEPER = 0.72
_WINDOW = 2_400  # samples: 50 ms, long enough for a deep voice


def cover(picture: Image, boxes: Iterable[Box]) -> None:
    """Cover the boxes and a quarter around them, in place, in a BGR picture.

    What is left of each is the mean colour of 3 × 3 cells, smoothed.
    """
    cv2: Any = opencv.load()
    high, wide = picture.shape[:2]
    for box in boxes:
        left = max(0, int((box.x - box.w * _AROUND) * wide))
        top = max(0, int((box.y - box.h * _AROUND) * high))
        right = min(wide, int((box.x + box.w * (1 + _AROUND)) * wide) + 1)
        bottom = min(high, int((box.y + box.h * (1 + _AROUND)) * high) + 1)
        if right - left < 1 or bottom - top < 1:
            continue
        part = picture[top:bottom, left:right]
        size = (right - left, bottom - top)
        cells = (min(_CELLS, size[0]), min(_CELLS, size[1]))
        few = cv2.resize(part, cells, interpolation=cv2.INTER_AREA)
        rough = cv2.resize(few, size, interpolation=cv2.INTER_NEAREST)
        blur = max(3, min(size) // 3 | 1)
        picture[top:bottom, left:right] = cv2.GaussianBlur(rough, (blur, blur), 0)


class VoiceChanger:
    """Stereo int16 at 48 kHz taken in order, given back at the same length."""

    def __init__(self, spans: Sequence[VoiceSpan], *, from_us: int) -> None:
        """`from_us`: the moment of the recording at which the first sample stands."""
        import numpy as np

        self._spans = [
            (
                (one.from_us - from_us) * RATE // 1_000_000,
                (one.until_us - from_us) * RATE // 1_000_000,
                one.change,
            )
            for one in spans
        ]
        self._at = 0
        self._before: Any = np.zeros((_WINDOW + 1, 2), np.float32)

    def change(self, samples: Samples) -> Samples:
        """The next samples (count, 2)."""
        import numpy as np

        count = len(samples)
        if not self._spans or not count:
            self._at += count
            return samples
        heard = np.concatenate([self._before, samples.astype(np.float32)])
        changed = samples.copy()
        for start, end, change in self._spans:
            first, last = max(0, start - self._at), min(count, end - self._at)
            if first < last and change == "pitch":
                changed[first:last] = self._deeper(heard, first, last)
        # Silence last: where two spans lie over each other, nothing is heard.
        for start, end, change in self._spans:
            first, last = max(0, start - self._at), min(count, end - self._at)
            if first < last and change == "mute":
                changed[first:last] = 0
        self._before = heard[-(_WINDOW + 1) :]
        self._at += count
        return changed

    def _deeper(self, heard: Any, first: int, last: int) -> Samples:
        """Two taps of a delay line that lengthens, each faded out before it jumps back."""
        import numpy as np

        here = np.arange(first, last)
        phase = ((self._at + here) * (1 - _DEEPER) / _WINDOW) % 1.0
        total = np.zeros((last - first, 2), np.float32)
        for turn in (0.0, 0.5):
            part = (phase + turn) % 1.0
            place = here + _WINDOW + 1 - part * _WINDOW
            low = np.clip(np.floor(place).astype(np.int64), 0, len(heard) - 2)
            rest = (place - low)[:, None]
            gain = (1 - np.abs(2 * part - 1))[:, None]
            total += (heard[low] * (1 - rest) + heard[low + 1] * rest) * gain
        clipped: Samples = np.clip(total, -32768, 32767).astype(np.int16)
        return clipped

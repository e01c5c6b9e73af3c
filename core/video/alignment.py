"""Where one recording stands against another, found by what both heard.

The loudness of each is followed 400 times a second; its sudden rises are compared at every shift
at once (cross-correlation by Fourier transform), each shift judged only by where both sound.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from core.video.footage import Footage
from core.video.problems import NothingToHear

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rises = NDArray[np.float32]
else:
    Rises = Any

PER_SECOND = 400
_RATE = 8000
_LEAST_SECONDS = 2.0
_LEAST_SHARE = 0.3
_SAME = int(0.3 * PER_SECOND)
SURE = 0.5
"""From this confidence on an alignment by sound may be taken without asking."""


@dataclass(frozen=True, slots=True)
class SoundMatch:
    """The other's moment 0 is at `offset_us` of the first; `confidence` 0…1."""

    offset_us: int
    confidence: float


def sound_rises(streams: Sequence[tuple[IO[bytes], int]], *, name: str) -> Rises:
    """How suddenly it gets louder, 400 times a second, from the recording's moment 0.

    `streams`: each segment and its `start_us`.

    Raises: NothingToHear, NoPicture.
    """
    import numpy as np

    pieces: list[tuple[int, Any]] = []
    for stream, start_us in streams:
        with Footage(stream, name=name) as footage:
            heard = footage.heard(rate=_RATE)
        if heard is not None:
            samples, first_us = heard
            pieces.append(((start_us + first_us) * _RATE // 1_000_000, samples))
    if not pieces:
        raise NothingToHear(name=name)
    whole = np.zeros(max(at + len(samples) for at, samples in pieces), np.float32)
    for at, samples in pieces:
        part = samples[max(0, -at) :]
        whole[max(0, at) : max(0, at) + len(part)] = part
    return rises_of(whole, rate=_RATE)


def rises_of(samples: Any, *, rate: int) -> Rises:
    """As `sound_rises`, of samples (count,) at a rate that 400 divides."""
    import numpy as np

    window = rate // PER_SECOND
    count = len(samples) // window
    blocks = np.asarray(samples[: count * window], np.float32).reshape(count, window)
    power = np.sqrt(np.mean(np.square(blocks), axis=1)) + 1.0
    level = np.log(power)
    # What it was a twentieth of a second before; loudness itself differs from place to place.
    width = PER_SECOND // 20
    smooth = np.convolve(level, np.ones(width) / width, mode="full")[:count]
    rises = np.maximum(0.0, level - np.concatenate([smooth[:1], smooth[:-1]]))
    rises[:width] = 0.0  # before it nothing is known: no beginning may look like a rise
    found: Rises = (rises - rises.mean()).astype(np.float32)
    return found


def match_sound(first: Rises, other: Rises, *, name: str = "") -> SoundMatch:
    """Where `other` stands in `first`, with at least 30 % of the shorter one in both.

    Exact to about 3 ms. Both clocks are taken to run alike: over an hour two cameras may differ
    by some tens of milliseconds, and the middle is what fits.

    Raises: NothingToHear.
    """
    import numpy as np

    least = max(int(_LEAST_SECONDS * PER_SECOND), int(_LEAST_SHARE * min(len(first), len(other))))
    if min(len(first), len(other)) < least or not first.any() or not other.any():
        raise NothingToHear(name=name)
    length = 1 << (len(first) + len(other) - 1).bit_length()

    def across(a: Any, b: Any) -> Any:
        spectrum = np.fft.rfft(a, length) * np.conj(np.fft.rfft(b, length))
        found = np.fft.irfft(spectrum, length)
        # Shifts of `other` from -(its length - 1) to the length of `first` - 1.
        return np.concatenate([found[-(len(b) - 1) :], found[: len(a)]])

    both = across(np.ones(len(first)), np.ones(len(other)))
    energy = across(np.square(first), np.ones(len(other)))
    energy_other = across(np.ones(len(first)), np.square(other))
    score = across(first, other) / np.sqrt(np.maximum(energy * energy_other, 1e-6))
    allowed = both >= least - 0.5
    score[~allowed] = 0.0
    best = int(np.argmax(score))
    away = np.ones(len(score), bool)
    away[max(0, best - _SAME) : best + _SAME + 1] = False
    others = score[away & allowed]
    shift = best - (len(other) - 1) + _between(score, best)
    confidence = _confidence(float(score[best]), others)
    return SoundMatch(round(shift * 1_000_000 / PER_SECOND), confidence)


def _between(score: Any, best: int) -> float:
    """Where the top of a parabola through the best and its neighbours is."""
    if not 0 < best < len(score) - 1:
        return 0.0
    left, top, right = (float(score[best + step]) for step in (-1, 0, 1))
    bend = left - 2 * top + right
    return 0.5 * (left - right) / bend if bend < 0 else 0.0


def _confidence(top: float, others: Any) -> float:
    """How far the best stands out: of chance (in deviations), and of the second best."""
    import numpy as np

    if not len(others):
        return 0.0
    spread = float(np.std(others)) or 1e-6
    beyond_chance = 1 - math.exp(-max(0.0, top / spread - 5.0) / 3.0)
    second = max(0.0, float(others.max()))
    alone = min(1.0, max(0.0, 1 - second / top) / 0.3) if top > 0 else 0.0
    return round(beyond_chance * alone, 3)

"""A camera that needs no camera: a moving pattern with its frame number, flashes and beeps.

The number is written in 16 black or white blocks along the lower edge, so that it survives
encoding and a seek can be judged from the pixels. Each second starts with a white patch (one
frame) and a 1 kHz beep (50 ms): their distance is the distance of sound and picture.
"""

from __future__ import annotations

import threading

from core.video.frames import Frame, Image, SoundBlock, SourceFacts, VideoClock

BITS = 16
BEEP_HERTZ = 1000
BEEP_SECONDS = 0.05
RATE = 48_000
BLOCK = 960  # 20 ms


class TestPattern:
    """`test:WIDTHxHEIGHT@FPS`; frame n is due n/fps seconds after opening.

    A reader who is late misses frames, as with a real camera; the number says which.
    """

    __test__ = False  # not a test class

    def __init__(
        self, *, clock: VideoClock, width: int = 1280, height: int = 720, fps: float = 30.0
    ) -> None:
        self._clock = clock
        self._facts = SourceFacts("Imagem de teste", width, height, fps, has_sound=True)
        self._start_ns = clock.monotonic_ns()
        self._number = -1
        self._closed = threading.Event()
        self._background = _background(width, height)

    @property
    def facts(self) -> SourceFacts:
        return self._facts

    def read(self) -> Frame | None:
        step = 1e9 / self._facts.fps
        elapsed = self._clock.monotonic_ns() - self._start_ns
        self._number = max(self._number + 1, int(elapsed / step))
        due = self._start_ns + int(self._number * step)
        self._closed.wait(max(0, due - self._clock.monotonic_ns()) / 1e9)
        return Frame(self.draw(self._number), due)

    def sound(self) -> TestTone:
        return TestTone(clock=self._clock, start_ns=self._start_ns)

    def reopen(self) -> None:
        self._closed.clear()

    def close(self) -> None:
        self._closed.set()

    def draw(self, number: int) -> Image:
        """The picture with this number."""
        image = self._background.copy()
        height, width = image.shape[:2]
        x = (number * 8) % max(1, width - 80)
        image[height // 3 : height // 3 + 80, x : x + 80] = (40, 160, 240)
        if int(number / self._facts.fps) > int((number - 1) / self._facts.fps) or number == 0:
            image[: height // 5, : width // 5] = 255
        write_number(image, number)
        return image


class TestTone:
    """The beeps that belong to the flashes."""

    __test__ = False

    rate = RATE
    channels = 1

    def __init__(self, *, clock: VideoClock, start_ns: int) -> None:
        self._clock = clock
        self._start_ns = start_ns
        late = clock.monotonic_ns() - start_ns
        self._block = int(late / 1e9 * RATE / BLOCK)
        self._closed = threading.Event()

    def read(self) -> SoundBlock | None:
        import numpy as np

        first = self._block * BLOCK
        self._block += 1
        ready = self._start_ns + (first + BLOCK) * 1_000_000_000 // RATE
        self._closed.wait(max(0, ready - self._clock.monotonic_ns()) / 1e9)
        at = (np.arange(first, first + BLOCK) / RATE).astype(np.float64)
        beep = np.where(at % 1.0 < BEEP_SECONDS, np.sin(2 * np.pi * BEEP_HERTZ * at), 0.0)
        samples = (beep * 12_000).astype(np.int16).reshape(-1, 1)
        return SoundBlock(samples, self._start_ns + first * 1_000_000_000 // RATE)

    def close(self) -> None:
        self._closed.set()


def write_number(image: Image, number: int) -> None:
    """Write the number's 16 low bits as blocks along the lower edge, lowest bit first."""
    height, width = image.shape[:2]
    block = width // BITS
    top = height - height // 12
    for bit in range(BITS):
        image[top:, bit * block : (bit + 1) * block] = 235 if number >> bit & 1 else 16


def read_number(image: Image) -> int:
    """The number that `write_number` left in a picture of any size."""
    height, width = image.shape[:2]
    block = width / BITS
    row = height - height // 24
    number = 0
    for bit in range(BITS):
        left, right = int((bit + 0.3) * block), int((bit + 0.7) * block)
        if image[row - 2 : row + 2, left:right].mean() > 127:
            number |= 1 << bit
    return number


def _background(width: int, height: int) -> Image:
    import numpy as np

    down = np.linspace(60, 140, height)[:, None]
    across = np.linspace(0, 60, width)[None, :]
    grey = (down + across).astype(np.uint8)
    return np.stack([grey, np.roll(grey, 40, axis=1), 255 - grey], axis=2)

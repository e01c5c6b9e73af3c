"""What a camera on Linux really offers, asked of the kernel (linux/videodev2.h)."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Ioctl = Callable[[int, int, bytearray], object]


@dataclass(frozen=True, slots=True, order=True)
class Mode:
    """A picture size and rate that a source offers; `form` is its pixel format (MJPG, YUYV…)."""

    width: int
    height: int
    fps: float
    form: str = ""


_CAPTURE = 1
_FORMAT = struct.Struct("=III32sIIIII")  # index type flags description pixelformat mbus reserved
_SIZE = struct.Struct("=IIIIIIIII2I")  # index pixel_format type, discrete or stepwise, reserved
_INTERVAL = struct.Struct("=IIIIIIIIIII2I")  # index format width height type, fractions, reserved
_DISCRETE = 1
_MANY = 64
# Where a camera offers any size: the usual ones that fit.
_USUAL = ((640, 480), (1280, 720), (1920, 1080))


def _request(number: int, size: int) -> int:
    return 3 << 30 | size << 16 | ord("V") << 8 | number


ENUM_FORMATS = _request(2, _FORMAT.size)
ENUM_SIZES = _request(74, _SIZE.size)
ENUM_INTERVALS = _request(75, _INTERVAL.size)


def modes_of(device: Path, *, ioctl: Ioctl | None = None) -> list[Mode]:
    """Sizes and rates of `/dev/videoN`, the largest first; empty where it does not say.

    A camera in use by another program still answers. `ioctl` stands for the kernel's in tests.
    """
    if ioctl is None:
        import fcntl

        ioctl = fcntl.ioctl
    try:
        handle = os.open(device, os.O_RDWR | os.O_NONBLOCK)
    except OSError:
        return []
    found: set[Mode] = set()
    try:
        for form in _formats(handle, ioctl):
            for width, height in _sizes(handle, ioctl, form):
                for fps in _rates(handle, ioctl, form, width, height) or [30.0]:
                    name = form.to_bytes(4, "little").decode("ascii", "replace")
                    found.add(Mode(width, height, round(fps, 3), name))
    finally:
        os.close(handle)
    return sorted(found, reverse=True)


def best_mode(modes: list[Mode], *, height: int = 720, fps: float = 30.0) -> Mode | None:
    """What to record with: the size nearest to `height` lines that reaches the rate."""
    if not modes:
        return None
    # A slower camera is better than a much smaller picture; raw pixels save decoding.
    return min(
        modes,
        key=lambda mode: (
            abs(mode.height - height) + 40 * max(0.0, fps - mode.fps),
            abs(mode.fps - fps),
            abs(mode.width * 9 - mode.height * 16),
            mode.form == "MJPG",
        ),
    )


def _formats(handle: int, ioctl: Ioctl) -> Iterator[int]:
    for index in range(_MANY):
        asked = bytearray(_FORMAT.pack(index, _CAPTURE, 0, b"", 0, 0, 0, 0, 0))
        if not _asked(ioctl, handle, ENUM_FORMATS, asked):
            return
        yield _FORMAT.unpack(asked)[4]


def _sizes(handle: int, ioctl: Ioctl, form: int) -> Iterator[tuple[int, int]]:
    for index in range(_MANY):
        asked = bytearray(_SIZE.pack(index, form, *(0,) * 9))
        if not _asked(ioctl, handle, ENUM_SIZES, asked):
            return
        _, _, kind, least, most, _, low, high, *_ = _SIZE.unpack(asked)
        if kind == _DISCRETE:
            yield least, most  # width and height
        else:
            yield from ((w, h) for w, h in _USUAL if least <= w <= most and low <= h <= high)
            return


def _rates(handle: int, ioctl: Ioctl, form: int, width: int, height: int) -> list[float]:
    found: list[float] = []
    for index in range(_MANY):
        asked = bytearray(_INTERVAL.pack(index, form, width, height, *(0,) * 9))
        if not _asked(ioctl, handle, ENUM_INTERVALS, asked):
            break
        _, _, _, _, kind, above, below, *_ = _INTERVAL.unpack(asked)
        if above:
            found.append(below / above)
        if kind != _DISCRETE:  # the first fraction is the shortest time between pictures
            break
    return found


def _asked(ioctl: Ioctl, handle: int, request: int, about: bytearray) -> bool:
    with suppress(OSError):
        ioctl(handle, request, about)
        return True
    return False

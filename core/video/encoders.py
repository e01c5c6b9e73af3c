"""Which encoder makes the pictures: libx264, or one of the machine's own where it proves faster.

A hardware encoder is believed only after it has encoded some pictures here, quicker than libx264
does: many are listed and few are there.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from core.video.frames import Image

SOFTWARE = "libx264"
_log = logging.getLogger(__name__)

_ANYWHERE = ("h264_nvenc", "h264_qsv", "h264_amf")
_BY_SYSTEM = {
    "win32": ("h264_nvenc", "h264_qsv", "h264_amf", "h264_mf"),
    "darwin": ("h264_videotoolbox",),
    "linux": ("h264_nvenc", "h264_qsv", "h264_vaapi", "h264_v4l2m2m"),
}
# Low delay and no B pictures, so that what a crash costs stays within a fragment.
_OPTIONS: dict[str, dict[str, str]] = {
    "h264_nvenc": {"preset": "p3", "tune": "ull", "rc": "vbr", "cq": "25", "zerolatency": "1"},
    "h264_qsv": {"preset": "veryfast", "global_quality": "25", "async_depth": "1"},
    "h264_amf": {"usage": "lowlatency", "quality": "speed", "rc": "cqp", "qp_i": "24"},
    "h264_mf": {"rate_control": "quality", "quality": "70"},
    "h264_videotoolbox": {"realtime": "1", "q:v": "60"},
}
_PICTURES = 24
_SIZE = (1280, 720)
# It must save so much of the processor to be worth its rougher picture.
_WORTH = 0.7


@dataclass(frozen=True, slots=True)
class Probed:
    """What came of trying an encoder: processor and wall time per 720p picture, or why not."""

    name: str
    works: bool
    cpu_ms: float | None = None
    wall_ms: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class EncoderChoice:
    """The encoder to use, and what was tried."""

    name: str
    tried: tuple[Probed, ...]


def options_of(encoder: str, *, preset: str) -> dict[str, str]:
    """The options an encoder is opened with; `preset` is x264's."""
    if encoder == SOFTWARE:
        return {"preset": preset, "tune": "zerolatency", "crf": "23"}
    return _OPTIONS.get(encoder, {})


def probe_encoders(*, platform: str = sys.platform) -> EncoderChoice:
    """Try each encoder that this machine may have; some tenths of a second for each that opens."""
    pictures = _pictures()
    software = _try(SOFTWARE, pictures)
    tried = [software]
    candidates = next(
        (names for system, names in _BY_SYSTEM.items() if platform.startswith(system)), _ANYWHERE
    )
    tried += [_try(name, pictures) for name in candidates]
    return EncoderChoice(_best(tried), tuple(tried))


def _best(tried: list[Probed]) -> str:
    software = tried[0]
    faster = [
        one
        for one in tried[1:]
        if one.works
        and one.cpu_ms is not None
        and one.wall_ms is not None
        and software.cpu_ms is not None
        and software.wall_ms is not None
        and one.cpu_ms < software.cpu_ms * _WORTH
        and one.wall_ms <= software.wall_ms
    ]
    return min(faster, key=lambda one: one.cpu_ms or 0.0).name if faster else SOFTWARE


class _Chosen:
    """The choice of this process, made once; an encoder that fails later is given up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._name: str | None = None

    def name(self) -> str:
        with self._lock:
            if self._name is None:
                self._name = self._look()
            return self._name

    def give_up(self, why: object) -> None:
        _log.warning("the encoder %s failed, libx264 goes on: %s", self._name, why)
        self._name = SOFTWARE

    def _look(self) -> str:
        candidates = next(
            (names for system, names in _BY_SYSTEM.items() if sys.platform.startswith(system)),
            _ANYWHERE,
        )
        # Opening fails at once where there is no hardware: only then is timing worth its while.
        if not any(_opens(name) for name in candidates):
            return SOFTWARE
        choice = probe_encoders()
        _log.info("encoders tried: %s", choice)
        return choice.name


chosen = _Chosen()


def _opens(name: str) -> bool:
    try:
        _open(name)
    except Exception:  # noqa: BLE001  whatever a driver says, it is not there
        return False
    return True


def _try(name: str, pictures: list[Any]) -> Probed:
    try:
        context = _open(name)
        context.encode(pictures[0])
        cpu, wall = time.process_time(), time.perf_counter()
        packets = sum(len(context.encode(picture)) for picture in pictures[1:])
        packets += len(context.encode(None))
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    except Exception as error:  # noqa: BLE001  whatever a driver says, it is told and not used
        return Probed(name, works=False, why=_short(error))
    if packets < len(pictures) // 2:
        return Probed(name, works=False, why="gave no pictures")
    each = 1000 / (len(pictures) - 1)
    return Probed(name, True, round(cpu * each, 2), round(wall * each, 2))


def _short(error: Exception) -> str:
    words = getattr(error, "strerror", None) or str(error)
    return f"{type(error).__name__}: {words}"


def _open(name: str) -> Any:
    import av

    context: Any = av.CodecContext.create(name, "w")
    context.width, context.height = _SIZE
    context.pix_fmt = "yuv420p"
    context.time_base, context.framerate = Fraction(1, 30), Fraction(30)
    context.gop_size, context.max_b_frames = 15, 0
    context.options = options_of(name, preset="superfast")
    context.open()
    return context


def _pictures() -> list[Any]:
    """A moving, grainy scene, as cameras give."""
    import av
    import numpy as np

    width, height = _SIZE
    chance = np.random.default_rng(1)
    grain = chance.integers(0, 12, (height * 3 // 2, width + 8 * _PICTURES), dtype=np.uint8)
    shade = np.linspace(40, 200, width + 8 * _PICTURES).astype(np.uint8)[None, :]
    made = []
    for number in range(_PICTURES):
        part = slice(number * 8, number * 8 + width)
        plane: Image = np.ascontiguousarray(grain[:, part] + shade[:, part])
        frame = av.VideoFrame.from_ndarray(plane, format="yuv420p")
        frame.pts = number
        made.append(frame)
    return made

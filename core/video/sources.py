"""From an address to a source: `device:0`, `device:0?1280x720@30`, `rtsp://…`,
`http://…`, `file:PATH`, `test:`.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from core.video.frames import FrameSource, VideoClock
from core.video.problems import UnknownSource
from core.video.v4l2 import Mode, modes_of

_DEVICE = re.compile(r"(\d+)(?:\?(\d+)x(\d+)@(\d+(?:\.\d+)?))?$")
_TEST = re.compile(r"test:(?:(\d+)x(\d+))?(?:@(\d+(?:\.\d+)?))?$")
_VIDEO4LINUX = Path("/sys/class/video4linux")


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """A camera that could be opened, with the name its maker gave it, and what it offers."""

    address: str
    name: str
    modes: tuple[Mode, ...] = ()


def list_cameras(*, devices: Path = _VIDEO4LINUX) -> list[CameraFacts]:
    """The cameras the system names, without opening any.

    Only Linux says so without a multimedia library; elsewhere the window asks Qt.
    """
    if not sys.platform.startswith("linux") or not devices.is_dir():
        return []
    found: list[tuple[int, str]] = []
    for folder in devices.iterdir():
        number = folder.name.removeprefix("video")
        # A camera shows several nodes; index 0 is the one that gives pictures.
        if number.isdigit() and _line(folder / "index") in ("", "0"):
            found.append((int(number), _line(folder / "name") or f"Câmara {number}"))
    return [
        CameraFacts(f"device:{number}", name, tuple(modes_of(Path(f"/dev/video{number}"))))
        for number, name in sorted(found)
    ]


def open_source(address: str, *, clock: VideoClock) -> FrameSource:
    """Open what the address names; blocks for at most the source's own time-out.

    `file:PATH`, or the path of a file, plays without end and at its own pace, as a camera would.

    Raises: UnknownSource, SourceUnavailable.
    """
    kind, _, rest = address.partition(":")
    match kind.lower():
        case "device" if found := _DEVICE.match(rest):
            from core.video.device import DeviceCamera

            number, *size = found.groups()
            mode = Mode(int(size[0]), int(size[1]), float(size[2])) if size[0] else None
            return DeviceCamera(int(number), clock=clock, mode=mode)
        case "rtsp" | "rtsps" | "http" | "https" if rest.startswith("//"):
            from core.video.network import NetworkCamera

            return NetworkCamera(address, clock=clock)
        case "file" if rest:
            from core.video.played_file import PlayedFile

            return PlayedFile(Path(rest.removeprefix("//")), clock=clock)
        case "test" if found := _TEST.match(address):
            from core.video.test_pattern import TestPattern

            width, height, fps = found.groups()
            return TestPattern(
                clock=clock,
                width=int(width or 1280),
                height=int(height or 720),
                fps=float(fps or 30),
            )
    if Path(address).is_file():
        from core.video.played_file import PlayedFile

        return PlayedFile(Path(address), clock=clock)
    raise UnknownSource(address=address)


def _line(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""

"""The sources that can be chosen, and how one is remembered without its password."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from core.video import CameraFacts, list_cameras
from core.video.v4l2 import Mode

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCameraDevice

TEST = "test:"


def cameras(*, platform: str = sys.platform) -> list[CameraFacts]:
    """The cameras of this computer by name.

    Linux names them itself; elsewhere Qt does, in the order the system numbers them.
    """
    if platform.startswith("linux"):
        return list_cameras()
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        return [CameraFacts("device:0", "Câmara 1")]
    return [
        CameraFacts(f"device:{number}", device.description(), _modes(device))
        for number, device in enumerate(QMediaDevices.videoInputs())
    ]


def _modes(device: QCameraDevice) -> tuple[Mode, ...]:
    """What Qt says the camera offers, the largest first."""
    found = {
        Mode(form.resolution().width(), form.resolution().height(), round(form.maxFrameRate(), 3))
        for form in device.videoFormats()
    }
    return tuple(sorted(found, reverse=True))


def is_network(address: str) -> bool:
    return address.lower().startswith(("rtsp://", "rtsps://", "http://", "https://"))


def same_camera(one: str, other: str) -> bool:
    """Whether two addresses are one camera that cannot be opened twice (in any size)."""
    device = one.partition("?")[0]
    if device.startswith("device:"):
        return device == other.partition("?")[0]
    return is_network(one) and without_password(one) == without_password(other)


def without_password(address: str) -> str:
    """The address as it may be written down: who and password are left out."""
    if not is_network(address):
        return address
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def completed(typed: str) -> str:
    """What a person typed, as an address: `192.168.1.7:8080/video` is HTTP."""
    typed = typed.strip()
    return typed if not typed or "://" in typed else f"http://{typed}"

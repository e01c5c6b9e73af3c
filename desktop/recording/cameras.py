"""The sources that can be chosen, and how one is remembered without its password."""

from __future__ import annotations

import sys
from urllib.parse import urlsplit, urlunsplit

from core.video import CameraFacts, list_cameras

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
        CameraFacts(f"device:{number}", device.description())
        for number, device in enumerate(QMediaDevices.videoInputs())
    ]


def is_network(address: str) -> bool:
    return address.lower().startswith(("rtsp://", "rtsps://", "http://", "https://"))


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

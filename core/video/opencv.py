"""The one door to cv2: importing it must not change where Qt looks for plug-ins and fonts."""

from __future__ import annotations

import os
from types import ModuleType

_TOUCHED = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR", "LD_LIBRARY_PATH")


def load() -> ModuleType:
    """cv2, with the environment as it was before (its non-headless wheel rewrites it)."""
    before = {name: os.environ.get(name) for name in _TOUCHED}
    import cv2

    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    return cv2

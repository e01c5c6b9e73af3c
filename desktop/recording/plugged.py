"""Hears when a camera or microphone is plugged in or pulled out."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_SETTLE_MS = 700
_DEVICES = "/dev"


class PlugWatch(QObject):
    """`changed` is emitted once things have settled: a camera appears as several devices."""

    changed = Signal()

    def __init__(self, *, parent: QObject, platform: str = sys.platform) -> None:
        super().__init__(parent)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.changed)
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError:  # the system lacks a sound library (libpulse0)
            self._devices = None
        else:
            self._devices = QMediaDevices(self)
            self._devices.videoInputsChanged.connect(self._settle.start)
            self._devices.audioInputsChanged.connect(self._settle.start)
        if platform.startswith("linux"):
            self._nodes = _video_nodes()
            self._watcher = QFileSystemWatcher([_DEVICES], self)
            self._watcher.directoryChanged.connect(self._look)

    def _look(self, _folder: str) -> None:
        found = _video_nodes()
        if found != self._nodes:  # much else comes and goes in there
            self._nodes = found
            self._settle.start()


def _video_nodes() -> frozenset[str]:
    return frozenset(path.name for path in Path(_DEVICES).glob("video*"))

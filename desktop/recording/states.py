"""What the recording desk is doing, as the technician is told."""

from __future__ import annotations

from enum import StrEnum


class DeskState(StrEnum):
    """What the technician is told."""

    EMPTY = "empty"
    OPENING = "opening"
    READY = "ready"
    STARTING = "starting"
    RECORDING = "recording"
    PAUSED = "paused"
    STOPPING = "stopping"


RUNNING = (DeskState.STARTING, DeskState.RECORDING, DeskState.PAUSED)

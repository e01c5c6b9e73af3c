"""What was recorded and is not in the store yet; the sealing lane tells when it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from core.video.sealing_lane import SealingEvent, SealingLane


class Unsealed(QObject):
    """`sealed(recording id)` when it plays from the store; `refused(NotSealed)` when it waits."""

    sealed = Signal(object)
    refused = Signal(object)
    _lane_told = Signal(object)

    def __init__(self, *, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: set[UUID] = set()
        self._deaf: Callable[[], None] | None = None
        self._lane_told.connect(self._heard)

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def hear(self, lane: SealingLane) -> None:
        """Listen to this lane, once."""
        if self._deaf is None:
            self._deaf = lane.hear(self._told)

    def add(self, recording_id: UUID) -> None:
        """This one has ended. On the recorder's threads."""
        self._waiting.add(recording_id)

    def close(self) -> None:
        """Listen no more."""
        if self._deaf is not None:
            self._deaf()
            self._deaf = None

    def _told(self, event: SealingEvent) -> None:
        """On the lane's thread."""
        if shiboken6.isValid(self):
            self._lane_told.emit(event)

    def _heard(self, event: SealingEvent) -> None:
        from core.video.sealing_lane import NotSealed, RecordingSealed

        if not isinstance(event, RecordingSealed | NotSealed):
            return
        if event.recording_id not in self._waiting:
            return
        self._waiting.discard(event.recording_id)
        if isinstance(event, RecordingSealed):
            self.sealed.emit(event.recording_id)
        else:
            self.refused.emit(event)

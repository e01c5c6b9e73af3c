"""A span of the recording played over and over: I begins it, O ends it, Ctrl+L loops it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.review.player import RecordingPlayer

AROUND_US = 2_500_000
"""Without a begin or an end, the loop goes so far to each side of the moment."""


class Looping(QObject):
    """Begin and end count in the recording that is the main picture; another one forgets them."""

    changed = Signal()

    def __init__(self, player: RecordingPlayer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._begin: int | None = None
        self._end: int | None = None
        player.loop_changed.connect(self._heard)

    def begin_here(self) -> None:
        """The loop begins at this moment."""
        self._begin = self._player.moment_us
        if self._end is not None and self._end <= self._begin:
            self._end = None
        self._renew()

    def end_here(self) -> None:
        """The loop ends at this moment, and is played from now on."""
        self._end = self._player.moment_us
        if self._begin is not None and self._begin >= self._end:
            self._begin = None
        self._apply()

    def toggle(self) -> None:
        """Loop the span; when it loops already, go on past it."""
        if self._player.loop is not None:
            self._begin = self._end = None
            self._player.set_loop(None)
        else:
            self._apply()

    def _renew(self) -> None:
        if self._player.loop is not None or self._end is not None:
            self._apply()

    def _apply(self) -> None:
        here = self._player.moment_us
        begin = self._begin if self._begin is not None else max(0, (self._end or here) - AROUND_US)
        end = self._end if self._end is not None else max(begin, here) + AROUND_US
        self._player.set_loop((begin, end))
        if not begin <= here < end:
            self._player.jump(begin)

    def _heard(self) -> None:
        if self._player.loop is None:
            self._begin = self._end = None
        self.changed.emit()

"""How fast files may go, and when to stop: asked before each piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.store.clock import Clock
    from sync.replica.wire import Pause

PIECE = 16 * 1024
_AHEAD = 0.25


class Stopped(Exception):
    """Somebody wants the lane to end; what is over stays over."""


class Pace:
    """`limit`: bytes a second, both ways together; none: as fast as it goes."""

    def __init__(
        self, *, limit: int | None, clock: Clock, pause: Pause,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        self._limit = limit
        self._clock = clock
        self._pause = pause
        self._stopping = stopping
        self._free_at: float | None = None

    @property
    def stopping(self) -> bool:
        """Whether somebody wants the lane to end."""
        return self._stopping()

    def take(self, size: int) -> None:
        """Wait until this many bytes may go. Raises: Stopped."""
        if self._stopping():
            raise Stopped
        if not self._limit:
            return
        now = self._clock.monotonic_ns() / 1e9
        # What was not used is not saved up for a burst.
        free_at = max(now, self._free_at or now)
        if free_at - now > _AHEAD:
            self._pause(free_at - now)
            if self._stopping():
                raise Stopped
        self._free_at = free_at + size / self._limit

    def wait(self, seconds: float) -> None:
        """A pause between two tries. Raises: Stopped."""
        if self._stopping():
            raise Stopped
        self._pause(seconds)

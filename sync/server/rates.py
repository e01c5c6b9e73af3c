"""How often someone may ask: a bucket that fills again, for each device or address.

Each process counts for itself; `a minute` is therefore per process. What must hold across
processes (attempts at a code) is counted in the database.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from sync.protocol.endpoint import Refused

if TYPE_CHECKING:
    from core.store.clock import Clock

_MOST_KEPT = 20_000


class Rates:
    """Buckets of `a_minute` requests each."""

    def __init__(self, a_minute: int, *, clock: Clock) -> None:
        self._most = a_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, who: str) -> None:
        """One request of someone. Raises: Refused (rate)."""
        now = self._clock.monotonic_ns() / 1e9
        with self._lock:
            left, at = self._left.get(who, (float(self._most), now))
            left = min(self._most, left + (now - at) * self._most / 60)
            if len(self._left) > _MOST_KEPT:
                self._left.clear()
            self._left[who] = (left - 1 if left >= 1 else left, now)
        if left < 1:
            raise Refused("rate")

    def give_back(self, who: str) -> None:
        """The last request of someone does not count: it was no guess."""
        with self._lock:
            if who in self._left:
                left, at = self._left[who]
                self._left[who] = (min(float(self._most), left + 1), at)

"""What time it is: wall clock, monotonic clock, and the hybrid logical clock of changes."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import Protocol

_COUNTER_BITS = 16
_MILLISECOND = 1_000


class Clock(Protocol):
    """Time as a parameter: real in the product, set by hand in tests."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...

    def monotonic_ns(self) -> int:
        """Nanoseconds that never go back; the zero means nothing."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic_ns(self) -> int:
        """Nanoseconds that never go back; the zero means nothing."""
        return time.monotonic_ns()


class HybridClock:
    """Stamps that grow for ever, even when the wall clock is set back.

    A stamp is one integer of 63 bits: milliseconds since 1970 in UTC, shifted left by 16,
    plus a counter (Kulkarni et al., "Logical Physical Clocks", 2014).
    """

    def __init__(self, clock: Clock, *, last: int = 0) -> None:
        self._clock = clock
        self._last = last
        self._lock = threading.Lock()

    @property
    def last(self) -> int:
        """The greatest stamp given out or seen so far."""
        return self._last

    def tick(self) -> int:
        """A stamp greater than all before it."""
        wall = _milliseconds(self._clock.now()) << _COUNTER_BITS
        with self._lock:
            self._last = max(wall, self._last + 1)
            return self._last

    def observe(self, stamp: int) -> None:
        """Take note of a stamp from elsewhere: what is written after it sorts after it."""
        with self._lock:
            self._last = max(self._last, stamp)


def instant_of(stamp: int) -> datetime:
    """The wall-clock part of a hybrid stamp, in UTC."""
    return datetime.fromtimestamp((stamp >> _COUNTER_BITS) / _MILLISECOND, UTC)


def _milliseconds(instant: datetime) -> int:
    return int(instant.timestamp() * _MILLISECOND)

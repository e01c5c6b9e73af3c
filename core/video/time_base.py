"""The recording's own time: microseconds from its first picture, standing still while paused.

Video time and recording time are the same thing: what a pause leaves out is in neither, so a
moment stamped on an answer is where the player finds it.
"""

from __future__ import annotations


class TimeBase:
    """Turns monotonic nanoseconds into moments. Read by many threads, changed by few."""

    def __init__(self) -> None:
        self._start_ns: int | None = None
        self._pauses: list[tuple[int, int | None]] = []

    @property
    def begun(self) -> bool:
        return self._start_ns is not None

    @property
    def started_ns(self) -> int | None:
        """The monotonic instant of moment 0."""
        return self._start_ns

    def begin(self, ns: int) -> None:
        """The first picture arrived at `ns`."""
        self._start_ns = ns

    def pause(self, ns: int) -> None:
        self._pauses = [*self._pauses, (ns, None)]

    def resume(self, ns: int) -> None:
        *before, (start, _) = self._pauses
        self._pauses = [*before, (start, max(start, ns))]

    def moment(self, ns: int) -> int | None:
        """The moment of `ns`; None before the first picture and inside a pause."""
        if self._start_ns is None or ns < self._start_ns:
            return None
        left_out = 0
        for start, end in self._pauses:
            if ns < start:
                break
            if end is None or ns < end:
                return None
            left_out += end - start
        return (ns - self._start_ns - left_out) // 1000

    def at(self, ns: int) -> int:
        """As `moment`, but 0 before the first picture and, while paused, where the pause began."""
        if self._start_ns is None or ns < self._start_ns:
            return 0
        left_out = 0
        for start, end in self._pauses:
            if ns < start:
                break
            left_out += (ns if end is None else min(ns, end)) - start
        return (ns - self._start_ns - left_out) // 1000

    def pauses(self) -> tuple[tuple[int, int], ...]:
        """Each finished pause as (moment, µs left out)."""
        return tuple(
            (self.at(start), (end - start) // 1000)
            for start, end in self._pauses
            if end is not None
        )

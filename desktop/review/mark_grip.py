"""A mark being pulled along the timeline with the mouse: the whole of it, its begin or its end."""

from __future__ import annotations

EDGE_PX = 6
"""So near to an end of a span, the end is taken hold of."""
_STILL_PX = 4
_SHORTEST_US = 40_000


class MarkGrip:
    """Where the mark was, what of it is held, and where it was pulled to. Moments of the line."""

    def __init__(self, key: str, start_us: int, end_us: int | None, x: float, part: str) -> None:
        self.key = key
        self.moved = False
        self._start_us, self._end_us = start_us, end_us
        self._x, self._part = x, part
        self._from_us: int | None = None
        self._by_us = 0

    def pull(self, x: float, moment_us: int) -> None:
        """The mouse is here now; a trembling hand moves nothing."""
        if self._from_us is None:
            self._from_us = moment_us
        if abs(x - self._x) >= _STILL_PX:
            self.moved = True
        self._by_us = moment_us - self._from_us

    def span(self, duration_us: int) -> tuple[int, int | None]:
        """Where it stands now, inside the line and never turned around."""
        start, end, by = self._start_us, self._end_us, self._by_us
        if end is None:
            return max(0, min(duration_us, start + by)), None
        if self._part == "start":
            return max(0, min(end - _SHORTEST_US, start + by)), end
        if self._part == "end":
            return start, max(start + _SHORTEST_US, min(duration_us, end + by))
        by = max(-start, min(duration_us - end, by))
        return start + by, end + by

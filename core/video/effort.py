"""What the encoder does less of when the computer does not keep up, one step at a time."""

from __future__ import annotations

from dataclasses import dataclass

PATIENCE_NS = 2_000_000_000
STEPS = ("faster", "half-rate", "smaller")


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work a picture gets. Step 0 is the full one."""

    step: int = 0

    @property
    def preset(self) -> str:
        return "superfast" if self.step < 1 else "ultrafast"

    @property
    def every(self) -> int:
        """Of so many pictures one is recorded."""
        return 1 if self.step < 2 else 2

    def size(self, width: int, height: int) -> tuple[int, int]:
        """The recorded size: at the last step at most 540 lines."""
        if self.step < 3 or height <= 540:
            return width, height
        return width * 540 // height, 540

    def less(self) -> Effort:
        return Effort(min(self.step + 1, len(STEPS)))


class EffortWatch:
    """Sees when the queue has been more than half full for two seconds, or overflowed."""

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._behind_ns: int | None = None
        self._dropped = 0
        self._rest_until_ns = 0
        self.effort = Effort()

    def look(self, *, waiting: int, dropped: int, ns: int) -> str | None:
        """The step that was just taken, if one was."""
        overflowed, self._dropped = dropped > self._dropped, dropped
        if waiting <= self._limit // 2 and not overflowed:
            self._behind_ns = None
            return None
        if self._behind_ns is None:
            self._behind_ns = ns
        if ns < self._rest_until_ns:
            return None
        if not overflowed and ns - self._behind_ns < PATIENCE_NS:
            return None
        if self.effort.step == len(STEPS):
            return None
        self.effort = self.effort.less()
        self._behind_ns = None
        self._rest_until_ns = ns + PATIENCE_NS
        return STEPS[self.effort.step - 1]

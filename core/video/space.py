"""How much a recording may still take of the disk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

_ENOUGH_TO_JUDGE_US = 10_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a recording may take. The reserve is left for the answers, which matter more."""

    waiting_frames: int = 32
    segment_us: int = 300_000_000
    segment_bytes: int = 96 * 1024 * 1024
    reserve_bytes: int = 256 * 1024 * 1024
    low_minutes: int = 20


class SpaceWatch:
    """Looks at the free disk; warns once at `low_minutes`, then at each half of what was left."""

    def __init__(self, folder: Path, *, limits: Limits) -> None:
        self._folder = folder
        self._reserve = limits.reserve_bytes
        self._low = limits.low_minutes

    def full(self) -> bool:
        """Whether only the reserve is left."""
        return self._free() <= 0

    def warning(self, *, recorded_bytes: int, recorded_us: int) -> int | None:
        """The minutes left at this recording's pace, when the person should hear of it now."""
        if not recorded_bytes or recorded_us < _ENOUGH_TO_JUDGE_US:
            return None
        minutes = int(self._free() / recorded_bytes * recorded_us / 60_000_000)
        if minutes >= self._low:
            return None
        self._low = minutes // 2
        return minutes

    def _free(self) -> int:
        return shutil.disk_usage(self._folder).free - self._reserve

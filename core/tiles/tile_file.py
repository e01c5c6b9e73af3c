"""What every file of tiles can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

MOST_TILE_BYTES = 4 * 1024 * 1024
"""A picture of one square is some ten kilobytes; larger ones are left out."""
DEEPEST = 24


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself. `least`, `most`: the zoom levels it has (Web Mercator, 0 is the
    whole world in one square); `attribution`: plain text to be shown with the map.
    """

    name: str
    attribution: str
    least: int
    most: int


class TileFile(Protocol):
    """An open file of tiles; may be asked from several threads."""

    @property
    def about(self) -> About:
        """What it says of itself."""

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """The picture (PNG, JPEG or WebP) of a square, y from the north; None if there is none.

        Raises: TilesUnreadable if the file turns out to be damaged there.
        """

    def close(self) -> None:
        """Let go of the file."""

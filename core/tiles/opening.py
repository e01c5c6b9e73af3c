"""Which kind of file it is, by its first bytes and never by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.tiles.mbtiles import MbTiles
from core.tiles.pmtiles import MAGIC, PmTiles
from core.tiles.problems import TilesUnreadable

if TYPE_CHECKING:
    from pathlib import Path

    from core.tiles.tile_file import TileFile

_SQLITE = b"SQLite format 3\0"


def open_tiles(path: Path) -> TileFile:
    """Open a file of tiles for reading; it is never written to.

    Raises: TilesUnreadable, NoPictures.
    """
    try:
        with path.open("rb") as file:
            begins = file.read(16)
    except OSError as error:
        raise TilesUnreadable(name=path.name) from error
    if begins == _SQLITE:
        return MbTiles(path)
    if begins.startswith(MAGIC):
        return PmTiles(path)
    raise TilesUnreadable(name=path.name)

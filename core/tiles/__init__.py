"""A map background from one local file: pictures in squares, as MBTiles or PMTiles."""

from __future__ import annotations

from core.tiles.mbtiles import MbTiles
from core.tiles.opening import open_tiles
from core.tiles.pmtiles import PmTiles
from core.tiles.problems import NoPictures, TilesUnreadable
from core.tiles.tile_file import MOST_TILE_BYTES, About, TileFile

__all__ = [
    "MOST_TILE_BYTES",
    "About",
    "MbTiles",
    "NoPictures",
    "PmTiles",
    "TileFile",
    "TilesUnreadable",
    "open_tiles",
]

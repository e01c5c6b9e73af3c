"""Files of tiles for tests; PMTiles ones are written by the library of those who specified it."""

from __future__ import annotations

import sqlite3

import cv2
import numpy as np
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write as pmtiles_writer

ABOUT = {
    "name": "Mapa de ensaio",
    "attribution": '© <a href="https://example.org">Colaboradores</a> &amp; outros',
}


def picture(zoom, x, y, *, size=256):
    """A PNG that says where it belongs."""
    image = np.full((size, size, 3), ((y * 53) % 255, 120 + (x * 37) % 120, 200), np.uint8)
    cv2.rectangle(image, (0, 0), (size - 1, size - 1), (255, 255, 255), 1)
    cv2.putText(image, f"{zoom}/{x}/{y}", (40, size // 2), 0, 0.8, (0, 0, 0), 1)
    return cv2.imencode(".png", image)[1].tobytes()


def squares(zooms=range(8, 13)):
    """The squares of the AMP at some levels."""
    for zoom in zooms:
        many = 1 << zoom
        west, east = (int((lon + 180) / 360 * many) for lon in (-8.95, -8.05))
        north, south = int(0.3724 * many), int(0.3765 * many)
        for x in range(west, east + 1):
            for y in range(north, south + 1):
                yield zoom, x, y


def mbtiles(path, *, said=None, tiles=None):
    """An MBTiles file."""
    tiles = tiles or {square: picture(*square) for square in squares()}
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        file.execute(
            "CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)"
        )
        about = ABOUT | {"format": "png"} if said is None else said
        file.executemany("INSERT INTO metadata VALUES (?, ?)", list(about.items()))
        file.executemany(
            "INSERT INTO tiles VALUES (?, ?, ?, ?)",
            [(z, x, (1 << z) - 1 - y, data) for (z, x, y), data in tiles.items()],
        )
    file.close()
    return path


def pmtiles(path, *, kind=TileType.PNG, tiles=None):
    """A PMTiles file."""
    tiles = tiles or {square: picture(*square) for square in squares()}
    with pmtiles_writer(str(path)) as writer:
        for square in sorted(tiles, key=lambda one: zxy_to_tileid(*one)):
            writer.write_tile(zxy_to_tileid(*square), tiles[square])
        writer.finalize(
            {
                "tile_type": kind, "tile_compression": Compression.NONE,
                "min_zoom": min(z for z, _, _ in tiles), "max_zoom": max(z for z, _, _ in tiles),
                "min_lon_e7": -89500000, "min_lat_e7": 407000000,
                "max_lon_e7": -80500000, "max_lat_e7": 415000000,
                "center_zoom": 10, "center_lon_e7": -86000000, "center_lat_e7": 411000000,
            },
            dict(ABOUT),
        )  # fmt: skip
    return path

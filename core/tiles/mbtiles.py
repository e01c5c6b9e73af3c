"""MBTiles 1.3: an SQLite file with a table of pictures (rows counted from the south)."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from time import monotonic
from typing import TYPE_CHECKING

from core.tiles.problems import NoPictures, TilesUnreadable
from core.tiles.tile_file import DEEPEST, MOST_TILE_BYTES, About
from core.tiles.words import plain

if TYPE_CHECKING:
    from pathlib import Path

_PICTURES = frozenset({"png", "jpg", "jpeg", "webp", "image/png", "image/jpeg", "image/webp"})
_STEPS = 10_000
_SECONDS = 3.0
"""Before a question is given up: a hostile view may never end."""


class MbTiles:
    """An open MBTiles file (github.com/mapbox/mbtiles-spec, 1.3)."""

    def __init__(self, path: Path) -> None:
        """Raises: TilesUnreadable, NoPictures."""
        self._name = path.name
        self._lock = threading.Lock()
        self._file: sqlite3.Connection | None = None
        try:
            self._file = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._file.execute("PRAGMA trusted_schema=OFF")
            self._until = monotonic() + _SECONDS
            self._file.set_progress_handler(lambda: monotonic() > self._until, _STEPS)
            said = self._said()
            self.about = self._about(said, path.stem)
        except (sqlite3.Error, OSError, ValueError, OverflowError) as error:
            self.close()
            raise TilesUnreadable(name=self._name) from error
        except NoPictures:
            self.close()
            raise

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """The picture of a square, y from the north; None if there is none.

        Raises: TilesUnreadable.
        """
        south = (1 << zoom) - 1 - y
        with self._lock:
            if self._file is None:
                return None
            self._until = monotonic() + _SECONDS
            try:
                row = self._file.execute(
                    "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? "
                    "AND tile_row = ? AND length(tile_data) <= ?",
                    (zoom, x, south, MOST_TILE_BYTES),
                ).fetchone()
            except sqlite3.Error as error:
                raise TilesUnreadable(name=self._name) from error
        return bytes(row[0]) if row is not None and isinstance(row[0], bytes) else None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._file is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._file.close()
                self._file = None

    def _said(self) -> dict[str, str]:
        assert self._file is not None
        rows = self._file.execute(
            "SELECT name, substr(value, 1, 2000) FROM metadata WHERE name IN "
            "('name', 'format', 'attribution', 'minzoom', 'maxzoom') LIMIT 20"
        )
        return {str(name): str(value) for name, value in rows}

    def _about(self, said: dict[str, str], stem: str) -> About:
        assert self._file is not None
        if said.get("format", "png").lower() not in _PICTURES:
            raise NoPictures(name=self._name)
        levels = [said.get("minzoom", ""), said.get("maxzoom", "")]
        if not all(one.strip().isdigit() for one in levels):
            row = self._file.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles")
            levels = [str(one) for one in row.fetchone()]
        least, most = (int(one) for one in levels)
        if not 0 <= least <= most <= DEEPEST:
            raise ValueError(levels)
        return About(
            plain(said.get("name", "")) or stem, plain(said.get("attribution", "")), least, most
        )

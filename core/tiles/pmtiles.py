"""PMTiles 3: one file, directories that say where each square's picture is."""

from __future__ import annotations

import json
import struct
import threading
import zlib
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from core.tiles.problems import NoPictures, TilesUnreadable
from core.tiles.tile_file import DEEPEST, MOST_TILE_BYTES, About
from core.tiles.words import plain

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"PMTiles"
_HEADER = struct.Struct("<7sB11Q6B4iB2i")
_PACKED, _UNPACKED = 2 * 1024 * 1024, 32 * 1024 * 1024
"""The most bytes of a directory or of the metadata, as stored and unpacked."""
_PLAIN, _GZIP = 1, 2
_PICTURES = frozenset({2, 3, 4})
"""PNG, JPEG, WebP."""
_VECTOR = 1
_DEEPEST_DIRECTORY = 4
_KEPT = 16


class _Entry(NamedTuple):
    """`run` squares from `first` on share one picture; without a run it is another directory."""

    first: int
    run: int
    length: int
    offset: int


class PmTiles:
    """An open PMTiles file (github.com/protomaps/PMTiles, spec v3)."""

    def __init__(self, path: Path) -> None:
        """Raises: TilesUnreadable, NoPictures."""
        self._name = path.name
        self._lock = threading.Lock()
        self._directories: OrderedDict[tuple[int, int], list[_Entry]] = OrderedDict()
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise TilesUnreadable(name=self._name) from error
        try:
            self._begin(path)
        except (OSError, ValueError, struct.error, zlib.error, RecursionError) as error:
            self.close()
            raise TilesUnreadable(name=self._name) from error
        except NoPictures:
            self.close()
            raise

    def _begin(self, path: Path) -> None:
        (magic, version, root, root_length, words, words_length, self._leaves, _, self._pictures,
         _, _, _, _, _, self._packing, _, kind, least, most, *_) = _HEADER.unpack(
            self._read(0, _HEADER.size)
        )  # fmt: skip
        if magic != MAGIC or version != 3:
            raise ValueError(version)
        if kind == _VECTOR:
            raise NoPictures(name=self._name)
        if kind not in _PICTURES:
            raise ValueError(kind)
        if not 0 <= least <= most <= DEEPEST:
            raise ValueError((least, most))
        self._root = (root, root_length)
        self._directory(*self._root)
        said = json.loads(self._unpacked(words, words_length) or b"{}") if words_length else {}
        said = said if isinstance(said, dict) else {}
        name, thanks = (str(said.get(key, ""))[:2000] for key in ("name", "attribution"))
        self.about = About(plain(name) or path.stem, plain(thanks), least, most)

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """The picture of a square, y from the north; None if there is none.

        Raises: TilesUnreadable.
        """
        wanted = place_of(zoom, x, y)
        with self._lock:
            if self._file.closed:
                return None
            try:
                start, length = self._root
                for _ in range(_DEEPEST_DIRECTORY):
                    entry = _found(self._directory(start, length), wanted)
                    if entry is None or entry.length > max(MOST_TILE_BYTES, _PACKED):
                        return None
                    if entry.run:
                        if entry.length > MOST_TILE_BYTES:
                            return None
                        return self._read(self._pictures + entry.offset, entry.length)
                    start, length = self._leaves + entry.offset, entry.length
            except (OSError, ValueError, zlib.error) as error:
                raise TilesUnreadable(name=self._name) from error
        return None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._file.close()

    def _read(self, offset: int, length: int) -> bytes:
        if offset > 1 << 62:
            raise ValueError(offset)
        self._file.seek(offset)
        data = self._file.read(length)
        if len(data) != length:
            raise ValueError("the file is cut off")
        return data

    def _unpacked(self, offset: int, length: int) -> bytes:
        if length > _PACKED:
            raise ValueError(length)
        data = self._read(offset, length)
        if self._packing == _PLAIN:
            return data
        if self._packing != _GZIP:
            raise ValueError(self._packing)
        unzip = zlib.decompressobj(wbits=31)
        whole = unzip.decompress(data, _UNPACKED)
        if not unzip.eof:
            raise ValueError("too large unpacked, or cut off")
        return whole

    def _directory(self, offset: int, length: int) -> list[_Entry]:
        key = (offset, length)
        found = self._directories.get(key)
        if found is None:
            found = _entries(self._unpacked(offset, length))
            self._directories[key] = found
            if len(self._directories) > _KEPT:
                self._directories.popitem(last=False)
        else:
            self._directories.move_to_end(key)
        return found


def place_of(zoom: int, x: int, y: int) -> int:
    """The number of a square: all of the levels above, then along a Hilbert curve (spec, 4.1)."""
    if not (0 <= zoom <= DEEPEST and 0 <= x < 1 << zoom and 0 <= y < 1 << zoom):
        raise ValueError((zoom, x, y))
    number = ((1 << 2 * zoom) - 1) // 3
    half = (1 << zoom) >> 1
    while half:
        right, low = int(bool(x & half)), int(bool(y & half))
        number += half * half * ((3 * right) ^ low)
        if not low:
            if right:
                x, y = half - 1 - x, half - 1 - y
            x, y = y, x
        half >>= 1
    return number


def _found(entries: list[_Entry], wanted: int) -> _Entry | None:
    low, high = 0, len(entries)
    while low < high:
        middle = (low + high) // 2
        if entries[middle].first <= wanted:
            low = middle + 1
        else:
            high = middle
    if not low:
        return None
    entry = entries[low - 1]
    return entry if not entry.run or wanted < entry.first + entry.run else None


def _entries(data: bytes) -> list[_Entry]:
    """A directory (spec, 4.2): columns of numbers of varying length, the firsts as steps."""
    numbers = _Numbers(data)
    count = numbers.next()
    if count > len(data):
        raise ValueError(count)
    firsts, first = [], 0
    for _ in range(count):
        first += numbers.next()
        firsts.append(first)
    runs = [numbers.next() for _ in range(count)]
    lengths = [numbers.next() for _ in range(count)]
    entries: list[_Entry] = []
    for at in range(count):
        told = numbers.next()
        if told:
            offset = told - 1
        elif entries:
            offset = entries[-1].offset + entries[-1].length
        else:
            raise ValueError("the first entry has no place")
        entries.append(_Entry(firsts[at], runs[at], lengths[at], offset))
    return entries


class _Numbers:
    """Little-endian numbers of 7 bits a byte."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def next(self) -> int:
        """The next one. Raises: ValueError past the end, or above 64 bits."""
        value = shift = 0
        while True:
            if self._at >= len(self._data) or shift > 63:
                raise ValueError("a directory is cut off")
            byte = self._data[self._at]
            self._at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

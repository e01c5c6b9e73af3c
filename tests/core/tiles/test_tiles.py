"""Files of tiles: read as others wrote them, refused with a reason when they are no good."""

from __future__ import annotations

import contextlib
import gzip
import random
import sqlite3
import struct

import made
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pmtiles.tile import TileType, zxy_to_tileid

from core.tiles import NoPictures, TilesUnreadable, open_tiles
from core.tiles.pmtiles import place_of


@pytest.fixture(params=["mbtiles", "pmtiles"])
def written(request, tmp_path):
    """A file of each kind, and what was put into it."""
    tiles = {square: made.picture(*square) for square in made.squares()}
    path = getattr(made, request.param)(tmp_path / f"norte.{request.param}", tiles=tiles)
    return path, tiles


def test_every_picture_comes_back_and_others_do_not(written):
    path, tiles = written
    file = open_tiles(path)
    assert (file.about.least, file.about.most) == (8, 12)
    assert file.about.name == "Mapa de ensaio"
    assert file.about.attribution == "© Colaboradores & outros"
    for square, data in tiles.items():
        assert file.tile(*square) == data
    for square in ((8, 0, 0), (12, 4095, 4095), (7, 60, 48), (13, 3900, 3070)):
        assert file.tile(*square) is None
    file.close()
    assert file.tile(*next(iter(tiles))) is None


def test_thousands_of_squares_stand_in_several_directories(tmp_path):
    luck = random.Random(3)
    tiles = {
        (14, luck.randrange(1 << 14), luck.randrange(1 << 14)): luck.randbytes(30)
        for _ in range(30_000)
    }
    file = open_tiles(made.pmtiles(tmp_path / "muitos.pmtiles", tiles=tiles))
    assert all(file.tile(*square) == data for square, data in tiles.items())
    file.close()


@given(st.integers(0, 24).flatmap(lambda z: st.tuples(
    st.just(z), st.integers(0, (1 << z) - 1), st.integers(0, (1 << z) - 1))))  # fmt: skip
def test_squares_are_numbered_as_the_specification_does(square):
    assert place_of(*square) == zxy_to_tileid(*square)


def test_vector_maps_are_refused_with_their_reason(tmp_path):
    with pytest.raises(NoPictures) as told:
        open_tiles(made.pmtiles(tmp_path / "v.pmtiles", kind=TileType.MVT))
    assert "vetoriais" in told.value.sentence("pt").happened
    with pytest.raises(NoPictures):
        open_tiles(made.mbtiles(tmp_path / "v.mbtiles", said={"format": "pbf"}))


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"SQLite format 3\0" + bytes(200), b"PMTiles\x03" + bytes(40),
                b"PMTiles\x02" + bytes(200), b"PMTiles\x03" + b"\xff" * 300, b"<html>"]
)  # fmt: skip
def test_what_is_no_file_of_tiles_is_refused(tmp_path, content):
    path = tmp_path / "mapa.mbtiles"
    path.write_bytes(content)
    with pytest.raises(TilesUnreadable):
        open_tiles(path)


def test_a_file_that_is_gone_is_refused(tmp_path):
    with pytest.raises(TilesUnreadable):
        open_tiles(tmp_path / "nada.pmtiles")
    with pytest.raises(TilesUnreadable):
        open_tiles(tmp_path)


def test_a_view_that_never_ends_is_given_up(tmp_path):
    path = tmp_path / "hostil.mbtiles"
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        file.execute("INSERT INTO metadata VALUES ('format', 'png')")
        file.execute(
            "CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT i AS zoom_level, i AS tile_column, i AS tile_row, x'00' AS tile_data FROM n"
        )
    file.close()
    with pytest.raises(TilesUnreadable):
        open_tiles(path)


def test_a_directory_that_unpacks_without_end_is_refused(tmp_path):
    bomb = gzip.compress(bytes(200 * 1024 * 1024))
    header = struct.pack(
        "<7sB11Q6B4iB2i", b"PMTiles", 3, 127, len(bomb), 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, 2, 1, 2, 0, 5, 0, 0, 0, 0, 0, 0, 0,
    )  # fmt: skip
    path = tmp_path / "bomba.pmtiles"
    path.write_bytes(header + bomb)
    with pytest.raises(TilesUnreadable):
        open_tiles(path)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 10**6), st.integers(1, 8))
def test_a_damaged_file_gives_a_picture_nothing_or_its_problem(written, seed, flips):
    path, tiles = written
    whole = path.read_bytes()
    luck = random.Random(seed)
    data = bytearray(whole[: luck.randrange(len(whole))] if luck.random() < 0.3 else whole)
    for _ in range(flips if data else 0):
        data[luck.randrange(min(len(data), 4096))] ^= 1 << luck.randrange(8)
    damaged = path.with_name("damaged")
    damaged.write_bytes(data)
    try:
        file = open_tiles(damaged)
    except (TilesUnreadable, NoPictures):
        return
    for square in luck.sample(sorted(tiles), 5):
        with contextlib.suppress(TilesUnreadable):
            found = file.tile(*square)
            assert found is None or isinstance(found, bytes)
    file.close()

"""A file that comes in part: kept encrypted, gone on with after any cut, a change is known."""

from __future__ import annotations

import random

import pytest

from core.store.frames import FrameDamaged
from core.store.partial import PartialFile

KEY = bytes(range(32))
CONTENT = random.Random(3).randbytes(300_001)


def read(part):
    with part.read() as stream:
        return stream.read()


def test_it_goes_on_where_it_was(tmp_path):
    path = tmp_path / "downloads" / "x"
    for start, stop in ((0, 10), (10, 70_000), (70_000, 70_000), (70_000, 300_001)):
        part = PartialFile(path, key=KEY)
        assert part.size == start
        part.append(CONTENT[start:stop])
        part.close()
    part = PartialFile(path, key=KEY)
    assert read(part) == CONTENT
    part.drop()
    part.close()
    assert not path.exists()


def test_cut_at_any_byte_it_has_what_was_whole(tmp_path):
    path = tmp_path / "x"
    part = PartialFile(path, key=KEY)
    part.append(CONTENT)
    part.close()
    whole = path.read_bytes()
    rng = random.Random(4)
    for at in [0, 1, 19, 20, 21, len(whole) - 1, *(rng.randrange(len(whole)) for _ in range(40))]:
        path.write_bytes(whole[:at])
        part = PartialFile(path, key=KEY)
        had = part.size
        part.append(CONTENT[had:])
        assert read(part) == CONTENT
        part.close()


def test_nothing_of_it_is_in_the_open_and_a_changed_one_is_known(tmp_path):
    path = tmp_path / "x"
    part = PartialFile(path, key=KEY)
    part.append(b"Centro de Dia " * 20_000)
    part.close()
    raw = bytearray(path.read_bytes())
    assert b"Centro" not in raw
    raw[40_000] ^= 1
    path.write_bytes(raw)
    part = PartialFile(path, key=KEY)
    with pytest.raises(FrameDamaged):
        read(part)
    part.restart()
    part.append(b"anew")
    assert read(part) == b"anew"
    part.close()

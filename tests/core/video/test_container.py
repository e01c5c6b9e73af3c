"""The record container: torn ends, changed bytes, other keys, random access."""

from __future__ import annotations

import random

import pytest

from core.video.container import RecordReader, RecordWriter, close_torn, open_recording
from core.video.problems import RecordingDamaged
from tests.core.video.conftest import KEY

PARTS = [bytes([n]) * (n * 37 + 1) for n in range(1, 40)]
WHOLE = b"".join(PARTS)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "0000.gravacao"
    writer = RecordWriter(path, key=KEY, about={"number": 0})
    for part in PARTS:
        writer.append(part)
    writer.close({"duration_us": 7})
    return path


def test_random_access_gives_the_bytes_written(path):
    chosen = random.Random(1)
    with open_recording(path, key=KEY) as stream:
        for _ in range(200):
            start = chosen.randrange(len(WHOLE))
            length = chosen.randrange(1, 5000)
            stream.seek(start)
            assert stream.read(length) == WHOLE[start : start + length]
        assert stream.seek(0, 2) == len(WHOLE)
        assert stream.read() == b""


def test_about_and_end_travel_along(path):
    with RecordReader(path, key=KEY) as reader:
        assert reader.about == {"number": 0}
        assert reader.end == {"duration_us": 7}
        assert reader.complete
        assert not reader.torn


def test_another_key_opens_nothing(path):
    with pytest.raises(RecordingDamaged):
        open_recording(path, key=bytes(32))


@pytest.mark.parametrize("seed", range(25))
def test_a_file_cut_anywhere_gives_what_was_whole(path, seed):
    data = path.read_bytes()
    cut = random.Random(seed).randrange(100, len(data))
    # What a power cut may leave after the last whole record.
    path.write_bytes(data[:cut] + (b"" if seed % 2 else bytes(5000)))
    with open_recording(path, key=KEY) as stream:
        got = stream.read()
    assert WHOLE.startswith(got)
    close_torn(path, key=KEY, end={"duration_us": 3})
    with RecordReader(path, key=KEY) as reader:
        assert reader.complete
        assert not reader.torn
        assert reader.read() == got


def test_a_changed_byte_is_noticed_and_what_is_before_it_is_read(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with RecordReader(path, key=KEY) as reader, pytest.raises(RecordingDamaged):
        reader.read()
    with open_recording(path, key=KEY) as stream:
        assert stream.read(1000) == WHOLE[:1000]


def test_records_cannot_change_places(path):
    with RecordReader(path, key=KEY) as reader:
        (a, la, _), (b, lb, _) = reader._records[5], reader._records[6]
    data = path.read_bytes()
    swapped = data[:a] + data[b : b + 21 + lb] + data[a : a + 21 + la] + data[b + 21 + lb :]
    assert len(swapped) == len(data)
    path.write_bytes(swapped)
    with RecordReader(path, key=KEY) as reader, pytest.raises(RecordingDamaged):
        reader.read()

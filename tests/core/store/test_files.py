"""Sealed files: encrypted, read from any place, and damage is found and named."""

from __future__ import annotations

import hashlib
import io
import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.store import attach, problems
from core.store.frames import FRAME, HEADER, TAG

SIZES = [0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 3 * FRAME + 77]


def seal(store, data):
    return store.files.seal(io.BytesIO(data), media_type="video/mp4", name="troço 1.mp4")


def path_of(store, sealed):
    return store.folder / "files" / sealed.sha256[:2] / sealed.sha256


@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_is_read_from_any_place(store, size):
    data = random.Random(size).randbytes(size)
    sealed = seal(store, data)
    assert (sealed.sha256, sealed.size) == (hashlib.sha256(data).hexdigest(), size)
    chance = random.Random(1)
    with store.files.open(sealed.sha256) as stream:
        assert stream.read() == data
        assert stream.seek(0, io.SEEK_END) == size
        for _ in range(20):
            at, count = chance.randint(0, size + 9), chance.randint(0, 2 * FRAME)
            stream.seek(at)
            assert stream.read(count) == data[at : at + count]


def test_from_a_path_and_twice(store, tmp_path):
    path = tmp_path / "foto.jpg"
    path.write_bytes(b"\xff\xd8" * 1000)
    first = store.files.seal(path, media_type="image/jpeg", name="foto.jpg")
    assert store.files.seal(path, media_type="image/jpeg", name="foto.jpg") == first
    assert b"\xff\xd8\xff\xd8" not in path_of(store, first).read_bytes()
    assert list((store.folder / "files" / "incoming").iterdir()) == []


def test_one_handle_for_several_threads(store):
    data = random.Random(3).randbytes(4 * FRAME)
    sealed = seal(store, data)
    with store.files.open(sealed.sha256) as stream, ThreadPoolExecutor(4) as pool:
        pieces = list(pool.map(lambda _: stream.read(FRAME // 3), range(12)))
    assert sorted(pieces) == sorted(
        data[at : at + FRAME // 3] for at in range(0, 12 * (FRAME // 3), FRAME // 3)
    )


def cut_at_a_frame(path):
    os.truncate(path, HEADER + FRAME + TAG)


def cut_anywhere(path):
    os.truncate(path, HEADER + FRAME + 1000)


def cut_to_nothing(path):
    os.truncate(path, 3)


def swap_frames(path):
    data = path.read_bytes()
    step = FRAME + TAG
    first, second = data[HEADER : HEADER + step], data[HEADER + step : HEADER + 2 * step]
    path.write_bytes(data[:HEADER] + second + first + data[HEADER + 2 * step :])


def flip_a_bit(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    "harm", [cut_at_a_frame, cut_anywhere, cut_to_nothing, swap_frames, flip_a_bit]
)
def test_a_torn_file_is_named_and_a_new_seal_mends_it(store, harm):
    data = random.Random(4).randbytes(3 * FRAME)
    sealed = seal(store, data)
    store.write_now(lambda work: attach(work, sealed, "visita.mp4", scope="1312"))
    assert store.files.check() == []
    harm(path_of(store, sealed))
    (found,) = store.files.check()
    assert (found.sha256, found.kind, found.names) == (sealed.sha256, "damaged", ("visita.mp4",))
    with pytest.raises(problems.FileDamaged):
        store.files.open(sealed.sha256).read()
    assert seal(store, data).sha256 == sealed.sha256
    assert store.files.check() == []


def test_a_missing_file_is_named(store):
    sealed = seal(store, b"abc")
    store.write_now(lambda work: attach(work, sealed, scope="1312"))
    path_of(store, sealed).unlink()
    (found,) = store.files.check()
    assert (found.kind, found.names) == ("missing", ("troço 1.mp4",))
    assert not store.files.has(sealed.sha256)
    with pytest.raises(problems.FileMissing):
        store.files.open(sealed.sha256)


def test_a_source_that_fails_leaves_nothing(store):
    class Breaks(io.BytesIO):
        def read(self, size=-1):
            raise OSError(28, "No space left on device")

    with pytest.raises(problems.DiskFull):
        store.files.seal(Breaks(), media_type="x/y", name="x")
    assert list((store.folder / "files" / "incoming").iterdir()) == []


def test_half_sealed_files_of_a_killed_process_go(store, reopen):
    incoming = store.folder / "files" / "incoming"
    seal(store, b"x")
    (incoming / "a.part").write_bytes(b"half")
    store.close()
    reopen()
    assert list(incoming.iterdir()) == []


def test_only_hashes_name_files(store):
    with pytest.raises(ValueError, match="hexadecimal"):
        store.files.open("../../etc/passwd")


def test_sealing_while_writing(store):
    done = threading.Event()

    def verb(work):
        assert done.wait(20)

    waiting = store.write(verb)
    seal(store, b"y" * 10)
    done.set()
    waiting.result()

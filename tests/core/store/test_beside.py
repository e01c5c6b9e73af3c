"""What was made from a sealed file is kept encrypted, and never longer than the file."""

from __future__ import annotations

import io

import pytest

from core.store import Author, SampleKey, new_id, open_store

PLAIN = b"a picture of the entrance " * 50


@pytest.fixture
def sealed(store):
    return store.files.seal(io.BytesIO(b"film"), media_type="video/mp4", name="film.mp4").sha256


def kept_in(store):
    return [path for path in (store.folder / "beside").rglob("*") if path.is_file()]


def test_what_is_kept_is_read_again_and_not_in_the_clear(store, sealed):
    assert store.files.beside(sealed, "strip") is None
    store.files.keep_beside(sealed, "strip", PLAIN)
    assert store.files.beside(sealed, "strip") == PLAIN
    assert store.files.beside(sealed, "sound") is None
    (path,) = kept_in(store)
    assert b"picture" not in path.read_bytes()
    store.files.keep_beside(sealed, "strip", b"other")
    assert store.files.beside(sealed, "strip") == b"other"
    assert kept_in(store) == [path]


def test_it_is_erased_with_its_file(store, sealed):
    for kind in ("strip", "sound"):
        store.files.keep_beside(sealed, kind, PLAIN)
    assert store.files.erase(sealed)
    assert kept_in(store) == []
    store.files.keep_beside(sealed, "strip", PLAIN)  # made while it was being erased
    assert kept_in(store) == []
    assert store.files.beside(sealed, "strip") is None


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "other"])
def test_what_is_damaged_is_not_there(store, sealed, harm):
    store.files.keep_beside(sealed, "strip", PLAIN)
    (path,) = kept_in(store)
    data = path.read_bytes()
    if harm == "other":  # one file's pictures under another one's name
        other = store.files.seal(io.BytesIO(b"other"), media_type="video/mp4", name="o.mp4").sha256
        store.files.keep_beside(other, "strip", PLAIN)
        path.write_bytes((store.folder / "beside" / other[:2] / f"{other}.strip").read_bytes())
    else:
        half = len(data) // 2
        flipped = data[:half] + bytes([data[half] ^ 1]) + data[half + 1 :]
        path.write_bytes({"flip": flipped, "cut": data[:half], "empty": b""}[harm])
    assert store.files.beside(sealed, "strip") is None
    store.files.keep_beside(sealed, "strip", PLAIN)
    assert store.files.beside(sealed, "strip") == PLAIN


def test_what_a_file_left_behind_goes_when_the_store_opens(store, sealed):
    store.files.keep_beside(sealed, "strip", PLAIN)
    (store.folder / "files" / sealed[:2] / sealed).unlink()
    (store.folder / "beside" / sealed[:2] / f"{new_id()}.part").write_bytes(b"half")
    folder = store.folder
    store.close()
    author = Author(technician_id=new_id(), device_id=new_id())
    with open_store(folder, unlock=SampleKey(), author=author) as again:
        assert kept_in(again) == []

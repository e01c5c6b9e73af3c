"""A file given out is the old one or the new one, never a part, also when writing fails."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from core.inventory.hsds import write_hsds, write_hsds_tables
from core.inventory.workbooks import write_csv, write_geojson, write_official

NOW = datetime(2026, 3, 1, tzinfo=UTC)
resource = pytest.importorskip("resource", reason="limits of file size are of POSIX")


@contextmanager
def no_room_for_files(limit=100):
    """Writing beyond `limit` bytes of a file fails, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# openpyxl leaves a generator behind when its own temporary file has no room.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.csv", write_csv),
        ("a.geojson", write_geojson),
        ("a.xlsx", lambda work, to: write_official(work, to, at=NOW)),
        ("a.json", lambda work, to: write_hsds(work, to, version="3.0")),
        (
            "organization_identifiers.csv",
            lambda work, to: write_hsds_tables(work, to.parent, version="3.0"),
        ),
    ],
)
def test_an_export_that_fails_keeps_the_file_that_was_there(store, places, tmp_path, name, write):
    path = tmp_path / "out" / name
    path.parent.mkdir()
    path.write_bytes(b"the file of yesterday")

    def out_of_room(work):
        with no_room_for_files():
            write(work, path)

    with pytest.raises(Exception):  # noqa: B017, PT011  OSError, or what the store makes of it
        store.read(out_of_room)
    gc.collect()
    assert path.read_bytes() == b"the file of yesterday"
    assert [one.name for one in path.parent.iterdir() if one.suffix == ".part"] == []
    store.read(lambda work: write(work, path))
    assert path.read_bytes() != b"the file of yesterday"

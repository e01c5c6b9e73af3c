"""A disk that is really full: a small file system in memory, where one may be mounted."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import func, select

from core.store import SampleKey, create_store, open_store, problems
from core.store.rebuild import differences


def test_what_was_saved_stays_and_work_goes_on(small_disk, author, tables):
    room, _ = tables
    ballast = small_disk / "outros-ficheiros"
    ballast.write_bytes(bytes(2 << 20))
    store, _ = create_store(small_disk / "loja", unlock=SampleKey(), author=author)
    said = []

    def add(size):
        store.write_now(lambda work: work.add(room(scope="g", name="a", picture=bytes(size))))
        said.append(size)

    def add_for_ever():
        while True:
            add(60_000)

    with pytest.raises(problems.DiskFull):
        add_for_ever()
    saved = len(said)
    with pytest.raises(problems.DiskFull):
        store.files.seal(io.BytesIO(bytes(4 << 20)), media_type="x/y", name="x")
    with pytest.raises(problems.DiskFull):
        store.backup_now()
    assert store.read(lambda work: work.scalar(select(func.count()).select_from(room))) == saved
    ballast.unlink()
    add(60_000)
    store.close()
    with open_store(small_disk / "loja", unlock=SampleKey(), author=author) as again:
        count = again.read(lambda work: work.scalar(select(func.count()).select_from(room)))
        assert count == saved + 1
        assert again.read(differences) == []

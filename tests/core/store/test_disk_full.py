"""A disk that is really full: a small file system in memory, where one may be mounted."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from core.store import SampleKey, create_store, open_store, problems
from core.store.rebuild import differences


@pytest.fixture
def small_disk(tmp_path):
    """A folder with 6 MiB of room."""
    if not sys.platform.startswith("linux") or shutil.which("mount") is None:
        pytest.skip("needs mount")
    folder = tmp_path / "disco"
    folder.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a file system here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


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

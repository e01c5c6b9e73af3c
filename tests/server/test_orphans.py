"""Files that no row speaks of go after a day; all others stay."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from core.store.clock import SystemClock
from sync.server.app import make_site
from sync.server.tables import StoredFile
from sync.server.upkeep import drop_orphans
from tests.server.centres import config_for

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=3)


@pytest.fixture
def site(tmp_path):
    made = make_site(
        config_for(tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}"), clock=SystemClock()
    )
    yield made
    made.engine.dispose()


def kept(site, content, *, since=LONG_AGO):
    sha256 = hashlib.sha256(content).hexdigest()
    source = site.config.folder / "one"
    source.write_bytes(content)
    site.blobs.keep(sha256, source)
    path = site.config.files_folder / sha256[:2] / sha256
    os.utime(path, (since.timestamp(),) * 2)
    return sha256


def test_only_what_nobody_speaks_of_for_a_day_goes(site):
    orphan, spoken, fresh = kept(site, b"a"), kept(site, b"b"), kept(site, b"c", since=NOW)
    with site.engine.begin() as connection:
        connection.execute(insert(StoredFile).values(sha256=spoken, size=1, stored_at=NOW))
    assert drop_orphans(site.engine, site.blobs, at=NOW) == 1
    assert site.blobs.size(orphan) is None
    assert site.blobs.size(spoken) == 1
    assert site.blobs.size(fresh) == 1
    assert drop_orphans(site.engine, site.blobs, at=NOW) == 0


def test_what_came_again_in_the_meantime_stays(site):
    again = kept(site, b"a")
    before = LONG_AGO + timedelta(days=1)
    kept(site, b"a", since=NOW)
    assert not site.blobs.erase_old(again, before=before.timestamp())
    assert site.blobs.size(again) == 1


def test_a_file_that_lies_here_already_counts_from_when_it_came_last(site):
    sha256 = kept(site, b"a")
    source = site.config.folder / "two"
    source.write_bytes(b"a")
    os.utime(source, (LONG_AGO.timestamp(),) * 2)
    site.blobs.keep(sha256, source)
    assert drop_orphans(site.engine, site.blobs, at=NOW) == 0
    assert site.blobs.size(sha256) == 1


def test_a_kill_while_one_is_looked_at_loses_nothing(site):
    sha256 = kept(site, b"a", since=NOW)
    path = site.config.files_folder / sha256[:2] / sha256
    path.replace(path.with_name(f"{sha256}.old"))
    assert drop_orphans(site.engine, site.blobs, at=NOW) == 0
    assert site.blobs.size(sha256) == 1
    assert [one.name for one in path.parent.iterdir()] == [sha256]

"""Backup and restore of a working centre, on PostgreSQL (pg_dump) and on SQLite."""

from __future__ import annotations

import pytest

from sync.server.copies import make_copy, put_back
from sync.server.devices import audit_trail, list_devices
from sync.server.problems import CopyFailed
from tests.server.centres import CentreProcess, config_for, enrolled, exchange, put, seen
from tests.server.postgres import tools

both = pytest.mark.parametrize("database", ["postgresql", "sqlite"], indirect=True)


@pytest.fixture
def copied(database, tmp_path, monkeypatch):
    """A centre with a copy made while it works, and what came before and after."""
    if database.startswith("postgresql"):
        monkeypatch.setenv("TERRENO_POSTGRES_TOOLS", str(tools()))
    config = config_for(tmp_path / "centro", database, keep_free=1)
    copy = tmp_path / "central.copy"
    with CentreProcess(config) as centre:
        one = enrolled(centre)
        early = put(one, name="Antes")
        exchange(one)
        make_copy(config, copy)
        late = put(one, name="Depois")
        exchange(one)
    return config, copy, one, early, late


@both
def test_a_restored_centre_gets_back_what_came_after_the_copy(copied):
    from datetime import UTC, datetime

    config, copy, one, early, late = copied
    put_back(config, copy, at=datetime.now(UTC))
    with CentreProcess(config) as centre:
        assert centre.get("/health")[1]["status"] == "ok"
        with centre.database() as connection:
            assert len(list_devices(connection)) == 1
            assert audit_trail(connection)[0].action == "centre.restored"
        exchange(one)
        fresh = enrolled(centre)
        exchange(fresh)
        assert (seen(fresh, early), seen(fresh, late)) == ("Antes", "Depois")


@both
def test_a_copy_that_is_cut_short_changes_nothing(copied):
    from datetime import UTC, datetime

    config, copy, one, _early, late = copied
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CopyFailed):
        put_back(config, copy, at=datetime.now(UTC))
    with CentreProcess(config) as centre:
        assert exchange(one).pushed == 0
        fresh = enrolled(centre)
        exchange(fresh)
        assert seen(fresh, late) == "Depois"

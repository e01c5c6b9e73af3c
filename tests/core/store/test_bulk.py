"""Many rows at once are captured like rows one by one."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from core.inventory import Facility, Provider
from core.store import Change, insert_all, new_id, problems
from core.store.changes import change_id, digest_of
from core.store.rebuild import differences


@pytest.fixture
def filled(store):
    provider = new_id()
    rows = [
        {
            "id": new_id(), "scope": "1312", "provider_id": provider,
            "name": f'Lar "{number}" \\ ç\n\t\x7f', "latitude": 41.1, "longitude": -8,
            "accessibility": ["rampa", "ção"], "attributes": {"b": 1.5, "a": None},
        }
        for number in range(2500)
    ]  # fmt: skip

    def add(work):
        insert_all(work, Provider, [{"id": provider, "scope": "1312", "name": "P"}])
        return insert_all(work, Facility, rows)

    assert store.write_now(add) == 2500
    return store


def test_the_log_tells_the_same_as_the_table(filled):
    assert filled.read(differences) == []


def test_ids_and_digests_are_those_of_any_change(filled):
    def check(work):
        changes = work.scalars(select(Change)).all()
        for one in changes:
            assert one.id == change_id(one.transaction_id, one.ordinal)
            assert one.digest == digest_of(
                id=one.id, entity=one.entity, entity_id=one.entity_id, field=one.field,
                value=one.value, parents=one.parents, author=one.author, device=one.device,
                scope=one.scope, hlc=one.hlc, transaction_id=one.transaction_id,
            )  # fmt: skip
        return len({one.ordinal for one in changes}) == len(changes) == 2 + 2500 * 7

    assert filled.read(check)


def test_listeners_hear_of_every_row(store):
    heard = []
    end = store.subscribe(heard.append)
    identity = new_id()
    store.write_now(
        lambda work: insert_all(work, Provider, [{"id": identity, "scope": "g", "name": "P"}])
    )
    end()
    assert ("provider", identity) in heard[0].touched


def test_a_later_edit_knows_what_it_replaces(filled):
    def rename(work):
        row = work.scalars(select(Facility).limit(1)).one()
        row.name = "Outro"
        return row.id

    identity = filled.write_now(rename)

    def parents(work):
        return [
            len(one.parents)
            for one in work.scalars(
                select(Change).where(Change.entity_id == identity, Change.field == "name")
            )
        ]

    assert filled.read(parents) == [0, 1]
    assert filled.read(differences) == []


def test_a_failure_leaves_nothing(store):
    bad = [{"id": new_id(), "scope": "g", "name": "P"}, {"id": new_id(), "scope": "g"}]
    with pytest.raises(Exception, match="NOT NULL"):
        store.write_now(lambda work: insert_all(work, Provider, bad))
    assert store.read(lambda work: work.scalars(select(Change.number)).all()) == []
    # And the guard is up again.
    with pytest.raises(Exception, match="past the capture"):
        store.write_now(
            lambda work: work.connection().exec_driver_sql(
                "INSERT INTO provider (id, scope, name) VALUES (x'00', 'g', 'P')"
            )
        )


def test_a_full_disk_is_said_also_in_bulk(store):
    rows = [{"id": new_id(), "scope": "g", "name": "P" * 500} for _ in range(2000)]

    def go(work):
        raw = work.connection().connection.dbapi_connection
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count={pages + 3}")
        insert_all(work, Provider, rows)

    with pytest.raises(problems.DiskFull):
        store.write_now(go)
    assert store.read(lambda work: work.scalar(select(func.count()).select_from(Provider))) == 0

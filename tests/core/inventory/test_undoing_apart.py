"""Undoing where changes came from another laptop meanwhile: by cause, not by order of arrival."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import select

from core.inventory import Provider, add_provider, edit, merge, split
from core.store import Author, SampleKey, create_store
from sync.protocol.operations import COLUMNS, operation_of
from sync.replica.incoming import take_in

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def operations(store):
    rows = store.read(lambda work: work.execute(select(*COLUMNS)).mappings().all())
    return [operation_of(row) for row in rows]


def hand_over(to, told):
    to.write_now(lambda work: take_in(work.connection(), told, here=()))


@pytest.fixture
def two(tmp_path):
    made = []
    for name in ("a", "b"):
        author = Author(uuid4(), uuid4())
        store, _ = create_store(tmp_path / name, unlock=SampleKey(), author=author)
        made.append(store)
    yield made
    for store in made:
        store.close()


def test_a_split_brings_back_what_showed_before_the_merge(two):
    """The colleague's older name arrives last: it never showed, and does not after the split."""
    here, there = two
    kept = here.write_now(lambda work: add_provider(work, name="Alfa", municipality="1306"))
    gone = here.write_now(lambda work: add_provider(work, name="Alpha", municipality="1306"))
    hand_over(there, operations(here))
    rename(there, gone, "Nome antigo da colega")
    rename(here, gone, "Nome novo")
    hand_over(here, operations(there))
    assert name_of(here, gone) == "Nome novo"
    joined = here.write_now(lambda work: merge(work, entity="provider", kept_id=kept, gone_id=gone))
    assert name_of(here, gone) is None
    here.write_now(lambda work: split(work, merge_id=joined, at=NOW))
    assert name_of(here, gone) == "Nome novo"


def rename(store, provider, name):
    store.write_now(
        lambda work: edit(work, entity="provider", entity_id=provider, changes={"name": name})
    )


def name_of(store, provider):
    return store.read(
        lambda work: work.scalar(select(Provider.name).where(Provider.id == provider))
    )

"""A store whose first changes were written under an id that was not kept is let in with them."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import select

from core.people import add_technician, this_is_me
from core.store import Author, SampleKey, create_store
from core.store.changes import Change
from sync.protocol.operations import COLUMNS, operation_of, true_digest
from sync.replica.adopting import adopt_phantoms
from tests.builders import NOW


def test_the_first_changes_of_a_store_are_by_the_device_that_it_keeps(tmp_path):
    author = Author(uuid4(), uuid4())
    store, _ = create_store(tmp_path / "loja", unlock=SampleKey(), author=author, first=introduce)
    with store:
        assert devices(store) == {author.device_id}


def test_what_an_older_version_wrote_is_adopted_whole_and_once(tmp_path):
    before = Author(uuid4(), UUID(int=0))  # as one that nobody registered
    store, _ = create_store(tmp_path / "loja", unlock=SampleKey(), author=before)
    with store:
        me = store.write_now(introduce)
        store.set_author(Author(me.technician.id, me.device_id))
        assert devices(store) == {UUID(int=0)}
        adopted = store.write_now(lambda work: adopt_phantoms(work.connection(), me.device_id))
        assert adopted > 0
        assert devices(store) == {me.device_id}
        rows = store.read(lambda work: work.execute(select(*COLUMNS)).mappings().all())
        assert all(one.digest == true_digest(one) for one in map(operation_of, rows))
        again = store.write_now(lambda work: adopt_phantoms(work.connection(), me.device_id))
        assert again == 0


def introduce(work):
    ana = add_technician(work, name="Ana", municipality="1304")
    return this_is_me(work, technician_id=ana, device_name="portátil", at=NOW)


def devices(store):
    return set(store.read(lambda work: work.scalars(select(Change.device)).all()))

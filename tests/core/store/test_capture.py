"""The change log: nothing is written without it, and the tables come out of it again."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from core.store import (
    Base,
    Change,
    FieldHead,
    SampleKey,
    Synced,
    create_store,
    history,
    new_id,
    problems,
    replaying,
    resolving,
    unguarded,
)
from core.store.changes import digest_of, revived
from core.store.mapping import _prepare_synced
from core.store.rebuild import differences, rows_from_log, rows_from_tables


class Stamped(Synced, Base):
    """A table whose values come from its own defaults."""

    __tablename__ = "test_stamped"

    kind: Mapped[str] = mapped_column(default="new")


def put(store, row):
    def verb(work):
        work.add(row)
        work.flush()
        return row.id

    return store.write_now(verb)


def told(store, room_id, entity="test_room"):
    return store.read(lambda work: history(work, entity=entity, entity_id=room_id))


def test_an_insert_writes_each_field_that_has_a_value(store, tables, author):
    room, _ = tables
    room_id = put(store, room(scope="1312", name="Sala", area=3))
    changes = told(store, room_id)
    assert {(one.field, one.value) for one in changes} == {
        ("scope", "1312"), ("name", "Sala"), ("area", 3.0),
    }  # fmt: skip
    assert {one.parents for one in changes} == {()}
    assert {(one.author, one.device, one.scope) for one in changes} == {
        (author.technician_id, author.device_id, "1312")
    }
    assert len({one.transaction_id for one in changes}) == 1


def test_an_update_names_the_change_that_it_replaces(store, tables):
    room, _ = tables
    room_id = put(store, room(scope="1312", name="Sala"))

    def rename(work):
        found = work.get(room, room_id)
        found.name = "Refeitório"
        found.scope = "1312"

    store.write_now(rename)
    names = [one for one in told(store, room_id) if one.field == "name"]
    assert [one.value for one in names] == ["Sala", "Refeitório"]
    assert names[1].parents == (names[0].id,)
    assert names[1].hlc > names[0].hlc
    assert len(told(store, room_id)) == 3


def test_digests_hold(store, tables):
    put(store, tables[0](scope="1312", name="Sala"))

    def check(work):
        for one in work.scalars(select(Change)):
            fields = {name: getattr(one, name) for name in (
                "id", "entity", "entity_id", "field", "value", "parents", "author", "device",
                "scope", "hlc", "transaction_id",
            )}  # fmt: skip
            assert one.digest == digest_of(**fields)
            assert one.digest != digest_of(**fields | {"value": "0"})

    store.read(check)


@pytest.mark.parametrize(
    "past",
    [
        lambda room: insert(room).values(id=new_id(), scope="1312", name="x"),
        lambda room: update(room).values(name="x"),
        delete,
        lambda _: text("UPDATE test_room SET name = 'x'"),
        lambda _: text("INSERT OR REPLACE INTO test_room (id, scope, name) SELECT id, 'x', 'y' "
                       "FROM test_room"),
    ],
)  # fmt: skip
def test_a_write_past_the_capture_fails(store, tables, past):
    room, _ = tables
    room_id = put(store, room(scope="1312", name="Sala"))

    def verb(work):
        # Neither alone nor after an honest write in the same transaction.
        work.get(room, room_id).floor = 2
        work.flush()
        work.execute(past(room))

    with pytest.raises(problems.PastTheCapture):
        store.write_now(lambda work: work.execute(past(room)))
    with pytest.raises(problems.PastTheCapture):
        store.write_now(verb)
    assert store.read(differences) == []


def test_a_cascade_of_the_database_fails_too(store, tables):
    room, chair = tables
    room_id = put(store, room(scope="1312", name="Sala"))
    put(store, chair(scope="1312", room_id=room_id))

    def drop(work):
        work.delete(work.scalar(select(room)))

    store.write_now(drop)  # the relationship lets go of the chair first, and that is a change
    assert store.read(differences) == []
    assert store.read(lambda work: work.scalar(select(chair.room_id))) is None


def test_a_migration_may_write_in_so_many_words(store, tables):
    room, _ = tables
    put(store, room(scope="1312", name="Sala"))

    def verb(work):
        with unguarded(work.connection()):
            work.execute(text("UPDATE test_room SET floor = 1"))

    store.write_now(verb)
    with pytest.raises(problems.PastTheCapture):
        store.write_now(lambda work: work.execute(text("UPDATE test_room SET floor = 2")))


def test_a_savepoint_that_fails_leaves_neither_change_nor_permit(store, tables):
    room, _ = tables
    room_id = put(store, room(scope="1312", name="Sala"))

    def verb(work):
        with pytest.raises(IntegrityError), work.begin_nested():
            work.add_all([room(scope="1312", name="nova"), room(scope="1312", name=None)])
        work.add(room(scope="1312", name="outra"))

    def twice(work):
        work.add(room(id=room_id, scope="1312", name="Sala"))

    store.write_now(verb)
    assert store.read(differences) == []
    with pytest.raises(IntegrityError):
        store.write_now(twice)
    with pytest.raises(problems.PastTheCapture):
        store.write_now(lambda work: work.execute(delete(room)))


def test_a_default_is_logged_too(store):
    stamped_id = put(store, Stamped(scope="1312"))
    assert store.read(differences) == []
    kinds = [one.value for one in told(store, stamped_id, "test_stamped") if one.field == "kind"]
    assert kinds == ["new"]


def test_sql_as_a_value_is_refused(store, tables):
    room, _ = tables
    room_id = put(store, room(scope="1312", name="Sala", floor=1))

    def verb(work):
        work.get(room, room_id).floor = room.floor + 1

    with pytest.raises(TypeError):
        store.write_now(verb)


@pytest.mark.parametrize("filled", [{"server_default": "1"}, {"onupdate": 1}])
def test_a_column_that_fills_itself_is_refused(filled):
    table = Table("bad", MetaData(), Column("x", Integer, **filled))
    with pytest.raises(TypeError, match="synced column"):
        _prepare_synced(table)


def test_a_row_deleted_and_made_again(store, tables):
    room, _ = tables
    room_id = put(store, room(scope="1312", name="Sala", floor=1))
    store.write_now(lambda work: work.delete(work.get(room, room_id)))
    assert told(store, room_id)[-1].field == "_deleted"
    assert store.read(rows_from_log) == {}
    put(store, room(id=room_id, scope="1312", name="Outra"))
    assert store.read(differences) == []
    assert json.loads(store.read(rows_from_log)["test_room", room_id]["name"]) == "Outra"


def test_a_decision_replaces_all_heads_and_an_edit_only_the_shown_one(store, tables):
    room, _ = tables
    room_id = put(store, room(scope="1312", name="Sala"))
    other = new_id()

    def a_rival(work):
        work.add(FieldHead(entity="test_room", entity_id=room_id, field="name",
                           change_id=other, shown=False))  # fmt: skip

    def rename(name):
        def verb(work):
            work.get(room, room_id).name = name

        return verb

    store.write_now(a_rival)
    store.write_now(rename("b"))
    assert other not in told(store, room_id)[-1].parents

    def decide(work):
        with resolving(work):
            rename("c")(work)

    store.write_now(decide)
    assert other in told(store, room_id)[-1].parents
    heads = store.read(lambda work: work.execute(
        select(FieldHead.change_id).where(FieldHead.field == "name")).all())  # fmt: skip
    assert len(heads) == 1


def test_replayed_rows_write_no_change_of_their_own(store, tables):
    room, _ = tables

    def verb(work):
        with replaying(work):
            work.add(room(scope="1312", name="de outro portátil"))

    store.write_now(verb)
    assert store.read(rows_from_log) == {}
    assert len(store.read(rows_from_tables)) == 1


def test_every_kind_of_value_comes_back(store, tables):
    room, _ = tables
    given_values = {
        "area": 2.5, "price": Decimal("10.10"), "open": True, "since": date(2026, 1, 31),
        "seen_at": datetime(2026, 1, 31, 9, 30, 0, 123456, tzinfo=UTC), "owner": UUID(int=5),
        "picture": b"\0\1", "facts": {"b": [1, None], "a": "é"},
    }  # fmt: skip
    room_id = put(store, room(scope="1312", name="Sala", **given_values))
    fields = store.read(rows_from_log)["test_room", room_id]
    for name, value in given_values.items():
        assert revived(fields[name], type(value)) == value
        assert store.read(lambda work: getattr(work.get(room, room_id), name)) == value  # noqa: B023


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
values = st.fixed_dictionaries(
    {"name": words},
    optional={
        "floor": st.none() | st.integers(-(2**40), 2**40),
        "area": st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-9, 9),
        "open": st.none() | st.booleans(),
        "price": st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=2),
        "since": st.none() | st.dates(),
        "seen_at": st.none() | st.datetimes(timezones=st.just(UTC)),
        "picture": st.none() | st.binary(max_size=8),
        "facts": st.none() | st.dictionaries(words, st.integers() | words, max_size=3),
        "scope": st.sampled_from(["1312", "1308", "global"]),
    },
)
steps = st.lists(
    st.tuples(st.sampled_from(["put", "change", "drop"]), st.integers(0, 3), values), max_size=12
)


@given(transactions=st.lists(steps, max_size=5))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_tables_come_out_of_the_log(tables, author, transactions):
    room, _ = tables

    def run(todo):
        def verb(work):
            for verb_name, number, fields in todo:
                room_id = UUID(int=number + 1)
                found = work.get(room, room_id)
                if verb_name == "drop" and found:
                    work.delete(found)
                elif found:
                    for name, value in fields.items():
                        setattr(found, name, value)
                elif verb_name == "put":
                    work.add(room(**{"id": room_id, "scope": "1312"} | fields))
                work.flush()

        return verb

    with tempfile.TemporaryDirectory() as folder:
        store, _ = create_store(Path(folder) / "s", unlock=SampleKey(), author=author)
        with store:
            for todo in transactions:
                store.write_now(run(todo))
            assert store.read(differences) == []
            assert store.read(rows_from_log) == store.read(rows_from_tables)

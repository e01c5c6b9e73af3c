"""The store as its rooms use it: write, read, be told, close, open again."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from sqlalchemy import func, select, text

from core.store import (
    MINE,
    SampleKey,
    create_store,
    home,
    problems,
    store_exists,
    store_folder,
    store_kind,
)
from core.store.problem_of import problem_of


def count(table):
    return lambda work: work.scalar(select(func.count()).select_from(table))


def a_room(room, **fields):
    return lambda work: work.add(room(scope="1312", **{"name": "Sala de convívio"} | fields))


def test_what_is_written_is_read_after_opening_again(store, reopen, tables):
    room, _ = tables
    store.write_now(a_room(room))
    store.close()
    assert reopen().read(lambda work: work.scalars(select(room.name)).all()) == ["Sala de convívio"]


def test_a_verb_that_fails_leaves_nothing(store, tables):
    room, _ = tables

    def fails(work):
        work.add(room(scope="1312", name="a"))
        work.flush()
        raise LookupError

    with pytest.raises(LookupError):
        store.write_now(fails)
    assert store.read(count(room)) == 0
    assert store.read(lambda work: work.scalar(text("SELECT count(*) FROM change"))) == 0
    store.write_now(a_room(room))
    assert store.read(count(room)) == 1


def test_listeners_hear_what_was_touched_and_a_broken_one_harms_nobody(store, tables, caplog):
    room, _ = tables
    heard = []

    def broken(committed):
        raise ZeroDivisionError

    store.subscribe(broken)
    end = store.subscribe(heard.append)
    store.write_now(a_room(room))
    (one,) = heard
    assert {entity for entity, _ in one.touched} == {"test_room"}
    end()
    store.write_now(a_room(room))
    assert len(heard) == 1
    assert "listener" in caplog.text


def test_a_reader_sees_one_picture_while_another_writes(store, tables):
    room, _ = tables
    inside, go_on = threading.Event(), threading.Event()
    counts = []

    def reading():
        def verb(work):
            counts.append(count(room)(work))
            inside.set()
            assert go_on.wait(20)
            counts.append(count(room)(work))

        store.read(verb)

    thread = threading.Thread(target=reading)
    thread.start()
    assert inside.wait(20)
    store.write_now(a_room(room))
    go_on.set()
    thread.join()
    assert counts == [0, 0]
    assert store.read(count(room)) == 1


def test_readers_cannot_write(store):
    with pytest.raises(problems.DiskRefuses):
        store.read(lambda work: work.execute(text("DELETE FROM change")))


def test_one_process_at_a_time(store, reopen):
    with pytest.raises(problems.StoreInUse):
        reopen()


def test_after_close_nothing_is_taken(store, tables):
    store.close()
    store.close()
    with pytest.raises(problems.StoreClosed):
        store.write(a_room(tables[0]))
    with pytest.raises(problems.StoreClosed):
        store.read(count(tables[0]))


def test_a_new_store_never_replaces_one(store, folder, author):
    store.close()
    with pytest.raises(problems.StoreExists):
        create_store(folder, unlock=SampleKey(), author=author)
    assert store_exists(folder)
    assert store_kind(folder) == {"sample"}


def test_missing_store(reopen):
    with pytest.raises(problems.StoreMissing):
        reopen()


def test_nothing_is_readable_in_the_files(store, folder, tables):
    store.write_now(a_room(tables[0], name="MARIA-DAS-DORES"))
    written = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "terreno.db-wal" and path.stat().st_size for path in written)
    for path in written:
        assert b"MARIA" not in path.read_bytes()
        assert b"SQLite format" not in path.read_bytes()


def test_a_full_disk_is_said_and_the_store_goes_on(store, tables):
    room, _ = tables
    store.write_now(a_room(room))
    store.write_now(lambda work: work.execute(text("PRAGMA max_page_count=1")))
    pages = store.read(lambda work: work.scalar(text("PRAGMA page_count")))
    assert pages > 1
    with pytest.raises(problems.DiskFull):
        store.write_now(a_room(room, picture=bytes(300_000)))
    assert store.read(count(room)) == 1
    store.write_now(lambda work: work.execute(text("PRAGMA max_page_count=1000000")))
    store.write_now(a_room(room, picture=bytes(300_000)))
    assert store.read(count(room)) == 2


def test_a_broken_file_is_found_after_a_bad_end(store, folder, reopen, tables):
    store.write_now(a_room(tables[0], picture=bytes(50_000)))
    store.close()
    with (folder / "terreno.db").open("rb+") as file:
        file.seek(20_000)
        file.write(b"x" * 100)
    (folder / "terreno.lock").write_bytes(b"open")
    with pytest.raises(problems.StoreDamaged):
        reopen()


def test_an_unclean_end_is_known(store, folder, reopen):
    store.close()
    assert not reopen().was_interrupted
    reopen_lock = folder / "terreno.lock"
    assert reopen_lock.read_bytes() == b"open"


def test_home_is_where_the_environment_says(tmp_path):
    env = {"TERRENO_HOME": str(tmp_path)}
    assert home(env) == tmp_path
    assert store_folder(env) == tmp_path / "stores" / MINE
    assert home({}).name == "Terreno"


def test_unknown_errors_are_not_dressed_up():
    assert problem_of(ValueError("x")) is None


def test_every_problem_has_its_sentences():
    for each in vars(problems).values():
        if isinstance(each, type) and issubclass(each, problems.Problem):
            if each is problems.Problem:
                continue
            names = ("folder", "detail", "least", "way", "sha256", "why", "name", "count")
            context = dict.fromkeys(names, "x")
            assert each(**context).sentence("pt").happened
            assert each(**context).sentence("en").happened


def test_import_stays_light():
    code = (
        "import sys, core.store; print([m for m in sys.modules if m.split('.')[0] in "
        "('alembic', 'argon2', 'cryptography', 'sqlcipher3', 'keyring', 'platformdirs')])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"

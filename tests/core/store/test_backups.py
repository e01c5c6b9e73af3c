"""Backups while work goes on, and the way back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.store import SampleKey, problems, restore_backup
from core.store.rebuild import differences


def names(store, room):
    return sorted(store.read(lambda work: work.scalars(select(room.name)).all()))


def add(store, room, name):
    store.write_now(lambda work: work.add(room(scope="g", name=name)))


def test_back_to_a_backup_and_forth(store, folder, reopen, tables, clock):
    room, _ = tables
    add(store, room, "antes")
    backup = store.backup_now()
    assert b"SQLite" not in backup.path.read_bytes()
    add(store, room, "depois")
    with pytest.raises(problems.StoreInUse):
        restore_backup(folder, backup, SampleKey(), clock=clock)
    store.close()
    aside = restore_backup(folder, backup, SampleKey(), clock=clock)
    assert (aside / "terreno.db").stat().st_size > 0
    again = reopen()
    assert names(again, room) == ["antes"]
    add(again, room, "outra vez")
    assert again.read(differences) == []


def test_a_lost_vault_comes_back_with_the_backup(store, folder, reopen, clock, tables):
    add(store, tables[0], "a")
    backup = store.backup_now()
    store.close()
    (folder / "vault.json").unlink()
    (folder / "terreno.db").write_bytes(b"rubbish")
    restore_backup(folder, backup, SampleKey(), clock=clock)
    assert names(reopen(), tables[0]) == ["a"]


def test_a_damaged_backup_replaces_nothing(store, folder, reopen, clock, tables):
    add(store, tables[0], "a")
    backup = store.backup_now()
    store.close()
    data = bytearray(backup.path.read_bytes())
    data[5000] ^= 1
    backup.path.write_bytes(bytes(data))
    with pytest.raises(problems.StoreDamaged):
        restore_backup(folder, backup, SampleKey(), clock=clock)
    assert names(reopen(), tables[0]) == ["a"]


def test_once_a_day_and_the_oldest_go(store, reopen, clock):
    store.close()
    for _ in range(9):
        clock.forward(hours=25)
        again = reopen()
        again._backing[0].join()
        assert again.backup_problem is None
        again.close()
    clock.forward(hours=5)
    last = reopen()
    assert last._backing is None
    assert [one.kind for one in last.backups()] == ["daily"] * 7
    assert len(list((last.folder / "backups").iterdir())) == 14


def test_closing_does_not_wait_for_a_backup(store, reopen, clock, tables):
    add(store, tables[0], "a")
    store.close()
    clock.forward(days=2)
    again = reopen()
    again.close()
    assert not again._backing[0].is_alive()
    assert not list((again.folder / "backups").glob("*.part"))


def test_a_full_disk_fails_the_backup_only(store, monkeypatch, clock, tables):
    def refuse(_path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.store.backups.sync_file", refuse)
    with pytest.raises(problems.DiskFull):
        store.backup_now()
    assert list((store.folder / "backups").iterdir()) == []
    add(store, tables[0], "a")


def test_the_daily_backup_is_made_while_the_store_stays_open(store, reopen, tables, clock):
    store.close()
    again = reopen()
    before = len(again.backups())
    clock.forward(days=1, hours=1)
    add(again, tables[0], "um dia depois")
    again._backing[0].join()
    assert len(again.backups()) == before + 1


def test_who_only_looks_leaves_the_mark_of_a_sudden_end(store, reopen):
    store.keep_mark = True
    store.close()
    looked = reopen()
    assert looked.was_interrupted
    looked.keep_mark = looked.was_interrupted
    looked.close()
    assert reopen().was_interrupted

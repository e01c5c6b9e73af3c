"""Everything copied to another disk, and brought back from it on another computer."""

from __future__ import annotations

import io
import shutil

import pytest
from sqlalchemy import select

from core.store import (
    SampleKey,
    attach,
    is_full_copy,
    open_store,
    problems,
    restore_everything,
)
from core.store.copy_manifest import NAME, read_manifest


def fill(store, room, *, name, size=200_000):
    """A row and a sealed file that the store speaks of; the file's SHA-256."""
    sealed = store.files.seal(
        io.BytesIO(name.encode() * size), media_type="video/mp4", name=f"{name}.mp4"
    )

    def verb(work):
        work.add(room(scope="g", name=name))
        attach(work, sealed, sealed.name, scope="g")

    store.write_now(verb)
    return sealed.sha256


def names(store, room):
    return sorted(store.read(lambda work: work.scalars(select(room.name)).all()))


@pytest.fixture
def stick(tmp_path):
    made = tmp_path / "pen"
    made.mkdir()
    return made


def elsewhere(tmp_path, copy, author):
    folder = tmp_path / "outro-computador" / "meu"
    restored = restore_everything(folder, copy, SampleKey())
    return restored, open_store(folder, unlock=SampleKey(), author=author)


def test_another_computer_has_everything(store, tables, stick, tmp_path, author):
    first, second = fill(store, tables[0], name="um"), fill(store, tables[0], name="dois")
    (store.folder / "recordings" / "x").mkdir()
    (store.folder / "recordings" / "x" / "1.seg").write_bytes(b"por selar")
    told = []
    made = store.copy_to(stick, on_progress=told.append)
    assert told[-1] == 1.0
    assert made.files == made.fresh == 5
    assert b"SQLite format" not in b"".join(p.read_bytes() for p in made.folder.glob("*.db"))
    assert is_full_copy(made.folder)
    assert is_full_copy(made.folder / NAME)
    restored, again = elsewhere(tmp_path, made.folder, author)
    with again:
        assert (restored.aside, restored.left_out) == (None, ())
        assert names(again, tables[0]) == ["dois", "um"]
        assert again.files.check() == []
        assert again.files.has(first)
        assert again.files.has(second)
    unsealed = tmp_path / "outro-computador" / "meu" / "recordings" / "x" / "1.seg"
    assert unsealed.read_bytes() == b"por selar"


def test_the_second_time_only_what_is_new_travels(store, tables, stick, clock):
    fill(store, tables[0], name="um")
    store.copy_to(stick)
    fill(store, tables[0], name="dois")
    clock.forward(hours=1)
    made = store.copy_to(stick)
    assert made.fresh == 3  # the new file, the database, the keys
    assert len(list(made.folder.glob("terreno-*.db"))) == 1


def test_a_copy_that_went_bad_is_found_and_mended(store, tables, stick, clock, tmp_path, author):
    bad, good = fill(store, tables[0], name="um"), fill(store, tables[0], name="dois")
    made = store.copy_to(stick)
    path = made.folder / "files" / bad[:2] / bad
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    restored, again = elsewhere(tmp_path, made.folder, author)
    with again:
        assert restored.left_out == (f"files/{bad[:2]}/{bad}",)
        assert [one.sha256 for one in again.files.check()] == [bad]
        assert again.files.has(good)
    clock.forward(hours=1)
    assert store.copy_to(stick).fresh == 3
    shutil.rmtree(tmp_path / "outro-computador")
    restored, again = elsewhere(tmp_path, made.folder, author)
    with again:
        assert again.files.check() == []


class Pulled(Exception):
    """The person cancelled, or pulled the stick out."""


def pull_after(fraction):
    def told(done):
        if done > fraction:
            raise Pulled

    return told


def test_a_copy_cut_short_is_no_copy_and_is_gone_on_with(store, tables, stick, tmp_path):
    for name in ("um", "dois", "três"):
        fill(store, tables[0], name=name)
    with pytest.raises(Pulled):
        store.copy_to(stick, on_progress=pull_after(0.6))
    (folder,) = stick.iterdir()
    assert not list(folder.rglob("*.part"))
    with pytest.raises(problems.CopyUnusable):
        restore_everything(tmp_path / "novo", folder, SampleKey())
    assert not (tmp_path / "novo").exists()
    assert store.copy_to(stick).fresh < 5


def test_an_earlier_copy_stands_until_the_next_is_whole(
    store, tables, stick, clock, tmp_path, author
):
    fill(store, tables[0], name="um")
    made = store.copy_to(stick)
    before = read_manifest(made.folder)
    fill(store, tables[0], name="dois")
    clock.forward(hours=1)
    with pytest.raises(Pulled):
        store.copy_to(stick, on_progress=pull_after(0.7))
    assert read_manifest(made.folder) == before
    _, again = elsewhere(tmp_path, made.folder, author)
    with again:
        assert names(again, tables[0]) == ["um"]
        assert again.files.check() == []


def test_what_stood_there_is_put_beside(store, tables, folder, stick, reopen, clock):
    fill(store, tables[0], name="um")
    made = store.copy_to(stick)
    fill(store, tables[0], name="dois")
    with pytest.raises(problems.StoreInUse):
        restore_everything(folder, made.folder, SampleKey())
    assert names(store, tables[0]) == ["dois", "um"]
    store.close()
    restored = restore_everything(folder, made.folder, SampleKey(), clock=clock)
    assert (restored.aside / "terreno.db").is_file()
    again = reopen()
    assert names(again, tables[0]) == ["um"]
    assert again.files.check() == []


def test_a_manifest_that_leads_elsewhere_is_refused(store, stick, tmp_path):
    made = store.copy_to(stick)
    text = (made.folder / NAME).read_text()
    (made.folder / NAME).write_text(text.replace('"terreno-', '"../terreno-'))
    with pytest.raises(problems.CopyUnusable):
        restore_everything(tmp_path / "novo", made.folder, SampleKey())


def test_never_into_the_store_itself(store):
    with pytest.raises(problems.CopyInside):
        store.copy_to(store.folder / "backups")


def test_a_full_disk_is_said_before_and_keeps_the_earlier_copy(
    store, tables, small_disk, clock, tmp_path, author
):
    store.folder.joinpath("outro").mkdir()
    fill(store, tables[0], name="um", size=20_000)
    try:
        made = store.copy_to(small_disk)
    except problems.CopyNeedsRoom:
        pytest.skip("not even the database fits on the small disk")
    fill(store, tables[0], name="grande", size=2 << 20)
    clock.forward(hours=1)
    with pytest.raises(problems.CopyNeedsRoom):
        store.copy_to(small_disk)
    assert not list(made.folder.rglob("*.part"))
    _, again = elsewhere(tmp_path, made.folder, author)
    with again:
        assert names(again, tables[0]) == ["um"]


def test_a_disk_that_fills_up_on_the_way_is_said(store, tables, stick, monkeypatch):
    fill(store, tables[0], name="um")

    def full(*_args, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.store.full_copy.copy_file", full)
    with pytest.raises(problems.CopyNeedsRoom):
        store.copy_to(stick)
    monkeypatch.undo()
    store.copy_to(stick)

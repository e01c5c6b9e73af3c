"""Everything copied to another disk, and brought back from it on another computer."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

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
from core.store.attachments import sealed_names
from core.store.copy_manifest import NAME, read_manifest
from core.store.engines import connect_raw
from core.store.full_copy import copy_everything


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


class SealingMeanwhile:
    """A connection that does something else as soon as the database was copied, or before."""

    def __init__(self, raw, *, before=lambda: None, after=lambda: None):
        self._raw, self._before, self._after = raw, before, after

    def execute(self, *said):
        self._before()
        got = self._raw.execute(*said)
        self._after()
        return got


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_segment_that_is_sealed_during_the_copy_is_in_it(
    store, stick, tmp_path, author, clock, when
):
    part = store.folder / "recordings" / "r" / "1.seg"
    part.parent.mkdir()
    part.write_bytes(b"visita" * 1000)
    hashes = []

    def seal():
        if not part.exists():
            return
        sealed = store.files.seal(part, media_type="video/mp4", name="1.mp4")
        store.write_now(lambda work: attach(work, sealed, sealed.name, scope="g"))
        part.unlink()
        hashes.append(sealed.sha256)

    raw = connect_raw(store._layout.database, store._vault.key)
    made = copy_everything(
        SealingMeanwhile(raw, **{when: seal}), store._layout, stick,
        vault=store._vault, at=clock.now(),
    )  # fmt: skip
    raw.close()
    folder = tmp_path / "outro" / "meu"
    restored = restore_everything(folder, made.folder, SampleKey())
    assert restored.left_out == ()
    with open_store(folder, unlock=SampleKey(), author=author) as again:
        spoken = hashes[0] in again.read(sealed_names)
        assert not spoken or again.files.has(hashes[0])
    assert spoken or (folder / "recordings" / "r" / "1.seg").exists()


def test_an_unsealed_segment_that_goes_meanwhile_stops_nothing(store, stick):
    for name in ("1.seg", "2.seg"):
        part = store.folder / "recordings" / "r" / name
        part.parent.mkdir(exist_ok=True)
        part.write_bytes(b"visita" * 300_000)

    def told(_fraction):
        part.unlink(missing_ok=True)

    made = store.copy_to(stick, on_progress=told)
    assert [one.path for one in read_manifest(made.folder).files if ".seg" in one.path] == [
        "recordings/r/1.seg"
    ]


def test_a_recording_that_changed_in_place_travels_again(store, stick):
    part = store.folder / "recordings" / "r" / "1.seg"
    part.parent.mkdir()
    part.write_bytes(b"a" * 1000)
    store.copy_to(stick)
    part.write_bytes(b"b" * 1000)  # repaired in place: as long as before
    made = store.copy_to(stick)
    assert (made.folder / "recordings" / "r" / "1.seg").read_bytes() == b"b" * 1000


def test_one_file_that_cannot_be_read_does_not_stop_the_way_back(store, tables, stick, tmp_path):
    sha256 = fill(store, tables[0], name="um")
    made = store.copy_to(stick)
    bad = made.folder / "files" / sha256[:2] / sha256
    bad.unlink()
    bad.mkdir()  # to read it is an error, as with a bad sector
    restored = restore_everything(tmp_path / "outro" / "meu", made.folder, SampleKey())
    assert restored.left_out == (f"files/{sha256[:2]}/{sha256}",)


def test_a_restoration_that_fails_at_the_last_step_leaves_the_store_as_it_was(
    store, stick, monkeypatch
):
    made = store.copy_to(stick)
    folder, real = store.folder, Path.rename
    store.close()

    def rename(self, target):
        if self.name.endswith(".a-repor"):
            raise PermissionError(13, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(problems.DiskRefuses):
        restore_everything(folder, made.folder, SampleKey())
    assert (folder / "vault.json").exists()
    assert not list(folder.parent.glob("*posto-de-lado*"))

"""Bundles with files: real stores, a real centre that goes on serving, the commands."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from core.cli import run as run_verbs
from core.people import withdraw_consent
from core.store.attachments import Attachment
from core.store.clock import SystemClock
from core.visits.evidence import Evidence
from sync.bundle.choice import Files
from sync.bundle.container import read_header
from sync.bundle.parts import part_path
from sync.bundle.problems import BundleCut, NoSuchRecipient, SenderRevoked
from sync.centre.service import Centre
from sync.commands import rooms
from sync.replica import bundles, packing
from sync.replica.bundles import Stopped, make_bundle, recipients, show_bundle, take_bundle
from sync.server.blobs import FolderBlobs, Incoming
from sync.server.bundles import take_in_bundle, write_answer
from sync.server.database import open_engine
from sync.server.devices import revoke
from tests.server.centres import CentreProcess, config_for
from tests.server.file_laptops import FileLaptop


@pytest.fixture
def centre(tmp_path):
    config = config_for(tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}")
    with config.file.open("a") as file:
        file.write("a_minute = 1000000\nlogins_a_minute = 1000000\n")
    with CentreProcess(config) as running:
        yield running


@pytest.fixture
def laptops(centre, tmp_path):
    made = []

    def make(**rest):
        made.append(FileLaptop(centre, tmp_path / f"store-{len(made)}", **rest))
        made[-1].change()
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "pen"
    folder.mkdir()
    return folder


@pytest.fixture
def desk(centre):
    """The centre's side, as `terreno server bundle` has it."""
    engine = open_engine(centre.config.database)
    folder = centre.config.files_folder
    yield (
        Centre(engine, clock=SystemClock()), FolderBlobs(folder),
        Incoming(folder / "incoming", keep_free=0),
    )  # fmt: skip
    engine.dispose()


def now():
    return datetime.now(UTC)


def some(size, seed=1):
    return random.Random(seed).randbytes(size)


def export(laptop, path, *, to="centro", **rest):
    return make_bundle(laptop.store, path, to=to, at=now(), **rest)


def imported(laptop, path, **rest):
    return take_bundle(laptop.store, path, at=now(), **rest)


def name_of(laptop):
    return str(laptop.store.author.device_id)


def test_a_visit_goes_to_the_centre_by_stick_and_from_there_to_another(laptops, desk, stick):
    one, two = laptops(), laptops()
    one.visit()
    photos = [one.photo(some(size, size)) for size in (10, 70_000, 3_000_000)]
    made = export(one, stick / "a.terreno-pen")
    # Three photographs, and the file of the check-list.
    assert (made.files, made.stays) == (4, {})
    assert made.file_bytes > 3_070_010
    came = take_in_bundle(*desk, stick / "a.terreno-pen", at=now())
    assert (came.files.came, came.changes.refused) == (4, 0)
    assert came.changes.fresh > 0
    again = take_in_bundle(*desk, stick / "a.terreno-pen", at=now())
    assert (again.files.came, again.files.known, again.changes.fresh) == (0, 4, 0)

    answer = write_answer(*desk[:2], stick / "b.terreno-pen", to=name_of(one), at=now())
    assert answer.confirmed_files == 4
    taken = imported(one, stick / "b.terreno-pen")
    assert (taken.confirmed, taken.files) == (came.changes.fresh, 0)
    standing = one.standing()
    assert (standing.received, standing.waiting_up) == (4, 0)
    assert export(one, stick / "a.terreno-pen").files == 0

    write_answer(*desk[:2], stick / "c.terreno-pen", to=name_of(two), at=now())
    there = imported(two, stick / "c.terreno-pen")
    assert (there.files, there.file_bytes) == (4, made.file_bytes)
    assert all(two.store.files.has(one) for one in photos)
    outcome = two.run()
    assert (outcome.sent, outcome.fetched) == (0, 0)
    assert one.run().sent == 0


def test_what_may_not_leave_does_not(laptops, stick):
    one, two = laptops(), laptops()
    for each in (one, two):
        each.change()
    one.visit()
    photo = one.photo(b"imagem", kind="photo")
    one.recording(b"filme")
    made = export(one, stick / "a", to=name_of(two))
    assert (made.files, made.stays) == (2, {"no_consent": 1})
    consent = one.consent()
    assert export(one, stick / "a", to=name_of(two)).files == 3
    one.store.write_now(
        lambda work: withdraw_consent(work, consent_id=consent, at=now() - timedelta(minutes=1))
    )
    made = export(one, stick / "a", to=name_of(two))
    assert (made.files, made.stays) == (1, {"consent_ended": 2})
    imported(two, stick / "a")
    assert not two.store.files.has(photo)


def test_files_between_two_laptops_broken_off_and_taken_up_again(laptops, stick):
    one, two = laptops(), laptops()
    for each in (one, two):
        each.change()
    one.visit()
    photos = [one.photo(some(400_000, seed)) for seed in range(3)]
    export(one, stick / "a", to=name_of(two))

    def soon(done, _of):
        if done > 500_000:
            raise Stopped

    first = imported(two, stick / "a", told=soon)
    assert (first.stopped, first.files) == (True, 2)
    assert first.changes > 0
    second = imported(two, stick / "a")
    assert (second.files, second.files_known, second.changes) == (2, 2, 0)
    assert all(two.store.files.has(one) for one in photos)


def test_broken_off_while_it_is_written_nothing_stays(laptops, stick):
    one = laptops()
    one.visit()
    one.photo(some(3_000_000))

    def soon(done, _of):
        if done > 1_000_000:
            raise Stopped

    with pytest.raises(Stopped):
        export(one, stick / "a", told=soon)
    assert list(stick.iterdir()) == []


def test_files_are_chosen_and_fit_the_stick_the_rest_comes_first_next_time(
    laptops, stick, monkeypatch
):
    one, two = laptops(), laptops()
    for each in (one, two):
        each.change()
    one.visit()
    small, middle, large = (one.photo(some(size, size)) for size in (1_000, 30_000, 50_000))
    monkeypatch.setattr(packing, "SMALL", 40_000)
    to = name_of(two)
    made = export(one, stick / "a", to=to, which=Files.SMALL)
    assert (made.files, made.left, made.left_bytes) == (3, 1, 50_000)
    assert export(one, stick / "a", to=to, which=Files.NONE).files == 0
    only = export(one, stick / "a", to=to, only=(middle,))
    assert (only.files, only.file_bytes) == (1, 30_000)
    # What was never written for this one comes first on a stick with little room.
    fit = packing.fit
    monkeypatch.setattr(bundles, "fit", lambda chosen, room: fit(chosen, room=52_000))
    made = export(one, stick / "a", to=to)
    imported(two, stick / "a")
    assert made.left == 1
    assert two.store.files.has(large)
    assert two.store.files.has(small)


def test_parts_of_a_stick_that_holds_no_long_files(laptops, stick, monkeypatch):
    one, two = laptops(), laptops()
    for each in (one, two):
        each.change()
    one.visit()
    photo = one.photo(some(2_500_000))
    write = bundles.write_bundle
    monkeypatch.setattr(
        bundles, "write_bundle", lambda *given, **rest: write(*given, **rest, most=1_000_000)
    )
    made = export(one, stick / "a", to=name_of(two))
    assert [path.name for path in made.parts] == ["a", "a.2", "a.3"]
    assert max(path.stat().st_size for path in made.parts) == 1_000_000
    assert read_header(stick / "a").part == 1_000_000
    away = stick / "elsewhere"
    part_path(stick / "a", 3).rename(away)
    with pytest.raises(BundleCut) as told:
        imported(two, stick / "a")
    assert told.value.context["parts"] == 3
    away.rename(part_path(stick / "a", 3))
    assert imported(two, stick / "a").files == 2
    assert two.store.files.has(photo)
    # A shorter one in its place leaves no part of the longer one behind.
    export(one, stick / "a", to=name_of(two), which=Files.NONE)
    assert sorted(path.name for path in stick.iterdir()) == ["a"]


def test_a_file_that_the_stick_has_spoilt_does_not_take_the_rest_with_it(laptops, desk, stick):
    one, two = laptops(), laptops()
    for each in (one, two):
        each.change()
    one.visit()
    photos = [one.photo(some(2_500_000, seed)) for seed in range(2)]
    for to, taker in ((name_of(two), two), ("centro", None)):
        export(one, stick / "a", to=to)
        with (stick / "a").open("r+b") as file:
            file.seek(-1_000_000, 2)
            file.write(b"\0")
        if taker is None:
            came = take_in_bundle(*desk, stick / "a", at=now()).files
            assert (came.came, came.damaged) == (2, 1)
        else:
            taken = imported(taker, stick / "a")
            assert (taken.files, taken.files_damaged) == (2, 1)
            assert taken.changes > 0
            assert sum(two.store.files.has(one) for one in photos) == 1
        export(one, stick / "a", to=to)
        if taker is None:
            assert take_in_bundle(*desk, stick / "a", at=now()).files.came == 1
        else:
            assert imported(taker, stick / "a").files == 1


def erase_photo(store):
    def verb(work):
        photo = work.scalars(select(Attachment).where(Attachment.media_type == "image/jpeg")).one()
        work.delete(work.scalars(select(Evidence).where(Evidence.attachment_id == photo.id)).one())
        work.flush()
        work.delete(photo)
        return photo.sha256

    store.files.erase(store.write_now(verb))


def test_files_that_nothing_speaks_of_are_not_taken(laptops, stick):
    one, two = laptops(), laptops()
    for each in (one, two):
        each.change()
    one.visit()
    one.photo(some(1_000))
    export(one, stick / "a", to=name_of(two))
    imported(two, stick / "a")
    erase_photo(two.store)
    taken = imported(two, stick / "a")
    assert (taken.files, taken.files_known, taken.files_unspoken) == (0, 1, 1)


def test_who_it_can_be_for_and_what_it_says(laptops, centre, desk, stick):
    one, two = laptops(), laptops(organisation="1304", role="technician")
    for each in (one, two):
        each.change()
    found = recipients(one.store)
    assert [(each.id, each.name) for each in found] == [
        (None, "centro"), (two.store.author.device_id, "portátil"),
    ]  # fmt: skip
    with pytest.raises(NoSuchRecipient):
        export(one, stick / "a", to="ninguém")
    export(one, stick / "a", to="portátil")
    told = show_bundle(two.store, stick / "a")
    assert (told.sender, told.recipient, told.for_this) == ("portátil", "portátil", True)
    assert not show_bundle(one.store, stick / "a").for_this
    export(one, stick / "b")
    with centre.database() as connection:
        revoke(connection, one.store.author.device_id, at=now(), wipe=False)
    with pytest.raises(SenderRevoked):
        take_in_bundle(*desk, stick / "b", at=now())


def test_the_commands(laptops, centre, stick, capsys, monkeypatch):
    one = laptops()
    one.visit()
    one.photo(some(1_000))
    folder, device = one.store.folder, name_of(one)
    one.store.close()
    home = stick / "home"
    (home / "exemplo").parent.mkdir()
    monkeypatch.setenv("TERRENO_HOME", str(home))
    monkeypatch.setenv("TERRENO_SERVER", str(centre.config.folder))
    monkeypatch.setattr("core.cli.opened.folder_of", lambda **_rest: folder)

    def run(words):
        return run_verbs(words, rooms=rooms())

    def told(*words):
        assert run([*words, "--json"]) == 0, capsys.readouterr().err
        return json.loads(capsys.readouterr().out)

    a, b = str(stick / "a.terreno-pen"), str(stick / "b.terreno-pen")
    assert told("bundle", "export", a)["files"] == 2
    came = told("server", "bundle", "import", a)
    assert came["files"]["came"] == 2
    assert told("server", "bundle", "export", device, b)["confirmed_files"] == 2
    assert told("bundle", "show", b)["sender"] == "centro"
    assert told("bundle", "import", b)["confirmed"] == came["changes"]["fresh"]
    assert [each["name"] for each in told("bundle", "recipients")] == ["centro"]
    assert run(["bundle", "import", a]) == 1
    assert "central" in capsys.readouterr().err

"""Changes on a stick: to the centre and back, between two laptops, in any order, twice, partly."""

from __future__ import annotations

import pytest

from core.store import resolving
from core.store.log import Author
from sync.bundle.problems import (
    BundleCut,
    BundleDamaged,
    BundleForAnother,
    BundleNewer,
    BundleOfBefore,
    NoSuchRecipient,
    NotABundle,
    NotReady,
    SenderRevoked,
    SenderUnknown,
)
from sync.centre.tables import SyncDevice
from sync.replica.exchange import Wiped
from tests.sync.sticks import centre_takes, centre_writes, give_keys, take, write
from tests.sync.test_after_a_restore import restore
from tests.sync.test_exchange import World, change, put, seen, state


class StickWorld(World):
    """Laptops with keys, that know the centre and its list."""

    def laptop(self, **rest):
        made = super().laptop(**rest)
        give_keys(self.centre, made)
        self.exchange(made)
        return made

    def lists(self):
        """Everyone gets the newest list."""
        for laptop in self.laptops:
            self.exchange(laptop)

    def revoke(self, laptop, *, wipe=False):
        with self.disk.engine.begin() as connection:
            connection.execute(
                SyncDevice.__table__.update()
                .where(SyncDevice.id == laptop.author.device_id)
                .values(revoked_at=self.time.at, wipe=wipe)
            )


@pytest.fixture
def world():
    made = StickWorld()
    yield made
    for laptop in made.laptops:
        laptop.disk.close()
    made.disk.close()


@pytest.fixture
def stick(tmp_path):
    return tmp_path / "visita.terreno-pen"


def name_of(laptop):
    return str(laptop.author.device_id)


# -- with the centre ---------------------------------------------------------------


def test_changes_go_to_the_centre_and_its_answer_confirms_them_and_brings_others(world, stick):
    one, two = world.laptop(), world.laptop()
    mine = put(one, name="Sala", floor=1)
    theirs = put(two, name="Ginásio")
    world.exchange(two)
    came = centre_takes(world.centre, write(one, stick))
    assert (came.fresh, came.known, came.refused) == (3, 0, 0)
    taken = take(one, centre_writes(world.centre, one, stick))
    assert (taken.confirmed, taken.changes) == (3, 2)
    assert seen(one, theirs) == "Ginásio"
    world.exchange(two)
    assert seen(two, mine) == "Sala"
    again = world.exchange(one)
    assert (again.pushed, again.pulled, again.restored) == (0, 0, False)


def test_the_same_bundle_twice_changes_nothing(world, stick):
    one = world.laptop()
    put(one, name="Sala")
    path = write(one, stick)
    assert centre_takes(world.centre, path).fresh == 2
    again = centre_takes(world.centre, path)
    assert (again.fresh, again.known) == (0, 2)
    answer = centre_writes(world.centre, one, stick)
    assert take(one, answer).confirmed == 2
    twice = take(one, answer)
    assert (twice.confirmed, twice.changes, twice.refused) == (0, 0, 0)


def test_a_laptop_that_went_by_stick_and_by_line_is_not_taken_for_one_from_a_backup(world, stick):
    one = world.laptop()
    put(one, name="Sala")
    centre_takes(world.centre, write(one, stick))
    put(one, name="Ginásio")
    first = world.exchange(one)
    assert (first.restored, first.pushed) == (False, 4)
    assert not world.exchange(one).restored
    image = one.disk.image()
    put(one, name="Refeitório")
    world.exchange(one)
    world.exchange(one)
    one.disk.load(image)
    one.start()
    assert world.exchange(one).restored


def test_bundles_of_the_centre_in_the_wrong_order(world, tmp_path):
    one, two = world.laptop(), world.laptop()
    first = put(two, name="Sala")
    world.exchange(two)
    early = centre_writes(world.centre, one, tmp_path / "a")
    centre_takes(world.centre, write(one, tmp_path / "b"))
    take(one, early)
    centre_takes(world.centre, write(one, tmp_path / "c"))
    change(two, first, name="Refeitório")
    world.exchange(two)
    second = centre_writes(world.centre, one, tmp_path / "d")
    three = world.laptop()
    centre_takes(world.centre, write(three, tmp_path / "e"))
    del three
    change(two, first, name="Cantina")
    world.exchange(two)
    third = centre_writes(world.centre, one, tmp_path / "f")
    take(one, third)
    taken = take(one, second)
    assert taken.changes == 0
    assert seen(one, first) == "Cantina"
    assert world.exchange(one).repaired == []


def test_something_before_is_missing_and_what_came_shows_all_the_same(world, tmp_path):
    one, two = world.laptop(), world.laptop()
    image = one.disk.image()
    first = put(two, name="Sala")
    world.exchange(two)
    take(one, centre_writes(world.centre, one, tmp_path / "a"))
    centre_takes(world.centre, write(one, tmp_path / "b"))
    second = put(two, name="Ginásio")
    world.exchange(two)
    later = centre_writes(world.centre, one, tmp_path / "c")
    one.disk.load(image)
    one.start()
    taken = take(one, later)
    assert taken.early == ["1312"]
    assert (seen(one, first), seen(one, second)) == (None, "Ginásio")
    assert world.exchange(one).repaired == []
    assert (seen(one, first), seen(one, second)) == ("Sala", "Ginásio")


def test_a_lost_laptop_is_told_so_by_stick_too(world, stick):
    one = world.laptop()
    world.revoke(one, wipe=True)
    with pytest.raises(Wiped):
        take(one, centre_writes(world.centre, one, stick))


def test_after_a_restore_the_stick_brings_the_new_epoch_and_takes_back_what_was_lost(
    world, tmp_path
):
    one, two = world.laptop(), world.laptop()
    image = world.disk.image()
    place = put(one, name="Sala")
    world.exchange(one)
    world.exchange(two)
    old = centre_writes(world.centre, two, tmp_path / "old")
    centre_takes(world.centre, write(two, tmp_path / "a"))
    world.time.forward(60)
    restore(world, image)
    centre_takes(world.centre, write(two, tmp_path / "b"))
    take(two, centre_writes(world.centre, two, tmp_path / "c"))
    with pytest.raises(BundleOfBefore):
        take(two, old)
    back = centre_takes(world.centre, write(two, tmp_path / "d"))
    assert back.back == 2
    three = world.laptop()
    assert seen(three, place) == "Sala"


# -- between two laptops ---------------------------------------------------------------


def test_two_laptops_without_the_centre(world, tmp_path):
    one, two = world.laptop(), world.laptop()
    world.lists()
    place = put(one, name="Sala")
    taken = take(two, write(one, tmp_path / "a", to=name_of(two)))
    assert (taken.changes, taken.refused) == (2, 0)
    assert seen(two, place) == "Sala"
    change(two, place, name="Refeitório")
    back = take(one, write(two, tmp_path / "b", to=name_of(one)))
    assert back.changes == 1
    assert seen(one, place) == "Refeitório"
    assert not state(one, place).disputed


def test_what_was_written_at_once_is_a_dispute_and_a_decision_travels(world, tmp_path):
    one, two = world.laptop(), world.laptop()
    place = put(one, name="Sala")
    world.lists()
    world.lists()
    change(one, place, name="A")
    change(two, place, name="B")
    take(two, write(one, tmp_path / "a", to=name_of(two)))
    assert state(two, place).disputed == {"name"}

    def decide(work):
        with resolving(work):
            work.get(type(place_row(work, place)), place).name = "C"

    two.write_now(decide)
    take(one, write(two, tmp_path / "b", to=name_of(one)))
    assert (state(one, place).disputed, seen(one, place)) == (frozenset(), "C")


def place_row(work, place):
    from tests.sync.worlds import SimPlace

    return work.get(SimPlace, place)


def test_what_the_centre_had_accepted_goes_along_by_its_seal(world, tmp_path):
    one, two, three = (world.laptop() for _ in range(3))
    world.lists()
    place = put(three, name="Sala")
    world.exchange(three)
    world.exchange(one)
    taken = take(two, write(one, tmp_path / "a", to=name_of(two)))
    assert taken.changes == 2
    assert seen(two, place) == "Sala"
    quiet = world.exchange(two)
    assert (quiet.pulled, quiet.repaired) == (0, [])


def test_what_a_third_one_wrote_is_carried_on_as_it_signed_it(world, tmp_path):
    one, two, three = (world.laptop() for _ in range(3))
    world.lists()
    place = put(one, name="Sala")
    take(two, write(one, tmp_path / "a", to=name_of(two)))
    take(three, write(two, tmp_path / "b", to=name_of(three)))
    assert seen(three, place) == "Sala"
    came = centre_takes(world.centre, write(three, tmp_path / "c"))
    assert came.fresh == 2
    # The one who wrote it, and one who carried it, come to the centre by a line.
    for laptop in (two, one):
        outcome = world.exchange(laptop)
        assert (outcome.refused, outcome.restored) == (0, False)
    assert world.exchange(one).pushed == 0


def test_whoever_carries_hands_over_by_line(world, tmp_path):
    one, two = world.laptop(), world.laptop()
    world.lists()
    place = put(one, name="Sala")
    take(two, write(one, tmp_path / "a", to=name_of(two)))
    outcome = world.exchange(two)
    assert (outcome.pushed, outcome.refused) == (2, 0)
    three = world.laptop()
    assert seen(three, place) == "Sala"
    change(two, place, name="Refeitório")
    world.exchange(two)
    world.exchange(one)
    assert seen(one, place) == "Refeitório"


def test_a_laptop_gets_only_what_it_may_read_and_takes_only_what_its_writer_may_write(
    world, tmp_path
):
    amp = world.laptop(organisation="amp", role="amp_team")
    porto, gaia = world.laptop(), world.laptop(organisation="1317")
    world.lists()

    def both(work):
        from tests.sync.worlds import SimPlace

        work.add(SimPlace(scope="1312", name="Porto"))
        work.add(SimPlace(scope="1317", name="Gaia"))

    amp.write_now(both)
    taken = take(porto, write(amp, tmp_path / "a", to=name_of(porto)))
    assert (taken.changes, taken.refused) == (2, 0)
    assert {one.scope for one in porto.operations()} == {"1312"}
    # A municipality's laptop does not even know those of another one.
    with pytest.raises(NoSuchRecipient):
        write(porto, tmp_path / "b", to=name_of(gaia))

    def catalogue(work):
        from tests.sync.worlds import SimPlace

        work.add(SimPlace(scope="global", name="catálogo"))

    porto.write_now(catalogue)
    refused = take(amp, write(porto, tmp_path / "c", to=name_of(amp)))
    assert (refused.changes, refused.refused) == (0, 2)


def test_someone_new_is_known_by_the_list_that_the_bundle_brings(world, tmp_path):
    one = world.laptop()
    two = world.laptop()
    place = put(two, name="Sala")
    with pytest.raises(NoSuchRecipient):
        write(one, tmp_path / "a", to=name_of(two))
    taken = take(one, write(two, tmp_path / "b", to=name_of(one)))
    assert taken.changes == 2
    assert seen(one, place) == "Sala"
    take(two, write(one, tmp_path / "c", to=name_of(two)))


def test_one_that_was_put_out(world, tmp_path):
    one, two = world.laptop(), world.laptop()
    world.lists()
    put(one, name="Sala")
    path = write(one, tmp_path / "a", to=name_of(two))
    to_centre = write(one, tmp_path / "b")
    world.revoke(one)
    world.exchange(two)
    with pytest.raises(SenderRevoked):
        take(two, path)
    assert centre_takes(world.centre, to_centre).refused == 2


# -- what is wrong with a file ---------------------------------------------------------------


def test_what_is_wrong_with_a_bundle_is_said_and_nothing_is_taken(world, tmp_path):
    one, two, three = (world.laptop() for _ in range(3))
    world.lists()
    place = put(one, name="Sala")
    path = write(one, tmp_path / "a", to=name_of(two))
    whole = path.read_bytes()
    before = two.operations()

    def with_bytes(data):
        other = tmp_path / "other"
        other.write_bytes(data)
        return other

    with pytest.raises(BundleForAnother) as told:
        take(three, path)
    assert "portátil" in str(told.value)
    for size in (len(whole) - 1, len(whole) // 2):
        with pytest.raises(BundleCut):
            take(two, with_bytes(whole[:size]))
    with pytest.raises(BundleCut):
        take(two, with_bytes(whole + b"more"))
    for at in range(40, len(whole), 61):
        touched = bytearray(whole)
        touched[at] ^= 1
        with pytest.raises((BundleDamaged, BundleForAnother, BundleCut, NotABundle)):
            take(two, with_bytes(bytes(touched)))
    for data in (b"", b"PK\3\4", whole[:12], b"TERRENO-PEX" + whole[11:]):
        with pytest.raises((NotABundle, BundleDamaged)):
            take(two, with_bytes(data))
    newer = bytearray(whole)
    newer[11] = 9
    with pytest.raises(BundleNewer):
        take(two, with_bytes(bytes(newer)))
    assert two.operations() == before
    assert take(two, path).changes == 2
    assert seen(two, place) == "Sala"


def test_nobody_makes_a_bundle_in_the_name_of_another(world, tmp_path):
    one, two, three = (world.laptop() for _ in range(3))
    world.lists()
    put(three, name="Sala")
    own = three.author
    three.set_author(Author(own.technician_id, one.author.device_id))
    path = write(three, tmp_path / "a", to=name_of(two))
    with pytest.raises(BundleDamaged):
        take(two, path)
    three.set_author(own)


def test_before_the_first_exchange_there_is_no_list(world, tmp_path):
    one = World.laptop(world)
    with pytest.raises(NotReady):
        write(one, tmp_path / "a")
    two = world.laptop()
    three = StickWorld.laptop(world, organisation="1317")
    with pytest.raises((BundleForAnother, SenderUnknown)):
        take(three, write(two, tmp_path / "b"))

"""Laptops and a centre: what one writes, the others see; what two write at once is a dispute."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import create_engine, inspect

from core.store import resolving
from core.store.log import Author
from sync.centre.accept import Pusher, accept
from sync.centre.in_process import InProcess
from sync.centre.tables import lay_out
from sync.protocol.operations import true_digest
from sync.replica.exchange import Exchange
from sync.replica.incoming import heads_here, states_here
from tests.sync.worlds import Disk, Laptop, SimClock, SimPlace, Time, enrol, make_centre

PORTO = "1312"


class World:
    def __init__(self) -> None:
        self.time = Time()
        self.disk = Disk("centre")
        self.centre = make_centre(self.time, self.disk)
        self.laptops: list[Laptop] = []

    def laptop(self, *, organisation: str = PORTO, role: str = "technician") -> Laptop:
        number = len(self.laptops) + 1
        author = Author(UUID(int=100 + number), UUID(int=200 + number))
        enrol(self.centre, author, organisation=organisation, role=role)
        made = Laptop(author, SimClock(self.time))
        self.laptops.append(made)
        return made

    def exchange(self, laptop: Laptop):
        self.time.forward(1)
        endpoint = InProcess(self.centre, device=laptop.author.device_id)
        return Exchange(laptop, endpoint, clock=laptop.clock).run()


@pytest.fixture
def world():
    made = World()
    yield made
    for laptop in made.laptops:
        laptop.disk.close()
    made.disk.close()


def put(laptop, **fields):
    def verb(work):
        place = SimPlace(scope=PORTO, **fields)
        work.add(place)
        work.flush()
        return place.id

    return laptop.write_now(verb)


def change(laptop, identity, **fields):
    def verb(work):
        place = work.get(SimPlace, identity)
        for name, value in fields.items():
            setattr(place, name, value)

    laptop.write_now(verb)


def seen(laptop, identity, name="name"):
    def verb(work):
        place = work.get(SimPlace, identity)
        return None if place is None else getattr(place, name)

    return laptop.read(verb)


def state(laptop, identity):
    key = ("test_sim_place", identity)
    return laptop.read(lambda work: states_here(work.connection(), [key])[key])


def test_what_one_writes_the_other_sees(world):
    one, two = world.laptop(), world.laptop()
    place = put(one, name="Sala", floor=1)
    assert world.exchange(one).pushed == 3
    assert world.exchange(two).pulled == 3
    assert (seen(two, place), seen(two, place, "floor")) == ("Sala", 1)
    change(two, place, name="Refeitório")
    world.exchange(two)
    world.exchange(one)
    assert seen(one, place) == "Refeitório"
    assert not state(one, place).disputed
    again = world.exchange(one)
    assert (again.pushed, again.pulled) == (0, 0)


def test_two_at_once_is_a_dispute_until_someone_decides(world):
    one, two = world.laptop(), world.laptop()
    place = put(one, name="Sala")
    world.exchange(one)
    world.exchange(two)
    change(one, place, name="A")
    world.time.forward(5)
    change(two, place, name="B")
    for laptop in (one, two, one):
        world.exchange(laptop)
    for laptop in (one, two):
        assert state(laptop, place).disputed == {"name"}
        assert seen(laptop, place) == "B"

    def decide(work):
        with resolving(work):
            work.get(SimPlace, place).name = "C"

    one.write_now(decide)
    world.exchange(one)
    world.exchange(two)
    for laptop in (one, two):
        assert not state(laptop, place).disputed
        assert seen(laptop, place) == "C"


def test_the_same_value_twice_is_no_dispute(world):
    one, two = world.laptop(), world.laptop()
    place = put(one, name="Sala")
    world.exchange(one)
    world.exchange(two)
    change(one, place, name="A")
    change(two, place, name="A")
    for laptop in (one, two, one):
        world.exchange(laptop)
    assert not state(one, place).disputed
    change(one, place, name="D")
    for laptop in (one, two):
        world.exchange(laptop)
        assert not state(laptop, place).disputed
        assert seen(laptop, place) == "D"


def test_a_deletion_against_an_edit_keeps_the_row_and_says_so(world):
    one, two = world.laptop(), world.laptop()
    place = put(one, name="Sala")
    world.exchange(one)
    world.exchange(two)
    one.write_now(lambda work: work.delete(work.get(SimPlace, place)))
    change(two, place, name="B")
    for laptop in (one, two, one):
        world.exchange(laptop)
    for laptop in (one, two):
        assert state(laptop, place).disputed == {"_deleted"}
        assert seen(laptop, place) == "B"


def test_a_row_that_moves_leaves_one_municipality_and_enters_the_other(world):
    here, there = world.laptop(), world.laptop(organisation="1308")
    amp = world.laptop(organisation="amp", role="amp_team")
    place = put(here, name="Sala")
    world.exchange(here)
    world.exchange(amp)
    change(amp, place, scope="1308")
    for laptop in (amp, here, there):
        world.exchange(laptop)
    assert seen(here, place) is None
    assert seen(there, place) == "Sala"
    change(there, place, name="Outra")
    world.exchange(there)
    world.exchange(amp)
    assert seen(amp, place) == "Outra"
    change(amp, place, scope=PORTO)
    for laptop in (amp, here, there):
        world.exchange(laptop)
    assert seen(here, place) == "Outra"
    assert seen(there, place) is None


def test_a_technician_may_not_write_the_shared_catalogues_and_the_rest_goes_on(world):
    one, two = world.laptop(), world.laptop()

    def verb(work):
        work.add(SimPlace(scope="global", name="catálogo"))
        work.add(SimPlace(scope=PORTO, name="Sala"))

    one.write_now(verb)
    outcome = world.exchange(one)
    assert outcome.refused == 2
    assert outcome.pushed == 2
    assert world.exchange(two).pulled == 2
    assert world.exchange(one).refused == 0


def test_nobody_replaces_what_stands_where_he_may_not_write(world):
    """Whoever knows the ids of another municipality's changes names them as his causes."""
    here, there = world.laptop(), world.laptop(organisation="1308")
    place = put(here, name="Sala")
    world.exchange(here)
    theirs = next(one for one in here.operations() if one.field == "name")
    forged = replace(
        theirs, id=UUID(int=9), value='"outra"', parents=(theirs.id,), scope="1308",
        author=there.author.technician_id, device=there.author.device_id, hlc=theirs.hlc + 1,
        seq=None, eff=None,
    )  # fmt: skip
    forged = replace(forged, digest=true_digest(forged))
    pusher = Pusher(there.author.device_id, frozenset({there.author.device_id}), {"1308"})
    with world.centre.engine.begin() as connection:
        answer = accept(connection, pusher, [forged], now_ms=10**13)
        assert [(one.code, one.detail) for one in answer.refused] == [("cause", "test_sim_place")]
        kept = heads_here(connection, [("test_sim_place", place)])
    assert theirs.id in {one.id for one in kept["test_sim_place", place]}


def test_the_centre_lays_out_the_tables_of_all_rooms(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'centro.db'}")
    for _ in range(2):
        with engine.begin() as connection:
            lay_out(connection)
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
    engine.dispose()
    assert {"change", "field_head", "scope_head", "visit", "provider"} <= names

"""A centre that was restored: what it had accepted comes back by its own seal, and only so."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import select

from core.store.changes import Change
from sync.centre.in_process import InProcess
from sync.centre.service import Centre, begin_epoch
from sync.centre.tables import SyncDevice
from sync.protocol.codec import pack, unpack
from sync.protocol.endpoint import Refused
from sync.protocol.messages import Push, Resupply
from sync.protocol.operations import true_digest
from sync.protocol.seals import Seal
from sync.replica.exchange import Exchange
from sync.replica.spans import span_from
from tests.sync.test_exchange import World, change, put, seen
from tests.sync.worlds import SimClock, device_row


@pytest.fixture
def world():
    made = World()
    yield made
    for laptop in made.laptops:
        laptop.disk.close()
    made.disk.close()


def restore(world, image, epoch="second"):
    """The centre comes back from a backup."""
    world.disk.load(image)
    world.centre = Centre(world.disk.engine, clock=SimClock(world.time))
    with world.disk.engine.begin() as connection:
        begin_epoch(connection, epoch)


def values(world):
    with world.disk.engine.connect() as connection:
        return set(connection.execute(select(Change.value)).scalars())


def of_another(laptop, other, *, scope="1312"):
    """A change that a laptop says another one wrote."""
    made = next(one for one in laptop.operations() if one.field == "name")
    made = replace(
        made, id=UUID(int=77), value='"inventado"', parents=(made.id,), scope=scope,
        author=other.author.technician_id, device=other.author.device_id, seq=None, eff=None,
    )  # fmt: skip
    return replace(made, digest=true_digest(made))


def told_resupply(device, epoch, operations):
    """A push that declares itself a resupply, as an earlier version did."""
    raw = {"device": device, "epoch": epoch, "operations": pack(operations), "resupply": True}
    return msgspec.msgpack.decode(msgspec.msgpack.encode(raw), type=Push)


@pytest.mark.parametrize("restored", [False, True])
def test_nobody_writes_in_the_name_of_another_by_saying_it_is_a_resupply(world, restored):
    one, two = world.laptop(), world.laptop()
    put(one, name="Sala")
    world.exchange(one)
    world.exchange(two)
    if restored:
        restore(world, world.disk.image())
        world.exchange(one)
    epoch = "second" if restored else "first"
    answer = world.centre.push(
        told_resupply(one.author.device_id, epoch, [of_another(one, two)])
    )  # fmt: skip
    assert [refusal.code for refusal in answer.refused] == ["device"]
    assert '"inventado"' not in values(world)


def test_nor_takes_what_stands_in_a_foreign_scope_out(world):
    one, elsewhere = world.laptop(), world.laptop(organisation="1308")
    put(one, name="Sala")
    world.exchange(one)
    forged = of_another(one, elsewhere, scope="1308")
    answer = world.centre.push(told_resupply(elsewhere.author.device_id, "first", [forged]))
    assert [refusal.code for refusal in answer.refused] == ["cause"]


def test_what_another_wrote_comes_back_from_whoever_has_it(world):
    one, two = world.laptop(), world.laptop()
    place = put(one, name="Sala")
    world.exchange(one)
    image = world.disk.image()
    change(one, place, name="Refeitório")
    world.exchange(one)
    world.exchange(two)
    restore(world, image)
    assert '"Refeitório"' not in values(world)
    again = world.exchange(two)
    assert again.refused == 0
    assert '"Refeitório"' in values(world)
    third = world.laptop()
    world.exchange(third)
    assert seen(third, place) == "Refeitório"


def test_it_comes_back_although_others_wrote_since(world):
    one, two, three = (world.laptop() for _ in range(3))
    place = put(one, name="Sala")
    for laptop in (one, three):
        world.exchange(laptop)
    image = world.disk.image()
    change(one, place, name="Refeitório")
    world.exchange(one)
    world.exchange(two)
    restore(world, image)
    other = put(three, name="Ginásio")
    world.exchange(three)
    assert world.exchange(two).refused == 0
    world.exchange(three)
    assert (seen(three, place), seen(two, other)) == ("Refeitório", "Ginásio")


def test_a_span_that_was_touched_is_not_taken(world):
    one, two = world.laptop(), world.laptop()
    put(one, name="Sala")
    image = world.disk.image()
    world.exchange(one)
    world.exchange(two)
    restore(world, image)
    exchange = Exchange(two, InProcess(world.centre, device=two.author.device_id), clock=two.clock)
    welcome = world.centre.hello(two.read(exchange.greeting))
    mark = next(one for one in welcome.parted if one.scope == "1312")
    span = two.read(lambda work: span_from(work.connection(), mark))
    real = unpack(span.operations)
    bad = replace(real[0], value='"outra"', device=two.author.device_id)
    seal = span.seal
    touched = [
        msgspec.structs.replace(
            span, operations=pack([replace(bad, digest=true_digest(bad)), *real[1:]])
        ),
        msgspec.structs.replace(span, operations=pack(real[1:])),
        msgspec.structs.replace(span, after=1),
        msgspec.structs.replace(
            span, seal=Seal(seal.epoch, seal.scope, seal.seq, seal.chain, bytes(64))
        ),
        msgspec.structs.replace(
            span, seal=Seal("another", seal.scope, seal.seq, seal.chain, seal.signature)
        ),
    ]
    for other in touched:
        with pytest.raises(Refused, match="seal"):
            world.centre.resupply(Resupply(two.author.device_id, "second", other))
    assert not values(world)
    world.centre.resupply(Resupply(two.author.device_id, "second", span))
    assert '"Sala"' in values(world)


def test_a_laptop_let_in_again_with_its_key_brings_what_it_wrote_under_its_earlier_id(world):
    laptop = world.laptop()
    put(laptop, name="Sala")
    earlier = laptop.author
    later = replace(earlier, device_id=UUID(int=999))
    with world.disk.engine.begin() as connection:
        connection.execute(
            SyncDevice.__table__.insert().values(
                device_row(later, organisation="1312", role="technician")
            )
        )
    laptop.set_author(later)
    assert world.exchange(laptop).refused == 0
    assert '"Sala"' in values(world)

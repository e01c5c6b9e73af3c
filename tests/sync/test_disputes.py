"""Conflicts as a person decides them: both values, who and when; closed here and everywhere."""

from __future__ import annotations

import json

import pytest

from core.store.changes import DELETED
from sync.replica.disputes import (
    DecidedMeanwhile,
    ValueDoesNotFit,
    canonical_like,
    decide,
    disputes,
)
from tests.sync.test_exchange import change, put, seen, world  # noqa: F401  the fixture
from tests.sync.worlds import SimPlace


@pytest.fixture
def apart(world):  # noqa: F811
    """Two laptops that changed one row at once, and have met since."""
    one, two = world.laptop(), world.laptop()
    place = put(one, name="Sala", floor=1)
    meet(world, one, two)
    change(one, place, name="Refeitório", floor=2)
    world.time.forward(5)
    change(two, place, name="Cantina")
    meet(world, one, two)
    return world, one, two, place


def meet(world, one, two):  # noqa: F811
    for laptop in (one, two, one):
        world.exchange(laptop)


def open_on(laptop):
    return laptop.read(disputes)


def settle(laptop, found, value):
    laptop.write_now(lambda work: decide(work, found, value=value))


def test_both_values_are_told_with_who_and_when(apart):
    _, one, two, place = apart
    (found,) = open_on(one)
    assert (found.entity_id, found.field) == (place, "name")
    assert [json.loads(side.value) for side in found.sides] == ["Cantina", "Refeitório"]
    assert [side.author for side in found.sides] == [
        two.author.technician_id,
        one.author.technician_id,
    ]
    assert [side.shown for side in found.sides] == [True, False]
    assert found.sides[0].at > found.sides[1].at
    assert open_on(two) == [found]


@pytest.mark.parametrize("which", [0, 1])
def test_a_decision_for_either_closes_it_on_both(apart, which):
    world, one, two, place = apart  # noqa: F811
    (found,) = open_on(one)
    settle(one, found, found.sides[which].value)
    chosen = json.loads(found.sides[which].value)
    assert open_on(one) == []
    assert seen(one, place) == chosen
    assert ("test_sim_place", place) in one.touched
    meet(world, one, two)
    assert open_on(two) == []
    assert seen(two, place) == chosen
    assert seen(two, place, "floor") == 2


def test_another_value_may_be_written(apart):
    world, one, two, place = apart  # noqa: F811
    (found,) = open_on(two)
    settle(two, found, canonical_like(found.sides[0], " Sala de refeições "))
    meet(world, one, two)
    assert open_on(one) == open_on(two) == []
    assert seen(one, place) == "Sala de refeições"


def test_a_value_of_another_kind_is_refused_and_the_conflict_stays(apart):
    _, one, _, _ = apart
    (found,) = open_on(one)
    with pytest.raises(ValueDoesNotFit):
        settle(one, found, "7")
    with pytest.raises(ValueDoesNotFit):
        settle(one, found, "null")
    assert open_on(one) == [found]


def test_what_changed_meanwhile_is_not_decided_blindly(apart):
    world, one, two, place = apart  # noqa: F811
    (found,) = open_on(one)
    settle(two, found, found.sides[1].value)
    meet(world, one, two)
    with pytest.raises(DecidedMeanwhile):
        settle(one, found, found.sides[0].value)
    assert seen(one, place) == "Refeitório"


def test_two_decisions_at_once_are_a_conflict_again(apart):
    world, one, two, _ = apart  # noqa: F811
    (found,) = open_on(one)
    settle(one, found, found.sides[0].value)
    settle(two, found, found.sides[1].value)
    meet(world, one, two)
    assert len(open_on(one)) == len(open_on(two)) == 1


@pytest.mark.parametrize("gone", [True, False])
def test_deleted_by_one_and_changed_by_the_other(world, gone):  # noqa: F811
    one, two = world.laptop(), world.laptop()
    place = put(one, name="Sala")
    meet(world, one, two)
    one.write_now(lambda work: work.delete(work.get(SimPlace, place)))
    change(two, place, name="Sala nova")
    meet(world, one, two)
    (found,) = open_on(one)
    assert found.field == DELETED
    assert [side.gone for side in found.sides] == [False, True]
    assert seen(one, place) == "Sala nova"
    settle(one, found, "true" if gone else "false")
    meet(world, one, two)
    assert open_on(one) == open_on(two) == []
    assert seen(one, place) == seen(two, place) == (None if gone else "Sala nova")


def test_what_is_typed_becomes_a_value_like_the_others(apart):
    _, one, _, _ = apart
    (found,) = open_on(one)
    text = found.sides[0]
    number = type(text)(**{name: getattr(text, name) for name in text.__slots__} | {"value": "3"})
    assert canonical_like(number, "12") == "12"
    with pytest.raises(ValueDoesNotFit):
        canonical_like(number, "doze")

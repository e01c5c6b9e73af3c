"""What others record while a filling is open is taken in, and only its own part is written."""

from __future__ import annotations

import pytest

from core.forms import FillingSession, SessionContext, read_form
from tests.filling_forms import SMALL

NAME, SEATS = "/data/casa/nome", "/data/fim/total"


@pytest.fixture
def two():
    """Two laptops on one filling: the second went on from what the first had saved."""
    form = read_form(SMALL)
    first = FillingSession.start(form, SessionContext())
    return first, FillingSession.resume(form, first.save(), SessionContext())


def test_an_answer_given_elsewhere_is_there_and_not_written_again(two):
    mine, theirs = two
    theirs.answer(NAME, "Casa")
    theirs.answer("/data/casa/tem", "nao")
    delta = mine.take_in(theirs.save())
    assert mine.state(NAME).value == "Casa"
    assert mine.state("/data/casa/porque").relevant
    assert {state.key for state in delta.changed} >= {NAME, "/data/casa/porque"}
    assert delta.values == ()
    assert not mine.take_in(theirs.save())


def test_what_is_on_its_way_from_here_is_spared(two):
    mine, theirs = two
    theirs.answer(NAME, "Casa")
    mine.answer(NAME, "Lar")
    mine.take_in(theirs.save(), spared=frozenset({NAME}))
    assert mine.state(NAME).value == "Lar"


def test_instances_come_and_go_in_their_order(two):
    mine, theirs = two
    for seats in ("4", "6"):
        key = theirs.state(theirs.add_repeat("/data/sala").repeats[0].key).children[-1]
        theirs.answer(f"{key}/lugares", seats)
    delta = mine.take_in(theirs.save())
    assert mine.state("/data/sala").children == theirs.state("/data/sala").children
    assert mine.state(SEATS).value == "10"
    assert (delta.values, delta.repeats) == ((), ())
    first, second = theirs.state("/data/sala").children
    theirs.move_repeat(second, position=1)
    mine.take_in(theirs.save())
    assert mine.state("/data/sala").children == (second, first)
    theirs.remove_repeat(first)
    gone = mine.take_in(theirs.save())
    assert first in gone.removed
    assert mine.state(SEATS).value == "6"
    assert gone.values == ()


def test_what_follows_from_both_is_written(two):
    mine, theirs = two
    here = mine.add_repeat("/data/sala").repeats[0]
    here_key = f"{here.key}{{{here.instance}}}"
    mine.answer(f"{here_key}/lugares", "3")
    there = theirs.add_repeat("/data/sala").repeats[0]
    theirs.answer(f"{there.key}{{{there.instance}}}/lugares", "4")
    spared = frozenset({here_key, f"{here_key}/lugares"})
    delta = mine.take_in(theirs.save(), spared=spared)
    assert mine.state(SEATS).value == "7"
    assert [(one.key, one.value, one.by_person) for one in delta.values] == [(SEATS, "7", False)]


def test_a_total_made_of_less_does_not_replace_the_one_here(two):
    mine, _theirs = two
    one = mine.add_repeat("/data/sala").repeats[0]
    mine.answer(f"{one.key}{{{one.instance}}}/lugares", "3")
    arrived = mine.save()
    stale = type(arrived)(
        form_digest=arrived.form_digest,
        language=None,
        values={**arrived.values, SEATS: "1"},
        repeats=arrived.repeats,
    )
    delta = mine.take_in(stale)
    assert mine.state(SEATS).value == "3"
    assert [(change.key, change.value) for change in delta.values] == [(SEATS, "3")]

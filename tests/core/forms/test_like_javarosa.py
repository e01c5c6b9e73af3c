"""What JavaRosa showed to be wrong here, kept right without it (tests/javarosa compares live)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from monkey import fixed_context
from tables import session_of

from core.forms import FillingSession, read_form

FORM = """
| survey |
| | type | name | label | calculation |
| | integer | blank | B | |
| | begin repeat | rep | R | |
| | integer | x | X | |
| | end repeat | | | |
| | calculate | total | | sum(${x}) |
| | calculate | most | | max(${x}) |
| | calculate | least | | min(${x}) |
"""


@pytest.fixture
def session():
    return session_of(FORM, context=fixed_context())


def test_a_total_holds_while_an_instance_is_still_being_filled_in(session):
    for value in ("4", "", "1"):
        delta = session.add_repeat("/data/rep")
        session.answer(f"/data/rep{{{delta.repeats[0].instance}}}/x", value)
    shown = {name: session.state(f"/data/{name}").value for name in ("total", "most", "least")}
    assert shown == {"total": "5", "most": "4", "least": "1"}


def test_a_counted_repeat_in_a_new_instance_starts_empty_like_the_first():
    model = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
     xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model><instance>
     <data id="t"><flats/><flat jr:template=""><n/><child jr:template=""><x/></child></flat>
     <flat><n/><child><x/></child></flat></data></instance></model></h:head><h:body>
     <input ref="/data/flats"><label>H</label></input>
     <group ref="/data/flat"><repeat nodeset="/data/flat" jr:count="/data/flats">
     <input ref="/data/flat/n"><label>N</label></input>
     <group ref="/data/flat/child"><repeat nodeset="/data/flat/child" jr:count="../n">
     <input ref="/data/flat/child/x"><label>X</label></input></repeat></group>
     </repeat></group></h:body></h:html>"""
    session = FillingSession.start(read_form(model.encode()), fixed_context())
    assert session.state("/data/flat").children == ()
    session.answer("/data/flats", "2")
    flats = session.state("/data/flat").children
    assert [session.state(f"{flat}/child").children for flat in flats] == [(), ()]
    session.answer(f"{flats[0]}/n", "2")
    session.answer(f"{flats[0]}/n", "")  # somebody is typing: what is there stays
    assert len(session.state(f"{flats[0]}/child").children) == 2


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("regex('três', '\\w+')", False),
        ("regex('tres_3', '\\w+')", True),
        ("regex('٣', '\\d')", False),
        ("pow(number('x'), 0)", 1.0),
        ("pow(10, 999)", float("inf")),
        ("decimal-time('2026-03-28T06:00:00.000+00:00')", 0.25),
        ("decimal-time('06:00:00.000+00:00')", 0.25),
    ],
)
def test_functions_give_what_java_and_browsers_give(session, expression, value):
    assert session.evaluate(expression) == value


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Atlantic/Azores", "America/Phoenix", "+01:00"])
@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("date('2017-10-30') - date('2017-10-28')", 2.0),  # clocks went back between them
        ("string(date(date('2017-06-19') + 1))", "2017-06-20"),
        ("format-date(date('2017-06-19') + 30, '%d/%m/%Y')", "19/07/2017"),
        ("date(number(date('2017-06-19')))", "2017-06-19"),
        (
            "date-time(decimal-date-time('2017-06-19T10:00Z')) = date-time('2017-06-19T10:00Z')",
            True,
        ),
    ],
)
def test_days_are_whole_in_summer_and_winter_wherever_one_is(zone, expression, value):
    place = timezone(timedelta(hours=1)) if zone == "+01:00" else ZoneInfo(zone)
    context = replace(fixed_context(), now=lambda: datetime(2026, 7, 1, 12, tzinfo=place))
    assert session_of(FORM, context=context).evaluate(expression) == value


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Europe/Madrid", "America/Phoenix"])
def test_a_calculated_date_some_days_later_is_that_date(zone):
    table = """
| survey |
| | type | name | label | readonly | calculation |
| | date | day | D | | |
| | date | later | L | yes | ${day} + 7 |
"""
    context = replace(fixed_context(), now=lambda: datetime(2026, 7, 1, 12, tzinfo=ZoneInfo(zone)))
    session = session_of(table, context=context)
    session.answer("/data/day", "2026-06-19")
    assert session.state("/data/later").value == "2026-06-26"

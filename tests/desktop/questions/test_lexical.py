"""How people write, and how XForms does."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.questions import lexical

NOW = datetime(2026, 7, 1, 14, 2, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12", "12"), ("12,5", "12.5"), ("12.5", "12.5"), ("1 234,5", "1234.5"),
     ("1.234,50", "1234.5"), ("1,234.5", "1234.5"), ("-0,5", "-0.5"), (",5", "0.5"),
     ("1.234.567", "1234567"), ("−3", "-3"), ("007", "7")],
)  # fmt: skip
def test_numbers(typed, value):
    assert lexical.read_number(typed) == value


@pytest.mark.parametrize("typed", ["abc", "1,2,3", "", "1e5", "12 kg", "."])
def test_what_is_no_number(typed):
    with pytest.raises(ValueError, match=r".*"):
        lexical.read_number(typed)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1e9, max_value=1e9))
def test_a_shown_number_reads_as_itself(number):
    value = lexical.read_number(format(number, "f"))
    assert lexical.read_number(lexical.show_number(value)) == value
    assert lexical.read_number(lexical.show_number(value, grouped=True)) == value


@given(st.dates())
def test_a_shown_day_reads_as_itself(day):
    assert lexical.read_date(lexical.show_date(day.isoformat())) == day.isoformat()


@pytest.mark.parametrize(
    ("typed", "value"),
    [("31/1/2026", "2026-01-31"), ("31-01-26", "2026-01-31"), ("31012026", "2026-01-31"),
     ("31.01.2026", "2026-01-31"), ("2026-01-31", "2026-01-31"), ("1 2 1958", "1958-02-01")],
)  # fmt: skip
def test_days(typed, value):
    assert lexical.read_date(typed) == value


@pytest.mark.parametrize("typed", ["31/02/2026", "1/13/2026", "ontem", "2026"])
def test_no_such_day(typed):
    with pytest.raises(ValueError, match=r".*"):
        lexical.read_date(typed)


@pytest.mark.parametrize("typed", ["1/2026", "01-2026", "jan 2026", "janeiro de 2026", "2026-01"])
def test_months(typed):
    assert lexical.read_month(typed) == "2026-01-01"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("14:30", "14:30:00.000+01:00"), ("14h30", "14:30:00.000+01:00"),
     ("1430", "14:30:00.000+01:00"), ("9", "09:00:00.000+01:00"),
     ("9:05:07", "09:05:07.000+01:00")],
)  # fmt: skip
def test_hours(typed, value):
    assert lexical.read_time(typed, now=NOW) == value


def test_a_moment_is_shown_as_it_was_given():
    value = lexical.read_moment("1/7/2026", "14h02", now=NOW)
    assert value == "2026-07-01T14:02:00.000+01:00"
    assert lexical.show_moment(value) == ("01/07/2026", "14:02")


@pytest.mark.parametrize(
    ("typed", "limit", "value"),
    [("41,1579", 90, "41.1579"), ("-8.6291", 180, "-8.6291"), ("8,6291 O", 180, "-8.6291"),
     ("8°37'45\"W", 180, "-8.62916667"), ("41.1579 N", 90, "41.1579")],
)  # fmt: skip
def test_coordinates(typed, limit, value):
    assert lexical.read_coordinate(typed, limit=limit) == value


@pytest.mark.parametrize(("typed", "limit"), [("91", 90), ("181", 180), ("8 O", 90), ("x", 90)])
def test_no_such_coordinate(typed, limit):
    with pytest.raises(ValueError, match=r".*"):
        lexical.read_coordinate(typed, limit=limit)


@pytest.mark.parametrize(
    "typed", ["41.1579, -8.6291", "41,1579; -8,6291", "41.1579 -8.6291", "41,1579 -8,6291"]
)
def test_pairs_as_maps_copy_them(typed):
    assert lexical.split_point(typed) == ("41.1579", "-8.6291")

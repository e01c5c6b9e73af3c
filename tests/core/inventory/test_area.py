"""A drawn area: who is inside, said by the database as the map shows it."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from core.inventory import EntryFilter, count_entries, list_entries
from core.inventory.entries import MOST_CORNERS, area_text, read_area
from core.inventory.entries.area import inside
from core.plan.boundaries import boundaries, from_mercator, mercator

degrees = st.tuples(st.floats(40.8, 41.5), st.floats(-8.9, -8.1))


def on_the_map(area, point):
    """Whether a point is in the area as painted: even-odd, edges straight on the Mercator plane."""
    x, y = mercator(*point)
    corners = [mercator(*one) for one in area]
    odd = False
    for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


def away_from_edges(area, point, *, metres):
    """Whether a point is that far from all edges (on the plane, roughly)."""
    x, y = mercator(*point)
    reach = metres / 6_378_137 / 0.75
    corners = [mercator(*one) for one in area]
    for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        share = 0.0 if length == 0 else max(0, min(1, ((x - ax) * dx + (y - ay) * dy) / length))
        if ((x - ax - share * dx) ** 2 + (y - ay - share * dy) ** 2) ** 0.5 < reach:
            return False
    return True


def said(area, points):
    """What SQLite says of some points."""
    condition = select(inside(area, latitude="p.a", longitude="p.o"))
    text = str(condition.compile(dialect=sqlite.dialect()))
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE p (a REAL, o REAL)")
        database.executemany("INSERT INTO p VALUES (?, ?)", points)
        return [bool(one) for (one,) in database.execute(f"{text} FROM p")]


@settings(max_examples=150, deadline=None)
@given(st.lists(degrees, min_size=3, max_size=12), st.lists(degrees, min_size=1, max_size=20))
def test_the_database_and_the_picture_agree(area, points):
    area = tuple(area)
    clear = [one for one in points if away_from_edges(area, one, metres=1)]
    assert said(area, clear) == [on_the_map(area, one) for one in clear] if clear else True


@pytest.mark.parametrize("dico", ["1304", "1317"])
def test_a_municipality_drawn_by_hand_holds_what_is_in_it(dico):
    ring = max(next(one for one in boundaries() if one.dico == dico).rings, key=len)
    every = max(1, len(ring) // (MOST_CORNERS - 1))
    area = tuple(from_mercator(*point) for point in ring[::every])[:MOST_CORNERS]
    label = next(one for one in boundaries() if one.dico == dico).label
    assert said(area, [from_mercator(*label), (41.9, -8.5), (40.0, -8.5)]) == [True, False, False]


@given(st.lists(degrees, min_size=3, max_size=MOST_CORNERS))
def test_a_saved_area_is_read_again(area):
    again = read_area(area_text(tuple(area)))
    assert again is not None
    for one, other in zip(area, again, strict=True):
        assert one == pytest.approx(other, abs=1e-6)


@pytest.mark.parametrize(
    "text", ["", "41,-8", "41,-8;41,-8.1", "x,y;1,2;3,4", "91,0;0,0;1,1", "1,2,3;4,5;6,7",
             ";".join(["41,-8"] * (MOST_CORNERS + 1)), "nan,1;1,1;2,2"]
)  # fmt: skip
def test_what_is_no_area_is_none(text):
    assert read_area(text) is None


def test_the_list_shows_what_is_inside(places, store):
    around = ((41.0, -8.6), (41.0, -8.4), (41.3, -8.4), (41.3, -8.6))
    found = store.read(lambda work: list_entries(work, where=EntryFilter(area=around))).entries
    assert found
    assert all(41.0 <= one.latitude <= 41.3 for one in found)
    elsewhere = tuple((latitude + 2, longitude) for latitude, longitude in around)
    assert store.read(lambda work: count_entries(work, where=EntryFilter(area=elsewhere))) == 0

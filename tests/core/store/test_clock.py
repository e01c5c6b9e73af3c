"""Hybrid stamps only grow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from core.store import Change, HybridClock, instant_of, new_id


@given(
    steps=st.lists(
        st.integers(-(10**7), 10**7) | st.tuples(st.integers(0, 2**60)), min_size=1, max_size=50
    ),
    last=st.integers(0, 2**60),
)
def test_stamps_grow_whatever_the_wall_clock_does(steps, last):
    wall = type("Wall", (), {"at": datetime(2026, 11, 23, tzinfo=UTC)})()
    wall.now = lambda: wall.at
    clock = HybridClock(wall, last=last)
    before = last
    for step in steps:
        if isinstance(step, tuple):
            clock.observe(step[0])
            before = max(before, step[0])
        else:
            wall.at += timedelta(seconds=step)
        stamp = clock.tick()
        assert stamp > before
        before = stamp


def test_a_stamp_tells_its_instant(clock):
    assert instant_of(HybridClock(clock).tick()) == clock.at


def test_a_clock_set_back_between_two_starts(store, reopen, clock, tables):
    room, _ = tables
    store.write_now(lambda work: work.add(room(scope="g", name="a")))
    store.close()
    clock.forward(days=-400)
    again = reopen()
    again.write_now(lambda work: work.add(room(scope="g", name="b")))
    stamps = again.read(lambda work: work.scalars(select(Change.hlc).order_by(Change.number)).all())
    assert stamps == sorted(stamps)
    assert stamps[0] < stamps[-1]


def test_ids_sort_by_time():
    made = [new_id() for _ in range(2000)]
    assert len(set(made)) == 2000
    assert {one.version for one in made} == {7}
    assert made[0].bytes[:6] <= made[-1].bytes[:6]

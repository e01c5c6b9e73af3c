"""What happened to a recording, counted once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.video.incidents import Drops, latest


@given(st.lists(st.tuples(st.integers(1, 700_000), st.booleans()), max_size=40))
def test_what_is_lost_is_counted_in_one_segment_only(steps):
    """Also where a segment closes in the midst of a run of lost pictures."""
    drops, part, at, noted = Drops(), 0, 0, []
    for away, closes in steps:
        at += away
        noted.append((part, drops.lost(at, part=part)))
        part += closes
    kept = [
        one
        for number in range(part + 1)
        for one in latest(incident for where, incident in noted if where == number)
    ]
    assert sum(one.count for one in kept) == drops.total == len(steps)

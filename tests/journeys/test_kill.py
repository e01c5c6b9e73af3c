"""kill -9 of the real application while it records and is filled in, again and again."""

from __future__ import annotations

import os
import random
from functools import partial

import pytest

from core.video.recordings import RecordingState, list_recordings
from core.visits import filling, load_filling, sample_clip
from tests.journeys.field_day import SECRET
from tests.journeys.killed_app import (
    PLAIN_VIDEO,
    copy_of_store,
    field_day,
    lying_open,
    play,
)

KILLS = int(os.environ.get("TERRENO_KILLS", "20"))
LOST_AT_MOST_US = 1_000_000

pytestmark = [pytest.mark.journey, pytest.mark.faults, pytest.mark.slow]


def test_plain_video_would_be_recognised():
    assert PLAIN_VIDEO.search(sample_clip().read_bytes())


def test_nothing_saved_is_lost_and_the_recording_plays_to_the_kill(
    tmp_path, repository, record_testsuite_property
):
    home = tmp_path / "home"
    dice = random.Random(20)
    expected: dict[str, str] = {}
    killed: dict[object, float] = {}
    answers, lost, behind, place = 0, [], [], None
    previous = None
    for number in range(KILLS + 1):
        last = number == KILLS
        told, killed_us = field_day(
            home,
            repository=repository,
            seed=str(number),
            kill_after=None if last else dice.uniform(0.8, 3.5),
        )
        where = f"start {number}"
        assert not told.failed, where
        assert told.filling is not None, where
        if number:
            # The window said so, is where it was, and shows every answer.
            assert "foi recuperada" in told.said, where
            assert told.resumed == place, where
            assert {k: told.shown.get(k, "") for k in expected} == expected, where
        if last:
            assert told.closed
        else:
            assert told.recording is not None
            assert told.recording not in killed
        store = copy_of_store(home, tmp_path / "copy")
        try:
            values = store.read(partial(load_filling, filling_id=told.filling)).values
            for key, value in (expected | told.saved).items():
                # Given but not yet shown as saved when the kill came: either is right.
                allowed = [value, *told.given.get(key, [])]
                assert values.get(key, "") in allowed, (where, key)
                expected[key] = values.get(key, "")
            for key, later in told.given.items():
                if later and key in values:
                    expected[key] = values[key]
            about = store.read(partial(filling, filling_id=told.filling))
            place = about.current_key
            assert place is not None, where
            # The last question answered, or one that the person went on to; never before it.
            assert place in told.been_at[told.since :], where
            behind.append(told.been_at[::-1].index(place))
            recordings = {
                one.id: one for one in store.read(partial(list_recordings, visit_id=about.visit_id))
            }
            assert set(recordings) == {*killed, *([] if last else [told.recording])}, where
            for each, until_us in killed.items():
                assert recordings[each].state is RecordingState.RECOVERED, where
                if each == previous:
                    played = play(store, each)
                    lost.append(until_us - played.duration_us)
                    assert lost[-1] <= LOST_AT_MOST_US, where
                    assert until_us - recordings[each].duration_us <= LOST_AT_MOST_US, where
                    assert played.pictures >= played.duration_us / 1e6 * 10, where
            if last:
                assert not list((home / "stores" / "exemplo" / "recordings").iterdir())
                assert not store.files.check()
        finally:
            store.close()
        assert lying_open(home, secret=SECRET) == [], where
        answers += told.answers
        if not last:
            previous = told.recording
            killed[previous] = killed_us
    assert answers > KILLS
    record_testsuite_property("kills", KILLS)
    record_testsuite_property("answers shown as saved", answers)
    record_testsuite_property("questions answered", len(expected))
    record_testsuite_property("questions behind at most", max(behind))
    record_testsuite_property("lost at most (s)", round(max(lost) / 1e6, 3))
    record_testsuite_property("lost on average (s)", round(sum(lost) / len(lost) / 1e6, 3))
    print(
        f"\n{KILLS} kills, {answers} answers seen saved in {len(expected)} questions, "
        f"back at most {max(behind)} questions, lost at most "
        f"{max(lost) / 1e6:.3f} s, {sum(lost) / len(lost) / 1e6:.3f} s on average"
    )

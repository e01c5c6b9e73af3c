"""Filmstrip, sound and index come one after another in the background, and are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.review.overview import Overviews, strip_of

pytestmark = pytest.mark.qt_log_ignore(
    "pa_context_connect", "No RHI backend", "No audio device", "pipewire", "No HW decoder"
)


def test_the_filmstrip_comes_first_and_a_second_time_nothing_is_read(qtbot, recorded):
    opened = []
    (item,) = recorded.place.review.recordings

    def counting(segment):
        def open_it():
            opened.append(segment.start_us)
            return segment.open()

        return replace(segment, open=open_it)

    item = replace(item, segments=tuple(counting(s) for s in item.segments))
    overviews = Overviews(recorded.place.jobs, recorded.place)
    came = []
    overviews.arrived.connect(lambda _id, name, found: came.append((name, found)))
    overviews.ask(item)
    qtbot.waitUntil(lambda: len(came) == 3, timeout=20_000)
    assert [name for name, _ in came] == ["strip", "index", "wave"]
    strip, index, wave = (found for _, found in came)
    assert len(strip) == 24
    assert all(data.startswith(b"\xff\xd8") for _, data in strip)
    assert index[0] == 0
    assert len(wave) > 300
    read = len(opened)
    overviews.ask(item)
    assert [name for name, _ in came[3:]] == ["strip", "index", "wave"]
    assert len(opened) == read


def test_pictures_are_spread_over_segments_of_any_length(recorded):
    (item,) = recorded.place.review.recordings
    (whole,) = item.segments
    short = replace(whole, start_us=20_000_000, duration_us=500_000)
    item = replace(item, segments=(whole, short), duration_us=20_500_000)
    moments = [at for at, _ in strip_of(item, count=10)]
    assert moments == sorted(moments)
    assert len(moments) == 10

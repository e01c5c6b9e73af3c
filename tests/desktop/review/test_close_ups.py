"""Zoomed in, the filmstrip shows the exact pictures of the view, down to every single one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from core.video.footage import Footage
from core.video.glance import STRIP_HEIGHT_PX
from core.video.still import jpeg
from desktop.review.timeline_drawing import NARROWEST_US

pytestmark = pytest.mark.qt_log_ignore(
    "pa_context_connect", "No RHI backend", "No audio device", "pipewire", "No HW decoder"
)


@pytest.fixture
def seen(qtbot, recorded):
    """The review with its index there; waits for what is in view, and gives it."""
    place = recorded.place
    qtbot.waitUntil(lambda: len(place.close_ups._index) > 0, timeout=20_000)

    def shown():
        view = place.timeline
        qtbot.waitUntil(
            lambda: bool(view.close_ups) and not any(one.isNull() for _, one in view.close_ups),
            timeout=20_000,
        )
        return dict(view.close_ups)

    return place, shown


def exact(place, moment):
    (segment,) = place.review.recordings[0].segments
    with segment.open() as stream, Footage(stream) as footage:
        return QImage.fromData(
            jpeg(footage.picture_at(moment)[0], height=STRIP_HEIGHT_PX, quality=80)
        )


def test_from_afar_there_are_none(seen):
    place, _ = seen
    assert place.timeline.close_ups == []


def test_from_nearest_every_picture_is_there(qtbot, seen):
    place, shown = seen
    place.player.jump(8_000_000)
    place.timeline.setFocus()
    while place.timeline.view[1] - place.timeline.view[0] > NARROWEST_US:
        qtbot.keyClick(place.timeline, Qt.Key.Key_Plus)
    found = shown()
    start, end = place.timeline.view
    inside = [at for at in place.close_ups._index if start <= at < end]
    assert len(inside) >= 2
    assert set(inside) <= set(found)
    for moment, image in found.items():
        assert image == exact(place, moment)


def test_half_way_they_are_spread_and_stay_when_one_goes_on(qtbot, seen):
    place, shown = seen
    place.timeline.scroll_to(0)
    place.timeline.zoom(0.1)
    found = shown()
    apart = [b - a for a, b in zip(sorted(found), sorted(found)[1:], strict=False)]
    assert min(apart) >= place.timeline.tile_us * 0.9
    assert max(apart) <= place.timeline.tile_us * 2.2
    for moment, image in found.items():
        assert image == exact(place, moment)
    place.timeline.scroll_by(0.25)
    later = shown()
    assert len(found.keys() & later.keys()) >= len(found) // 2
    place.timeline.fit()
    assert place.timeline.close_ups == []


def test_several_in_one_go_are_those_one_by_one(recorded):
    (segment,) = recorded.place.review.recordings[0].segments
    with segment.open() as stream, Footage(stream) as footage:
        index = footage.moments()
        wanted = [0, *index[5:9], index[200], index[-2], index[-1], index[-1] + 9_000_000]
        found = list(footage.pictures_at(wanted))
        assert [at for at, _ in found] == wanted
        for at, image in found:
            assert (image == footage.picture_at(at)[0]).all()

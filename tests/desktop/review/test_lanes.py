"""Lanes per section, group, kind of marker and tag: opened, closed and put together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from core.video.recordings import add_marker
from desktop.kit.settings import SettingsFile
from desktop.review.lane_choice import GROUPS, KINDS, SECTIONS
from desktop.review.timeline import NAME_WIDTH

pytestmark = pytest.mark.qt_log_ignore(
    "pa_context_connect", "No RHI backend", "No audio device", "pipewire", "No HW decoder"
)


@pytest.fixture
def place(qtbot, recorded):
    """Six answers of two sections, four of them in two groups of the first; two kinds of marker."""
    place = recorded.place
    recorded.store.write_now(
        lambda work: add_marker(
            work,
            recording_id=recorded.recording_id,
            start_us=9_000_000,
            text="Ver depois",
            kind="note",
        )
    )
    qtbot.waitUntil(lambda: "Notas" in names(place), timeout=20_000)
    first = next(one for one in place.review.answers if one.moment_us is not None)
    answers = tuple(
        replace(
            first,
            key=f"/data/{at}",
            section="Edifício" if at < 5 else "Pessoas",
            group=("", "Entrada", "Entrada", "Cozinha", "Cozinha", "")[at],
            moment_us=(at + 1) * 2_000_000,
        )
        for at in range(6)
    )
    place._show(replace(place.review, answers=answers))
    qtbot.waitUntil(lambda: place.jobs.waiting == 0, timeout=20_000)
    return place


def names(place):
    return [lane.name for lane in place.timeline.lanes]


def lane_of(place, key):
    """The name of the lane in which a pin stands."""
    pin = next(pin for pin in place.timeline._pins if pin.key == key)
    return names(place)[pin.lane]


def test_a_section_is_opened_into_its_groups_and_closed(qtbot, place):
    timeline = place.timeline
    assert names(place) == ["Edifício", "Pessoas", "Marcadores", "Notas"]
    assert lane_of(place, "/data/3") == "Edifício"
    fold = timeline.fold_position("Edifício")
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=fold)
    assert names(place) == ["Edifício", "Entrada", "Cozinha", "Pessoas", "Marcadores", "Notas"]
    assert lane_of(place, "/data/0") == "Edifício"
    assert lane_of(place, "/data/1") == "Entrada"
    assert lane_of(place, "/data/3") == "Cozinha"
    assert lane_of(place, "/data/5") == "Pessoas"
    at = timeline.pin_position("/data/3")
    with qtbot.waitSignal(timeline.pin_picked) as picked:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at)
    assert picked.args == ["/data/3"]
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=fold)
    assert names(place) == ["Edifício", "Pessoas", "Marcadores", "Notas"]


def test_a_click_on_a_name_leaves_the_moment(qtbot, place):
    place.player.jump(8_000_000)
    timeline = place.timeline
    at = timeline.pin_position("/data/5")
    at.setX(NAME_WIDTH // 2)
    with qtbot.assertNotEmitted(timeline.moment_picked):
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at)


def test_with_the_keyboard_too(qtbot, place):
    timeline = place.timeline
    timeline.setFocus()
    qtbot.keyClick(timeline, Qt.Key.Key_Down)
    assert timeline.accessibleDescription() == "Edifício (mostrar os grupos)"
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert "Cozinha" in names(place)
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert "Cozinha" not in names(place)


def test_the_menu_puts_them_together_and_it_is_remembered(qtbot, place):
    ticks = place.lane_menu.ticks
    ticks[KINDS].trigger()
    assert names(place) == ["Edifício", "Pessoas", "Marcadores"]
    ticks[GROUPS].trigger()
    assert names(place) == ["Edifício", "Entrada", "Cozinha", "Pessoas", "Marcadores"]
    ticks[SECTIONS].trigger()
    assert names(place) == ["Registos", "Marcadores"]
    assert not ticks[GROUPS].isEnabled()
    assert lane_of(place, "/data/3") == "Registos"
    kept = SettingsFile(place.around.settings.path).value.review_lanes.split()
    assert sorted(kept) == ["groups", "tags"]


def test_in_a_small_window_four_lanes_are_seen(qtbot, place):
    place.resize(936, 600)
    qtbot.waitUntil(lambda: place.width() == 936)
    timeline = place.timeline
    seen = timeline.visibleRegion().boundingRect()
    bottoms = [timeline.pin_position(pin.key).y() + 8 for pin in timeline._pins]
    assert len(timeline.lanes) == 4
    assert seen.bottom() >= max(bottoms)
    assert place.header.subtitle.height() < 2 * place.fontMetrics().height()

"""The timeline as a person uses it: click a moment, click a pin, go by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.review.timeline import NAME_WIDTH, Pin, Timeline
from desktop.review.zoom_bar import ZoomBar

MINUTE = 60_000_000


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    widget = Timeline()
    qtbot.addWidget(widget)
    widget.resize(900, 200)
    widget.show_recording(
        duration_us=10 * MINUTE,
        lanes=["Acolhimento", "Marcadores"],
        pins=[
            Pin(key="/data/a", moment_us=2 * MINUTE, label="Há rampa?: Sim", lane=0),
            Pin(key="/data/b", moment_us=8 * MINUTE, label="Lotação: 30", lane=0),
            Pin(key="marker:1", moment_us=5 * MINUTE, label="Cozinha", lane=1, marker=True),
        ],
    )
    widget.show()
    return widget


def test_a_click_on_a_pin_picks_its_answer(qtbot: QtBot, timeline: Timeline) -> None:
    with qtbot.waitSignal(timeline.pin_picked) as picked:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=timeline.pin_position("/data/b"))
    assert picked.args == ["/data/b"]


def test_a_click_elsewhere_picks_the_moment(qtbot: QtBot, timeline: Timeline) -> None:
    middle = NAME_WIDTH + (timeline.width() - NAME_WIDTH - 8) // 2
    with qtbot.waitSignal(timeline.moment_picked) as picked:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(middle, 40))
    assert picked.args[0] == pytest.approx(5 * MINUTE, abs=MINUTE // 50)


def test_keys_move_along_the_recording(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.set_moment(MINUTE)
    with qtbot.waitSignal(timeline.moment_picked) as picked:
        qtbot.keyClick(timeline, Qt.Key.Key_Right)
    assert picked.args == [MINUTE + 5_000_000]
    with qtbot.waitSignal(timeline.moment_picked) as picked:
        qtbot.keyClick(timeline, Qt.Key.Key_End)
    assert picked.args == [10 * MINUTE]


def test_the_nearest_answer_of_a_moment_is_found(timeline: Timeline) -> None:
    near = timeline.pin_near(2 * MINUTE + 900_000, 1_000_000)
    assert near is not None
    assert near.key == "/data/a"
    assert timeline.pin_near(3 * MINUTE + MINUTE // 2, 1_000_000) is None


def test_an_empty_timeline_says_so(qtbot: QtBot) -> None:
    widget = Timeline()
    qtbot.addWidget(widget)
    widget.resize(600, 160)
    assert not widget.grab().isNull()


def test_zoom_goes_from_the_whole_to_single_pictures_and_back(
    qtbot: QtBot, timeline: Timeline
) -> None:
    timeline.set_moment(5 * MINUTE)
    for _ in range(20):
        qtbot.keyClick(timeline, Qt.Key.Key_Plus)
    start, end = timeline.view
    assert end - start == 200_000
    assert start <= 5 * MINUTE <= end
    qtbot.keyClick(timeline, Qt.Key.Key_PageDown)
    assert timeline.view[0] > start
    qtbot.keyClick(timeline, Qt.Key.Key_0)
    assert timeline.view == (0, 10 * MINUTE)


def test_the_overview_moves_what_is_seen(qtbot: QtBot, timeline: Timeline) -> None:
    bar = ZoomBar(timeline)
    qtbot.addWidget(bar)
    bar.resize(600, 30)
    bar.show()
    for _ in range(3):
        qtbot.mouseClick(bar.in_button, Qt.MouseButton.LeftButton)
    start, end = timeline.view
    assert end - start == pytest.approx(10 * MINUTE / 8, rel=0.01)
    right = QPoint(bar.overview.width() - 2, 10)
    qtbot.mouseClick(bar.overview, Qt.MouseButton.LeftButton, pos=right)
    assert timeline.view[1] == 10 * MINUTE
    qtbot.mouseClick(bar.fit_button, Qt.MouseButton.LeftButton)
    assert timeline.view == (0, 10 * MINUTE)


def test_who_scrolled_away_is_left_there_while_it_plays_and_a_jump_is_followed(
    timeline: Timeline,
) -> None:
    timeline.set_moment(MINUTE)
    timeline.zoom(0.1)
    timeline.scroll_to(6 * MINUTE)
    timeline.set_moment(MINUTE + 40_000)
    assert timeline.view[0] == 6 * MINUTE
    timeline.set_moment(3 * MINUTE)
    assert timeline.view[0] <= 3 * MINUTE <= timeline.view[1]

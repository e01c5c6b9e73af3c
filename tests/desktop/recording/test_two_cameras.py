"""Laptop and phone at once: one button, one time base, and each may fail without the other."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest
from PySide6.QtCore import Qt

from core.store import SystemClock
from core.video.footage import Footage
from core.video.recordings import RecordingState, list_recordings, markers_of
from core.video.test_pattern import read_number, write_number
from desktop.recording.states import DeskState
from desktop.review.line import inside
from desktop.review.records import load_review
from tests.core.video.mjpeg_server import MjpegCamera
from tests.core.video.rtsp_server import RtspCamera
from tests.desktop.recording.test_panel import SLOW, ready

TICK_US = 50_000
APART = 3  # ticks: two lines' delays, the pace of two encoders


class Wall:
    """What all cameras that look at the same clock on the wall see."""

    def __init__(self, *, high=180):
        import numpy as np

        self.blank = np.full((high, high * 16 // 9 // 16 * 16, 3), 90, np.uint8)
        self.begun = time.monotonic_ns()

    def __call__(self):
        now = (time.monotonic_ns() - self.begun) // 1000
        tick = now // TICK_US + 1
        threading.Event().wait((tick * TICK_US - now) / 1e6)
        image = self.blank.copy()
        write_number(image, tick)
        return image


@pytest.fixture
def wall():
    return Wall()


@pytest.fixture
def phone(wall):
    camera = MjpegCamera(SystemClock(), picture=wall)
    yield camera
    camera.stop()


@pytest.fixture
def laptop(wall):
    camera = MjpegCamera(SystemClock(), picture=wall)
    yield camera
    camera.stop()


def second_ready(qtbot, panel, address):
    panel.second.chooser.chosen.emit(address, "none")
    second = panel.pair.second
    qtbot.waitUntil(lambda: second.state is DeskState.READY, timeout=SLOW)
    qtbot.waitUntil(lambda: second.latest_frame() is not None, timeout=SLOW)


def both_reach(qtbot, panel, us):
    qtbot.waitUntil(lambda: all(one.elapsed_us() >= us for one in panel.pair.both), timeout=SLOW)


def both_stopped(qtbot, panel):
    with qtbot.waitSignals([one.sealed for one in panel.pair.both], timeout=SLOW):
        qtbot.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    assert not panel.recording


def seen_at(recording, at_us):
    """The number in the picture of a recording at a moment of the visit's line."""
    moment = inside(recording, at_us)
    (segment,) = recording.segments
    with segment.open() as stream, Footage(stream) as footage:
        return read_number(footage.picture_at(moment)[0])


def in_step(house, *, shares=(0.25, 0.5, 0.75)):
    """The visit's recordings in the review; both show the same clock at the same moment."""
    review = load_review(house.store, house.visit_id, language="pt")
    one, other = review.recordings
    begin = max(one.offset_us, other.offset_us)
    end = min(one.offset_us + one.duration_us, other.offset_us + other.duration_us)
    for share in shares:
        at = round(begin + share * (end - begin))
        assert abs(seen_at(one, at) - seen_at(other, at)) <= APART
    return one, other


def test_one_button_records_both_and_the_review_shows_them_in_step(
    qtbot, panel, house, laptop, phone
):
    assert not panel.second.isVisible()
    ready(qtbot, panel, laptop.address)
    second_ready(qtbot, panel, phone.address)
    assert panel.second.isVisible()
    assert panel.second.name.text() == "127.0.0.1"
    assert (panel.chip.text(), panel.second.chip.text()) == ("Pronta", "Pronta")
    with qtbot.waitSignals([one.started for one in panel.pair.both], timeout=SLOW):
        qtbot.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    assert (panel.chip.text(), panel.second.chip.text()) == ("A gravar", "A gravar")
    assert not panel.second.chooser.isEnabled()
    both_reach(qtbot, panel, 1_500_000)
    with qtbot.waitSignal(panel.pair.second.photo_taken, timeout=SLOW):
        qtbot.mouseClick(panel.second.photo, Qt.MouseButton.LeftButton)
    assert "Fotografia" in panel.list.text()
    both_stopped(qtbot, panel)
    found = house.store.read(partial(list_recordings, visit_id=house.visit_id))
    assert [one.state for one in found] == [RecordingState.SEALED] * 2
    in_step(house)


def test_a_pause_holds_both_at_the_same_instant(qtbot, panel, house, laptop, phone):
    ready(qtbot, panel, laptop.address)
    second_ready(qtbot, panel, phone.address)
    panel.toggle_record()
    both_reach(qtbot, panel, 500_000)
    qtbot.mouseClick(panel.pause, Qt.MouseButton.LeftButton)
    assert (panel.chip.text(), panel.second.chip.text()) == ("Em pausa", "Em pausa")
    stood = [one.elapsed_us() for one in panel.pair.both]
    frame = panel.desk.latest_frame()
    qtbot.waitUntil(lambda: panel.desk.latest_frame() is not frame, timeout=SLOW)
    assert [one.elapsed_us() for one in panel.pair.both] == stood
    qtbot.mouseClick(panel.pause, Qt.MouseButton.LeftButton)
    both_reach(qtbot, panel, 1_500_000)
    both_stopped(qtbot, panel)
    in_step(house, shares=(0.2, 0.8))


def test_the_second_goes_and_comes_back_while_the_first_records_on(qtbot, panel):
    phone = RtspCamera(SystemClock())
    try:
        ready(qtbot, panel, "test:320x180@30")
        second_ready(qtbot, panel, phone.address)
        panel.toggle_record()
        both_reach(qtbot, panel, 300_000)
        phone.behaviour = "close"
        qtbot.waitUntil(lambda: panel.second.chip.text() == "Sem imagem", timeout=SLOW)
        assert panel.banner.happened.text().startswith("Segunda câmara: a câmara deixou de dar")
        assert panel.second.picture.dimmed
        assert panel.chip.text() == "A gravar"
        assert not panel.picture.dimmed
        phone.behaviour = "give"
        qtbot.waitUntil(lambda: panel.second.chip.text() == "A gravar", timeout=SLOW)
        assert "Segunda câmara: a câmara voltou" in panel.banner.happened.text()
        both_stopped(qtbot, panel)
    finally:
        phone.stop()


def test_a_phone_that_comes_late_joins_what_records_already(qtbot, panel, house, wall, laptop):
    gone = MjpegCamera(SystemClock(), picture=wall)
    gone.stop()
    ready(qtbot, panel, laptop.address)
    panel.second.chooser.chosen.emit(gone.address, "none")
    qtbot.waitUntil(lambda: panel.second.chip.text() == "Não ligou", timeout=SLOW)
    assert "Segunda câmara" in panel.banner.happened.text()
    assert panel.record.isEnabled()
    panel.toggle_record()
    qtbot.waitUntil(lambda: panel.desk.elapsed_us() >= 400_000, timeout=SLOW)
    assert panel.pair.second.state is DeskState.EMPTY
    # A pause before it comes must not set the two apart.
    panel.pair.pause()
    frame = panel.desk.latest_frame()
    qtbot.waitUntil(lambda: panel.desk.latest_frame() is not frame, timeout=SLOW)
    phone = MjpegCamera(SystemClock(), picture=wall, port=gone.port)
    try:
        qtbot.mouseClick(panel.second.again, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: panel.pair.second.state is DeskState.READY, timeout=SLOW)
        panel.pair.resume()
        qtbot.waitUntil(lambda: panel.second.chip.text() == "A gravar", timeout=SLOW)
        both_reach(qtbot, panel, 1_200_000)
        both_stopped(qtbot, panel)
    finally:
        phone.stop()
    late = in_step(house)[1]
    assert late.offset_us >= 400_000


def test_without_the_first_the_second_records_and_stamps(qtbot, panel, house, phone):
    second_ready(qtbot, panel, phone.address)
    assert panel.chip.text() == "Sem câmara"
    with qtbot.waitSignal(panel.pair.second.started, timeout=SLOW) as started:
        qtbot.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.moment()[1] >= 300_000, timeout=SLOW)
    assert panel.moment()[0] == started.args[0]
    assert panel.still().startswith(b"\xff\xd8")
    with qtbot.waitSignal(panel.pair.second.marker_added, timeout=SLOW):
        panel.mark()
    qtbot.keyClicks(panel.note, "Degrau")
    qtbot.keyClick(panel.note, Qt.Key.Key_Return)
    with qtbot.waitSignal(panel.pair.second.sealed, timeout=SLOW):
        panel.toggle_record()
    (marker,) = house.store.read(partial(markers_of, recording_id=started.args[0]))
    assert marker.text == "Degrau"


def test_the_second_alone_is_stopped(qtbot, panel, phone):
    ready(qtbot, panel, "test:320x180@30")
    second_ready(qtbot, panel, phone.address)
    panel.toggle_record()
    both_reach(qtbot, panel, 300_000)
    with qtbot.waitSignal(panel.pair.second.sealed, timeout=SLOW):
        qtbot.mouseClick(panel.second.stop, Qt.MouseButton.LeftButton)
    assert panel.second.chip.text() == "Pronta"
    assert panel.chip.text() == "A gravar"
    assert panel.record.text() == "Parar"
    with qtbot.waitSignal(panel.desk.stopped, timeout=SLOW):
        panel.toggle_record()
    assert panel.record.text() == "Gravar"


def test_the_same_camera_is_not_opened_twice(qtbot, panel, phone):
    ready(qtbot, panel, phone.address)
    panel.second.chooser.chosen.emit(phone.address, "none")
    assert "já está a ser usada" in panel.banner.happened.text()
    assert panel.pair.second.state is DeskState.EMPTY
    assert not panel.second.isVisible()


def test_the_second_is_remembered_without_its_password_and_taken_away(qtbot, panel, house, phone):
    secret = phone.address.replace("//", "//ana:segredo@")
    second_ready(qtbot, panel, secret)
    assert house.settings.value.second_camera == phone.address
    assert "segredo" not in (house.path / "settings.ini").read_text()
    panel.second.chooser.chosen.emit("", "none")
    qtbot.waitUntil(lambda: not panel.second.isVisible(), timeout=SLOW)
    assert house.settings.value.second_camera == ""


def test_small_both_pictures_stay(qtbot, panel, phone):
    ready(qtbot, panel, "test:320x180@30")
    second_ready(qtbot, panel, phone.address)
    panel.set_compact(True)
    panel.resize(800, 60)
    assert panel.second.picture.isVisible()
    assert panel.second.picture.width() <= 100
    assert panel.second.chip.isVisible()
    assert not panel.second.photo.isVisible()
    assert not panel.second.chooser.isVisible()
    panel.set_compact(False)
    assert panel.second.photo.isVisible()


def test_closing_the_window_keeps_both(qtbot, panel, house, phone):
    from core.video.sealing import recover_recordings
    from core.video.sealing_lane import sealing_lane

    ready(qtbot, panel, "test:320x180@30")
    second_ready(qtbot, panel, phone.address)
    panel.toggle_record()
    both_reach(qtbot, panel, 500_000)
    panel.close_down()
    assert sealing_lane(house.store).wait(20)
    recover_recordings(house.store)
    found = house.store.read(partial(list_recordings, visit_id=house.visit_id))
    assert [one.state for one in found] == [RecordingState.SEALED] * 2
    assert all(one.duration_us >= 400_000 for one in found)

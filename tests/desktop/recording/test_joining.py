"""Joining clips in the window, and choosing among what cameras offer."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDateTimeEdit

from core.video import CameraFacts
from core.video.recordings import list_recordings
from core.video.timeline import AlignedBy, placed_recordings
from core.video.v4l2 import Mode
from desktop.recording import cameras
from desktop.recording.join_dialog import JoinDialog
from tests.core.video.clip_files import RATE, a_clip, a_room

SLOW = 20_000
NOW = datetime(2026, 3, 10, 18, tzinfo=UTC)


@pytest.fixture
def dialog(house, qtbot):
    dialog = JoinDialog(house.jobs, visit_id=house.visit_id, technician_id=None, now=lambda: NOW)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def joined(qtbot, dialog, count):
    qtbot.waitUntil(lambda: dialog.table.rowCount() == count, timeout=SLOW)
    qtbot.waitUntil(dialog.add.isEnabled, timeout=SLOW)


def test_clips_are_joined_placed_by_sound_and_by_hand(qtbot, dialog, house, tmp_path):
    room = a_room(12)
    film = a_clip(
        tmp_path / "a.mp4",
        seconds=12,
        fps=10,
        heard=room,
        metadata={"creation_time": "2026-03-10T15:00:00Z"},
    )
    clip = a_clip(tmp_path / "b.mov", seconds=6, fps=10, heard=room[4 * RATE : 10 * RATE])
    bad = tmp_path / "c.mp4"
    bad.write_text("nada")
    dialog.join([film, clip, bad])
    joined(qtbot, dialog, 2)
    assert "c.mp4" in dialog.banner.happened.text()
    assert dialog.table.item(1, 3).text() == "ainda por acertar"

    qtbot.waitUntil(lambda: dialog.others.count() == 2, timeout=SLOW)
    first = house.store.read(partial(list_recordings, visit_id=house.visit_id))
    dialog.others.setCurrentIndex(dialog.others.findData(str(dialog._rows[0])))
    dialog.table.selectRow(1)
    qtbot.mouseClick(dialog.by_sound, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "som (" in dialog.table.item(1, 3).text(), timeout=SLOW)
    assert len(first) == 2
    one, other = house.store.read(partial(placed_recordings, visit_id=house.visit_id))
    assert (other.begins_at - one.begins_at).total_seconds() == pytest.approx(4, abs=0.03)

    begins = dialog.table.cellWidget(1, 2)
    assert isinstance(begins, QDateTimeEdit)
    begins.setDateTime(begins.dateTime().addSecs(60))
    begins.editingFinished.emit()
    qtbot.waitUntil(lambda: dialog.table.item(1, 3).text() == "à mão", timeout=SLOW)
    _, moved = house.store.read(partial(placed_recordings, visit_id=house.visit_id))
    assert moved.aligned_by is AlignedBy.HAND
    assert (moved.begins_at - one.begins_at).total_seconds() == pytest.approx(64, abs=0.03)


def test_a_clip_cut_off_in_copying_is_joined_and_said_beside_what_was_not(qtbot, dialog, tmp_path):
    short = a_clip(tmp_path / "d.mkv", seconds=20, fps=10)
    data = short.read_bytes()
    short.write_bytes(data[: len(data) // 2])
    bad = tmp_path / "c.mp4"
    bad.write_text("nada")
    dialog.join([bad, short])
    joined(qtbot, dialog, 1)
    said = dialog.banner.happened.text()
    assert "«c.mp4» não tem vídeo" in said
    assert "«d.mkv» está cortado: faltam-lhe 0:" in said
    assert dialog.table.item(0, 1).text() < "0:15"


def test_the_same_clip_is_listed_once(qtbot, dialog, tmp_path):
    clip = a_clip(tmp_path / "a.mp4", seconds=1)
    dialog.join([clip])
    joined(qtbot, dialog, 1)
    dialog.join([clip])
    joined(qtbot, dialog, 1)


def test_a_camera_plugged_in_shows_with_the_sizes_it_offers(qtbot, panel, monkeypatch):
    found = [CameraFacts("device:3", "Logi", (Mode(1280, 720, 30.0, "MJPG"), Mode(640, 480, 30.0)))]
    chooser = panel.chooser
    assert chooser.sources.findData("device:3") < 0
    monkeypatch.setattr(cameras, "cameras", lambda: found)
    chooser._watch.changed.emit()
    place = chooser.sources.findData("device:3")
    assert chooser.sources.itemText(place) == "Logi"
    chosen = []
    chooser.chosen.disconnect()
    chooser.chosen.connect(lambda address, _ear: chosen.append(address))
    chooser.sources.setCurrentIndex(place)
    chooser.sources.activated.emit(place)
    assert chooser.modes.isVisible()
    assert [chooser.modes.itemText(n) for n in range(3)] == [
        "Tamanho: automático", "1280 × 720, 30/s", "640 × 480, 30/s"
    ]  # fmt: skip
    chooser.modes.setCurrentIndex(2)
    chooser.modes.activated.emit(2)
    assert chosen == ["device:3", "device:3?640x480@30"]
    found.clear()
    chooser._watch.changed.emit()
    assert chooser.sources.currentText() in ("device:3", "Escolher câmara…")

"""What is covered in a recording, as a person changes it."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt

from core.video.privacy.blurred import blurred_film, plan_of
from core.video.privacy.records import erasures
from desktop.review.privacy_dialog import PrivacyDialog


@pytest.fixture
def dialog(qtbot, recorded):
    made = PrivacyDialog(
        recorded.place.jobs, recorded.recording_id, until_us=24_000_000, parent=recorded.place
    )
    made.show()
    qtbot.waitUntil(lambda: not made.picture._image.isNull(), timeout=20_000)
    return made


def draw(qtbot, picture):
    area = picture.shown()
    start = QPoint(int(area.x() + area.width() / 4), int(area.y() + area.height() / 4))
    end = start + QPoint(int(area.width() / 4), int(area.height() / 4))
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(picture, end)
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=end)
    return start + (end - start) / 2


def kept(recorded):
    return plan_of(recorded.store, recorded.recording_id)


def test_a_box_is_drawn_for_its_seconds_and_goes_with_a_click(qtbot, dialog, recorded):
    dialog.slider.setValue(25)
    inside = draw(qtbot, dialog.picture)
    qtbot.waitUntil(lambda: kept(recorded) is not None, timeout=10_000)
    (track,) = kept(recorded).tracks
    assert (track.from_us, track.until_us, track.by_hand) == (3_000_000, 7_000_000, True)
    box = track.at(5_000_000)
    assert (box.x, box.y, box.w, box.h) == pytest.approx((0.25, 0.25, 0.25, 0.25), abs=0.02)
    qtbot.mouseClick(dialog.picture, Qt.MouseButton.LeftButton, pos=inside)
    qtbot.waitUntil(lambda: kept(recorded).tracks == (), timeout=10_000)


def test_the_copy_is_made_and_the_recording_erased_with_a_reason(qtbot, dialog, recorded):
    draw(qtbot, dialog.picture)
    qtbot.waitUntil(lambda: kept(recorded) is not None, timeout=10_000)
    dialog.copy.click()
    assert not dialog.copy.isEnabled()
    qtbot.waitUntil(dialog.copy.isEnabled, timeout=60_000)
    assert blurred_film(recorded.store, recorded.recording_id) is not None
    assert not dialog.erase.isEnabled()
    dialog.why.setText("Prazo")
    with qtbot.waitSignal(dialog.accepted, timeout=10_000):
        dialog.erase.click()
    (row,) = recorded.store.read(partial(erasures))
    assert row.why == "Prazo"
    assert not any(recorded.store.files.has(one) for one in row.files)

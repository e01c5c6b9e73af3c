"""What is covered in a recording, its voices, its copy and its days, as a person changes them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from core.people import list_consents, withdraw_consent
from core.video.privacy.blurred import blurred_film, plan_of
from core.video.privacy.records import erasures, kept_until
from desktop.review.privacy_dialog import PrivacyDialog


@pytest.fixture
def dialog(qtbot, recorded):
    made = PrivacyDialog(
        recorded.place.jobs,
        recorded.recording_id,
        visit_id=recorded.visit_id,
        until_us=24_000_000,
        parent=recorded.place,
    )
    made.show()
    qtbot.waitUntil(lambda: not made.picture._image.isNull(), timeout=20_000)
    return made


def at(picture, x, y):
    area = picture.shown()
    return QPoint(round(area.x() + area.width() * x), round(area.y() + area.height() * y))


def drag(qtbot, picture, start, end):
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=at(picture, *start))
    qtbot.mouseMove(picture, at(picture, *end))
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=at(picture, *end))


def draw(qtbot, picture):
    drag(qtbot, picture, (0.25, 0.25), (0.5, 0.5))


def kept(recorded):
    return plan_of(recorded.store, recorded.recording_id)


def wait_kept(qtbot, recorded, fits):
    def done():
        plan = kept(recorded)
        return plan is not None and bool(fits(plan))

    qtbot.waitUntil(done, timeout=10_000)
    return kept(recorded)


def corners(box):
    return pytest.approx((box.x, box.y, box.w, box.h), abs=0.02)


def test_a_box_is_drawn_for_its_seconds_moved_resized_and_taken_back(qtbot, dialog, recorded):
    dialog.slider.setValue(25)
    draw(qtbot, dialog.picture)
    (track,) = wait_kept(qtbot, recorded, lambda plan: plan.tracks).tracks
    assert (track.from_us, track.until_us, track.by_hand) == (3_000_000, 7_000_000, True)
    assert corners(track.at(5_000_000)) == (0.25, 0.25, 0.25, 0.25)
    drag(qtbot, dialog.picture, (0.4, 0.4), (0.5, 0.4))
    assert corners(dialog.covered.plan.tracks[0].at(5_000_000)) == (0.35, 0.25, 0.25, 0.25)
    drag(qtbot, dialog.picture, (0.6, 0.5), (0.7, 0.6))  # the lower right corner
    assert corners(dialog.covered.plan.tracks[0].at(5_000_000)) == (0.35, 0.25, 0.35, 0.35)
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert corners(dialog.covered.plan.tracks[0].at(5_000_000)) == (0.35, 0.25, 0.25, 0.25)
    dialog.away.click()
    wait_kept(qtbot, recorded, lambda plan: plan.tracks == ())


def test_between_two_moments_a_box_goes_from_one_place_to_the_other(qtbot, dialog, recorded):
    dialog.slider.setValue(10)
    draw(qtbot, dialog.picture)
    dialog.slider.setValue(50)  # 10 s: it is not covered there yet
    assert dialog.picture._boxes == []
    dialog.until.click()
    assert len(dialog.picture._boxes) == 1
    drag(qtbot, dialog.picture, (0.3, 0.3), (0.7, 0.3))
    plan = wait_kept(qtbot, recorded, lambda plan: plan.tracks and len(plan.tracks[0].keys) == 2)
    (track,) = plan.tracks
    assert track.until_us == 10_000_001
    assert corners(track.at(2_000_000)) == (0.25, 0.25, 0.25, 0.25)
    assert corners(track.at(6_000_000)) == (0.45, 0.25, 0.25, 0.25)
    assert corners(track.at(10_000_000)) == (0.65, 0.25, 0.25, 0.25)


def test_boxes_are_set_by_keyboard_alone(qtbot, dialog, recorded):
    picture = dialog.picture
    picture.setFocus()
    QTest.keyClick(picture, Qt.Key.Key_Insert)
    QTest.keyClick(picture, Qt.Key.Key_Insert)
    assert len(picture._boxes) == 2
    QTest.keyClick(picture, Qt.Key.Key_Backtab)
    assert picture.chosen == 0
    for _ in range(10):
        QTest.keyClick(picture, Qt.Key.Key_Left)
    for _ in range(5):
        QTest.keyClick(picture, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    track = dialog.covered.plan.tracks[0]
    assert corners(track.at(0)) == (0.30, 0.40, 0.20, 0.25)
    QTest.keyClick(picture, Qt.Key.Key_Space)
    assert dialog.covered.plan.tracks[0].left_out
    assert dialog.switch.text() == "Voltar a tapar"
    QTest.keyClick(picture, Qt.Key.Key_Tab)
    assert picture.chosen == 1
    QTest.keyClick(picture, Qt.Key.Key_Delete)
    plan = wait_kept(qtbot, recorded, lambda plan: len(plan.tracks) == 1)
    assert plan.tracks[0].left_out
    for _ in range(60):
        QTest.keyClick(picture, Qt.Key.Key_Left)  # never beyond the picture
    assert all(box[0] >= 0 for box, _ in picture._boxes)


def test_voices_are_changed_from_one_moment_to_another(qtbot, dialog, recorded):
    voices = dialog.voices
    assert not voices.end.isEnabled()
    dialog.slider.setValue(10)
    voices.begin.click()
    dialog.slider.setValue(20)
    voices.end.click()
    voices.change.setCurrentIndex(1)
    dialog.slider.setValue(60)
    voices.begin.click()
    dialog.slider.setValue(40)  # backwards is fine
    voices.end.click()
    plan = wait_kept(qtbot, recorded, lambda plan: len(plan.voices) == 2)
    assert [(one.from_us, one.until_us, one.change) for one in plan.voices] == [
        (2_000_000, 4_000_000, "mute"), (8_000_000, 12_000_000, "pitch")
    ]  # fmt: skip
    voices.list.setCurrentRow(0)
    voices._go(voices.list.item(0))
    assert dialog.moment_us == 2_000_000
    QTest.keyClick(voices.list, Qt.Key.Key_Delete)
    wait_kept(qtbot, recorded, lambda plan: len(plan.voices) == 1)


def test_a_recording_is_kept_until_a_day(qtbot, dialog, recorded):
    def until():
        return recorded.store.read(partial(kept_until, recording_id=recorded.recording_id))

    qtbot.waitUntil(dialog.keeping.until.isEnabled, timeout=10_000)
    assert until() is None
    dialog.keeping.day.setDate(QDate(2027, 3, 31))
    dialog.keeping.until.click()
    qtbot.waitUntil(lambda: until() is not None, timeout=10_000)
    assert until().astimezone().strftime("%d/%m/%Y %H:%M") == "31/03/2027 23:59"
    assert until() > datetime(2027, 3, 30, tzinfo=UTC)
    dialog.keeping.until.click()
    qtbot.waitUntil(lambda: until() is None, timeout=10_000)


def test_the_copy_is_seen_beside_and_the_recording_erased_with_a_reason(qtbot, dialog, recorded):
    dialog.compare.click()
    qtbot.waitUntil(lambda: "Não há cópia" in dialog.beside._words, timeout=20_000)
    draw(qtbot, dialog.picture)
    dialog.copy.click()  # what was just drawn is in the copy
    assert not dialog.copy.isEnabled()
    qtbot.waitUntil(dialog.copy.isEnabled, timeout=60_000)
    assert blurred_film(recorded.store, recorded.recording_id) is not None
    assert len(kept(recorded).tracks) >= 1
    qtbot.waitUntil(lambda: not dialog.beside.image.isNull(), timeout=20_000)
    assert not dialog.keeping.erase.isEnabled()
    dialog.keeping.why.setText("Prazo")
    with qtbot.waitSignal(dialog.accepted, timeout=10_000):
        dialog.findChild(QPushButton, "privacy_erase").click()
    (row,) = recorded.store.read(partial(erasures))
    assert row.why == "Prazo"
    assert not any(recorded.store.files.has(one) for one in row.files)


def test_what_was_changed_last_is_kept_when_the_dialog_closes(qtbot, dialog, recorded):
    draw(qtbot, dialog.picture)
    dialog.reject()
    wait_kept(qtbot, recorded, lambda plan: len(plan.tracks) == 1)


def test_who_agreed_for_this_recording_alone_is_recorded_and_taken_back(qtbot, dialog, recorded):
    store = recorded.place.jobs.store
    for one in store.read(partial(list_consents, visit_id=recorded.visit_id)):
        store.write_now(partial(withdraw_consent, consent_id=one.id, at=one.given_at))
    rows = dialog.consents
    dialog.show_consents()
    qtbot.mouseClick(rows.add, Qt.MouseButton.LeftButton)
    ask = rows.findChild(QDialog, "consent_dialog")
    ask.who.setText("Rui Paz")
    ask.only_this.setChecked(True)
    qtbot.mouseClick(ask.ok, Qt.MouseButton.LeftButton)

    def given():
        return [
            one
            for one in store.read(partial(list_consents, visit_id=recorded.visit_id))
            if one.who == "Rui Paz"
        ]

    qtbot.waitUntil(lambda: len(given()) == 1, timeout=20_000)
    assert given()[0].recording_id == recorded.recording_id
    qtbot.waitUntil(
        lambda: any("só uma gravação" in label.text() for label in rows.findChildren(QLabel)),
        timeout=20_000,
    )
    (away,) = [
        one
        for one in rows.findChildren(QPushButton)
        if one.accessibleName() == "Retirar o consentimento de Rui Paz"
    ]
    qtbot.mouseClick(away, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: given()[0].withdrawn_at is not None, timeout=20_000)

"""The review as a technician uses it: answer ↔ moment, findings, what is missing, signing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication

from core.visits import finalise_filling, list_findings, list_signatures, list_visits
from desktop.review.missing_dialog import MissingDialog
from desktop.review.sign_dialog import SignDialog
from tests.desktop.review.conftest import CHOSEN, NOW, TYPED

pytestmark = pytest.mark.qt_log_ignore(
    "pa_context_connect",
    "No RHI backend",
    "No audio device",
    "pipewire",
    "plugin does not support",
    "No HW decoder",
)


def click_answer(qtbot, place, key):
    place.answers.select_key(key)
    middle = place.answers.visualRect(place.answers.currentIndex()).center()
    qtbot.mouseClick(place.answers.viewport(), Qt.MouseButton.LeftButton, pos=middle)


@pytest.mark.parametrize(("key", "_value", "moment_us"), [CHOSEN, TYPED])
def test_an_answer_goes_to_its_moment(qtbot, recorded, key, _value, moment_us):
    click_answer(qtbot, recorded.place, key)
    player = recorded.place.player
    qtbot.waitUntil(lambda: abs(player.moment_us - moment_us) < 40_000, timeout=10_000)
    qtbot.waitUntil(lambda: not recorded.place.view.image.isNull(), timeout=10_000)


def test_a_pin_goes_to_its_answer(qtbot, recorded):
    place = recorded.place
    pin = place.timeline.pin_position(TYPED[0])
    qtbot.mouseClick(place.timeline, Qt.MouseButton.LeftButton, pos=pin)
    qtbot.waitUntil(lambda: place.answers.current_item() is not None)
    assert place.answers.current_item().shown == TYPED[1]


def test_the_search_does_not_mind_accents(qtbot, recorded):
    place = recorded.place
    qtbot.keyClicks(place.search, "designacao")
    shown = [
        place.answers.model().index(row, 0).data()
        for row in range(place.answers.model().rowCount())
    ]
    assert any("Designação" in text for text in shown)
    assert len(shown) < 5


def test_a_no_becomes_a_finding_with_its_moment(qtbot, recorded):
    place, store = recorded.place, recorded.store
    click_answer(qtbot, place, CHOSEN[0])
    qtbot.mouseClick(place.finding_button, Qt.MouseButton.LeftButton)
    form = place.findings.form
    assert not form.submit.isEnabled()
    qtbot.keyClicks(form.text, "Sem documento formal")
    qtbot.keyClicks(form.recommendation, "Escrever e aprovar")
    qtbot.mouseClick(form.submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(place.review.findings) == 1, timeout=10_000)
    found = store.read(lambda work: list_findings(work, visit_id=recorded.visit_id))
    assert (found[0].answer_key, found[0].text) == (CHOSEN[0], "Sem documento formal")
    assert found[0].recommendations[0].text == "Escrever e aprovar"
    assert form.text.toPlainText() == ""


def test_what_is_missing_is_listed_and_leads_to_the_question(qtbot, recorded):
    place = recorded.place
    asked = []
    place.open_question.connect(lambda filling, key: asked.append((filling, key)))

    def choose():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MissingDialog)
        assert dialog.list.count() > 3
        at = dialog.list.visualItemRect(dialog.list.item(0)).center()
        qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=at)

    waiting = QTimer(place)
    waiting.timeout.connect(lambda: QApplication.activeModalWidget() and (waiting.stop(), choose()))
    waiting.start(20)
    qtbot.mouseClick(place.finalise_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(asked), timeout=10_000)
    assert asked[0][0] == recorded.filling_id
    assert asked[0][1].startswith("/data/s0")
    assert place.review.filling_state == "draft"


def test_both_parties_sign_a_finalised_filling(qtbot, recorded):
    place, store = recorded.place, recorded.store
    assert not place.sign_button.isEnabled()
    store.write_now(lambda work: finalise_filling(work, recorded.filling_id, at=NOW))
    qtbot.waitUntil(place.sign_button.isEnabled, timeout=10_000)

    def sign():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SignDialog)
        qtbot.keyClicks(dialog.name, "Helena Matos")
        assert not dialog.accept_button.isEnabled()
        qtbot.mousePress(dialog.pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 60))
        qtbot.mouseMove(dialog.pad, QPoint(120, 90))
        qtbot.mouseRelease(dialog.pad, Qt.MouseButton.LeftButton, pos=QPoint(120, 90))
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(100, sign)
    qtbot.mouseClick(place.sign_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(place.review.signatures) == 1, timeout=10_000)
    signed = store.read(lambda work: list_signatures(work, visit_id=recorded.visit_id))
    assert (signed[0].name, signed[0].party, signed[0].still_holds) == (
        "Helena Matos",
        "team",
        True,
    )


def test_a_missing_film_is_said_and_answers_stay(qtbot, recorded):
    place = recorded.place
    for file in (recorded.store.folder / "files").rglob("*"):
        if file.is_file() and file.stat().st_size > 100_000:
            file.unlink()
    place.player.unload()
    place._show_recordings()
    qtbot.waitUntil(place.banner.isVisible, timeout=10_000)
    assert place.banner.happened.text()
    assert place.review.answers


def test_a_recording_still_being_stored_is_said_and_then_shown(qtbot, recorded):
    from core.store import new_id
    from core.video.recordings import begin_recording

    place, store = recorded.place, recorded.store
    visits = store.read(list_visits)
    other = next(visit.id for visit in visits if visit.id != recorded.visit_id)
    store.write_now(
        lambda work: begin_recording(
            work,
            recording_id=new_id(),
            visit_id=other,
            scope="1304",
            technician_id=None,
            started_at=NOW,
            source_name="Câmara",
        )
    )
    with qtbot.waitSignal(place.shown, timeout=10_000):
        place.enter(other)
    assert place.review.unsealed
    assert not place.review.recordings
    assert not place.transport.isVisible()


def test_the_banner_says_who_has_not_signed_until_both_have(qtbot, recorded):
    place = recorded.place
    recorded.store.write_now(lambda work: finalise_filling(work, recorded.filling_id, at=NOW))
    qtbot.waitUntil(place.sign_button.isEnabled, timeout=10_000)
    place._finalised(())
    qtbot.waitUntil(place.banner.isVisible, timeout=10_000)
    assert place.banner.todo.text() == "Falta assinar: pela equipa e pela instituição."

    def sign(party):
        def fill():
            dialog = QApplication.activeModalWidget()
            qtbot.keyClicks(dialog.name, "Helena Matos")
            qtbot.mouseClick(getattr(dialog, party), Qt.MouseButton.LeftButton)
            qtbot.mousePress(dialog.pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 60))
            qtbot.mouseMove(dialog.pad, QPoint(120, 90))
            qtbot.mouseRelease(dialog.pad, Qt.MouseButton.LeftButton, pos=QPoint(120, 90))
            qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

        QTimer.singleShot(100, fill)
        qtbot.mouseClick(place.sign_button, Qt.MouseButton.LeftButton)

    sign("team")
    qtbot.waitUntil(
        lambda: place.banner.todo.text() == "Falta assinar: pela instituição.", timeout=10_000
    )
    sign("institution")
    qtbot.waitUntil(lambda: not place.banner.isVisible(), timeout=10_000)
    assert len(place.review.signatures) == 2

"""«Levar para casa» as a person meets it: nowhere to write, English, the institution's copy."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QPushButton

from core.people import Consent, list_consents, record_consent, withdraw_consent
from core.store import Author, SampleKey, attach, create_store, new_id
from core.video.privacy.records import decisions_of
from core.video.recordings import RecordingState, add_segment, begin_recording, end_recording
from core.visits import link_evidence, list_visits, sample_clip
from core.visits.sample import create_sample
from desktop.app.take_home import TakeHomeDialog
from desktop.kit import language
from desktop.kit.jobs import Jobs


@pytest.fixture
def dialog(qtbot, tmp_path):
    author = Author(technician_id=new_id(), device_id=new_id())
    store, _ = create_store(tmp_path / "store", unlock=SampleKey(), author=author)
    create_sample(store)
    visit = next(one for one in store.read(list_visits) if one.filling_id is not None)
    jobs = Jobs(store)
    made = TakeHomeDialog(jobs, visit.id)
    qtbot.addWidget(made)
    made.folder.setText(str(tmp_path / "out"))
    yield made
    jobs.close()
    store.close()


def test_an_empty_folder_is_refused(dialog):
    dialog.folder.setText("  ")
    dialog.go.click()
    assert dialog.go.isEnabled()
    assert not dialog.banner.isHidden()


def test_the_institution_gets_the_pdf_alone(qtbot, dialog, tmp_path):
    dialog.institution.setChecked(True)
    dialog.go.click()
    qtbot.waitUntil(dialog.go.isEnabled, timeout=30_000)
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".pdf"]


def test_it_speaks_the_language_of_the_window(qtbot, dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(language, "current", lambda: "en")
    dialog.go.click()
    qtbot.waitUntil(dialog.go.isEnabled, timeout=30_000)
    assert next((tmp_path / "out").iterdir()).name.startswith("visit-")


def test_a_recording_nobody_agreed_to_asks_for_a_reason(qtbot, dialog, tmp_path):
    store, visit = dialog._jobs.store, dialog._visit_id
    clip = store.files.seal(sample_clip(), media_type="video/mp4", name="troço.mp4")
    recording = new_id()

    def verb(work):
        begin_recording(
            work,
            recording_id=recording,
            visit_id=visit,
            scope="1312",
            technician_id=None,
            started_at=datetime(2026, 1, 5, tzinfo=UTC),
            source_name="Câmara",
        )
        add_segment(
            work, recording_id=recording, number=1, start_us=0, duration_us=24_000_000, sealed=clip
        )
        end_recording(
            work,
            recording_id=recording,
            state=RecordingState.SEALED,
            duration_us=24_000_000,
            size=(640, 360),
            sound=True,
        )
        for one in list_consents(work, visit_id=visit):
            work.delete(work.get_one(Consent, one.id))

    store.write_now(verb)
    again = TakeHomeDialog(dialog._jobs, visit)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: not again.without.isHidden(), timeout=10_000)
    assert "sem consentimento" in again.banner.happened.text()
    assert again.why.isHidden()
    again.without.setChecked(False)
    again.folder.setText(str(tmp_path / "out"))
    again.go.click()
    qtbot.waitUntil(again.go.isEnabled, timeout=30_000)
    assert "porquê" in again.banner.happened.text()
    assert not (tmp_path / "out").exists()
    again.why.setText("Pedido do tribunal")
    again.go.click()
    qtbot.waitUntil(again.go.isEnabled, timeout=30_000)
    assert list((tmp_path / "out").rglob("*.mp4"))
    (decision,) = store.read(lambda work: decisions_of(work, recording))
    assert decision.why == "Pedido do tribunal"


def test_a_consent_that_ended_is_said_and_what_it_covers_stays_behind(qtbot, dialog, tmp_path):
    store, visit = dialog._jobs.store, dialog._visit_id
    at = datetime(2026, 1, 5, tzinfo=UTC)

    def verb(work):
        gone = record_consent(
            work,
            visit_id=visit,
            scope="1312",
            who="Jorge Pais",
            purpose="visit",
            text_version="1",
            given_at=at,
        )
        withdraw_consent(work, consent_id=gone, at=at)

    assert dialog.without.isHidden()
    store.write_now(verb)
    again = TakeHomeDialog(dialog._jobs, visit)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: not again.without.isHidden(), timeout=10_000)
    assert again.without.isChecked()
    assert "Jorge Pais" in again.banner.happened.text()
    again.folder.setText(str(tmp_path / "out"))
    again.go.click()
    qtbot.waitUntil(again.go.isEnabled, timeout=30_000)
    made = {path.suffix for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert made == {".pdf", ".xlsx", ".xml", ".json"}


def a_photograph(store, visit, name, shade):
    picture = QImage(320, 240, QImage.Format.Format_RGB32)
    picture.fill(shade)
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(data, "JPG")
    one = store.files.seal(io.BytesIO(data.data().data()), media_type="image/jpeg", name=name)

    def link(work):
        attachment = attach(work, one, scope="1312")
        link_evidence(
            work, visit_id=visit, kind="photo", attachment_id=attachment, at=datetime.now(UTC)
        )

    store.write_now(link)


def test_photographs_that_stayed_are_let_go_one_by_one(qtbot, dialog, tmp_path):
    store, visit = dialog._jobs.store, dialog._visit_id
    a_photograph(store, visit, "a-rampa.jpg", 0xFF00AA00)
    a_photograph(store, visit, "b-utente.jpg", 0xFFAA0000)
    given = store.write_now(
        lambda work: record_consent(
            work, visit_id=visit, scope="1312", who="Ana", purpose="visit", text_version="1",
            given_at=datetime(2026, 1, 5, tzinfo=UTC),
        )
    )  # fmt: skip
    store.write_now(
        lambda work: withdraw_consent(work, consent_id=given, at=datetime(2026, 1, 6, tzinfo=UTC))
    )
    dialog._ask_consents()
    qtbot.waitUntil(lambda: "Ana" in dialog.banner.happened.text(), timeout=20_000)
    (choose,) = [
        one for one in dialog.findChildren(QPushButton) if one.text() == "Escolher fotografias…"
    ]
    choose.click()
    chooser = dialog.findChild(QDialog, "kept_photographs")
    qtbot.waitUntil(lambda: chooser.list.count() >= 2, timeout=20_000)
    (ramp,) = chooser.list.findItems("a-rampa.jpg", Qt.MatchFlag.MatchExactly)
    before = chooser.list.count()
    ramp.setCheckState(Qt.CheckState.Checked)
    assert not chooser.go.isEnabled()
    qtbot.keyClicks(chooser.why, "So a rampa")

    with qtbot.waitSignal(chooser.decided, timeout=20_000):
        chooser.go.click()
    qtbot.waitUntil(lambda: chooser.list.count() == before - 1, timeout=20_000)
    chooser.accept()
    dialog.go.click()
    qtbot.waitUntil(dialog.go.isEnabled, timeout=60_000)
    names = {path.name for path in (tmp_path / "out").rglob("*.jpg")}
    assert any("a-rampa" in name for name in names)
    assert not any("b-utente" in name for name in names)

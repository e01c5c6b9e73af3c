"""Hoje: what is on, what was left, and where a click leads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QListWidget, QPushButton

from core.inventory import BankKind, add_bank_item, give_back, lend
from core.store import new_id
from core.video.privacy.records import erasures, keep_until, kept_until
from core.video.recordings import (
    RecordingState,
    add_segment,
    begin_recording,
    end_recording,
)
from core.visits import list_visits, start_filling
from core.visits.sample import sample_clip


def a_visit(window):
    visits = window.window.open_store.store.read(list_visits)
    return next(visit for visit in visits if visit.state == "planned")


def test_todays_visit_opens_its_page(sample):
    visit = a_visit(sample)
    sample.until_seen(visit.title)
    sample.click(f"visit_{visit.id}")
    sample.until_seen("Começar visita")
    assert sample.window.shell.spot.argument == visit.id


def test_a_draft_shows_up_by_itself(sample):
    visit = a_visit(sample)
    sample.until_seen(visit.title)
    assert "Continuar onde ficou" not in sample.seen()
    store = sample.window.open_store.store
    store.write_now(lambda work: start_filling(work, visit.id, at=sample.window.now()))
    sample.until_seen("Continuar onde ficou")
    assert "A decorrer" in sample.seen()


def test_a_draft_leads_to_its_filling(sample):
    visit = a_visit(sample)
    store = sample.window.open_store.store
    filling = store.write_now(lambda work: start_filling(work, visit.id, at=sample.window.now()))
    sample.until_seen("Continuar onde ficou")
    wanted = []
    sample.window.shell.command.connect(lambda name, argument: wanted.append((name, argument)))
    sample.click(f"draft_{filling}")
    assert wanted == [("filling", filling)]
    assert sample.window.shell.spot.name == "filling"


def test_planning_from_hoje(sample):
    sample.click("today_plan")
    sample.until_seen("O que se visita")


def test_greeting_names_the_person(sample):
    sample.until_seen(", Marta")


def test_a_hidden_place_does_not_read_at_each_answer(sample):
    from core.visits import change_plan

    visit = a_visit(sample)
    sample.go("plan")
    asked = []
    today = sample.window.shell.place("today")
    today.enter = lambda argument=None: asked.append(argument)
    store = sample.window.open_store.store
    with sample.bot.waitSignal(sample.window.jobs.touched):
        store.write_now(lambda work: change_plan(work, visit_id=visit.id, notes="mudou"))
    sample.settled()
    assert not any(timer.isActive() for timer in today.findChildren(QTimer))
    sample.go("today")
    assert len(asked) == 1


def a_recording(store, visit_id):
    """A sealed recording of a visit, of one segment."""
    recording_id = new_id()
    clip = store.files.seal(sample_clip(), media_type="video/mp4", name="troco.mp4")

    def write(work):
        begin_recording(
            work, recording_id=recording_id, visit_id=visit_id, scope="1304", technician_id=None,
            started_at=datetime.now(UTC), source_name="Câmara",
        )  # fmt: skip
        add_segment(
            work, recording_id=recording_id, number=1, start_us=0, duration_us=5_000_000,
            sealed=clip,
        )  # fmt: skip
        end_recording(
            work, recording_id=recording_id, state=RecordingState.SEALED, duration_us=5_000_000,
            size=(640, 360), sound=True,
        )  # fmt: skip

    store.write_now(write)
    return recording_id


def test_a_recording_past_its_day_is_told_kept_longer_and_erased(sample, qtbot):
    store = sample.window.open_store.store
    recording = a_recording(store, a_visit(sample).id)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    assert "fora do prazo" not in sample.seen()
    store.write_now(partial(keep_until, recording_id=recording, until=yesterday))
    sample.until_seen("1 gravação fora do prazo")
    sample.click("today_due")
    dialog = sample.window.findChild(QDialog, "due_recordings")
    listed = dialog.findChild(QListWidget, "due_list")
    qtbot.waitUntil(lambda: listed.count() == 1, timeout=10_000)
    dialog.findChild(QPushButton, "due_longer").click()
    qtbot.waitUntil(lambda: listed.count() == 0, timeout=10_000)
    until = store.read(partial(kept_until, recording_id=recording))
    assert until > datetime.now(UTC) + timedelta(days=360)
    store.write_now(partial(keep_until, recording_id=recording, until=yesterday))
    dialog.reload()
    qtbot.waitUntil(lambda: listed.count() == 1, timeout=10_000)
    dialog.why.setText(" ")
    assert not dialog.erase.isEnabled()
    dialog.why.setText("Acabou o prazo")
    dialog.erase.click()
    qtbot.waitUntil(lambda: listed.count() == 0, timeout=10_000)
    (row,) = store.read(erasures)
    assert row.why == "Acabou o prazo"
    dialog.accept()


def test_a_recording_that_nobody_agreed_to_is_told_and_leads_to_its_visit(sample, qtbot):
    store, visit = sample.window.open_store.store, a_visit(sample)
    sample.until_seen(visit.title)
    assert "Falta o consentimento" not in sample.seen()
    a_recording(store, visit.id)
    sample.until_seen(f"Falta o consentimento: {visit.title}")
    sample.click(f"unasked_{visit.id}")
    sample.until_seen("Sem consentimento: não sai daqui")
    sample.click("visit_consent")
    sample.type("consent_who", "Amélia Ramos")
    sample.choose("consent_how", "Em papel")
    sample.click("consent_ok")
    sample.until_seen("Em papel")
    qtbot.waitUntil(lambda: "não sai daqui" not in sample.seen(), timeout=10_000)
    sample.go("today")
    qtbot.waitUntil(lambda: "Falta o consentimento" not in sample.seen(), timeout=10_000)


def test_what_should_have_come_back_is_told_and_leads_to_its_page(sample, qtbot):
    store = sample.window.open_store.store
    today = sample.window.now().date()
    item = store.write_now(
        lambda work: add_bank_item(
            work, bank=BankKind.ASSISTIVE_PRODUCT, name="Cadeira de rodas", municipality="1306",
            stock=2,
        )
    )  # fmt: skip
    loan = store.write_now(
        lambda work: lend(
            work, item_id=item, borrower="Processo 12", on=today - timedelta(days=40),
            due_on=today - timedelta(days=2),
        )
    )  # fmt: skip
    sample.until_seen("Por devolver: Cadeira de rodas")
    assert "Em atraso" in sample.seen()
    sample.click(f"late_{loan}")
    qtbot.waitUntil(lambda: sample.window.shell.spot.name == "inventory", timeout=10_000)
    sample.go("today")
    store.write_now(lambda work: give_back(work, loan_id=loan, on=today))
    qtbot.waitUntil(lambda: "Por devolver" not in sample.seen(), timeout=10_000)

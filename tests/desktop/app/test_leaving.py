"""The end: whoever leaves is asked only when something would be lost, and nothing freezes."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

import core.visits
from core.video.recordings import RecordingState, list_recordings
from core.visits import list_evidence, list_visits, load_filling, start_filling
from desktop.app import rooms
from desktop.recording.states import DeskState

SLOW = 30_000


@pytest.fixture
def filling(sample):
    """The window with a filling open, its key of a text question, and where its store is."""
    store = sample.window.open_store.store
    visit = next(v.id for v in store.read(list_visits) if v.state == "planned")
    made = store.write_now(lambda work: start_filling(work, visit, at=sample.window.now()))
    sample.window.actions_.do("filling", made)
    room = sample.window.shell.room("filling")
    sample.bot.waitUntil(lambda: room.desk is not None, timeout=SLOW)
    sample.settled()
    sample.room, sample.visit, sample.filling = room, visit, made
    sample.question = next(
        key
        for key in room.middle.all_questions()
        if room.desk.state(key).type == "string" and not room.desk.choices(key)
    )
    return sample


@pytest.fixture
def full(monkeypatch):
    """Make the store refuse answers; call what it gives to have room again."""
    real = core.visits.record_delta

    def refuse(*_args, **_named):
        raise OSError("no space left")

    monkeypatch.setattr(core.visits, "record_delta", refuse)
    return lambda: monkeypatch.setattr(core.visits, "record_delta", real)


def press_in_box(words: str, *, seen: list[str]) -> None:
    """Press a button of the question that comes up next."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, look)
            return
        seen.append(box.text())
        next(b for b in box.buttons() if b.text().replace("&", "") == words).click()

    QTimer.singleShot(0, look)


def test_with_everything_saved_nobody_is_asked(filling):
    filling.room.desk.answer(filling.question, "Casa")
    filling.close()
    assert filling.window.open_store is None


def test_refused_answers_are_asked_about_and_kept(filling, full):
    filling.room.desk.answer(filling.question, "Casa")
    filling.settled()
    assert rooms.unsaved(filling.window) == 1
    seen: list[str] = []
    press_in_box("Guardar outra vez", seen=seen)
    filling.window.close()
    assert seen == ["1 registos ainda não couberam no disco."]
    assert filling.window.isVisible()
    assert filling.window.shell.isEnabled()
    full()
    filling.settled()
    rooms.save_again(filling.window)
    filling.settled()
    assert rooms.unsaved(filling.window) == 0
    filling.close()


def test_refused_answers_can_be_given_up(filling, full):
    filling.room.desk.answer(filling.question, "Casa")
    filling.settled()
    seen: list[str] = []
    press_in_box("Sair e perder", seen=seen)
    filling.close()
    assert len(seen) == 1


def test_what_is_refused_only_while_closing_is_asked_about_too(filling, full):
    go_on = threading.Event()
    filling.window.open_store.store.write(lambda _work: go_on.wait(20))
    filling.room.desk.answer(filling.question, "Casa")  # queued: nobody knows yet
    seen: list[str] = []
    press_in_box("Guardar outra vez", seen=seen)
    filling.window.close()
    filling.until_seen("A terminar…")
    go_on.set()
    filling.bot.waitUntil(lambda: bool(seen), timeout=SLOW)
    filling.bot.waitUntil(filling.window.shell.isVisible, timeout=SLOW)
    assert filling.window.shell.isEnabled()
    full()
    filling.settled()
    rooms.save_again(filling.window)
    filling.settled()


def test_the_strip_counts_them_and_tries_again(filling, full):
    part = filling.find(QPushButton, "strip_saved")
    filling.room.desk.answer(filling.question, "Casa")
    filling.settled()
    assert part.text() == "1 por guardar · tentar de novo"
    full()
    filling.click("strip_saved")
    assert part.text().startswith("Guardado")
    values = filling.window.open_store.store.read(
        lambda work: load_filling(work, filling.filling)
    ).values
    assert values[filling.question] == "Casa"


def test_a_photo_behind_other_work_is_waited_for_without_freezing(filling):
    jobs, store = filling.window.jobs, filling.window.open_store.store
    panel = filling.window.recording_panel()
    panel.desk.choose("test:320x180@30")
    filling.bot.waitUntil(lambda: panel.desk.state is DeskState.READY, timeout=SLOW)
    filling.bot.waitUntil(lambda: panel.desk.latest_frame() is not None, timeout=SLOW)
    go_on = threading.Event()
    for _ in range(3):
        jobs.run(lambda _step: go_on.wait(20))
    before = len(store.read(lambda work: list_evidence(work, visit_id=filling.visit)))
    panel.desk.take_photo()
    kept: list[int] = []
    store.subscribe(
        lambda _c: kept.append(
            len(store.read(lambda work: list_evidence(work, visit_id=filling.visit)))
        )
    )
    filling.window.close()
    filling.until_seen("A terminar…")  # the window lives on meanwhile
    go_on.set()
    filling.bot.waitUntil(lambda: not filling.window.isVisible(), timeout=SLOW)
    assert kept[-1] == before + 1


def test_a_running_recording_is_ended_and_sealed_before_the_window_goes(filling):
    store, panel = filling.window.open_store.store, filling.window.recording_panel()
    panel.desk.choose("test:320x180@30")
    filling.bot.waitUntil(lambda: panel.desk.state is DeskState.READY, timeout=SLOW)
    panel.desk.record()
    filling.bot.waitUntil(lambda: (panel.desk.moment() or (None, 0))[1] > 300_000, timeout=SLOW)
    states: list[object] = []
    store.subscribe(
        lambda _c: states.append(store.read(lambda w: list_recordings(w, filling.visit))[-1].state)
    )
    seen: list[str] = []
    press_in_box("Continuar a gravar", seen=seen)
    filling.window.close()
    assert panel.desk.recording
    press_in_box("Terminar e sair", seen=seen)
    filling.close()
    assert len(seen) == 2
    assert states[-1] is RecordingState.SEALED


def test_opening_another_store_waits_in_the_same_way(filling):
    go_on = threading.Event()
    filling.window.open_store.store.write(lambda _work: go_on.wait(20))
    filling.room.desk.answer(filling.question, "Casa")
    with filling.bot.waitSignal(filling.window.opened, timeout=SLOW):
        filling.window.actions_.do("open_sample")
        filling.until_seen("A terminar…")
        go_on.set()
    filling.settled()
    values = filling.window.open_store.store.read(
        lambda work: load_filling(work, filling.filling)
    ).values
    assert values[filling.question] == "Casa"

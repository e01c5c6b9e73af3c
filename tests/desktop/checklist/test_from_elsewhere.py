"""Somebody else records in the filling that is open: it comes in, and nothing here is disturbed."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest
from PySide6.QtTest import QTest

import core.visits
from core.forms.states import Delta, RepeatChange, ValueChange
from core.people import add_technician
from core.store import Author
from core.visits import finalise_filling, record_delta

ELSEWHERE = Author(technician_id=UUID(int=5), device_id=UUID(int=6))


def elsewhere(guiao, *values, repeats=()):
    """Another author writes into the filling, as a synchronisation does."""
    mine, at = guiao.store.author, guiao.place.around.now()
    guiao.store.set_author(ELSEWHERE)
    delta = Delta(
        values=tuple(ValueChange(key, value, by_person=True) for key, value in values),
        repeats=tuple(repeats),
    )

    def write(work):
        who = add_technician(work, name="Rui", municipality="1306")
        record_delta(work, filling_id=guiao.filling_id, delta=delta, technician_id=who, at=at)

    guiao.store.write(write).result()
    guiao.store.set_author(mine)


def until(guiao, key, value):
    guiao.bot.waitUntil(lambda: guiao.place.desk.state(key).value == value, timeout=10_000)


def test_an_answer_from_elsewhere_is_shown(guiao):
    pessoas = guiao.card("/pessoas").key
    elsewhere(guiao, (pessoas, "41"), ("/data/casa/tem", "nao"))
    until(guiao, pessoas, "41")
    assert guiao.stop("/pessoas").text() == "41"
    assert "porque" in guiao.shown()
    assert guiao.card("/pessoas").saved.text().startswith("Guardado")


def test_what_is_being_typed_stays_and_is_the_later_word(guiao):
    nome = guiao.card("/nome").key
    stop = guiao.stop("/nome")
    stop.setFocus()
    QTest.keyClicks(stop, "Casa da")
    elsewhere(guiao, (nome, "Lar"), ("/data/casa/pessoas", "41"))
    until(guiao, "/data/casa/pessoas", "41")
    assert stop.text() == "Casa da"
    QTest.keyClicks(stop, " Ria")
    guiao.type("/pessoas", "")
    guiao.settle()
    assert guiao.values()["nome"] == "Casa da Ria"
    assert guiao.place.desk.state(nome).value == "Casa da Ria"


def test_the_question_with_the_cursor_is_brought_up_to_date_once_it_is_left(guiao):
    nome = guiao.card("/nome").key
    guiao.type("/nome", "Casa")
    guiao.settle()
    guiao.stop("/nome").setFocus()
    elsewhere(guiao, (nome, "Lar"), ("/data/casa/pessoas", "41"))
    until(guiao, "/data/casa/pessoas", "41")
    assert guiao.stop("/nome").text() == "Casa"
    guiao.stop("/pessoas").setFocus()
    until(guiao, nome, "Lar")
    assert guiao.stop("/nome").text() == "Lar"
    assert guiao.values()["nome"] == "Lar"


def test_a_repeat_instance_from_elsewhere_appears_with_its_answers(guiao):
    key = "/data/sala{outro}/lugares"
    elsewhere(guiao, (key, "12"), repeats=[RepeatChange("add", "/data/sala", "outro", 1)])
    guiao.bot.waitUntil(
        lambda: "/data/sala{outro}" in guiao.place.desk.state("/data/sala").children,
        timeout=10_000,
    )
    assert guiao.place.desk.state(key).value == "12"
    until(guiao, "/data/fim/total", "12")
    assert guiao.values()["total"] == "12"  # what follows from it is written here


def test_finalised_elsewhere_the_open_filling_follows(guiao):
    at = guiao.place.around.now()
    with guiao.bot.waitSignal(guiao.place.opened, timeout=10_000):
        guiao.store.write(lambda work: finalise_filling(work, guiao.filling_id, at=at))
    assert guiao.place.desk.finalised
    assert not guiao.place.head.finish.isEnabled()


def test_own_answers_cause_no_reading(guiao):
    due = []
    guiao.jobs.touched.connect(lambda _rows: due.append(guiao.place.desk.arrivals.due))
    guiao.type("/nome", "Casa")
    guiao.type("/pessoas", "7")
    guiao.settle()
    assert due
    assert not any(due)


def test_a_question_hidden_from_elsewhere_keeps_what_was_being_typed(guiao):
    desk = guiao.place.desk
    desk.answer("/data/casa/tem", "nao")
    guiao.settle()
    stop = guiao.stop("/porque")
    stop.setFocus()
    QTest.keyClicks(stop, "Falta pessoal")
    elsewhere(guiao, ("/data/casa/tem", "sim"))
    until(guiao, "/data/casa/tem", "sim")
    assert "porque" not in guiao.shown()
    assert guiao.values()["porque"] == "Falta pessoal"


def test_an_instance_removed_elsewhere_stays_while_it_is_typed_in(guiao):
    desk = guiao.place.desk
    guiao.place.step_section(1)
    instance = desk.add_repeat("/data/sala")
    guiao.settle()
    stop = guiao.stop(f"{instance}/uso")
    stop.setFocus()
    QTest.keyClicks(stop, "Ofi")
    gone = RepeatChange("remove", "/data/sala", instance[instance.index("{") + 1 : -1], 1)
    elsewhere(guiao, ("/data/casa/pessoas", "41"), repeats=[gone])
    until(guiao, "/data/casa/pessoas", "41")
    assert instance in desk.state("/data/sala").children
    QTest.keyClicks(stop, "cina")
    guiao.place.middle.on.setFocus()
    guiao.bot.waitUntil(lambda: instance not in desk.state("/data/sala").children, timeout=10_000)
    assert guiao.values()["uso"] == "Oficina"  # the log has it, whoever wants it back


def test_what_comes_while_the_end_is_refused_is_taken_in_then(guiao, monkeypatch):
    def refuse(*_args, **_named):
        raise OSError(28, "no space left")

    monkeypatch.setattr(core.visits, "finalise_filling", refuse)
    desk, pessoas = guiao.place.desk, guiao.card("/pessoas").key
    at = guiao.place.around.now()
    delta = Delta(values=(ValueChange(pessoas, "41", by_person=True),))
    first, second = threading.Event(), threading.Event()
    looked = []
    desk.arrivals.arrived.connect(lambda _found: looked.append(desk.can_write))

    def write(work):
        first.wait(20)
        who = add_technician(work, name="Rui", municipality="1306")
        record_delta(work, filling_id=guiao.filling_id, delta=delta, technician_id=who, at=at)

    guiao.store.write(write)
    guiao.store.write(lambda _work: second.wait(20))
    desk.finalise(then=lambda: pytest.fail("it was not finalised"))
    first.set()
    guiao.bot.waitUntil(lambda: bool(looked), timeout=10_000)
    assert looked == [False]  # it came in the midst of it
    second.set()
    until(guiao, pessoas, "41")

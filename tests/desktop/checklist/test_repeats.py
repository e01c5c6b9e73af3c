"""Repeats: another one, away with it, and the removal taken back."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from core.visits import answers_with_moments, load_filling
from desktop.checklist import undo
from desktop.checklist.rows import InstanceRow, RepeatRow


def rows(guiao, kind):
    return [row for row in guiao.place.middle.column.built() if isinstance(row, kind)]


def press(button: QPushButton):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_add_fill_remove_and_bring_back(guiao):
    guiao.place.step_section(1)
    before = len(rows(guiao, InstanceRow))
    press(rows(guiao, RepeatRow)[0].add)
    assert len(rows(guiao, InstanceRow)) == before + 1
    assert guiao.focused() == "uso"
    key = guiao.place.current_key
    instance = key.rsplit("/", 1)[0]
    stop = guiao.place.middle.column.card(key).editor.stops()[0]
    QTest.keyClicks(stop, "Oficina")
    QTest.keyClick(stop, Qt.Key.Key_Return)
    lugares = guiao.place.middle.column.card(f"{instance}/lugares").editor.stops()[0]
    QTest.keyClicks(lugares, "24")
    QTest.keyClick(lugares, Qt.Key.Key_Return)
    assert guiao.place.desk.state("/data/fim/total").value == "24"

    row = next(row for row in rows(guiao, InstanceRow) if row.key == instance)
    assert row.label.text() == f"Sala {before + 1}"
    press(row.remove)
    assert len(rows(guiao, InstanceRow)) == before
    assert QApplication.focusWidget() is rows(guiao, RepeatRow)[0].add
    assert guiao.place.banner.isVisible()
    undo = next(
        button
        for button in guiao.place.banner.findChildren(QPushButton)
        if button.text() == "Desfazer"
    )
    press(undo)
    assert len(rows(guiao, InstanceRow)) == before + 1
    assert guiao.place.desk.state("/data/fim/total").value == "24"
    guiao.settle()
    texts = [
        guiao.place.desk.state(key).value
        for key in guiao.place.middle.all_questions()
        if key.endswith("/uso")
    ]
    assert "Oficina" in texts


def test_instances_come_back_after_a_restart(make_guiao):
    first = make_guiao()
    first.place.step_section(1)
    press(rows(first, RepeatRow)[0].add)
    QTest.keyClicks(
        first.place.middle.column.card(first.place.current_key).editor.stops()[0], "Cozinha"
    )
    first.place.leave()
    first.settle()
    count = len(rows(first, InstanceRow))
    second = make_guiao(filling_id=first.filling_id)
    assert second.place.current_section == "/data/sala"
    assert len(rows(second, InstanceRow)) == count
    assert second.place.desk.state(second.place.current_key).value == "Cozinha"


def test_what_comes_back_has_its_place_its_hours_and_its_moments(guiao):
    desk = guiao.place.desk
    recording = UUID(int=7)
    for number, seats in enumerate(("4", "6", "8"), start=1):
        instance = desk.add_repeat("/data/sala")
        desk.moment = lambda at=number: (recording, at * 1_000_000)
        desk.answer(f"{instance}/lugares", seats)
    desk.moment = lambda: None
    guiao.settle()
    first, second, third = desk.state("/data/sala").children
    before = {
        one.key: (one.value, one.answered_at, one.recording_id, one.moment_us)
        for one in guiao.store.read(lambda w: answers_with_moments(w, guiao.filling_id))
    }
    kept = undo.keep_instance(second, desk=desk)
    desk.remove_repeat(second)
    guiao.settle()
    assert desk.state("/data/fim/total").value == "12"
    assert undo.bring_back(kept, desk=desk) == second
    guiao.settle()
    assert desk.state("/data/sala").children == (first, second, third)
    assert desk.state("/data/fim/total").value == "18"
    after = {
        one.key: (one.value, one.answered_at, one.recording_id, one.moment_us)
        for one in guiao.store.read(lambda w: answers_with_moments(w, guiao.filling_id))
    }
    inside = f"{second}/lugares"
    assert after[inside] == before[inside]
    assert after["/data/fim/total"][0] == "18"
    again = guiao.store.read(lambda w: load_filling(w, guiao.filling_id))
    assert [one for key, one in again.repeats if key == "/data/sala"] == [
        key[key.rindex("{") + 1 : -1] for key in (first, second, third)
    ]


def test_an_instance_removed_at_once_comes_back_with_what_was_just_given(guiao):
    desk = guiao.place.desk
    instance = desk.add_repeat("/data/sala")
    desk.answer(f"{instance}/uso", "Oficina")
    kept = undo.keep_instance(instance, desk=desk)  # nothing of it is in the store yet
    desk.remove_repeat(instance)
    undo.bring_back(kept, desk=desk)
    guiao.settle()
    given = guiao.store.read(lambda w: answers_with_moments(w, guiao.filling_id))
    assert [(one.value, one.by_person) for one in given if one.key.endswith("/uso")] == [
        ("Oficina", True)
    ]

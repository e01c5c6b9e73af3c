"""Repeats: another one, away with it, and the removal taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

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

"""Choices and addresses as a person meets them, and what counts as a question."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.forms.session.outline import is_asked
from core.forms.states import NodeState


@pytest.mark.parametrize("control", ["select1", "select"])
def test_a_choice_is_pressed_anywhere_on_its_row(ask, yes_no, control):
    asked = ask(control=control, choices=yes_no)
    face = asked.stop()
    for button in asked.editor.buttons:
        assert button.height() >= 40
    QTest.mouseClick(
        asked.editor.buttons[1],
        Qt.MouseButton.LeftButton,
        pos=asked.editor.buttons[1].rect().center(),
    )
    assert asked.value == "nao"
    assert face.accessibleName() == "Sim"


def test_an_address_can_be_opened_only_when_it_is_one(ask):
    asked = ask(appearance="url")
    QTest.keyClicks(asked.stop(), "amp")
    QTest.keyClick(asked.stop(), Qt.Key.Key_Return)
    assert asked.value == "amp"
    assert not asked.editor.visit.isEnabled()
    asked.stop().clear()
    QTest.keyClicks(asked.stop(), "https://www.amp.pt/x")
    QTest.keyClick(asked.stop(), Qt.Key.Key_Return)
    assert asked.value == "https://www.amp.pt/x"
    assert asked.editor.visit.isEnabled()
    assert asked.editor.visit in asked.editor.stops()


def test_the_labels_above_a_table_are_no_question():
    head = NodeState(
        key="/d/q", ref="/d/q", kind="question", control="select1", appearance=frozenset({"label"})
    )
    assert not is_asked(head)

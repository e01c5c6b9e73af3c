"""A multiple choice in dispute, and what is typed for a question that asks for a number."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from core.store.changes import canonical
from desktop.sync.conflict_card import ConflictCard
from sync.replica.conflicts import Conflict, ToldSide, taken_together, typed_value
from sync.replica.described import Described
from sync.replica.disputes import Dispute, Side, ValueDoesNotFit

AT = datetime(2026, 3, 10, tzinfo=UTC)
CHOICES = tuple((canonical(value), label) for value, label in (
    ("rampa", "Rampa"), ("elevador", "Elevador"), ("wc", "Instalações sanitárias"),
))  # fmt: skip


def a_conflict(*values, kind="string", several=False, both=None):
    sides = tuple(
        Side(value=canonical(one), author=uuid4(), device=uuid4(), at=AT, shown=at == 0,
             gone=False, changes=(uuid4(),))
        for at, one in enumerate(values)
    )  # fmt: skip
    dispute = Dispute(entity="answer", entity_id=uuid4(), scope="1304", field="value", sides=sides)
    told = tuple(
        ToldSide(value=one.value, shown=str(one.value), who="Ana", device="p", at=AT, gone=False)
        for one in sides
    )
    return Conflict(
        dispute=dispute, row=Described("answer", "Visita", None),
        question="Acessos", section="", sides=told, choices=CHOICES if several else (),
        free=not several, several=several, both=both, type=kind,
    )  # fmt: skip


@pytest.fixture
def card(qtbot):
    def make(conflict):
        made = ConflictCard(conflict, known={})
        qtbot.addWidget(made)
        with qtbot.waitExposed(made):
            made.show()
        return made

    return make


def test_what_both_marked_is_taken_with_one_key(qtbot, card):
    both = taken_together(CHOICES, ["wc", "rampa"])
    assert both == canonical("rampa wc")
    made = card(a_conflict("wc", "rampa", several=True, both=both))
    with qtbot.waitSignal(made.decided) as decided:
        qtbot.keyClick(made, Qt.Key.Key_A)
    assert decided.args[1] == both


def test_it_is_marked_anew_and_what_is_no_longer_offered_can_stay(qtbot, card):
    made = card(a_conflict("wc antiga", "rampa", several=True))
    made.write_another()
    boxes = dict(made.boxes)
    assert {name for name, box in boxes.items() if box.isChecked()} == {"wc", "antiga"}
    boxes["elevador"].setChecked(True)
    boxes["wc"].setChecked(False)
    keep = made.findChild(QPushButton, "conflict_keep")
    with qtbot.waitSignal(made.decided) as decided:
        qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert decided.args[1] == canonical("elevador antiga")
    for box in boxes.values():
        box.setChecked(False)
    with qtbot.waitSignal(made.decided) as decided:
        qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert decided.args[1] == "null"


def test_a_single_choice_or_a_text_has_no_key_for_both(qtbot, card):
    made = card(a_conflict("um", "dois"))
    with qtbot.assertNotEmitted(made.decided):
        qtbot.keyClick(made, Qt.Key.Key_A)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("int", " 12 ", "12"), ("int", "-3", "-3"), ("int", "007", "7"), ("decimal", "1,5", "1.5"),
        ("decimal", ".5", ".5"), ("string", " Sala 2 ", "Sala 2"), ("string", "12", "12"),
    ],
)  # fmt: skip
def test_what_is_typed_fits_the_question(kind, typed, value):
    assert typed_value(a_conflict("1", "2", kind=kind), typed) == canonical(value)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("int", "doze"), ("int", "1.5"), ("int", ""), ("decimal", "1,5 m"), ("decimal", "nan")],
)
def test_what_does_not_fit_the_question_is_said(kind, typed):
    with pytest.raises(ValueDoesNotFit):
        typed_value(a_conflict("1", "2", kind=kind), typed)

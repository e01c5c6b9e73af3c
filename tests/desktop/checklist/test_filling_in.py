"""Filling in as a technician does: with keys, in any order, saved as given."""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.visits import filling


def test_enter_walks_from_question_to_question_and_every_answer_is_stored(guiao):
    guiao.type("/nome", "Centro de Dia")
    assert guiao.focused() == "pessoas"
    guiao.type("/pessoas", "38")
    assert guiao.focused() == "tem"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert guiao.focused() == "dia"
    guiao.type("/dia", "31/1/2026")
    guiao.type("/area", "120,5")
    values = guiao.values()
    assert values["nome"] == "Centro de Dia"
    assert values["pessoas"] == "38"
    assert values["tem"] == "sim"
    assert values["dia"] == "2026-01-31"
    assert values["area"] == "120.5"


def test_saved_shows_only_after_the_store_has_it(guiao):
    guiao.type("/nome", "Casa")
    card = guiao.card("/nome")
    assert card.saved is None or card.saved.text() == ""
    guiao.settle()
    assert card.saved.text().startswith("Guardado ")
    assert guiao.place.head.saved.text().startswith("Guardado ")


def test_a_question_that_becomes_relevant_appears_below_and_goes_again(guiao):
    assert "porque" not in guiao.shown()
    tem = guiao.card("/tem")
    tem.editor.stops()[0].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)
    assert guiao.shown().index("porque") == guiao.shown().index("tem") + 1
    assert QApplication.focusWidget() in guiao.card("/tem").editor.buttons
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    assert "porque" not in guiao.shown()


def test_a_constraint_stands_where_it_was_broken_and_goes_when_put_right(guiao):
    guiao.type("/pessoas", "900")
    card = guiao.card("/pessoas")
    assert card.problem.isVisible()
    assert "500" in card.problem.accessibleName()
    card.editor.line.selectAll()
    guiao.type("/pessoas", "90")
    assert not card.problem.isVisible()


def test_what_cannot_be_read_is_said_and_counts_as_no_answer(guiao):
    guiao.type("/dia", "31/02/2026")
    card = guiao.card("/dia")
    assert card.problem.isVisible()
    assert card.editor.line.text() == "31/02/2026"
    assert "dia" not in guiao.values()


def test_tab_goes_through_the_section_and_back(guiao):
    guiao.stop("/nome").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert guiao.focused() == "pessoas"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert guiao.focused() == "tem"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert guiao.focused() == "pessoas"


def test_after_the_last_question_enter_leads_to_the_next_section(guiao):
    guiao.type("/area", "1")
    assert QApplication.focusWidget() is guiao.place.middle.on
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert guiao.place.current_section == "/data/sala"


def test_after_the_last_question_of_all_the_keys_stand_at_finalising(guiao):
    guiao.place.go_to_key("/data/fim/obs")
    QTest.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert QApplication.focusWidget() is guiao.place.head.finish


def test_next_unanswered_skips_what_is_answered_and_crosses_sections(guiao):
    guiao.type("/nome", "Casa")
    guiao.stop("/nome").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    assert guiao.focused() == "pessoas"
    for key in guiao.place.middle.all_questions():
        if key.startswith("/data/casa") and not guiao.place.desk.state(key).value:
            guiao.place.desk.answer(key, {"tem": "sim"}.get(key.rsplit("/", 1)[-1], "1"))
    guiao.place.next_unanswered()
    assert guiao.place.current_section != "/data/casa"


def test_sections_with_keys_and_the_outline_follows(guiao):
    guiao.stop("/nome").setFocus()
    QTest.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier
    )
    assert guiao.place.current_section == "/data/sala"
    guiao.place.outline.chosen.emit("/data/fim")
    assert guiao.place.current_section == "/data/fim"
    assert guiao.focused() == "satisfacao"


def test_the_outline_counts_as_answers_come(guiao):
    guiao.type("/nome", "Casa")
    guiao.place.show_progress()
    first = guiao.place.outline.item(0)
    assert first.text() == "A casa"
    assert "1 de 5" in first.data(Qt.ItemDataRole.AccessibleTextRole)


def test_groups_that_have_a_section_stand_in_the_outline(make_guiao):
    guiao = make_guiao(groups={"/data/casa": "B"})
    assert "grupo B" in guiao.place.outline.item(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_an_answer_given_while_recording_carries_its_moment(guiao):
    recording = uuid4()
    guiao.place.set_moment_provider(lambda: (recording, 192_000_000))
    guiao.type("/nome", "Casa")
    card = guiao.card("/nome")
    assert card.moment.text() == "00:03:12"
    guiao.settle()
    with guiao.bot.waitSignal(guiao.place.open_moment) as asked:
        QTest.mouseClick(card.moment, Qt.MouseButton.LeftButton)
    assert asked.args == [recording, 192_000_000]


def test_a_later_start_resumes_at_the_same_question_with_everything(make_guiao):
    first = make_guiao()
    first.type("/nome", "Casa")
    first.place.go_to_key("/data/fim/obs")
    QTest.keyClicks(QApplication.focusWidget(), "Tudo bem")
    first.place.leave()
    first.settle()
    second = make_guiao(filling_id=first.filling_id)
    assert second.focused() == "obs"
    assert second.stop("/obs").toPlainText() == "Tudo bem"
    second.place.go_to_key("/data/casa/nome")
    assert second.stop("/nome").text() == "Casa"
    assert second.card("/nome").saved.text().startswith("Guardado ")


def test_find_a_question_by_words_without_accents(guiao):
    guiao.stop("/nome").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert guiao.place.finder.isVisible()
    QTest.keyClicks(guiao.place.finder.line, "observacoes")
    QTest.keyClick(guiao.place.finder.line, Qt.Key.Key_Return)
    assert not guiao.place.finder.isVisible()
    assert guiao.focused() == "obs"


def test_marker_and_record_keys_ask_the_window(guiao):
    guiao.stop("/nome").setFocus()
    ctrl = Qt.KeyboardModifier.ControlModifier
    with guiao.bot.waitSignal(guiao.place.marker_wanted):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_M, ctrl)
    with guiao.bot.waitSignal(guiao.place.record_wanted):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_R, ctrl)
    words = [what for _, what in guiao.place.shortcuts()]
    assert "Pôr um marcador na gravação" in words


def test_finalise_lists_what_is_missing_leads_there_and_closes(guiao):
    place = guiao.place
    QTest.mouseClick(place.head.finish, Qt.MouseButton.LeftButton)
    assert place.missing.isVisible()
    assert place.missing.list.count() == 2
    assert guiao.focused() == "nome"
    assert "Diga o nome" in guiao.card("/nome").problem.accessibleName()
    guiao.type("/nome", "Casa")
    assert place.missing.list.count() == 1
    rect = place.missing.list.visualItemRect(place.missing.list.item(0))
    QTest.mouseClick(
        place.missing.list.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        rect.center(),
    )
    assert guiao.focused() == "satisfacao"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    with guiao.bot.waitSignal(place.finalised, timeout=10_000) as done:
        QTest.mouseClick(place.head.finish, Qt.MouseButton.LeftButton)
    assert done.args == [guiao.filling_id]
    guiao.settle()
    state = guiao.store.read(lambda work: filling(work, guiao.filling_id)).state
    assert state == "finalised"
    assert not place.head.finish.isEnabled()
    place.go_to_key("/data/casa/nome")
    assert guiao.card("/nome").editor.stops() == []

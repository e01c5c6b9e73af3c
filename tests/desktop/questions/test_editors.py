"""Each type and appearance, answered as a person would, with keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from core.forms.states import ChoiceState, NodeState
from desktop.questions.choose import editor_for
from desktop.questions.upload import png_of

ENTER = Qt.Key.Key_Return
RANGE = {"start": "0", "end": "10", "step": "2"}


@pytest.mark.parametrize(
    ("state", "typed", "value", "shown"),
    [
        ({}, "Centro de Dia", "Centro de Dia", "Centro de Dia"),
        ({"appearance": "numbers"}, "912 345 678", "912 345 678", "912 345 678"),
        ({"type": "int"}, "1 234", "1234", "1234"),
        ({"type": "int", "appearance": "thousands-sep"}, "1234", "1234", "1\u00a0234"),
        ({"type": "decimal"}, "12,50", "12.5", "12,5"),
        ({"type": "date"}, "31/1/26", "2026-01-31", "31/01/2026"),
        ({"type": "date", "appearance": "no-calendar"}, "31-1-2026", "2026-01-31", "31/01/2026"),
        ({"type": "date", "appearance": "month-year"}, "1/2026", "2026-01-01", "01/2026"),
        ({"type": "date", "appearance": "year"}, "2026", "2026-01-01", "2026"),
        ({"type": "time"}, "14h30", "14:30:00.000+01:00", "14:30"),
        ({"type": "barcode"}, "5601234567890", "5601234567890", "5601234567890"),
    ],
)
def test_one_line(ask, state, typed, value, shown):
    asked = ask(**state)
    QTest.keyClicks(asked.stop(), typed)
    QTest.keyClick(asked.stop(), ENTER)
    assert asked.value == value
    assert asked.stop().text() == shown
    assert asked.done == 1


@pytest.mark.parametrize(
    ("state", "typed"),
    [
        ({"type": "int"}, "12,5"),
        ({"type": "int"}, "muitos"),
        ({"type": "decimal"}, "doze"),
        ({"type": "date"}, "31/02/2026"),
        ({"type": "time"}, "25:00"),
        ({"appearance": "numbers"}, "nove"),
    ],
)
def test_what_cannot_be_read_stays_is_said_and_is_no_answer(ask, state, typed):
    asked = ask(value="", **state)
    QTest.keyClicks(asked.stop(), typed)
    QTest.keyClick(asked.stop(), ENTER)
    assert asked.value == ""
    assert asked.stop().text() == typed
    assert asked.problem()


def test_an_answer_is_said_after_a_pause_without_leaving(ask, qtbot):
    asked = ask()
    QTest.keyClicks(asked.stop(), "Casa")
    assert asked.said == []
    qtbot.waitUntil(lambda: asked.said == ["Casa"])
    assert asked.stop().hasFocus()


def test_the_engine_never_fights_with_typing(ask):
    asked = ask(type="decimal")
    QTest.keyClicks(asked.stop(), "12,")
    asked.show(value="12", label="Outra pergunta")
    assert asked.stop().text() == "12,"
    QTest.keyClicks(asked.stop(), "5")
    QTest.keyClick(asked.stop(), ENTER)
    assert asked.value == "12.5"


def test_a_value_set_by_the_form_is_shown(ask):
    asked = ask(type="int", value="3")
    asked.show(value="40")
    assert asked.stop().text() == "40"


def test_clearing_a_line_clears_the_answer(ask):
    asked = ask(value="Casa")
    asked.stop().selectAll()
    QTest.keyClick(asked.stop(), Qt.Key.Key_Delete)
    QTest.keyClick(asked.stop(), ENTER)
    assert asked.said == [None]


def test_several_lines_and_ctrl_enter(ask):
    asked = ask(appearance="multiline")
    QTest.keyClicks(asked.stop(), "uma")
    QTest.keyClick(asked.stop(), ENTER)
    QTest.keyClicks(asked.stop(), "duas")
    QTest.keyClick(asked.stop(), ENTER, Qt.KeyboardModifier.ControlModifier)
    assert asked.value == "uma\nduas"
    assert asked.done == 1


def test_counter(ask):
    asked = ask(type="int", appearance="counter", value="3")
    QTest.mouseClick(asked.editor.more, Qt.MouseButton.LeftButton)
    assert asked.value == "4"
    QTest.mouseClick(asked.editor.less, Qt.MouseButton.LeftButton)
    QTest.mouseClick(asked.editor.less, Qt.MouseButton.LeftButton)
    assert asked.value == "2"


def test_today_and_now(ask):
    day = ask(type="date")
    QTest.mouseClick(day.editor.today, Qt.MouseButton.LeftButton)
    assert day.value == "2026-07-01"
    hour = ask(type="time")
    QTest.mouseClick(hour.editor.at_once, Qt.MouseButton.LeftButton)
    assert hour.value == "14:02:00.000+01:00"
    both = ask(type="dateTime")
    QTest.mouseClick(both.editor.at_once, Qt.MouseButton.LeftButton)
    assert both.value == "2026-07-01T14:02:00.000+01:00"


def test_day_and_hour(ask):
    asked = ask(type="dateTime")
    asked.stop(0).setFocus()
    QTest.keyClicks(asked.stop(0), "1/7/2026")
    QTest.keyClick(asked.stop(0), ENTER)
    assert asked.stop(1).hasFocus()
    QTest.keyClicks(asked.stop(1), "9h5")
    QTest.keyClick(asked.stop(1), ENTER)
    assert asked.value == "2026-07-01T09:05:00.000+01:00"


def test_the_calendar_gives_a_day(ask):
    asked = ask(type="date", value="2026-01-31")
    QTest.mouseClick(asked.editor.open_month, Qt.MouseButton.LeftButton)
    calendar = asked.editor._calendar
    assert calendar.isVisible()
    assert calendar.month.monthShown() == 1
    calendar.month.clicked.emit(calendar.month.selectedDate().addDays(-1))
    assert asked.value == "2026-01-30"
    assert not calendar.isVisible()


@pytest.mark.parametrize(
    "appearance", ["", "quick", "columns-2", "columns", "horizontal", "likert", "list-nolabel"]
)
def test_select_one_with_a_number_key_and_delete(ask, yes_no, appearance):
    asked = ask(control="select1", choices=yes_no, appearance=appearance)
    asked.stop().setFocus()
    QTest.keyClick(asked.stop(), Qt.Key.Key_2)
    assert asked.value == "nao"
    assert [button.isChecked() for button in asked.editor.buttons] == [False, True, False]
    assert asked.done == (1 if appearance == "quick" else 0)
    QTest.keyClick(asked.stop(), Qt.Key.Key_Delete)
    assert asked.value == ""
    assert not any(button.isChecked() for button in asked.editor.buttons)


def test_select_one_with_the_mouse_and_again_to_take_back(ask, yes_no):
    asked = ask(control="select1", choices=yes_no)
    for value in ("sim", ""):
        QTest.mouseClick(asked.editor.buttons[0], Qt.MouseButton.LeftButton)
        assert asked.value == value


def test_arrows_walk_without_choosing_and_space_chooses(ask, yes_no):
    asked = ask(control="select1", choices=yes_no)
    asked.editor.buttons[0].setFocus()
    QTest.keyClick(asked.editor.buttons[0], Qt.Key.Key_Down)
    assert asked.editor.buttons[1].hasFocus()
    assert asked.value == ""
    QTest.keyClick(asked.editor.buttons[1], Qt.Key.Key_Space)
    assert asked.value == "nao"


def test_select_multiple_keeps_the_order_of_the_form(ask, yes_no):
    asked = ask(control="select", choices=yes_no)
    asked.stop().setFocus()
    QTest.keyClick(asked.stop(), Qt.Key.Key_3)
    QTest.keyClick(asked.editor.buttons[2], Qt.Key.Key_1)
    assert asked.value == "sim agueda"
    QTest.mouseClick(asked.editor.buttons[2], Qt.MouseButton.LeftButton)
    assert asked.value == "sim"


def test_choices_can_change_under_an_answer(ask, yes_no):
    asked = ask(control="select1", choices=yes_no, value="nao")
    asked.card.show_choices((ChoiceState("nao", "Nunca"), ChoiceState("x", "Talvez")))
    assert [button.text() for button in asked.editor.buttons] == ["Nunca", "Talvez"]
    assert asked.editor.buttons[0].isChecked()


def test_search_without_accents(ask, yes_no):
    asked = ask(control="select1", choices=yes_no, appearance="minimal")
    asked.editor.box.setFocus()
    QTest.keyClick(asked.editor.box, "a")
    popup = asked.editor.popup
    assert popup.isVisible()
    QTest.keyClicks(popup.line, "gued")
    assert popup.model.rowCount() == 1
    QTest.keyClick(popup.line, ENTER)
    assert asked.value == "agueda"
    assert not popup.isVisible()
    assert asked.editor.box.text().startswith("Não, mas em Águeda há")
    QTest.mouseClick(asked.editor.clear, Qt.MouseButton.LeftButton)
    assert asked.value == ""


def test_search_several(ask, yes_no):
    asked = ask(control="select", choices=yes_no, appearance="minimal autocomplete")
    asked.editor.open_list("")
    popup = asked.editor.popup
    QTest.keyClick(popup.line, ENTER)
    QTest.keyClick(popup.line, Qt.Key.Key_Down)
    QTest.keyClick(popup.line, ENTER)
    assert asked.value == "sim nao"
    assert popup.isVisible()
    popup.hide()


def test_hundreds_of_choices_are_searched_whatever_the_appearance(ask):
    many = tuple(ChoiceState(f"c{n}", f"Freguesia {n}") for n in range(400))
    asked = ask(control="select1", choices=many)
    asked.editor.open_list("")
    assert asked.editor.popup.model.rowCount() == 400
    asked.editor.popup.hide()


def test_rank_with_keys_and_buttons(ask, yes_no):
    asked = ask(control="rank", choices=yes_no)
    assert asked.editor.waiting.isVisible()
    asked.editor.list.setCurrentRow(0)
    asked.editor.list.setFocus()
    QTest.keyClick(asked.editor.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert asked.value == "nao sim agueda"
    assert not asked.editor.waiting.isVisible()
    asked.editor.list.setCurrentRow(2)
    QTest.mouseClick(asked.editor.up, Qt.MouseButton.LeftButton)
    assert asked.value == "nao agueda sim"


def test_rank_can_be_accepted_as_it_stands(ask, yes_no):
    asked = ask(control="rank", choices=yes_no)
    QTest.mouseClick(asked.editor.accept, Qt.MouseButton.LeftButton)
    assert asked.value == "sim nao agueda"


def test_a_slider_has_no_value_until_it_is_touched(ask):
    asked = ask(control="range", type="int", parameters=RANGE)
    assert asked.editor.line.text() == ""
    asked.editor.slider.setFocus()
    QTest.keyClick(asked.editor.slider, Qt.Key.Key_Right)
    assert asked.value == "2"
    asked.editor.line.setFocus()
    asked.editor.line.selectAll()
    QTest.keyClicks(asked.editor.line, "8")
    QTest.keyClick(asked.editor.line, ENTER)
    assert asked.value == "8"
    assert asked.editor.slider.value() == 4


def test_a_number_outside_the_range_is_refused(ask):
    asked = ask(control="range", type="decimal", parameters={"start": "1.5", "end": "5.5"})
    asked.editor.line.setFocus()
    QTest.keyClicks(asked.editor.line, "9")
    QTest.keyClick(asked.editor.line, ENTER)
    assert asked.value == ""
    assert "1,5" in asked.problem()
    assert "5,5" in asked.problem()


def test_stars(ask):
    asked = ask(
        control="range", type="int", appearance="rating", parameters={"start": "1", "end": "5"}
    )
    stars = asked.editor.stars
    stars.setFocus()
    QTest.keyClick(stars, Qt.Key.Key_4)
    assert asked.value == "4"
    QTest.keyClick(stars, Qt.Key.Key_Right)
    assert asked.value == "5"
    QTest.mouseClick(stars, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert asked.value == "1"
    QTest.mouseClick(stars, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert asked.value == ""


def test_a_range_as_a_list(ask):
    asked = ask(control="range", type="int", appearance="picker", parameters=RANGE)
    asked.editor.open_list("8")
    QTest.keyClick(asked.editor.popup.line, ENTER)
    assert asked.value == "8"


def test_geopoint_typed_and_pasted(ask):
    asked = ask(type="geopoint")
    QTest.keyClicks(asked.stop(0), "41,1579")
    QTest.keyClicks(asked.stop(1), "-8,6291")
    QTest.keyClick(asked.stop(1), ENTER)
    assert asked.value == "41.1579 -8.6291 0 0"
    pasted = ask(type="geopoint")
    QGuiApplication.clipboard().setText("41.1579, -8.6291")
    pasted.stop(0).setFocus()
    QTest.keyClick(pasted.stop(0), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert pasted.value == "41.1579 -8.6291 0 0"


def test_geopoint_out_of_range(ask):
    asked = ask(type="geopoint")
    QTest.keyClicks(asked.stop(0), "91")
    QTest.keyClicks(asked.stop(1), "8")
    QTest.keyClick(asked.stop(1), ENTER)
    assert asked.value == ""
    assert "-90" in asked.problem()


def test_a_line_of_points(ask):
    asked = ask(type="geotrace")
    asked.stop().setPlainText("41,1; -8,6\n41,2; -8,7")
    asked.editor.flush()
    assert asked.value == "41.1 -8.6 0 0; 41.2 -8.7 0 0"


def test_acknowledge(ask):
    asked = ask(control="trigger")
    QTest.mouseClick(asked.stop(), Qt.MouseButton.LeftButton)
    assert asked.value == "OK"
    QTest.keyClick(asked.stop(), Qt.Key.Key_Space)
    assert asked.value == ""


def test_a_file_is_kept_before_it_is_answered(ask, around, tmp_path):
    file = tmp_path / "regulamento.pdf"
    file.write_bytes(b"%PDF")
    asked = ask(control="upload", type="binary", mediatype="application/*")
    asked.editor.give_path(file)
    assert asked.value == "regulamento.pdf"
    assert "1 KB" in asked.editor.about.text()
    QTest.mouseClick(asked.editor.remove, Qt.MouseButton.LeftButton)
    assert asked.value == ""


def test_a_file_of_another_family_is_refused(ask, tmp_path):
    file = tmp_path / "notas.txt"
    file.write_text("x")
    asked = ask(control="upload", type="binary", mediatype="image/*")
    asked.editor.give_path(file)
    assert asked.value == ""
    assert "não é uma imagem" in asked.problem()


def test_a_file_that_cannot_be_kept_says_why(ask, around, tmp_path):
    around.refuse = "O disco está cheio."
    file = tmp_path / "a.png"
    file.write_bytes(b"x")
    asked = ask(control="upload", type="binary", mediatype="image/*")
    asked.editor.give_path(file)
    assert asked.problem() == "O disco está cheio."


def test_a_picture_pasted_and_one_from_the_recording(ask, around):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    asked = ask(control="upload", type="binary", mediatype="image/*")
    QTest.mouseClick(asked.editor.still, Qt.MouseButton.LeftButton)
    assert "comece a gravar" in asked.problem()
    around.picture = png_of(image)
    QTest.mouseClick(asked.editor.still, Qt.MouseButton.LeftButton)
    assert asked.value == "foto.jpg"
    assert not asked.editor.picture.pixmap().isNull()
    mime = QMimeData()
    mime.setImageData(image)
    QGuiApplication.clipboard().setMimeData(mime)
    QTest.mouseClick(asked.editor.paste, Qt.MouseButton.LeftButton)
    assert asked.value == "colada.png"


def test_a_big_picture_is_made_smaller_when_the_form_says_so(ask, around):
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    around.picture = png_of(image)
    asked = ask(
        control="upload", type="binary", mediatype="image/*", parameters={"max-pixels": "100"}
    )
    QTest.mouseClick(asked.editor.still, Qt.MouseButton.LeftButton)
    assert QImage.fromData(around.files["foto.jpg"]).width() == 100


def test_a_signature_is_kept_after_the_last_stroke(ask, around):
    asked = ask(control="upload", type="binary", mediatype="image/*", appearance="signature")
    sheet = asked.editor.sheet
    QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(sheet, QPoint(120, 60))
    QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=QPoint(160, 90))
    asked.editor.flush()
    assert asked.value == "desenho.png"
    assert QImage.fromData(around.files["desenho.png"]).size() == sheet.image.size()
    QTest.mouseClick(asked.editor.wipe, Qt.MouseButton.LeftButton)
    assert asked.value == ""


def test_read_only_is_shown_and_becomes_an_editor_when_it_may(ask):
    asked = ask(type="decimal", value="83.5", readonly=True)
    assert asked.editor.value.text() == "83,5"
    assert asked.editor.stops() == []
    asked.show(readonly=False)
    assert asked.stop().text() == "83,5"


def test_a_note_has_no_editor(around):
    note = NodeState(key="/d/n", ref="/d/n", kind="note", label="Leia.")
    assert editor_for(note, choices=(), around=around) is None


def test_a_drawing_wiped_while_it_is_kept_stays_away(ask, around):
    asked = ask(type="binary", control="upload", mediatype="image/*", appearance="draw")
    on_the_way = []
    around.keep = lambda _offer, *, key, then, failed: on_the_way.append(then)
    QTest.mouseClick(asked.editor.sheet, Qt.MouseButton.LeftButton)
    asked.editor.flush()
    asked.editor.wipe.click()
    (kept,) = on_the_way
    asked.show(value="desenho.png")  # the engine has it by then
    kept("desenho.png")
    assert asked.value == ""
    assert asked.editor.sheet.empty


def test_a_drawing_by_keyboard(ask, around):
    asked = ask(control="upload", type="binary", mediatype="image/*", appearance="signature")
    sheet = asked.editor.sheet
    before = sheet.image.copy()
    QTest.keyClick(sheet, Qt.Key.Key_Right)  # the pen is up: nothing is drawn
    assert sheet.image == before
    QTest.keyClick(sheet, Qt.Key.Key_Space)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(sheet, key)
    QTest.keyClick(sheet, Qt.Key.Key_Space)
    drawn = sheet.image.copy()
    QTest.keyClick(sheet, Qt.Key.Key_Up)
    assert drawn != before
    assert sheet.image == drawn
    asked.editor.flush()
    assert asked.value.endswith(".png")

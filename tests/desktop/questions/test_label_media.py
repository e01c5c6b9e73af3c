"""Pictures that are larger than the card, and choices that can be heard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from core.forms.states import ChoiceState, Media
from desktop.questions.upload import png_of


def picture(width, height):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    return png_of(image)


def enlarging(asked):
    found = asked.window.findChildren(QPushButton)
    return [one for one in found if one.text() == "Ampliar"]


def test_a_picture_larger_than_the_card_is_enlarged_and_closed_with_escape(ask, around, qtbot):
    around.media = {"planta.png": picture(90, 60), "planta-grande.png": picture(1200, 700)}
    asked = ask(label_media=Media(image="planta.png", big_image="planta-grande.png"))
    (button,) = enlarging(asked)
    button.click()
    shown = asked.window.findChild(QDialog, "picture_window")
    qtbot.waitUntil(shown.isVisible)
    assert shown.width() > 600
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: asked.window.findChild(QDialog, "picture_window") is None)


def test_a_small_picture_has_nothing_to_enlarge(ask, around):
    around.media = {"a.png": picture(90, 60)}
    assert enlarging(ask(label_media=Media(image="a.png"))) == []


def test_choices_that_are_heard_or_seen_have_what_plays_them(ask, around):
    around.media = {"galo.mp3": b"not really a sound", "galo.mp4": b"nor a film"}
    choices = (
        ChoiceState("galo", "Galo", audio="galo.mp3"),
        ChoiceState("filme", "Filme", video="galo.mp4"),
        ChoiceState("nada", "Nada", audio="falta.mp3"),
    )
    asked = ask(control="select1", type="string", choices=choices)
    editor = asked.card.editor
    assert [one.text() for one in editor.plays] == ["Ouvir", "Ver o vídeo"]
    assert editor.plays[0].accessibleName() == "Ouvir: Galo"
    assert editor.plays[0] in editor.stops()
    # Beside their choices the radio buttons still know each other.
    editor.buttons[0].click()
    editor.buttons[1].click()
    assert [one.isChecked() for one in editor.buttons] == [False, True, False]
    assert asked.said == ["galo", "filme"]

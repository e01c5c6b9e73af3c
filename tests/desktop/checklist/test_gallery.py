"""The gallery check-list, filled in through its widgets, in two languages, to the end."""

from __future__ import annotations

from lxml import etree
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from tests.gallery import ROOT, SECTIONS


def open_section(guiao, name):
    session = guiao.place.desk.session
    key = f"{ROOT}/{name}"
    if name == "sala":
        key = next(one for one in session.root_keys() if one.endswith("/sala"))
        guiao.place.go_to_key(session.state(key).children[0])
    else:
        guiao.place.go_to_key(session.state(key).children[0])


def choose(guiao, name, label):
    card = guiao.card(name)
    face = next(
        one
        for one in card.findChildren(QAbstractButton)
        if one.isVisible() and one.accessibleName().startswith(label)
    )
    QTest.mouseClick(face, Qt.MouseButton.LeftButton)


def press(guiao, name, text):
    button = next(
        one for one in guiao.card(name).findChildren(QAbstractButton) if text in one.text()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(guiao, name):
    return " ".join(one.text() for one in guiao.card(name).findChildren(QLabel) if one.isVisible())


def test_the_gallery_installs_without_a_word(shared_gallery):
    assert not [one for one in shared_gallery.problems if one.severity == "error"]


def test_it_is_filled_in_by_a_person_in_two_languages(make_guiao, shared_gallery):
    guiao = make_guiao(form=shared_gallery, size=(1194, 1400))
    guiao.type("nome", "Casa do Outeiro")
    guiao.type("pessoas", "900")
    assert "Entre 0 e 500 pessoas." in texts(guiao, "pessoas")
    guiao.place.head.language_chosen.emit("English (en)")
    assert "Between 0 and 500 people." in texts(guiao, "pessoas")
    assert "Name of the institution" in texts(guiao, "nome")
    guiao.place.head.language_chosen.emit("Português (pt)")
    stop = guiao.stop("pessoas")
    stop.setFocus()
    stop.selectAll()
    QTest.keyClicks(stop, "40")
    QTest.keyClick(stop, Qt.Key.Key_Return)
    assert "Entre 0 e 500" not in texts(guiao, "pessoas")
    guiao.type("area", "120")
    open_section(guiao, "datas")
    guiao.type("visita", "10/03/2026")
    guiao.type("mes", "09/2024")
    guiao.type("ano", "1998")
    guiao.type("abertura_h", "9:30")
    open_section(guiao, "escolhas")
    choose(guiao, "plano", "Não")
    guiao.place.go_to_key(f"{ROOT}/escolhas/porque")
    guiao.bot.waitUntil(lambda: guiao.stop("porque").isVisible())
    guiao.type("porque", "Ainda se escreve")
    choose(guiao, "acolhedor", "Concordo totalmente")
    choose(guiao, "atividades", "Horta")
    choose(guiao, "atividades", "Passeios")
    choose(guiao, "quadro", "Rampa")
    press(guiao, "ordem", "Fica nesta ordem")
    open_section(guiao, "sala")
    guiao.type("uso", "Almoco")
    guiao.type("lugares", "24")
    guiao.settle()
    told = guiao.values()
    assert told["pessoas"] == "40"
    assert told["media_vista"] == "3"
    assert told["visita"] == "2026-03-10"
    assert told["mes"].startswith("2024-09")
    assert told["atividades"] == "horta passeio"
    assert told["quadro"] == "rampa"
    assert told["total"] == "24"
    session = guiao.place.desk.session
    assert session.validate() == ()
    session.finalise()
    root = etree.fromstring(session.xml())
    assert root.findtext("texto/nome") == "Casa do Outeiro"
    assert root.findtext("escolhas/ordem").split()[0] == "musica"


def test_every_section_can_be_shown(make_guiao, shared_gallery):
    guiao = make_guiao(form=shared_gallery, size=(1194, 2400))
    for section in SECTIONS:
        open_section(guiao, section)
        assert guiao.shown()
        assert all(guiao.card(name) is not None for name in guiao.shown())

"""The place around the questions: pages, side panel, files, language, a store that refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from core.forms import read_any
from core.visits import answers_with_moments
from core.visits.sample import sample_form
from desktop.kit import theme
from desktop.questions.card import QuestionCard
from desktop.questions.upload import png_of
from tests.filling_forms import SMALL, long_form

GALLERY = Path(__file__).parents[2] / "data" / "all-widgets.xlsx"


@pytest.fixture(scope="module")
def gallery() -> bytes:
    """A check-list with every type and appearance, as XForm."""
    return read_any(GALLERY.read_bytes(), filename=GALLERY.name).xml


class Panel(QWidget):
    """A panel that can be small."""

    def __init__(self):
        super().__init__()
        self.compact = None

    def set_compact(self, compact):
        self.compact = compact


def test_one_page_at_a_time_and_back_to_the_whole_section(make_guiao):
    guiao = make_guiao(pages=True)
    assert guiao.shown() == ["nome"]
    QTest.keyClicks(QApplication.focusWidget(), "Casa")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert guiao.shown() == ["pessoas"]
    QTest.mouseClick(guiao.place.head.view, Qt.MouseButton.LeftButton)
    assert guiao.shown()[:3] == ["nome", "pessoas", "tem"]
    assert guiao.focused() == "pessoas"
    assert guiao.place.around.settings.value.one_screen


def test_a_page_that_becomes_relevant_is_turned_to(make_guiao):
    guiao = make_guiao(pages=True)
    pages = len(guiao.place.middle._page_list)
    guiao.place.go_to_key("/data/casa/tem")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)
    assert len(guiao.place.middle._page_list) == pages + 1
    QTest.mouseClick(guiao.place.middle.on, Qt.MouseButton.LeftButton)
    assert guiao.shown() == ["porque"]


def test_the_panel_stands_at_the_side_and_lies_down_when_narrow(guiao):
    panel = Panel()
    guiao.place.set_side_panel(panel)
    assert panel.compact is False
    assert guiao.place.side.isVisible()
    guiao.place.resize(850, 640)
    assert panel.compact is True
    assert guiao.place.bar.isVisible()
    assert not guiao.place.side.isVisible()
    guiao.place.resize(1194, 640)
    assert panel.compact is False
    assert not guiao.place.bar.isVisible()


def test_a_panel_that_cannot_be_small_hides_behind_a_button(guiao):
    panel = QWidget()
    guiao.place.set_side_panel(panel)
    guiao.place.resize(850, 640)
    assert not panel.isVisible()
    QTest.mouseClick(guiao.place.side.edge, Qt.MouseButton.LeftButton)
    assert panel.isVisible()


def test_a_photo_of_the_recording_is_sealed_and_stays_after_a_restart(make_guiao, gallery):
    image = QImage(QSize(64, 48), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    first = make_guiao(form=gallery)
    first.place.set_still_provider(lambda: png_of(image))
    first.place.go_to_key("/data/ficheiros/entrada")
    editor = first.card("/entrada").editor
    QTest.mouseClick(editor.still, Qt.MouseButton.LeftButton)
    first.settle()
    rows = first.store.read(lambda work: answers_with_moments(work, first.filling_id))
    photo = next(row for row in rows if row.key.endswith("/entrada"))
    assert photo.sha256 is not None
    assert first.store.files.has(photo.sha256)
    first.place.leave()
    second = make_guiao(filling_id=first.filling_id)
    second.place.go_to_key("/data/ficheiros/entrada")
    editor = second.card("/entrada").editor
    second.bot.waitUntil(lambda: not editor.picture.pixmap().isNull())


def test_a_file_kept_while_another_section_is_shown_is_still_the_answer(make_guiao, gallery):
    guiao = make_guiao(form=gallery)
    guiao.place.go_to_key("/data/ficheiros/regulamento")
    guiao.card("/regulamento").editor.give_path(GALLERY)
    guiao.place.go_to_key("/data/texto/nome")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    guiao.settle()
    guiao.bot.waitUntil(
        lambda: guiao.place.desk.state("/data/ficheiros/regulamento").value.startswith("all-wid")
    )


def test_every_question_of_the_gallery_can_be_shown(make_guiao, gallery):
    guiao = make_guiao(form=gallery)
    seen = set()
    for key in guiao.place.middle.all_questions():
        assert guiao.place.go_to_key(key)
        card = guiao.place.middle.column.card(key)
        assert card.accessibleName()
        assert card.isVisible()
        assert card.height() >= card.heightForWidth(card.width()) or not card.hasHeightForWidth()
        for stop in card.stops():
            assert stop.accessibleName(), (key, stop)
        seen.add(type(card.editor).__name__)
    assert len(seen) >= 22


def test_what_a_finger_must_hit_is_large_enough(make_guiao, gallery):
    guiao = make_guiao(form=gallery)
    small = []
    for key in guiao.place.middle.all_questions():
        guiao.place.go_to_key(key)
        small += [
            (key, type(stop).__name__, stop.height())
            for stop in guiao.place.middle.column.card(key).stops()
            if stop.isVisible() and stop.height() < 40
        ]
    assert small == []


def test_a_cascade_offers_what_fits_and_says_when_nothing_does(make_guiao, gallery):
    guiao = make_guiao(form=gallery)
    guiao.place.go_to_key("/data/escolhas/municipio")
    assert guiao.card("/municipio").editor.choices == ()
    guiao.place.desk.answer("/data/escolhas/distrito", "13")
    labels = [choice.label for choice in guiao.card("/municipio").editor.choices]
    assert labels == ["Gondomar", "Maia", "Matosinhos"]


def test_a_store_that_refuses_says_so_and_keeps_the_answers_to_try_again(guiao, monkeypatch):
    import core.visits

    real = core.visits.record_delta

    def full(*_args, **_named):
        raise OSError("no space left")

    monkeypatch.setattr(core.visits, "record_delta", full)
    guiao.type("/nome", "Casa")
    guiao.settle()
    assert guiao.place.banner.isVisible()
    assert guiao.card("/nome").saved is None or not guiao.card("/nome").saved.text()
    monkeypatch.setattr(core.visits, "record_delta", real)
    again = next(
        button
        for button in guiao.place.banner.findChildren(QPushButton)
        if button.text() == "Guardar outra vez"
    )
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert guiao.values()["nome"] == "Casa"
    assert guiao.card("/nome").saved.text().startswith("Guardado ")


def test_another_language_keeps_answers_and_place(make_guiao):
    two = SMALL.replace(
        b'<instance id="escala">',
        b'<itext><translation lang="pt" default="true()"><text id="n"><value>Nome</value></text>'
        b'</translation><translation lang="en"><text id="n"><value>Name</value></text>'
        b'</translation></itext><instance id="escala">',
    ).replace("<label>Nome da instituição</label>".encode(), b"<label ref=\"jr:itext('n')\"/>")
    first = make_guiao(form=two)
    first.type("/nome", "Casa")
    first.place.go_to_key("/data/casa/nome")
    assert first.card("/nome").words.label.text() == "Nome\u00a0*"
    combo = first.place.head.language
    assert combo.isVisible()
    combo.setCurrentIndex(combo.findData("en"))
    combo.activated.emit(combo.currentIndex())
    assert first.card("/nome").words.label.text() == "Name\u00a0*"
    assert first.stop("/nome").text() == "Casa"
    assert first.focused() == "nome"
    first.place.leave()
    first.settle()
    second = make_guiao(filling_id=first.filling_id)
    second.place.go_to_key("/data/casa/nome")
    assert second.card("/nome").words.label.text() == "Name\u00a0*"


def test_of_a_thousand_questions_only_what_is_near_is_built(make_guiao):
    guiao = make_guiao(form=long_form(sections=1, questions=1000))
    built = [row for row in guiao.place.middle.column.built() if isinstance(row, QuestionCard)]
    assert 0 < len(built) < 40
    last = guiao.place.middle.all_questions()[-1]
    assert guiao.place.go_to_key(last)
    assert guiao.place.middle.column.card(last).isVisible()
    assert guiao.place.current_key == last


def test_a_filling_finalised_elsewhere_is_read_only_when_one_comes_back(guiao):
    from core.visits import finalise_filling

    guiao.type("/nome", "Casa")
    guiao.settle()
    guiao.store.write_now(
        lambda work: finalise_filling(work, guiao.filling_id, at=guiao.place.around.now())
    )
    guiao.open()
    assert guiao.place.desk.finalised
    guiao.place.go_to_key("/data/casa/nome")
    assert guiao.card("/nome").editor.stops() == []


def test_another_look_keeps_the_question_and_what_is_typed(guiao):
    guiao.place.go_to_key("/data/casa/nome")
    QTest.keyClicks(QApplication.focusWidget(), "Cas")
    theme.apply(QApplication.instance(), mode="dark", scale=1.5)
    try:
        assert guiao.focused() == "nome"
        assert guiao.stop("/nome").text() == "Cas"
        guiao.settle()
    finally:
        theme.apply(QApplication.instance(), mode="light")


def test_every_section_of_the_sample_is_shown_and_found_in_the_outline(make_guiao):
    form = sample_form()
    guiao = make_guiao(form=form.xml, size=(852, 600))
    outline = guiao.place.outline
    for section in guiao.place.middle.sections():
        guiao.place.go_to_key(section.key)
        guiao.place.show_progress()
        rows = [outline.item(row) for row in range(outline.count())]
        here = next(row for row in rows if row.data(Qt.ItemDataRole.UserRole) == section.key)
        assert outline.viewport().rect().contains(outline.visualItemRect(here))
        assert not outline.grab().isNull()

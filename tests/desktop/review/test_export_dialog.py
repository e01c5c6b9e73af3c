"""Exporting moments from the review: chosen, written, cancelled; and a consent that ended."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from core.people import list_consents, record_consent, withdraw_consent
from desktop.review.export_dialog import ExportDialog
from desktop.review.import_dialog import ImportMarksDialog
from tests.desktop.review.conftest import NOW


@pytest.fixture
def opened(qtbot, recorded):
    """Open the dialog as a person does; None closes it again at the end."""
    made = []

    def make():
        dialog = ExportDialog(recorded.place.jobs, recorded.visit_id, parent=recorded.place)
        dialog.open()
        made.append(dialog)
        qtbot.waitUntil(lambda: recorded.place.jobs.waiting == 0, timeout=20_000)
        return dialog

    yield make
    for dialog in made:
        dialog.reject()
    qtbot.waitUntil(lambda: recorded.place.jobs.waiting == 0, timeout=20_000)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(dialog):
    model = dialog.moments.model
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def only(dialog, *forms):
    for form, box in dialog.forms.boxes.items():
        box.setChecked(form in forms)


def test_the_review_asks_for_it(qtbot, recorded):
    assert recorded.place.moments_button.isEnabled()
    with qtbot.waitSignal(recorded.place.command) as asked:
        qtbot.mouseClick(recorded.place.moments_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["export_moments", recorded.visit_id]


def test_moments_are_chosen_and_written(qtbot, recorded, opened, tmp_path):
    dialog = opened()
    assert len(shown(dialog)) == 3
    assert dialog.moments.kinds["answer"].text() == "Registos (2)"
    assert not dialog.moments.kinds["finding"].isEnabled()
    qtbot.mouseClick(dialog.moments.kinds["answer"], Qt.MouseButton.LeftButton)
    assert shown(dialog) == ["Refeitório"]
    only(dialog, "clips", "stills", "eaf", "csv")
    dialog.forms.before.setValue(1)
    dialog.forms.after.setValue(1)
    dialog.folder.setText(str(tmp_path / "saída"))
    dialog.go.click()
    qtbot.waitUntil(dialog.banner.isVisible, timeout=30_000)
    assert dialog.banner.happened.text() == "Está tudo exportado."
    assert dialog.banner.todo.text() == "Momentos: 1. Ficheiros: 4."
    (place,) = (tmp_path / "saída").iterdir()
    assert {one.relative_to(place).as_posix() for one in place.rglob("*") if one.is_file()} == {
        "trechos/01-refeitorio.mp4", "imagens/01-refeitorio.jpg", "gravacao-1.eaf", "momentos.csv",
    }  # fmt: skip
    assert dialog.go.isEnabled()


def test_nothing_chosen_is_nothing_to_export(qtbot, opened):
    dialog = opened()
    assert dialog.go.isEnabled()
    dialog.moments.all.click()
    assert not dialog.go.isEnabled()
    assert dialog.go.toolTip() == "Escolha pelo menos um momento"
    model = dialog.moments.model
    box = Qt.ItemDataRole.CheckStateRole
    model.setData(model.index(1, 0), Qt.CheckState.Checked, box)
    assert dialog.moments.all.text() == "Todos (1 de 3)"
    assert dialog.go.isEnabled()
    only(dialog)
    assert dialog.go.toolTip() == "Escolha em que se exporta"


def test_cancelled_half_way_nothing_stays(qtbot, recorded, opened, tmp_path):
    dialog = opened()
    only(dialog, "reel")
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.go.click()
    assert dialog.progress.isVisible()
    assert not dialog.moments.isEnabled()
    dialog.progress.cancel.click()
    qtbot.waitUntil(dialog.banner.isVisible, timeout=30_000)
    assert dialog.banner.happened.text() == "Exportação cancelada."
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []
    assert dialog.moments.isEnabled()


def test_a_folder_that_takes_nothing_is_said(qtbot, opened, tmp_path):
    (tmp_path / "ficheiro").write_text("x")
    dialog = opened()
    only(dialog, "csv")
    dialog.folder.setText(str(tmp_path / "ficheiro"))
    dialog.go.click()
    qtbot.waitUntil(dialog.banner.isVisible, timeout=30_000)
    assert "Não foi possível escrever" in dialog.banner.happened.text()


def test_after_a_withdrawn_consent_only_words_leave(qtbot, recorded, opened, tmp_path):
    given = partial(
        record_consent,
        visit_id=recorded.visit_id,
        scope="1304",
        who="Dona Emília",
        purpose="visit",
        text_version="1",
        given_at=NOW.replace(year=2020),
    )
    recorded.store.write_now(given)
    given = recorded.store.read(partial(list_consents, visit_id=recorded.visit_id))
    (one,) = [each for each in given if each.who == "Dona Emília"]
    recorded.store.write_now(
        partial(withdraw_consent, consent_id=one.id, at=NOW.replace(year=2021))
    )
    dialog = opened()
    assert "Dona Emília" in dialog.banner.happened.text()
    assert not dialog.forms.boxes["clips"].isEnabled()
    assert dialog.forms.forms() == ["xlsx"]
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.banner.happened.text() == "Está tudo exportado.", timeout=30_000)
    (place,) = (tmp_path / "out").iterdir()
    assert [one.name for one in place.iterdir()] == ["momentos.xlsx"]


def test_marks_of_another_program_come_in_and_can_go_out(qtbot, recorded, opened, tmp_path):
    path = tmp_path / "eventos.csv"
    path.write_text(
        "Observation id,Behavior,Behavior type,Start (s),Stop (s)\n"
        "um,Conversa,STATE,2,5\num,Rampa,POINT,3,3\num,Rampa,POINT,x,\ndois,Conversa,STATE,1,2\n",
        encoding="utf-8",
    )
    dialog = opened()
    assert dialog.moments.kinds["mark"].text() == "Marcas (0)"
    dialog.take.click()
    taking = dialog.findChild(ImportMarksDialog)
    assert not taking.go.isEnabled()
    taking.take(path)
    qtbot.waitUntil(taking.go.isEnabled, timeout=10_000)
    taking.observation.setCurrentIndex(taking.observation.findData("um"))
    assert taking.found.text() == (
        "Marcas: 2. Etiquetas: Conversa, Rampa. Não se conseguem usar: 1."
    )
    taking.observer.setText("Rui")
    taking.shift.setValue(1)
    taking.go.click()
    qtbot.waitUntil(taking.banner.isVisible, timeout=10_000)
    assert taking.banner.happened.text() == "Marcas novas: 2."
    qtbot.waitUntil(lambda: dialog.moments.kinds["mark"].text() == "Marcas (2)", timeout=10_000)
    rows = [dialog.moments.model.index(row, 2).data() for row in range(5)]
    assert rows.count("Rui") == 2
    taking.take(tmp_path / "nada.docx")
    qtbot.waitUntil(lambda: not taking.go.isEnabled(), timeout=10_000)
    taking.reject()


def test_what_was_agreed_to_for_the_visit_is_not_offered_for_the_public(qtbot, recorded, opened):
    dialog = opened()
    assert dialog.forms.boxes["clips"].isEnabled()
    dialog.purpose.setCurrentIndex(dialog.purpose.findData("publication"))
    dialog.purpose.activated.emit(dialog.purpose.currentIndex())
    qtbot.waitUntil(lambda: not dialog.forms.boxes["clips"].isEnabled(), timeout=20_000)
    assert "divulgação pública" in dialog.banner.happened.text()
    assert dialog.forms.boxes["csv"].isEnabled()
    dialog.purpose.setCurrentIndex(dialog.purpose.findData("visit"))
    dialog.purpose.activated.emit(dialog.purpose.currentIndex())
    qtbot.waitUntil(dialog.forms.boxes["clips"].isEnabled, timeout=20_000)
    assert dialog.banner.isHidden()

"""Where check-lists to edit come from, and what is kept of them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QMessageBox

from core.visits import list_checklists, list_drafts
from desktop.editor.opening import Wanted
from tests.desktop.editor.conftest import EditorPage


def throw_away(box):
    return next(one for one in box.buttons() if "fora" in one.text())


def drafts(page):
    return page.window.window.open_store.store.read(list_drafts)


def test_a_new_version_takes_the_place_of_the_last(sample):
    store = sample.window.open_store.store
    (before,) = store.read(list_checklists)
    sample.go("visits")
    sample.click("visits_checklists")
    sample.click("checklist_version")
    page = EditorPage(sample)
    page.settled()
    assert drafts(page) == []  # nothing has been changed yet
    page.stand("q0_1")
    page.write("item_label_0", "Nome da iniciativa")
    page.settled()
    assert [one.title for one in drafts(page)] == [before.title]
    sample.click("editor_install")
    page.settled()
    after = store.read(list_checklists)
    assert {one.form_id for one in after} == {before.form_id}
    assert len(after) == 2
    assert drafts(page) == []
    sample.click("editor_install")  # again, unchanged but for its version
    page.settled()
    assert len({one.version for one in store.read(list_checklists)}) == 3


def test_a_copy_is_a_check_list_of_its_own(sample):
    store = sample.window.open_store.store
    (before,) = store.read(list_checklists)
    sample.go("visits")
    sample.click("visits_checklists")
    sample.click("checklist_copy")
    page = EditorPage(sample)
    page.settled()
    sample.click("editor_install")
    page.settled()
    titles = {one.form_id: one.title for one in store.read(list_checklists)}
    assert len(titles) == 2
    assert titles[before.form_id] == before.title
    assert f"{before.title} (cópia)" in titles.values()


def test_a_check_list_from_a_route(editor):
    box = editor.window.find(QComboBox, "editor_template")
    assert box.count() == 10
    editor.window.click("editor_template_use")
    editor.settled()
    assert editor.desk.strip.state.text() == "Sem problemas"
    assert "O que se observou" in editor.texts()
    assert "Identificação" in editor.preview()


def test_a_killed_editor_is_where_it_was(a_window):
    first = a_window()
    first.start()
    first.open_sample()
    first.window.actions_.do("editor", Wanted("new", title="Por acabar"))
    page = EditorPage(first)
    page.settled()
    page.stand("primeira_pergunta")
    page.write("item_label_0", "O que ficou escrito")
    page.settled()
    assert first.window.settings.value.last_place == "editor"
    first.window.shut()

    again = a_window()
    with again.bot.waitSignal(again.window.opened, timeout=30_000):
        again.start()
    page = EditorPage(again)
    again.bot.waitUntil(lambda: page.place is not None and page.bench.history is not None)
    page.settled()
    assert page.texts() == ["Primeira secção", "O que ficou escrito"]


def test_leaving_the_editor_loses_nothing(new):
    new.stand("primeira_pergunta")
    new.write("item_label_0", "Escrito mesmo agora")
    new.window.go("today")  # before the pause of the draft is over
    new.window.settled()
    (draft,) = drafts(new)
    new.window.window.actions_.do("editor", ("draft", draft.id))
    new.settled()
    assert new.texts()[-1] == "Escrito mesmo agora"


def test_a_draft_is_listed_continued_and_thrown_away(new, monkeypatch):
    new.window.window.actions_.do("editor", "new")
    new.window.settled()
    new.window.until_seen("Continuar")
    new.window.click("editor_draft")
    new.settled()
    assert new.texts() == ["Primeira secção", "Primeira pergunta"]
    new.window.window.actions_.do("editor", "new")
    new.window.until_seen("Continuar")
    monkeypatch.setattr(QMessageBox, "exec", lambda box: None)
    monkeypatch.setattr(
        QMessageBox,
        "clickedButton",
        lambda box: next(one for one in box.buttons() if "fora" in one.text()),
    )
    new.window.click("editor_draft_drop")
    new.window.settled()
    assert drafts(new) == []


@pytest.mark.parametrize("name", ["nada.xlsx", "errado.xlsx"])
def test_what_cannot_be_opened_is_said_on_the_start_page(editor, tmp_path, name):
    path = tmp_path / name
    if name == "errado.xlsx":
        path.write_bytes(b"not a workbook")
    editor.place.open(Wanted("file", path=path))
    editor.window.settled()
    assert editor.place.start.banner.isVisible()


def test_a_disk_that_refuses_keeps_the_draft(new, tmp_path, monkeypatch):
    target = tmp_path / "nenhures" / "a.xlsx"
    monkeypatch.setattr(
        "desktop.editor.place.QFileDialog.getSaveFileName", lambda *_: (str(target), "")
    )
    new.window.click("editor_save")
    new.settled()
    assert "continua guardado como rascunho" in new.window.seen()
    assert len(drafts(new)) == 1


def test_the_editor_speaks_english_and_stays_where_it_was(new):
    new.stand("primeira_pergunta")
    new.write("item_label_0", "Uma pergunta")
    new.window.window.settings.change(language="en")
    new.bot.waitUntil(lambda: new.window.window.shell.spot.name == "editor")
    new.bot.waitUntil(lambda: "Install in Terreno" in new.window.seen(), timeout=20_000)
    new.settled()
    assert new.texts()[-1] == "Uma pergunta"


def test_an_old_workbook_says_that_it_becomes_a_new_one(editor, shared_folder):
    editor.place.open(Wanted("file", path=shared_folder / "forms" / "widgets.xls"))
    editor.settled()
    assert "formato antigo" in editor.window.seen()


def test_a_large_workbook_opens_and_is_edited(editor, shared_folder):
    editor.place.open(Wanted("file", path=shared_folder / "forms" / "whova_form.xlsx"))
    editor.settled()
    assert len(editor.texts()) > 500
    assert len(editor.desk.preview.cards) < 20
    name = "Id10004"
    editor.stand(name)
    editor.write("item_label_0", "Época da morte")
    editor.settled()
    assert editor.texts()[editor.texts().index("Época da morte")]


def test_a_store_that_refuses_is_said_and_tried_again(new, monkeypatch):
    refused = []

    def refuse(*_args, **_more):
        refused.append(1)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("core.visits.keep_draft", refuse)
        new.stand("primeira_pergunta")
        new.write("item_label_0", "Não cabe")
        new.bot.waitUntil(lambda: bool(refused))
        new.settled()
    new.bench.keep_now()
    new.settled()
    new.window.window.actions_.do("editor", ("draft", drafts(new)[0].id))
    new.settled()
    assert new.texts()[-1] == "Não cabe"


def test_a_name_with_a_dot_keeps_it_and_another_file_is_asked_about(new, tmp_path, monkeypatch):
    other = tmp_path / "Guião 1.xlsx"
    other.write_bytes(b"de outra pessoa")
    monkeypatch.setattr(
        "desktop.editor.place.QFileDialog.getSaveFileName",
        lambda *_: (str(tmp_path / "Guião 1.2"), ""),
    )
    new.window.click("editor_save")
    new.settled()
    assert other.read_bytes() == b"de outra pessoa"
    written = tmp_path / "Guião 1.2.xlsx"
    assert written.is_file()

    first = written.read_bytes()
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.escapeButton())
    new.stand("primeira_pergunta")
    new.write("item_label_0", "Outra")
    new.settled()
    new.window.click("editor_save")
    new.settled()
    assert asked == ["«Guião 1.2.xlsx» já existe."]
    assert written.read_bytes() == first


@pytest.fixture
def full(monkeypatch):
    """The store refuses drafts until what this gives is called."""
    import core.visits

    real = core.visits.keep_draft

    def refuse(*_args, **_named):
        raise OSError(28, "no space left")

    monkeypatch.setattr(core.visits, "keep_draft", refuse)
    return lambda: monkeypatch.setattr(core.visits, "keep_draft", real)


def test_leaving_asks_about_a_draft_that_the_disk_refuses(new, full, monkeypatch):
    new.stand("primeira_pergunta")
    new.write("item_label_0", "Não cabe")
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.escapeButton())
    new.window.window.close()
    new.bot.waitUntil(lambda: bool(asked), timeout=20_000)
    assert asked == ["O guião que está a escrever ainda não coube no disco."]
    new.bot.waitUntil(new.window.window.shell.isEnabled, timeout=20_000)
    full()
    new.window.settled()
    new.bench.keep_now()
    new.settled()
    assert not new.bench.keeping.pending
    new.window.window.actions_.do("editor", "new")
    new.window.settled()
    assert len(drafts(new)) == 1

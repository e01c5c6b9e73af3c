"""A check-list made in the window, from nothing to a visit."""

from __future__ import annotations

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget

from core.forms import read_any
from core.inventory import list_case_studies
from core.visits import (
    list_checklists,
    list_drafts,
    load_filling,
    load_form,
    plan_visit,
    start_filling,
)


def test_a_check_list_from_nothing_to_a_visit(new, tmp_path, monkeypatch):
    page, window = new, new.window
    # Two sections, five types.
    page.stand("primeira_seccao")
    page.write("item_label_0", "Identificação")
    page.stand("primeira_pergunta")
    page.write("item_label_0", "Nome da pessoa")
    page.add("integer")
    page.write("item_label_0", "Idade")
    page.write("item_least", "0")
    page.write("item_most", "120")
    page.add("yes_no")
    page.write("item_label_0", "Vive sozinha?")
    page.add("section")
    page.write("item_label_0", "Condições da casa")
    page.add("select_multiple")
    page.write("item_label_0", "O que há em casa")
    page.add("date")
    page.write("item_label_0", "Última visita")
    page.settled()
    assert page.texts() == [
        "Identificação", "Nome da pessoa", "Idade", "Vive sozinha?",
        "Condições da casa", "O que há em casa", "Última visita",
    ]  # fmt: skip
    assert page.cell("idade", "constraint") == ". >= 0 and . <= 120"
    assert page.cell("vive_sozinha", "type") == "select_one sim_nao"

    # A condition, picked.
    page.stand("o_que_ha_em_casa")
    page.choose("condition_when", "and")
    page.choose("condition_question_0", "vive_sozinha")
    page.choose("condition_comparison_0", "is")
    page.choose("condition_choice_0", "sim")
    assert page.cell("o_que_ha_em_casa", "relevant") == "${vive_sozinha} = 'sim'"
    page.settled()
    assert "O que há em casa" not in page.preview()

    # Answered in the preview, it appears, and the answer stays while one writes on.
    page.stand("vive_sozinha")
    page.settled()
    page.card("Vive sozinha?").editor.say("sim")
    page.settled()
    page.stand("o_que_ha_em_casa")
    page.settled()
    page.bot.waitUntil(lambda: "O que há em casa" in page.preview())
    page.write("item_hint_0", "Marque o que viu")
    page.settled()
    page.bot.waitUntil(lambda: "O que há em casa" in page.preview())
    assert page.desk.preview.rehearsal.steps[-1].value == "sim"

    # A translation.
    page.key(Qt.Key.Key_Home)
    page.write("setting_form_title", "Visita domiciliária")
    window.click("language_add")
    page.stand("idade")
    page.write("item_label_1", "Age")
    page.settled()
    assert page.desk.strip.state.text() == "Sem problemas"

    # Saved, it is a workbook that the engine and a spreadsheet read.
    path = tmp_path / "visita.xlsx"
    monkeypatch.setattr(
        "desktop.editor.place.QFileDialog.getSaveFileName", lambda *_: (str(path), "")
    )
    window.click("editor_save")
    page.settled()
    form = read_any(path.read_bytes(), filename=path.name)
    assert form.title == "Visita domiciliária"
    assert form.version.endswith("01")
    assert len(form.version) == 10
    assert [p for p in form.problems if p.severity == "error"] == []
    assert "English (en)" in form.languages
    book = load_workbook(path)
    assert book["survey"].freeze_panes == "A2"
    assert "visita.xlsx" in window.seen()

    # Installed, it can be chosen for a visit and filled in.
    window.click("editor_install")
    page.settled()
    store = window.window.open_store.store
    (installed,) = [one for one in store.read(list_checklists) if "domic" in one.title]
    assert int(installed.version) == int(form.version) + 1
    assert load_form(store, installed.version_id).form_id == "visita_ao_lar"
    assert store.read(list_drafts) == []
    window.click("editor_back")
    window.until_seen("Visita domiciliária")
    visit = store.write_now(
        lambda work: plan_visit(
            work,
            case_study_id=list_case_studies(work)[0].id,
            checklist_version_id=installed.version_id,
            planned_for=window.window.now(),
        )
    )
    filling = store.write_now(lambda work: start_filling(work, visit, at=window.window.now()))
    window.window.actions_.do("filling", filling)
    window.until_seen("Nome da pessoa")
    room = window.window.shell.room("filling")
    room.middle.answered.emit("/data/identificacao/vive_sozinha", "sim")
    window.settled()
    kept = store.read(lambda work: load_filling(work, filling)).values
    assert kept["/data/identificacao/vive_sozinha"] == "sim"
    assert "/data/condicoes_da_casa/o_que_ha_em_casa" in room.middle.all_questions()


def test_undo_and_redo_reach_everything(new):
    page = new
    before = page.texts()
    page.stand("primeira_pergunta")
    page.write("item_label_0", "Outra coisa")
    page.add("text")
    page.key(Qt.Key.Key_Delete)
    page.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.texts()[-1] == "Texto"
    for _ in range(3):
        page.desk.undo.click()
    assert page.texts() == before
    while page.desk.redo.isEnabled():
        page.desk.redo.click()
    assert page.texts() == ["Primeira secção", "Outra coisa"]


def test_alt_arrows_move_and_delete_can_be_undone_from_the_banner(new):
    page = new
    page.stand("primeira_pergunta")
    page.add("integer")
    page.write("item_label_0", "Segunda")
    page.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.texts() == ["Primeira secção", "Segunda", "Primeira pergunta"]
    page.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.texts() == ["Segunda", "Primeira secção", "Primeira pergunta"]
    page.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.texts() == ["Primeira secção", "Segunda", "Primeira pergunta"]
    page.key(Qt.Key.Key_Delete)
    assert page.texts() == ["Primeira secção", "Primeira pergunta"]
    assert "«Segunda» foi removida." in page.window.seen()
    page.desk._undo_removal()
    assert "Segunda" in page.texts()


def test_a_dragged_item_lands_where_it_is_dropped(new):
    page = new
    page.add("section")
    page.write("item_label_0", "Segunda secção")
    tree = page.desk.outline
    question, section = page.line("primeira_pergunta"), page.line("segunda_seccao")
    position = type(tree.dropIndicatorPosition())
    tree._ask_move(question, tree._items[section], position.OnItem)
    assert page.texts() == ["Primeira secção", "Segunda secção", "Primeira pergunta"]
    tree._ask_move(section, tree._items[page.line("primeira_seccao")], position.AboveItem)
    assert page.texts() == ["Segunda secção", "Primeira pergunta", "Primeira secção"]


def test_what_is_wrong_is_shown_with_the_way_to_it(new):
    page = new
    page.stand("primeira_pergunta")
    page.choose("condition_when", "text")
    page.write("condition_text", "${nada} = 1 and (2")
    page.settled()
    assert "erro" in page.desk.strip.state.text()
    page.stand("primeira_seccao")
    page.desk.strip.show_all.click()
    item = page.desk.strip.list.item(0)
    page.desk.strip.list.itemActivated.emit(item)
    page.bot.waitUntil(lambda: page.bench.at == page.line("primeira_pergunta"))
    page.bot.waitUntil(page.desk.form.condition.when.hasFocus)
    assert not page.desk.outline.isColumnHidden(1)
    page.window.click("editor_install")
    page.settled()
    assert "ainda tem erros" in page.window.seen()


def test_choices_are_written_in_the_table(new):
    page = new
    page.stand("primeira_pergunta")
    page.add("select_one")
    page.write("item_label_0", "Transporte")
    table = page.window.find(QTableWidget, "choices_table")
    table.item(0, 0).setText("Autocarro")
    table.item(1, 0).setText("A pé")
    page.window.click("choices_add")
    assert table.rowCount() == 3
    table.item(2, 0).setText("Carro próprio")
    table.setCurrentCell(2, 0)
    page.window.click("choices_up")
    assert [table.item(row, 1).text() for row in range(3)] == ["autocarro", "carro_proprio", "a_pe"]
    table.setCurrentCell(0, 0)
    page.window.click("choices_remove")
    assert [table.item(row, 0).text() for row in range(2)] == ["Carro próprio", "A pé"]
    page.settled()
    assert page.desk.strip.state.text() == "Sem problemas"


def test_a_name_given_by_hand_is_followed_and_a_wrong_one_refused(new):
    page = new
    page.stand("primeira_pergunta")
    page.add("text")
    page.write("item_label_0", "Pormenores")
    page.choose("condition_when", "and")
    page.stand("primeira_pergunta")
    page.desk.form.details.fold.button.click()
    field = page.desk.form.details.fields["name", None]
    field.setFocus()
    field.selectAll()
    page.bot.keyClicks(field, "nome")
    page.bot.keyClick(field, Qt.Key.Key_Return)
    assert page.cell("pormenores", "relevant").startswith("${nome}")
    field.selectAll()
    page.bot.keyClicks(field, "com espaco")
    page.bot.keyClick(field, Qt.Key.Key_Return)
    assert "não pode ser usado" in page.window.seen()
    assert field.text() == "nome"

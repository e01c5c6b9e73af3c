"""The inventory as a person uses it: found, read, changed, brought in and given out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
)

from core.inventory import (
    EntryFilter,
    add_facility,
    add_provider,
    add_social_response,
    count_entries,
    figures_of,
    history_of,
    list_entries,
    record,
)
from desktop.app import rooms

SLOW = 20_000


@pytest.fixture
def place(sample):
    """The inventory of the sample case, open."""
    sample.store = sample.window.open_store.store
    sample.go("inventory")
    sample.place = sample.window.shell.place("inventory")
    sample.bot.waitUntil(lambda: sample.place.model.rowCount() > 0, timeout=SLOW)
    sample.settled()
    return sample


def search(place, text):
    """Type into the search field and wait for the list."""
    field = place.find(QLineEdit, "inventory_search")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    place.bot.waitUntil(lambda: not place.place.filters._soon.isActive(), timeout=SLOW)
    place.settled()


def listed(place):
    model = place.place.model
    return [
        [model.data(model.index(row, column)) for column in range(3)]
        for row in range(model.rowCount())
    ]


def press(place, name):
    """Press a button once it shows."""
    place.bot.waitUntil(
        lambda: any(one.isVisible() for one in place.place.findChildren(QPushButton, name)),
        timeout=SLOW,
    )
    place.click(name)


def first(store, text):
    return store.read(lambda work: list_entries(work, where=EntryFilter(text=text))).entries[0]


def write(place, name, text):
    page = place.place.page
    place.bot.waitUntil(
        lambda: any(one.isVisible() for one in page.findChildren(QLineEdit, name)), timeout=SLOW
    )  # what was just made shows with the next turn of the event loop
    field = place.find(QLineEdit, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    place.settled()


def test_everything_is_listed_and_found_as_one_types(place):
    whole = place.store.read(count_entries)
    assert place.find(QLabel, "inventory_count").text() == f"{whole} entradas"
    search(place, "crehe gondomar")  # mistyped, in two columns
    assert listed(place)
    assert all(kind == "Creche" and where == "Gondomar" for _, kind, where in listed(place))
    search(place, "xyzxyz")
    assert listed(place) == []
    assert "Nada encontrado" in place.find(QLabel, "inventory_count").text()
    place.click("inventory_clear")
    place.bot.waitUntil(lambda: len(listed(place)) == whole, timeout=SLOW)


def test_chips_narrow_and_columns_sort(place):
    place.choose("inventory_municipality", "Gondomar")
    place.bot.waitUntil(lambda: {row[2] for row in listed(place)} == {"Gondomar"}, timeout=SLOW)
    table = place.place.table
    table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    place.settled()
    model = place.place.model
    values = [model.entry(row).capacity for row in range(model.rowCount())]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True)
    assert values[: len(known)] == known


def test_keys_alone_go_from_search_to_table_to_page(place):
    search(place, "creche")
    QTest.keyClick(place.find(QLineEdit, "inventory_search"), Qt.Key.Key_Down)
    table = place.place.table
    assert place.window.focusWidget() is table
    before = place.place.page.entry.id
    QTest.keyClick(table, Qt.Key.Key_Down)
    place.settled()
    assert place.place.page.entry.id != before
    QTest.keyClick(table, Qt.Key.Key_Return)
    place.bot.waitUntil(
        lambda: place.place.page.isAncestorOf(place.window.focusWidget()), timeout=SLOW
    )
    table.setFocus()
    QTest.keyClicks(table, "/")
    assert place.window.focusWidget() is place.place.filters.search


def test_a_field_is_changed_in_place_and_has_a_history(place):
    search(place, "creche")
    entry = place.place.page.entry
    write(place, "entry_facility_phone", "229 000 111")
    facility = place.store.read(
        lambda work: record(work, entity="facility", entity_id=entry.facility_id)
    )
    assert facility.values["phone"] == "229 000 111"
    press(place, "entry_history")
    place.bot.waitUntil(lambda: "229 000 111" in place.seen(), timeout=SLOW)


def test_a_figure_is_a_statement_of_today_by_whom_who_works(place):
    search(place, "creche")
    entry = place.place.page.entry
    write(place, "entry_capacity", "77")
    place.bot.waitUntil(
        lambda: "Marta" in place.find(QLabel, "entry_capacity_source").text(), timeout=SLOW
    )
    said = place.store.read(lambda work: figures_of(work, social_response_id=entry.id))
    newest = next(one for one in said if one.kind.value == "capacity")
    assert (newest.value, newest.current) == (77, True)
    model, row = place.place.model, place.place.table.currentIndex().row()
    place.bot.waitUntil(
        lambda: model.entry(row) is not None and model.entry(row).capacity == 77, timeout=SLOW
    )


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("entry_capacity", "muitos", "Escreva um número inteiro"),
        ("entry_facility_latitude", "norte", "Escreva graus decimais"),
        ("entry_provider_nipc", "123", "NIF"),
    ],
)
def test_what_is_no_value_is_refused_with_words(place, field, typed, words):
    search(place, "creche")
    write(place, field, typed)
    place.until_seen(words)


def test_confirming_and_closing(place):
    search(place, "creche")
    entry = place.place.page.entry
    press(place, "entry_confirm")
    place.until_seen("Confirmado em")
    combo = place.find(QComboBox, "entry_social_response_status")
    combo.setCurrentIndex(combo.findData("closed"))
    combo.activated.emit(combo.currentIndex())
    place.settled()
    now = place.store.read(
        lambda work: record(work, entity="social_response", entity_id=entry.id)
    ).values
    today = place.place.around.now().date()
    assert (now["status"], now["closed_on"], now["confirmed_on"]) == ("closed", today, today)
    place.until_seen("Encerrada")


def test_several_at_once_are_one_transaction(place):
    place.choose("inventory_municipality", "Porto")
    place.bot.waitUntil(lambda: {row[2] for row in listed(place)} == {"Porto"}, timeout=SLOW)
    place.place.table.selectAll()
    place.settled()
    many = place.place.model.rowCount()
    press(place, "inventory_bulk_confirm")
    place.until_seen(f"{many} entradas mudadas.")
    one = place.place.model.entry(0)
    change = place.store.read(
        lambda work: history_of(work, entity="social_response", entity_id=one.id)
    )[0]
    other = place.place.model.entry(1)
    beside = place.store.read(
        lambda work: history_of(work, entity="social_response", entity_id=other.id)
    )[0]
    assert change.transaction_id == beside.transaction_id


def test_a_new_social_response(place):
    place.place.add_entry()
    dialog = QApplication.activeModalWidget()
    dialog.provider.setText("Cooperativa Nova")  # a list of names would pop up while typing
    dialog.type.setCurrentIndex(dialog.type.findData("1103"))
    QTest.keyClicks(dialog.capacity, "25")
    dialog.go.click()
    place.settled()
    place.bot.waitUntil(
        lambda: (
            place.place.page.entry is not None
            and place.place.page.entry.provider == "Cooperativa Nova"
        ),
        timeout=SLOW,
    )
    assert place.place.page.entry.capacity == 25


SHEET = (
    "Inventário do concelho;;;;;\n"
    "Instituição;Equipamento;Concelho;Valência;Lotação;Extra\n"
    "Associação Estrela Polar;Creche Estrela;Maia;Creche;41;a\n"
    "Associação Estrela Polar;Creche Estrela;Maia;CATL;muitos;b\n"
)


def imported(place, path):
    """The dialog with a file taken in, at its first step."""
    from desktop.inventory.import_dialog import ImportDialog

    dialog = ImportDialog(place.place.around, parent=place.place)
    dialog.imported.connect(lambda said: place.place.banner.say(said, kind="good"))
    dialog.take_file(path)
    place.settled()
    return dialog


def test_a_workbook_comes_in_step_by_step_and_goes_out_again(place, tmp_path):
    path = tmp_path / "maia.csv"
    path.write_text(SHEET, encoding="utf-8")
    before = place.store.read(count_entries)
    dialog = imported(place, path)
    combo = dialog.findChild(QComboBox, "import_column_0_5")
    assert combo.currentText() == "Guardar tal como está"
    combo.setCurrentIndex(combo.findData("social_response.note"))
    combo.activated.emit(combo.currentIndex())
    dialog.go.click()
    place.settled()
    assert "2 respostas sociais" in dialog.preview.summary.text()
    assert dialog.preview.tabs.tabText(0) == "Células com problemas (1)"
    assert place.store.read(count_entries) == before  # nothing yet
    dialog.go.click()
    place.settled()
    assert place.store.read(count_entries) == before + 2
    entry = first(place.store, "estrela polar catl")
    values = place.store.read(
        lambda work: record(work, entity="social_response", entity_id=entry.id)
    ).values
    assert (values["note"], values["capacity"]) == ("b", None)
    dialog.undo.click()
    place.settled()
    assert "desfeita" in dialog.banner.happened.text()
    assert place.store.read(count_entries) == before
    dialog.close()


def test_a_probable_match_is_decided(place, tmp_path):
    def verb(work):
        provider = add_provider(work, name="Associação Estrela Polar", municipality="1306")
        where = add_facility(
            work, name="Creche da Estrelinha", municipality="1306", provider_id=provider
        )
        add_social_response(work, facility_id=where, type_id="1103", capacity=10)

    place.store.write_now(verb)
    path = tmp_path / "maia.csv"
    path.write_text(SHEET.replace("Creche Estrela;", "Creche Estrelinha;"), encoding="utf-8")
    dialog = imported(place, path)
    dialog.go.click()
    place.settled()
    if dialog.preview.tabs.tabText(0).startswith("Por decidir"):
        dialog.findChild(QPushButton, "import_all_same").click()
        place.settled()
    assert not dialog.preview.tabs.tabText(0).startswith("Por decidir")
    dialog.go.click()
    place.settled()
    assert first(place.store, "estrelinha creche").capacity == 41
    dialog.close()


def test_a_file_that_is_no_inventory_is_said_in_the_dialog(place, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_text("nada")
    dialog = imported(place, path)
    assert dialog.banner.isVisible()
    assert not dialog.go.isEnabled()
    dialog.close()


@pytest.mark.parametrize("key", ["official", "csv", "geojson", "hsds30", "hsds31"])
def test_it_goes_out_whole_or_not_at_all(place, tmp_path, monkeypatch, key):
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / "fora"), "")
    )
    place.place.exporting.ask(key)
    place.until_seen("está escrito.")
    (written,) = tmp_path.glob("fora.*")
    assert written.stat().st_size > 500


def test_a_round_from_start_to_end(place):
    place.place.tabs.setCurrentWidget(place.place.rounds)
    place.settled()
    place.until_seen("Ainda não há levantamentos")
    place.click("rounds_new")
    dialog = QApplication.activeModalWidget()
    dialog.municipality.setCurrentIndex(dialog.municipality.findData("1312"))
    dialog.findChild(QPushButton, "new_round_go").click()
    place.settled()
    table = place.find(QTableWidget, "rounds_due")
    due = table.rowCount()
    assert due > 3
    table.cellWidget(0, 3).findChild(QPushButton, "rounds_confirm").click()
    place.settled()
    place.bot.waitUntil(lambda: table.rowCount() == due - 1, timeout=SLOW)
    table.cellWidget(0, 3).findChild(QPushButton, "rounds_closed").click()
    place.settled()
    progress = place.find(QLabel, "rounds_progress")
    place.bot.waitUntil(lambda: progress.text().startswith(f"2 de {due}"), timeout=SLOW)
    table.cellWidget(0, 3).findChild(QPushButton, "rounds_correct").click()
    place.settled()
    assert place.place.tabs.currentIndex() == 0
    place.bot.waitUntil(lambda: place.place.model.rowCount() > 0, timeout=SLOW)


def test_duplicates_are_joined_split_and_told_apart(place):
    def verb(work):
        for name in ("Centro Paroquial do Farol", "Centro Paroquial do Farol"):
            provider = add_provider(work, name=name, municipality="1308", nipc="500000000")
            where = add_facility(
                work, name=name, municipality="1308", provider_id=provider, address="Rua 1",
                phone="1" if name else "",
            )  # fmt: skip
            add_social_response(work, facility_id=where, type_id="1103")

    place.store.write_now(verb)
    place.place.tabs.setCurrentWidget(place.place.duplicates)
    page = place.place.duplicates
    place.bot.waitUntil(lambda: page.pairs.count() >= 1, timeout=SLOW)
    place.settled()
    pairs = page.pairs.count()
    press(place, "duplicates_join")
    place.until_seen("Ficou um só")
    place.bot.waitUntil(lambda: page.pairs.count() < pairs, timeout=SLOW)
    press(place, "duplicates_split")
    place.until_seen("São dois outra vez")


def test_an_empty_inventory_offers_to_import(window):
    window.create(passphrase="uma frase comprida para guardar", name="Rui", municipality="Maia")
    window.go("inventory")
    window.until_seen("O inventário está vazio")
    assert window.find(QPushButton, "inventory_first_import").isEnabled()


def test_the_map_shows_what_the_filter_leaves_and_takes_a_place(place, tmp_path, monkeypatch):
    page = place.place.map
    whole = place.place.model.rowCount()
    place.choose("inventory_municipality", "Maia")
    place.bot.waitUntil(lambda: place.place.model.rowCount() < whole, timeout=SLOW)
    place.settled()
    place.place.tabs.setCurrentWidget(page)
    place.settled()
    shown = len(page.points.points)
    assert 0 < shown < whole
    assert f"{shown} no mapa" in place.find(QLabel, "inventory_map_words").text()
    press(place, "inventory_map_place")
    sea = page.canvas.view.screen_of(41.2, -8.8).toPoint()
    QTest.mouseClick(page.canvas, Qt.MouseButton.LeftButton, pos=sea)
    place.until_seen("As coordenadas não foram mudadas.")
    there = page.canvas.view.screen_of(41.24, -8.60).toPoint()
    entry = page._placing
    QTest.mouseClick(page.canvas, Qt.MouseButton.LeftButton, pos=there)
    place.until_seen("está no mapa.")
    facility = place.store.read(
        lambda work: record(work, entity="facility", entity_id=entry.facility_id)
    )
    assert facility.values["latitude"] == pytest.approx(41.24, abs=0.02)
    for kind in ("png", "svg", "pdf"):
        to = tmp_path / f"mapa.{kind}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, to=to, **_k: (str(to), ""))
        press(place, "inventory_map_save")
        assert to.stat().st_size > 2000


def test_a_point_of_the_map_leads_to_its_page(place):
    page = place.place.map
    place.place.tabs.setCurrentWidget(page)
    place.settled()
    wanted = page.points.points[0]
    page.canvas.go_to(wanted.latitude, wanted.longitude, metres_per_pixel=0.5)
    at = page.canvas.view.screen_of(wanted.latitude, wanted.longitude).toPoint()
    QTest.mouseClick(page.canvas, Qt.MouseButton.LeftButton, pos=at)
    place.bot.waitUntil(lambda: place.place.tabs.currentIndex() == 0, timeout=SLOW)
    place.settled()
    place.bot.waitUntil(lambda: place.place.page.entry is not None, timeout=SLOW)


def test_a_bank_item_is_added_lent_and_given_back(place):
    place.place.add_item("bank_item")
    dialog = QApplication.activeModalWidget()
    dialog.name.setText("Cadeira de rodas")
    dialog.count.setText("3")
    dialog.go.click()
    place.settled()
    place.bot.waitUntil(
        lambda: (
            place.place.page.entry is not None
            and place.place.page.entry.title == "Cadeira de rodas"
        ),
        timeout=SLOW,
    )
    write(place, "loans_who", "Processo 12/2026")
    press(place, "loans_lend")
    place.bot.waitUntil(lambda: place.find(QLabel, "loans_free").text() == "2 livres", timeout=SLOW)
    write(place, "loans_who", "Lar da Vila")
    place.place.page.findChild(QSpinBox, "loans_count").setValue(9)
    press(place, "loans_reserve")
    place.bot.waitUntil(place.place.page.banner.isVisible, timeout=SLOW)  # there are not so many
    press(place, "loans_give_back")
    place.bot.waitUntil(lambda: place.find(QLabel, "loans_free").text() == "3 livres", timeout=SLOW)


def test_an_offer_is_added(place):
    place.place.add_item("offer")
    dialog = QApplication.activeModalWidget()
    dialog.name.setText("Curso de LGP")
    dialog.go.click()
    place.settled()
    place.bot.waitUntil(
        lambda: (
            place.place.page.entry is not None and place.place.page.entry.title == "Curso de LGP"
        ),
        timeout=SLOW,
    )


def test_a_view_is_saved_chosen_again_and_forgotten(place, monkeypatch):
    place.choose("inventory_municipality", "Porto")
    search(place, "creche")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a, **_k: ("Creches do Porto", True))
    views = place.place.views
    views.asked.emit()
    press(place, "inventory_clear")
    place.bot.waitUntil(lambda: place.place.model.rowCount() > 20, timeout=SLOW)
    views.fill()
    views._menu.actions()[0].trigger()
    place.bot.waitUntil(
        lambda: (
            listed(place) != []
            and {(row[1], row[2]) for row in listed(place)} == {("Creche", "Porto")}
        ),
        timeout=SLOW,
    )
    views.fill()
    views._menu.actions()[-1].menu().actions()[0].trigger()
    assert views.views() == {}


def test_closing_keeps_what_is_being_written(place):
    search(place, "creche")
    entry = place.place.page.entry
    name = "entry_facility_phone"
    place.bot.waitUntil(
        lambda: any(one.isVisible() for one in place.place.page.findChildren(QLineEdit, name)),
        timeout=SLOW,
    )
    field = place.find(QLineEdit, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "229 111 222")  # no Enter, no other field
    rooms.flush(place.window)
    place.settled()
    facility = place.store.read(
        lambda work: record(work, entity="facility", entity_id=entry.facility_id)
    )
    assert facility.values["phone"] == "229 111 222"

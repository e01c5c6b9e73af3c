"""What leaves the inventory: workbooks, text, points; and back in without a change."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime

import openpyxl
import pytest

from core.inventory import edit, list_entries
from core.inventory.workbooks import (
    carry_out,
    fill_back,
    preview,
    stage,
    write_csv,
    write_geojson,
    write_official,
)

NOW, DAY = datetime(2026, 3, 1, tzinfo=UTC), date(2025, 12, 31)
EVIL = '=HYPERLINK("http://x")'


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_what_is_exported_comes_back_without_a_change(store, places, tmp_path, name):
    def name_it(work):
        changes = {"name": EVIL, "phone": "+351 222 000 000"}
        edit(work, entity="facility", entity_id=places.centre, changes=changes)

    store.write_now(name_it)
    path = tmp_path / name
    if name.endswith("xlsx"):
        many = store.read(lambda work: write_official(work, path, at=NOW))
    else:
        many = store.read(lambda work: write_csv(work, path))
    assert many == 3
    ready = preview(store, stage(store, path), day=DAY)
    assert ready.problems == ()
    assert (ready.plan.made, ready.plan.changed, ready.plan.same) == ((), (), 3)


def test_no_cell_runs(store, places, tmp_path):
    changes = {"name": EVIL}
    store.write_now(
        lambda work: edit(work, entity="facility", entity_id=places.centre, changes=changes)
    )
    path, text = tmp_path / "a.xlsx", tmp_path / "a.csv"
    store.read(lambda work: write_official(work, path, at=NOW))
    store.read(lambda work: write_csv(work, text))
    cells = [cell for row in openpyxl.load_workbook(path)["Inventário"] for cell in row]
    assert {cell.data_type for cell in cells if cell.value == EVIL} == {"s"}
    with text.open(encoding="utf-8-sig", newline="") as stream:
        written = [cell for row in csv.reader(stream, delimiter=";") for cell in row]
    assert not [cell for cell in written if cell.startswith(("=", "+", "@"))]


def test_the_official_workbook_has_lists_a_frozen_header_and_notes(store, places, tmp_path):
    path = tmp_path / "a.xlsx"
    store.read(lambda work: write_official(work, path, at=NOW))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Inventário", "Listas", "Notas"]
    assert book["Inventário"].freeze_panes == "B2"
    assert len(book["Inventário"].data_validations.dataValidation) == 3


def test_points_for_a_map(store, places, tmp_path):
    path = tmp_path / "a.geojson"
    assert store.read(lambda work: write_geojson(work, path)) == 2
    feature = json.loads(path.read_text())["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-8.53, 41.14]}


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_an_offices_own_workbook_is_filled_in(store, tmp_path, name):
    rows = [
        ["Carta Social 2025", "", "", "", "", ""],
        ["Entidade", "Concelho", "Resposta", "Capacidade", "Coluna deles", "Telefone"],
        ["Alfa", "Maia", "Creche", 40, "fica", ""],
        ["Total", "", "", 40, "", ""],
    ]
    path, out = tmp_path / name, tmp_path / f"out-{name}"
    if name.endswith("xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.active["D3"].number_format = "0.0"
        book.save(path)
    else:
        path.write_text("\r\n".join(";".join(map(str, row)) for row in rows) + "\r\n")
    staged = stage(store, path)
    carry_out(store, preview(store, staged, day=DAY), at=NOW)
    assert store.read(lambda work: fill_back(work, staged, out)) == 0
    entry = store.read(list_entries).entries[0]

    def correct(work):
        edit(work, entity="social_response", entity_id=entry.id, changes={"capacity": 44})
        edit(work, entity="facility", entity_id=entry.facility_id, changes={"phone": "229 000 000"})

    store.write_now(correct)
    assert store.read(lambda work: fill_back(work, staged, out)) == 2
    again = stage(store, out).book.sheets[0].rows
    assert [str(cell).removesuffix(".0") for cell in again[2]] == [
        "Alfa", "Maia", "Creche", "44", "fica", "229 000 000"
    ]  # fmt: skip
    assert again[0][0] == "Carta Social 2025"


def test_the_sample_case_has_an_inventory(store):
    from core.inventory.sample import add_sample_inventory

    assert add_sample_inventory(store, at=NOW) == 59
    assert add_sample_inventory(store, at=NOW) == 0
    entries = store.read(list_entries).entries
    assert len({one.municipality for one in entries}) == 6
    assert all(one.latitude and one.parish for one in entries)


def an_office_file(store, path, text, *, encoding="utf-8"):
    """A file of an office that was taken in already; staged again."""
    path.write_bytes(text.encode(encoding))
    ready = preview(store, stage(store, path), day=date(2026, 1, 1))
    carry_out(store, ready, at=NOW)
    return stage(store, path)


def test_what_was_protected_in_an_office_file_stays_so_when_it_is_filled_in(store, tmp_path):
    path = tmp_path / "a.csv"
    staged = an_office_file(
        store, path,
        "Entidade;Concelho;Resposta social;Capacidade;Longitude;Recado\n"
        "Alfa;Maia;Creche;40;-8,61;'=HYPERLINK(\"x\")\n",
    )  # fmt: skip
    store.read(lambda work: fill_back(work, staged, tmp_path / "b.csv"))
    assert (
        (tmp_path / "b.csv")
        .read_text("utf-8")
        .splitlines()[1]
        .endswith('-8,61;"\'=HYPERLINK(""x"")"')
    )


def test_a_letter_that_the_office_has_not_does_not_destroy_its_file(store, tmp_path):
    path = tmp_path / "a.csv"
    text = "Entidade;Concelho;Resposta social;Contacto\nAção;Maia;Creche;Rui\n"
    staged = an_office_file(store, path, text, encoding="cp1252")
    entry = store.read(list_entries).entries[0]
    store.write_now(
        lambda work: edit(
            work, entity="social_response", entity_id=entry.id, changes={"contact": "Ștefan"}
        )
    )
    assert store.read(lambda work: fill_back(work, staged, path)) == 1  # onto itself
    assert "Ação;Maia;Creche;Ștefan" in path.read_text("utf-8-sig")

"""What an office's workbook says that no field fits is kept with the entry, and goes out again."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime

import openpyxl
import pytest
from sqlalchemy import select

from core.inventory import Facility, SocialResponse, undo_import
from core.inventory.hsds import read_hsds, take_hsds, write_hsds
from core.inventory.workbooks import (
    carry_out,
    fill_back,
    preview,
    stage,
    write_csv,
    write_official,
)
from core.store import SampleKey, create_store
from core.store.rebuild import differences
from tests.core.inventory.test_workbooks import book

DAY, NOW = date(2025, 12, 31), datetime(2026, 3, 1, tzinfo=UTC)
HEAD = ["Entidade", "Equipamento", "Concelho", "Resposta Social", "Capacidade", "N.º de porta",
        "Viatura", "Visitado em", "Viatura"]  # fmt: skip
ALFA = ["Alfa", "Centro Alfa", "Maia", "Creche", 40, 12, "carrinha", date(2025, 5, 4), "n.d."]
BETA = ["Beta", "Centro Beta", "Maia", "CATL", 20, None, None, None, "=1+1"]
TOLD = {"N.º de porta": 12, "Viatura": "carrinha", "Visitado em": "2025-05-04",
        "Viatura (I)": "n.d."}  # fmt: skip


def taken_in(store, path):
    ready = preview(store, stage(store, path), day=DAY)
    return ready, carry_out(store, ready, at=NOW)


def kept(store, table=SocialResponse):
    told = store.read(lambda work: work.scalars(select(table.attributes)).all())
    return [one["workbook"] for one in told if one]


@pytest.fixture
def path(tmp_path):
    return book(tmp_path / "maia.xlsx", HEAD, ALFA, [*BETA[:8], "a"])


def test_columns_that_no_field_fits_are_kept_under_their_titles(store, path):
    taken_in(store, path)
    assert kept(store) == [TOLD, {"Viatura (I)": "a"}]
    assert not store.read(differences)
    again, applied = taken_in(store, path)
    assert (again.plan.changed, applied.changed) == ((), 0)


def test_a_later_workbook_changes_what_it_says_and_leaves_the_rest(store, path, tmp_path):
    taken_in(store, path)
    later = [*ALFA[:5], 14, None, None, None]
    ready, _ = taken_in(store, book(tmp_path / "b.xlsx", HEAD, later))
    assert [one.field for one in ready.plan.changed] == ["attributes"]
    assert kept(store)[0] == TOLD | {"N.º de porta": 14}


def test_an_import_that_is_undone_takes_them_along(store, path, tmp_path):
    taken_in(store, path)
    later = [*ALFA[:5], 14, None, None, None]
    _, applied = taken_in(store, book(tmp_path / "b.xlsx", HEAD, later))
    store.write_now(lambda work: undo_import(work, import_id=applied.import_id, at=NOW))
    assert kept(store)[0] == TOLD


def test_a_column_can_be_left_out_and_that_is_remembered(store, path):
    staged = stage(store, path)
    for column in (5, 6, 7):
        staged = staged.with_column(0, column, None)
    carry_out(store, preview(store, staged, day=DAY), at=NOW)
    assert kept(store) == [{"Viatura (I)": "n.d."}, {"Viatura (I)": "a"}]
    assert [one.key for one in stage(store, path).mappings[0].columns[5:8]] == [None] * 3


def test_a_facility_without_a_service_keeps_them(store, tmp_path):
    head = ["Equipamento", "Concelho", "Morada", "Cor da fachada"]
    blue, green = ["Casa Azul", "Maia", "Rua 1", "azul"], ["Casa Verde", "Maia", "Rua 2", "verde"]
    path = book(tmp_path / "a.xlsx", head, blue, green)
    taken_in(store, path)
    assert kept(store, Facility) == [{"Cor da fachada": "azul"}, {"Cor da fachada": "verde"}]


def test_the_same_workbook_goes_back_with_every_cell(store, path, tmp_path):
    taken_in(store, path)
    to = tmp_path / "de-volta.xlsx"
    staged = stage(store, path)
    assert store.read(lambda work: fill_back(work, staged, to)) == 0
    rows = list(openpyxl.load_workbook(to).active.values)
    assert [*rows[1][:7], rows[1][7].date(), rows[1][8]] == ALFA


def test_they_stand_in_what_is_given_out_and_cannot_run(store, tmp_path):
    taken_in(store, book(tmp_path / "a.csv.xlsx", [*HEAD[:8], "=cmd"], [*ALFA[:8], "'=1+1"]))
    store.read(lambda work: write_official(work, tmp_path / "o.xlsx", at=NOW))
    header, row, *_ = openpyxl.load_workbook(tmp_path / "o.xlsx")["Inventário"].iter_rows()
    told = {cell.value: row[at] for at, cell in enumerate(header)}
    assert told["N.º de porta"].value == 12
    assert all(cell.data_type != "f" for cell in (*header, *row))
    store.read(lambda work: write_csv(work, tmp_path / "o.csv"))
    with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as stream:
        first, second = list(csv.reader(stream, delimiter=";"))
    assert second[first.index("Viatura")] == "carrinha"
    assert not any(cell.startswith("=") for cell in (*first, *second))


def test_hsds_and_back_loses_none(store, path, tmp_path):
    taken_in(store, path)
    store.read(lambda work: write_hsds(work, tmp_path / "h.json", version="3.0"))
    other, _ = create_store(tmp_path / "outra", unlock=SampleKey(), author=store.author)
    with other:
        document = read_hsds(tmp_path / "h.json")
        other.write_now(lambda work: take_hsds(work, document=document, file_name="h.json", at=NOW))
        assert sorted(map(str, kept(other))) == sorted(map(str, kept(store)))

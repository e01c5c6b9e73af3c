"""Workbooks as offices make them: each is read rightly, or refused whole with a reason."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from uuid import UUID

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from core.inventory import count_entries, edit, figures_of, list_entries, undo_import
from core.inventory.problems import AlreadyUndone
from core.inventory.workbooks import carry_out, preview, stage
from core.inventory.workbooks.problems import (
    ImportCancelled,
    LockedWorkbook,
    NoTableFound,
    PlanIsStale,
    UnknownWorkbookKind,
    UnreadableWorkbook,
    WorkbookTooLarge,
)
from core.store.rebuild import differences

DAY, NOW = date(2025, 12, 31), datetime(2026, 3, 1, tzinfo=UTC)
HEADER = ["Entidade", "Equipamento", "Concelho", "Resposta Social", "Capacidade", "Utentes"]
ROW = ["Associação Alfa", "Centro Alfa", "Gondomar", "Centro de Dia", 40, 35]
OTHER = ["Cooperativa Beta", "Creche Beta", "Maia", "Creche", 60, 58]
BOTH = {("Centro Alfa", "1304", "2103", 40, 35), ("Creche Beta", "1306", "1103", 60, 58)}


def book(path, *rows, then=None, **sheets):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for name, content in sheets.items():
        sheet = made.create_sheet(name)
        for row in content:
            sheet.append(row)
    if then:
        then(made)
    made.save(path)
    return path


def taken_in(store, path, **more):
    ready = preview(store, stage(store, path), day=DAY, **more)
    return ready, carry_out(store, ready, at=NOW)


def entries(store):
    page = store.read(list_entries)
    return {
        (one.title, one.municipality, one.type_id, one.capacity, one.served) for one in page.entries
    }


def test_header_below_titles_and_totals_between(store, tmp_path):
    path = book(
        tmp_path / "a.xlsx", ["Carta Social"], [], ["atualizado em janeiro"], HEADER, ROW,
        ["Total", None, None, None, 40, 35], [], OTHER, ["TOTAL GERAL", "", "", "", 100, 93],
        then=lambda made: made.active.merge_cells("A1:F1"),
    )  # fmt: skip
    ready, _ = taken_in(store, path)
    assert entries(store) == BOTH
    assert ready.problems == ()
    assert ready.tables[0].skipped == (6, 7, 9)


def test_merged_names_down_and_a_blank_name_mean_the_one_above(store, tmp_path):
    def merge(made):
        made.active.merge_cells("A2:A3")
        made.active.merge_cells("B2:B3")

    path = book(
        tmp_path / "a.xlsx", HEADER, ROW, [None, None, "Gondomar", "SAD", 10, 9],
        [None, None, None, "Creche", 20, 20], then=merge,
    )  # fmt: skip
    taken_in(store, path, municipality="1304")
    assert {(title, kind) for title, _, kind, _, _ in entries(store)} == {
        ("Centro Alfa", "2103"), ("Centro Alfa", "2101"), ("Centro Alfa", "1103")
    }  # fmt: skip


def test_header_in_two_rows_with_groups(store, tmp_path):
    def merge(made):
        made.active.merge_cells("C1:D1")
        made.active.merge_cells("E1:F1")

    path = book(
        tmp_path / "a.xlsx", ["Entidade", "Concelho", "Creche", None, "Centro de Dia", None],
        [None, None, "Capacidade", "Utentes", "Capacidade", "Utentes"],
        ["Alfa", "Maia", 60, 58, 40, 35], ["Beta", "Maia", None, None, 20, 20], then=merge,
    )  # fmt: skip
    taken_in(store, path)
    assert entries(store) == {
        ("Alfa", "1306", "1103", 60, 58), ("Alfa", "1306", "2103", 40, 35),
        ("Beta", "1306", "2103", 20, 20),
    }  # fmt: skip


def test_services_as_columns_with_crosses(store, tmp_path):
    path = book(
        tmp_path / "a.xlsx", ["Instituição", "Concelho", "Creche", "Lar", "Centro de Dia"],
        ["Alfa", "Porto", "X", "N", "sim"], ["Beta", "Porto", "", "S", 25],
    )  # fmt: skip
    taken_in(store, path)
    assert entries(store) == {
        ("Alfa", "1312", "1103", None, None), ("Alfa", "1312", "2103", None, None),
        ("Beta", "1312", "2107", None, None), ("Beta", "1312", "2103", 25, None),
    }  # fmt: skip


def test_several_services_in_one_cell(store, tmp_path):
    row = [*ROW[:3], "Creche / Pré-escolar\nCATL", 90, 88]
    taken_in(store, book(tmp_path / "a.xlsx", HEADER, row))
    # One number beside three services belongs to none of them.
    assert {(kind, cap) for _, _, kind, cap, _ in entries(store)} == {
        ("1103", None), ("1104", None), ("1105", None)
    }  # fmt: skip


def test_several_sheets_named_by_municipality_and_a_hidden_one(store, tmp_path):
    head = [one for one in HEADER if one != "Concelho"]
    rows = {
        "Gondomar": [head, ROW[:2] + ROW[3:]], "Maia": [head, OTHER[:2] + OTHER[3:]],
        "velho": [head, ["X", "Y", "Creche", 1, 1]],
    }  # fmt: skip

    def hide(made):
        made["velho"].sheet_state = "hidden"

    taken_in(store, book(tmp_path / "a.xlsx", ["Notas", "ler"], then=hide, **rows))
    assert entries(store) == BOTH


def test_blocks_titled_by_municipality(store, tmp_path):
    head = [one for one in HEADER if one != "Concelho"]
    path = book(
        tmp_path / "a.xlsx", head, ["Concelho de Gondomar"], ROW[:2] + ROW[3:], ["Maia"],
        OTHER[:2] + OTHER[3:],
    )  # fmt: skip
    taken_in(store, path)
    assert entries(store) == BOTH


@pytest.mark.parametrize(
    ("written", "read"),
    [("40", 40), ("40,0", 40), ("1.250", 1250), ("40 utentes", 40), (40.0, 40), ("n/d", None),
     ("-", None), ("abc", None), (-3, None), ("#REF!", None), (40.5, None), ("cerca de 40", 40)],
)  # fmt: skip
def test_numbers_as_people_write_them(store, tmp_path, written, read):
    taken_in(store, book(tmp_path / "a.xlsx", HEADER, [*ROW[:4], written, 5]))
    ((_, _, _, capacity, served),) = entries(store)
    assert (capacity, served) == (read, 5)


@pytest.mark.parametrize(
    "written",
    ["31-12-2024", "31/12/2024", "2024-12-31", "31.12.24", "31 de dezembro de 2024", 45657,
     date(2024, 12, 31), "2024", "31 dez 2024"],
)  # fmt: skip
def test_days_as_people_write_them(store, tmp_path, written):
    path = book(tmp_path / "a.xlsx", [*HEADER, "Data de atualização"], [*ROW, written])
    taken_in(store, path)
    entry = store.read(list_entries).entries[0]
    said = store.read(lambda work: figures_of(work, social_response_id=entry.id))
    assert {one.day for one in said} == {date(2024, 12, 31)}


def test_the_1904_system(store, tmp_path):
    def turn(made):
        made.epoch = CALENDAR_MAC_1904
        made.active["G2"] = date(2024, 12, 31)

    taken_in(store, book(tmp_path / "a.xlsx", [*HEADER, "Data"], ROW, then=turn))
    entry = store.read(list_entries).entries[0]
    said = store.read(lambda work: figures_of(work, social_response_id=entry.id))
    assert {one.day for one in said} == {date(2024, 12, 31)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_delimited_text_of_any_program(store, tmp_path, encoding, mark):
    path = tmp_path / "a.csv"
    rows = [HEADER, ROW, OTHER]
    text = "\r\n".join(mark.join(str(cell) for cell in row) for row in rows)
    path.write_bytes(text.encode(encoding))
    taken_in(store, path)
    assert entries(store) == BOTH
    assert store.read(list_entries).entries[0].provider == "Associação Alfa"


def test_a_hidden_row_and_a_macro_file_and_protection_are_read(store, tmp_path):
    def protect(made):
        made.active.row_dimensions[3].hidden = True
        made.active.protection.sheet = True
        made.active.protection.password = "x"

    path = book(tmp_path / "a.xlsm", HEADER, ROW, OTHER, then=protect)
    taken_in(store, path)
    assert entries(store) == BOTH


def test_a_formula_that_nobody_computed_is_told(store, tmp_path):
    path = book(tmp_path / "a.xlsx", HEADER, [*ROW[:4], "=20+20", 35])
    ready, _ = taken_in(store, path)
    (problem,) = ready.problems
    assert (problem.code, problem.row, problem.column) == ("uncomputed-formula", 2, "E")
    assert entries(store) == {("Centro Alfa", "1304", "2103", None, 35)}


def test_a_service_nobody_knows_leaves_its_row_out_with_the_place(store, tmp_path):
    path = book(tmp_path / "a.xlsx", HEADER, [*ROW[:3], "Clube de xadrez", 4, 4], OTHER)
    ready, _ = taken_in(store, path)
    (problem,) = ready.problems
    assert (problem.code, problem.column, problem.row, problem.left_out) == (
        "unknown-type", "D", 2, True
    )  # fmt: skip
    assert len(entries(store)) == 1


def test_a_formula_as_text_stays_text(store, tmp_path):
    evil = '=HYPERLINK("http://x","y")'
    path = tmp_path / "a.csv"
    path.write_text(f"{';'.join(HEADER)}\nAlfa;{evil!s};Maia;Creche;1;1\n".replace('"', ""))
    taken_in(store, path)
    assert store.read(list_entries).entries[0].title.startswith("=HYPERLINK")


def damaged(path):
    data = book(path, HEADER, ROW).read_bytes()
    path.write_bytes(data[: len(data) // 2])


def bomb(path):
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(200):
            stream.write(b"0" * (1 << 20))


def locked(path):
    # The start of a compound file with no workbook inside, as an encrypted .xlsx is.
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048)


@pytest.mark.parametrize(
    ("name", "make", "problem"),
    [
        ("a.xlsx", damaged, UnreadableWorkbook), ("a.xlsx", bomb, WorkbookTooLarge),
        ("a.xlsx", locked, (LockedWorkbook, UnreadableWorkbook)),
        ("a.xlsx", lambda path: path.write_text("not a zip"), UnreadableWorkbook),
        ("a.xls", lambda path: path.write_bytes(b"\0\1\2\3" * 40), UnreadableWorkbook),
        ("a.ods", lambda path: path.write_bytes(b""), UnreadableWorkbook),
        ("a.csv", lambda path: path.write_text("<html><body>x"), UnreadableWorkbook),
        ("a.csv", lambda path: path.write_bytes(b"a;b\0\0\1;"), UnreadableWorkbook),
        ("a.pdf", lambda path: path.write_text("x"), UnknownWorkbookKind),
        ("a.xlsx", lambda path: book(path, ["a", "b"], [1, 2]), NoTableFound),
        ("a.xlsx", book, NoTableFound),
    ],
)  # fmt: skip
def test_what_is_no_inventory_is_refused_whole(store, tmp_path, name, make, problem):
    path = tmp_path / name
    make(path)
    with pytest.raises(problem):
        stage(store, path)
    assert store.read(count_entries) == 0


def test_the_same_file_twice_changes_nothing(store, tmp_path):
    path = book(tmp_path / "a.xlsx", HEADER, ROW, OTHER)
    taken_in(store, path)
    ready, applied = taken_in(store, path)
    assert (ready.plan.made, ready.plan.changed, ready.plan.same) == ((), (), 2)
    assert applied.import_id is None
    assert [one.by for one in ready.staged.mappings[0].columns] == ["remembered"] * 6


def test_a_later_workbook_corrects_and_keeps_the_earlier_figures(store, tmp_path):
    taken_in(store, book(tmp_path / "a.xlsx", HEADER, ROW))
    later = ["Assoc. Alfa", "Centro Alfa", "Gondomar", "C. Dia", 45, 35]
    ready = preview(
        store, stage(store, book(tmp_path / "b.xlsx", HEADER, later)), day=date(2026, 12, 31)
    )
    carry_out(store, ready, at=NOW)
    entry = store.read(list_entries).entries[0]
    assert (store.read(count_entries), entry.capacity) == (1, 45)
    said = store.read(lambda work: figures_of(work, social_response_id=entry.id))
    assert next((one.value, one.day.year, one.source.title) for one in said) == (
        45, 2026, "b.xlsx"
    )  # fmt: skip
    assert (40, 2025, "a.xlsx") in [(one.value, one.day.year, one.source.title) for one in said]
    assert store.read(differences) == []


def test_an_import_is_undone_but_not_what_was_edited_since(store, tmp_path):
    _, applied = taken_in(store, book(tmp_path / "a.xlsx", HEADER, ROW, OTHER))
    edited = next(one for one in store.read(list_entries).entries if one.type_id == "1103")
    changes = {"capacity": 61}
    store.write_now(
        lambda work: edit(work, entity="social_response", entity_id=edited.id, changes=changes)
    )
    undone = store.write_now(lambda work: undo_import(work, import_id=applied.import_id, at=NOW))
    assert {(one.entity, one.entity_id) for one in undone.left} >= {("social_response", edited.id)}
    assert entries(store) == {("Creche Beta", "1306", "1103", 61, 58)}
    assert store.read(differences) == []
    with pytest.raises(AlreadyUndone):
        store.write_now(lambda work: undo_import(work, import_id=applied.import_id, at=NOW))


def test_a_cancelled_or_stale_import_writes_nothing(store, tmp_path):
    path = book(tmp_path / "a.xlsx", HEADER, ROW, OTHER)
    ready = preview(store, stage(store, path), day=DAY)
    with pytest.raises(ImportCancelled):
        carry_out(store, ready, at=NOW, cancelled=lambda: True)
    assert store.read(count_entries) == 0
    carry_out(store, ready, at=NOW)
    with pytest.raises(PlanIsStale):
        carry_out(store, ready, at=NOW)
    assert store.read(count_entries) == 2


def test_a_column_can_be_decided_otherwise_and_is_remembered(store, tmp_path):
    rows = [["Entidade", "Concelho", "Tipologia", "Quantos"], ["Alfa", "Maia", "Creche", 33]]
    path = book(tmp_path / "a.xlsx", *rows)
    staged = stage(store, path)
    assert staged.mappings[0].columns[3].key == "other.Quantos"
    staged = staged.with_column(0, 3, "social_response.capacity")
    carry_out(store, preview(store, staged, day=DAY), at=NOW)
    assert entries(store) == {("Alfa", "1306", "1103", 33, None)}
    assert stage(store, path).mappings[0].columns[3].key == "social_response.capacity"


def test_doubts_are_left_out_until_they_are_decided(store, tmp_path):
    head = ["Entidade", "NIF", "Equipamento", "Morada", "Concelho", "Resposta social"]
    one = ["Alfa", "", "Centro Social de São Pedro", "Rua da Fonte, 12", "Maia", "Creche"]
    moved = ["Beta", "", "Centro Social de São Pedro", "Av. do Mar, 900", "Maia", "Creche"]
    taken_in(store, book(tmp_path / "a.xlsx", head, one))
    path = book(tmp_path / "b.xlsx", head, moved)
    ready, _ = taken_in(store, path)
    (doubt,) = ready.plan.doubts
    assert doubt.rows == ((0, 2),)
    assert isinstance(doubt.found_id, UUID)
    assert store.read(count_entries) == 1
    ready, _ = taken_in(store, path, refused=frozenset({doubt.key}))
    assert ready.plan.doubts == ()
    assert store.read(count_entries) == 2


def test_any_bytes_are_read_or_refused(store, tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    path = tmp_path / "a.xlsx"
    path.write_bytes(data.getvalue())
    with pytest.raises(UnreadableWorkbook):
        stage(store, path)

"""The workbook of the answers, read back with openpyxl."""

from __future__ import annotations

import zipfile
from datetime import date

import openpyxl
import pytest

from core.reports.workbook import write_workbook
from tests.core.reports.conftest import a_report, an_answer


@pytest.fixture
def opened(tmp_path):
    def write(report):
        path = tmp_path / "registos.xlsx"
        write_workbook(report, path)
        return openpyxl.load_workbook(path)

    return write


def rows(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_every_answer_is_there_as_it_was_given(opened, report):
    sheet = opened(report)["Registos"]
    header, *found = rows(sheet)
    shown = [str(row[header.index("Registo")] or "") for row in found]
    assert shown == [answer.shown for answer in report.answers]
    values = [row[header.index("Valor")] or "" for row in found]
    assert values == [answer.value for answer in report.answers]


def test_who_when_and_where_in_the_video(opened, report):
    header, *found = rows(opened(report)["Registos"])
    row = dict(zip(header, found[1], strict=True))
    assert row["Técnico/a"] == "Marta Ferreira"
    assert row["Registado em"].isoformat() == "2026-11-23T14:02:00"
    assert (row["Gravação"], row["Momento"]) == (1, "04:09")


def test_a_repeat_has_a_sheet_with_a_row_for_each_instance(opened, report):
    assert rows(opened(report)["parceiro"]) == [
        ["Repetição", "Nome do parceiro", "O que faz"],
        ["Parceiro 1", "Junta n.º 1", "Transporte das pessoas"],
        ["Parceiro 2", "Junta n.º 2", "Transporte das pessoas"],
    ]


def test_numbers_and_dates_are_numbers_and_dates(opened):
    answers = (
        an_answer("n", shown="42", value="42", type="int"),
        an_answer("d", shown="1,5", value="1.5", type="decimal"),
        an_answer("when", shown="31/01/2026", value="2026-01-31", type="date"),
        an_answer("odd", shown="muitos", value="muitos", type="int"),
    )
    sheet = opened(a_report(answers=answers))["Registos"]
    found = [row[3] for row in rows(sheet)[1:5]]
    assert found[:2] == [42, 1.5]
    assert found[2].date() == date(2026, 1, 31)
    assert found[3] == "muitos"


@pytest.mark.parametrize(
    "evil", ["=1+1", "+351 912 000 000", "-5 %", "@SUM(A1)", "\tx", '=HYPERLINK("x";"y")']
)
def test_an_answer_is_never_a_formula(opened, evil):
    sheet = opened(a_report(answers=(an_answer(shown=evil, value=evil),)))["Registos"]
    cell = sheet.cell(2, 4)
    assert cell.data_type == "s"
    assert cell.value == evil
    assert cell.quotePrefix


def test_no_formula_is_anywhere_in_the_file(tmp_path):
    write_workbook(a_report(answers=(an_answer(shown="=A1", value="=A1"),)), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        for name in book.namelist():
            assert b"<f>" not in book.read(name)


def test_letters_that_excel_cannot_read_are_left_out(opened):
    sheet = opened(a_report(answers=(an_answer(shown="a\x00b\x1fc\nd"),)))["Registos"]
    assert sheet.cell(2, 4).value == "abc\nd"


def test_header_stays_in_sight_and_can_be_filtered(opened, report):
    for sheet in opened(report):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert all(dimension.width >= 9 for dimension in sheet.column_dimensions.values())


def test_in_english(opened):
    book = opened(a_report(language="en"))
    assert book.sheetnames == ["Visit", "Answers", "parceiro", "Findings", "Markers"]


def test_what_a_newer_version_had_no_place_for_has_a_sheet(opened, report):
    from dataclasses import replace
    from datetime import UTC, datetime

    from core.reports.visit_report import ReportAside, ReportMoment

    left = ReportAside(
        section="Sala", instance="Parceiro 1", question="Observações", shown="boa luz",
        value="boa luz", key="/data/sala{x}/obs", version="1", reason="Já não há.",
        technician="Marta", answered_at=datetime(2026, 11, 23, 14, 2, tzinfo=UTC),
        moment=ReportMoment(1, 249_000_000), handled_at=None, handled_by="",
    )  # fmt: skip
    assert "Postos de parte" not in opened(report).sheetnames
    (header, row) = rows(opened(replace(report, aside=(left,)))["Postos de parte"])
    told = dict(zip(header, row, strict=True))
    assert (told["Pergunta"], told["Registo"], told["Porquê"]) == (
        "Observações", "boa luz", "Já não há.",
    )  # fmt: skip
    assert (told["Técnico/a"], told["Momento"]) == ("Marta", "04:09")
    assert told["Tratado em"] is None

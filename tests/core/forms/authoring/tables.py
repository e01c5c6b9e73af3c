"""A small workbook as if written elsewhere: texts in no named language, a column of its own."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from core.forms.authoring import read_book


def workbook(**sheets):
    """A workbook from rows by sheet name."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def plain_book(*, settings=True):
    """Two sections, a list, a condition."""
    sheets = {
        "survey": [
            ["type", "name", "label", "hint", "relevant", "minha coluna"],
            ["begin_group", "pessoa", "Pessoa", "", "", "x"],
            ["text", "nome", "Nome", "Completo", "", "y"],
            ["integer", "idade", "Idade", "", "", 7],
            ["end_group", "pessoa"],
            [None, None, None, None, None, "uma linha de comentário"],
            ["begin_group", "casa", "Casa de ${nome}", "", "${idade} > 17", ""],
            ["select_one sim_nao", "tem", "Tem casa?", "", "", ""],
            ["text", "qual", "Qual?", "", "${tem} = 'sim' and ${idade} >= 18", ""],
            ["end_group", "casa"],
        ],
        "choices": [
            ["list_name", "name", "label", "extra"],
            ["sim_nao", "sim", "Sim", "e1"],
            ["sim_nao", "nao", "Não", "e2"],
        ],
    }
    if settings:
        sheets["settings"] = [["form_title", "form_id", "version"], ["Teste", "teste", "1"]]
    return read_book(workbook(**sheets), filename="teste.xlsx")


def rich_workbook():
    """The bytes of a workbook with formulas, notes, widths, validations and a sheet of its own."""
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(["type", "name", "label", "relevant", "notas do autor", "conta"])
    survey.append(["text", "a", "Primeira", None, "minha nota", "=1+1"])
    survey.append(["integer", "b", "Segunda", "${a} != ''", None, "=F2*2"])
    survey.append(["date", "c", "Terceira", None, 3.5, "=SUM(F2:F3)"])
    survey["A1"].font = Font(bold=True, color="FF0000")
    survey["C3"].fill = PatternFill("solid", fgColor="FFFF00")
    survey["B3"].comment = Comment("cuidado com esta", "Ana")
    survey.row_dimensions[3].height = 40
    survey.column_dimensions["C"].width = 61
    survey.freeze_panes = "B2"
    survey.auto_filter.ref = "A1:F4"
    check = DataValidation(type="list", formula1='"text,integer"')
    check.add("A2:A500")
    survey.add_data_validation(check)
    own = book.create_sheet("apontamentos")
    own.append(["isto", "não é", "do XLSForm"])
    own["B4"] = "=survey!F3"
    own.merge_cells("A6:C6")
    target = BytesIO()
    book.save(target)
    return target.getvalue()

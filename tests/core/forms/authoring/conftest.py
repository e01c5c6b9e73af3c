"""Workbooks as tables, and one that holds what the editor does not know."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from tests.core.forms.authoring.tables import plain_book


@pytest.fixture
def simple():
    """Two sections, a list, a condition."""
    return plain_book()


@pytest.fixture
def rich():
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

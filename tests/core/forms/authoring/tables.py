"""A small workbook as if written elsewhere: texts in no named language, a column of its own."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

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

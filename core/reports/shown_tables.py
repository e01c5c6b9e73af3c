"""Tables that a page shows, as a file for a spreadsheet: the text as it stood there."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.inventory.workbooks.safe_cells import delimited, put
from core.reports.problems import CannotWriteThere

Rows = Sequence[Sequence[str]]
"""The first is the head."""


def write_tables(tables: Sequence[tuple[str, Rows]], to: Path) -> Path:
    """An Excel workbook with a sheet for each named table, or (`.csv`) one below the other.

    An existing file is replaced once the new one is whole. No cell is a formula.

    Raises: CannotWriteThere.
    """
    part = to.with_name(f".{to.name}.part")
    try:
        part.write_bytes(_csv(tables) if to.suffix.lower() == ".csv" else _workbook(tables))
        part.replace(to)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotWriteThere(folder=str(to), why=error.strerror or str(error)) from error
    return to


def _csv(tables: Sequence[tuple[str, Rows]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    for number, (_, rows) in enumerate(tables):
        if number:
            writer.writerow([])
        writer.writerows([[delimited(cell) for cell in row] for row in rows])
    # Excel of a Portuguese office takes semicolons, and UTF-8 only with its mark.
    return text.getvalue().encode("utf-8-sig")


def _workbook(tables: Sequence[tuple[str, Rows]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    empty: Any = book.active
    book.remove(empty)
    for title, rows in tables:
        sheet = book.create_sheet(title[:31])
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(number, column)
                put(cell, value)
                if number == 1:
                    cell.font = Font(bold=True)
        for column in range(1, max((len(row) for row in rows), default=0) + 1):
            longest = max((len(row[column - 1]) for row in rows if len(row) >= column), default=8)
            sheet.column_dimensions[get_column_letter(column)].width = min(40, max(10, longest + 2))
        sheet.freeze_panes = "A2"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()

"""Workbooks written as Markdown tables, as they read in a test."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO

from openpyxl import Workbook

from core.forms import FillingSession, Form, SessionContext, read_any


def workbook(text: str) -> bytes:
    """A real .xlsx from tables: a line `| sheet |` starts a sheet, the rows under it are its own.

    The first cell of each row of a sheet is empty: `| | type | name |`.
    """
    book = Workbook()
    book.remove(book.active)
    sheet = None
    for line in text.strip().splitlines():
        cells = [c.strip().replace("¦", "|") for c in re.split(r"\|", line.strip().strip("|"))]
        if cells[0]:
            sheet = book.create_sheet(cells[0])
        elif sheet is not None:
            sheet.append([cell or None for cell in cells[1:]])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def form_of(text: str, *, media: Mapping[str, bytes] | None = None) -> Form:
    """The form of a table workbook."""
    return read_any(workbook(text), filename="teste.xlsx", media=media or {})


def session_of(
    text: str, *, context: SessionContext, media: Mapping[str, bytes] | None = None
) -> FillingSession:
    """A session over a table workbook."""
    return FillingSession.start(form_of(text, media=media), context)

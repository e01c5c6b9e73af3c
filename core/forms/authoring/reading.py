"""A workbook opened for editing: the sheets the editor knows, and the file they came from."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from core.forms.authoring.blank import blank_parts
from core.forms.authoring.book import ROLES, Book, Column, Line, Sheet, Source, cleaned
from core.forms.authoring.package import (
    PackageBroken,
    SheetPart,
    pack,
    sheets_of,
    unpack,
)
from core.forms.authoring.problems import NotAWorkbook

_MANY_EMPTY = 60  # after so many empty rows the converter takes the sheet as ended


def read_book(data: bytes, *, filename: str) -> Book:
    """Opens an XLSForm workbook (.xlsx, .xlsm or old .xls) for editing.

    Raises: NotAWorkbook.
    """
    name = PurePath(filename).name
    try:
        if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            return _from_xls(data)
        if data[:4] != b"PK\x03\x04":
            raise NotAWorkbook(name=name, reason="não é uma folha de cálculo")
        return book_of(unpack(data), data=data)
    except PackageBroken as error:
        raise NotAWorkbook(name=name, reason=str(error)[:120]) from None
    except (KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        # What the spreadsheet readers raise for broken files.
        raise NotAWorkbook(name=name, reason=f"{type(error).__name__}: {error}"[:120]) from None


def book_of(
    parts: Mapping[str, bytes], *, data: bytes | None = None, converted: bool = False
) -> Book:
    """A book from the parts of an .xlsx file. Raises PackageBroken."""
    there = sheets_of(parts)
    chosen = _chosen(there)
    texts = _texts(data if data is not None else pack(parts), [s.title for s in chosen.values()])
    counter = 1
    sheets: dict[str, Sheet] = {}
    for role in ROLES:
        found = chosen.get(role)
        if found is None:
            sheets[role] = Sheet(role, role)
            continue
        sheets[role], counter = _sheet(role, found, texts[found.title], counter)
    source = Source(
        MappingProxyType(dict(parts)), MappingProxyType(dict(sheets)), converted=converted
    )
    return Book(**sheets, source=source, next_id=counter)


def _chosen(there: list[SheetPart]) -> dict[str, SheetPart]:
    """By role; a single sheet of any title is the survey, as the converter has it."""
    known = {one.title.lower(): one for one in reversed(there) if one.title.lower() in ROLES}
    if "survey" not in known and len(there) == 1:
        known["survey"] = there[0]
    return known


def _texts(data: bytes, titles: Iterable[str]) -> dict[str, list[list[str]]]:
    """The cells of some sheets as texts, as the converter reads them: formulas by their results."""
    from openpyxl.reader.excel import ExcelReader

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not know stays in the file
        reader = ExcelReader(BytesIO(data), read_only=True, data_only=True)
        reader.read()
        try:
            return {
                title: list(_until_empty(reader.wb[title].iter_rows(values_only=True)))
                for title in titles
            }
        finally:
            reader.wb.close()
            reader.archive.close()


def _until_empty(rows: Iterable[Any]) -> Iterator[list[str]]:
    from pyxform.xls2json_backends import xlsx_value_to_str

    empty = 0
    for row in rows:
        texts = ["" if value is None else xlsx_value_to_str(value) for value in row]
        empty = 0 if any(texts) else empty + 1
        if empty > _MANY_EMPTY:
            return
        yield texts


def _sheet(role: str, found: SheetPart, rows: list[list[str]], counter: int) -> tuple[Sheet, int]:
    width = max((n for row in rows for n, text in enumerate(row, 1) if text.strip()), default=0)
    header = rows[0] if rows else []
    columns: list[Column] = []
    for number in range(1, width + 1):
        written = header[number - 1] if number <= len(header) else ""
        columns.append(Column(counter, re.sub(r"( )+", " ", written.strip()), number))
        counter += 1
    lines: list[Line] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {
            columns[at].id: text for at, cell in enumerate(row[:width]) if (text := cleaned(cell))
        }
        lines.append(Line(counter, MappingProxyType(cells), number))
        counter += 1
    while lines and not lines[-1].cells:
        lines.pop()
    return Sheet(role, found.title, tuple(columns), tuple(lines), found.part), counter


def _from_xls(data: bytes) -> Book:
    """An old workbook, all of its sheets by value: its looks and formulas are not carried over."""
    import xlrd
    from pyxform.xls2json_backends import xls_value_to_unicode

    try:
        old: Any = xlrd.open_workbook(file_contents=data)
    except Exception as error:
        # The reader of old workbooks raises many kinds for broken ones.
        if not type(error).__module__.startswith(("xlrd", "struct", "builtins")):
            raise
        raise PackageBroken(str(error)) from None

    def text(cell: Any) -> str:
        if cell.value == "":
            return ""
        return str(xls_value_to_unicode(cell.value, cell.ctype, old.datemode))

    titles = {
        sheet.name: [[text(cell) for cell in sheet.row(at)] for at in range(sheet.nrows)]
        for sheet in old.sheets()
    }
    return book_of(blank_parts(titles), converted=True)

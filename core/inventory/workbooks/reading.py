"""A workbook as sheets of plain values, whatever program wrote it; nothing of it is run."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from core.inventory.workbooks.delimited import read_delimited
from core.inventory.workbooks.inside import NO_FINDINGS, Findings, findings
from core.inventory.workbooks.markup import is_markup, read_markup
from core.inventory.workbooks.problems import (
    LockedWorkbook,
    UnknownWorkbookKind,
    UnreadableWorkbook,
    WorkbookTooLarge,
)

Raw = str | float | int | bool | date | datetime | time | timedelta
"""A cell; "" is empty."""
Row = list[Any]

_ZIPPED = {".xlsx", ".xlsm", ".ods"}
_TEXT = {".csv", ".txt", ".tsv"}
KINDS = frozenset(_ZIPPED | _TEXT | {".xls"})
_MEGABYTE = 1 << 20
_MOST_UNPACKED = 600 * _MEGABYTE
_MOST_PACKED = 200 * _MEGABYTE
_SUSPECT = 60 * _MEGABYTE
_RATIO = 120
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows from the first one on, all of the same length; "" is an empty cell.

    `merged` are (first row, first column, last row, last column), from 0. `uncomputed` are the
    cells (row, column) with a formula that no program has computed yet, `errors` those where the
    formula came to an error.
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool
    merged: tuple[tuple[int, int, int, int], ...]
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file read whole."""

    path: Path
    sha256: str
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    """Of delimited text; None for others."""
    delimiter: str | None = None


def read_workbook(path: Path) -> Workbook:
    """Read `.xlsx`, `.xlsm`, `.xls`, `.ods`, `.csv` (`.txt`, `.tsv`), and HTML under such names.

    What counts is what the file is, not its name. Raises: UnreadableWorkbook, LockedWorkbook,
    WorkbookTooLarge, UnknownWorkbookKind, OSError.
    """
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        raise UnknownWorkbookKind(suffix=suffix or path.name)
    size = path.stat().st_size
    if size > _MOST_PACKED:
        raise WorkbookTooLarge(name=path.name, size=size // _MEGABYTE)
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        begins = stream.read(512)
    start = begins[:8]
    if size == 0:
        raise UnreadableWorkbook(name=path.name, detail="0 bytes")
    if start[:4] == b"PK\x03\x04" or start == _OLE:
        found = _check_zip(path) if start[:2] == b"PK" else NO_FINDINGS
        return Workbook(path, digest, _read_binary(path, found))
    if is_markup(begins):
        # What many a portal hands out as .xls.
        tables = read_markup(path.read_bytes(), name=path.name)
        sheets = (
            Sheet(one.name, tuple(one.rows), hidden=False, merged=tuple(one.merged))
            for one in tables
        )
        return Workbook(path, digest, tuple(sheets))
    if suffix not in _TEXT and (b"\0" in begins or b"\n" not in begins):
        return Workbook(path, digest, _read_binary(path, NO_FINDINGS))
    # Text, whatever some system called it.
    text = read_delimited(path)
    sheet = Sheet(path.stem, _squared(text.rows), hidden=False, merged=())
    return Workbook(path, digest, (sheet,), text.encoding, text.delimiter)


def _check_zip(path: Path) -> Findings:
    """Refuse bombs unopened; give what the reader does not tell of cells."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            unpacked = sum(one.file_size for one in members)
            packed = max(1, sum(one.compress_size for one in members))
            if unpacked > _MOST_UNPACKED or (unpacked > _SUSPECT and unpacked / packed > _RATIO):
                raise WorkbookTooLarge(name=path.name, size=unpacked // _MEGABYTE)
            return findings(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, RuntimeError) as error:
        raise UnreadableWorkbook(name=path.name, detail=str(error)) from error


def _read_binary(path: Path, found: Findings) -> tuple[Sheet, ...]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        sheets = []
        for at, about in enumerate(book.sheets_metadata):
            if about.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(at)
            rows = sheet.to_python(skip_empty_area=False)
            sheets.append(
                Sheet(
                    name=about.name,
                    rows=tuple(rows),
                    hidden=about.visible != calamine.SheetVisibleEnum.Visible,
                    merged=tuple(
                        (first[0], first[1], last[0], last[1])
                        for first, last in sheet.merged_cell_ranges or ()
                    ),
                    uncomputed=found.uncomputed.get(about.name, frozenset()),
                    errors=found.errors.get(about.name, frozenset()),
                )
            )
    except calamine.PasswordError as error:
        raise LockedWorkbook(name=path.name) from error
    except (calamine.CalamineError, ValueError, OverflowError) as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise LockedWorkbook(name=path.name) from error
        raise UnreadableWorkbook(name=path.name, detail=str(error)[:120]) from error
    return tuple(sheets)


def _squared(rows: list[list[str]]) -> tuple[Row, ...]:
    width = max((len(row) for row in rows), default=0)
    return tuple(row + [""] * (width - len(row)) for row in rows)

"""A workbook as sheets of plain values, whatever program wrote it; nothing of it is run."""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from core.inventory.workbooks.delimited import read_delimited
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
# A formula whose result was never stored: written by a program that does not compute.
_UNCOMPUTED = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows from the first one on, all of the same length; "" is an empty cell.

    `merged` are (first row, first column, last row, last column), from 0. `uncomputed` are the
    cells (row, column) with a formula that no program has computed yet.
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool
    merged: tuple[tuple[int, int, int, int], ...]
    uncomputed: frozenset[tuple[int, int]] = frozenset()


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
    """Read `.xlsx`, `.xlsm`, `.xls`, `.ods`, `.csv` (`.txt`, `.tsv`).

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
        start = stream.read(8)
    if size == 0:
        raise UnreadableWorkbook(name=path.name, detail="0 bytes")
    if start[:4] == b"PK\x03\x04" or start == _OLE:
        uncomputed = _check_zip(path) if start[:2] == b"PK" else {}
        return Workbook(path, digest, _read_binary(path, uncomputed))
    if suffix in _ZIPPED or (suffix == ".xls" and b"\0" in start):
        return Workbook(path, digest, _read_binary(path, {}))
    # Text, or the text that some systems call .xls.
    text = read_delimited(path)
    sheet = Sheet(path.stem, _squared(text.rows), hidden=False, merged=())
    return Workbook(path, digest, (sheet,), text.encoding, text.delimiter)


def _check_zip(path: Path) -> dict[str, frozenset[tuple[int, int]]]:
    """Refuse bombs unopened; give the uncomputed formulas by sheet name."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            unpacked = sum(one.file_size for one in members)
            packed = max(1, sum(one.compress_size for one in members))
            if unpacked > _MOST_UNPACKED or (unpacked > _SUSPECT and unpacked / packed > _RATIO):
                raise WorkbookTooLarge(name=path.name, size=unpacked // _MEGABYTE)
            return _uncomputed(archive, {one.filename for one in members})
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, RuntimeError) as error:
        raise UnreadableWorkbook(name=path.name, detail=str(error)) from error


def _uncomputed(archive: zipfile.ZipFile, names: set[str]) -> dict[str, frozenset[tuple[int, int]]]:
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for tag in re.findall(r"<Relationship\b[^>]*>", links):
        identity, target = re.search(r'\bId="([^"]*)"', tag), re.search(r'\bTarget="([^"]*)"', tag)
        if identity and target:
            targets[identity.group(1)] = target.group(1)
    found = {}
    for tag in re.findall(r"<sheet\b[^>]*>", book):
        name, link = re.search(r'\bname="([^"]*)"', tag), re.search(r'\br:id="([^"]*)"', tag)
        if not name or not link:
            continue
        leads = targets.get(link.group(1), "")
        member = leads.lstrip("/") if leads.startswith("/") else f"xl/{leads}"
        if member not in names:
            continue
        content = archive.read(member)
        if b"<f" in content:
            cells = frozenset(_place(one.decode()) for one in _UNCOMPUTED.findall(content))
            found[_unescaped(name.group(1))] = cells
    return found


def _unescaped(name: str) -> str:
    import html

    return html.unescape(name)


def _place(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1


def _read_binary(
    path: Path, uncomputed: dict[str, frozenset[tuple[int, int]]]
) -> tuple[Sheet, ...]:
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
                    uncomputed=uncomputed.get(about.name, frozenset()),
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

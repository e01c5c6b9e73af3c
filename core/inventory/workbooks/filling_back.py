"""An office's own workbook given back: its layout, with what the inventory says today."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.inventory.workbooks.planning import resolve_records
from core.inventory.workbooks.records import Record, read_records
from core.inventory.workbooks.safe_cells import delimited, put
from core.inventory.workbooks.staging import Staged
from core.inventory.workbooks.writing import rows_of
from core.store.durable import write_whole

if TYPE_CHECKING:
    from core.store import Work

_NOT_FILLED = frozenset(
    {"social_response.type_id", "facility.municipality", "facility.parish", "facility.coordinates",
     "figures.day"}
)  # fmt: skip
_OPENPYXL = {".xlsx", ".xlsm"}


def fill_back(work: Work, staged: Staged, to: Path, *, municipality: str | None = None) -> int:
    """Write the same workbook to `to`, with the cells that the inventory tells otherwise filled in.

    `.xlsx`, `.xlsm` and delimited text keep their form; from `.xls` and `.ods` comes an `.xlsx` of
    the same cells (`to` says so by its name). What names a row (service, place) is left as it is.
    Gives the number of cells changed.
    """
    changes = _changes(work, staged, municipality)
    path = staged.book.path
    if staged.book.encoding is not None:
        _write_delimited(staged, changes, to)
    elif path.suffix.lower() in _OPENPYXL:
        from openpyxl import load_workbook

        book = load_workbook(path, keep_vba=path.suffix.lower() == ".xlsm")
        for (sheet, row, column), value in changes.items():
            cell = book[staged.book.sheets[sheet].name].cell(row + 1, column + 1)
            put(cell, value)
        made = io.BytesIO()
        book.save(made)
        write_whole(to, made.getvalue())
    else:
        _write_plain(staged, changes, to)
    return len(changes)


def _changes(
    work: Work, staged: Staged, municipality: str | None
) -> dict[tuple[int, int, int], Any]:
    today = {row["_id"]: row for row in rows_of(work)}
    changes: dict[tuple[int, int, int], Any] = {}
    for layout, mapping in zip(staged.layouts, staged.mappings, strict=True):
        sheet = staged.book.sheets[layout.sheet]
        table = read_records(sheet, layout, mapping, municipality=municipality)
        alone = _alone(table.records)
        for record, identity in resolve_records(work, records=table.records):
            row = today.get(identity)
            if row is None:
                continue
            for column, key in mapping.keys().items():
                figure = key.rpartition(".")[2]
                if key.startswith("of."):
                    key = f"social_response.{figure}"  # noqa: PLW2901
                    if mapping.keys()[column].split(".")[1] != record.type_id:
                        continue
                elif (
                    key in _NOT_FILLED
                    or key.startswith("has.")
                    or (key.startswith("social_response.") and record.row not in alone)
                ):
                    continue
                said, now = record.values.get(key), row.get(key)
                if now is not None and now != said and _spelt(now) != _spelt(said):
                    changes[layout.sheet, record.row - 1, column] = now
    return changes


def _alone(records: tuple[Record, ...]) -> set[int]:
    """Rows that tell of one service only: their cells are that service's."""
    many: dict[int, int] = {}
    for one in records:
        many[one.row] = many.get(one.row, 0) + 1
    return {row for row, count in many.items() if count == 1}


def _spelt(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return {"active": "Ativa", "suspended": "Suspensa", "closed": "Encerrada"}.get(
        str(value), str(value)
    )


def _write_delimited(staged: Staged, changes: dict[tuple[int, int, int], Any], to: Path) -> None:
    encoding, delimiter = staged.book.encoding or "utf-8", staged.book.delimiter or ";"
    # The cells as they stand in the file: one that was protected against being run stays so.
    with staged.book.path.open(encoding=encoding, newline="") as stream:
        rows = list(csv.reader(stream, delimiter=delimiter))
    for (_, row, column), value in changes.items():
        cells = rows[row]
        cells += [""] * (column + 1 - len(cells))
        cells[column] = delimited(value)
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter).writerows(rows)
    try:
        data = made.getvalue().encode(encoding)
    except UnicodeEncodeError:  # a letter that the office's encoding has not
        data = made.getvalue().encode("utf-8-sig")
    write_whole(to, data)


def _write_plain(staged: Staged, changes: dict[tuple[int, int, int], Any], to: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for at, sheet in enumerate(staged.book.sheets):
        page = book.create_sheet(sheet.name)
        for number, row in enumerate(sheet.rows):
            for column, value in enumerate(row):
                shown = changes.get((at, number, column), value)
                if shown != "":
                    put(page.cell(number + 1, column + 1), shown)
        for top, left, bottom, right in sheet.merged:
            page.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
        if sheet.hidden:
            page.sheet_state = "hidden"
    made = io.BytesIO()
    book.save(made)
    write_whole(to, made.getvalue())

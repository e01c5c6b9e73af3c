"""A book written into the file it came from: what the editor does not know stays byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.forms.authoring.blank import sheet_part
from core.forms.authoring.book import Book, Sheet
from core.forms.authoring.cell_names import Moves
from core.forms.authoring.notes_xml import with_moved_notes
from core.forms.authoring.package import (
    MAIN,
    pack,
    parse,
    relations,
    serialise,
    sheets_of,
    with_sheet,
    without_calculation_chain,
    workbook_part,
)
from core.forms.authoring.sheet_xml import moves_of, patched, with_moved_formulas


def write_book(book: Book) -> bytes:
    """The book as an .xlsx file. The same book always gives the same bytes."""
    parts: dict[str, bytes] = dict(book.source.parts)
    changed: dict[str, tuple[Sheet, Sheet]] = {}
    for sheet in book.sheets:
        before = book.source.sheets.get(sheet.role, sheet)
        if sheet.part is None:
            if sheet.columns:
                parts = with_sheet(parts, title=sheet.title, xml=_new_part(sheet))
        elif sheet != before:
            changed[sheet.part] = (sheet, before)
    moves = {
        sheet.title: made
        for sheet, before in changed.values()
        if not (made := moves_of(sheet, before)).nothing
    }
    if moves:
        parts = _with_moves(parts, moves)
    if changed:
        parts = without_calculation_chain(parts)
    styles = _Styles(parts)
    for part, (sheet, before) in changed.items():
        parts[part] = patched(parts[part], sheet=sheet, before=before, quoted=styles.quoted)
    styles.put(parts)
    return pack(parts)


def _new_part(sheet: Sheet) -> bytes:
    rows = [[one.header for one in sheet.columns]]
    rows += [[line.cells.get(one.id, "") for one in sheet.columns] for line in sheet.lines]
    return sheet_part(sheet.role, rows)


def _with_moves(parts: Mapping[str, bytes], moves: Mapping[str, Moves]) -> dict[str, bytes]:
    made = dict(parts)
    for one in sheets_of(parts):
        made[one.part] = with_moved_formulas(made[one.part], title=one.title, moves=moves)
        if one.title in moves:
            made = with_moved_notes(made, sheet=one.part, moves=moves[one.title])
    return made


class _Styles:
    """The cell formats of the file, with those added that keep a text from being a formula."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        book = workbook_part(parts)
        found = (part for kind, part in relations(parts, book).values() if kind == "styles")
        self._part = next(found, "")
        self._root = parse(parts[self._part]) if self._part in parts else None
        self._made: dict[int, int] = {}

    def quoted(self, style: int) -> int:
        """A format like this one, whose cells stay text when they are edited."""
        if self._root is None:
            return style
        if style not in self._made:
            from copy import deepcopy

            formats = self._root.find(f"{{{MAIN}}}cellXfs")
            if formats is None or style >= len(formats):
                return style
            if formats[style].get("quotePrefix") == "1":
                self._made[style] = style
                return style
            copied = deepcopy(formats[style])
            copied.set("quotePrefix", "1")
            alike = next((n for n, one in enumerate(formats) if _same(one, copied)), None)
            if alike is None:
                formats.append(copied)
                alike = len(formats) - 1
                formats.set("count", str(len(formats)))
            self._made[style] = alike
        return self._made[style]

    def put(self, parts: dict[str, bytes]) -> None:
        """Write the formats back, if any was added."""
        if self._root is not None and any(old != new for old, new in self._made.items()):
            parts[self._part] = serialise(self._root)


def _same(one: object, other: object) -> bool:
    from lxml import etree

    write: Callable[..., bytes] = etree.tostring
    return write(one, method="c14n") == write(other, method="c14n")

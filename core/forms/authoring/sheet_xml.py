"""One sheet's part with its cells changed in place: what is not changed stays as it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from core.forms.authoring.book import Column, Line, Sheet
from core.forms.authoring.cell_names import Moves, letters, moved_formula, split
from core.forms.authoring.package import MAIN, parse, serialise

_CELL: Final = f"{{{MAIN}}}c"
_ROW: Final = f"{{{MAIN}}}row"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
# A cell that begins so would become a formula as soon as someone edits it in a spreadsheet.
_FORMULA_LIKE: Final = ("=", "+", "-", "@")
Quoted = Callable[[int], int]
Change = tuple[str, str]  # a cell's text now, and as it was read


def moves_of(sheet: Sheet, before: Sheet) -> Moves:
    """Where the rows and columns that were read stand now."""
    rows = {1: 1}
    for number, line in enumerate(sheet.lines, start=2):
        if line.origin is not None:
            rows.setdefault(line.origin, number)
    columns = {
        one.origin: number
        for number, one in enumerate(sheet.columns, start=1)
        if one.origin is not None
    }
    return Moves(
        rows=rows,
        columns=columns,
        last_row=len(before.lines) + 1,
        last_column=len(before.columns),
        new_last_row=len(sheet.lines) + 1,
        new_last_column=len(sheet.columns),
    )


def patched(xml: bytes, *, sheet: Sheet, before: Sheet, quoted: Quoted) -> bytes:
    """The part of a sheet as `sheet` says, starting from what `before` was read from.

    `quoted` gives the style that is like another one but keeps its text from becoming a formula.
    """
    root = parse(xml)
    expand_shared(root)
    moves = moves_of(sheet, before)
    writer = _Rows(root, moves, quoted)
    was_header = {one.origin: one.header for one in before.columns}
    writer.write(
        1, 1, {n: (one.header, _header_then(one, was_header)) for n, one in _numbered(sheet)}
    )
    was = {line.origin: line for line in before.lines}
    for number, line in enumerate(sheet.lines, start=2):
        writer.write(number, line.origin, _texts(sheet, line, was.get(line.origin)))
    writer.rest()
    if not moves.nothing or moves.new_last_row != moves.last_row:
        _move_ranges(root, moves)
    _column_widths(root, sheet, moves)
    _dimension(root, sheet)
    return serialise(root)


class _Rows:
    """The rows of a sheet's part, taken out and put in again in their new order."""

    def __init__(self, root: Any, moves: Moves, quoted: Quoted) -> None:
        self._data = root.find(f"{{{MAIN}}}sheetData")
        self._moves, self._quoted = moves, quoted
        self._old = {int(row.get("r", n)): row for n, row in enumerate(self._data, start=1)}
        self._styles = _column_styles(root)
        self._above: dict[int, int] = {}
        self._used: set[int] = set()
        for row in list(self._data):
            self._data.remove(row)

    def write(self, number: int, origin: int | None, texts: Mapping[int, Change]) -> None:
        """One row, from the row it was (or was copied from) in the file."""
        model = self._old.get(origin) if origin is not None else None
        row = model if origin not in self._used else None
        if origin is not None:
            self._used.add(origin)
        made = _renumbered(row, number, self._moves)
        if row is None and model is not None:
            _like(made, model)
        patterns = _styles_of(model) if model is not None else {}
        cells = {split(str(cell.get("r")))[1]: cell for cell in made}
        for column, (now, then) in texts.items():
            if (row is not None and now == then) or not (now or column in cells):
                continue
            if column not in cells:
                style = self._guess(column, patterns, cells)
                _new_cell(made, cells, column, number, style)
            style = int(cells[column].get("s", 0))
            kept = self._quoted(style) if now.startswith(_FORMULA_LIKE) else style
            _put(cells[column], now, kept)
        if number > 1:  # the look of the header is its own
            self._above.update({at: int(cell.get("s", 0)) for at, cell in cells.items()})
        if len(made) or row is not None:
            self._data.append(made)

    def rest(self) -> None:
        """Rows below the check-list: formatted, but empty."""
        for origin in sorted(self._old):
            if origin > self._moves.last_row:
                number = self._moves.row(origin) or origin
                self._data.append(_renumbered(self._old[origin], number, self._moves))

    def _guess(self, column: int, patterns: Mapping[int, int], cells: Mapping[int, Any]) -> int:
        """The look of a new cell: as in the row it was copied from, above it, or beside it."""
        beside = int(cells[column - 1].get("s", 0)) if column - 1 in cells else None
        guesses = (
            patterns.get(column),
            self._above.get(column),
            beside,
            self._styles.get(column),
        )
        return next((one for one in guesses if one is not None), 0)


def _numbered(sheet: Sheet) -> list[tuple[int, Column]]:
    return list(enumerate(sheet.columns, start=1))


def _header_then(one: Column, was: Mapping[int | None, str]) -> str:
    return was.get(one.origin, "") if one.origin is not None else ""


def _texts(sheet: Sheet, line: Line, then: Line | None) -> dict[int, Change]:
    found: dict[int, Change] = {}
    for number, one in _numbered(sheet):
        now = line.cells.get(one.id, "")
        before = then.cells.get(one.id, "") if then is not None else ""
        if now or before:
            found[number] = (now, before)
    return found


def _renumbered(row: Any, number: int, moves: Moves) -> Any:
    from lxml import etree

    if row is None:
        return etree.Element(_ROW, r=str(number))
    row.set("r", str(number))
    row.attrib.pop("spans", None)
    for cell in list(row):
        if cell.tag != _CELL:
            continue
        old = split(str(cell.get("r")))[1] if cell.get("r") else row.index(cell) + 1
        column = moves.column(old)
        if column is None:
            row.remove(cell)
        else:
            cell.set("r", f"{letters(column)}{number}")
    ordered = sorted(row, key=lambda cell: split(str(cell.get("r")))[1])
    for cell in ordered:
        row.append(cell)
    return row


def _like(made: Any, model: Any) -> None:
    """A copy of a row looks like the row it was copied from."""
    for name, value in model.attrib.items():
        if name not in ("r", "spans"):
            made.set(name, value)


def _styles_of(model: Any) -> dict[int, int]:
    found: dict[int, int] = {}
    for cell in model:
        # The model may have been renumbered already; its columns are then the new ones.
        found[split(str(cell.get("r")))[1]] = int(cell.get("s", 0))
    return found


def _column_styles(root: Any) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in root.iter(f"{{{MAIN}}}col"):
        if one.get("style"):
            for number in range(int(one.get("min")), min(int(one.get("max")), 256) + 1):
                found[number] = int(one.get("style"))
    return found


def _new_cell(row: Any, cells: dict[int, Any], column: int, number: int, style: int) -> Any:
    from lxml import etree

    cell = etree.Element(_CELL, r=f"{letters(column)}{number}")
    if style:
        cell.set("s", str(style))
    later = [there for at, there in cells.items() if at > column]
    if later:
        min(later, key=lambda there: split(str(there.get("r")))[1]).addprevious(cell)
    else:
        row.append(cell)
    cells[column] = cell
    return cell


def _put(cell: Any, text: str, style: int) -> None:
    """A text, never a formula: inline, so that the shared strings stay as they are."""
    from lxml import etree

    for child in list(cell):
        cell.remove(child)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, None)
    if style:
        cell.set("s", str(style))
    if not text:
        return
    cell.set("t", "inlineStr")
    inside = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
    inside.text = text
    inside.set(_SPACE, "preserve")


def expand_shared(root: Any) -> None:
    """Formulas that are written once for several cells are written out at each."""
    masters: dict[str, tuple[str, str]] = {}
    for formula in root.iter(f"{{{MAIN}}}f"):
        if formula.get("t") == "shared" and formula.text:
            masters[str(formula.get("si"))] = (formula.text, str(formula.getparent().get("r")))
    if not masters:
        return
    from openpyxl.formula.translate import Translator

    for formula in root.iter(f"{{{MAIN}}}f"):
        if formula.get("t") != "shared":
            continue
        text, origin = masters.get(str(formula.get("si")), ("", ""))
        if not formula.text and text:
            here = str(formula.getparent().get("r"))
            formula.text = Translator(f"={text}", origin).translate_formula(here)[1:]
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)


def with_moved_formulas(xml: bytes, *, title: str, moves: Mapping[str, Moves]) -> bytes:
    """A sheet whose formulas follow what has moved, on this sheet or on others."""
    if b"<f" not in xml and b":f>" not in xml:
        return xml
    root = parse(xml)
    expand_shared(root)
    changed = False
    for formula in root.iter(f"{{{MAIN}}}f"):
        if not formula.text or formula.getparent().tag != _CELL:
            continue
        now = moved_formula(formula.text, sheet=title, moves=moves)
        changed = changed or now != formula.text
        formula.text = now
    return serialise(root) if changed else xml


def _move_ranges(root: Any, moves: Moves) -> None:
    for tag, name in (
        ("dataValidation", "sqref"),
        ("conditionalFormatting", "sqref"),
        ("mergeCell", "ref"),
        ("hyperlink", "ref"),
        ("autoFilter", "ref"),
        ("ignoredError", "sqref"),
    ):
        for one in list(root.iter(f"{{{MAIN}}}{tag}")):
            now = moves.areas(str(one.get(name, "")))
            if now:
                one.set(name, now)
                continue
            parent = one.getparent()
            parent.remove(one)
            if not len(parent) and parent is not root:
                parent.getparent().remove(parent)


def _column_widths(root: Any, sheet: Sheet, moves: Moves) -> None:
    """Widths and looks of columns follow the columns; a new one is like its neighbour."""
    from lxml import etree

    listed = root.find(f"{{{MAIN}}}cols")
    here = {one.origin: number for number, one in _numbered(sheet) if one.origin is not None}
    if listed is None or (
        all(old == new for old, new in here.items()) and len(here) == len(sheet.columns)
    ):
        return
    by_column: dict[int, Any] = {}
    beyond: list[Any] = []
    for one in listed:
        low, high = int(one.get("min")), int(one.get("max"))
        for number in range(low, min(high, moves.last_column) + 1):
            now = moves.column(number)
            if now is not None:
                by_column[now] = one
        if high > moves.last_column:
            beyond.append((max(low, moves.last_column + 1), high, one))
    for number, one in _numbered(sheet):
        if one.origin is None and number not in by_column and number - 1 in by_column:
            by_column[number] = by_column[number - 1]
    shift = moves.new_last_column - moves.last_column
    made = [(n, n, one) for n, one in sorted(by_column.items())]
    made += [(low + shift, min(16_384, high + shift), one) for low, high, one in beyond]
    for one in list(listed):
        listed.remove(one)
    for low, high, one in made:
        copied = etree.SubElement(listed, f"{{{MAIN}}}col", dict(one.attrib))
        copied.set("min", str(low))
        copied.set("max", str(high))


def _dimension(root: Any, sheet: Sheet) -> None:
    dimension = root.find(f"{{{MAIN}}}dimension")
    if dimension is not None:
        last = f"{letters(max(1, len(sheet.columns)))}{len(sheet.lines) + 1}"
        dimension.set("ref", f"A1:{last}")

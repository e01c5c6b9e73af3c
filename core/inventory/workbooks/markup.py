"""Tables that systems hand out as «Excel» and are none: HTML, and Excel's XML of 2003."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.inventory.workbooks.problems import UnreadableWorkbook, WorkbookTooLarge

_MEGABYTE = 1 << 20
_MOST = 60 * _MEGABYTE
_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_START = re.compile(
    rb"\s*<(?:!doctype\s+html|html|head|meta|body|table|style|title|\?xml|\?mso|!--)", re.IGNORECASE
)
_BLOCKS = ("br", "p", "div", "li")


@dataclass(slots=True)
class MarkupTable:
    """A table: its name, rows of one length, and merged cells as in `reading.Sheet`."""

    name: str
    rows: list[list[Any]]
    merged: list[tuple[int, int, int, int]]


def is_markup(start: bytes) -> bool:
    """Whether the first bytes of a file are those of HTML or XML."""
    return _START.match(start.removeprefix(b"\xef\xbb\xbf")) is not None


def read_markup(data: bytes, *, name: str) -> list[MarkupTable]:
    """The tables of a file of HTML or of Excel's XML of 2003; nothing of it is fetched or run.

    Raises: UnreadableWorkbook, WorkbookTooLarge.
    """
    if len(data) > _MOST:
        raise WorkbookTooLarge(name=name, size=len(data) // _MEGABYTE)
    from lxml import etree, html

    try:
        if b"urn:schemas-microsoft-com:office:spreadsheet" in data[:65_536]:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            found = _of_excel(etree.fromstring(data, parser))
        else:
            told = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
            coding = told.group(1).decode("ascii", "replace") if told else _encoding(data)
            plain = html.HTMLParser(encoding=coding, no_network=True, huge_tree=False)
            found = _of_html(html.document_fromstring(data, parser=plain))
    except (etree.LxmlError, LookupError, ValueError, RecursionError) as error:
        raise UnreadableWorkbook(name=name, detail=str(error)[:80] or "HTML/XML") from error
    if not found:
        raise UnreadableWorkbook(name=name, detail="HTML/XML")
    return found


def _encoding(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _of_html(page: Any) -> list[MarkupTable]:
    found: list[MarkupTable] = []
    for table in page.iter("table"):
        if table.xpath("boolean(.//table)"):
            continue  # a table that only arranges others
        grid = _Grid()
        for line in table.iter("tr"):
            grid.next_row()
            for cell in line.iterchildren("td", "th"):
                grid.put(_words(cell), down=_span(cell, "rowspan"), across=_span(cell, "colspan"))
        if len(grid.rows) > 1:
            title = table.findtext("caption") or page.findtext(".//title") or ""
            found.append(grid.table(" ".join(title.split())[:60] or str(len(found) + 1)))
    return found


def _words(cell: Any) -> str:
    for block in cell.iter(*_BLOCKS):
        block.tail = "\n" + (block.tail or "")
    lines = (" ".join(line.split()) for line in cell.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def _span(cell: Any, name: str) -> int:
    text = cell.get(name, "1").strip()
    return max(1, min(int(text), 1000)) if text.isdecimal() else 1


def _of_excel(book: Any) -> list[MarkupTable]:
    found: list[MarkupTable] = []
    for sheet in book.iter(f"{_SS}Worksheet"):
        grid = _Grid()
        for line in sheet.iter(f"{_SS}Row"):
            grid.next_row(_number(line.get(f"{_SS}Index")))
            for cell in line.iterchildren(f"{_SS}Cell"):
                grid.skip_to(_number(cell.get(f"{_SS}Index")))
                grid.put(
                    _value(cell.find(f"{_SS}Data")),
                    down=1 + (_number(cell.get(f"{_SS}MergeDown")) or 0),
                    across=1 + (_number(cell.get(f"{_SS}MergeAcross")) or 0),
                )
        if grid.rows:
            found.append(grid.table(sheet.get(f"{_SS}Name") or str(len(found) + 1)))
    return found


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None


def _value(data: Any) -> Any:
    if data is None:
        return ""
    text = "".join(data.itertext())
    match data.get(f"{_SS}Type"):
        case "Number":
            return float(text)
        case "DateTime":
            return datetime.fromisoformat(text)
        case "Boolean":
            return text.strip() == "1"
    return text


class _Grid:
    """Rows being filled, with cells that reach over several."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self._taken: set[tuple[int, int]] = set()
        self._column = 0

    def next_row(self, number: int | None = None) -> None:
        """The next row, or the one of that number (from 1)."""
        wanted = max(len(self.rows) + 1, number or 0)
        if wanted > _MOST_ROWS:
            raise ValueError(wanted)
        while len(self.rows) < wanted:
            self.rows.append([])
        self._column = 0

    def skip_to(self, number: int | None) -> None:
        """Go on at a column (from 1), if it is told."""
        if number is not None:
            self._column = max(self._column, number - 1)

    def put(self, value: Any, *, down: int, across: int) -> None:
        """A cell at the next free place."""
        at = len(self.rows) - 1
        while (at, self._column) in self._taken:
            self._column += 1
        column = self._column
        if column + across > _MOST_COLUMNS:
            raise ValueError(column)
        row = self.rows[at]
        row += [""] * (column + 1 - len(row))
        row[column] = value
        if down > 1 or across > 1:
            self.merged.append((at, column, at + down - 1, column + across - 1))
            if down > 1:
                self._taken |= {
                    (at + one, column + each) for one in range(1, down) for each in range(across)
                }
        self._column = column + across

    def table(self, name: str) -> MarkupTable:
        """All of it, squared."""
        width = max((len(row) for row in self.rows), default=0)
        width = max([width, *(right + 1 for _, _, _, right in self.merged)])
        rows = [row + [""] * (width - len(row)) for row in self.rows]
        return MarkupTable(name, rows, self.merged)

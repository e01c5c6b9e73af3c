"""A workbook being written: sheets, columns and lines as values; every change is a new value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

NO_CELLS: Final[Mapping[int, str]] = MappingProxyType({})
ROLES: Final = ("survey", "choices", "settings", "entities")
LONGEST_CELL: Final = 32_767  # characters that a cell of a spreadsheet holds


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its header is written. `origin`: its number (from 1) in the file it came from."""

    id: int
    header: str
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row below the header: texts by column id. `origin`: its row number in the file read."""

    id: int
    cells: Mapping[int, str] = field(default_factory=lambda: NO_CELLS)
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of the sheets the editor knows. `part`: where it lies in the file, None when it is new.

    Line `n` (from 0) is row `n + 2` of the saved file.
    """

    role: str
    title: str
    columns: tuple[Column, ...] = ()
    lines: tuple[Line, ...] = ()
    part: str | None = None

    def index_of(self, line_id: int) -> int:
        """Where a line stands. Raises KeyError."""
        for index, line in enumerate(self.lines):
            if line.id == line_id:
                return index
        raise KeyError(line_id)

    def line(self, line_id: int) -> Line:
        """A line by its id. Raises KeyError."""
        return self.lines[self.index_of(line_id)]

    def with_line(self, line: Line) -> Sheet:
        """The sheet with this line in place of the one of the same id."""
        index = self.index_of(line.id)
        return replace(self, lines=(*self.lines[:index], line, *self.lines[index + 1 :]))

    def with_lines(self, lines: Iterable[Line]) -> Sheet:
        """The sheet with other lines."""
        return replace(self, lines=tuple(lines))


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a book is written into: its parts, and the sheets as they were read.

    `converted` says that it was an old .xls file, which is saved as .xlsx.
    """

    parts: Mapping[str, bytes]
    sheets: Mapping[str, Sheet]
    converted: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A check-list as its author sees it. Equal books give equal files."""

    survey: Sheet
    choices: Sheet
    settings: Sheet
    entities: Sheet
    source: Source = field(compare=False, repr=False)
    next_id: int = 1

    def sheet(self, role: str) -> Sheet:
        """The sheet of a role (`survey`, `choices`, `settings`, `entities`)."""
        found: Sheet = getattr(self, role)
        return found

    def with_sheet(self, sheet: Sheet) -> Book:
        """The book with another sheet in place of the one of its role."""
        match sheet.role:
            case "survey":
                return replace(self, survey=sheet)
            case "choices":
                return replace(self, choices=sheet)
            case "settings":
                return replace(self, settings=sheet)
            case "entities":
                return replace(self, entities=sheet)
        raise KeyError(sheet.role)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All sheets that the editor knows."""
        return (self.survey, self.choices, self.settings, self.entities)


def cleaned(text: str) -> str:
    """A text as a cell can hold it: no control characters, no more than a cell takes."""
    kept = "".join(one for one in text if one >= " " or one in "\n\t")
    return kept.replace("\ufffe", "").replace("\uffff", "").strip()[:LONGEST_CELL]


def with_cell(line: Line, column_id: int, text: str) -> Line:
    """A line with a cell set; an empty text takes the cell away."""
    text = cleaned(text)
    if line.cells.get(column_id, "") == text:
        return line
    cells = dict(line.cells)
    if text:
        cells[column_id] = text
    else:
        cells.pop(column_id, None)
    return replace(line, cells=MappingProxyType(cells))

"""Cell names of a spreadsheet (B3, A2:C9) when rows and columns have moved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_CELL: Final = re.compile(r"^(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})$")
LAST_ROW: Final = 1_048_576


def letters(number: int) -> str:
    """1 → A, 27 → AA."""
    written = ""
    while number:
        number, rest = divmod(number - 1, 26)
        written = chr(65 + rest) + written
    return written


def number_of(name: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def split(cell: str) -> tuple[int, int]:
    """B3 → (3, 2): row and column. Raises ValueError."""
    found = _CELL.match(cell)
    if found is None:
        raise ValueError(cell)
    return int(found[4]), number_of(found[2])


@dataclass(frozen=True, slots=True)
class Moves:
    """Where the old rows and columns of a sheet are now. What is in neither map has gone.

    Rows beyond `last_row` and columns beyond `last_column` move with the growth of the sheet.
    """

    rows: Mapping[int, int] = field(default_factory=dict)
    columns: Mapping[int, int] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0
    new_last_row: int = 0
    new_last_column: int = 0

    @property
    def nothing(self) -> bool:
        """Whether every row and column stands where it stood."""
        return (
            all(old == new for old, new in self.rows.items())
            and all(old == new for old, new in self.columns.items())
            and len(self.rows) == self.last_row
        )

    def row(self, old: int) -> int | None:
        """The row now; None when it has gone."""
        if old > self.last_row:
            return min(LAST_ROW, old + self.new_last_row - self.last_row)
        return self.rows.get(old)

    def column(self, old: int) -> int | None:
        """The column now; None when it has gone."""
        if old > self.last_column:
            return old + self.new_last_column - self.last_column
        return self.columns.get(old)

    def cell(self, name: str) -> str | None:
        """A cell's name now, with its dollar signs; None when it has gone."""
        found = _CELL.match(name)
        if found is None:
            return name
        row, column = self.row(int(found[4])), self.column(number_of(found[2]))
        if row is None or column is None:
            return None
        return f"{found[1]}{letters(column)}{found[3]}{row}"

    def area(self, name: str) -> str | None:
        """A range now. One that reached the last row still does; one row follows its row."""
        first, colon, last = name.partition(":")
        if not colon:
            return self.cell(name)
        start, end = _CELL.match(first), _CELL.match(last)
        if start is None or end is None:
            return name
        top, bottom = int(start[4]), int(end[4])
        rows = sorted(
            row for old in range(top, min(bottom, self.last_row) + 1) if (row := self.row(old))
        )
        if bottom > self.last_row:
            rows.append(LAST_ROW if bottom == LAST_ROW else self.row(bottom) or bottom)
        columns = [
            now
            for old in range(number_of(start[2]), number_of(end[2]) + 1)
            if (now := self.column(old))
        ]
        if not rows or not columns:
            return None
        low = self.new_last_row if bottom == self.last_row and top < bottom else rows[-1]
        high = top if top == 2 else rows[0]
        return (
            f"{start[1]}{letters(min(columns))}{start[3]}{min(high, rows[0])}:"
            f"{end[1]}{letters(max(columns))}{end[3]}{max(low, rows[-1])}"
        )

    def areas(self, names: str) -> str:
        """Several ranges with spaces between them; those that have gone are left out."""
        return " ".join(now for name in names.split() if (now := self.area(name)))


def moved_formula(formula: str, *, sheet: str, moves: Mapping[str, Moves]) -> str:
    """A formula (without its =) after sheets have moved. `sheet`: the one it stands on."""
    from openpyxl.formula import Tokenizer

    return "".join(
        _moved_operand(token.value, sheet=sheet, moves=moves)
        if token.type == "OPERAND" and token.subtype == "RANGE"
        else token.value
        for token in Tokenizer(f"={formula}").items
    )


def _moved_operand(text: str, *, sheet: str, moves: Mapping[str, Moves]) -> str:
    before, mark, cells = text.rpartition("!")
    title = before.strip("'").replace("''", "'") if mark else sheet
    here = moves.get(title)
    if here is None:
        return text
    now = here.area(cells)
    return f"{before}{mark}{now}" if now else "#REF!"

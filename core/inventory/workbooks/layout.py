"""Where the tables of a workbook are: header anywhere, titles above, merged or stacked headers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from core.inventory.spelling import spelt_out
from core.inventory.type_names import types_in
from core.inventory.workbooks.fields import titles
from core.inventory.workbooks.reading import Sheet, Workbook
from core.inventory.workbooks.values import municipality_named, text_of

_SEARCHED = 60
_SAMPLES = 200
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place (from 0), its title, the title of the group above it, some cells."""

    index: int
    title: str
    group: str
    samples: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A table in a sheet. Rows are counted from 0; `first` is the first row of data.

    `fingerprint` is the same for the same header, wherever it stands and whatever is below it.
    `municipality` is a DICO that the sheet's name or the lines above the table tell.
    """

    sheet: int
    sheet_name: str
    header: int
    first: int
    columns: tuple[Column, ...]
    fingerprint: str
    municipality: str | None


def find_layouts(book: Workbook) -> tuple[Layout, ...]:
    """The tables found, one per sheet at most; hidden sheets are left out."""
    found = []
    for at, sheet in enumerate(book.sheets):
        if sheet.hidden or not sheet.rows:
            continue
        layout = _layout(at, sheet)
        if layout is not None:
            found.append(layout)
    return tuple(found)


def _layout(at: int, sheet: Sheet) -> Layout | None:
    spread = _spread_merged(sheet)
    best, best_score = None, 1.9
    for number in range(min(_SEARCHED, len(spread))):
        score = _score(spread[number])
        if score > best_score:
            best, best_score = number, score
    if best is None:
        return None
    # A header in two rows: groups above («Creche»), figures below («Capacidade», «Utentes»).
    below = spread[best + 1] if best + 1 < len(spread) else []
    above = spread[best - 1] if best > 0 else []
    last = best
    groups: list[Any] = [""] * len(spread[best])
    if _is_subheader(spread[best], below):
        last, groups, row = best + 1, spread[best], below
        row = [own if text_of(own) else upper for own, upper in zip(below, groups, strict=True)]
    else:
        row = spread[best]
        if best > 0 and _is_group_row(above, row):
            groups = above
    first = last + 1
    columns = []
    sample_rows = sheet.rows[first : first + _SAMPLES]
    for index, cell in enumerate(row):
        title = _title(cell)
        samples = tuple(
            value[index] for value in sample_rows if index < len(value) and value[index] != ""
        )
        if not title and not samples:
            continue
        group = _title(groups[index]) if index < len(groups) else ""
        columns.append(Column(index, title, group if group != title else "", samples))
    shape = "|".join(f"{spelt_out(one.group)}/{spelt_out(one.title)}" for one in columns)
    return Layout(
        sheet=at,
        sheet_name=sheet.name,
        header=best,
        first=first,
        columns=tuple(columns),
        fingerprint=hashlib.blake2b(shape.encode(), digest_size=12).hexdigest(),
        municipality=_municipality_of(sheet, best),
    )


def _spread_merged(sheet: Sheet) -> list[list[Any]]:
    """The first rows, with what stands in a merged cell in all its places."""
    rows = [list(row) for row in sheet.rows[: _SEARCHED + 2]]
    for top, left, bottom, right in sheet.merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        # A title over the whole width is no header.
        if right - left >= max(8, len(rows[top]) - 2):
            continue
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                rows[row][column] = value
    return rows


def _title(cell: Any) -> str:
    return " ".join(text_of(cell).split()) if cell != "" else ""


def _score(row: list[Any]) -> float:
    """How much a row looks like a header: known titles, and nothing but short texts."""
    known = titles()
    score, filled, seen = 0.0, 0, set()
    for cell in row:
        if cell == "":
            continue
        filled += 1
        if not isinstance(cell, str) or len(cell) > _LONGEST_TITLE:
            score -= 0.7
            continue
        key = known.get(spelt_out(cell))
        if key is not None and key not in seen:
            seen.add(key)
            score += 1.0
        elif key is None and _is_type(cell):
            # A row of data names one type, a header may name many.
            score += 0.6
    return score if filled > 1 else 0.0


def _is_type(cell: str) -> bool:
    found = types_in(cell)
    return len(found) == 1 and found[0].type_id is not None and found[0].certain


def _is_subheader(upper: list[Any], lower: list[Any]) -> bool:
    """Whether `lower` tells titles under the groups of `upper`."""
    cells = [cell for cell in lower if cell != ""]
    if not cells or not all(isinstance(cell, str) for cell in cells):
        return False
    known = titles()
    named = [spelt_out(cell) in known for cell in cells]
    repeated = len({_title(cell) for cell in cells}) < len(cells)
    grouped = any(
        isinstance(cell, str) and _is_type(cell) and index < len(lower) and lower[index] != ""
        and lower[index] != cell
        for index, cell in enumerate(upper)
    )  # fmt: skip
    return sum(named) >= max(1, len(cells) // 2) and (
        grouped or repeated or (lower != upper and sum(named) == len(cells))
    )


def _is_group_row(above: list[Any], row: list[Any]) -> bool:
    texts = [cell for cell in above if isinstance(cell, str) and cell]
    return any(_is_type(cell) for cell in texts) and len(texts) < len(row)


def _municipality_of(sheet: Sheet, header: int) -> str | None:
    import re

    for cell in (sheet.name, *(one for row in sheet.rows[:header] for one in row)):
        if not isinstance(cell, str) or not cell.strip():
            continue
        if found := municipality_named(cell):
            return found
        said = re.search(
            r"(?:concelho|munic[ií]pio|c[âa]mara\s+municipal)\s*(?:d[eao]s?\b)?\s*[:\-–]?\s*([^;|()\-–]+)",
            cell, re.IGNORECASE,
        )  # fmt: skip
        if said and (found := municipality_named(said.group(1).strip(" .:"))):
            return found
    return None

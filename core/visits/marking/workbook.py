"""A marking scheme as a workbook: one row for each tag, in Portuguese or English columns."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.inventory.spelling import sort_key
from core.inventory.workbooks.reading import read_workbook
from core.inventory.workbooks.safe_cells import delimited, put, undelimited
from core.visits.marking.problems import SchemeRefused, TagFault
from core.visits.marking.schemes import check_tags
from core.visits.marking.tables import TagDraft, TagKind

if TYPE_CHECKING:
    from collections.abc import Sequence

# A field, its heading, and what else it is called (compared without accents and case).
_COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("código", "code", "id", "name", "behavior code"),
    "label": ("etiqueta", "label", "designação", "tag", "comportamento", "behavior"),
    "kind": ("tipo", "kind", "type", "behavior type"),
    "key": ("tecla", "key", "atalho", "shortcut"),
    "colour": ("cor", "colour", "color"),
    "group": ("grupo", "group", "categoria", "category"),
    "note": ("nota", "note", "descrição", "description"),
}
_KINDS: dict[str, TagKind] = {
    "": "moment", "momento": "moment", "moment": "moment", "ponto": "moment", "point": "moment",
    "point event": "moment", "evento": "moment", "event": "moment",
    "intervalo": "span", "span": "span", "estado": "span", "state": "span",
    "state event": "span", "duracao": "span", "duration": "span",
}  # fmt: skip
# Told apart also by who sees colours differently: Okabe & Ito 2008.
COLOURS = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8f7700", "#4d4d4d",
)  # fmt: skip


def read_scheme(path: Path) -> tuple[TagDraft, ...]:
    """The tags of a workbook or CSV: the first sheet with a column of labels.

    What is not said gets a sensible value: the code from the label, a colour in turn, a moment.

    Raises: SchemeRefused, and what reading a workbook raises.
    """
    for sheet in read_workbook(path).sheets:
        for number, header in enumerate(sheet.rows[:10]):
            places = _places(header)
            if "label" in places:
                return _tags(sheet.rows[number + 1 :], places, first=number + 2, name=path.name)
    raise SchemeRefused(name=path.name, faults=[TagFault(0, "no-tags")])


def write_scheme(tags: Sequence[TagDraft], to: Path) -> None:
    """Write the tags as `.xlsx`, or `.csv` if the name says so; nothing in it is a formula.

    Raises: OSError.
    """
    header = [names[0] for names in _COLUMNS.values()]
    kinds = {"moment": "momento", "span": "intervalo"}
    rows = [
        [one.code, one.label, kinds[one.kind], one.key, one.colour, one.group, one.note]
        for one in tags
    ]
    if to.suffix.lower() == ".csv":
        with to.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerow(header)
            writer.writerows([[delimited(cell) for cell in row] for row in rows])
        return
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "marcação"
    for column, name in enumerate(header, start=1):
        put(sheet.cell(1, column), name)
        sheet.cell(1, column).font = Font(bold=True)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            put(sheet.cell(number, column), value)
        sheet.cell(number, 5).fill = PatternFill("solid", fgColor=row[4].lstrip("#").upper())
    for letter, width in zip("ABCDEFG", (16, 36, 12, 8, 11, 20, 48), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    book.save(to)


def _places(header: Sequence[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(header):
        name = _plain(cell)
        for field, names in _COLUMNS.items():
            if name and field not in found and name in {_plain(one) for one in names}:
                found[field] = column
    # BORIS writes "Behavior code" and nothing else to call it by.
    if "label" not in found and "code" in found and len(found) > 1:
        found["label"] = found["code"]
    return found


def _tags(
    rows: Sequence[Sequence[Any]], places: dict[str, int], *, first: int, name: str
) -> tuple[TagDraft, ...]:
    tags: list[TagDraft] = []
    numbers: list[int] = []
    faults: list[TagFault] = []
    for number, row in enumerate(rows, start=first):
        told = {field: _text(row[column]) for field, column in places.items()}
        if not any(told.values()):
            continue
        said = _plain(told.get("kind", ""))
        if said not in _KINDS:
            faults.append(TagFault(number, "kind", told["kind"]))
        tags.append(
            TagDraft(
                code=told.get("code") or told["label"],
                label=told["label"] or told.get("code", ""),
                kind=_KINDS.get(said, "moment"),
                key=told.get("key", ""),
                colour=told.get("colour", "").lower() or COLOURS[len(tags) % len(COLOURS)],
                group=told.get("group", ""),
                note=told.get("note", ""),
            )
        )
        numbers.append(number)
    if faults:
        raise SchemeRefused(name=name, faults=faults)
    check_tags(tags, name=name, rows=numbers)
    return tuple(tags)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a key "1" that the spreadsheet took for a number
    return undelimited(" ".join(str(cell).split()))


def _plain(cell: Any) -> str:
    return sort_key(str(cell))

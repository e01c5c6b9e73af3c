"""Rows of a table as records; what is wrong with a cell is a value at its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from core.inventory.spelling import fold, spelt_out
from core.inventory.type_names import types_in
from core.inventory.workbooks.fields import FIGURES, HAS, OF, UNKNOWN, kind_of
from core.inventory.workbooks.layout import Layout
from core.inventory.workbooks.mapping import Mapping, letter
from core.inventory.workbooks.problems import ImportCancelled
from core.inventory.workbooks.reading import Row, Sheet
from core.inventory.workbooks.values import (
    Trouble,
    municipality_named,
    parish_named,
    read_cell,
    text_of,
)
from core.plan import load_municipalities

_TOTAL = re.compile(r"^(?:sub-?)?(?:total|totais|soma|somatorio|media)\b")
_ASKED_EVERY = 1000
_MISSING = object()
_SERVICE = "social_response."
_UNCOMPUTED = Trouble(
    "uncomputed-formula", "=…",
    "um valor: abra o ficheiro no Excel e guarde-o, para calcular a fórmula",
    "a value: open and save the file in Excel, to compute the formula",
)  # fmt: skip
_ERROR = Trouble(
    "error-value", "#", "um valor, e não um erro de fórmula", "a value, not the error of a formula"
)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong at a cell. `row` as the spreadsheet counts (from 1), `column` its letter."""

    sheet: str
    row: int
    column: str
    title: str
    code: str
    found: str
    expected_pt: str
    expected_en: str
    left_out: bool
    """The whole row is left out; otherwise only the cell."""


@dataclass(frozen=True, slots=True)
class Record:
    """One social response (or one facility without any) that a row tells of.

    `values`: key of the field → value; `type_id` None if the row names no service.
    """

    sheet: int
    row: int
    municipality: str
    type_id: str | None
    values: dict[str, Any]
    day: date | None


@dataclass(frozen=True, slots=True)
class RowSet:
    """What a table says: records, and what could not be read."""

    layout: Layout
    records: tuple[Record, ...]
    problems: tuple[RowProblem, ...]
    skipped: tuple[int, ...]
    """Rows (from 1) that are no entries: blanks between, titles, totals."""


def read_records(
    sheet: Sheet, layout: Layout, mapping: Mapping, *, municipality: str | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> RowSet:  # fmt: skip
    """Read every row of a table. `municipality`: the DICO where a row does not tell.

    Raises: ImportCancelled.
    """
    reader = _Reader(sheet, layout, mapping, municipality or layout.municipality)
    for number in range(layout.first, len(sheet.rows)):
        if number % _ASKED_EVERY == 0 and cancelled():
            raise ImportCancelled
        reader.read(number)
    return RowSet(layout, tuple(reader.records), tuple(reader.problems), tuple(reader.skipped))


class _Reader:
    def __init__(
        self, sheet: Sheet, layout: Layout, mapping: Mapping, municipality: str | None
    ) -> None:
        self._sheet, self._layout = sheet, layout
        self._municipality = municipality
        self._type: str | None = None
        keys = sorted(mapping.keys().items())
        self._columns = [
            (column, key, kind_of(key), {}) for column, key in keys if not key.startswith(UNKNOWN)
        ]  # type: list[tuple[int, str, str, dict[Any, Any]]]
        self._kept = [(column, key) for column, key in keys if key.startswith(UNKNOWN)]
        self._titles = {one.index: one.title for one in layout.columns}
        self._has_type = any(
            key == "social_response.type_id" or key.startswith((HAS, OF))
            for _, key, _, _ in self._columns
        )
        self._merged = _down_merged(sheet, layout.first)
        self._header = {spelt_out(one.title) for one in layout.columns if one.title}
        self._last: dict[str, Any] = {}
        self._parishes: dict[tuple[str, str | None], str | None] = {}
        self.records: list[Record] = []
        self.problems: list[RowProblem] = []
        self.skipped: list[int] = []

    def read(self, number: int) -> None:
        row = self._sheet.rows[number]
        for column, value in self._merged.get(number, ()):
            if row[column] == "":
                row = [*row]
                row[column] = value
        filled = [
            cell for cell in row if cell != "" and (not isinstance(cell, str) or cell.strip())
        ]
        if not filled or self._is_between(row, filled):
            self.skipped.append(number + 1)
            return
        values = self._values(number, row)
        if values is not None:
            self._record(number, values, self._kept_of(row))

    def _kept_of(self, row: Row) -> dict[str, Any]:
        """What the columns say that no field fits."""
        kept = {
            key: read_cell("other", row[column])
            for column, key in self._kept
            if column < len(row) and row[column] != ""
        }
        return {key: value for key, value in kept.items() if value is not None}

    def _is_between(self, row: Row, filled: list[Any]) -> bool:
        """Totals, repeated headers, and titles of a block, which tell what follows."""
        first = filled[0]
        if not isinstance(first, str):
            return False
        if _TOTAL.match(fold(first).strip()):
            return True
        if len(filled) > 1 and _like_title(first) in self._header:
            texts = {spelt_out(cell) for cell in filled if isinstance(cell, str)}
            if len(texts & self._header) >= max(2, len(filled) // 2):
                return True
        if len(filled) > 1 and filled[0] != filled[1]:
            return False
        if len({str(one) for one in filled}) > 1 or len(self._columns) < 3:
            return False
        # One text alone in the row: the title of a block, a note, or an entry with a name only.
        said = re.sub(r"^(?:concelho|munic[ií]pio)\s*(?:d[eao]s?\b)?\s*:?\s*", "", first.strip(),
                      flags=re.IGNORECASE)  # fmt: skip
        if found := municipality_named(said):
            self._municipality, self._last = found, {}
            return True
        types = types_in(first.strip().rstrip("sS:")) if not self._has_type else ()
        if len(types) == 1 and types[0].type_id is not None:
            self._type, self._last = types[0].type_id, {}
            return True
        return self._has_type or not self._is_name(row)

    def _is_name(self, row: Row) -> bool:
        return any(
            key.endswith(".name") and index < len(row) and row[index] != ""
            for index, key, _, _ in self._columns
        )

    def _values(self, number: int, row: Row) -> dict[str, Any] | None:
        values: dict[str, Any] = {}
        uncomputed, errors = self._sheet.uncomputed, self._sheet.errors
        for column, key, kind, memory in self._columns:
            raw = row[column] if column < len(row) else ""
            if raw == "":
                if uncomputed and (number, column) in uncomputed:
                    self._say(number, column, _UNCOMPUTED)
                elif errors and (number, column) in errors:
                    self._say(number, column, _ERROR)
                continue
            value = memory.get((raw.__class__, raw), _MISSING)
            if value is _MISSING:
                value = memory[raw.__class__, raw] = read_cell(kind, raw)
            if value is None:
                continue
            if value.__class__ is Trouble:
                fatal = kind == "type"
                self._say(number, column, value, left_out=fatal)
                if fatal:
                    return None
                continue
            if key == "facility.coordinates":
                values["facility.latitude"], values["facility.longitude"] = value
            else:
                values[key] = value
        return values

    def _record(self, number: int, values: dict[str, Any], kept: dict[str, Any]) -> None:
        types = self._types_of(values)
        named = "provider.name" in values or "facility.name" in values
        if not named and self._last and (types or len(values) > 1):
            # The name stands in the first row of the block only.
            values = {**self._last, **values}
        elif named:
            if (
                "provider.name" not in values
                and "provider.name" in self._last
                and (self._last.get("facility.name") == values.get("facility.name"))
            ):
                values = {**self._last, **values}
            self._last = {
                key: value
                for key, value in values.items()
                if not key.startswith(("social_", "fig", HAS, OF))
            }
        else:
            self._say(number, self._name_column(), Trouble(
                "no-name", "", "o nome da entidade ou do equipamento",
                "the name of the provider or of the facility",
            ), left_out=True)  # fmt: skip
            return
        values.setdefault("facility.name", values.get("provider.name"))
        place = self._place(number, values)
        if place is None:
            return
        day = values.pop("figures.day", None)
        for type_id, figures in (types or {self._type: {}}).items():
            own = values | figures | kept if figures or kept else values
            self.records.append(Record(self._layout.sheet, number + 1, place, type_id, own, day))

    def _types_of(self, values: dict[str, Any]) -> dict[str | None, dict[str, Any]]:
        """Type → the figures that columns of its own give."""
        found: dict[str | None, dict[str, Any]] = {
            one: {} for one in values.pop("social_response.type_id", ())
        }
        for key in [one for one in values if one.startswith((HAS, OF))]:
            value = values.pop(key)
            if key.startswith(HAS):
                if value is False or (value.__class__ is int and value == 0):
                    continue
                figures = found.setdefault(key.removeprefix(HAS), {})
                if value is not True:
                    figures[f"{_SERVICE}capacity"] = value
            else:
                type_id, figure = key.removeprefix(OF).rsplit(".", 1)
                found.setdefault(type_id, {})[_SERVICE + figure] = value
        if len(found) > 1:
            # One figure beside several services belongs to none of them for certain.
            for figure in FIGURES:
                values.pop(_SERVICE + figure, None)
        return found

    def _place(self, number: int, values: dict[str, Any]) -> str | None:
        dico: str | None = values.pop("facility.municipality", None) or self._municipality
        said = values.pop("facility.parish", None)
        if said is not None:
            memory = (said, dico)
            if memory not in self._parishes:
                self._parishes[memory] = parish_named(said, dico)
            parish = self._parishes[memory]
            if parish is not None:
                values["facility.parish"] = parish
                dico = dico or parish[:4]
            else:
                values.setdefault("facility.locality", said)
        if dico is None:
            column = next((one for one, key, _, _ in self._columns if "municip" in key), None)
            self._say(number, self._name_column() if column is None else column, Trouble(
                "no-municipality", "", "o município, numa coluna ou para o ficheiro inteiro",
                "the municipality, in a column or for the whole file",
            ), left_out=True)  # fmt: skip
            return None
        self._check_place(number, values, dico)
        return dico

    def _check_place(self, number: int, values: dict[str, Any], dico: str) -> None:
        """Coordinates far from the municipality are mistyped: left out, and said."""
        latitude, longitude = values.get("facility.latitude"), values.get("facility.longitude")
        if latitude is None and longitude is None:
            return
        if latitude is not None and longitude is not None:
            if latitude < 0 < longitude:
                latitude, longitude = longitude, latitude
            centre = next((one for one in load_municipalities() if one.dico == dico), None)
            if centre is None or (
                abs(latitude - centre.latitude) < 0.35 and abs(longitude - centre.longitude) < 0.35
            ):
                values["facility.latitude"], values["facility.longitude"] = latitude, longitude
                return
        values.pop("facility.latitude", None)
        values.pop("facility.longitude", None)
        column = next(one for one, key, _, _ in self._columns if key in (
            "facility.latitude", "facility.longitude", "facility.coordinates"))  # fmt: skip
        self._say(number, column, Trouble(
            "far-coordinates", f"{latitude}, {longitude}", "um lugar no município da linha",
            "a place in the municipality of the row",
        ))  # fmt: skip

    def _name_column(self) -> int:
        return next(
            (one for one, key, _, _ in self._columns if key.endswith(".name")),
            self._columns[0][0] if self._columns else 0,
        )

    def _say(self, number: int, column: int, trouble: Trouble, *, left_out: bool = False) -> None:
        self.problems.append(
            RowProblem(
                self._sheet.name, number + 1, letter(column), self._titles.get(column, ""),
                trouble.code, trouble.found[:120], trouble.expected_pt, trouble.expected_en,
                left_out,
            )
        )  # fmt: skip


@lru_cache(maxsize=4096)
def _like_title(text: str) -> str:
    return spelt_out(text)


def _down_merged(sheet: Sheet, first: int) -> dict[int, list[tuple[int, Any]]]:
    """Row → (column, value) that a cell merged over several rows gives to each of them."""
    found: dict[int, list[tuple[int, Any]]] = {}
    for top, left, bottom, _ in sheet.merged:
        if bottom == top or bottom < first or top >= len(sheet.rows):
            continue
        value = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
        for row in range(max(top + 1, first), min(bottom + 1, len(sheet.rows))):
            found.setdefault(row, []).append((left, value))
    return found


def shown(value: Any) -> str:
    """A value as a person reads it in the preview."""
    if isinstance(value, (list, tuple)):
        return ", ".join(text_of(one) for one in value)
    return "" if value is None else text_of(value)

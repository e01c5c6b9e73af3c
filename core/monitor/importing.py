"""Population and indicators from a workbook: `território`, `ano`, `valor` and what else it says.

All or nothing: a row that cannot be understood is named, and nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.inventory.spelling import fold
from core.inventory.workbooks import read_workbook
from core.monitor.indicators import BUILT_IN, save_indicator
from core.monitor.kinds import AMP, Ages, FigureStatus
from core.monitor.problems import NoSeriesFound, RowsRefused
from core.monitor.tables import IndicatorValue, PopulationCount, row_id
from core.plan import load_municipalities, load_parishes
from core.store import GLOBAL, Work

Kind = Literal["population", "indicator"]
_NAMES: dict[str, tuple[str, ...]] = {
    "territory": ("territorio", "dico", "dicofre", "codigo", "municipio", "concelho", "freguesia",
                  "territory", "municipality"),
    "year": ("ano", "year", "periodo"),
    "ages": ("idade", "idades", "grupo etario", "faixa etaria", "age", "ages", "age group"),
    "count": ("populacao", "populacao residente", "pessoas", "habitantes", "population"),
    "value": ("valor", "value"),
    "code": ("indicador", "codigo do indicador", "indicator"),
    "name": ("nome", "designacao", "nome do indicador", "name"),
    "unit": ("unidade", "unit"),
    "definition": ("definicao", "definition"),
    "status": ("estado", "situacao", "status"),
    "source": ("fonte", "source"),
}  # fmt: skip
_LOOK_FOR_HEADER = 30
_FIRST_YEAR, _LAST_YEAR = 1864, 2100
_OLDEST = 130


@dataclass(frozen=True, slots=True)
class _Unclear(Exception):
    """Why a row is not understood, in both languages."""

    pt: str
    en: str


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A row that was understood."""

    row: int
    kind: Kind
    territory: str
    year: int
    value: float
    ages: Ages
    status: FigureStatus
    source: str
    code: str = ""
    name: str = ""
    unit: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class SeriesFile:
    """What a workbook of series holds."""

    name: str
    rows: tuple[SeriesRow, ...]

    def count(self, kind: Kind) -> int:
        """How many rows are of population, or of indicators."""
        return sum(1 for one in self.rows if one.kind == kind)


def read_series(path: Path) -> SeriesFile:
    """Read every sheet that has the columns; slow, for a worker thread.

    Raises: NoSeriesFound, RowsRefused, and what `read_workbook` raises.
    """
    found: list[SeriesRow] = []
    wrong: list[tuple[int, _Unclear]] = []
    seen = False
    for sheet in read_workbook(path).sheets:
        header = _header(sheet.rows)
        if header is None or sheet.hidden:
            continue
        seen = True
        at, columns = header
        for number, cells in enumerate(sheet.rows[at + 1 :], start=at + 2):
            said = {key: cells[place] for key, place in columns.items()}
            if all(str(one).strip() == "" for one in said.values()):
                continue
            try:
                found.append(_row(number, said, path.name))
            except _Unclear as error:
                wrong.append((number, error))
    if not seen:
        raise NoSeriesFound(name=path.name)
    if wrong:
        raise RowsRefused(name=path.name, count=len(wrong), row=wrong[0][0],
                          why_pt=wrong[0][1].pt, why_en=wrong[0][1].en)  # fmt: skip
    return SeriesFile(path.name, tuple(found))


def take_series(work: Work, *, file: SeriesFile) -> int:
    """Write what a file holds; gives how many rows are new or say something else than before."""
    changed = 0
    for code in dict.fromkeys(one.code for one in file.rows if one.kind == "indicator"):
        first = next(one for one in file.rows if one.code == code)
        save_indicator(
            work, code=code, name=first.name or code, unit=first.unit,
            definition=first.definition, source=first.source,
        )  # fmt: skip
    for one in file.rows:
        changed += _population(work, one) if one.kind == "population" else _value(work, one)
    work.flush()
    return changed


def _population(work: Work, one: SeriesRow) -> bool:
    identity = row_id("population", one.territory, one.year, one.ages.first, one.ages.last,
                      one.source)  # fmt: skip
    row = work.get(PopulationCount, identity)
    count = round(one.value)
    if row is not None:
        same = (row.count, row.status) == (count, one.status)
        row.count, row.status = count, one.status
        return not same
    work.add(
        PopulationCount(
            id=identity, scope=GLOBAL, territory=one.territory, year=one.year,
            age_from=one.ages.first, age_to=one.ages.last, count=count, status=one.status,
            source=one.source,
        )
    )  # fmt: skip
    return True


def _value(work: Work, one: SeriesRow) -> bool:
    identity = row_id("value", one.code, one.territory, one.year)
    row = work.get(IndicatorValue, identity)
    if row is not None:
        same = (row.value, row.status, row.source) == (one.value, one.status, one.source)
        row.value, row.status, row.source = one.value, one.status, one.source
        return not same
    work.add(
        IndicatorValue(
            id=identity, scope=GLOBAL, code=one.code, territory=one.territory, year=one.year,
            value=one.value, status=one.status, source=one.source,
        )
    )  # fmt: skip
    return True


def _header(rows: Iterable[Any]) -> tuple[int, dict[str, int]] | None:
    for at, cells in enumerate(rows):
        if at >= _LOOK_FOR_HEADER:
            return None
        columns: dict[str, int] = {}
        for place, cell in enumerate(cells):
            name = " ".join(fold(str(cell)).split())
            for key, names in _NAMES.items():
                if name in names:
                    columns.setdefault(key, place)
        if {"territory", "year"} <= columns.keys() and {"count", "value"} & columns.keys():
            return at, columns
    return None


def _row(number: int, said: dict[str, Any], file: str) -> SeriesRow:
    text = {key: " ".join(str(one).split()) for key, one in said.items()}
    code = text.get("code", "")
    kind: Kind = "indicator" if code else "population"
    if not code and "count" not in said:
        raise _Unclear("falta o indicador", "the indicator is missing")
    if any(code == one.code for one in BUILT_IN):
        raise _Unclear(
            f"«{code}» é um indicador do inventário", f"“{code}” is an indicator of the inventory"
        )
    value = _number(said["count" if kind == "population" and "count" in said else "value"])
    if kind == "population" and (value < 0 or not value.is_integer()):
        raise _Unclear("a população é um número inteiro", "population is a whole number")
    return SeriesRow(
        number, kind, _territory(said["territory"]), _year(said["year"]), value,
        _ages(text.get("ages", "")), _status(text.get("status", "")),
        text.get("source", "") or file, code, text.get("name", ""), text.get("unit", ""),
        text.get("definition", ""),
    )  # fmt: skip


def _territory(raw: Any) -> str:
    text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw).strip()
    known = {one.dico for one in load_municipalities()} | {one.dicofre for one in load_parishes()}
    if text.isdigit():
        for code in (text, text.zfill(4), text.zfill(6)):  # a spreadsheet eats the first zero
            if code in known:
                return code
    name = fold(text)
    if name in ("amp", "area metropolitana do porto", "a. m. porto"):
        return AMP
    for one in load_municipalities():
        if fold(one.name) == name:
            return one.dico
    raise _Unclear(f"«{text}» não é um município da AMP", f"“{text}” is no municipality of the AMP")


def _year(raw: Any) -> int:
    found = re.fullmatch(r"(\d{4})(?:\.0)?", str(raw).strip())
    if not found or not _FIRST_YEAR <= int(found.group(1)) <= _LAST_YEAR:
        raise _Unclear(f"«{raw}» não é um ano", f"“{raw}” is not a year")
    return int(found.group(1))


def _number(raw: Any) -> float:
    if isinstance(raw, bool):
        raise _Unclear(f"«{raw}» não é um número", f"“{raw}” is not a number")
    if isinstance(raw, (int, float)):
        return float(raw)
    text = re.sub(r"[\s\u00a0\u202f']", "", str(raw)).removesuffix("%")
    if re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+", text) or "," in text:
        text = text.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"[-+]?\d+(\.\d+)?", text):
        raise _Unclear(f"«{raw}» não é um número", f"“{raw}” is not a number")
    return float(text)


def _ages(text: str) -> Ages:
    plain = fold(text)
    if not plain or plain in ("total", "todas", "todos", "all"):
        return Ages()
    numbers = [int(one) for one in re.findall(r"\d+", plain)]
    if len(numbers) == 2 and numbers[0] <= numbers[1] <= _OLDEST:
        return Ages(numbers[0], numbers[1])
    if len(numbers) == 1 and re.search(r"\+|mais|ou mais|over|>=|≥", plain):
        return Ages(numbers[0], None)
    if len(numbers) == 1 and re.search(r"menos de|<|under", plain):
        return Ages(0, numbers[0] - 1)
    if len(numbers) == 1:
        return Ages(numbers[0], numbers[0])
    raise _Unclear(f"«{text}» não é um grupo de idades", f"“{text}” is not an age group")


def _status(text: str) -> FigureStatus:
    plain = fold(text)
    if plain.startswith(("prov", "prel")):
        return FigureStatus.PROVISIONAL
    if plain.startswith("estim"):
        return FigureStatus.ESTIMATE
    return FigureStatus.FINAL

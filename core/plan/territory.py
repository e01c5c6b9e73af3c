"""The 17 municipalities of the Área Metropolitana do Porto and their parishes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from resources import resource


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality; `dico` has four digits (district and municipality).

    Area in km² (CAOP2014), centroid in degrees (WGS 84). Population of 2021 is provisional and
    unknown (None) for four of the 17.
    """

    dico: str
    name: str
    district: str
    area_km2: float
    latitude: float
    longitude: float
    population_2011: int
    population_2021_provisional: int | None


@dataclass(frozen=True, slots=True)
class Parish:
    """A parish (freguesia) of the 2013 reform; 2025 changed the grid, so mind `valid_until`."""

    dicofre: str
    dico: str
    name: str
    valid_from: date
    valid_until: date | None


@cache
def load_municipalities() -> tuple[Municipality, ...]:
    """The 17, ordered by code."""
    return tuple(
        Municipality(
            dico=row["dico"],
            name=row["nome"],
            district=row["distrito"],
            area_km2=float(row["area_km2_caop2014"]),
            latitude=float(row["lat"]),
            longitude=float(row["lon"]),
            population_2011=int(row["pop_2011"]),
            population_2021_provisional=int(row["pop_2021_prov"]) if row["pop_2021_prov"] else None,
        )
        for row in _rows("plan/municipios.csv")
    )


@cache
def load_parishes() -> tuple[Parish, ...]:
    """The 173 parishes valid from 2013, ordered by code."""
    return tuple(
        Parish(
            dicofre=row["dicofre"],
            dico=row["dico"],
            name=row["freguesia"],
            valid_from=date.fromisoformat(row["valido_de"]),
            valid_until=date.fromisoformat(row["valido_ate"]) if row["valido_ate"] else None,
        )
        for row in _rows("plan/freguesias.csv")
    )


def municipality_name(dico: str) -> str:
    """The name to show for a code; the code itself if it is not of the 17."""
    return _names().get(dico, dico)


def attribution() -> str:
    """The text to show wherever boundaries or figures of the territory are shown."""
    return resource("plan/ATTRIBUTION.txt").read_text(encoding="utf-8").strip()


@cache
def _names() -> dict[str, str]:
    return {municipality.dico: municipality.name for municipality in load_municipalities()}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resource(name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)

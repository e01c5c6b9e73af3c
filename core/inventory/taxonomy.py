"""The national nomenclature of social responses, as the Carta Social names and codes them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from resources import resource


@dataclass(frozen=True, slots=True)
class SocialResponseType:
    """An entry of the nomenclature. `code` is None where the Carta Social's code is unconfirmed."""

    id: str
    code: str | None
    name: str
    acronym: str
    group: str
    audience: str
    active: bool
    note: str


@cache
def social_response_types() -> tuple[SocialResponseType, ...]:
    """All 77 entries, in the order of the nomenclature."""
    with resource("taxonomies/respostas_sociais.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(
            SocialResponseType(
                id=row["id"],
                code=row["codigo"] or None,
                name=row["nome"],
                acronym=row["sigla"],
                group=row["grupo_nome"],
                audience=row["publico_alvo"],
                active=row["estado"] == "ativa",
                note=row["nota"],
            )
            for row in csv.DictReader(stream)
        )


def social_response_type(type_id: str) -> SocialResponseType:
    """Raises: KeyError if the nomenclature has no such entry."""
    for entry in social_response_types():
        if entry.id == type_id:
            return entry
    raise KeyError(type_id)

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


OTHER = SocialResponseType(
    id="outra", code=None, name="Outra resposta", acronym="", group="", audience="", active=True,
    note="De fora da nomenclatura nacional",
)  # fmt: skip
"""What comes from elsewhere (HSDS) and names no type of the nomenclature."""


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


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Type id → former and everyday names (CAO for CACI, Lar for ERPI…)."""
    found: dict[str, list[str]] = {}
    with resource("taxonomies/sinonimos.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["id"], []).append(row["sinonimo"])
    return {type_id: tuple(names) for type_id, names in found.items()}


def synonyms_of(type_id: str) -> tuple[str, ...]:
    """Other names of a type; none for most."""
    return synonyms().get(type_id, ())


def social_response_type(type_id: str) -> SocialResponseType:
    """Raises: KeyError if the nomenclature has no such entry (`OTHER` is none, and known)."""
    if type_id == OTHER.id:
        return OTHER
    for entry in social_response_types():
        if entry.id == type_id:
            return entry
    raise KeyError(type_id)

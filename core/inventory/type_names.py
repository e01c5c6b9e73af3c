"""What kind of social response a text means: by code, name, acronym, former name, with slips."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from core.inventory.spelling import fold, spelt_out
from core.inventory.taxonomy import social_response_types, synonyms

_BETWEEN = re.compile(
    r"\s*(?:[;|\n\r+•·]|/(?!\s*Acompanhamento|\s*Cantina)|,|\s-\s|\s–\s|\be\b)\s*", re.IGNORECASE
)
_NEAR = 88.0
_CODE = re.compile(r"^\D*(\d{4})\b")


@dataclass(frozen=True, slots=True)
class Meant:
    """A piece of a cell and the type it means; `certain` if it is a name or code of it."""

    piece: str
    type_id: str | None
    certain: bool


def types_in(cell: str) -> tuple[Meant, ...]:
    """The types that a cell names; several, if it names several («Creche / Pré-escolar»)."""
    return _types_in(cell.strip())


@cache
def _types_in(cell: str) -> tuple[Meant, ...]:
    whole = _type_of(cell, fuzzy=False)
    if whole.type_id is not None or not cell:
        return (whole,)
    pieces = [piece for piece in _BETWEEN.split(cell) if piece.strip(" .:()-")]
    if len(pieces) > 1:
        found = [_type_of(piece, fuzzy=True) for piece in pieces]
        # «Centro de Apoio à Vida, Grávidas e Mães» is one name with commas, not three.
        if all(one.type_id is not None for one in found):
            return tuple({one.type_id: one for one in found}.values())
    return (_type_of(cell, fuzzy=True),)


def _type_of(piece: str, *, fuzzy: bool) -> Meant:
    code = _CODE.match(piece)
    if code and code.group(1) in _by_code():
        return Meant(piece, _by_code()[code.group(1)], certain=True)
    names = _by_name()
    key = spelt_out(piece)
    if key in names:
        return Meant(piece, names[key], certain=True)
    bare = spelt_out(re.sub(r"\([^)]*\)", " ", piece))
    if bare in names:
        return Meant(piece, names[bare], certain=True)
    inside = re.search(r"\(([^)]*)\)", piece)
    if inside and spelt_out(inside.group(1)) in names:
        return Meant(piece, names[spelt_out(inside.group(1))], certain=True)
    if fuzzy and len(fold(piece)) > 4:
        from rapidfuzz import fuzz, process

        best = process.extractOne(key, names.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        if best is not None:
            return Meant(piece, names[best[0]], certain=False)
    return Meant(piece, None, certain=False)


@cache
def _by_code() -> dict[str, str]:
    return {one.code: one.id for one in social_response_types() if one.code}


@cache
def _by_name() -> dict[str, str]:
    """Name as compared → type. The first in the nomenclature wins a name that several have."""
    found: dict[str, str] = {}
    for one in social_response_types():
        for name in (one.name, one.acronym, re.sub(r"\s*\([^)]*\)", "", one.name)):
            if name:
                found.setdefault(spelt_out(name), one.id)
    for type_id, names in synonyms().items():
        for name in names:
            found[spelt_out(name)] = type_id
    return found

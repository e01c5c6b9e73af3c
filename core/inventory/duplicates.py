"""Facilities and providers that are probably one, over the whole inventory."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from core.inventory.matching import load_known, same_place
from core.inventory.matching.known import Known, KnownProvider
from core.inventory.matching.places import name_likeness
from core.inventory.merges import distinct_pairs
from core.store import Work

_LIKELY = 0.80
_CROWD = 200
"""A word or a street that so many share tells nothing."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two records (`entity`: facility or provider) that look like one; `sure` if more than likely.

    The one that has stood longer in the inventory is `one`.
    """

    entity: str
    one_id: UUID
    one: str
    other_id: UUID
    other: str
    municipality: str
    score: float
    sure: bool


def find_duplicates(work: Work) -> list[Duplicate]:
    """Pairs to look at, the likeliest first; pairs that somebody said are two are left out."""
    known = load_known(work)
    apart = distinct_pairs(work)
    found = _facilities(known, apart) + _providers(known, apart)
    found.sort(key=lambda one: (-one.sure, -one.score, one.one))
    return found


def _facilities(known: Known, apart: set[tuple[UUID, UUID]]) -> list[Duplicate]:
    found: list[Duplicate] = []
    seen: set[tuple[UUID, UUID]] = set()
    for (municipality, _), sharing in known.words.items():
        if not 1 < len(sharing) <= _CROWD:
            continue
        for at, one in enumerate(sharing):
            for other in sharing[at + 1 :]:
                first, second = (one, other) if one.id < other.id else (other, one)
                pair = (first.id, second.id)
                if pair in seen or pair in apart or first.id == second.id:
                    continue
                seen.add(pair)
                sure, score = same_place(first, second)
                if sure or score >= _LIKELY:
                    found.append(
                        Duplicate(
                            "facility", first.id, first.name, second.id, second.name,
                            municipality, round(score, 3), sure,
                        )
                    )  # fmt: skip
    return found


def _providers(known: Known, apart: set[tuple[UUID, UUID]]) -> list[Duplicate]:
    found: list[Duplicate] = []
    seen: set[tuple[UUID, UUID]] = set()
    groups = [*known.by_nipc.values(), *known.provider_words.values()]
    for sharing in groups:
        if not 1 < len(sharing) <= _CROWD:
            continue
        for at, one in enumerate(sharing):
            for other in sharing[at + 1 :]:
                first, second = (one, other) if one.id < other.id else (other, one)
                pair = (first.id, second.id)
                if pair in seen or pair in apart or first.id == second.id:
                    continue
                seen.add(pair)
                score, sure = _alike(first, second)
                if score >= 0.92 or sure:
                    found.append(
                        Duplicate(
                            "provider", first.id, first.name, second.id, second.name,
                            first.municipality, round(score, 3), sure,
                        )
                    )  # fmt: skip
    return found


def _alike(one: KnownProvider, other: KnownProvider) -> tuple[float, bool]:
    if one.nipc and other.nipc:
        return (1.0, True) if one.nipc == other.nipc else (0.0, False)
    if one.municipality != other.municipality:
        return 0.0, False
    return name_likeness(one.key, other.key), False

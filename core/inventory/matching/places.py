"""Deciding whether two providers or two places are one and the same.

Certain must not be wrong: it needs the same code, or a name that agrees and something besides it
(the tax number, the address, the postal code). A name alone is never more than probable where
another place bears it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from core.inventory.matching.known import Known, KnownPlace, KnownProvider

_SAME_NAME = 0.94
_LIKE_NAME = 0.84
_SAME_STREET = 0.86
_PROBABLE = 0.70
_LEAST_NAME = 0.5
"""Below it, not even the same address and provider make two places probable."""


class Verdict(StrEnum):
    """How sure a match is."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict; the record it speaks of (its summary for comparing), and a score up to 1."""

    verdict: Verdict
    place: KnownPlace | None = None
    provider: KnownProvider | None = None
    score: float = 0.0
    by: str = ""


NEW = Match(Verdict.NEW)


def match_provider(known: Known, asked: KnownProvider) -> Match:
    """By code, tax number, then name."""
    found = known.by_provider_code.get(asked.code, []) if asked.code else []
    if len(found) == 1:
        return Match(Verdict.CERTAIN, provider=found[0], score=1.0, by="code")
    if asked.nipc and (same := known.by_nipc.get(asked.nipc)):
        best = max(same, key=lambda one: _fuzz().token_sort_ratio(one.key, asked.key))
        return Match(Verdict.CERTAIN, provider=best, score=1.0, by="nipc")
    named = [
        one for one in known.by_provider_name.get(asked.key, ())
        if not (one.nipc and asked.nipc)
    ]  # fmt: skip
    near = [one for one in named if one.municipality == asked.municipality]
    if len(near) == 1 or (not near and len(named) == 1 and len(asked.key.split()) > 2):
        return Match(Verdict.CERTAIN, provider=(near or named)[0], score=1.0, by="name")
    if near:
        return Match(Verdict.PROBABLE, provider=near[0], score=0.9, by="name")
    return _like_provider(known, asked)


def _like_provider(known: Known, asked: KnownProvider) -> Match:
    best, score = None, 0.0
    seen: set[int] = set()
    numbers = numbers_in(asked.key)
    for word in set(asked.key.split()):
        sharing = known.provider_words.get(word, ())
        if len(sharing) > 600:
            continue
        for one in sharing:
            if id(one) in seen or (one.nipc and asked.nipc and one.nipc != asked.nipc):
                continue
            seen.add(id(one))
            if one.municipality != asked.municipality or numbers_in(one.key) != numbers:
                continue
            ratio = name_likeness(one.key, asked.key)
            if ratio > score:
                best, score = one, ratio
    if best is not None and score >= _SAME_NAME:
        return Match(Verdict.CERTAIN, provider=best, score=score, by="name")
    if best is not None and score >= _LIKE_NAME:
        return Match(Verdict.PROBABLE, provider=best, score=score, by="name")
    return NEW


def match_facility(known: Known, asked: KnownPlace) -> Match:
    """By code, then name, address, postal code and provider, inside the municipality."""
    if asked.code and (coded := known.by_code.get(asked.code)):
        same = [one for one in coded if one.municipality == asked.municipality]
        if len(same) == 1:
            return Match(Verdict.CERTAIN, place=same[0], score=1.0, by="code")
    exact = [
        one
        for one in known.by_name.get((asked.municipality, asked.key), ())
        if one.provider.id == asked.provider.id
        and (one.street, one.doors, one.postal_code)
        == (asked.street, asked.doors, asked.postal_code)
    ]
    if len(exact) == 1:
        return Match(Verdict.CERTAIN, place=exact[0], score=1.0, by="name")
    words = {*asked.key.split(), *asked.street.split()[:6], asked.postal_code} - {""}
    candidates = known.near(asked.municipality, words)
    candidates += [
        one for one in known.by_provider.get(asked.provider.id, ())[:40]
        if one.municipality == asked.municipality
    ]  # fmt: skip
    candidates += known.by_name.get((asked.municipality, asked.key), ())[:40]
    best, score, certain = None, 0.0, False
    rivals = 0
    for one in dict.fromkeys(candidates):
        sure, likeness = same_place(one, asked)
        if sure and certain:
            rivals += 1
        if (sure, likeness) > (certain, score):
            rivals = 0 if sure and not certain else rivals
            best, score, certain = one, likeness, sure
    if best is None or score < _PROBABLE:
        return NEW
    if certain and rivals and score < 0.99:
        return Match(Verdict.PROBABLE, place=best, score=score, by="several")
    return Match(
        Verdict.CERTAIN if certain else Verdict.PROBABLE, place=best, score=score, by="likeness"
    )


def same_place(one: KnownPlace, other: KnownPlace) -> tuple[bool, float]:
    """Whether two facilities are surely one, and how alike they are (0 to 1).

    What cannot come to be probable any more is not compared to the end: its likeness is 0.
    """
    if one.code and other.code and one.code != other.code:
        return False, 0.0
    if numbers_in(one.key) != numbers_in(other.key):
        # «Polo 1» and «Polo 2» are two.
        return False, 0.0
    provider = _provider_likeness(one.provider, other.provider)
    name = name_likeness(one.key, other.key)
    if name < _LEAST_NAME or (provider < 0 and name < _SAME_NAME):
        return False, 0.0
    street = _street_likeness(one, other)
    postal = _postal_likeness(one, other)
    score = 0.6 * name + 0.25 * (0.55 if street is None else street)
    score += 0.15 * (0.6 if postal is None else postal)
    if provider == 1:
        score = max(score, 0.5 * name + 0.45)
    elif provider < 0:
        score *= 0.8
    place_agrees = (street is not None and street >= _SAME_STREET) or (
        postal == 1.0 and len(one.postal_code) > 4 and (street is None or street > 0.6)
    )
    place_differs = street is not None and street < 0.6 and postal != 1.0
    if name >= _SAME_NAME and place_agrees and provider >= 0:
        return True, score
    if name >= _LIKE_NAME and place_agrees and provider == 1:
        return True, score
    if name >= _SAME_NAME and provider == 1 and not place_differs:
        return True, score
    if name >= _SAME_NAME and place_differs and provider != 1:
        # Two of one name in one municipality at two addresses: homonyms, or it has moved.
        return False, min(score, 0.72)
    return False, score


def name_likeness(one: str, other: str) -> float:
    """0 to 1; the order of words matters little, words left out matter somewhat."""
    if one == other:
        return 1.0
    fuzz = _fuzz()
    sorted_ratio = fuzz.token_sort_ratio(one, other)
    plain = max(sorted_ratio, fuzz.ratio(one, other))
    shared = fuzz.token_set_ratio(one, other)
    if shared >= 95 and min(len(one.split()), len(other.split())) >= 2:
        plain = max(plain, 0.5 * plain + 0.42 * 100)
    return float(plain) / 100


def _street_likeness(one: KnownPlace, other: KnownPlace) -> float | None:
    if not one.street or not other.street:
        return None
    fuzz = _fuzz()
    ratio = max(
        fuzz.token_sort_ratio(one.street, other.street),
        0.95 * fuzz.partial_ratio(one.street, other.street),
    ) / 100  # fmt: skip
    if one.doors and other.doors and not one.doors & other.doors:
        ratio *= 0.8
    return float(ratio)


def _postal_likeness(one: KnownPlace, other: KnownPlace) -> float | None:
    if not one.postal_code or not other.postal_code:
        return None
    if one.postal_code == other.postal_code:
        return 1.0
    return 0.5 if one.postal_code[:4] == other.postal_code[:4] else 0.0


def _provider_likeness(one: KnownProvider, other: KnownProvider) -> int:
    """1 the same, -1 surely two, 0 not known."""
    if one.id == other.id or (one.nipc and one.nipc == other.nipc):
        return 1
    if one.nipc and other.nipc:
        return -1
    return 1 if one.key == other.key else 0


@lru_cache(maxsize=1 << 16)
def numbers_in(key: str) -> tuple[str, ...]:
    """The numbers of a name, in their order."""
    return tuple(word for word in key.split() if word.isdigit() or word in ("i", "ii", "iii", "iv"))


@cache
def _fuzz() -> Any:
    from rapidfuzz import fuzz

    return fuzz

"""What the inventory has, laid out for comparing: by code, tax number, name, and rare words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from uuid import UUID

from sqlalchemy import select

from core.inventory.facilities import Facility, Provider
from core.inventory.spelling import spelt_out
from core.store import Work

_COMMON = 400
"""A word that so many places of one municipality share does not tell them apart."""


_NEAREST = 40


@dataclass(frozen=True, slots=True, eq=False)
class KnownProvider:
    """A provider as it is compared."""

    id: UUID
    name: str
    key: str
    nipc: str
    code: str
    municipality: str


@dataclass(frozen=True, slots=True, eq=False)
class KnownPlace:
    """A facility as it is compared. `street` is its address without the door number."""

    id: UUID
    provider: KnownProvider
    name: str
    key: str
    code: str
    municipality: str
    parish: str
    street: str
    doors: frozenset[str]
    postal_code: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(slots=True)
class Known:
    """All providers and facilities, and the ways to them."""

    providers: dict[UUID, KnownProvider] = field(default_factory=dict)
    by_nipc: dict[str, list[KnownProvider]] = field(default_factory=dict)
    by_provider_code: dict[str, list[KnownProvider]] = field(default_factory=dict)
    by_provider_name: dict[str, list[KnownProvider]] = field(default_factory=dict)
    provider_words: dict[str, list[KnownProvider]] = field(default_factory=dict)
    by_code: dict[str, list[KnownPlace]] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[KnownPlace]] = field(default_factory=dict)
    by_provider: dict[UUID, list[KnownPlace]] = field(default_factory=dict)
    words: dict[tuple[str, str], list[KnownPlace]] = field(default_factory=dict)

    def add_provider(self, one: KnownProvider, *, likeness: bool = True) -> None:
        """Make a provider known; without `likeness` by code, number and whole name only."""
        self.providers[one.id] = one
        if one.nipc:
            self.by_nipc.setdefault(one.nipc, []).append(one)
        if one.code:
            self.by_provider_code.setdefault(one.code, []).append(one)
        self.by_provider_name.setdefault(one.key, []).append(one)
        for word in set(one.key.split()) if likeness else ():
            self.provider_words.setdefault(word, []).append(one)

    def add_place(self, one: KnownPlace, *, likeness: bool = True) -> None:
        """Make a facility known; without `likeness` by code and whole name only."""
        if one.code:
            self.by_code.setdefault(one.code, []).append(one)
        self.by_name.setdefault((one.municipality, one.key), []).append(one)
        if not likeness:
            return
        self.by_provider.setdefault(one.provider.id, []).append(one)
        for word in {*one.key.split(), *one.street.split()[:6], one.postal_code}:
            if word:
                self.words.setdefault((one.municipality, word), []).append(one)

    def near(self, municipality: str, words: set[str]) -> list[KnownPlace]:
        """Places of a municipality that share a rare word; those that share most first."""
        sharing = (self.words.get((municipality, word), ()) for word in words)
        tally = Counter(chain.from_iterable(one for one in sharing if len(one) <= _COMMON))
        return [one for one, _ in tally.most_common(_NEAREST)]


def street_of(address: str) -> tuple[str, frozenset[str]]:
    """An address for comparing: the street spelt out, and its numbers apart."""
    spelt = spelt_out(address)
    numbers = frozenset(re.findall(r"\b\d+\b", spelt))
    street = " ".join(
        word for word in spelt.split() if not word.isdigit() and word not in ("numero", "sn")
    )
    return street, numbers


def load_known(work: Work) -> Known:
    """Everything that stands in the inventory, by columns (not objects)."""
    known = Known()
    for identity, name, nipc, code, scope in work.execute(
        select(Provider.id, Provider.name, Provider.nipc, Provider.code, Provider.scope)
    ):
        known.add_provider(
            KnownProvider(identity, name, spelt_out(name), nipc or "", code or "", scope)
        )
    for row in work.execute(
        select(
            Facility.id, Facility.provider_id, Facility.name, Facility.code, Facility.scope,
            Facility.parish, Facility.address, Facility.postal_code, Facility.latitude,
            Facility.longitude,
        ).order_by(Facility.id)
    ):  # fmt: skip
        street, doors = street_of(row.address or "")
        known.add_place(
            KnownPlace(
                row.id, known.providers[row.provider_id], row.name, spelt_out(row.name),
                row.code or "", row.scope, row.parish or "", street, doors, row.postal_code or "",
                row.latitude, row.longitude,
            )
        )  # fmt: skip
    return known

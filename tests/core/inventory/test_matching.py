"""Matching on labelled rows: certain is not wrong, and little is missed; duplicates are found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from labelled import labelled

from core.inventory import add_facility, add_provider, say_distinct
from core.inventory.duplicates import find_duplicates
from core.inventory.matching import Verdict, match_facility, match_provider


def judged(seed):
    """(certain right, certain wrong, found, to be found, mistakes by kind)"""
    known, rows = labelled(seed)
    right = wrong = found = 0
    mistakes = []
    for row in rows:
        place = row.place
        owner = match_provider(known, place.provider)
        if owner.verdict is Verdict.CERTAIN and owner.provider is not None:
            place = type(place)(
                place.id, owner.provider, place.name, place.key, place.code, place.municipality,
                place.parish, place.street, place.doors, place.postal_code,
            )  # fmt: skip
        match = match_facility(known, place)
        hit = match.place is not None and match.place.id == row.truth
        found += hit and row.truth is not None
        if match.verdict is Verdict.CERTAIN:
            right, wrong = right + hit, wrong + (not hit)
            if not hit:
                mistakes.append((row.how, row.place.name, match.place.name))
        elif row.truth is not None and not hit:
            mistakes.append(("missed " + row.how, row.place.name, ""))
    wanted = sum(row.truth is not None for row in rows)
    return right, wrong, found, wanted, mistakes


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_certain_is_right_and_little_is_missed(seed):
    right, wrong, found, wanted, mistakes = judged(seed)
    assert right / (right + wrong) >= 0.99, mistakes
    assert found / wanted >= 0.95, mistakes
    assert right / wanted > 0.5


def test_duplicates_are_found_and_said_to_be_two(store, places):
    def add(work):
        other = add_provider(work, name="Assoc. Fonte da Aldeia", municipality="1304")
        return add_facility(
            work, provider_id=other, name="C. Social da Fonte", municipality="1304",
            address="R. da Fonte 12", postal_code="4420-001",
        )  # fmt: skip

    twin = store.write_now(add)
    found = store.read(find_duplicates)
    assert {one.entity for one in found} == {"facility", "provider"}
    facility = next(one for one in found if one.entity == "facility")
    assert {facility.one_id, facility.other_id} == {places.centre, twin}
    store.write_now(
        lambda work: say_distinct(work, entity="facility", one_id=twin, other_id=places.centre)
    )
    assert {one.entity for one in store.read(find_duplicates)} == {"provider"}

"""Lists and search: right after every write, whatever is typed, at any depth."""

from __future__ import annotations

import pytest

from core.inventory import (
    EntryFilter,
    OfferKind,
    add_bank_item,
    add_facility,
    add_offer,
    count_by,
    count_entries,
    edit,
    entries_at,
    list_entries,
    points,
    remove,
)
from core.inventory.kinds import BankKind


def titles(store, typed="", **more):
    page = store.read(lambda work: list_entries(work, where=EntryFilter(text=typed, **more)))
    return [(one.title, one.type_id) for one in page.entries]


DAY = ("Centro Social da Fonte", "2103")
HOME = ("Centro Social da Fonte", "2101")
NURSERY = ("Creche O Ninho", "1103")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [DAY, HOME, NURSERY]), ("fonte", [DAY, HOME]), ("FÓNTE", [DAY, HOME]),
        ("nin", [NURSERY]), ("creche maia", [NURSERY]), ("domiciliario", [HOME]),
        ("associação aldeia dia", [DAY]), ("4420", [DAY, HOME]), ("500000000", [DAY, HOME]),
        ("SAD", [HOME]), ("rua da fonte 12", [DAY, HOME]), ("infantario", [NURSERY]),
        # slips of the fingers
        ("crehce", [NURSERY]), ("gondmar", [DAY, HOME]), ("gomdomar dia", [DAY]),
        ("asociacao", [DAY, HOME]), ("xilofone", []),
        # nothing that is typed is taken as a query
        ('"', [DAY, HOME, NURSERY]), ("fonte OR *", []), ("(((", [DAY, HOME, NURSERY]),
        ("c'", [DAY, HOME, NURSERY]),
    ],
)  # fmt: skip
def test_search_as_one_types(store, places, typed, found):
    assert titles(store, typed) == found


def test_the_list_follows_each_write(store, places):
    def change(entity, entity_id, **changes):
        store.write_now(
            lambda work: edit(work, entity=entity, entity_id=entity_id, changes=changes)
        )

    change("provider", places.provider, name="Misericórdia do Vale")
    assert titles(store, "misericordia") == [DAY, HOME]
    assert titles(store, "aldeia") == []
    change("facility", places.centre, name="Casa do Vale")
    assert titles(store, "casa") == [("Casa do Vale", "2103"), ("Casa do Vale", "2101")]
    store.write_now(lambda work: remove(work, entity="social_response", entity_id=places.nursery))
    # A facility that offers nothing is an entry of its own.
    assert titles(store, "ninho") == [("Creche O Ninho", "")]
    store.write_now(lambda work: remove(work, entity="facility", entity_id=places.nursery_facility))
    assert titles(store, "ninho") == []


def test_banks_and_offers_are_found_too(store):
    def add(work):
        add_bank_item(work, bank=BankKind.FOOD, name="Cabazes", municipality="1312", stock=12)
        add_offer(
            work, kind=OfferKind.VOLUNTEERING, title="Companhia a idosos", municipality="1312"
        )

    store.write_now(add)
    assert titles(store, "porto") == [("Cabazes", "food"), ("Companhia a idosos", "volunteering")]
    assert titles(store, "porto", kinds=("offer",)) == [("Companhia a idosos", "volunteering")]


def test_pages_give_each_entry_once_in_any_order(store, places):
    def add(work):
        for number in range(57):
            add_facility(
                work, provider_id=places.provider, name=f"Polo {number % 7}", municipality="1312"
            )

    store.write_now(add)
    for sort in ("title", "capacity", "type", "confirmed_on", "status"):
        for descending in (False, True):
            seen, after = [], None
            while True:
                page = store.read(
                    lambda work, sort=sort, descending=descending, after=after: list_entries(
                        work, sort=sort, descending=descending, after=after, limit=7
                    )
                )
                seen += page.entries
                after = page.after
                if after is None:
                    break
            assert len({one.id for one in seen}) == len(seen) == 60
            jumped = [
                one
                for at in range(0, 60, 9)
                for one in store.read(
                    lambda work, sort=sort, descending=descending, at=at: entries_at(
                        work, offset=at, sort=sort, descending=descending, limit=9
                    )
                )
            ]
            assert jumped == seen
    capacities = [
        one.capacity for one in store.read(lambda work: entries_at(work, offset=0, sort="capacity"))
    ]
    assert capacities[:3] == [40, 60, None]


def test_filters_counts_and_points(store, places):
    def many(**more):
        return store.read(lambda work: count_entries(work, where=EntryFilter(**more)))

    assert many() == 3
    assert many(municipalities=("1304",)) == 2
    assert many(municipalities=("1304",), types=("2103",)) == 1
    assert many(with_vacancies=True) == 1
    assert many(located=False) == 1
    assert many(box=(41.0, -8.6, 41.2, -8.5)) == 2
    assert many(text="fonte", statuses=("closed",)) == 0
    by = store.read(lambda work: count_by(work, field="municipality"))
    assert by == [("1304", 2), ("1306", 1)]
    assert len(store.read(points)) == 2

"""A small inventory whose sums are known by head."""

from __future__ import annotations

from datetime import date

import pytest

from core.inventory import add_facility, add_provider, add_social_response, record_figures
from core.inventory.kinds import FigureKind, Status
from tests.builders import a_store


@pytest.fixture
def store(tmp_path):
    """An empty store, closed afterwards."""
    with a_store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def small(store):
    """Maia: two crèches (40 and unknown) and an ERPI; Porto: one crèche of 60, one closed."""

    def verb(work):
        provider = add_provider(work, name="Casa do Povo", municipality="1306")
        places = {}
        for name, dico, parish, where in (
            ("Norte", "1306", "130616", (41.24, -8.60)),
            ("Sul", "1306", None, None),
            ("Baixa", "1312", "131202", (41.15, -8.61)),
        ):
            more = {"latitude": where[0], "longitude": where[1]} if where else {}
            places[name] = add_facility(
                work, name=name, municipality=dico, provider_id=provider, parish=parish, **more
            )
        kept = {}
        for key, place, kind, more in (
            (
                "a",
                "Norte",
                "1103",
                {"capacity": 40, "served": 30, "confirmed_on": date(2026, 9, 1)},
            ),
            ("b", "Sul", "1103", {}),
            ("c", "Norte", "2107", {"capacity": 20, "served": 20, "waiting": 9}),
            ("d", "Baixa", "1103", {"capacity": 60, "confirmed_on": date(2024, 1, 1)}),
            ("e", "Baixa", "1103", {"capacity": 500, "status": Status.CLOSED}),
        ):
            kept[key] = add_social_response(work, facility_id=places[place], type_id=kind, **more)
        return kept

    made = store.write_now(verb)
    record_on = [(made["a"], 25, date(2023, 5, 1)), (made["a"], 40, date(2025, 5, 1))]
    for identity, places_, day in record_on:
        store.write_now(
            lambda work, i=identity, p=places_, d=day: record_figures(
                work, social_response_id=i, values={FigureKind.CAPACITY: p}, day=d
            )
        )
    return made

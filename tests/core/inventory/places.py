"""A small inventory that tests speak of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from core.inventory import add_facility, add_provider, add_social_response
from core.store import Store


@dataclass(frozen=True, slots=True)
class Places:
    provider: UUID
    centre: UUID
    day_centre: UUID
    home_support: UUID
    nursery_facility: UUID
    nursery: UUID


def some_places(store: Store) -> Places:
    """A day centre with home support in Gondomar, a nursery in Maia."""

    def add(work):
        provider = add_provider(
            work, name="Associação Fonte da Aldeia", municipality="1304", nipc="500000000"
        )
        centre = add_facility(
            work, provider_id=provider, name="Centro Social da Fonte", municipality="1304",
            address="Rua da Fonte, 12", postal_code="4420-001", latitude=41.14, longitude=-8.53,
        )  # fmt: skip
        day = add_social_response(work, facility_id=centre, type_id="2103", capacity=40, served=34)
        home = add_social_response(work, facility_id=centre, type_id="2101", capacity=60, served=60)
        other = add_provider(work, name="Cooperativa Ninho", municipality="1306")
        nursery_facility = add_facility(
            work, provider_id=other, name="Creche O Ninho", municipality="1306"
        )
        nursery = add_social_response(work, facility_id=nursery_facility, type_id="1103")
        return Places(provider, centre, day, home, nursery_facility, nursery)

    return store.write_now(add)

"""A visit that a phone made: of no case study and no facility, and yet a visit like any other."""

from __future__ import annotations

import os
from functools import partial
from uuid import uuid4, uuid5

import pytest

from core.forms import read_form
from core.visits import install_checklist
from core.visits.arrivals import opening_of, read_arrival
from core.visits.arriving import Sender, arrive, place_of_arrival
from tests.builders import NOW
from tests.server.openrosa.submissions import ROOMS, rooms


def arrived(store):
    """What the centre writes of a submission, written here."""
    form = read_form(ROOMS.encode())
    store.write_now(partial(install_checklist, form=form, files=store.files, installed_at=NOW))
    origin = uuid5(uuid4(), "uuid:1")
    place = store.read(
        partial(place_of_arrival, form_id="salas", version="2", named=None, origin=origin,
                edition=origin)
    )  # fmt: skip
    xml = rooms("da Ana", "Sesta", "Jogos", more="<antigo>42 utentes</antigo>")
    store.write_now(
        partial(
            arrive, arrival=read_arrival(xml, form, origin=origin), place=place,
            sender=Sender(uuid4(), "Ana Maia", "1312"),
            opening=opening_of(form, filling_id=place.filling_id, at=NOW), files={}, seen=(),
            at=NOW,
        )
    )  # fmt: skip
    return place


def pictured(sample, name: str) -> None:
    if folder := os.environ.get("TERRENO_PICTURES"):
        sample.window.grab().save(f"{folder}/{name}.png")


def test_it_is_listed_shown_and_opened(sample):
    place = arrived(sample.window.open_store.store)
    sample.go("visits")
    sample.bot.waitUntil(lambda: "Lar da Ana" in "".join(sample.visits()), timeout=20_000)
    pictured(sample, "phone-list")
    sample.window.shell.go("visits", place.visit_id)
    sample.settled()
    sample.until_seen("Chegou por telemóvel, de Ana Maia.")
    assert "42 utentes" in sample.seen()
    pictured(sample, "phone-detail")
    sample.window.actions_.do("filling", place.filling_id)
    sample.settled()
    sample.until_seen("Nome")
    pictured(sample, "phone-filling")


@pytest.mark.parametrize("place", ["today", "sync"])
def test_other_places_open_with_it(sample, place):
    arrived(sample.window.open_store.store)
    sample.go(place)
    sample.settled()
    pictured(sample, f"phone-{place}")

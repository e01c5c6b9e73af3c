"""Whose store this is, and who agreed to be recorded."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from core.people import (
    UnknownConsent,
    UnknownTechnician,
    add_technician,
    list_consents,
    list_technicians,
    record_consent,
    this_is_me,
    who_am_i,
    withdraw_consent,
)
from tests.builders import NOW


def test_a_store_knows_whose_it_is_and_keeps_its_device(store):
    assert store.read(who_am_i) is None

    def introduce(work):
        marta = add_technician(work, name=" Marta ", municipality="1306")
        tiago = add_technician(work, name="Tiago", municipality="0109")
        first = this_is_me(work, technician_id=marta, device_name="Portátil 3", at=NOW)
        second = this_is_me(work, technician_id=tiago, device_name="Portátil 3", at=NOW)
        return first, second

    first, second = store.write_now(introduce)
    assert first.technician.name == "Marta"
    assert first.device_id == second.device_id
    assert store.read(who_am_i) == second
    assert [one.name for one in store.read(list_technicians)] == ["Marta", "Tiago"]
    found = store.read(lambda work: list_technicians(work, municipality="0109"))
    assert [one.name for one in found] == ["Tiago"]


def test_an_unknown_technician_cannot_own_a_store(store):
    with pytest.raises(UnknownTechnician):
        store.write_now(
            lambda work: this_is_me(work, technician_id=uuid4(), device_name="x", at=NOW)
        )


def test_a_consent_holds_from_when_it_was_given_until_it_ends_or_is_withdrawn(store):
    visit = uuid4()
    consent_id = store.write_now(
        lambda work: record_consent(
            work,
            visit_id=visit,
            scope="1304",
            who="Participante A",
            purpose="training",
            text_version="1",
            given_at=NOW,
            until=NOW + timedelta(days=10),
        )
    )
    (consent,) = store.read(lambda work: list_consents(work, visit_id=visit))
    assert consent.holds(at=NOW)
    assert not consent.holds(at=NOW - timedelta(seconds=1))
    assert not consent.holds(at=NOW + timedelta(days=10))

    later = NOW + timedelta(days=2)
    for at in (later, later + timedelta(days=1)):
        store.write_now(lambda work, at=at: withdraw_consent(work, consent_id=consent_id, at=at))
    (consent,) = store.read(lambda work: list_consents(work, visit_id=visit))
    assert consent.withdrawn_at == later
    assert consent.holds(at=later - timedelta(seconds=1))
    assert not consent.holds(at=later)


def test_an_unknown_consent_is_said_so(store):
    with pytest.raises(UnknownConsent):
        store.write_now(lambda work: withdraw_consent(work, consent_id=uuid4(), at=NOW))

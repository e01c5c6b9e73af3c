"""Facilities, what they offer, and the initiatives that can be visited."""

from __future__ import annotations

from uuid import uuid4

import pytest

from core.inventory import (
    UnknownCaseStudy,
    UnknownFacility,
    add_case_study,
    add_facility,
    add_provider,
    add_social_response,
    case_study,
    facility,
    list_case_studies,
    list_facilities,
    social_response_types,
    social_responses_of,
)


def test_the_nomenclature_has_77_entries_and_no_unconfirmed_code():
    entries = social_response_types()
    assert len(entries) == 77
    assert len({entry.id for entry in entries}) == 77
    assert sum(entry.code is not None for entry in entries) == 72
    assert next(one for one in entries if one.code == "2103").name == "Centro de Dia"


def test_a_facility_is_shown_with_its_provider_and_what_it_offers(store):
    def add(work):
        provider = add_provider(work, name="Associação", municipality="1304", legal_nature="IPSS")
        centre = add_facility(
            work, provider_id=provider, name="Centro", municipality="1304", latitude=41.2
        )
        add_social_response(work, facility_id=centre, type_id="2103", capacity=40, served=34)
        return centre

    centre = store.write_now(add)
    shown = store.read(lambda work: facility(work, facility_id=centre))
    assert (shown.name, shown.provider, shown.latitude) == ("Centro", "Associação", 41.2)
    (offer,) = store.read(lambda work: social_responses_of(work, facility_id=centre))
    assert (offer.name, offer.capacity, offer.served) == ("Centro de Dia", 40, 34)
    assert store.read(lambda work: list_facilities(work, municipality="1306")) == []


def test_an_entry_that_the_nomenclature_does_not_have_is_refused(store):
    with pytest.raises(KeyError):
        store.write_now(lambda work: add_social_response(work, facility_id=uuid4(), type_id="9999"))


def test_case_studies_are_listed_by_route(store):
    def add(work):
        provider = add_provider(work, name="Associação", municipality="1304")
        for title, route in (("Tardes", "RF1"), ("Horta", "RF2")):
            add_case_study(
                work, title=title, provider_id=provider, municipality="1304", route_code=route
            )

    store.write_now(add)
    assert [one.title for one in store.read(list_case_studies)] == ["Horta", "Tardes"]
    found = store.read(lambda work: list_case_studies(work, route_code="RF1"))
    assert [(one.title, one.facility) for one in found] == [("Tardes", None)]


def test_what_is_not_there_is_said_so(store):
    with pytest.raises(UnknownFacility):
        store.read(lambda work: facility(work, facility_id=uuid4()))
    with pytest.raises(UnknownCaseStudy):
        store.read(lambda work: case_study(work, case_study_id=uuid4()))

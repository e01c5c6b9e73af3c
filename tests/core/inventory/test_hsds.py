"""HSDS: valid by the official schemas, and there and back without a loss."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from core.inventory import (
    FigureKind,
    SourceKind,
    Status,
    add_source,
    count_entries,
    edit,
    list_entries,
    record_figures,
)
from core.inventory.hsds import hsds_document, read_hsds, take_hsds, write_hsds, write_hsds_tables
from core.inventory.hsds.problems import UnreadableHsds
from core.store.rebuild import rows_from_tables
from tests.builders import a_store

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FOLDER = {"3.0": "3.0", "3.1": "3.1-dev"}
KEPT = ("provider", "facility", "social_response", "figure", "inventory_source")


@pytest.fixture
def rich(store, places):
    def add(work):
        source = add_source(
            work, kind=SourceKind.DOCUMENT, title="Relatório", scope="1304", day=date(2025, 12, 31)
        )
        record_figures(
            work, social_response_id=places.day_centre, values={FigureKind.SERVED: 39},
            day=date(2025, 12, 31), source_id=source,
        )  # fmt: skip
        changes = {
            "fees": "40 €", "languages": ["pt", "en"], "status": Status.SUSPENDED,
            "territory": ["1304", "130408"], "opening_hours": "8h–19h", "contact": "Ana",
            "confirmed_on": date(2026, 1, 2), "attributes": {"Cozinha própria": "Sim"},
        }  # fmt: skip
        edit(work, entity="social_response", entity_id=places.day_centre, changes=changes)
        edit(work, entity="facility", entity_id=places.centre,
             changes={"accessibility": ["Rampa", "Elevador"], "phone": "222"})  # fmt: skip

    store.write_now(add)
    return store


def kept(store):
    rows = store.read(rows_from_tables)
    return {key: row for key, row in rows.items() if key[0] in KEPT}


def errors(folder, name, whole):
    from jsonschema import Draft202012Validator
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    schemas = {
        one.name: json.loads(one.read_text(encoding="utf-8"))
        for one in (folder / "schema").glob("*.json") if one.name != "openapi.json"
    }  # fmt: skip
    registry = Registry().with_resources(
        (key, DRAFT202012.create_resource(value)) for key, value in schemas.items()
    )
    check = Draft202012Validator(
        schemas[name], registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{one.json_path}: {one.message}" for one in check.iter_errors(whole)]


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_the_export_is_valid(rich, shared_folder, version):
    folder = shared_folder / "domain" / "hsds" / FOLDER[version]
    document = rich.read(lambda work: hsds_document(work, version=version))
    assert len(document["services"]) == 3
    for one in document["services"]:
        assert errors(folder, "service.json", one) == []
    assert errors(folder, "service.json", {"id": "x"}) != []
    assert ("capacities" in document["services"][0]) is (version == "3.1")


@pytest.mark.parametrize("version", ["3.0", "3.1"])
@pytest.mark.parametrize("form", ["json", "csv"])
def test_there_and_back_nothing_is_lost(rich, tmp_path, version, form):
    path = tmp_path / ("a.json" if form == "json" else "a")
    write = write_hsds if form == "json" else write_hsds_tables
    assert rich.read(lambda work: write(work, path, version=version)) == 3
    with a_store(tmp_path / "other") as other:
        for made in (True, False):
            document = read_hsds(path)
            counts = other.write_now(
                lambda work, document=document: take_hsds(
                    work, document=document, file_name="a", at=NOW
                )
            )
            assert (counts["made"] > 0, counts["changed"]) == (made, 0)
        assert kept(other) == kept(rich)


@pytest.mark.parametrize("version", ["3.0", "3.1-dev"])
def test_official_examples_are_taken_in(store, shared_folder, version):
    examples = shared_folder / "domain" / "hsds" / version / "examples"
    for name in ("service_full", "service_list", "organization_full", "location",
                 "service_at_location_full", "organization_list"):  # fmt: skip
        document = read_hsds(examples / f"{name}.json")
        store.write_now(
            lambda work, document=document: take_hsds(
                work, document=document, file_name="x", at=NOW
            )
        )
    found = store.read(list_entries).entries
    assert any("Community Counselling" in one.title for one in found)


@pytest.mark.parametrize("name", ["simple", "all_resources"])
def test_the_sample_of_1_1_is_taken_in(store, shared_folder, name):
    folder = shared_folder / "domain" / "hsds" / "sample1x" / name
    document = read_hsds(folder)
    take = {"document": document, "file_name": name, "at": NOW, "municipality": "1312"}
    counts = store.write_now(lambda work: take_hsds(work, **take))
    assert counts["made"] > 0
    assert store.read(count_entries) >= len(document["services"])
    assert store.write_now(lambda work: take_hsds(work, **take)) == {"made": 0, "changed": 0}


def test_our_own_example_knows_its_type_and_place(store, shared_folder):
    document = read_hsds(shared_folder / "domain" / "hsds" / "amp_example.json")
    store.write_now(lambda work: take_hsds(work, document=document, file_name="x", at=NOW))
    (entry,) = store.read(list_entries).entries
    assert (entry.type_id, entry.municipality, entry.capacity, entry.vacancies) == (
        "2101", "1315", 60, 8,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "[]", "{}", "not json", '{"services": [1]}', "[1]"])
def test_what_is_no_hsds_is_refused(tmp_path, text):
    path = tmp_path / "a.json"
    path.write_text(text)
    with pytest.raises(UnreadableHsds):
        read_hsds(path)

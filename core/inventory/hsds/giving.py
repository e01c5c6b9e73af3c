"""From Terreno to HSDS. What HSDS has a place for goes there; every field of ours goes along as an
attribute (`terreno:<field>`, its value as JSON) too, so that it comes back exactly.

https://docs.openreferral.org/en/3.0/hsds/schema_reference.html
"""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select

from core.inventory.editing import fields_of
from core.inventory.facilities import Facility, Provider
from core.inventory.figures import Figure, InventorySource
from core.inventory.hsds.tables import flattened
from core.inventory.kinds import Status
from core.inventory.social_responses import SocialResponse
from core.inventory.taxonomy import social_response_type
from core.plan import load_parishes, municipality_name
from core.store import Work
from core.store.changes import canonical
from core.store.durable import write_whole

Version = Literal["3.0", "3.1"]
OURS = "terreno:"
SCHEME = "https://www.cartasocial.pt/nomenclaturas-e-conceitos"
_STATUS = {
    Status.ACTIVE: "active", Status.SUSPENDED: "temporarily closed", Status.CLOSED: "defunct",
}  # fmt: skip


def hsds_document(
    work: Work, *, version: Version, municipalities: tuple[str, ...] = ()
) -> dict[str, Any]:
    """`services` (each a whole `service`), and the `organizations` and `locations` without any."""
    providers = {one.id: one for one in work.scalars(select(Provider).order_by(Provider.id))}
    facilities = {one.id: one for one in work.scalars(select(Facility).order_by(Facility.id))}
    figures: dict[UUID, list[Figure]] = {}
    for figure in work.scalars(select(Figure).order_by(Figure.id)):
        figures.setdefault(figure.social_response_id, []).append(figure)
    sources = {one.id: one for one in work.scalars(select(InventorySource))}
    services = []
    shown: set[UUID] = set()
    for one in work.scalars(select(SocialResponse).order_by(SocialResponse.id)):
        if municipalities and one.scope not in municipalities:
            continue
        place = facilities[one.facility_id]
        shown |= {place.id, place.provider_id}
        services.append(
            _service(one, place, providers[place.provider_id], figures.get(one.id, []), sources,
                     version=version)
        )  # fmt: skip

    def wanted(row: Any) -> bool:
        return row.id not in shown and (not municipalities or row.scope in municipalities)

    locations = [_location(one) for one in facilities.values() if wanted(one)]
    alone = {facilities[UUID(one["id"])].provider_id for one in locations} - shown
    organizations = [
        _organization(one) for one in providers.values() if wanted(one) or one.id in alone
    ]
    return {
        "hsds": version, "services": services, "organizations": organizations,
        "locations": locations,
    }  # fmt: skip


def write_hsds(
    work: Work, to: Path, *, version: Version, municipalities: tuple[str, ...] = ()
) -> int:
    """Write one JSON file; gives the number of services."""
    document = hsds_document(work, version=version, municipalities=municipalities)
    write_whole(to, json.dumps(document, ensure_ascii=False, indent=1).encode())
    return len(document["services"])


def write_hsds_tables(
    work: Work, to: Path, *, version: Version, municipalities: tuple[str, ...] = ()
) -> int:
    """Write a folder of CSV files, one per table of HSDS; gives the number of services."""
    document = hsds_document(work, version=version, municipalities=municipalities)
    to.mkdir(parents=True, exist_ok=True)
    for name, rows in flattened(document).items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        made = io.StringIO()
        writer = csv.DictWriter(made, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
        write_whole(to / f"{name}.csv", made.getvalue().encode())
    return len(document["services"])


def _service(
    one: SocialResponse, place: Facility, provider: Provider, figures: list[Figure],
    sources: dict[UUID, InventorySource], *, version: Version,
) -> dict[str, Any]:  # fmt: skip
    kind = social_response_type(one.type_id)
    found = {
        "id": str(one.id),
        "name": one.name or f"{kind.name} — {place.name}",
        "status": _STATUS[one.status or place.status or Status.ACTIVE],
        "description": one.note,
        "email": one.email,
        "licenses": one.licence,
        "fees_description": one.fees,
        "assured_date": one.confirmed_on.isoformat() if one.confirmed_on else None,
        "organization_id": str(provider.id),
        "organization": _organization(provider),
        "phones": _phones(one.id, one.phone),
        "contacts": [{"id": _derived(one.id, "contact"), "name": one.contact}]
        if one.contact
        else None,
        "schedules": _schedules(one.id, one.opening_hours),
        "languages": [
            {"id": _derived(one.id, f"language/{code}"), "code": code}
            for code in one.languages or ()
        ],
        "service_areas": [_area(one.id, code) for code in one.territory or [one.scope]],
        "service_at_locations": [
            {"id": _derived(one.id, "at"), "location": _location(place)}
        ],
        "attributes": [
            _nomenclature(one), *_ours(one, "service"), *_figures(one, figures, sources),
        ],
    }  # fmt: skip
    if version == "3.1" and one.capacity is not None:
        found["capacities"] = [_capacity(one, figures, sources)]
    return _without_blanks(found)


def _capacity(
    one: SocialResponse, figures: list[Figure], sources: dict[UUID, InventorySource]
) -> dict[str, Any]:
    days = [figure.day for figure in figures if figure.day]
    source = sources.get(one.source_id) if one.source_id else None
    if source is not None and source.day:
        days.append(source.day)
    said = datetime.combine(max(days, default=date(1970, 1, 1)), time(), UTC)
    free = one.vacancies
    if free is None:
        free = max(0, (one.capacity or 0) - (one.served or 0)) if one.served is not None else 0
    return {
        "id": _derived(one.id, "capacity"),
        "unit": {"id": str(uuid5(NAMESPACE_URL, "terreno/unit/lugar")), "name": "lugar"},
        "available": free, "maximum": one.capacity, "updated": said.isoformat(),
    }  # fmt: skip


def _organization(one: Provider) -> dict[str, Any]:
    identifiers = []
    if one.nipc:
        identifiers.append(
            {"id": _derived(one.id, "nipc"), "identifier_scheme": "PT-NIPC",
             "identifier_type": "NIPC", "identifier": one.nipc}
        )  # fmt: skip
    if one.code:
        identifiers.append(
            {"id": _derived(one.id, "code"), "identifier_type": "Carta Social",
             "identifier": one.code}
        )  # fmt: skip
    return _without_blanks(
        {
            "id": str(one.id), "name": one.name, "description": one.note or one.name,
            "email": one.email, "website": _link(one.website), "legal_status": one.legal_nature,
            "phones": _phones(one.id, one.phone), "organization_identifiers": identifiers,
            "attributes": _ours(one, "organization"),
        }
    )  # fmt: skip


def _location(one: Facility) -> dict[str, Any]:
    parish = next((each.name for each in load_parishes() if each.dicofre == one.parish), None)
    address = {
        "id": _derived(one.id, "address"), "address_1": one.address or "—",
        "city": one.locality or municipality_name(one.scope),
        "region": parish, "state_province": municipality_name(one.scope),
        "postal_code": one.postal_code or "—", "country": "PT", "address_type": "physical",
    }  # fmt: skip
    return _without_blanks(
        {
            "id": str(one.id), "location_type": "physical", "name": one.name,
            "organization_id": str(one.provider_id), "description": one.note,
            "latitude": one.latitude, "longitude": one.longitude, "url": _link(one.website),
            "external_identifier": one.code,
            "external_identifier_type": "Carta Social" if one.code else None,
            "addresses": [_without_blanks(address)], "phones": _phones(one.id, one.phone),
            "accessibility": [
                {"id": _derived(one.id, f"accessibility/{each}"), "description": each}
                for each in one.accessibility or ()
            ],
            "schedules": _schedules(one.id, one.opening_hours),
            "attributes": _ours(one, "location"),
        }
    )  # fmt: skip


def _nomenclature(one: SocialResponse) -> dict[str, Any]:
    kind = social_response_type(one.type_id)
    term = {
        "id": str(uuid5(NAMESPACE_URL, f"{SCHEME}#{kind.id}")), "code": kind.code or kind.id,
        "name": kind.name, "description": kind.group or kind.name,
        "taxonomy": "Respostas Sociais — Carta Social", "language": "pt",
    }  # fmt: skip
    return {
        "id": _derived(one.id, "type"), "link_entity": "service", "link_type": "resposta_social",
        "value": kind.code or kind.id, "taxonomy_term": term,
    }  # fmt: skip


def _ours(row: Any, entity: str) -> list[dict[str, Any]]:
    """Every field that says something, as an attribute."""
    return [
        {"id": _derived(row.id, f"attribute/{name}"), "link_entity": entity,
         "link_type": OURS + name, "value": canonical(value)}
        for name in fields_of(row.__tablename__)
        if (value := getattr(row, name)) is not None
    ]  # fmt: skip


def _figures(
    one: SocialResponse, figures: list[Figure], sources: dict[UUID, InventorySource]
) -> list[dict[str, Any]]:
    told: list[tuple[str, Any]] = [("figure", each) for each in figures]
    used = {each.source_id for each in figures} | {one.source_id}
    told += [("source", row) for key, row in sorted(sources.items()) if key in used]
    return [
        {"id": _derived(one.id, f"{name}/{row.id}"), "link_entity": "service",
         "link_type": f"{OURS}@{name}",
         "value": canonical({"id": row.id} | {
             field: value for field in fields_of(row.__tablename__)
             if (value := getattr(row, field)) is not None})}
        for name, row in told
    ]  # fmt: skip


def _area(identity: UUID, code: str) -> dict[str, Any]:
    parish = next((one.name for one in load_parishes() if one.dicofre == code), None)
    return {
        "id": _derived(identity, f"area/{code}"), "name": parish or municipality_name(code),
        "extent_type": "text", "extent": f"{'DICOFRE' if parish else 'DICO'} {code}",
        "uri": f"urn:pt:ine:{'dicofre' if parish else 'dico'}:{code}",
    }  # fmt: skip


def _phones(identity: UUID, number: str | None) -> list[dict[str, Any]]:
    return [{"id": _derived(identity, "phone"), "number": number}] if number else []


def _schedules(identity: UUID, hours: str | None) -> list[dict[str, Any]]:
    return [{"id": _derived(identity, "schedule"), "description": hours}] if hours else []


def _link(address: str | None) -> str | None:
    return address if address and address.startswith(("http://", "https://")) else None


def _derived(identity: UUID, name: str) -> str:
    return str(uuid5(identity, name))


def _without_blanks(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, "", [])}

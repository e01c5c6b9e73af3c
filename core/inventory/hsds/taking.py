"""From HSDS (1.1 files, 3.0, 3.1) to Terreno, by id: the same file twice changes nothing."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.inspection import inspect

from core.inventory.facilities import Facility, Provider
from core.inventory.figures import Figure, InventorySource
from core.inventory.hsds.giving import OURS
from core.inventory.hsds.problems import UnreadableHsds
from core.inventory.hsds.tables import nested
from core.inventory.imports import InventoryImport
from core.inventory.kinds import Status
from core.inventory.nipc import digits_of, is_nipc
from core.inventory.social_responses import SocialResponse
from core.inventory.taxonomy import OTHER, social_response_types
from core.inventory.type_names import types_in
from core.inventory.undoing import python_value
from core.inventory.workbooks.values import municipality_named
from core.store import GLOBAL, Work, new_id, transaction_of
from core.store.changes import canonical

_STATUS = {
    "active": None, "inactive": Status.SUSPENDED, "temporarily closed": Status.SUSPENDED,
    "defunct": Status.CLOSED,
}  # fmt: skip


def read_hsds(path: Path) -> dict[str, Any]:
    """A JSON file (our document, a page of a list, one object) or a folder of CSV files.

    Raises: UnreadableHsds.
    """
    try:
        if path.is_dir():
            tables = {}
            for one in sorted(path.glob("*.csv")):
                with one.open(encoding="utf-8-sig", newline="") as stream:
                    tables[one.stem] = list(csv.DictReader(stream))
            document = nested(tables)
        else:
            document = _document(json.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise UnreadableHsds(name=path.name, detail=str(error)[:80]) from error
    every = [one for rows in document.values() for one in rows]
    if not every or not all(isinstance(one, dict) and "id" in one for one in every):
        raise UnreadableHsds(name=path.name, detail="services, organizations, locations")
    return document


def take_hsds(
    work: Work, *, document: dict[str, Any], file_name: str, at: datetime,
    municipality: str = GLOBAL,
) -> dict[str, int]:  # fmt: skip
    """Take a document in, in this transaction; gives what was made and changed.

    `municipality`: the DICO of what does not say where it is.
    """
    taker = _Taker(work, municipality)
    for one in document.get("organizations", ()):
        taker.organization(one)
    for one in document.get("locations", ()):
        taker.location(one, None)
    for one in document.get("services", ()):
        taker.service(one)
    work.flush()
    if any(taker.counts.values()):
        work.add(
            InventoryImport(
                id=new_id(), scope=GLOBAL, file_name=file_name, sha256="", fingerprint="hsds",
                imported_at=at, undoes=transaction_of(work), counts=dict(taker.counts),
                undone_at=None,
            )
        )  # fmt: skip
        work.flush()
    return taker.counts


def _document(found: Any) -> dict[str, Any]:
    pages = found.get("contents") if isinstance(found, dict) else None
    if pages is None and isinstance(found, dict) and "services" in found:
        return {name: found.get(name, []) for name in ("services", "organizations", "locations")}
    document: dict[str, Any] = {"services": [], "organizations": [], "locations": []}
    for one in pages if pages is not None else found if isinstance(found, list) else [found]:
        if "location_type" in one:
            document["locations"].append(one)
        elif "status" in one:
            document["services"].append(one)
        elif "location" in one and "service" in one:
            document["services"].append(
                one["service"] | {"service_at_locations": [{"location": one["location"]}]}
            )
        elif "name" in one and "description" in one and "code" not in one:
            document["organizations"].append(one)
    return document


class _Taker:
    def __init__(self, work: Work, municipality: str) -> None:
        self._work, self._municipality = work, municipality
        self._seen: set[tuple[str, UUID]] = set()
        self.counts = {"made": 0, "changed": 0}

    def organization(self, one: dict[str, Any], *, place: str | None = None) -> UUID:
        identity = _identity(one["id"])
        numbers = one.get("organization_identifiers", [])
        nipc = next(
            (each["identifier"] for each in numbers if is_nipc(str(each.get("identifier", "")))),
            str(one.get("tax_id") or ""),
        )
        values = {
            "name": one.get("name") or "?", "legal_nature": one.get("legal_status"),
            "nipc": digits_of(nipc) if is_nipc(nipc) else None, "email": one.get("email"),
            "phone": _first(one, "phones", "number"), "note": one.get("description"),
            "website": one.get("website") or one.get("url"),
        }  # fmt: skip
        self._keep(Provider, identity, place or self._municipality, values, one)
        return identity

    def location(self, one: dict[str, Any], provider: UUID | None) -> UUID:
        identity = _identity(one["id"])
        if provider is None:
            owner = one.get("organization_id")
            known = owner and self._work.get(Provider, _identity(owner))
            provider = known.id if known else self.organization(
                {"id": owner or f"{one['id']}/organization", "name": one.get("name") or "?"}
            )  # fmt: skip
        address: dict[str, Any] = next(iter(one.get("addresses", [])), {})
        latitude, longitude = _number(one.get("latitude")), _number(one.get("longitude"))
        values = {
            "provider_id": provider, "name": one.get("name") or address.get("address_1") or "?",
            "address": _told(address.get("address_1")), "locality": address.get("city"),
            "postal_code": _told(address.get("postal_code")),
            "latitude": None if longitude is None else latitude,
            "longitude": None if latitude is None else longitude,
            "phone": _first(one, "phones", "number"), "website": one.get("url"),
            "note": one.get("description"), "code": one.get("external_identifier"),
            "opening_hours": _hours(one),
            "accessibility": [
                said for each in one.get("accessibility", [])
                if (said := each.get("description") or each.get("accessibility"))
            ] or None,
        }  # fmt: skip
        self._keep(Facility, identity, self._where(address), values, one)
        return identity

    def service(self, one: dict[str, Any]) -> None:
        identity = _identity(one["id"])
        places = [
            each["location"] for each in one.get("service_at_locations", []) if "location" in each
        ]
        address: dict[str, Any] = next(iter(places[0].get("addresses", [])), {}) if places else {}
        where = self._where(address)
        organization = one.get("organization") or {
            "id": one.get("organization_id") or f"{one['id']}/organization", "name": one["name"],
        }  # fmt: skip
        provider = self.organization(organization, place=where)
        if not places:
            places = [{"id": f"{organization['id']}/location", "name": organization.get("name")}]
        facilities = [self.location(each, provider) for each in places]
        capacity: dict[str, Any] = next(iter(one.get("capacities", [])), {})
        values = {
            "facility_id": facilities[0], "type_id": _type_of(one), "name": one["name"],
            "status": _STATUS.get(one.get("status", "active")), "note": one.get("description"),
            "email": one.get("email"), "phone": _first(one, "phones", "number"),
            "fees": one.get("fees_description") or one.get("fees"), "licence": one.get("licenses"),
            "opening_hours": _hours(one), "contact": _first(one, "contacts", "name"),
            "languages": [
                said for each in one.get("languages", [])
                if (said := each.get("code") or each.get("name") or each.get("language"))
            ] or None,
            "capacity": _count(capacity.get("maximum")),
            "vacancies": _count(capacity.get("available")) if capacity else None,
        }  # fmt: skip
        self._keep(SocialResponse, identity, where, values, one)
        for other in facilities[1:]:
            twin = uuid5(identity, str(other))
            values["facility_id"] = other
            self._keep(SocialResponse, twin, where, values, {})
        for name, table in (("source", InventorySource), ("figure", Figure)):
            for each in one.get("attributes", []):
                if each.get("link_type") == f"{OURS}@{name}":
                    told = json.loads(each["value"])
                    own = UUID(told.pop("id"))
                    self._keep_exactly(table, own, {key: canonical(v) for key, v in told.items()})

    def _where(self, address: dict[str, Any]) -> str:
        for said in (address.get("city"), address.get("state_province")):
            if said and (found := municipality_named(str(said))):
                return found
        return self._municipality

    def _keep(
        self, table: type[Any], identity: UUID, scope: str, values: dict[str, Any],
        told: dict[str, Any],
    ) -> None:  # fmt: skip
        ours = {
            each["link_type"].removeprefix(OURS): each["value"]
            for each in told.get("attributes", [])
            if str(each.get("link_type", "")).startswith(OURS) and "@" not in each["link_type"]
        }
        if ours:
            self._keep_exactly(table, identity, ours)
            return
        row = self._work.get(table, identity)
        known = {"scope": scope} | {
            name: value.strip() if isinstance(value, str) else value
            for name, value in values.items()
            if value not in (None, "")
        }
        rest = {
            key: value
            for key, value in told.items()
            if key not in ("organization", "service_at_locations") and value not in (None, "", [])
        }
        if rest and hasattr(table, "attributes"):
            known["attributes"] = {**((row.attributes if row else None) or {}), "hsds": rest}
        if row is not None:
            # A file that does not know where a place is does not move it.
            known.pop("scope")
        self._set(table, identity, row, known)

    def _keep_exactly(self, table: type[Any], identity: UUID, told: dict[str, str]) -> None:
        columns = inspect(table).column_attrs
        values = {
            name: python_value(table, name, value)
            for name, value in told.items()
            if name in columns
        }
        row = self._work.get(table, identity)
        if row is not None:
            values = {
                one.key: values.get(one.key) for one in columns if one.key not in ("id", "scope")
            }
        self._set(table, identity, row, values)

    def _set(self, table: type[Any], identity: UUID, row: Any, values: dict[str, Any]) -> None:
        if (table.__tablename__, identity) in self._seen:
            return
        self._seen.add((table.__tablename__, identity))
        if row is None:
            self._work.add(table(id=identity, **values))
            self._work.flush()
            self.counts["made"] += 1
            return
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
        self.counts["changed"] += bool(changed)


def _type_of(one: dict[str, Any]) -> str:
    known = {each.code: each.id for each in social_response_types() if each.code}
    known |= {each.id: each.id for each in social_response_types()}
    for each in one.get("attributes", []):
        term = each.get("taxonomy_term") or {}
        for said in (each.get("value"), term.get("code")):
            if said in known:
                return known[said]
    found = types_in(str(one.get("name", "")))
    if len(found) == 1 and found[0].certain and found[0].type_id:
        return found[0].type_id
    return OTHER.id


def _hours(one: dict[str, Any]) -> str | None:
    said = []
    for each in one.get("schedules", []):
        days = each.get("byday") or each.get("weekday") or ""
        times = "–".join(filter(None, (each.get("opens_at"), each.get("closes_at"))))
        said.append(" ".join(filter(None, (each.get("description"), str(days), times))))
    return "; ".join(filter(None, said)) or None


def _first(one: dict[str, Any], name: str, field: str) -> str | None:
    rows: Iterable[Any] = one.get(name) or ()
    return next((str(each[field]) for each in rows if each.get(field)), None)


def _told(text: str | None) -> str | None:
    return None if text in (None, "—") else text


def _number(value: Any) -> float | None:
    return None if value in (None, "") else float(value)


def _count(value: Any) -> int | None:
    return None if value in (None, "") else int(float(value))


def _identity(said: str) -> UUID:
    if re.fullmatch(r"[0-9a-fA-F-]{32,36}", said):
        return UUID(said)
    return uuid5(NAMESPACE_URL, f"hsds/{said}")

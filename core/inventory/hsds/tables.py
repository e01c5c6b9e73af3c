"""HSDS as files of rows and as nested objects: the one from the other."""

from __future__ import annotations

from typing import Any

# List inside an object → name of its table, with the column that leads back.
NESTED = {
    "phones": "phones", "contacts": "contacts", "schedules": "schedules",
    "languages": "languages", "service_areas": "service_areas",
    "service_at_locations": "service_at_location", "capacities": "service_capacities",
    "cost_options": "cost_options", "required_documents": "required_documents",
    "funding": "funding", "addresses": "addresses", "accessibility": "accessibility",
    "organization_identifiers": "organization_identifiers", "programs": "programs",
}  # fmt: skip
ONE = {
    "location": ("locations", "location_id"), "organization": ("organizations", "organization_id"),
    "taxonomy_term": ("taxonomy_terms", "taxonomy_term_id"), "unit": ("units", "unit_id"),
}  # fmt: skip
# HSDS 1.1 and 3.x name some tables otherwise.
ALIASES = {
    "services_at_location": "service_at_location", "service_at_locations": "service_at_location",
    "physical_addresses": "addresses", "regular_schedules": "schedules",
    "accessibility_for_disabilities": "accessibility", "service_capacity": "service_capacities",
}  # fmt: skip
_ENTITY = {
    "services": "service", "organizations": "organization", "locations": "location",
    "service_at_location": "service_at_location", "contacts": "contact", "phones": "phone",
}  # fmt: skip


def flattened(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Table → rows, each once, of a document of services, organizations and locations."""
    tables: dict[str, dict[str, dict[str, Any]]] = {}

    def put(table: str, whole: dict[str, Any], back: dict[str, str]) -> None:
        row = dict(back)
        for name, value in whole.items():
            if name == "attributes":
                for each in value:
                    put("attributes", each, {"link_id": whole["id"]})
            elif name in NESTED and isinstance(value, list):
                owner = f"{_ENTITY.get(table, table)}_id"
                for each in value:
                    put(NESTED[name], each, {owner: whole["id"]})
            elif name in ONE and isinstance(value, dict):
                kind, column = ONE[name]
                row[column] = value["id"]
                put(kind, value, {})
            elif not isinstance(value, (list, dict)):
                row[name] = value
        tables.setdefault(table, {})[whole["id"]] = row

    for name in ("services", "organizations", "locations"):
        for one in document.get(name, ()):
            put(name, one, {})
    return {name: list(rows.values()) for name, rows in tables.items()}


def nested(tables: dict[str, list[dict[str, str]]]) -> dict[str, Any]:
    """A document again, from rows; blank cells are left out."""
    rows = {
        ALIASES.get(name, name): [
            {column: value for column, value in row.items() if column and value not in ("", None)}
            for row in each
        ]
        for name, each in tables.items()
        if name not in ("regular_schedules", "holiday_schedules") or "schedules" not in tables
    }
    by_id = {name: {row["id"]: row for row in each if "id" in row} for name, each in rows.items()}
    _hang_up(rows, by_id)
    for row in rows.get("attributes", ()):
        for each in by_id.values():
            whole = each.get(row.get("link_id", ""))
            if whole is not None:
                whole.setdefault("attributes", []).append(row)  # type: ignore[arg-type,attr-defined]
    for row in rows.get("service_at_location", ()):
        place = by_id.get("locations", {}).get(row.get("location_id", ""))
        if place is not None:
            row["location"] = place  # type: ignore[assignment]
    for row in rows.get("services", ()):
        owner_row = by_id.get("organizations", {}).get(row.get("organization_id", ""))
        if owner_row is not None:
            row["organization"] = owner_row  # type: ignore[assignment]
    return {name: rows.get(name, []) for name in ("services", "organizations", "locations")}


def _hang_up(
    rows: dict[str, list[dict[str, str]]], by_id: dict[str, dict[str, dict[str, str]]]
) -> None:
    """Rows into the lists of what they belong to."""
    for row in rows.get("attributes", ()):
        term = by_id.get("taxonomy_terms", {}).get(str(row.get("taxonomy_term_id")))
        if term is not None:
            row["taxonomy_term"] = term  # type: ignore[assignment]
    for key, table in NESTED.items():
        for owner, entity in _ENTITY.items():
            for row in rows.get(table, ()):
                whole = by_id.get(owner, {}).get(row.get(f"{entity}_id", ""))
                if whole is not None and whole is not row:
                    whole.setdefault(key, []).append(row)  # type: ignore[arg-type,attr-defined]

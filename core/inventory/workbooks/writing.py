"""The inventory given out: an official-looking workbook, CSV and GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from core.inventory.facilities import Facility, Provider
from core.inventory.kinds import Status
from core.inventory.social_responses import SocialResponse
from core.inventory.taxonomy import social_response_type, social_response_types
from core.inventory.workbooks.fields import FIELDS, IN_ATTRIBUTES, UNKNOWN, Field
from core.inventory.workbooks.safe_cells import delimited, put
from core.plan import attribution, load_municipalities, load_parishes, municipality_name
from core.store import Work
from core.store.durable import write_whole

_SKIPPED = frozenset({"facility.coordinates", "figures.day"})
COLUMNS = tuple(one for one in FIELDS if one.key not in _SKIPPED)
_WORDS = {Status.ACTIVE: "Ativa", Status.SUSPENDED: "Suspensa", Status.CLOSED: "Encerrada"}
_WIDE, _NARROW = 40, 14


def rows_of(work: Work, *, municipalities: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    """Every social response with its facility and provider; key of the field → value."""
    query = (
        select(SocialResponse, Facility, Provider)
        .join(Facility, Facility.id == SocialResponse.facility_id)
        .join(Provider, Provider.id == Facility.provider_id)
        .order_by(SocialResponse.scope, Facility.name, SocialResponse.id)
        .execution_options(yield_per=1000)
    )
    if municipalities:
        query = query.where(SocialResponse.scope.in_(municipalities))
    parishes = {one.dicofre: one.name for one in load_parishes()}
    for service, facility, provider in work.execute(query):
        parts = {"provider": provider, "facility": facility, "social_response": service}
        row: dict[str, Any] = {"_id": service.id}
        for one in COLUMNS:
            table, _, column = one.key.partition(".")
            row[one.key] = (
                facility.scope if column == "municipality" else getattr(parts[table], column)
            )
        row["facility.municipality"] = municipality_name(facility.scope)
        row["facility.parish"] = parishes.get(facility.parish or "", facility.parish)
        row["social_response.type_id"] = social_response_type(service.type_id).name
        row["social_response.status"] = _WORDS[service.status or facility.status or Status.ACTIVE]
        for key, value in row.items():
            if isinstance(value, list):
                row[key] = "; ".join(value)
        row.update(_kept(facility.attributes))
        row.update(_kept(service.attributes))
        yield row


def _kept(attributes: dict[str, Any] | None) -> dict[str, Any]:
    """What was kept of offices' columns, by key."""
    told: dict[str, Any] = (attributes or {}).get(IN_ATTRIBUTES) or {}
    return {UNKNOWN + title: value for title, value in told.items()}


def kept_columns(work: Work, *, municipalities: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The keys of all columns that offices had and no field fits, by title."""
    keys: set[str] = set()
    for table in (Facility, SocialResponse):
        query = select(table.attributes).where(table.attributes.is_not(None))
        if municipalities:
            query = query.where(table.scope.in_(municipalities))
        for attributes in work.scalars(query):
            keys.update(_kept(attributes))
    return tuple(sorted(keys))


def _columns(work: Work, municipalities: tuple[str, ...]) -> tuple[Field, ...]:
    """The fields, then what offices' own columns said."""
    kept = kept_columns(work, municipalities=municipalities)
    own = (Field(key, "other", key.removeprefix(UNKNOWN), ()) for key in kept)
    return (*COLUMNS, *own)


def write_official(
    work: Work, to: Path, *, at: datetime, municipalities: tuple[str, ...] = ()
) -> int:
    """A workbook with frozen header, filter, lists to choose from, and a sheet of notes."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Inventário"
    columns = _columns(work, municipalities)
    for at_column, one in enumerate(columns, start=1):
        cell = sheet.cell(1, at_column)
        put(cell, one.label)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E5F")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        wide = one.kind in ("name", "type") or one.key.endswith(("address", "note"))
        sheet.column_dimensions[get_column_letter(at_column)].width = _WIDE if wide else _NARROW
    many = 0
    for many, row in enumerate(rows_of(work, municipalities=municipalities), start=1):
        for at_column, one in enumerate(columns, start=1):
            if row.get(one.key) is not None:
                put(sheet.cell(many + 1, at_column), row[one.key])
    sheet.freeze_panes = "B2"
    last = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A1:{last}{many + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    lists = book.create_sheet("Listas")
    keys = [one.key for one in COLUMNS]
    choices = {
        "facility.municipality": [one.name for one in load_municipalities()],
        "social_response.type_id": [one.name for one in social_response_types()],
        "social_response.status": list(_WORDS.values()),
    }
    for place, (key, values) in enumerate(choices.items(), start=1):
        for number, value in enumerate(values, start=1):
            put(lists.cell(number, place), value)
        letter = get_column_letter(place)
        rule = DataValidation(
            type="list", formula1=f"Listas!${letter}$1:${letter}${len(values)}", allow_blank=True
        )
        own = get_column_letter(keys.index(key) + 1)
        rule.add(f"{own}2:{own}{many + 500}")
        sheet.add_data_validation(rule)
    lists.sheet_state = "hidden"
    notes = book.create_sheet("Notas")
    for number, line in enumerate(
        (
            "Inventário das respostas sociais",
            f"Exportado em {at:%Y-%m-%d %H:%M} UTC; {many} respostas sociais.",
            "Cada linha é uma resposta social num equipamento. Células vazias nada dizem.",
            "Pode corrigir ou acrescentar linhas e voltar a importar este ficheiro no Terreno.",
            attribution(),
        ),
        start=1,
    ):
        put(notes.cell(number, 1), line)
    notes.column_dimensions["A"].width = 100
    book.properties.creator = "Terreno"
    made = io.BytesIO()
    book.save(made)
    write_whole(to, made.getvalue())
    return many


def write_csv(work: Work, to: Path, *, municipalities: tuple[str, ...] = ()) -> int:
    """Semicolons and UTF-8 with a mark, as a Portuguese Excel opens it. Gives the rows written."""
    many = 0
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";")
    columns = _columns(work, municipalities)
    writer.writerow(delimited(one.label) for one in columns)
    for row in rows_of(work, municipalities=municipalities):
        many += 1
        writer.writerow(delimited(row.get(one.key)) for one in columns)
    write_whole(to, made.getvalue().encode("utf-8-sig"))
    return many


def write_geojson(work: Work, to: Path, *, municipalities: tuple[str, ...] = ()) -> int:
    """RFC 7946, WGS 84: one point for each social response whose facility has coordinates."""
    features = []
    columns = _columns(work, municipalities)
    for row in rows_of(work, municipalities=municipalities):
        latitude, longitude = row["facility.latitude"], row["facility.longitude"]
        if latitude is None or longitude is None:
            continue
        told = {
            one.label: str(value) if not isinstance(value, (int, float)) else value
            for one in columns
            if (value := row.get(one.key)) is not None and "tude" not in one.key
        }
        features.append(
            {
                "type": "Feature",
                "id": str(row["_id"]),
                "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
                "properties": told,
            }
        )
    whole = {"type": "FeatureCollection", "features": features}
    write_whole(to, json.dumps(whole, ensure_ascii=False, indent=1).encode())
    return len(features)

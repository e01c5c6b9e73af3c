"""The visits that a phone can choose from: the media file `terreno_visits.csv`, made when asked.

A check-list that brings a file of this name (with whatever is in it) for the choices of its node
`terreno_visit` is given the visits that are planned or underway instead.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

from sync.server.openrosa.catalogue import rows_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

NAME = "terreno_visits.csv"
_OPEN = ("planned", "underway")


def visits_csv(connection: Connection, organisation: str, form_id: str) -> bytes:
    """`name` (the visit's id) and `label` (title and day) of each open visit of a check-list."""
    versions = {
        str(identity)
        for identity, row in rows_of(connection, "checklist_version", organisation).items()
        if row.get("form_id") == form_id
    }
    visits = [
        (str(row.get("planned_for", "")), str(row.get("title", "")), str(identity))
        for identity, row in rows_of(connection, "visit", organisation).items()
        if row.get("checklist_version_id") in versions and row.get("state") in _OPEN
    ]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["name", "label"])
    for planned_for, title, identity in sorted(visits):
        writer.writerow([identity, f"{title} ({_day(planned_for)})"])
    return out.getvalue().encode()


def _day(text: str) -> str:
    return datetime.fromisoformat(text).strftime("%d/%m/%Y") if text else ""

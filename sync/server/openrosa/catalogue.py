"""Which check-lists a phone may have: read from the log's heads, no store is needed for it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from core.store.changes import Change, FieldHead
from core.store.heads import row_state
from core.store.mapping import GLOBAL
from sync.protocol.operations import COLUMNS, operation_of
from sync.server.tables import FileScope, StoredFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection, Select

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file that a form uses, under the name it calls it by."""

    name: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class ServedForm:
    """A version of a check-list that phones can download whole. `xml`: its XForm."""

    id: UUID
    form_id: str
    version: str
    title: str
    installed_at: str
    xml: FormFile
    media: tuple[FormFile, ...]


def served_forms(connection: Connection, organisation: str) -> list[ServedForm]:
    """The newest version of each check-list, by title, of those that are here with all files."""
    newest: dict[str, ServedForm] = {}
    for one in all_forms(connection, organisation):
        known = newest.get(one.form_id)
        if known is None or (known.installed_at, known.version) < (one.installed_at, one.version):
            newest[one.form_id] = one
    return sorted(newest.values(), key=lambda one: (one.title.casefold(), one.form_id))


def all_forms(connection: Connection, organisation: str) -> list[ServedForm]:
    """Every version that is here with all its files, for an organisation."""
    scopes = {GLOBAL, organisation}
    versions = _rows(connection, "checklist_version", scopes)
    media = _rows(connection, "checklist_media", scopes)
    wanted = {_uuid(row.get("xml_id")) for row in versions.values()}
    wanted |= {_uuid(row.get("attachment_id")) for row in media.values()}
    files = _files(connection, {one for one in wanted if one is not None}, scopes)
    beside: dict[UUID | None, list[FormFile | None]] = defaultdict(list)
    for row in media.values():
        found = files.get(_uuid(row.get("attachment_id")))
        name = str(row.get("name", ""))
        beside[_uuid(row.get("checklist_version_id"))].append(
            FormFile(name, found.sha256, found.size, found.media_type) if found else None
        )
    forms: list[ServedForm] = []
    for identity, row in versions.items():
        xml = files.get(_uuid(row.get("xml_id")))
        around = beside.get(identity, [])
        if xml is None or None in around:
            continue  # a laptop has still to bring it
        forms.append(
            ServedForm(
                id=identity, form_id=str(row.get("form_id", "")),
                version=str(row.get("version", "")), title=str(row.get("title", "")),
                installed_at=str(row.get("installed_at", "")), xml=xml,
                media=tuple(sorted((one for one in around if one), key=lambda one: one.name)),
            )
        )  # fmt: skip
    return forms


def knows_form(connection: Connection, organisation: str, form_id: str) -> bool:
    """Whether a check-list of this form id is installed for an organisation."""
    rows = _rows(connection, "checklist_version", {GLOBAL, organisation})
    return any(row.get("form_id") == form_id for row in rows.values())


def rows_of(connection: Connection, entity: str, organisation: str) -> dict[UUID, dict[str, Any]]:
    """The rows of a table that an organisation sees, as their heads show them; values as JSON."""
    return _rows(connection, entity, {GLOBAL, organisation})


def _rows(connection: Connection, entity: str, scopes: set[str]) -> dict[UUID, dict[str, Any]]:
    return _shown(
        connection, [_heads().where(Change.entity == entity, Change.scope.in_(scopes))]
    )  # fmt: skip


def _files(
    connection: Connection, ids: Collection[UUID], scopes: set[str]
) -> dict[UUID | None, FormFile]:
    """Attachments that are at the centre whole and may be read in one of the scopes."""
    asked = sorted(ids, key=lambda one: one.bytes)
    rows = _shown(
        connection,
        [
            _heads().where(
                Change.entity == "attachment", Change.scope.in_(scopes),
                Change.entity_id.in_(asked[at : at + _CHUNK]),
            )
            for at in range(0, len(asked), _CHUNK)
        ],
    )  # fmt: skip
    sizes = dict(
        connection.execute(
            select(StoredFile.sha256, StoredFile.size)
            .join(FileScope, FileScope.sha256 == StoredFile.sha256)
            .where(
                FileScope.scope.in_(scopes),
                StoredFile.sha256.in_({row.get("sha256") for row in rows.values()}),
            )
        ).all()
    )
    return {
        identity: FormFile(
            str(row.get("name", "")), row["sha256"], sizes[row["sha256"]],
            str(row.get("media_type", "")),
        )
        for identity, row in rows.items()
        if row.get("sha256") in sizes
    }  # fmt: skip


def _heads() -> Select[Any]:
    return select(*COLUMNS).join(
        FieldHead,
        (FieldHead.change_id == Change.id)
        & (FieldHead.entity_id == Change.entity_id)
        & (FieldHead.entity == Change.entity)
        & (FieldHead.field == Change.field),
    )


def _shown(connection: Connection, queries: Iterable[Select[Any]]) -> dict[UUID, dict[str, Any]]:
    """The rows as their heads show them, without those that are gone."""
    heads: dict[UUID, list[Any]] = defaultdict(list)
    for query in queries:
        for row in connection.execute(query).mappings():
            heads[row["entity_id"]].append(operation_of(row))
    states = {identity: row_state(found) for identity, found in heads.items()}
    return {
        identity: {name: json.loads(value) for name, value in state.values.items()}
        for identity, state in states.items()
        if not state.deleted
    }


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None

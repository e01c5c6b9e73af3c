"""What the page tells: who has synced when, what waits, what is in dispute, what lies where.

Everything is asked for the eyes of one person: a coordinator's questions never leave the own
municipality. Values of fields are not read at all.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, make_url, or_, select, text

from core.store.changes import DELETED, AwaitedParent, FieldHead
from core.store.heads import row_state
from sync.centre.tables import ScopeHead
from sync.replica.disputes import FOLLOWS
from sync.replica.incoming import heads_here
from sync.server import devices
from sync.server.openrosa import inbox
from sync.server.openrosa.collectors import list_collectors
from sync.server.tables import AuditEntry, EnrolCode, FileScope, FileUpload, StoredFile
from sync.server.web.tables import PersonRow

if TYPE_CHECKING:
    from sync.protocol.operations import Operation
    from sync.server.devices import AuditSummary, CodeSummary, DeviceSummary
    from sync.server.openrosa.inbox import SubmissionSummary
    from sync.server.site import Site
    from sync.server.web.people import Person

LONG = timedelta(days=14)
"""A laptop that has not come for longer is told."""
MOST_CONFLICTS = 500
_COUNTER_BITS = 16
_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Seen:
    """A laptop and whether somebody should ask after it."""

    device: DeviceSummary
    state: str
    """`fine`, `long`, `never`, `out`, `wipe` (to be wiped at its next contact), `wiped`; `door`: no
    laptop, but the centre's own device that carries in what phones bring."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in."""

    device: UUID
    name: str
    organisation: str
    size: int
    place: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """What has not come, or could not be taken."""

    devices: list[DeviceSummary]
    uploads: list[Upload]
    submissions: list[SubmissionSummary]
    awaited: int
    """Changes that others name as their cause and that have not come; told to the AMP only."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with values that stand against each other; which, is seen on a laptop."""

    organisation: str
    entity: str
    entity_id: UUID
    field: str
    sides: int
    devices: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class ScopeSpace:
    """What one scope takes."""

    scope: str
    operations: int
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Space:
    """What lies at the centre. The whole is told to the AMP only: zero elsewhere."""

    scopes: list[ScopeSpace]
    files: int
    size: int
    database: int
    free: int
    keep_free: int


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of the audit trail. `more`: there are older lines."""

    lines: list[AuditSummary]
    names: dict[str, str]
    actions: list[str]
    more: bool


def laptops(connection: Connection, person: Person, *, at: datetime) -> list[Seen]:
    """Every laptop that is seen: those that need asking after first, longest away first."""
    doors = set(
        connection.execute(
            select(AuditEntry.subject).where(
                AuditEntry.action == "door.enrolled", AuditEntry.actor == "centre"
            )
        ).scalars()
    )
    found = [
        Seen(one, "door" if str(one.id) in doors else _state(one, at))
        for one in devices.list_devices(connection)
        if person.sees(one.organisation)
    ]
    order = {"never": 0, "long": 0, "wipe": 1, "fine": 2, "door": 3, "wiped": 4, "out": 4}
    long_ago = datetime(1970, 1, 1, tzinfo=UTC)
    return sorted(found, key=lambda one: (order[one.state], one.device.seen_at or long_ago))


def _state(one: DeviceSummary, at: datetime) -> str:
    if one.wiped_at is not None:
        return "wiped"
    if one.revoked_at is not None:
        return "wipe" if one.wipe else "out"
    if one.seen_at is None:
        return "never"
    return "long" if at - one.seen_at > LONG else "fine"


def waiting(connection: Connection, person: Person) -> Waiting:
    """What laptops said they have still to send, files under way, submissions not taken yet."""
    here = {
        one.id: one for one in devices.list_devices(connection) if person.sees(one.organisation)
    }
    uploads = [
        Upload(
            row.device, here[row.device].name, here[row.device].organisation, row.size, row.place,
            row.expires_at,
        )
        for row in connection.execute(
            select(FileUpload.device, FileUpload.size, FileUpload.place, FileUpload.expires_at)
            .where(FileUpload.received.is_(False))
            .order_by(FileUpload.expires_at.desc())
        )
        if row.device in here
    ]  # fmt: skip
    return Waiting(
        devices=[
            one
            for one in here.values()
            if one.revoked_at is None and (one.waiting or one.refused)
        ],
        uploads=uploads,
        submissions=[
            one
            for one in inbox.list_submissions(connection)
            if person.sees(one.organisation) and one.state != inbox.APPLIED
        ],
        awaited=(
            connection.execute(select(func.count()).select_from(AwaitedParent)).scalar_one()
            if person.everywhere
            else 0
        ),
    )  # fmt: skip


def conflicts(connection: Connection, person: Person) -> dict[str, list[Conflict]]:
    """Open conflicts by organisation, the newest first, as the laptops list them."""
    several = (
        select(FieldHead.entity, FieldHead.entity_id)
        .group_by(FieldHead.entity_id, FieldHead.entity, FieldHead.field)
        .having(func.count() > 1)
    )
    removed = select(FieldHead.entity, FieldHead.entity_id).where(FieldHead.field == DELETED)
    rows = sorted({(one.entity, one.entity_id) for one in connection.execute(several)}
                  | {(one.entity, one.entity_id) for one in connection.execute(removed)},
                  key=lambda key: key[1].bytes)  # fmt: skip
    names = {one.id: one.name for one in devices.list_devices(connection)}
    found: dict[str, list[Conflict]] = defaultdict(list)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        part = rows[start : start + _ROWS_AT_ONCE]
        for (entity, entity_id), heads in heads_here(connection, part).items():
            for field in row_state(heads).disputed - FOLLOWS.get(entity, frozenset()):
                one = _conflict(entity, entity_id, field, heads, names)
                if person.sees(one.organisation):
                    found[one.organisation].append(one)
    return {
        scope: sorted(found[scope], key=lambda one: one.at, reverse=True) for scope in sorted(found)
    }


def _conflict(
    entity: str, entity_id: UUID, field: str, heads: list[Operation], names: dict[UUID, str]
) -> Conflict:
    own = [one for one in heads if one.field == field]
    if field == DELETED:
        seen = {parent for one in own for parent in one.parents}
        rivals = own + [one for one in heads if one.field != DELETED and one.id not in seen]
        sides = 2
    else:
        rivals, sides = own, len({one.value for one in own})
    newest = max(one.hlc if one.eff is None else one.eff for one in rivals)
    return Conflict(
        organisation=own[0].scope, entity=entity, entity_id=entity_id, field=field, sides=sides,
        devices=tuple(
            sorted({names.get(one.device, "") or str(one.device)[:8] for one in rivals})
        ),
        at=datetime.fromtimestamp((newest >> _COUNTER_BITS) / 1000, tz=UTC),
    )  # fmt: skip


def space(connection: Connection, person: Person, site: Site) -> Space:
    """Operations and files of each scope that is seen; of the whole, for the AMP."""
    operations: dict[str, int] = {
        row.scope: row.seq for row in connection.execute(select(ScopeHead.scope, ScopeHead.seq))
    }
    files = {
        row.scope: (row.count, int(row.size or 0))
        for row in connection.execute(
            select(
                FileScope.scope,
                func.count().label("count"),
                func.sum(StoredFile.size).label("size"),
            )
            .join(StoredFile, StoredFile.sha256 == FileScope.sha256)
            .group_by(FileScope.scope)
        )
    }
    scopes = [
        ScopeSpace(scope, operations.get(scope, 0), *files.get(scope, (0, 0)))
        for scope in sorted(operations.keys() | files.keys())
        if person.sees(scope)
    ]
    if not person.everywhere:
        return Space(scopes, 0, 0, 0, 0, 0)
    whole = connection.execute(
        select(func.count().label("count"), func.sum(StoredFile.size).label("size")).select_from(
            StoredFile
        )
    ).one()
    folder = site.config.files_folder
    while not folder.exists() and folder.parent != folder:
        folder = folder.parent
    return Space(
        scopes=scopes, files=whole[0], size=int(whole.size or 0),
        database=_database_size(connection, site.config.database),
        free=shutil.disk_usage(folder).free, keep_free=site.config.keep_free,
    )  # fmt: skip


def _database_size(connection: Connection, url: str) -> int:
    if connection.dialect.name == "postgresql":
        return int(
            connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        )
    file = make_url(url).database
    return Path(file).stat().st_size if file and Path(file).is_file() else 0


def codes(connection: Connection, person: Person, *, at: datetime) -> list[CodeSummary]:
    """The codes that still open, of the organisations that are seen."""
    return [one for one in devices.open_codes(connection, at=at) if person.sees(one.organisation)]


def trail(
    connection: Connection, person: Person, *, action: str = "", who: str = "",
    since: datetime | None = None, until: datetime | None = None, page: int = 0, size: int = 100,
) -> Trail:  # fmt: skip
    """The audit trail, newest first, of what concerns the devices and codes that are seen."""
    names = _names(connection, person)
    asked: list[ColumnElement[bool]] = []
    if not person.everywhere:
        asked.append(or_(AuditEntry.subject.in_(names), AuditEntry.actor.in_(names)))
    actions = list(
        connection.execute(
            select(AuditEntry.action).where(*asked).distinct().order_by(AuditEntry.action)
        ).scalars()
    )
    if action:
        asked.append(AuditEntry.action == action)
    if who.strip():
        ids = [one for one, name in names.items() if who.strip().casefold() in name.casefold()]
        ids.append(who.strip())
        asked.append(or_(AuditEntry.subject.in_(ids), AuditEntry.actor.in_(ids)))
    if since is not None:
        asked.append(AuditEntry.at >= since)
    if until is not None:
        asked.append(AuditEntry.at < until)
    rows = connection.execute(
        select(
            AuditEntry.at, AuditEntry.actor, AuditEntry.action, AuditEntry.subject,
            AuditEntry.detail,
        )
        .where(*asked)
        .order_by(AuditEntry.number.desc())
        .offset(page * size)
        .limit(size + 1)
    )  # fmt: skip
    lines = [devices.AuditSummary(*row) for row in rows]
    return Trail(lines=lines[:size], names=names, actions=actions, more=len(lines) > size)


def _names(connection: Connection, person: Person) -> dict[str, str]:
    """Ids of laptops, codes and people that are seen, and how they are called."""
    names = {
        str(one.id): one.name or str(one.id)[:8]
        for one in devices.list_devices(connection)
        if person.sees(one.organisation)
    }
    for row in connection.execute(select(EnrolCode.id, EnrolCode.hint, EnrolCode.organisation)):
        if person.sees(row.organisation):
            names[str(row.id)] = f"{row.hint}-…"
    for row in connection.execute(select(PersonRow.id, PersonRow.login, PersonRow.organisation)):
        if person.sees(row.organisation):
            names[str(row.id)] = row.login
    for one in list_collectors(connection):
        if person.sees(one.organisation):
            names[str(one.id)] = one.login
    return names

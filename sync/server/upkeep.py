"""What becomes of files by themselves: uploads expire, and what was erased goes here too."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from core.store.changes import Change
from sync.centre.tables import CentreFact, ScopeHead
from sync.server import uploads
from sync.server.tables import ErasedFile, FileScope, FileUpload, StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from sync.server.blobs import Blobs, Incoming

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SEEN = "erasures:"
_AT_ONCE = 20_000
_LOOKED_AT = 500
_REST = 86_400.0


def drop_expired(engine: Engine, incoming: Incoming, *, at: datetime) -> int:
    """Forget uploads whose time is over, and what no upload speaks of any more."""
    # Before the rows are read: an upload's row is there before its file.
    left = incoming.left()
    with engine.begin() as connection:
        over = uploads.expired(connection, at=at)
        for one in over:
            uploads.end(connection, one)
        open_now = set(connection.execute(select(FileUpload.id)).scalars())
    for one in left:
        if one not in open_now:
            incoming.drop(one)
    return len(over)


def drop_orphans(engine: Engine, blobs: Blobs, *, at: datetime) -> int:
    """Erase whole files that no row speaks of, a day after they came; how many.

    Left by a process that was killed between the file and its row, or by a submission that was
    refused after all. Within the day an upload under way finds its row.
    """
    before = at.timestamp() - _REST
    old = sorted(sha256 for sha256, since in blobs.all() if since < before)
    gone = 0
    for place in range(0, len(old), _LOOKED_AT):
        some = old[place : place + _LOOKED_AT]
        with engine.begin() as connection:
            # An upload that was put away before a kill is ended when its device comes again.
            known = {
                one
                for table in (StoredFile, FileUpload)
                for one in connection.execute(
                    select(table.sha256).where(table.sha256.in_(some))
                ).scalars()
            }
        for sha256 in some:
            if sha256 not in known:
                gone += blobs.erase_old(sha256, before=before)
    return gone


def apply_erasures(engine: Engine, blobs: Blobs, *, at: datetime) -> list[str]:
    """Erase the files that erasures name, as far as the log has been read; gives their hashes.

    A file that another scope has too stays there. What was erased in a scope is not taken again.
    """
    with engine.begin() as connection:
        found = connection.execute(select(ScopeHead.scope, ScopeHead.seq))
        heads = {row.scope: row.seq for row in found}
    gone: list[str] = []
    for scope, head in sorted(heads.items()):
        with engine.begin() as connection:
            seen = _seen(connection, scope)
            if seen >= head:
                continue
            upto = min(head, seen + _AT_ONCE)
            rows = connection.execute(
                select(Change.value)
                .where(
                    Change.scope == scope, Change.seq > seen, Change.seq <= upto,
                    Change.entity == "erasure", Change.field == "files",
                )
            ).scalars()  # fmt: skip
            now_gone = _erase(connection, scope, _named(rows), at=at)
            _remember(connection, scope, upto)
            # Before the commit: a kill between leaves a row too many, never a file.
            for sha256 in now_gone:
                blobs.erase(sha256)
        gone += now_gone
    return gone


def _named(values: Iterable[str]) -> set[str]:
    named: set[str] = set()
    for value in values:
        files = json.loads(value)
        if isinstance(files, list):
            named |= {one for one in files if isinstance(one, str) and _SHA256.fullmatch(one)}
    return named


def _erase(connection: Connection, scope: str, files: set[str], *, at: datetime) -> list[str]:
    gone: list[str] = []
    for sha256 in sorted(files):
        known = connection.execute(
            select(ErasedFile.sha256).where(ErasedFile.sha256 == sha256, ErasedFile.scope == scope)
        ).first()
        if known is None:
            connection.execute(insert(ErasedFile).values(sha256=sha256, scope=scope, erased_at=at))
        connection.execute(
            delete(FileScope).where(FileScope.sha256 == sha256, FileScope.scope == scope)
        )
        connection.execute(delete(FileUpload).where(FileUpload.sha256 == sha256))
        rest = connection.execute(select(FileScope.scope).where(FileScope.sha256 == sha256)).first()
        if rest is None:
            connection.execute(delete(StoredFile).where(StoredFile.sha256 == sha256))
            gone.append(sha256)
    return gone


def _seen(connection: Connection, scope: str) -> int:
    found = connection.execute(
        select(CentreFact.value).where(CentreFact.name == _SEEN + scope)
    ).scalar()
    return int(found or 0)


def _remember(connection: Connection, scope: str, seq: int) -> None:
    name = _SEEN + scope
    done = connection.execute(
        update(CentreFact).where(CentreFact.name == name).values(value=str(seq))
    )
    if not done.rowcount:
        connection.execute(insert(CentreFact).values(name=name, value=str(seq)))

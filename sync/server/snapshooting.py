"""Snapshots are made by whichever process comes to it first, when a scope has grown enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, text

from sync.centre.snapshots import FAR_BEHIND, make_snapshot
from sync.centre.tables import ScopeHead, SnapshotRow

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from core.store.clock import Clock

_MAKING = 0x7E88E41


def make_missing(engine: Engine, *, clock: Clock, behind: int = FAR_BEHIND) -> list[str]:
    """Snapshots of the scopes that went on by `behind` operations or more since the last one."""
    with engine.begin() as connection:
        found = connection.execute(select(SnapshotRow.scope, SnapshotRow.seq)).all()
        kept = {one.scope: one.seq for one in found}
        due = [
            scope
            for scope, seq in connection.execute(select(ScopeHead.scope, ScopeHead.seq))
            if seq - kept.get(scope, 0) >= behind
        ]
    made: list[str] = []
    for scope in due:
        chosen = engine
        if engine.dialect.name == "postgresql":
            chosen = engine.execution_options(isolation_level="REPEATABLE READ")
        with chosen.begin() as connection:
            if (
                engine.dialect.name == "postgresql"
                and not connection.execute(
                    text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _MAKING}
                ).scalar()
            ):
                return made
            if make_snapshot(connection, scope, at=clock.now()) is not None:
                made.append(scope)
    return made

"""A scope that is taken from this laptop: its rows go, what was not sent yet is kept aside."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update

from core.store.changes import Change, FieldHead
from sync.protocol.operations import CHAIN_START, COLUMNS, operation_of
from sync.replica import state
from sync.replica.incoming import refresh_rows, settle_heads

if TYPE_CHECKING:
    from sqlalchemy import Connection

Key = tuple[str, UUID]
SCOPES_AT = "scopes_at"
"""When (centre's clock, ms) the centre said which scopes are held here."""


def leave_scope(connection: Connection, scope: str) -> set[Key]:
    """Erase what the centre has of a scope; gives the rows that changed.

    Changes that the centre never got stay in the log, marked `scope_lost`: someone with the right
    to the scope can still hand them in (a bundle), and nothing written is lost.
    """
    # What others wrote and the centre does not have yet stays with them.
    theirs = or_(Change.seq.is_not(None), Change.refused == state.CARRIED)
    heads = select(Change.id).where(Change.scope == scope, theirs)
    rows = {
        (entity, entity_id)
        for entity, entity_id in connection.execute(
            select(Change.entity, Change.entity_id).where(Change.scope == scope).distinct()
        )
    }
    connection.execute(
        update(Change)
        .where(
            Change.scope == scope,
            Change.seq.is_(None),
            func.coalesce(Change.refused, "") != state.CARRIED,
        )
        .values(refused=state.LOST_SCOPE)
    )
    aside = select(Change.id).where(Change.scope == scope, Change.refused == state.LOST_SCOPE)
    connection.execute(delete(FieldHead).where(FieldHead.change_id.in_(heads.union(aside))))
    connection.execute(delete(Change).where(Change.scope == scope, theirs))
    state.forget_cursor(connection, scope)
    here = state.cursors(connection).keys()
    return refresh_rows(connection, rows, here=here).touched


def hold_scopes(connection: Connection, offered: set[str]) -> set[Key]:
    """Hold these scopes and no others; gives the rows that changed."""
    held = set(state.cursors(connection))
    touched: set[Key] = set()
    for scope in sorted(offered - held):
        touched |= enter_scope(connection, scope)
    for scope in sorted(held - offered):
        touched |= leave_scope(connection, scope)
    return touched


def enter_scope(connection: Connection, scope: str) -> set[Key]:
    """Hold a scope from its start; what was kept aside when it was lost counts again."""
    state.set_cursor(connection, scope, state.Cursor(0, CHAIN_START))
    state.set_base(connection, scope, None)
    aside = [
        operation_of(row)
        for row in connection.execute(
            select(*COLUMNS).where(Change.scope == scope, Change.refused == state.LOST_SCOPE)
        ).mappings()
    ]
    connection.execute(
        update(Change)
        .where(Change.scope == scope, Change.refused == state.LOST_SCOPE)
        .values(refused=None)
    )
    settle_heads(connection, aside)
    rows = {(one.entity, one.entity_id) for one in aside}
    here = state.cursors(connection).keys()
    return refresh_rows(connection, rows, here=here).touched

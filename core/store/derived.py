"""Local tables that follow the synced ones: kept right in the very transaction that writes.

A room says what it derives (`derives`); the writer lane runs it before each commit with the rows
that were touched, whoever touched them: a verb, a bulk insert, a change from a peer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from core.store.mapping import Work

VERSION = 1
"""Raised whenever any derivation changes: older stores derive everything anew when opened."""
_NAME = "derived"


class Derivation(Protocol):
    """Brings what it derives up to date for the touched rows; for all there are, if `None`."""

    def __call__(self, work: Work, *, touched: Collection[tuple[str, UUID]] | None) -> None: ...


_derivations: list[tuple[frozenset[str], Derivation]] = []


def derives(entities: Collection[str], derivation: Derivation) -> None:
    """Register what must follow the rows of these tables (by name)."""
    _derivations.append((frozenset(entities), derivation))


def follow(work: Work, touched: Collection[tuple[str, UUID]]) -> None:
    """Run what follows the touched rows; called once per transaction, before the commit."""
    if not touched:
        return
    kinds = {entity for entity, _ in touched}
    for entities, derivation in _derivations:
        if kinds & entities:
            derivation(work, touched=[one for one in touched if one[0] in entities])


def rederive(work: Work) -> None:
    """Derive everything anew from the synced tables, and say so."""
    for _, derivation in _derivations:
        derivation(work, touched=None)
    mark_derived(work.connection())


def mark_derived(connection: Connection) -> None:
    """What is derived in this file is as this version derives it."""
    connection.execute(
        text("INSERT INTO store_state (name, value) VALUES (:name, :value) "
             "ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
        {"name": _NAME, "value": VERSION},
    )  # fmt: skip


def is_derived(connection: Connection) -> bool:
    """Whether what is derived in this file is as this version derives it."""
    found = connection.execute(
        text("SELECT value FROM store_state WHERE name = :name"), {"name": _NAME}
    ).scalar()
    return found == VERSION

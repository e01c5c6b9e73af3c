"""Giving what comes next in a scope: contiguous pages, the laptop's own left out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from core.store.changes import Change
from sync.centre.tables import ChainMark, ScopeHead
from sync.protocol.codec import pack
from sync.protocol.messages import Page, Pull
from sync.protocol.operations import CHAIN_START, COLUMNS, Operation, chained, operation_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

MOST = 5_000
_CHUNK = 400


def page(connection: Connection, wanted: Pull, *, own_devices: Collection[UUID]) -> Page:
    """Operations `wanted.after` + 1, + 2, … of a scope; without a gap, at most MOST.

    Everything is read in one transaction whose picture does not move (SQLite; REPEATABLE READ).
    """
    head = connection.execute(select(ScopeHead.seq).where(ScopeHead.scope == wanted.scope)).scalar()
    rows = connection.execute(
        select(*COLUMNS)
        .where(
            Change.scope == wanted.scope,
            Change.seq > wanted.after,
            Change.seq <= wanted.after + max(1, min(wanted.most, MOST)),
        )
        .order_by(Change.seq)
    ).mappings()
    operations = [operation_of(row) for row in rows]
    for at, one in enumerate(operations):
        assert one.seq == wanted.after + at + 1, "the sequence of a scope has a gap"
    own = [] if wanted.whole else [
        at for at, one in enumerate(operations) if one.device in own_devices
    ]  # fmt: skip
    skipped = set(own)
    sent = [one for at, one in enumerate(operations) if at not in skipped]
    return Page(
        scope=wanted.scope,
        after=wanted.after,
        count=len(operations),
        own=own,
        operations=pack(sent, known=() if wanted.whole else _in_scope(connection, sent, wanted)),
        chain=chain_at(connection, wanted.scope, seq=wanted.after + len(operations)),
        head=head or 0,
    )


def _in_scope(connection: Connection, sent: list[Operation], wanted: Pull) -> set[UUID]:
    """Causes that the laptop has: those of this scope up to the end of the page."""
    causes = sorted({parent for one in sent for parent in one.parents}, key=lambda one: one.bytes)
    found: set[UUID] = set()
    for at in range(0, len(causes), _CHUNK):
        found.update(
            connection.execute(
                select(Change.id).where(
                    Change.id.in_(causes[at : at + _CHUNK]),
                    Change.scope == wanted.scope,
                    Change.seq <= wanted.after,
                )
            ).scalars()
        )
    return found


def chain_at(connection: Connection, scope: str, *, seq: int) -> bytes:
    """The rolling hash of a scope at a place (0: the start)."""
    mark = connection.execute(
        select(ChainMark.seq, ChainMark.chain)
        .where(ChainMark.scope == scope, ChainMark.seq <= seq)
        .order_by(ChainMark.seq.desc())
        .limit(1)
    ).first()
    start, chain = (mark.seq, bytes(mark.chain)) if mark else (0, CHAIN_START)
    for digest, eff in connection.execute(
        select(Change.digest, Change.eff)
        .where(Change.scope == scope, Change.seq > start, Change.seq <= seq)
        .order_by(Change.seq)
    ):
        assert eff is not None
        chain = chained(chain, digest=bytes(digest), eff=eff)
    return chain

"""Snapshots: a scope's heads at a place, in one content-addressed piece for a first exchange."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from core.store.changes import Change, FieldHead
from sync.centre.pages import chain_at
from sync.centre.tables import ScopeHead, SnapshotRow
from sync.protocol import pieces
from sync.protocol.codec import pack
from sync.protocol.messages import SnapshotOffer
from sync.protocol.operations import COLUMNS, operation_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

FAR_BEHIND = 5_000
"""Operations behind which a snapshot is better than pages."""
_LEVEL = 19


def make_snapshot(connection: Connection, scope: str, *, at: datetime) -> SnapshotOffer | None:
    """Write the heads of a scope as they stand; older snapshots of it go. None for an empty scope.

    What was replaced is left out; deletions stay, since a laptop may hold the row.
    """
    head = connection.execute(select(ScopeHead.seq).where(ScopeHead.scope == scope)).scalar()
    if not head:
        return None
    rows = connection.execute(
        select(*COLUMNS)
        .join(
            FieldHead,
            (FieldHead.change_id == Change.id)
            & (FieldHead.entity_id == Change.entity_id)
            & (FieldHead.entity == Change.entity)
            & (FieldHead.field == Change.field),
        )
        .where(Change.scope == scope, Change.seq <= head)
        .order_by(Change.transaction_id, Change.ordinal, Change.seq)
    ).mappings()
    operations = [operation_of(row) for row in rows]
    content = pieces.joined(
        pack(piece, level=_LEVEL, with_seq=True)
        for piece in pieces.in_pieces(operations, most=pieces.MOST_IN_PIECE)
    )
    offer = SnapshotOffer(
        scope=scope, seq=head, chain=chain_at(connection, scope, seq=head),
        sha256=hashlib.sha256(content).hexdigest(), size=len(content),
    )  # fmt: skip
    connection.execute(delete(SnapshotRow).where(SnapshotRow.scope == scope))
    connection.execute(
        insert(SnapshotRow).values(
            sha256=offer.sha256, scope=scope, seq=offer.seq, chain=offer.chain, size=offer.size,
            made_at=at, content=content,
        )
    )  # fmt: skip
    return offer


def newest_snapshot(connection: Connection, scope: str) -> SnapshotOffer | None:
    """The snapshot at hand."""
    row = connection.execute(
        select(
            SnapshotRow.scope, SnapshotRow.seq, SnapshotRow.chain, SnapshotRow.sha256,
            SnapshotRow.size,
        )
        .where(SnapshotRow.scope == scope)
        .order_by(SnapshotRow.seq.desc())
        .limit(1)
    ).first()  # fmt: skip
    if row is None:
        return None
    return SnapshotOffer(row.scope, row.seq, bytes(row.chain), row.sha256, row.size)

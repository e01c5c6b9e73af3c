"""Pages, snapshots and repair: how a laptop gets what the centre has of a scope."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import bindparam, select, update

from core.store.capture import note_touched, observe_stamp
from core.store.changes import Change, FieldHead
from core.store.log import remove_heads
from sync.protocol.codec import unpack
from sync.protocol.messages import Page, Pull
from sync.protocol.operations import CHAIN_START, Operation, chained
from sync.protocol.pieces import parted
from sync.protocol.problems import WireProblem
from sync.protocol.seals import Seal
from sync.replica import state
from sync.replica.incoming import refresh_rows, take_in
from sync.replica.resolving import resolver
from sync.replica.state import Cursor

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.store.mapping import Work
    from sync.protocol.endpoint import Endpoint
    from sync.replica.exchange import ReplicaStore

PART = 256 * 1024
"""Bytes asked for at once of a snapshot; what a cut costs at most."""
_AT_ONCE = 20_000


def take_page(store: ReplicaStore, page: Page, *, cursor: Cursor) -> bool:
    """Take a page in and step forward, in one transaction.

    False if it does not fit what is here: the rolling hashes differ, or own operations that it
    leaves out are missing. Raises: Unresolved for a cause by a short name that is not here.
    """

    def verb(work: Work) -> bool:
        connection = work.connection()
        if state.cursors(connection).get(page.scope) != cursor or page.after != cursor.seq:
            return False
        sent = iter(unpack(page.operations, resolve=resolver(connection)))
        own = set(page.own)
        chain = cursor.chain
        arriving: list[Operation] = []
        for at in range(page.count):
            seq = page.after + 1 + at
            if at in own:
                one = state.at_place(connection, page.scope, seq)
            else:
                one = next(sent, None)
                if one is not None:
                    one = replace(one, seq=seq)
                    arriving.append(one)
            if one is None or one.eff is None or one.scope != page.scope:
                return False
            chain = chained(chain, digest=one.digest, eff=one.eff)
        if chain != page.chain:
            return False
        here = state.cursors(connection).keys()
        taken = take_in(connection, arriving, here=here)
        reached = Cursor(page.after + page.count, chain)
        state.set_cursor(connection, page.scope, reached)
        keep_seal(connection, page.scope, reached, page.seal)
        note_touched(work, taken.touched)
        for one in arriving:
            observe_stamp(work, one.eff or 0)
        return True

    return store.write_now(verb)


def keep_seal(connection: Connection, scope: str, reached: Cursor, signature: bytes) -> None:
    """Keep what proves to others how far a scope is here; an older centre gives none."""
    epoch = state.fact(connection, "epoch")
    if signature and epoch:
        state.set_seal(connection, Seal(epoch, scope, reached.seq, reached.chain, signature))


def catch_up(
    store: ReplicaStore, endpoint: Endpoint, scope: str,
    *, cursor: Cursor, parts: dict[str, bytearray],
) -> int:  # fmt: skip
    """Take the newest snapshot of a scope, if it is ahead; gives how many operations came.

    `parts` keeps what has come so far, by hash, so that a cut costs one part.
    Raises: Refused, NoAnswer, WireProblem.
    """
    offer = endpoint.snapshot(scope)
    if offer is None or offer.seq <= cursor.seq:
        return 0
    got = parts.setdefault(offer.sha256, bytearray())
    while len(got) < offer.size:
        part = endpoint.snapshot_bytes(
            offer.sha256, start=len(got), size=min(PART, offer.size - len(got))
        )
        if not part:
            raise WireProblem("a snapshot ended early")
        got += part
    content = bytes(parts.pop(offer.sha256))
    if hashlib.sha256(content).hexdigest() != offer.sha256:
        raise WireProblem("a snapshot of other content")
    kept: set[UUID] = set()
    for piece in parted(content):
        operations = unpack(piece)
        kept |= {one.id for one in operations}
        _take_rows(store, operations)
    _forget_replaced(
        store, scope, kept=kept, cursor=Cursor(offer.seq, offer.chain), signature=offer.seal
    )
    return len(kept)


def _take_rows(store: ReplicaStore, operations: list[Operation]) -> None:
    """Row by row, some at once."""
    by_row: dict[tuple[str, UUID], list[Operation]] = {}
    for one in operations:
        by_row.setdefault((one.entity, one.entity_id), []).append(one)
    batch: list[Operation] = []
    for rows in by_row.values():
        batch += rows
        if len(batch) >= _AT_ONCE:
            _take_some(store, batch)
            batch = []
    if batch:
        _take_some(store, batch)


def _take_some(store: ReplicaStore, operations: list[Operation]) -> None:
    def verb(work: Work) -> None:
        connection = work.connection()
        taken = take_in(connection, operations, here=state.cursors(connection).keys())
        note_touched(work, taken.touched)
        for one in operations:
            observe_stamp(work, one.eff or 0)

    store.write_now(verb)


def _forget_replaced(
    store: ReplicaStore, scope: str, *, kept: set[UUID], cursor: Cursor, signature: bytes
) -> None:
    """Heads that the centre has and the snapshot has not were replaced by what did not come."""

    def verb(work: Work) -> None:
        connection = work.connection()
        stale = [
            (entity, entity_id, change_id)
            for entity, entity_id, change_id in connection.execute(
                select(FieldHead.entity, FieldHead.entity_id, FieldHead.change_id)
                .join(
                    Change,
                    # All of the head's key: by its change alone it would be looked for everywhere.
                    (Change.id == FieldHead.change_id)
                    & (Change.entity_id == FieldHead.entity_id)
                    & (Change.entity == FieldHead.entity)
                    & (Change.field == FieldHead.field),
                )
                .where(Change.scope == scope, Change.seq <= cursor.seq)
            )
            if change_id not in kept
        ]
        if stale:
            remove_heads(connection, [(entity_id, one) for _, entity_id, one in stale])
            rows = {(entity, entity_id) for entity, entity_id, _ in stale}
            here = state.cursors(connection).keys()
            note_touched(work, refresh_rows(connection, rows, here=here).touched)
        state.set_cursor(connection, scope, cursor)
        state.set_base(connection, scope, cursor)
        keep_seal(connection, scope, cursor, signature)

    store.write_now(verb)


def repair(store: ReplicaStore, endpoint: Endpoint, scope: str, *, epoch: str) -> None:
    """Read a scope from its start and put right what differs; what the centre lacks waits again.

    Raises: Refused, NoAnswer; WireProblem if the centre does not agree with itself.
    """
    placed: set[UUID] = set()
    cursor = Cursor(0, CHAIN_START)
    signature = b""
    head = 1
    device = store.author.device_id
    while cursor.seq < head:
        page = endpoint.pull(
            Pull(device=device, epoch=epoch, scope=scope, after=cursor.seq, whole=True)
        )
        operations = [
            replace(one, seq=page.after + 1 + at) for at, one in enumerate(unpack(page.operations))
        ]
        chain = cursor.chain
        for one in operations:
            if one.eff is None:
                raise WireProblem("an operation without its time")
            chain = chained(chain, digest=one.digest, eff=one.eff)
        if chain != page.chain or len(operations) != page.count:
            raise WireProblem("the centre's own hash does not fit")
        _take_some(store, operations)
        placed.update(one.id for one in operations)
        cursor, head = Cursor(page.after + page.count, chain), page.head
        signature = page.seal

    def settle(work: Work) -> None:
        connection = work.connection()
        strays = [
            one
            for one in connection.execute(
                select(Change.id).where(Change.scope == scope, Change.seq.is_not(None))
            ).scalars()
            if one not in placed
        ]
        if strays:
            connection.execute(
                update(Change.__table__)  # type: ignore[arg-type]
                .where(Change.id == bindparam("which"))
                .values(seq=None, eff=None),
                [{"which": one} for one in strays],
            )
        state.set_cursor(connection, scope, cursor)
        state.set_base(connection, scope, None)
        keep_seal(connection, scope, cursor, signature)

    store.write_now(settle)

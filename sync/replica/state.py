"""What a laptop remembers of its exchange: cursors, facts, what waits and what was refused."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, and_, bindparam, delete, func, select, update
from sqlalchemy.dialects import sqlite

from core.store.changes import Change
from core.store.exchange import ExchangeFact, ScopeCursor
from sync.protocol.operations import CHAIN_START, COLUMNS, Operation, chained, operation_of
from sync.protocol.seals import Seal

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

_CHUNK = 400
LOST_SCOPE = "scope_lost"
CARRIED = "carried"
"""Another device's, come by a bundle and not confirmed yet: neither sent as ours nor refused."""
_BASE = "base:"
_SEAL = "seal:"


# Built once: an exchange asks these many times, and building them costs more than asking.
_CURSORS = select(ScopeCursor.scope, ScopeCursor.seq, ScopeCursor.chain)
_FACT = select(ExchangeFact.value).where(ExchangeFact.name == bindparam("name"))
_WAITS = and_(Change.seq.is_(None), Change.refused.is_(None))
_WAITING = (
    select(*COLUMNS, Change.number)
    .where(_WAITS)
    .order_by(Change.number)
    .limit(bindparam("most", type_=Integer))
)
_COUNT_WAITING = select(func.count()).select_from(Change).where(_WAITS)
_ACKNOWLEDGED = (
    select(func.count())
    .select_from(Change)
    .where(Change.device == bindparam("device"), Change.seq.is_not(None))
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a scope is here."""

    seq: int
    chain: bytes


def cursors(connection: Connection) -> dict[str, Cursor]:
    """The scopes that this store holds."""
    return {scope: Cursor(seq, bytes(chain)) for scope, seq, chain in connection.execute(_CURSORS)}


def set_cursor(connection: Connection, scope: str, cursor: Cursor) -> None:
    """Remember how far a scope is here; in the transaction of what was taken in."""
    statement = sqlite.insert(ScopeCursor).values(scope=scope, seq=cursor.seq, chain=cursor.chain)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["scope"],
            set_={"seq": statement.excluded.seq, "chain": statement.excluded.chain},
        )
    )


def forget_cursor(connection: Connection, scope: str) -> None:
    """The scope is not held any more."""
    connection.execute(delete(ScopeCursor).where(ScopeCursor.scope == scope))


def fact(connection: Connection, name: str) -> Any:
    """A fact by name; none if it was never set."""
    found = connection.execute(_FACT, {"name": name}).scalar()
    return None if found is None else json.loads(found)


def set_fact(connection: Connection, name: str, value: object) -> None:
    """Remember a fact."""
    statement = sqlite.insert(ExchangeFact).values(name=name, value=json.dumps(value))
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_={"value": statement.excluded.value}
        )
    )


def set_seal(connection: Connection, seal: Seal) -> None:
    """Keep the centre's seal over a place of a scope; the newest one counts."""
    set_fact(
        connection, _SEAL + seal.scope,
        [seal.epoch, seal.seq, seal.chain.hex(), seal.signature.hex()],
    )  # fmt: skip


def seal_of(connection: Connection, scope: str) -> Seal | None:
    """The newest seal over a scope; none before the centre gave one."""
    kept = fact(connection, _SEAL + scope)
    if kept is None:
        return None
    epoch, seq, chain, signature = kept
    return Seal(epoch, scope, seq, bytes.fromhex(chain), bytes.fromhex(signature))


def set_base(connection: Connection, scope: str, base: Cursor | None) -> None:
    """From which place on every operation of a scope is here; none: from its start."""
    told = None if base is None else [base.seq, base.chain.hex()]
    if told is not None or fact(connection, _BASE + scope) is not None:
        set_fact(connection, _BASE + scope, told)


def base_of(connection: Connection, scope: str) -> Cursor:
    """The place after which nothing of a scope was left out (a snapshot leaves out)."""
    kept = fact(connection, _BASE + scope)
    return Cursor(0, CHAIN_START) if kept is None else Cursor(kept[0], bytes.fromhex(kept[1]))


def acknowledged(connection: Connection, device: UUID) -> int:
    """How many changes of a device the centre is known to have."""
    return int(connection.execute(_ACKNOWLEDGED, {"device": device}).scalar_one())


def acknowledged_among(connection: Connection, ids: Collection[UUID]) -> set[UUID]:
    """Those of some changes that the centre is known to have."""
    found: set[UUID] = set()
    asked = sorted(ids, key=lambda one: one.bytes)
    for at in range(0, len(asked), _CHUNK):
        found.update(
            connection.execute(
                select(Change.id).where(
                    Change.id.in_(asked[at : at + _CHUNK]), Change.seq.is_not(None)
                )
            ).scalars()
        )
    return found


def newest_change(connection: Connection) -> int:
    """The last place of this store's log; 0 while it is empty."""
    return int(connection.execute(select(func.max(Change.number))).scalar() or 0)


def waiting(connection: Connection, *, most: int) -> list[Operation]:
    """What the centre does not have yet, oldest first, whole transactions."""
    rows = connection.execute(_WAITING, {"most": most}).mappings().all()
    operations = [_operation(row) for row in rows]
    if len(rows) == most:
        last = operations[-1].transaction_id
        rest = connection.execute(
            select(*COLUMNS, Change.number)
            .where(_WAITS, Change.transaction_id == last, Change.number > rows[-1]["number"])
            .order_by(Change.number)
        ).mappings()
        operations += [_operation(row) for row in rest]
    return operations


def _operation(row: Any) -> Operation:
    return operation_of({name: value for name, value in row.items() if name != "number"})


def count_waiting(connection: Connection) -> int:
    """How many changes have still to be sent."""
    return int(connection.execute(_COUNT_WAITING).scalar_one())


def is_refused() -> ColumnElement[bool]:
    """What the centre did not take, as a condition."""
    return and_(Change.refused.is_not(None), Change.refused != CARRIED)


def count_refused(connection: Connection) -> int:
    """How many changes the centre did not take."""
    return int(
        connection.execute(
            select(func.count()).select_from(Change).where(is_refused())
        ).scalar_one()
    )


def refused(connection: Connection) -> list[tuple[Operation, str]]:
    """Changes that the centre did not take, with the code of the reason."""
    return [
        (operation_of({k: v for k, v in row.items() if k != "refused"}), row["refused"])
        for row in connection.execute(
            select(*COLUMNS, Change.refused).where(is_refused()).order_by(Change.number)
        ).mappings()
    ]


def try_again(connection: Connection) -> None:
    """What was refused waits again (all but what belongs to a scope that was taken away)."""
    connection.execute(
        update(Change).where(is_refused(), Change.refused != LOST_SCOPE).values(refused=None)
    )


def chain_from(connection: Connection, scope: str, cursor: Cursor, *, until: int) -> Cursor | None:
    """The cursor moved forward over what is here; none if something is missing before `until`."""
    seq, chain = cursor.seq, cursor.chain
    for at, digest, eff in connection.execute(
        select(Change.seq, Change.digest, Change.eff)
        .where(Change.scope == scope, Change.seq > cursor.seq, Change.seq <= until)
        .order_by(Change.seq)
    ):
        if at != seq + 1 or eff is None:
            return None
        seq, chain = at, chained(chain, digest=bytes(digest), eff=eff)
    return Cursor(seq, chain) if seq == until else None


def at_place(connection: Connection, scope: str, seq: int) -> Operation | None:
    """The operation that stands at a place of a scope, if it is here."""
    row = (
        connection.execute(select(*COLUMNS).where(Change.scope == scope, Change.seq == seq))
        .mappings()
        .first()
    )
    return None if row is None else operation_of(row)


def forget_places(connection: Connection) -> None:
    """The centre was restored: everything waits again, and every scope starts anew."""
    connection.execute(update(Change).values(seq=None, eff=None))
    for scope in cursors(connection):
        set_base(connection, scope, None)
    connection.execute(update(ScopeCursor).values(seq=0, chain=CHAIN_START))

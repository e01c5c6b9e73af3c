"""Accepting a push: whole, in one transaction, in an order without gaps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from core.store.changes import Change
from sync.centre.tables import ChainMark, ScopeHead, SyncDevice
from sync.protocol.admission import flaw_of
from sync.protocol.messages import Acknowledged, Refusal, ScopeMark
from sync.protocol.operations import CHAIN_START, Operation, chained
from sync.protocol.problems import Forged
from sync.replica.incoming import known_changes, places_of, settle_heads

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection

AHEAD_MS = 60_000
"""How far a laptop's clock may run ahead of the centre's before its times are held down."""
_COUNTER_BITS = 16


@dataclass(frozen=True, slots=True)
class Pusher:
    """Whose push it is. `devices`: the laptop's id and those it had before."""

    device: UUID
    devices: frozenset[UUID]
    writable: Collection[str]
    carried: bool = False
    """Somebody else brings them: the laptop itself does not know yet that they are here."""


def accept(
    connection: Connection, pusher: Pusher, operations: Sequence[Operation], *, now_ms: int
) -> Acknowledged:
    """Put operations into the log; says of each what became of it. Idempotent by id and content.

    What is refused does not keep the others. `now_ms`: the centre's clock, UTC milliseconds.

    Raises: Forged if a known id comes with other content: nothing is taken then.
    """
    refused = _refusals(connection, pusher, operations)
    scopes = {one.scope for at, one in enumerate(operations) if at not in refused}
    heads = _lock_scopes(connection, sorted(scopes))
    # Looked up under the lock: a cause that another transaction brings now would be missed.
    causes = places_of(connection, {parent for one in operations for parent in one.parents})
    refused |= _out_of_reach(connection, pusher, operations, causes)
    return _put_in(
        connection, operations, refused, heads, causes, own=pusher.device, now_ms=now_ms,
        counted=not pusher.carried,
    )  # fmt: skip


def accept_again(
    connection: Connection, operations: Sequence[Operation], *, now_ms: int
) -> Acknowledged:
    """Put back what the centre had accepted before it was restored; who wrote it is not asked.

    Only for operations that the caller has seen proven by the centre's own seal: their rights were
    checked then. They keep the time that they were given. Raises: Forged.
    """
    heads = _lock_scopes(connection, sorted({one.scope for one in operations}))
    causes = places_of(connection, {parent for one in operations for parent in one.parents})
    return _put_in(connection, operations, {}, heads, causes, own=None, now_ms=now_ms)


def _put_in(
    connection: Connection, operations: Sequence[Operation],
    refused: dict[int, tuple[str, str]], heads: dict[str, tuple[int, bytes]],
    causes: dict[UUID, tuple[str, str]], *, own: UUID | None, now_ms: int,
    counted: bool = True,
) -> Acknowledged:  # fmt: skip
    """Into the log, in an order without gaps. `own`: whose push it is; none for a resupply."""
    taken = [(at, one) for at, one in enumerate(operations) if at not in refused]
    known = known_changes(connection, [one.id for _, one in taken])
    limit = (now_ms + AHEAD_MS) << _COUNTER_BITS
    fresh: dict[UUID, Operation] = {}
    places: list[tuple[int, Operation]] = []
    for at, one in taken:
        earlier = known.get(one.id)
        twin = fresh.get(one.id)
        if (earlier is not None and earlier[0] != one.digest) or (
            twin is not None and twin.digest != one.digest
        ):
            raise Forged(str(one.id))
        if earlier is not None:
            places.append((at, replace(one, seq=earlier[1], eff=earlier[2])))
            continue
        if twin is None:
            seq, chain = heads[one.scope]
            eff = one.eff if own is None and one.eff is not None else one.hlc
            eff = min(eff, limit)
            twin = replace(one, seq=seq + 1, eff=eff)
            heads[one.scope] = (seq + 1, chained(chain, digest=one.digest, eff=eff))
            fresh[one.id] = twin
        places.append((at, twin))
    _store(connection, list(fresh.values()), heads, causes)
    if counted:
        # What a laptop is known to know of; the rest counts once it has said so itself.
        _count(connection, fresh.values(), own)
    numbered, runs, held_down = _columns(places)
    return Acknowledged(
        scopes=numbered,
        runs=runs,
        held_down=held_down,
        refused=[Refusal(at, code, detail) for at, (code, detail) in sorted(refused.items())],
        marks=[ScopeMark(scope, seq, chain) for scope, (seq, chain) in heads.items()],
    )


def _refusals(
    connection: Connection, pusher: Pusher, operations: Sequence[Operation]
) -> dict[int, tuple[str, str]]:
    """What may not or cannot be taken: place → code and detail. Names only, never values.

    What another device wrote is told its place if it is here already, content for content (a
    laptop asks so after the centre was restored), and is never taken from anyone else's hands.
    """
    refused: dict[int, tuple[str, str]] = {}
    of_others = [one.id for one in operations if one.device not in pusher.devices]
    here = known_changes(connection, of_others)
    for at, one in enumerate(operations):
        if one.scope not in pusher.writable:
            refused[at] = ("scope", one.scope[:40])
        elif one.device not in pusher.devices and (
            one.id not in here or here[one.id][0] != one.digest
        ):
            refused[at] = ("device", "")
        elif (flaw := flaw_of(one)) is not None:
            refused[at] = flaw
    return refused


def _out_of_reach(
    connection: Connection,
    pusher: Pusher,
    operations: Sequence[Operation],
    causes: dict[UUID, tuple[str, str]],
) -> dict[int, tuple[str, str]]:
    """Operations that say they replace what stands in a scope where this one may not write.

    Whoever moves a row writes in both its scopes; nobody else takes heads out of a foreign one,
    whatever ids came to be known.
    """
    foreign = {
        identity: scope for identity, (scope, _) in causes.items() if scope not in pusher.writable
    }
    if not foreign:
        return {}
    # What is here already replaced what it replaces; it is only told its place.
    here = known_changes(connection, [one.id for one in operations])
    return {
        at: ("cause", one.entity)
        for at, one in enumerate(operations)
        if one.id not in here
        and any(foreign.get(parent, one.scope) != one.scope for parent in one.parents)
    }


def _lock_scopes(connection: Connection, scopes: Sequence[str]) -> dict[str, tuple[int, bytes]]:
    """The heads of the scopes, locked until the commit, always in the same order (no deadlock)."""
    if not scopes:
        return {}
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(
        dialect.insert(ScopeHead).on_conflict_do_nothing(),
        [{"scope": scope, "seq": 0, "chain": CHAIN_START} for scope in scopes],
    )
    rows = connection.execute(
        select(ScopeHead.scope, ScopeHead.seq, ScopeHead.chain)
        .where(ScopeHead.scope.in_(scopes))
        .order_by(ScopeHead.scope)
        .with_for_update()
    )
    return {scope: (seq, bytes(chain)) for scope, seq, chain in rows}


def _store(
    connection: Connection,
    fresh: list[Operation],
    heads: dict[str, tuple[int, bytes]],
    causes: dict[UUID, tuple[str, str]],
) -> None:
    if not fresh:
        return
    connection.execute(insert(Change), [one.row() | {"refused": None} for one in fresh])
    settle_heads(connection, fresh, present=causes)
    for scope in sorted({one.scope for one in fresh}):
        seq, chain = heads[scope]
        connection.execute(
            update(ScopeHead).where(ScopeHead.scope == scope).values(seq=seq, chain=chain)
        )
        connection.execute(insert(ChainMark).values(scope=scope, seq=seq, chain=chain))


def _count(connection: Connection, fresh: Collection[Operation], device: UUID | None) -> None:
    own = sum(one.device == device for one in fresh)
    if own:
        connection.execute(
            update(SyncDevice)
            .where(SyncDevice.id == device)
            .values(accepted=SyncDevice.accepted + own)
        )


def _columns(
    places: Sequence[tuple[int, Operation]],
) -> tuple[list[str], list[int], list[int]]:
    scopes: list[str] = []
    runs: list[int] = []
    held_down: list[int] = []
    for at, one in places:
        assert one.seq is not None
        assert one.eff is not None
        if one.scope not in scopes:
            scopes.append(one.scope)
        number = scopes.index(one.scope)
        if runs and runs[-3] == number and runs[-2] + runs[-1] == one.seq:
            runs[-1] += 1
        else:
            runs += [number, one.seq, 1]
        if one.eff != one.hlc:
            held_down += [at, one.eff]
    return scopes, runs, held_down

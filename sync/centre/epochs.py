"""Epochs of a centre: a new one begins when it is restored; where its logs part is remembered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from sync.centre.accept import accept_again
from sync.centre.pages import chain_at
from sync.centre.tables import CentreFact, ScopeHead
from sync.protocol.codec import unpack
from sync.protocol.endpoint import Refused
from sync.protocol.messages import ScopeMark
from sync.protocol.seals import is_sealed, reaches

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.protocol.messages import Acknowledged
    from sync.protocol.seals import Span

_EPOCH = "epoch"
_PARTED = "parted:"


def epoch_of(connection: Connection) -> str:
    """The centre's epoch; made anew when it is restored from a backup."""
    return str(
        connection.execute(select(CentreFact.value).where(CentreFact.name == _EPOCH)).scalar_one()
    )


def begin_epoch(connection: Connection, epoch: str) -> None:
    """Start an epoch: at the first start, and after a restore.

    The log as it stands is what the epoch before and this one have in common.
    """
    before = _fact(connection, _EPOCH)
    if before is None:
        connection.execute(insert(CentreFact).values(name=_EPOCH, value=epoch))
        return
    connection.execute(update(CentreFact).where(CentreFact.name == _EPOCH).values(value=epoch))
    rows = connection.execute(select(ScopeHead.scope, ScopeHead.seq))
    heads = {one.scope: one.seq for one in rows}
    connection.execute(insert(CentreFact).values(name=_PARTED + before, value=json.dumps(heads)))


def parted(connection: Connection, epoch: str, scope: str) -> ScopeMark | None:
    """Where the log of an earlier epoch and that of now part; none if that is not known."""
    kept = _fact(connection, _PARTED + epoch)
    if kept is None:
        return None
    seq = int(json.loads(kept).get(scope, 0))
    return ScopeMark(scope, seq, chain_at(connection, scope, seq=seq))


def take_back(connection: Connection, span: Span, *, key: bytes, now_ms: int) -> Acknowledged:
    """Put back what this centre had accepted in an epoch before. `key`: its own public one.

    Whoever brings it only carries: the seal proves every operation up to its place. Nothing is
    taken that does not lead from where the logs part exactly to a seal of ours.

    Raises: Refused (seal), WireProblem.
    """
    seal = span.seal
    start = parted(connection, seal.epoch, seal.scope)
    if start is None or not is_sealed(key, seal):
        raise Refused("seal", "not ours")
    operations = unpack(span.operations)
    if (span.after, span.chain) != (start.seq, start.chain):
        raise Refused("seal", "another place")
    if len(operations) != seal.seq - start.seq or not reaches(start.chain, operations, seal):
        raise Refused("seal", "other content")
    return accept_again(connection, operations, now_ms=now_ms)


def _fact(connection: Connection, name: str) -> str | None:
    return connection.execute(select(CentreFact.value).where(CentreFact.name == name)).scalar()

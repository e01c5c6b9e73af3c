"""What can be proven that the centre had accepted: operations up to one of its seals."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from core.store.changes import Change
from sync.protocol.codec import MOST_OPERATIONS, pack, unpack
from sync.protocol.messages import ScopeMark
from sync.protocol.operations import COLUMNS, operation_of
from sync.protocol.seals import Span, is_sealed, reaches
from sync.replica import state
from sync.replica.incoming import Taken, take_in
from sync.replica.state import Cursor

if TYPE_CHECKING:
    from sqlalchemy import Connection


def span_from(connection: Connection, mark: ScopeMark) -> Span | None:
    """All operations of a scope after a mark, up to the newest seal here.

    None if there is nothing after it, or if it cannot be shown: some are not here (a snapshot
    leaves out what was replaced), or the mark is of another log.
    """
    seal = state.seal_of(connection, mark.scope)
    if seal is None or not 0 < seal.seq - mark.seq <= MOST_OPERATIONS:
        return None
    rows = connection.execute(
        select(*COLUMNS)
        .where(Change.scope == mark.scope, Change.seq > mark.seq, Change.seq <= seal.seq)
        .order_by(Change.seq)
    ).mappings()
    operations = [operation_of(row) for row in rows]
    if len(operations) != seal.seq - mark.seq or not reaches(mark.chain, operations, seal):
        return None
    return Span(after=mark.seq, chain=mark.chain, seal=seal, operations=pack(operations))


def newest_span(connection: Connection, scope: str, *, after: Cursor | None) -> Span | None:
    """What can be proven of a scope to somebody who has it up to `after` (none: not known).

    From as far back as nothing is left out here, or from `after` if that is later and of this log.
    """
    start = state.base_of(connection, scope)
    seal = state.seal_of(connection, scope)
    if seal is None or seal.epoch != state.fact(connection, "epoch"):
        return None
    if after is not None and start.seq < after.seq <= seal.seq:
        reached = state.chain_from(connection, scope, start, until=after.seq)
        if reached == after:
            start = after
    return span_from(connection, ScopeMark(scope, start.seq, start.chain))


@dataclass(slots=True)
class SpanTaken:
    """What came of a span. `early`: something before it has to come first."""

    taken: Taken = field(default_factory=Taken)
    early: bool = False
    known: int = 0


def take_span(connection: Connection, span: Span, *, key: bytes, trusted: bool) -> SpanTaken:
    """Take in what the centre had accepted, proven by its seal. `key`: the centre's public key.

    `trusted`: the centre itself brings it, so that operations are taken in also where something
    before them is missing yet; the place then stays where it is.

    Raises: Misfit if it contradicts what is here; WireProblem, Forged.
    """
    seal = span.seal
    here = state.cursors(connection)
    cursor = here[seal.scope]
    if not is_sealed(key, seal):
        raise Misfit(seal.scope)
    operations = [
        replace(one, seq=span.after + 1 + at) for at, one in enumerate(unpack(span.operations))
    ]
    if len(operations) != seal.seq - span.after:
        raise Misfit(seal.scope)
    if seal.seq <= cursor.seq:
        return SpanTaken(known=len(operations))
    early = span.after > cursor.seq
    start = span.chain if early else cursor.chain
    rest = operations if early else operations[cursor.seq - span.after :]
    if not reaches(start, rest, seal):
        raise Misfit(seal.scope)
    if early and not trusted:
        return SpanTaken(early=True)
    taken = take_in(connection, rest, here=here.keys())
    if not early:
        state.set_cursor(connection, seal.scope, Cursor(seal.seq, seal.chain))
        state.set_seal(connection, seal)
    return SpanTaken(taken, early=early, known=len(rest) - taken.fresh)


class Misfit(Exception):
    """A span that does not go on from what is here, or is not what was sealed."""

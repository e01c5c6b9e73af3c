"""What the centre takes of a laptop's bundle, and what it answers; changes only, no files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sync.bundle.contents import Contents
from sync.centre.epochs import epoch_of, take_back
from sync.centre.listing import fact, set_fact
from sync.centre.pages import MOST, page
from sync.protocol.codec import unpack
from sync.protocol.directory import CENTRE
from sync.protocol.endpoint import Refused
from sync.protocol.messages import Pull, ScopeMark
from sync.protocol.problems import WireProblem
from sync.protocol.seals import Seal, Span, public_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.centre.callers import DeviceFacts
    from sync.centre.service import Centre

_MARKS = "marks:"


@dataclass(slots=True)
class CentreTaken:
    """Counted in operations. `back`: given back after a restore, by the centre's own seals."""

    fresh: int = 0
    known: int = 0
    refused: int = 0
    back: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A message for a device, without files. `wanted`: what it asked for (SHA-256); none if it
    never said."""

    device: DeviceFacts
    contents: Contents
    wanted: list[str] | None


def take_changes(centre: Centre, connection: Connection, contents: Contents) -> CentreTaken:
    """Take the changes of a bundle in, in the caller's transaction, whole or not at all.

    Each packet counts by the rights of the device that signed it. `centre.key` must have been
    asked for before. Raises: WireProblem (Forged), Refused.
    """
    told = CentreTaken()
    for span in contents.spans:
        before = centre.count(connection)
        try:
            take_back(connection, span, key=public_of(centre.key()), now_ms=centre.now_ms())
        except Refused:
            # It parts from this log elsewhere by now; each device offers its own again.
            continue
        told.back += centre.count(connection) - before
    for packet in contents.packets:
        before, operations = centre.count(connection), 1
        try:
            operations = len(unpack(packet.operations))
            # One that is spoilt, or says other things than before, keeps the rest from nobody.
            with connection.begin_nested():
                answer = centre.take_packet(connection, packet)
        except (Refused, WireProblem):
            told.refused += operations
            continue
        fresh = centre.count(connection) - before
        told.fresh += fresh
        told.refused += len(answer.refused)
        told.known += operations - fresh - len(answer.refused)
    set_fact(
        connection, _MARKS + str(contents.sender),
        {
            "epoch": contents.epoch,
            "marks": {one.scope: one.seq for one in contents.marks},
            "wanted": [one.hex() for one in contents.wanted],
        },
    )  # fmt: skip
    return told


def answer_to(
    centre: Centre, connection: Connection, identity: UUID, *, at_ms: int, whole: bool
) -> Answer:
    """Everything that a device may have and is not known to have; from the start if `whole`.

    A device that was put out gets the news of that and nothing else.
    """
    device = centre.facts(connection, identity)
    epoch = epoch_of(connection)
    kept = fact(connection, _MARKS + str(identity))
    known = kept if isinstance(kept, dict) else {}
    marks = known.get("marks", {}) if not whole and known.get("epoch") == epoch else {}
    earlier = str(known.get("epoch", ""))
    welcome = centre.farewell(connection, device, earlier=earlier)
    spans: list[Span] = []
    for offer in welcome.scopes:
        place = min(int(marks.get(offer.scope, 0)), offer.seq)
        while place < offer.seq:
            span = _span(centre, connection, offer.scope, place, epoch=epoch, device=identity)
            spans.append(span)
            place = span.seal.seq
    contents = Contents(
        sender=CENTRE, recipient=identity, made_ms=at_ms, epoch=epoch, spans=spans,
        welcome=welcome,
    )  # fmt: skip
    return Answer(device, contents, known.get("wanted"))


def _span(
    centre: Centre, connection: Connection, scope: str, after: int, *, epoch: str, device: UUID
) -> Span:
    from sync.centre.pages import chain_at

    found = page(
        connection,
        Pull(device=device, epoch=epoch, scope=scope, after=after, most=MOST, whole=True),
        own_devices=(),
    )
    mark = ScopeMark(scope, after + found.count, found.chain)
    seal = Seal(epoch, scope, mark.seq, mark.chain, centre.seal(epoch, mark))
    return Span(
        after=after, chain=chain_at(connection, scope, seq=after), seal=seal,
        operations=found.operations,
    )  # fmt: skip

"""One exchange with the centre: hello, push, pull, check. Safe to break off anywhere."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, update

from core.store.capture import note_touched
from core.store.changes import Change
from core.store.log import Author
from sync.protocol.codec import pack, unpack
from sync.protocol.endpoint import Refused
from sync.protocol.messages import (
    PROTOCOL,
    Acknowledged,
    Hello,
    Pull,
    Push,
    Resupply,
    ScopeMark,
    ScopeOffer,
)
from sync.protocol.operations import Operation
from sync.protocol.problems import Unresolved
from sync.replica import keys, state
from sync.replica.carried import (
    forget_packet,
    has_packets,
    packets_aside,
    packets_here,
    put_aside,
    scope_of,
)
from sync.replica.catching_up import catch_up, keep_seal, repair, take_page
from sync.replica.incoming import give_places, refresh_rows
from sync.replica.packing import given_back, keep_to_give_back
from sync.replica.scopes import SCOPES_AT, hold_scopes
from sync.replica.spans import span_from
from sync.replica.state import Cursor

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from core.store.clock import Clock
    from core.store.mapping import Work
    from sync.protocol.endpoint import Endpoint
    from sync.protocol.messages import Page, Welcome
    from sync.protocol.packets import Packet
    from sync.protocol.seals import Span

T = TypeVar("T")
BATCH = 500
FAR_BEHIND = 5_000
_NOT_THEIRS = frozenset({"revoked", "unauthorised", "fork", "size", "malformed"})
"""Refusals of a packet because of who wrote it or what it is: nothing else waits for it."""
WRONG_CLOCK_MS = 5 * 60 * 1000


class ReplicaStore(Protocol):
    """What an exchange needs of a store."""

    @property
    def author(self) -> Author: ...
    def set_author(self, author: Author) -> None: ...
    def write_now(self, verb: Callable[[Work], T]) -> T: ...
    def read(self, verb: Callable[[Work], T]) -> T: ...


class Wiped(Exception):
    """The centre says that this device was lost: its data must go."""


@dataclass(slots=True)
class Outcome:
    """What an exchange did."""

    pushed: int = 0
    pulled: int = 0
    refused: int = 0
    restored: bool = False
    repaired: list[str] = field(default_factory=list)
    clock_off_ms: int = 0
    """How far this laptop's clock is ahead (+) or behind (−), if by more than five minutes."""


class Exchange:
    """Exchanges of one store with one centre. Raises: Refused, NoAnswer, Wiped."""

    def __init__(self, store: ReplicaStore, endpoint: Endpoint, *, clock: Clock) -> None:
        self.store = store
        self.endpoint = endpoint
        self.clock = clock
        self.parts: dict[str, bytearray] = {}
        """Snapshots that have come in part, by hash."""

    def run(self, *, told: Callable[[Outcome], None] | None = None) -> Outcome:
        """Everything that waits goes, everything that is new comes. `told`: after each step."""
        outcome = Outcome()
        welcome = self._greet(outcome)
        self._hold_scopes(welcome)
        self._push_all(welcome, outcome, told)
        self._hand_over(welcome, outcome)
        here = self.store.read(lambda work: state.cursors(work.connection()))
        for offer in welcome.scopes:
            cursor = here[offer.scope]
            if (cursor.seq, cursor.chain) != (offer.seq, offer.chain):
                self._bring_forward(offer, cursor, welcome.epoch, outcome, told)
        return outcome

    def greeting(self, work: Work) -> Hello:
        """The first word: who this is, and how far everything is here."""
        connection, device = work.connection(), self.store.author.device_id
        directory = keys.directory_of(connection)
        return Hello(
            device=device, protocol=PROTOCOL, epoch=state.fact(connection, "epoch") or "",
            marks=[
                ScopeMark(scope, one.seq, one.chain)
                for scope, one in sorted(state.cursors(connection).items())
            ],
            acknowledged=state.acknowledged(connection, device),
            now_ms=int(self.clock.now().timestamp() * 1000),
            sealing_key=keys.sealing_public(connection),
            directory=b"" if directory is None else directory.mark,
            waiting=state.count_waiting(connection), refused=state.count_refused(connection),
        )  # fmt: skip

    def _greet(self, outcome: Outcome) -> Welcome:
        device = self.store.author.device_id
        message = self.store.read(self.greeting)
        if not message.sealing_key:
            self.store.write_now(keys.sealing_key)
            message = self.store.read(self.greeting)
        welcome = self.endpoint.hello(message)
        if welcome.wipe:
            raise Wiped
        off = message.now_ms - welcome.now_ms
        outcome.clock_off_ms = off if abs(off) > WRONG_CLOCK_MS else 0
        outcome.restored = welcome.restored

        self._give_back(welcome)

        def settle(work: Work) -> None:
            connection = work.connection()
            if message.epoch and welcome.epoch != message.epoch:
                state.forget_places(connection)
            if welcome.epoch != message.epoch:
                state.set_fact(connection, "epoch", welcome.epoch)
                state.set_fact(connection, "epoch_at", welcome.now_ms)
            if welcome.device != device:
                state.set_fact(connection, "device", str(welcome.device))
            if welcome.directory is not None:
                keys.keep_directory(connection, welcome.directory)

        if (
            welcome.epoch != message.epoch
            or welcome.device != device
            or welcome.directory is not None
        ):
            self.store.write_now(settle)
        if welcome.device != device:
            self.store.set_author(Author(self.store.author.technician_id, welcome.device))
        return welcome

    def _give_back(self, welcome: Welcome) -> None:
        """The centre was restored: what it had accepted and lost goes back to it, by its seals.

        Before this laptop forgets its places, so that a cut costs nothing but another try.
        """
        for mark in welcome.parted:
            span = self.store.read(partial(_span, mark=mark))
            if span is not None:
                with contextlib.suppress(Refused):
                    self.endpoint.resupply(
                        Resupply(device=self.store.author.device_id, epoch=welcome.epoch, span=span)
                    )
        # What a stick said the centre had lost, and no stick has brought there for certain.
        kept = self.store.read(lambda work: given_back(work.connection()))
        for span in kept:
            with contextlib.suppress(Refused):
                self.endpoint.resupply(
                    Resupply(device=self.store.author.device_id, epoch=welcome.epoch, span=span)
                )
        if kept:
            self.store.write_now(lambda work: keep_to_give_back(work.connection(), []))

    def _hold_scopes(self, welcome: Welcome) -> None:
        offered = {one.scope for one in welcome.scopes}
        held = self.store.read(lambda work: set(state.cursors(work.connection())))

        def change(work: Work) -> None:
            connection = work.connection()
            state.set_fact(connection, SCOPES_AT, welcome.now_ms)
            note_touched(work, hold_scopes(connection, offered))

        if offered != held:
            self.store.write_now(change)

    def _push_all(
        self, welcome: Welcome, outcome: Outcome, told: Callable[[Outcome], None] | None
    ) -> None:
        whole = False
        while True:
            operations = self.store.read(lambda work: state.waiting(work.connection(), most=BATCH))
            if not operations:
                return
            known = () if whole else self._acknowledged_causes(operations)
            try:
                answer = self.endpoint.push(
                    Push(
                        device=self.store.author.device_id, epoch=welcome.epoch,
                        operations=pack(operations, known=known),
                    )
                )  # fmt: skip
            except Refused as refusal:
                if refusal.code == "unresolved" and not whole:
                    whole = True
                    continue
                raise
            self._acknowledge(operations, answer)
            outcome.refused += len(answer.refused)
            outcome.pushed += len(operations) - len(answer.refused)
            if told:
                told(outcome)

    def _hand_over(self, welcome: Welcome, outcome: Outcome) -> None:
        """What others wrote, signed, and gave to this laptop on a stick."""
        if not self.store.read(lambda work: has_packets(work.connection())):
            return
        carried, aside = self.store.write_now(
            lambda work: (packets_here(work.connection()), packets_aside(work.connection()))
        )
        for packet in [*carried, *aside]:
            operations = unpack(packet.operations)
            message = Push(
                device=self.store.author.device_id, epoch=welcome.epoch,
                operations=packet.operations, written_by=packet.device,
                signature=packet.signature,
            )  # fmt: skip
            try:
                answer = self.endpoint.push(message)
            except Refused as refusal:
                if refusal.code not in _NOT_THEIRS:
                    raise
                refused = {one.id for one in operations}
            else:
                self._acknowledge(operations, answer, own=False)
                refused = {operations[one.place].id for one in answer.refused}
                if packet not in aside:
                    outcome.pushed += len(operations) - len(refused)
            self._settle_packet(packet, refused, welcome, aside=packet in aside)

    def _settle_packet(
        self, packet: Packet, refused: set[UUID], welcome: Welcome, *, aside: bool
    ) -> None:
        """What the centre does not take of a packet shows here no more than anywhere else."""

        def settle(work: Work) -> set[str]:
            connection = work.connection()
            if not refused:
                forget_packet(connection, packet)
                return set()
            here = state.cursors(connection)
            note_touched(work, put_aside(connection, packet, refused, here=here.keys()))
            return {one for one in here if state.base_of(connection, one).seq}

        scope = scope_of(packet)
        if not (aside and refused) and scope in self.store.write_now(settle):
            # What a snapshot left out here would make the row look older than it is.
            repair(self.store, self.endpoint, scope, epoch=welcome.epoch)

    def _acknowledged_causes(self, operations: list[Operation]) -> set[UUID]:
        causes = {parent for one in operations for parent in one.parents}
        return self.store.read(lambda work: state.acknowledged_among(work.connection(), causes))

    def _acknowledge(
        self, operations: list[Operation], answer: Acknowledged, *, own: bool = True
    ) -> None:
        refused = {one.place: one.code for one in answer.refused}
        taken = [(at, one) for at, one in enumerate(operations) if at not in refused]
        held_down = dict(zip(answer.held_down[::2], answer.held_down[1::2], strict=True))
        places = _places(answer)
        if len(places) != len(taken):
            raise Refused("malformed", "an acknowledgement of another length")

        def settle(work: Work) -> None:
            connection = work.connection()
            give_places(
                connection,
                [
                    {"which": one.id, "seq": seq, "eff": held_down.get(at, one.hlc)}
                    for (at, one), seq in zip(taken, places, strict=True)
                ],
            )
            if refused and own:
                connection.execute(
                    update(Change.__table__)  # type: ignore[arg-type]
                    .where(Change.id == bindparam("which"))
                    .values(refused=bindparam("code")),
                    [{"which": operations[at].id, "code": code} for at, code in refused.items()],
                )
            here = state.cursors(connection)
            lowered = {(operations[at].entity, operations[at].entity_id) for at in held_down}
            note_touched(work, refresh_rows(connection, lowered, here=here.keys()).touched)
            _step_forward(connection, answer.marks, here)

        self.store.write_now(settle)

    def _bring_forward(
        self, offer: ScopeOffer, cursor: Cursor, epoch: str, outcome: Outcome,
        told: Callable[[Outcome], None] | None,
    ) -> None:  # fmt: skip
        if offer.seq - cursor.seq > FAR_BEHIND:
            outcome.pulled += catch_up(
                self.store, self.endpoint, offer.scope, cursor=cursor, parts=self.parts
            )
            cursor = self._cursor(offer.scope)
        whole, head = False, max(offer.seq, cursor.seq + 1)
        while cursor.seq < head:
            page = self.endpoint.pull(
                Pull(
                    device=self.store.author.device_id, epoch=epoch, scope=offer.scope,
                    after=cursor.seq, whole=whole,
                )
            )  # fmt: skip
            if not self._take(page, cursor):
                if whole:
                    repair(self.store, self.endpoint, offer.scope, epoch=epoch)
                    outcome.repaired.append(offer.scope)
                    return
                whole = True
                continue
            outcome.pulled += page.count - len(page.own)
            if told:
                told(outcome)
            whole, head, cursor = False, page.head, self._cursor(offer.scope)

    def _take(self, page: Page, cursor: Cursor) -> bool:
        try:
            return take_page(self.store, page, cursor=cursor)
        except Unresolved:
            return False

    def _cursor(self, scope: str) -> Cursor:
        return self.store.read(lambda work: state.cursors(work.connection())[scope])


def _span(work: Work, *, mark: ScopeMark) -> Span | None:
    return span_from(work.connection(), mark)


def _places(answer: Acknowledged) -> list[int]:
    """The places of the operations that were taken, in the order of the batch."""
    places: list[int] = []
    for at in range(0, len(answer.runs), 3):
        _, first, count = answer.runs[at : at + 3]
        places += range(first, first + count)
    return places


def _step_forward(connection: Connection, marks: list[ScopeMark], here: dict[str, Cursor]) -> None:
    """Where nobody else wrote between, the laptop has the scope up to its own last change."""
    for mark in marks:
        cursor = here.get(mark.scope)
        if cursor is None or cursor.seq >= mark.seq:
            continue
        forward = state.chain_from(connection, mark.scope, cursor, until=mark.seq)
        if forward is not None and forward.chain == mark.chain:
            state.set_cursor(connection, mark.scope, forward)
            keep_seal(connection, mark.scope, forward, mark.seal)

"""One exchange with the centre: hello, push, pull, check. Safe to break off anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, update

from core.store.capture import note_touched
from core.store.changes import Change
from core.store.log import Author
from sync.protocol.codec import pack
from sync.protocol.endpoint import Refused
from sync.protocol.messages import PROTOCOL, Acknowledged, Hello, Pull, Push, ScopeMark, ScopeOffer
from sync.protocol.operations import Operation
from sync.protocol.problems import Unresolved
from sync.replica import state
from sync.replica.catching_up import catch_up, repair, take_page
from sync.replica.incoming import give_places, refresh_rows
from sync.replica.scopes import enter_scope, leave_scope
from sync.replica.state import Cursor

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from core.store.clock import Clock
    from core.store.mapping import Work
    from sync.protocol.endpoint import Endpoint
    from sync.protocol.messages import Page, Welcome

T = TypeVar("T")
BATCH = 500
FAR_BEHIND = 5_000
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
        self._hold_scopes(welcome.scopes)
        self._push_all(welcome, outcome, told)
        here = self.store.read(lambda work: state.cursors(work.connection()))
        for offer in welcome.scopes:
            cursor = here[offer.scope]
            if (cursor.seq, cursor.chain) != (offer.seq, offer.chain):
                self._bring_forward(offer, cursor, welcome.epoch, outcome, told)
        return outcome

    def _greet(self, outcome: Outcome) -> Welcome:
        device = self.store.author.device_id
        now_ms = int(self.clock.now().timestamp() * 1000)

        def ask(work: Work) -> Hello:
            connection = work.connection()
            return Hello(
                device=device, protocol=PROTOCOL, epoch=state.fact(connection, "epoch") or "",
                marks=[
                    ScopeMark(scope, one.seq, one.chain)
                    for scope, one in sorted(state.cursors(connection).items())
                ],
                acknowledged=state.acknowledged(connection, device), now_ms=now_ms,
            )  # fmt: skip

        message = self.store.read(ask)
        welcome = self.endpoint.hello(message)
        if welcome.wipe:
            raise Wiped
        off = now_ms - welcome.now_ms
        outcome.clock_off_ms = off if abs(off) > WRONG_CLOCK_MS else 0
        outcome.restored = welcome.restored

        def settle(work: Work) -> None:
            connection = work.connection()
            if message.epoch and welcome.epoch != message.epoch:
                state.forget_places(connection)
                state.set_fact(connection, "resupply", value=True)
            if welcome.epoch != message.epoch:
                state.set_fact(connection, "epoch", welcome.epoch)
            if welcome.device != device:
                state.set_fact(connection, "device", str(welcome.device))

        if welcome.epoch != message.epoch or welcome.device != device:
            self.store.write_now(settle)
        if welcome.device != device:
            self.store.set_author(Author(self.store.author.technician_id, welcome.device))
        return welcome

    def _hold_scopes(self, offers: list[ScopeOffer]) -> None:
        offered = {one.scope for one in offers}
        held = self.store.read(lambda work: set(state.cursors(work.connection())))

        def change(work: Work) -> None:
            for scope in sorted(offered - held):
                note_touched(work, enter_scope(work.connection(), scope))
            for scope in sorted(held - offered):
                note_touched(work, leave_scope(work.connection(), scope))

        if offered != held:
            self.store.write_now(change)

    def _push_all(
        self, welcome: Welcome, outcome: Outcome, told: Callable[[Outcome], None] | None
    ) -> None:
        whole = False
        while True:
            operations, resupply = self.store.read(
                lambda work: (
                    state.waiting(work.connection(), most=BATCH),
                    bool(state.fact(work.connection(), "resupply")),
                )
            )
            if not operations:
                if resupply:
                    self.store.write_now(
                        lambda work: state.set_fact(work.connection(), "resupply", value=False)
                    )
                return
            known = () if whole or resupply else self._acknowledged_causes(operations)
            try:
                answer = self.endpoint.push(
                    Push(
                        device=self.store.author.device_id, epoch=welcome.epoch,
                        operations=pack(operations, known=known), resupply=resupply,
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

    def _acknowledged_causes(self, operations: list[Operation]) -> set[UUID]:
        causes = {parent for one in operations for parent in one.parents}
        return self.store.read(lambda work: state.acknowledged_among(work.connection(), causes))

    def _acknowledge(self, operations: list[Operation], answer: Acknowledged) -> None:
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
            if refused:
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

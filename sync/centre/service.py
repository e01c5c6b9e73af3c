"""The centre's answers, one transaction each; HTTP and tests stand on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import Connection, Engine, func, insert, select, update

from core.store.clock import Clock
from core.store.ids import new_id
from sync.centre.accept import Pusher, accept
from sync.centre.callers import DeviceFacts, device_facts, scopes_known
from sync.centre.epochs import begin_epoch, epoch_of, parted, take_back
from sync.centre.keys import SIGNING, own_key
from sync.centre.listing import directory_for
from sync.centre.pages import page
from sync.centre.snapshots import newest_snapshot
from sync.centre.tables import ScopeHead, SnapshotRow, SyncDevice
from sync.centre.told import note_hello, note_outcome
from sync.protocol.codec import unpack
from sync.protocol.endpoint import Refused
from sync.protocol.messages import (
    PROTOCOL,
    Acknowledged,
    Hello,
    Page,
    Pull,
    Push,
    Resupply,
    ScopeMark,
    ScopeOffer,
    SnapshotOffer,
    Welcome,
)
from sync.protocol.operations import CHAIN_START
from sync.protocol.packets import Packet
from sync.protocol.problems import WireProblem
from sync.protocol.rights import readable, writable
from sync.protocol.seals import public_of, sealed_words, signed
from sync.replica.resolving import resolver

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.protocol.directory import SignedDirectory

__all__ = ["OLDEST_PROTOCOL", "Centre", "begin_epoch", "epoch_of"]

T = TypeVar("T")
OLDEST_PROTOCOL = 1
_KEY = 32


class Centre:
    """The central store over one engine; any number of processes may share its database."""

    def __init__(self, engine: Engine, *, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock
        self._key: bytes | None = None

    def key(self) -> bytes:
        """The key by which this centre signs what it says; 32 bytes, private."""
        if self._key is None:
            self._key = self._write(lambda connection: own_key(connection, SIGNING))
        return self._key

    def hello(self, message: Hello) -> Welcome:
        """Who comes, what there is. A laptop back from a backup gets a new device id."""
        if not message.protocol >= OLDEST_PROTOCOL:
            raise Refused("protocol", f"{OLDEST_PROTOCOL}-{PROTOCOL}")

        def answer(connection: Connection) -> Welcome:
            device = device_facts(connection, message.device, allow_revoked=True)
            epoch = epoch_of(connection)
            same = message.epoch == epoch
            restored = same and message.acknowledged < device.accepted
            identity = self._successor(connection, device) if restored else device.id
            note_hello(connection, identity, message, at=self.clock.now())
            if message.sealing_key and len(message.sealing_key) == _KEY:
                connection.execute(
                    update(SyncDevice)
                    .where(SyncDevice.id == identity)
                    .values(sealing_key=message.sealing_key)
                )
            if same and message.acknowledged > device.accepted:
                # Somebody else brought some of them here.
                connection.execute(
                    update(SyncDevice)
                    .where(SyncDevice.id == device.id)
                    .values(accepted=message.acknowledged)
                )
            if device.wipe:
                # From here on the order is with the laptop.
                connection.execute(
                    update(SyncDevice)
                    .where(SyncDevice.id == device.id, SyncDevice.wiped_at.is_(None))
                    .values(wiped_at=self.clock.now())
                )
            return Welcome(
                epoch=epoch,
                protocols=(OLDEST_PROTOCOL, PROTOCOL),
                scopes=[] if device.revoked else self._offers(connection, device),
                now_ms=self.now_ms(),
                device=identity,
                restored=restored,
                wipe=device.wipe,
                parted=(
                    []
                    if device.revoked or message.epoch == epoch
                    else self._parted(connection, message)
                ),
                directory=(
                    None if device.revoked else self._news(connection, device, message.directory)
                ),
            )

        self.key()
        return self._write(answer)

    def push(self, message: Push) -> Acknowledged:
        """Take operations. Raises: Refused (epoch, revoked, unresolved, fork, malformed)."""

        def answer(connection: Connection) -> Acknowledged:
            device = device_facts(connection, message.device)
            self._same_epoch(connection, message.epoch)
            operations = unpack(message.operations, resolve=resolver(connection))
            if message.written_by is not None:
                packet = Packet(message.written_by, message.operations, message.signature)
                return self.take_packet(connection, packet)
            scopes = writable(device.role, device.organisation, known=scopes_known(connection))
            pusher = Pusher(device=device.id, devices=device.family, writable=scopes)
            connection.execute(
                update(SyncDevice)
                .where(SyncDevice.id == device.id)
                .values(pushed_at=self.clock.now())
            )
            answer = accept(connection, pusher, operations, now_ms=self.now_ms())
            note_outcome(connection, device.id, answer)
            marks = [replace(one, seal=self.seal(message.epoch, one)) for one in answer.marks]
            return replace(answer, marks=marks)

        self.key()
        return self._taken(answer)

    def take_packet(self, connection: Connection, packet: Packet) -> Acknowledged:
        """Take what a device wrote and signed, whoever brings it; its own rights count.

        Raises: Refused (unauthorised, revoked), WireProblem.
        """
        writer = device_facts(connection, packet.device)
        key = connection.execute(
            select(SyncDevice.public_key).where(SyncDevice.id == packet.device)
        ).scalar_one()
        if not packet.is_by(bytes(key)):
            raise Refused("unauthorised", "signature")
        known = scopes_known(connection)
        pusher = Pusher(
            device=writer.id, devices=writer.family,
            writable=writable(writer.role, writer.organisation, known=known), carried=True,
        )  # fmt: skip
        return accept(connection, pusher, unpack(packet.operations), now_ms=self.now_ms())

    def resupply(self, message: Resupply) -> Acknowledged:
        """Take back what was accepted before a restore. Raises: Refused (seal, scope, epoch)."""

        def answer(connection: Connection) -> Acknowledged:
            device = device_facts(connection, message.device)
            self._same_epoch(connection, message.epoch)
            self._may_read(connection, device, message.span.seal.scope)
            return take_back(connection, message.span, key=public_of(key), now_ms=self.now_ms())

        key = self.key()
        return self._taken(answer)

    def _taken(self, answer: Callable[[Connection], Acknowledged]) -> Acknowledged:
        try:
            return self._write(answer)
        except WireProblem as problem:
            raise Refused(problem.code, str(problem)) from problem

    def seal(self, epoch: str, mark: ScopeMark) -> bytes:
        """The signature over a place; `key` must have been asked for before."""
        words = sealed_words(epoch=epoch, scope=mark.scope, seq=mark.seq, chain=mark.chain)
        return signed(self.key(), words)

    def farewell(self, connection: Connection, device: DeviceFacts, *, earlier: str) -> Welcome:
        """What a hello would be answered, for a bundle. `earlier`: the epoch the device knew."""
        offers = [] if device.revoked else self._offers(connection, device)
        places = (parted(connection, earlier, one.scope) for one in offers)
        return Welcome(
            epoch=epoch_of(connection), protocols=(OLDEST_PROTOCOL, PROTOCOL), scopes=offers,
            now_ms=self.now_ms(), device=device.id, wipe=device.wipe,
            parted=[one for one in places if one is not None],
            directory=None if device.revoked else self.directory(connection, device),
        )  # fmt: skip

    def facts(self, connection: Connection, identity: UUID) -> DeviceFacts:
        """A device, put out or not. Raises: Refused (unauthorised)."""
        return device_facts(connection, identity, allow_revoked=True)

    def readable_by(self, connection: Connection, device: DeviceFacts) -> frozenset[str]:
        """The scopes that a device may have."""
        if device.revoked:
            return frozenset()
        return readable(device.role, device.organisation, known=scopes_known(connection))

    @staticmethod
    def count(connection: Connection) -> int:
        """How many operations there are."""
        return int(
            connection.execute(select(func.coalesce(func.sum(ScopeHead.seq), 0))).scalar_one()
        )

    def _news(
        self, connection: Connection, device: DeviceFacts, mark: bytes
    ) -> SignedDirectory | None:
        found = self.directory(connection, device)
        return None if found.mark == mark else found

    def directory(self, connection: Connection, device: DeviceFacts) -> SignedDirectory:
        """The list for a device; `key` must have been asked for before."""
        key = self._key or own_key(connection, SIGNING)
        return directory_for(connection, device.organisation, key=key, now_ms=self.now_ms())

    @staticmethod
    def _parted(connection: Connection, message: Hello) -> list[ScopeMark]:
        marks = (parted(connection, message.epoch, one.scope) for one in message.marks)
        return [one for one in marks if one is not None]

    def pull(self, message: Pull) -> Page:
        """A page of a scope that the device may read."""

        def answer(connection: Connection) -> Page:
            device = device_facts(connection, message.device)
            self._same_epoch(connection, message.epoch)
            self._may_read(connection, device, message.scope)
            return page(connection, message, own_devices={device.id})

        self.key()
        found = self._read(answer)
        mark = ScopeMark(found.scope, found.after + found.count, found.chain)
        return replace(found, seal=self.seal(message.epoch, mark))

    def snapshot(self, device_id: UUID, scope: str) -> SnapshotOffer | None:
        """The newest snapshot of a scope that the device may read."""

        def answer(connection: Connection) -> SnapshotOffer | None:
            self._may_read(connection, device_facts(connection, device_id), scope)
            offer = newest_snapshot(connection, scope)
            if offer is None:
                return None
            mark = ScopeMark(scope, offer.seq, offer.chain)
            return replace(offer, seal=self.seal(epoch_of(connection), mark))

        self.key()
        return self._read(answer)

    def snapshot_bytes(self, device_id: UUID, sha256: str, *, start: int, size: int) -> bytes:
        """A part of a snapshot."""

        def answer(connection: Connection) -> bytes:
            device = device_facts(connection, device_id)
            found = connection.execute(
                select(SnapshotRow.scope, func.substr(SnapshotRow.content, start + 1, size)).where(
                    SnapshotRow.sha256 == sha256
                )
            ).first()
            if found is None:
                raise Refused("gone")
            self._may_read(connection, device, found[0])
            return bytes(found[1])

        return self._read(answer)

    def device(self, identity: UUID) -> DeviceFacts:
        """A device that may come in now. Raises: Refused (unauthorised, revoked)."""
        return self._read(lambda connection: device_facts(connection, identity))

    def may_read(self, identity: UUID, scope: str) -> DeviceFacts:
        """A device that may read a scope (its files, say). Raises: Refused."""

        def answer(connection: Connection) -> DeviceFacts:
            device = device_facts(connection, identity)
            self._may_read(connection, device, scope)
            return device

        return self._read(answer)

    def now_ms(self) -> int:
        """The centre's wall clock: milliseconds since 1970, UTC."""
        return int(self.clock.now().timestamp() * 1000)

    def _offers(self, connection: Connection, device: DeviceFacts) -> list[ScopeOffer]:
        known = scopes_known(connection)
        may_write = writable(device.role, device.organisation, known=known)
        heads = {
            scope: (seq, bytes(chain))
            for scope, seq, chain in connection.execute(
                select(ScopeHead.scope, ScopeHead.seq, ScopeHead.chain)
            )
        }
        return [
            ScopeOffer(scope, *heads.get(scope, (0, CHAIN_START)), scope in may_write)
            for scope in sorted(readable(device.role, device.organisation, known=known))
        ]

    def _may_read(self, connection: Connection, device: DeviceFacts, scope: str) -> None:
        known = scopes_known(connection)
        if scope not in readable(device.role, device.organisation, known=known):
            raise Refused("scope")

    @staticmethod
    def _same_epoch(connection: Connection, epoch: str) -> None:
        if epoch != epoch_of(connection):
            raise Refused("epoch")

    def _successor(self, connection: Connection, device: DeviceFacts) -> UUID:
        """A new id for a laptop that has forgotten what it had sent."""
        row = (
            connection.execute(select(SyncDevice.__table__).where(SyncDevice.id == device.id))
            .mappings()
            .one()
        )
        identity = new_id()
        connection.execute(
            insert(SyncDevice).values(
                dict(row) | {"id": identity, "follows": device.id, "accepted": 0, "waiting": 0}
            )
        )
        return identity

    def _write(self, answer: Callable[[Connection], T]) -> T:
        with self.engine.begin() as connection:
            return answer(connection)

    def _read(self, answer: Callable[[Connection], T]) -> T:
        engine = self.engine
        if engine.dialect.name == "postgresql":
            # A page is read in several statements; they must all see the same commits.
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with engine.begin() as connection:
            return answer(connection)

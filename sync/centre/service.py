"""The centre's answers, one transaction each; HTTP and tests stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, func, insert, select, update

from core.plan import load_municipalities
from core.store.clock import Clock
from core.store.ids import new_id
from core.store.mapping import GLOBAL
from sync.centre.accept import Pusher, accept
from sync.centre.pages import page
from sync.centre.rights import Role, readable, writable
from sync.centre.snapshots import newest_snapshot
from sync.centre.tables import CentreFact, ScopeHead, SnapshotRow, SyncDevice
from sync.protocol.codec import unpack
from sync.protocol.endpoint import Refused
from sync.protocol.messages import (
    PROTOCOL,
    Acknowledged,
    Hello,
    Page,
    Pull,
    Push,
    ScopeOffer,
    SnapshotOffer,
    Welcome,
)
from sync.protocol.operations import CHAIN_START
from sync.protocol.problems import WireProblem
from sync.replica.resolving import resolver

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_EPOCH = "epoch"
OLDEST_PROTOCOL = 1


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """A device as the centre knows it."""

    id: UUID
    family: frozenset[UUID]
    technician_id: UUID
    organisation: str
    role: Role
    accepted: int
    revoked: bool
    wipe: bool


class Centre:
    """The central store over one engine; any number of processes may share its database."""

    def __init__(self, engine: Engine, *, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock

    def hello(self, message: Hello) -> Welcome:
        """Who comes, what there is. A laptop back from a backup gets a new device id."""
        if not message.protocol >= OLDEST_PROTOCOL:
            raise Refused("protocol", f"{OLDEST_PROTOCOL}-{PROTOCOL}")

        def answer(connection: Connection) -> Welcome:
            device = self._device(connection, message.device, allow_revoked=True)
            epoch = epoch_of(connection)
            restored = message.epoch == epoch and message.acknowledged < device.accepted
            identity = self._successor(connection, device) if restored else device.id
            connection.execute(
                update(SyncDevice).where(SyncDevice.id == identity).values(seen_at=self.clock.now())
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
            )

        return self._write(answer)

    def push(self, message: Push) -> Acknowledged:
        """Take operations. Raises: Refused (epoch, revoked, unresolved, fork, malformed)."""

        def answer(connection: Connection) -> Acknowledged:
            device = self._device(connection, message.device)
            self._same_epoch(connection, message.epoch)
            operations = unpack(message.operations, resolve=resolver(connection))
            scopes = writable(device.role, device.organisation, known=scopes_known(connection))
            pusher = Pusher(
                device=device.id, devices=device.family, writable=scopes,
                resupply=message.resupply,
            )  # fmt: skip
            connection.execute(
                update(SyncDevice)
                .where(SyncDevice.id == device.id)
                .values(pushed_at=self.clock.now())
            )
            return accept(connection, pusher, operations, now_ms=self.now_ms())

        try:
            return self._write(answer)
        except WireProblem as problem:
            raise Refused(problem.code, str(problem)) from problem

    def pull(self, message: Pull) -> Page:
        """A page of a scope that the device may read."""

        def answer(connection: Connection) -> Page:
            device = self._device(connection, message.device)
            self._same_epoch(connection, message.epoch)
            self._may_read(connection, device, message.scope)
            return page(connection, message, own_devices={device.id})

        return self._read(answer)

    def snapshot(self, device_id: UUID, scope: str) -> SnapshotOffer | None:
        """The newest snapshot of a scope that the device may read."""

        def answer(connection: Connection) -> SnapshotOffer | None:
            self._may_read(connection, self._device(connection, device_id), scope)
            return newest_snapshot(connection, scope)

        return self._read(answer)

    def snapshot_bytes(self, device_id: UUID, sha256: str, *, start: int, size: int) -> bytes:
        """A part of a snapshot."""

        def answer(connection: Connection) -> bytes:
            device = self._device(connection, device_id)
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
        return self._read(lambda connection: self._device(connection, identity))

    def may_read(self, identity: UUID, scope: str) -> DeviceFacts:
        """A device that may read a scope (its files, say). Raises: Refused."""

        def answer(connection: Connection) -> DeviceFacts:
            device = self._device(connection, identity)
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

    def _device(
        self, connection: Connection, identity: UUID, *, allow_revoked: bool = False
    ) -> DeviceFacts:
        row = connection.execute(select(SyncDevice).where(SyncDevice.id == identity)).first()
        if row is None:
            raise Refused("unauthorised")
        if row.revoked_at is not None and not allow_revoked:
            raise Refused("revoked")
        family, earlier = {row.id}, row.follows
        while earlier is not None and earlier not in family:
            family.add(earlier)
            earlier = connection.execute(
                select(SyncDevice.follows).where(SyncDevice.id == earlier)
            ).scalar()
        return DeviceFacts(
            id=row.id, family=frozenset(family), technician_id=row.technician_id,
            organisation=row.organisation, role=Role(row.role), accepted=row.accepted,
            revoked=row.revoked_at is not None, wipe=row.wipe,
        )  # fmt: skip

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


def scopes_known(connection: Connection) -> set[str]:
    """The municipalities, the shared catalogues, and whatever else ever had an operation."""
    return (
        set(connection.execute(select(ScopeHead.scope)).scalars())
        | {one.dico for one in load_municipalities()}
        | {GLOBAL}
    )


def epoch_of(connection: Connection) -> str:
    """The centre's epoch; made anew when it is restored from a backup."""
    return str(
        connection.execute(select(CentreFact.value).where(CentreFact.name == _EPOCH)).scalar_one()
    )


def begin_epoch(connection: Connection, epoch: str) -> None:
    """Start an epoch: at the first start, and after a restore."""
    changed = connection.execute(
        update(CentreFact).where(CentreFact.name == _EPOCH).values(value=epoch)
    )
    if not changed.rowcount:
        connection.execute(insert(CentreFact).values(name=_EPOCH, value=epoch))

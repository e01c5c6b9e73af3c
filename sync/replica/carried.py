"""Changes of other devices that the centre had not confirmed when they came here by a bundle.

They show, they are not this laptop's to send as its own, and they go on only as their device
signed them: to the centre, and in this laptop's own bundles.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects import sqlite

from core.store.changes import AwaitedParent, Change, FieldHead
from core.store.exchange import ExchangeFact
from sync.protocol.admission import flaw_of
from sync.protocol.codec import unpack
from sync.protocol.packets import Packet
from sync.replica import state
from sync.replica.incoming import Taken, known_changes, places_of, refresh_rows, take_in
from sync.replica.state import CARRIED

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

_PACKET = "packet:"
_ASIDE = "aside:"
_ANY = (
    select(ExchangeFact.name)
    .where(or_(ExchangeFact.name.startswith(_PACKET), ExchangeFact.name.startswith(_ASIDE)))
    .limit(1)
)


def take_packet(
    connection: Connection, packet: Packet, *, writer: Collection[UUID],
    writable: Collection[str], here: Collection[str], own: Collection[UUID],
) -> tuple[Taken, int]:  # fmt: skip
    """Take in what a device signed; gives what came of it, and how many were not taken.

    `writer`: the ids of the device that signed; `writable`: what it may write; `here`: the scopes
    that this store holds; `own`: this laptop's ids. The same rules as at the centre.
    Raises: WireProblem, Forged.
    """
    operations = unpack(packet.operations)
    causes = places_of(connection, {parent for one in operations for parent in one.parents})
    known = known_changes(connection, [one.id for one in operations])
    good = [
        one
        for one in operations
        if one.device in writer
        and one.scope in writable
        and one.scope in here
        and flaw_of(one) is None
        and (
            one.id in known
            or all(
                causes.get(parent, (one.scope, ""))[0] in (one.scope, *writable)
                for parent in one.parents
            )
        )
    ]
    taken = take_in(connection, good, here=here, observed=False)
    theirs = [one.id for one in good if one.id not in known and one.device not in own]
    if theirs:
        connection.execute(
            update(Change.__table__)  # type: ignore[arg-type]
            .where(Change.id == bindparam("which"))
            .values(refused=CARRIED),
            [{"which": one} for one in theirs],
        )
        state.set_fact(connection, _PACKET + packet.name, _told(packet))
    return taken, len(operations) - len(good)


def has_packets(connection: Connection) -> bool:
    """Whether there is anything to carry on."""
    return bool(connection.execute(_ANY).first())


def packets_here(connection: Connection) -> list[Packet]:
    """The packets that still say something the centre is not known to have; the others go.

    What is not in the log any more (its scope was left) is not known to be there.
    """
    found = []
    for name, value in _kept(connection, _PACKET):
        packet = _packet(value)
        ids = [one.id for one in unpack(packet.operations)]
        placed = {
            one for one, (_, seq, _) in known_changes(connection, ids).items() if seq is not None
        }
        if placed.issuperset(ids):
            connection.execute(delete(ExchangeFact).where(ExchangeFact.name == name))
        else:
            found.append(packet)
    return found


def scope_of(packet: Packet) -> str | None:
    """The one scope that a packet is about; none if it is about several."""
    scopes = {one.scope for one in unpack(packet.operations)}
    return scopes.pop() if len(scopes) == 1 else None


def _kept(connection: Connection, kind: str) -> list[tuple[str, list[str]]]:
    import json

    rows = connection.execute(
        select(ExchangeFact.name, ExchangeFact.value)
        .where(ExchangeFact.name.startswith(kind))
        .order_by(ExchangeFact.name)
    )
    return [(name, json.loads(value)) for name, value in rows]


def _packet(told: list[str]) -> Packet:
    device, operations, signature = told
    return Packet(UUID(device), base64.b64decode(operations), base64.b64decode(signature))


def _text(*parts: bytes) -> list[str]:
    return [base64.b64encode(one).decode() for one in parts]


def put_aside(
    connection: Connection, packet: Packet, ids: Collection[UUID], *, here: Collection[str]
) -> set[tuple[str, UUID]]:
    """The centre does not take these of a packet: they show no more; gives the rows that changed.

    What they had replaced shows again. The packet is kept as it was signed and is offered again
    with each exchange: its writer's rights may come back.
    """
    state.set_fact(connection, _ASIDE + packet.name, _told(packet))
    connection.execute(delete(ExchangeFact).where(ExchangeFact.name == _PACKET + packet.name))
    gone = [
        one
        for one in unpack(packet.operations)
        if one.id in ids and _is_carried(connection, one.id)
    ]
    for one in gone:
        connection.execute(delete(FieldHead).where(FieldHead.change_id == one.id))
        connection.execute(delete(Change).where(Change.id == one.id))
    for one in gone:
        rest = connection.execute(
            select(Change.id, Change.parents).where(
                Change.entity_id == one.entity_id, Change.entity == one.entity,
                Change.field == one.field,
            )
        ).all()  # fmt: skip
        replaced = {parent for row in rest for parent in row.parents}
        heads = {row.id for row in rest} & set(one.parents) - replaced
        for head in heads:
            connection.execute(
                sqlite.insert(FieldHead)
                .values(entity_id=one.entity_id, entity=one.entity, field=one.field,
                        change_id=head, shown=False)
                .on_conflict_do_nothing()
            )  # fmt: skip
        if one.id in replaced:
            # Should it come back, it has been replaced already.
            connection.execute(
                sqlite.insert(AwaitedParent).values(id=one.id).on_conflict_do_nothing()
            )
    rows = {(one.entity, one.entity_id) for one in gone}
    return refresh_rows(connection, rows, here=here).touched


def packets_aside(connection: Connection) -> list[Packet]:
    """Packets that the centre did not take when they were offered."""
    return [_packet(value) for _, value in _kept(connection, _ASIDE)]


def forget_packet(connection: Connection, packet: Packet) -> None:
    """The centre has taken it."""
    names = (_PACKET + packet.name, _ASIDE + packet.name)
    connection.execute(delete(ExchangeFact).where(ExchangeFact.name.in_(names)))


def _is_carried(connection: Connection, identity: UUID) -> bool:
    return (
        connection.execute(select(Change.refused).where(Change.id == identity)).scalar() == CARRIED
    )


def _told(packet: Packet) -> list[str]:
    return [str(packet.device), *_text(packet.operations, packet.signature)]

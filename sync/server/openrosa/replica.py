"""The door's own replica of a municipality: a store like a laptop's, a device like any other.

It holds nothing that is not at the centre too: lost, it is made anew.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import insert, select

from core.people.technicians import Device
from core.store import Author, Passphrase, create_store, new_id, open_store, store_exists
from core.store.problems import (
    StoreDamaged,
    StoreMissing,
    VaultDamaged,
    WayMissing,
    WrongPassphrase,
)
from sync.centre.in_process import InProcess
from sync.centre.tables import SyncDevice
from sync.protocol.rights import Role
from sync.replica import state
from sync.replica.exchange import Exchange
from sync.server.devices import note
from sync.server.tokens import secret_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from core.store import Store
    from core.store.mapping import Work
    from sync.replica.exchange import Outcome
    from sync.server.site import Site

_DEVICE = "door_device"
_NOBODY = UUID(int=0)


def open_replica(site: Site, organisation: str) -> Store:
    """The store of a municipality, made if there is none (or none that opens).

    Raises: StoreInUse if another process of this machine is at it.
    """
    folder = _folder(site, organisation)
    unlock = Passphrase(_passphrase(site, organisation))
    nobody = Author(_NOBODY, _NOBODY)
    if store_exists(folder):
        try:
            return open_store(folder, unlock=unlock, author=nobody, clock=site.clock)
        except (StoreDamaged, StoreMissing, VaultDamaged, WayMissing, WrongPassphrase):
            # What it had not handed in yet still waits in the inbox.
            aside = folder.with_name(f"{folder.name}.{new_id().hex}")
            folder.replace(aside)
    store, _recovery = create_store(folder, unlock=unlock, author=nobody, clock=site.clock)
    return store


def exchange(site: Site, store: Store, organisation: str) -> Outcome:
    """What waits goes into the centre's log, what is new comes. Raises: Refused."""
    device = _device(store, organisation, at=site.clock.now())
    _let_in(site, device, organisation)
    store.set_author(Author(store.author.technician_id, device))
    return Exchange(store, InProcess(site.centre, device=device), clock=site.clock).run()


def _device(store: Store, organisation: str, *, at: datetime) -> UUID:
    def known(work: Work) -> str | None:
        connection = work.connection()
        # After a restore of the centre it may have got another one (`Exchange`).
        found: str | None = state.fact(connection, "device") or state.fact(connection, _DEVICE)
        return found

    found = store.read(known)
    if found is not None:
        return UUID(found)
    device = new_id()

    def register(work: Work) -> None:
        state.set_fact(work.connection(), _DEVICE, str(device))
        work.add(
            Device(
                id=device, scope=organisation, name="Telemóveis", technician_id=None,
                enrolled_at=at,
            )
        )  # fmt: skip

    # What it writes from the first change on is its own: the centre takes nothing of others.
    store.set_author(Author(_NOBODY, device))
    store.write_now(register)
    return device


def _let_in(site: Site, device: UUID, organisation: str) -> None:
    """A device of the centre, with a key that nobody has: it never comes from outside."""
    with site.engine.begin() as connection:
        if connection.execute(select(SyncDevice.id).where(SyncDevice.id == device)).first():
            return
        at = site.clock.now()
        connection.execute(
            insert(SyncDevice).values(
                id=device, technician_id=device, organisation=organisation,
                role=Role.TECHNICIAN.value, name=f"OpenRosa {organisation}",
                public_key=os.urandom(32), accepted=0, waiting=0, enrolled_at=at, wipe=False,
            )
        )  # fmt: skip
        note(connection, at=at, actor="centre", action="door.enrolled", subject=str(device),
             detail=organisation)  # fmt: skip


def _folder(site: Site, organisation: str) -> Path:
    return site.config.folder / "openrosa" / organisation


def _passphrase(site: Site, organisation: str) -> str:
    """From the centre's secret: the folder alone opens for nobody."""
    with site.engine.begin() as connection:
        secret = secret_of(connection)
    words = f"terreno-openrosa-1 {organisation}".encode()
    return hmac.new(secret, words, hashlib.sha256).hexdigest()

"""This laptop's own keys, and the centre's list of everybody else's; in the encrypted store."""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING

from sync.protocol.directory import SignedDirectory
from sync.replica import state

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.store.mapping import Work

DEVICE, SEALING = "device_key", "sealing_key"
_DIRECTORY = "directory"


def device_key(work: Work) -> bytes:
    """The private Ed25519 key; made when it is first asked for."""
    return _own(work, DEVICE)


def sealing_key(work: Work) -> bytes:
    """The private X25519 key, which opens bundles; made when it is first asked for."""
    return _own(work, SEALING)


def sealing_public(connection: Connection) -> bytes:
    """The public key to it; empty while there is none."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    kept = state.fact(connection, SEALING)
    if kept is None:
        return b""
    key = X25519PrivateKey.from_private_bytes(base64.b64decode(kept))
    return key.public_key().public_bytes_raw()


def directory_of(connection: Connection) -> SignedDirectory | None:
    """The centre's list as it came last; none before the first exchange."""
    kept = state.fact(connection, _DIRECTORY)
    return None if kept is None else SignedDirectory(*(base64.b64decode(one) for one in kept))


def keep_directory(connection: Connection, directory: SignedDirectory) -> None:
    """Keep a list that is known to be the centre's."""
    told = [base64.b64encode(one).decode() for one in (directory.content, directory.signature)]
    state.set_fact(connection, _DIRECTORY, told)


def _own(work: Work, name: str) -> bytes:
    connection = work.connection()
    known = state.fact(connection, name)
    if known is not None:
        return base64.b64decode(known)
    # Both kinds of key are 32 random bytes (RFC 8032, 5.1.5; RFC 7748, 5).
    made = os.urandom(32)
    state.set_fact(connection, name, base64.b64encode(made).decode())
    return made

"""The centre's own key, by which others know later what it said; it lies in its database."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from sync.centre.tables import CentreFact

SIGNING = "signing_key"
SEALING = "sealing_key"
"""X25519, for bundles that only the centre opens."""


def own_key(connection: Connection, name: str) -> bytes:
    """A private key of the centre (32 bytes) by name; made when it is first asked for."""
    found = select(CentreFact.value).where(CentreFact.name == name)
    kept = connection.execute(found).scalar()
    if kept is None:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        # Two processes may ask at once; the first one's key counts.
        connection.execute(
            dialect.insert(CentreFact)
            .values(name=name, value=secrets.token_hex(32))
            .on_conflict_do_nothing()
        )
        kept = connection.execute(found).scalar_one()
    return bytes.fromhex(kept)


def sealing_public(key: bytes) -> bytes:
    """The public key of a private X25519 key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()

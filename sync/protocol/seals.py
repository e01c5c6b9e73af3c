"""Seals: what the centre signs, so that others can tell later, and elsewhere, what it had taken.

A seal is the centre's Ed25519 signature over an epoch, a scope, a place and the rolling hash
there. Since the hash runs over every operation up to that place, whoever holds a known earlier
place and the operations after it can prove with one seal that the centre had accepted them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sync.protocol.operations import chained

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.protocol.operations import Operation

SEAL_WORDS = b"terreno-seal-1"


class Seal(msgspec.Struct, array_like=True, frozen=True):
    """How far a scope went in an epoch, signed by the centre."""

    epoch: str
    scope: str
    seq: int
    chain: bytes
    signature: bytes


class Span(msgspec.Struct, frozen=True):
    """Operations of a scope in their order, from after a place up to a seal."""

    after: int
    chain: bytes
    """The rolling hash at `after`."""
    seal: Seal
    operations: bytes


def sealed_words(*, epoch: str, scope: str, seq: int, chain: bytes) -> bytes:
    """What is signed."""
    return SEAL_WORDS + msgspec.msgpack.encode((epoch, scope, seq, chain))


def verified(key: bytes, signature: bytes, data: bytes) -> bool:
    """Whether an Ed25519 signature is by the holder of a public key; False for a broken key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def signed(key: bytes, data: bytes) -> bytes:
    """An Ed25519 signature; `key`: the 32 bytes of a private key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(key).sign(data)


def public_of(key: bytes) -> bytes:
    """The public key that belongs to a private one, 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


def is_sealed(key: bytes, seal: Seal) -> bool:
    """Whether the centre with this public key made the seal."""
    words = sealed_words(epoch=seal.epoch, scope=seal.scope, seq=seal.seq, chain=seal.chain)
    return verified(key, seal.signature, words)


def reaches(chain: bytes, operations: Iterable[Operation], seal: Seal) -> bool:
    """Whether operations with their times lead from a rolling hash to that of a seal."""
    for one in operations:
        if one.eff is None or one.scope != seal.scope:
            return False
        chain = chained(chain, digest=one.digest, eff=one.eff)
    return chain == seal.chain

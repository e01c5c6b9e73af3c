"""A packet: operations of one scope, signed by the device that wrote them, for others to carry."""

from __future__ import annotations

import hashlib
from uuid import UUID

import msgspec

from sync.protocol.seals import signed, verified

PACKET_WORDS = b"terreno-packet-1"


class Packet(msgspec.Struct, array_like=True, frozen=True):
    """Operations that their device signed; packed so that they stand alone."""

    device: UUID
    operations: bytes
    signature: bytes

    @property
    def name(self) -> str:
        """The same packet has the same name everywhere."""
        return hashlib.sha256(self.operations).hexdigest()

    def is_by(self, key: bytes) -> bool:
        """Whether the holder of this public key signed it."""
        return verified(key, self.signature, _words(self.device, self.operations))


def sign_packet(device: UUID, operations: bytes, *, key: bytes) -> Packet:
    """Sign packed operations with the device's private key."""
    return Packet(device, operations, signed(key, _words(device, operations)))


def _words(device: UUID, operations: bytes) -> bytes:
    return PACKET_WORDS + device.bytes + hashlib.sha256(operations).digest()

"""The centre's signed list: who belongs to it, with which keys and rights; laptops keep it.

With it two laptops know each other without the centre. A laptop gets the devices of its own
organisation and the AMP's (the AMP's laptops get all): those with whom it shares more than the
catalogues.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

import msgspec

from sync.protocol.seals import signed, verified

DIRECTORY_WORDS = b"terreno-directory-1"
CENTRE = UUID(int=0)
"""The centre as sender or recipient."""


class Listed(msgspec.Struct, array_like=True, frozen=True):
    """A device. A laptop that came back from a backup has several, with one public key."""

    id: UUID
    name: str
    organisation: str
    role: str
    public_key: bytes
    sealing_key: bytes
    """X25519, 32 bytes; empty: not known yet, nothing can be made for it."""
    revoked: bool


class Directory(msgspec.Struct, frozen=True):
    """What a laptop may know of the others."""

    organisation: str
    """Whose list it is."""
    issued_ms: int
    public_key: bytes
    """The centre's, for signatures: Ed25519."""
    sealing_key: bytes
    """The centre's, for what only it may read: X25519."""
    devices: list[Listed]

    def device(self, identity: UUID) -> Listed | None:
        """A device by its id."""
        return next((one for one in self.devices if one.id == identity), None)

    def family(self, device: Listed) -> frozenset[UUID]:
        """All ids of the same laptop."""
        return frozenset(one.id for one in self.devices if one.public_key == device.public_key)


class SignedDirectory(msgspec.Struct, array_like=True, frozen=True):
    """A list as the centre signed it."""

    content: bytes
    signature: bytes

    @property
    def mark(self) -> bytes:
        """Names this list, so that it is sent once."""
        return hashlib.sha256(self.content).digest()[:16]

    def read(self) -> Directory:
        """The list. Raises: msgspec.MsgspecError."""
        return msgspec.msgpack.decode(self.content, type=Directory)


def sign_directory(directory: Directory, *, key: bytes) -> SignedDirectory:
    """Sign a list with the centre's private key."""
    content = msgspec.msgpack.encode(directory)
    return SignedDirectory(content, signed(key, DIRECTORY_WORDS + content))


def is_signed(directory: SignedDirectory, *, key: bytes) -> bool:
    """Whether the centre with this public key made the list."""
    return verified(key, directory.signature, DIRECTORY_WORDS + directory.content)

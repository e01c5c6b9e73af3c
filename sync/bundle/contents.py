"""What a bundle says: who to whom, changes, and which files follow; one signed message."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from sync.protocol.directory import SignedDirectory
from sync.protocol.messages import ScopeMark, Welcome
from sync.protocol.packets import Packet
from sync.protocol.seals import Span, signed, verified

if TYPE_CHECKING:
    from sync.bundle.container import Header

BUNDLE_WORDS = b"terreno-bundle-1"


class CarriedFile(msgspec.Struct, array_like=True, frozen=True):
    """A file that follows, with its hash; the files follow in the order of the list."""

    sha256: bytes
    size: int
    scopes: tuple[str, ...]
    name: str
    media_type: str


class Contents(msgspec.Struct, frozen=True, omit_defaults=True):
    """The message. What a newer version adds is left unread by an older one."""

    sender: UUID
    recipient: UUID
    made_ms: int
    epoch: str
    """Of the centre, as the sender knows it."""
    marks: list[ScopeMark] = []
    """How far the sender has each scope: the answer need not go back further."""
    packets: list[Packet] = []
    """Changes that the centre had not confirmed to the sender, each signed by its device."""
    spans: list[Span] = []
    """Changes that the centre has accepted, by its seals."""
    files: list[CarriedFile] = []
    directory: SignedDirectory | None = None
    welcome: Welcome | None = None
    """From the centre only: what it would answer to a hello."""
    had: list[bytes] = []
    """From the centre only: files that it has received of the recipient (SHA-256)."""
    wanted: list[bytes] = []
    """Files that the sender would like to have."""


def sign_contents(contents: bytes, header: Header, *, key: bytes) -> bytes:
    """The sender's signature over a message for this very bundle (64 bytes)."""
    return signed(key, _words(contents, header))


def is_signed(contents: bytes, header: Header, signature: bytes, *, key: bytes) -> bool:
    """Whether the holder of this public key made the message for this bundle."""
    return verified(key, signature, _words(contents, header))


def _words(contents: bytes, header: Header) -> bytes:
    return (
        BUNDLE_WORDS + header.id + header.ephemeral + header.recipient.bytes
        + hashlib.sha256(contents).digest()
    )  # fmt: skip

"""The messages of an exchange: small envelopes in msgpack around packed operations."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import msgspec

from sync.protocol.directory import SignedDirectory
from sync.protocol.seals import Span

PROTOCOL = 1
"""Spoken by this version; a centre tells the span it understands."""


class ScopeMark(msgspec.Struct, array_like=True, frozen=True):
    """How far someone has a scope: every operation up to `seq`, hashed into `chain`."""

    scope: str
    seq: int
    chain: bytes
    seal: bytes = b""
    """The centre's signature (`sync.protocol.seals`), where it says so."""


class Hello(msgspec.Struct, frozen=True, omit_defaults=True):
    """The first word of a laptop."""

    device: UUID
    protocol: int
    epoch: str
    """Of the centre as last seen; empty at the first meeting."""
    marks: list[ScopeMark]
    acknowledged: int
    """How many operations of this device the centre has confirmed to it."""
    schema: str = ""
    now_ms: int = 0
    """The laptop's wall clock, milliseconds since 1970, so that both can tell of a wrong one."""
    capabilities: list[str] = []
    sealing_key: bytes = b""
    """X25519: bundles for this laptop are made for the holder of this key."""
    directory: bytes = b""
    """The mark of the centre's list that the laptop has."""
    waiting: int = 0
    """How many operations it has still to send, for those who look after the centre."""
    refused: int = 0
    """How many of its operations the centre had refused, which it keeps."""


class ScopeOffer(msgspec.Struct, array_like=True, frozen=True):
    """A scope that the laptop may have, and how far it goes at the centre."""

    scope: str
    seq: int
    chain: bytes
    writable: bool


class Welcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """The centre's answer."""

    epoch: str
    protocols: tuple[int, int]
    scopes: list[ScopeOffer]
    now_ms: int
    device: UUID
    """Normally the one that said hello; another one if that laptop came back from a backup."""
    restored: bool = False
    """The centre has operations of this device that it does not know of any more."""
    min_client: str = ""
    wipe: bool = False
    """The device was reported lost: erase everything."""
    capabilities: list[str] = []
    parted: list[ScopeMark] = []
    """After a restore: where the log of the epoch that the laptop knew and that of now part."""
    directory: SignedDirectory | None = None
    """The centre's list, if it is another than the laptop has."""


class Push(msgspec.Struct, frozen=True, omit_defaults=True):
    """Operations of whole transactions, oldest first."""

    device: UUID
    epoch: str
    operations: bytes
    written_by: UUID | None = None
    """Another device, which gave these operations to this laptop: it only hands them over."""
    signature: bytes = b""
    """Of the device that wrote them (`sync.protocol.packets`)."""


class Resupply(msgspec.Struct, frozen=True):
    """After the centre was restored: what it had accepted before, by its own seal."""

    device: UUID
    epoch: str
    span: Span


class Refusal(msgspec.Struct, array_like=True, frozen=True):
    """An operation that was not taken: its place in the batch, a code, and for a person why."""

    place: int
    code: str
    detail: str = ""


class Acknowledged(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of a push. Columns over the operations that were taken, in their order."""

    scopes: list[str]
    runs: list[int]
    """scope, first seq, how many; again and again."""
    held_down: list[int]
    """place in the batch, effective time; again and again."""
    refused: list[Refusal]
    marks: list[ScopeMark] = []
    """Scopes in which nobody else wrote between: the laptop may step forward at once."""


class Pull(msgspec.Struct, frozen=True, omit_defaults=True):
    """Ask for what comes after a place of a scope."""

    device: UUID
    epoch: str
    scope: str
    after: int
    most: int = 2000
    whole: bool = False
    """Leave nothing out and shorten nothing (own operations and causes may be unknown here)."""


class Page(msgspec.Struct, frozen=True, omit_defaults=True):
    """Operations after a place, without a gap."""

    scope: str
    after: int
    count: int
    own: list[int]
    """Places (from 0) of the laptop's own operations; they are not sent again."""
    operations: bytes
    chain: bytes
    """The rolling hash after the last one."""
    head: int
    seal: bytes = b""
    """The centre's signature over that place (`sync.protocol.seals`)."""


class SnapshotOffer(msgspec.Struct, frozen=True):
    """A scope as it stood at a place, under the hash of its bytes."""

    scope: str
    seq: int
    chain: bytes
    sha256: str
    size: int
    seal: bytes = b""


class Have(msgspec.Struct, frozen=True):
    """Which of these files has the centre for me?"""

    files: list[Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]]
    """SHA-256, at most 1,000."""


class Had(msgspec.Struct, frozen=True):
    """Those it has, and that the device may read."""

    files: list[bytes]


class Fault(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a request was not served. `code`: unauthorised, revoked, epoch, fork, unresolved, …"""

    code: str
    detail: str = ""


Message = (
    Hello | Welcome | Push | Resupply | Acknowledged | Pull | Page | SnapshotOffer | Fault
)  # what a test may draw from


def to_bytes(message: msgspec.Struct) -> bytes:
    """A message as msgpack."""
    return msgspec.msgpack.encode(message)

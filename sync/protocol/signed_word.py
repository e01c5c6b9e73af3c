"""A request that a device signs itself, once, instead of asking for a token first.

On a bad line each question and answer costs the better part of a second; one who only asks whether
there is anything new has said all there is to say with the first.
"""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sync.protocol.endpoint import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEME = "Terreno"
"""Of the `Authorization` header (RFC 9110, 11.6.2)."""
TOKEN_HEADER = "terreno-token"  # noqa: S105  a name
"""In the answer: the token for whatever else is asked."""
GOOD_SECONDS = 120
NONCE_BYTES = 12
_WORDS = b"terreno-signed-1"
_HEAD = struct.Struct(f">16sI{NONCE_BYTES}s")
_SIGNATURE = 64


@dataclass(frozen=True, slots=True)
class SignedWord:
    """Who asks, when (seconds of the epoch, by the device's clock), and a number used once."""

    device: UUID
    at: int
    nonce: bytes
    signature: bytes = b""

    @property
    def words(self) -> bytes:
        """What is signed with the device's key (Ed25519)."""
        return _WORDS + _HEAD.pack(self.device.bytes, self.at, self.nonce)

    def header(self, sign: Callable[[bytes], bytes]) -> str:
        """The `Authorization` header."""
        whole = self.words[len(_WORDS) :] + sign(self.words)
        return f"{SCHEME} {base64.urlsafe_b64encode(whole).decode()}"


def read_signed(given: str) -> SignedWord:
    """What stands after the scheme; the signature is not looked at. Raises: Refused."""
    try:
        data = base64.b64decode(given, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("unauthorised") from error
    if len(data) != _HEAD.size + _SIGNATURE:
        raise Refused("unauthorised")
    device, at, nonce = _HEAD.unpack_from(data)
    return SignedWord(UUID(bytes=device), at, nonce, data[_HEAD.size :])

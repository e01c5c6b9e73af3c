"""Challenges and tokens: a laptop signs what it was asked, and has a short token for it.

Both carry their own proof (HMAC-SHA256 under the centre's secret), so that any process of the
centre can check what another gave out. A challenge opens the door once: its nonce is kept until
it has expired.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import struct
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from sync.centre.tables import CentreFact, SyncDevice
from sync.protocol.endpoint import Refused
from sync.protocol.signed_word import GOOD_SECONDS, read_signed
from sync.server.tables import UsedChallenge

if TYPE_CHECKING:
    from sqlalchemy import Connection

TOKEN_SECONDS = 15 * 60
CHALLENGE_SECONDS = 120
LOGIN_WORDS = b"terreno-login-1"
SECRET = "token_secret"  # noqa: S105  the name of a fact
_MAC, _NONCE, _ID, _TIME = 16, 12, 16, 4


class Tokens:
    """Gives out and checks challenges and tokens. `secret`: 32 bytes, the same everywhere."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def derive(self, purpose: bytes) -> bytes:
        """32 bytes for one purpose, the same in every process of the centre."""
        return hmac.new(self._secret, b"terreno-derive-1 " + purpose, hashlib.sha256).digest()

    def challenge(self, device: UUID, *, now: datetime) -> str:
        """Something for this device to sign, good for two minutes."""
        return self._sealed(
            b"c", _time(now, CHALLENGE_SECONDS) + secrets.token_bytes(_NONCE), bound=device.bytes
        )

    def token(self, device: UUID, *, now: datetime) -> str:
        """A token for this device, good for a quarter of an hour."""
        return self._sealed(b"t", _time(now, TOKEN_SECONDS) + device.bytes)

    def device_of(self, token: str, *, now: datetime) -> UUID:
        """Whose token it is. Raises: Refused (unauthorised)."""
        payload = self._opened(b"t", token, length=_TIME + _ID, now=now)
        return UUID(bytes=payload[_TIME:])

    def answered(
        self, connection: Connection, device: UUID, challenge: str, signature: bytes, *,
        now: datetime,
    ) -> str:  # fmt: skip
        """A token for a challenge signed with the device's key, once.

        A revoked device is let in too, as far as the door where it is told so.
        Raises: Refused (unauthorised).
        """
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        nonce = self._opened(
            b"c", challenge, length=_TIME + _NONCE, now=now, bound=device.bytes
        )  # fmt: skip
        key = connection.execute(
            select(SyncDevice.public_key).where(SyncDevice.id == device)
        ).scalar()
        if key is None:
            raise Refused("unauthorised")
        try:
            Ed25519PublicKey.from_public_bytes(bytes(key)).verify(
                signature, LOGIN_WORDS + device.bytes + challenge.encode()
            )
            connection.execute(delete(UsedChallenge).where(UsedChallenge.expires_at < now))
            connection.execute(
                insert(UsedChallenge).values(
                    nonce=nonce[_TIME:],
                    expires_at=datetime.fromtimestamp(_number(nonce), UTC),
                )
            )
        except (InvalidSignature, ValueError, IntegrityError) as error:
            raise Refused("unauthorised") from error
        return self.token(device, now=now)

    def asked_by(self, connection: Connection, given: str, *, now: datetime) -> UUID:
        """The device that signed a request itself (`sync.protocol.signed_word`), once.

        Its clock must be right within two minutes; others ask for a challenge. A revoked device
        is let in too, as far as the door where it is told so. Raises: Refused (unauthorised).
        """
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        word = read_signed(given)
        if abs(word.at - now.timestamp()) > GOOD_SECONDS:
            raise Refused("unauthorised", "clock")
        key = connection.execute(
            select(SyncDevice.public_key).where(SyncDevice.id == word.device)
        ).scalar()
        if key is None:
            raise Refused("unauthorised")
        try:
            Ed25519PublicKey.from_public_bytes(bytes(key)).verify(word.signature, word.words)
            connection.execute(delete(UsedChallenge).where(UsedChallenge.expires_at < now))
            connection.execute(
                insert(UsedChallenge).values(
                    nonce=word.nonce,
                    expires_at=datetime.fromtimestamp(word.at + GOOD_SECONDS + 1, UTC),
                )
            )
        except (InvalidSignature, ValueError, IntegrityError) as error:
            raise Refused("unauthorised") from error
        return word.device

    def _sealed(self, kind: bytes, payload: bytes, *, bound: bytes = b"") -> str:
        mac = hmac.new(self._secret, kind + bound + payload, hashlib.sha256).digest()[:_MAC]
        return base64.urlsafe_b64encode(payload + mac).decode().rstrip("=")

    def _opened(
        self, kind: bytes, text: str, *, length: int, now: datetime, bound: bytes = b""
    ) -> bytes:
        try:
            data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError) as error:
            raise Refused("unauthorised") from error
        payload, mac = data[:length], data[length:]
        wanted = hmac.new(self._secret, kind + bound + payload, hashlib.sha256).digest()[:_MAC]
        if len(data) != length + _MAC or not hmac.compare_digest(mac, wanted):
            raise Refused("unauthorised")
        if _number(payload) < now.timestamp():
            raise Refused("unauthorised", "expired")
        return payload


def secret_of(connection: Connection) -> bytes:
    """The centre's secret; made at its set-up."""
    found = connection.execute(
        select(CentreFact.value).where(CentreFact.name == SECRET)
    ).scalar_one()  # fmt: skip
    return bytes.fromhex(found)


def make_secret(connection: Connection) -> None:
    """Make the centre's secret; tokens given out before stop working."""
    connection.execute(delete(CentreFact).where(CentreFact.name == SECRET))
    connection.execute(insert(CentreFact).values(name=SECRET, value=secrets.token_hex(32)))


def _time(now: datetime, seconds: int) -> bytes:
    return struct.pack(">I", int(now.timestamp()) + seconds)


def _number(payload: bytes) -> int:
    return int(struct.unpack(">I", payload[:_TIME])[0])

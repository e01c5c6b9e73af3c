"""Digest logins (RFC 2617: MD5, qop auth): a nonce that every process knows, and the proof."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.request import parse_http_list, parse_keqv_list

from sync.protocol.endpoint import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

_LASTS = timedelta(minutes=10)
_MOST = 2_000
_TIME = 4


class Nonces:
    """Makes and knows nonces. `word`: the same in every process."""

    def __init__(self, word: bytes) -> None:
        self._word = word

    def make(self, *, at: datetime) -> str:
        """A nonce that is good for a while."""
        stamp = struct.pack(">I", int((at + _LASTS).timestamp()))
        return base64.urlsafe_b64encode(stamp + self._proof(stamp)).decode()

    def check(self, told: Mapping[str, str], *, at: datetime) -> None:
        """Raises: Refused (unauthorised) for one that is not ours, or is over."""
        try:
            whole = base64.b64decode(told.get("nonce", ""), altchars=b"-_", validate=True)
        except ValueError as error:
            raise Refused("unauthorised") from error
        stamp, proof = whole[:_TIME], whole[_TIME:]
        if not hmac.compare_digest(proof, self._proof(stamp)):
            raise Refused("unauthorised")
        if struct.unpack(">I", stamp)[0] < at.timestamp():
            raise Refused("unauthorised", "stale")

    def _proof(self, stamp: bytes) -> bytes:
        return hmac.new(self._word, stamp, hashlib.sha256).digest()[:16]


def read(given: str) -> dict[str, str]:
    """The parts of an `Authorization`. Raises: Refused (unauthorised)."""
    try:
        told = parse_keqv_list(parse_http_list(given[:_MOST]))
    except (ValueError, IndexError) as error:
        raise Refused("unauthorised") from error
    if told.get("qop") != "auth" or told.get("algorithm", "MD5").upper() != "MD5":
        raise Refused("unauthorised")
    return told


def is_right(told: Mapping[str, str], first: str, *, method: str) -> bool:
    """Whether the proof is that of who knows the password. `first`: HA1."""
    second = _md5(f"{method}:{told.get('uri', '')}")
    middle = ":".join(told.get(name, "") for name in ("nonce", "nc", "cnonce", "qop"))
    wanted = _md5(f"{first}:{middle}:{second}")
    return hmac.compare_digest(wanted.encode(), told.get("response", "").encode())


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

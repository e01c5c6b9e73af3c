"""The centre over HTTP: logs in with the laptop's key, then asks as `Endpoint` says."""

from __future__ import annotations

import base64
import json
import secrets
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote
from uuid import UUID

import msgspec

from core.store.clock import SystemClock
from sync.protocol.endpoint import NoAnswer, Refused
from sync.protocol.messages import (
    Acknowledged,
    Fault,
    Hello,
    Page,
    Pull,
    Push,
    Resupply,
    SnapshotOffer,
    Welcome,
    to_bytes,
)
from sync.protocol.signed_word import NONCE_BYTES, TOKEN_HEADER, SignedWord

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.store.clock import Clock
    from sync.replica.wire import Reply, Wire

M = TypeVar("M", bound=msgspec.Struct)
LOGIN_WORDS = b"terreno-login-1"
_OK = 200
_NOTHING = 204
_PART = 206
_DENIED = 401


class OverHttp:
    """An `Endpoint`. `sign`: with the device's key."""

    def __init__(
        self, wire: Wire, *, device: UUID, sign: Callable[[bytes], bytes],
        clock: Clock | None = None,
    ) -> None:  # fmt: skip
        self.wire = wire
        self.device = device
        self._sign = sign
        self._clock = clock or SystemClock()
        self._tokens: dict[UUID, str] = {}

    def hello(self, message: Hello) -> Welcome:
        """See `Endpoint`."""
        welcome = self._signed_hello(message) or self._tell(
            "/v1/hello", message, Welcome, device=message.device
        )
        # A laptop that came back from a backup goes on under a new id, with the same key.
        self.device = welcome.device
        return welcome

    def push(self, message: Push) -> Acknowledged:
        """See `Endpoint`."""
        return self._tell("/v1/push", message, Acknowledged, device=message.device)

    def resupply(self, message: Resupply) -> Acknowledged:
        """See `Endpoint`."""
        return self._tell("/v1/resupply", message, Acknowledged, device=message.device)

    def pull(self, message: Pull) -> Page:
        """See `Endpoint`."""
        return self._tell("/v1/pull", message, Page, device=message.device)

    def snapshot(self, scope: str) -> SnapshotOffer | None:
        """See `Endpoint`."""
        reply = self.authorised("GET", f"/v1/snapshot/{quote(scope, safe='')}")
        return None if reply.status == _NOTHING else _read(reply, SnapshotOffer)

    def snapshot_bytes(self, sha256: str, *, start: int, size: int) -> bytes:
        """See `Endpoint`."""
        reply = self.authorised(
            "GET", f"/v1/snapshots/{sha256}",
            headers={"Range": f"bytes={start}-{start + size - 1}"},
        )  # fmt: skip
        if reply.status != _PART:
            raise NoAnswer(str(reply.status))
        return reply.body

    def authorised(
        self, method: str, path: str, *, body: bytes = b"",
        headers: Mapping[str, str] | None = None, device: UUID | None = None,
    ) -> Reply:  # fmt: skip
        """A request with this device's token; a new token is fetched once if it has run out.

        Raises: Refused with the centre's code, NoAnswer.
        """
        reply = self.answered(method, path, body=body, headers=headers, device=device)
        if reply.status in (_OK, _NOTHING, _PART):
            return reply
        raise refused_of(reply)

    def answered(
        self, method: str, path: str, *, body: bytes = b"",
        headers: Mapping[str, str] | None = None, device: UUID | None = None,
    ) -> Reply:  # fmt: skip
        """As `authorised`, with whatever came back. Raises: NoAnswer; Refused if not let in."""
        for attempt in (1, 2):
            sent = {**(headers or {}), "Authorization": self.bearer(device)}
            reply = self.wire.ask(method, path, body=body, headers=sent)
            if reply.status != _DENIED or attempt == 2:
                break
            self.forget_token(device)
        return reply

    def bearer(self, device: UUID | None = None) -> str:
        """What opens a request of one's own making. Raises: Refused, NoAnswer."""
        who = device or self.device
        return f"Bearer {self._tokens.get(who) or self._logged_in(who)}"

    def forget_token(self, device: UUID | None = None) -> None:
        """The centre did not take it any more."""
        self._tokens.pop(device or self.device, None)

    def _tell(self, path: str, message: msgspec.Struct, kind: type[M], *, device: UUID) -> M:
        return _read(self.authorised("POST", path, body=to_bytes(message), device=device), kind)

    def _signed_hello(self, message: Hello) -> Welcome | None:
        """All in one question. None where it is not taken: a token to begin with, a clock that is
        wrong, a centre that does not know of it."""
        if message.device in self._tokens:
            return None
        word = SignedWord(
            message.device, int(self._clock.now().timestamp()), secrets.token_bytes(NONCE_BYTES)
        )
        headers = {"Authorization": word.header(self._sign)}
        reply = self.wire.ask("POST", "/v1/hello", body=to_bytes(message), headers=headers)
        if reply.status == _DENIED:
            return None
        if reply.status != _OK:
            raise refused_of(reply)
        if token := reply.headers.get(TOKEN_HEADER):
            self._tokens[message.device] = token
        return _read(reply, Welcome)

    def _logged_in(self, device: UUID) -> str:
        asked = ask_json(self.wire, "/v1/challenge", {"device": str(device)})
        challenge = str(asked.get("challenge", ""))
        signature = self._sign(LOGIN_WORDS + device.bytes + challenge.encode())
        given = ask_json(
            self.wire, "/v1/token",
            {"device": str(device), "challenge": challenge,
             "signature": base64.b64encode(signature).decode()},
        )  # fmt: skip
        self._tokens[device] = str(given.get("token", ""))
        return self._tokens[device]


def ask_json(wire: Wire, path: str, what: Mapping[str, Any]) -> dict[str, Any]:
    """A request at one of the JSON doors. Raises: Refused, NoAnswer."""
    body = json.dumps(what, separators=(",", ":")).encode()
    reply = wire.ask("POST", path, body=body, headers={"Content-Type": "application/json"})
    try:
        found = json.loads(reply.body)
    except ValueError as error:
        raise NoAnswer(str(reply.status)) from error
    if reply.status != _OK or not isinstance(found, dict):
        code = found.get("code") if isinstance(found, dict) else None
        raise Refused(str(code or "malformed"), str(reply.status))
    return found


def refused_of(reply: Reply) -> Exception:
    """A refusal as the centre named it; what is no answer of a centre's is none."""
    try:
        fault = msgspec.msgpack.decode(reply.body, type=Fault)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return NoAnswer(str(reply.status))
    return Refused(fault.code, fault.detail)


def _read(reply: Reply, kind: type[M]) -> M:
    try:
        return msgspec.msgpack.decode(reply.body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # A portal of a hotel answers 200 with a page: nothing was received.
        raise NoAnswer("no message") from error

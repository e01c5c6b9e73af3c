"""One kept-alive connection to the centre: TLS, the pin, time limits, trying again.

The standard library's client is enough here: a few requests after each other, a body of bytes each
way, and a look at the key of the other side before the first byte is sent.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import http.client
import select
import socket
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from sync.protocol.endpoint import NoAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

CONNECT_SECONDS = 20.0
READ_SECONDS = 60.0
TRIES = 4
_FIRST_PAUSE = 0.5
_PADDING = 0x10
"""SSL_OP_TLSEXT_PADDING: 250 bytes more at each greeting, for boxes of 2013."""
_SMALL_BUFFER = 32 * 1024
_PIECE = 64 * 1024
_WHOLE, _PART = 200, 206
_AGAIN = frozenset({429, 502, 503, 504})


class WrongKey(NoAnswer):
    """Whoever answers at the centre's address does not hold the centre's key."""


class Pause(Protocol):
    """Waiting between two tries; the window breaks it off."""

    def __call__(self, seconds: float) -> None: ...


class Draw(Protocol):
    """A number between 0 and 1, so that laptops do not come back all at once."""

    def __call__(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class Wire:
    """A connection to one address. `pins`: base64url sha256 of keys (SPKI); empty: the system's
    authorities decide. Not for several threads at once."""

    def __init__(
        self, url: str, *, pins: Collection[str] = (), pause: Pause, draw: Draw,
        read_seconds: float = READ_SECONDS,
    ) -> None:  # fmt: skip
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NoAnswer(f"no address: {url}")
        self._secure = parts.scheme == "https"
        self._host, self._port = parts.hostname, parts.port
        self._base = parts.path.rstrip("/")
        self._pins = frozenset(pins)
        self._pause, self._draw = pause, draw
        self._read_seconds = read_seconds
        self._kept: http.client.HTTPConnection | None = None
        self._broken = False
        self.sent = 0
        """Bytes of bodies that went out and came in."""
        self.received = 0

    def ask(
        self, method: str, path: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Reply:
        """One request, tried again while the line or the centre is not up to it.

        Raises: NoAnswer (WrongKey at once, without another try).
        """
        trouble: Exception = NoAnswer("not tried")
        for attempt in range(TRIES):
            if self._broken:
                raise NoAnswer("stopped")
            if attempt:
                # Full jitter over a span that doubles.
                self._pause(_FIRST_PAUSE * 2**attempt * self._draw())
            try:
                reply = self._once(method, path, body=body, headers=headers or {})
            except WrongKey:
                raise
            except (OSError, http.client.HTTPException) as error:
                self.close()
                trouble = error
                continue
            if reply.status not in _AGAIN:
                return reply
            trouble = NoAnswer(str(reply.status))
        raise NoAnswer(type(trouble).__name__) from trouble

    def _once(
        self, method: str, path: str, *, body: bytes, headers: Mapping[str, str]
    ) -> Reply:  # fmt: skip
        if self._kept is None:
            self._kept = self._connected()
        kept = self._kept
        kept.putrequest(method, self._base + path, skip_accept_encoding=True)
        for name, value in headers.items():
            kept.putheader(name, value)
        if body or method == "POST":
            kept.putheader("Content-Length", str(len(body)))
        kept.endheaders(body or None)
        self.sent += len(body)
        got = kept.getresponse()
        content = got.read()
        self.received += len(content)
        if got.will_close:
            self.close()
        return Reply(got.status, content, _told(got.getheaders()))

    def pour(
        self, method: str, path: str, *, pieces: Iterable[bytes], size: int,
        headers: Mapping[str, str],
    ) -> Reply:  # fmt: skip
        """One request with a long body, in pieces that make `size` bytes; not tried again.

        Little of it waits in this machine, so that little is sent twice after a cut. An answer
        that comes before the end is taken, and the rest is not sent. Raises: NoAnswer, and
        whatever the pieces raise (the line is cut then).
        """
        fresh = self._kept is None
        try:
            kept = self._kept = self._kept or self._connected()
            kept.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SMALL_BUFFER)
            kept.putrequest(method, self._base + path, skip_accept_encoding=True)
            for name, value in {**headers, "Content-Length": str(size)}.items():
                kept.putheader(name, value)
            kept.endheaders()
            whole = True
            for piece in pieces:
                # On a fresh TLS line what can be read may be TLS's own.
                if not fresh and select.select([kept.sock], [], [], 0)[0]:
                    whole = False
                    break
                try:
                    kept.send(piece)
                except ConnectionError:
                    # It may have said why before it hung up.
                    whole = False
                    break
                self.sent += len(piece)
            got = kept.getresponse()
            content = got.read()
            if got.will_close or not whole:
                self.close()
            return Reply(got.status, content, _told(got.getheaders()))
        except WrongKey:
            raise
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise NoAnswer(type(error).__name__) from error
        except BaseException:
            self.close()
            raise

    def draw_off(
        self, path: str, *, headers: Mapping[str, str], sink: Callable[[Reply, bytes], None]
    ) -> Reply:
        """GET a long body, handed over as it comes (with an empty `Reply.body`); not tried again.

        The body of a refusal is in the reply and not handed over. Raises: NoAnswer, and whatever
        the sink raises (the line is cut then).
        """
        try:
            kept = self._kept = self._kept or self._connected()
            kept.putrequest("GET", self._base + path, skip_accept_encoding=True)
            for name, value in headers.items():
                kept.putheader(name, value)
            kept.endheaders()
            got = kept.getresponse()
            told = _told(got.getheaders())
            reply = Reply(got.status, b"", told)
            if got.status not in (_WHOLE, _PART):
                reply = Reply(got.status, got.read(), told)
            else:
                while piece := got.read(_PIECE):
                    self.received += len(piece)
                    sink(reply, piece)
            if got.length:
                raise http.client.IncompleteRead(b"", got.length)
            if got.will_close:
                self.close()
            return reply
        except WrongKey:
            raise
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise NoAnswer(type(error).__name__) from error
        except BaseException:
            self.close()
            raise

    def _connected(self) -> http.client.HTTPConnection:
        if not self._secure:
            plain = http.client.HTTPConnection(self._host, self._port, timeout=CONNECT_SECONDS)
            plain.connect()
            plain.sock.settimeout(self._read_seconds)
            return plain
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.options &= ~_PADDING
        if self._pins:
            # The pin says more than any authority could: this very key, whatever its name.
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        made = http.client.HTTPSConnection(
            self._host, self._port, timeout=CONNECT_SECONDS, context=context
        )
        made.connect()
        if self._pins and not self._known(made):
            made.close()
            raise WrongKey("another key")
        made.sock.settimeout(self._read_seconds)
        return made

    def _known(self, made: http.client.HTTPSConnection) -> bool:
        sock = made.sock
        found = sock.getpeercert(binary_form=True) if isinstance(sock, ssl.SSLSocket) else None
        if not found:
            return False
        pin = pin_of_certificate(found)
        return any(hmac.compare_digest(pin, one) for one in self._pins)

    def break_off(self) -> None:
        """From another thread: a request that waits for an answer ends at once, in NoAnswer."""
        self._broken = True
        kept = self._kept
        sock = kept.sock if kept is not None else None
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let the connection go; the next request makes another."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None


def _told(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The headers by their small names; those that come several times joined (RFC 9110, 5.3)."""
    told: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        told[key] = f"{told[key]}, {value}" if key in told else value
    return told


def pin_of_certificate(der: bytes) -> str:
    """sha256 of a certificate's public key (SPKI), base64url without padding."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization

    spki = (
        x509.load_der_x509_certificate(der)
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return base64.urlsafe_b64encode(hashlib.sha256(spki).digest()).decode().rstrip("=")

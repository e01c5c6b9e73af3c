"""Who comes by phone: login and password with each request, before its body is read."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from sync.protocol.endpoint import Refused
from sync.server.gate import address_of, site_of
from sync.server.openrosa import collectors, digests

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.requests import Request

    from sync.server.openrosa.collectors import Known

_REMEMBERED = timedelta(minutes=10)
_MOST_REMEMBERED = 5_000
_AT_ONCE = 2
_LOOPBACK = ("127.0.0.1", "::1", "testclient")


class Remembered:
    """Passwords that were right a moment ago, as a keyed hash: argon2 once, not at each request."""

    def __init__(self) -> None:
        self.working = threading.Semaphore(_AT_ONCE)
        """argon2 takes 64 MB each time: few at once, whoever asks."""
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._known: dict[bytes, datetime] = {}

    def knows(self, known: Known, password: str, *, at: datetime) -> bool:
        """Whether this password was right for this very account, not long ago."""
        with self._lock:
            return self._known.get(self._mark(known, password), at) > at

    def keep(self, known: Known, password: str, *, at: datetime) -> None:
        """It was right."""
        with self._lock:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[self._mark(known, password)] = at + _REMEMBERED

    def _mark(self, known: Known, password: str) -> bytes:
        whole = f"{known.id}\0{known.secret}\0{password}".encode()
        return hmac.new(self._key, whole, hashlib.sha256).digest()


async def collector_of(request: Request) -> Known:
    """The collector that asks. Raises: Refused (unauthorised, tls, rate)."""
    _over_tls(request)
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    match kind.lower():
        case "basic":
            known = await run_in_threadpool(_by_password, request, *_pair(given))
        case "digest":
            known = await run_in_threadpool(_by_digest, request, given)
        case _:
            raise Refused("unauthorised")
    site = site_of(request)
    site.requests.take(f"collector {known.id}")
    return known


def challenges(request: Request) -> list[str]:
    """What `WWW-Authenticate` says: Basic first, and Digest only where somebody asked for it."""
    site = site_of(request)
    offers = [f'Basic realm="{collectors.REALM}", charset="UTF-8"']
    with site.engine.begin() as connection:
        if collectors.anyone_by_digest(connection):
            offers.append(
                f'Digest realm="{collectors.REALM}", qop="auth", algorithm=MD5, '
                f'nonce="{site.phones.nonces.make(at=site.clock.now())}"'
            )
    return offers


def _pair(given: str) -> tuple[str, str]:
    try:
        login, colon, password = base64.b64decode(given, validate=True).decode().partition(":")
    except ValueError as error:
        raise Refused("unauthorised") from error
    if not colon:
        raise Refused("unauthorised")
    return login, password


def _by_digest(request: Request, given: str) -> Known:
    """Without the password itself: by HA1, where it is kept."""
    site = site_of(request)
    at = site.clock.now()
    told = digests.read(given)
    site.phones.nonces.check(told, at=at)
    query = f"?{request.url.query}" if request.url.query else ""
    if told.get("uri") not in (
        request.url.path + query,
        request.scope["raw_path"].decode() + query,
    ):
        raise Refused("unauthorised")
    login = told.get("username", "")
    # Counted before it is known to be right: else guesses would cost nothing.
    counted = (address_of(request), f"collector {login[:40]}")
    for one in counted:
        site.logins.take(one)
    with site.engine.begin() as connection:
        known = collectors.known_collector(connection, login)
    right = (
        known is not None
        and known.digest_secret
        and digests.is_right(told, known.digest_secret, method=request.method)
    )
    if known is None or not right:
        raise Refused("unauthorised")
    for one in counted:
        site.logins.give_back(one)
    with site.engine.begin() as connection:
        collectors.seen(connection, known.id, at=at)
    return known


def _by_password(request: Request, login: str, password: str) -> Known:
    site = site_of(request)
    at = site.clock.now()
    with site.engine.begin() as connection:
        known = collectors.known_collector(connection, login)
    if known is not None and site.phones.remembered.knows(known, password, at=at):
        return known
    # What has to be worked out is what is counted: by the address and by the login.
    site.logins.take(address_of(request))
    site.logins.take(f"collector {login[:40]}")
    with site.phones.remembered.working:
        right = collectors.is_right(known, password)
    if not right or known is None:
        raise Refused("unauthorised")
    site.logins.give_back(address_of(request))
    site.logins.give_back(f"collector {login[:40]}")
    site.phones.remembered.keep(known, password, at=at)
    with site.engine.begin() as connection:
        collectors.seen(connection, known.id, at=at)
    return known


def _over_tls(request: Request) -> None:
    """A password never travels in the clear; this machine itself may ask without TLS."""
    if request.url.scheme != "https" and address_of(request) not in _LOOPBACK:
        raise Refused("tls")

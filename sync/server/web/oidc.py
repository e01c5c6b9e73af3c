"""Logging in with the organisation's own account: OpenID Connect, code flow with PKCE.

The ID token is taken straight from the provider over TLS, whose certificate stands for its
signature (OpenID Connect Core 1.0, 3.1.3.7, step 6). A provider without TLS is only asked on this
very machine.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from sync.protocol.endpoint import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from sync.server.config import ServerConfig

SECRET = "TERRENO_OIDC_SECRET"  # noqa: S105  the name of a variable
_MOST = 256 * 1024
_SECONDS = 10
_SKEW = 60
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_PARTS = 3


class _NoTurning(HTTPRedirectHandler):
    """What is asked answers itself, or not at all."""

    def redirect_request(self, *_args: Any, **_rest: Any) -> None:
        """Nowhere else."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way through the provider, all from the key in the browser's cookie."""

    key: str

    def part(self, name: str) -> str:
        """`state`, `nonce` or `verifier`: 64 digits that nobody guesses (RFC 7636, 4.1)."""
        return hmac.new(self.key.encode(), name.encode(), hashlib.sha256).hexdigest()

    @property
    def challenge(self) -> str:
        """S256 of the verifier (RFC 7636, 4.2)."""
        digest = hashlib.sha256(self.part("verifier").encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def is_offered(config: ServerConfig) -> bool:
    """Whether this centre has a provider."""
    return bool(config.oidc_issuer and config.oidc_client)


def way_in(config: ServerConfig, attempt: Attempt, *, back: str) -> str:
    """Where the browser goes to log in. `back`: our own address for the answer. Raises: Refused."""
    place = _told(config)["authorization_endpoint"]
    asked = {
        "response_type": "code", "client_id": config.oidc_client, "redirect_uri": back,
        "scope": "openid profile email", "state": attempt.part("state"),
        "nonce": attempt.part("nonce"), "code_challenge": attempt.challenge,
        "code_challenge_method": "S256",
    }  # fmt: skip
    return f"{place}{'&' if '?' in place else '?'}{urlencode(asked)}"


def login_of(config: ServerConfig, attempt: Attempt, *, code: str, back: str, now: datetime) -> str:
    """Who came back from the provider, as the claim `oidc_claim` calls them, in small letters.

    Raises: Refused (oidc) if anything does not fit.
    """
    fields = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": back,
        "client_id": config.oidc_client, "code_verifier": attempt.part("verifier"),
    }  # fmt: skip
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if secret := os.environ.get(SECRET, ""):
        # RFC 6749, 2.3.1: both are form-encoded before they are joined.
        pair = f"{quote(config.oidc_client, safe='')}:{quote(secret, safe='')}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
        del fields["client_id"]
    answer = _asked(_told(config)["token_endpoint"], data=urlencode(fields), headers=headers)
    claims = _claims(answer.get("id_token"))
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    fits = (
        claims.get("iss") == config.oidc_issuer
        and config.oidc_client in audiences
        and claims.get("azp", config.oidc_client) == config.oidc_client
        and (len(audiences) == 1 or "azp" in claims)
        and isinstance(claims.get("exp"), int | float)
        and claims["exp"] > now.timestamp() - _SKEW
        and hmac.compare_digest(str(claims.get("nonce")), attempt.part("nonce"))
    )
    login = claims.get(config.oidc_claim)
    if config.oidc_claim == "email" and claims.get("email_verified") is not True:
        fits = False
    if not fits or not isinstance(login, str) or not login.strip():
        raise Refused("oidc", "claims")
    return login.strip().lower()


def _told(config: ServerConfig) -> dict[str, str]:
    """What the provider says of itself (OpenID Connect Discovery 1.0, 4)."""
    told = _asked(f"{config.oidc_issuer.rstrip('/')}/.well-known/openid-configuration")
    places = ("authorization_endpoint", "token_endpoint")
    if told.get("issuer") != config.oidc_issuer or not all(
        isinstance(told.get(one), str) and _is_safe(told[one]) for one in places
    ):
        raise Refused("oidc", "discovery")
    return {one: told[one] for one in places}


def _asked(
    place: str, *, data: str | None = None, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    if not _is_safe(place):
        raise Refused("oidc", "no TLS")
    request = Request(  # noqa: S310  the scheme was looked at
        place, data=data.encode() if data is not None else None,
        headers={"Accept": "application/json"} | (headers or {}),
    )  # fmt: skip
    try:
        with build_opener(_NoTurning).open(request, timeout=_SECONDS) as answer:
            found = json.loads(answer.read(_MOST))
    except (URLError, OSError, ValueError, RecursionError) as error:
        raise Refused("oidc", type(error).__name__) from error
    if not isinstance(found, dict):
        raise Refused("oidc", "answer")
    return found


def _claims(token: object) -> dict[str, Any]:
    parts = token.split(".") if isinstance(token, str) else []
    if len(parts) != _PARTS:
        raise Refused("oidc", "token")
    try:
        found = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, RecursionError) as error:
        raise Refused("oidc", "token") from error
    if not isinstance(found, dict):
        raise Refused("oidc", "token")
    return found


def _is_safe(place: str) -> bool:
    found = urlsplit(place)
    return found.scheme == "https" or (found.scheme == "http" and found.hostname in _LOOPBACK)

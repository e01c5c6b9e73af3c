"""Logging in by Basic (RFC 7617) and Digest (RFC 2617, RFC 7616: MD5 and SHA-256, qop auth)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.request import parse_http_list, parse_keqv_list

from sync.openrosa.problems import LoginNotTaken, PasswordInTheClear

_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
_SCHEME = re.compile(r"(?:^|,\s*)(?=(?:Basic|Digest|Bearer|Negotiate)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, repr=False)
class Login:
    """Who hands in."""

    name: str
    password: str


class Authorisation:
    """What `Authorization` says, once the server has said how. `nonce`: makes a random word."""

    def __init__(self, login: Login | None, *, secure: bool, nonce: Callable[[], str]) -> None:
        self._login = login
        self._secure = secure
        self._nonce = nonce
        self._basic = False
        self._digest: dict[str, str] = {}
        self._tried: set[str] = set()
        self._count = 0

    def challenged(self, challenge: str) -> bool:
        """Take what `WWW-Authenticate` says; whether another try may help.

        Digest before Basic; Basic never over a line in the clear. Raises: LoginNotTaken,
        PasswordInTheClear.
        """
        if self._login is None:
            raise LoginNotTaken
        offers = [one.strip() for one in _SCHEME.split(challenge) if one.strip()]
        for one in offers:
            kind, _, rest = one.partition(" ")
            if kind.lower() == "digest" and self._take_digest(rest):
                return True
        if not any(one.lower().startswith("basic") for one in offers) or "basic" in self._tried:
            return False
        if not self._secure:
            raise PasswordInTheClear
        self._tried.add("basic")
        self._basic, self._digest = True, {}
        return True

    def _take_digest(self, offer: str) -> bool:
        told = parse_keqv_list(parse_http_list(offer.rstrip(", ")))
        algorithm = told.get("algorithm", "MD5").upper()
        fresh = told.get("stale", "").lower() == "true"
        if algorithm not in _HASHES or (f"digest {algorithm}" in self._tried and not fresh):
            return False
        self._tried.add(f"digest {algorithm}")
        self._digest, self._count = told, 0
        return True

    def header(self, method: str, uri: str) -> dict[str, str]:
        """The header of a request; empty before the server has asked."""
        if self._login is None or not (self._digest or self._basic):
            return {}
        if self._digest:
            return {"Authorization": self._answer(self._login, method, uri)}
        whole = f"{self._login.name}:{self._login.password}".encode()
        return {"Authorization": f"Basic {base64.b64encode(whole).decode()}"}

    def _answer(self, login: Login, method: str, uri: str) -> str:
        told = self._digest
        algorithm = told.get("algorithm", "MD5").upper()

        def hashed(text: str) -> str:
            return _HASHES[algorithm](text.encode(), usedforsecurity=False).hexdigest()

        realm, nonce = told.get("realm", ""), told.get("nonce", "")
        first = hashed(f"{login.name}:{realm}:{login.password}")
        second = hashed(f"{method}:{uri}")
        said = {"username": login.name, "realm": realm, "nonce": nonce, "uri": uri}
        if "auth" in [one.strip() for one in told.get("qop", "").split(",")]:
            self._count += 1
            count, mine = f"{self._count:08x}", self._nonce()
            proof = hashed(f"{first}:{nonce}:{count}:{mine}:auth:{second}")
            rest = f', qop=auth, nc={count}, cnonce="{mine}"'
        else:
            proof, rest = hashed(f"{first}:{nonce}:{second}"), ""
        if "opaque" in told:
            said["opaque"] = told["opaque"]
        quoted = ", ".join(f'{name}="{_escaped(value)}"' for name, value in said.items())
        return f'Digest {quoted}, response="{proof}", algorithm={algorithm}{rest}'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')

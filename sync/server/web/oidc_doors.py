"""The two routes of logging in by the organisation's account: there, and back."""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from sync.protocol.endpoint import Refused
from sync.server.gate import address_of, site_of
from sync.server.web import oidc, sessions
from sync.server.web.gate import is_https, let_in, over_tls, shown
from sync.server.web.pages import BASE, go_to
from sync.server.web.people import enter_known

if TYPE_CHECKING:
    from starlette.requests import Request

_BACK = f"{BASE}/oidc/back"
_MINUTES = 10


@shown
async def leave_for(request: Request) -> Response:
    """To the provider; the key of this attempt is the browser's own."""
    over_tls(request)
    site = site_of(request)
    if not oidc.is_offered(site.config):
        raise Refused("gone")
    site.logins.take(address_of(request))
    key = secrets.token_urlsafe(32)
    back = site.config.url + _BACK
    place = await run_in_threadpool(
        lambda: oidc.way_in(site.config, oidc.Attempt(key), back=back)
    )  # fmt: skip
    answer = Response(status_code=303, headers={"location": place})
    answer.set_cookie(
        _name(request), key, max_age=_MINUTES * 60, path="/", secure=is_https(request),
        httponly=True, samesite="lax",
    )  # fmt: skip
    return answer


@shown
async def come_back(request: Request) -> Response:
    """From the provider, with a code that is good once and for this browser only."""
    over_tls(request)
    site = site_of(request)
    key = request.cookies.get(_name(request), "")
    given = request.query_params
    attempt = oidc.Attempt(key)
    from_us = hmac.compare_digest(
        given.get("state", "").encode(), attempt.part("state").encode()
    )  # fmt: skip
    issuer = given.get("iss", site.config.oidc_issuer)
    if not key or not oidc.is_offered(site.config) or not from_us:
        raise Refused("forged")
    if not given.get("code") or issuer != site.config.oidc_issuer:
        raise Refused("oidc")
    at = site.clock.now()
    login = await run_in_threadpool(
        lambda: oidc.login_of(
            site.config, attempt, code=given["code"], back=site.config.url + _BACK, now=at
        )
    )
    person = await site.write(lambda connection: enter_known(connection, login, at=at))
    if person is None:
        raise Refused("unknown")
    site.logins.give_back(address_of(request))
    known = person
    cookie = await site.write(lambda connection: sessions.begin_session(connection, known, at=at))
    answer = go_to("overview")
    let_in(request, answer, cookie)
    answer.delete_cookie(
        _name(request), secure=is_https(request), httponly=True, samesite="lax"
    )  # fmt: skip
    return answer


def _name(request: Request) -> str:
    return "__Host-terreno-oidc" if is_https(request) else "terreno-oidc"


ROUTES = [
    Route(f"{BASE}/oidc", leave_for, methods=["GET"]),
    Route(_BACK, come_back, methods=["GET"]),
]

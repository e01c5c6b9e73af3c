"""Who looks at a page: cookie, session, and that a form came from a page of ours."""

from __future__ import annotations

import functools
import secrets
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sync.protocol.endpoint import Refused
from sync.server.bodies import STATUS, body_of
from sync.server.gate import address_of, site_of
from sync.server.web import sessions
from sync.server.web.pages import go_to, guard, page

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from sync.server.web.people import Person

_MOST_FORM = 16 * 1024
_MOST_FIELDS = 40
_LOOPBACK = ("127.0.0.1", "::1", "testclient")
_STATUS = STATUS | {"forged": 403, "tls": 403, "gone": 404, "oidc": 502, "unknown": 403}
_SAID = frozenset({"oidc", "unknown", "forged", "rate", "tls", "gone", "busy", "malformed"})


class LoggedOut(Exception):
    """Nobody is logged in here."""


def is_https(request: Request) -> bool:
    """Whether this request came over TLS: ours, or that of a proxy that is believed."""
    return request.url.scheme == "https"


def shown(
    handle: Callable[[Request], Awaitable[Response]],
) -> Callable[..., Awaitable[Response]]:
    """Every answer has the page's headers; refusals are pages, and who is logged out logs in."""

    @functools.wraps(handle)
    async def guarded(request: Request) -> Response:
        try:
            _from_here(request)
            answer = await handle(request)
        except LoggedOut:
            answer = go_to("login")
        except Refused as refused:
            site_of(request).meters.refused.labels(refused.code).inc()
            answer = _refusal(request, refused.code)
        except (DBAPIError, NoConnection) as error:
            site_of(request).meters.troubled(error)
            answer = _refusal(request, "busy")
        return guard(answer, https=is_https(request))

    return guarded


async def person_here(request: Request) -> Person:
    """Who is logged in. Raises: LoggedOut, Refused (rate)."""
    cookie = request.cookies.get(cookie_name(request), "")
    if not cookie:
        raise LoggedOut
    site = site_of(request)
    site.requests.take(f"web {address_of(request)}")
    found = await site.write(
        lambda connection: sessions.person_of(connection, cookie, at=site.clock.now())
    )
    if found is None:
        raise LoggedOut
    return found


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form that one of our pages sent. Raises: Refused (forged, malformed)."""
    given = await _fields(request)
    cookie = request.cookies.get(cookie_name(request), "")
    if not cookie or not sessions.is_form_token(cookie, given.get("token", "")):
        raise Refused("forged")
    return given


async def login_form_of(request: Request) -> dict[str, str]:
    """The fields of the login form, sent by the page that this browser was given."""
    over_tls(request)
    given = await _fields(request)
    nonce = request.cookies.get(_nonce_name(request), "")
    if not nonce or not sessions.is_form_token(nonce, given.get("token", "")):
        raise Refused("forged")
    return given


def token_of(request: Request) -> str:
    """What the forms of a page bring along."""
    return sessions.form_token(request.cookies.get(cookie_name(request), ""))


def login_page(
    request: Request, *, status: int = 200, error: str = "", notice: str = "", login: str = ""
) -> Response:
    """The page to log in on, bound to this browser by a cookie of its own."""
    nonce = request.cookies.get(_nonce_name(request), "") or secrets.token_urlsafe(24)
    answer = page(
        request, "login", status=status, token=sessions.form_token(nonce), error=error,
        notice=notice, login=login, by_oidc=bool(site_of(request).config.oidc_issuer),
    )  # fmt: skip
    _set(request, answer, _nonce_name(request), nonce)
    return answer


def let_in(request: Request, answer: Response, cookie: str) -> None:
    """The browser is logged in from here on."""
    _set(request, answer, cookie_name(request), cookie)
    answer.delete_cookie(
        _nonce_name(request), secure=is_https(request), httponly=True, samesite="lax"
    )


def let_out(request: Request, answer: Response) -> None:
    """The browser forgets its session."""
    answer.delete_cookie(
        cookie_name(request), secure=is_https(request), httponly=True, samesite="lax"
    )


def cookie_name(request: Request) -> str:
    """Over TLS no other host, path or plain page can put a cookie of this name."""
    return "__Host-terreno" if is_https(request) else "terreno"


def _nonce_name(request: Request) -> str:
    return "__Host-terreno-login" if is_https(request) else "terreno-login"


def _set(request: Request, answer: Response, name: str, value: str) -> None:
    answer.set_cookie(
        name, value, path="/", secure=is_https(request), httponly=True, samesite="lax"
    )


def over_tls(request: Request) -> None:
    """A password never travels in the clear; this machine itself may ask without TLS."""
    if not is_https(request) and address_of(request) not in _LOOPBACK:
        raise Refused("tls")


def id_in(request: Request) -> UUID:
    """The id in the path. Raises: Refused (gone)."""
    try:
        return UUID(request.path_params["id"])
    except ValueError as error:
        raise Refused("gone") from error


async def in_thread(handle: Callable[[], Response]) -> Response:
    """Rendering and questions off the event loop."""
    return await run_in_threadpool(handle)


def _from_here(request: Request) -> None:
    """A form of another site is refused before anything of it is read (with the token besides)."""
    if request.method != "POST":
        return
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "")
    host = request.headers.get("host", "")
    if site not in ("same-origin", "none") or (origin and urlsplit(origin).netloc != host):
        raise Refused("forged")


async def _fields(request: Request) -> dict[str, str]:
    body = await body_of(request, most=_MOST_FORM)
    try:
        given = parse_qs(
            body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict"
        )
    except ValueError as error:
        raise Refused("malformed") from error
    return {name: values[0] for name, values in given.items()}


def _refusal(request: Request, code: str) -> Response:
    return page(
        request, "trouble", status=_STATUS.get(code, 400),
        code=code if code in _SAID else "malformed",
    )  # fmt: skip

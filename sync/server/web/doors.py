"""The routes of the page: logging in and out, and what is only looked at."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.responses import Response
from starlette.routing import Route

from sync.protocol.endpoint import Refused
from sync.server.gate import address_of, site_of
from sync.server.web import deeds, facts, oidc_doors, sessions
from sync.server.web.gate import (
    cookie_name,
    form_of,
    in_thread,
    let_in,
    let_out,
    login_form_of,
    login_page,
    person_here,
    shown,
    token_of,
)
from sync.server.web.pages import BASE, go_to, page, style
from sync.server.web.people import MOST, try_password
from sync.server.web.words import language_of, word

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sqlalchemy import Connection
    from starlette.requests import Request

    from sync.server.web.people import Person

_LISBON = ZoneInfo("Europe/Lisbon")
_MOST_PAGES = 10_000


@shown
async def login(request: Request) -> Response:
    """The page to log in on."""
    return login_page(request)


@shown
async def enter(request: Request) -> Response:
    """Log in. Wrong ones are counted by the address and by the login."""
    site = site_of(request)
    given = await login_form_of(request)
    name, password = given.get("login", "")[:80], given.get("password", "")[: MOST + 1]
    address = address_of(request)
    site.logins.take(address)
    site.logins.take(f"web {name.strip().lower()}")
    at = site.clock.now()
    person = await site.write(
        lambda connection: try_password(connection, name, password, at=at)
    )  # fmt: skip
    if person is None:
        language = language_of(request.headers.get("accept-language", ""))
        return login_page(request, status=403, error=word("wrong-login", language), login=name)
    site.logins.give_back(address)
    known = person
    cookie = await site.write(
        lambda connection: sessions.begin_session(connection, known, at=at)
    )  # fmt: skip
    answer = go_to("overview")
    let_in(request, answer, cookie)
    return answer


@shown
async def leave(request: Request) -> Response:
    """Log out: the session is gone on the server too."""
    await form_of(request)
    cookie = request.cookies.get(cookie_name(request), "")
    await site_of(request).write(lambda connection: sessions.end_session(connection, cookie))
    answer = go_to("login")
    let_out(request, answer)
    answer.headers["clear-site-data"] = '"cache"'
    return answer


@shown
async def style_sheet(_request: Request) -> Response:
    """How the page looks."""
    return await in_thread(style)


@shown
async def start(_request: Request) -> Response:
    """The front door."""
    return go_to("overview")


async def _looked_at(
    request: Request, name: str, ask: Callable[[Connection, Person], dict[str, Any]]
) -> Response:
    person = await person_here(request)
    site = site_of(request)

    def whole() -> Response:
        with site.engine.begin() as connection:
            found = ask(connection, person)
        return page(request, name, person=person, token=token_of(request), **found)

    return await in_thread(whole)


@shown
async def overview(request: Request) -> Response:
    """Who has synced, when."""
    at = site_of(request).clock.now()

    def ask(connection: Connection, person: Person) -> dict[str, Any]:
        seen = facts.laptops(connection, person, at=at)
        active = [one for one in seen if one.device.revoked_at is None and one.state != "door"]
        open_now = sum(len(one) for one in facts.conflicts(connection, person).values())
        sums = [
            ("sum-active", len(active), "devices", False),
            ("sum-silent", sum(one.state in ("long", "never") for one in active), "overview", True),
            ("sum-waiting", sum(one.device.waiting for one in active), "waiting", False),
            ("sum-refused", sum(one.device.refused for one in active), "waiting", True),
            ("sum-conflicts", open_now, "conflicts", True),
        ]
        return {"laptops": seen, "sums": sums, "long": facts.LONG.days}

    return await _looked_at(request, "overview", ask)


@shown
async def waiting(request: Request) -> Response:
    """What has not come, or could not be taken."""
    return await _looked_at(
        request, "waiting",
        lambda connection, person: {"waiting": facts.waiting(connection, person)},
    )  # fmt: skip


@shown
async def conflicts(request: Request) -> Response:
    """What is in dispute, by organisation."""
    return await _looked_at(
        request, "conflicts",
        lambda connection, person: {
            "found": facts.conflicts(connection, person), "most": facts.MOST_CONFLICTS,
        },
    )  # fmt: skip


@shown
async def storage(request: Request) -> Response:
    """What the centre keeps."""
    site = site_of(request)
    return await _looked_at(
        request, "storage",
        lambda connection, person: {"space": facts.space(connection, person, site)},
    )  # fmt: skip


@shown
async def audit(request: Request) -> Response:
    """Who did what; the filter is in the address."""
    asked = {
        name: request.query_params.get(name, "")[:80]
        for name in ("action", "who", "since", "until")
    }
    number = request.query_params.get("page", "0")
    place = min(int(number), _MOST_PAGES) if number.isascii() and number.isdigit() else 0
    since, until = _day(asked["since"]), _day(asked["until"])

    def turned(to: int) -> str:
        return f"{BASE}/audit?{urlencode(asked | {'page': str(to)})}"

    def ask(connection: Connection, person: Person) -> dict[str, Any]:
        found = facts.trail(
            connection, person, action=asked["action"], who=asked["who"], since=since,
            until=until + timedelta(days=1) if until else None, page=place,
        )  # fmt: skip
        return {
            "trail": found, "asked": asked, "newer": turned(place - 1) if place else "",
            "older": turned(place + 1) if found.more else "",
        }  # fmt: skip

    return await _looked_at(request, "audit", ask)


def _day(given: str) -> datetime | None:
    """Midnight in Portugal of a day given as in ISO 8601; none for none. Raises: Refused."""
    if not given:
        return None
    try:
        day = date.fromisoformat(given)
        at = datetime(day.year, day.month, day.day, tzinfo=_LISBON)
        at.timestamp()
    except (ValueError, OverflowError) as error:
        raise Refused("malformed") from error
    return at


ROUTES = [
    Route("/", start, methods=["GET"]),
    Route(BASE, start, methods=["GET"]),
    Route(f"{BASE}/login", login, methods=["GET"]),
    Route(f"{BASE}/login", enter, methods=["POST"]),
    Route(f"{BASE}/logout", leave, methods=["POST"]),
    Route(f"{BASE}/style.css", style_sheet, methods=["GET"]),
    Route(f"{BASE}/overview", overview, methods=["GET"]),
    Route(f"{BASE}/waiting", waiting, methods=["GET"]),
    Route(f"{BASE}/conflicts", conflicts, methods=["GET"]),
    Route(f"{BASE}/storage", storage, methods=["GET"]),
    Route(f"{BASE}/audit", audit, methods=["GET"]),
    *deeds.ROUTES,
    *oidc_doors.ROUTES,
]

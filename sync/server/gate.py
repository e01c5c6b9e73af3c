"""Who asks: the token of a request, and the device it was given to.

Every route of the centre that gives or takes data goes through `authenticated` before it reads a
byte of the body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from starlette.concurrency import run_in_threadpool

from sync.protocol.endpoint import Refused
from sync.protocol.signed_word import SCHEME, read_signed

if TYPE_CHECKING:
    from starlette.requests import Request

    from sync.centre.callers import DeviceFacts
    from sync.server.site import Site

_OF_FILES = ("/v1/files", "/v1/blobs", "/v1/have")


def site_of(request: Request) -> Site:
    """What the process holds."""
    site: Site = request.app.state.site
    return site


def token_device(request: Request) -> UUID:
    """The device that the token names; whether it was revoked since is not looked at.

    Raises: Refused (unauthorised, rate).
    """
    site = site_of(request)
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer":
        raise Refused("unauthorised")
    device = site.tokens.device_of(token.strip(), now=site.clock.now())
    # Many small files may not use up what changes need.
    lane = "/files" if request.url.path.startswith(_OF_FILES) else ""
    site.requests.take(f"{device}{lane}")
    request.state.device = device
    return device


async def signed_device(request: Request) -> tuple[UUID, str]:
    """The device that signed this request itself, and a token for its next ones.

    Counted as a login, before anything is looked up. Raises: Refused (unauthorised, rate).
    """
    site = site_of(request)
    _, _, given = request.headers.get("authorization", "").partition(" ")
    count_login(request, read_signed(given.strip()).device)
    now = site.clock.now()
    device = await site.write(
        lambda connection: site.tokens.asked_by(connection, given.strip(), now=now)
    )
    site.requests.take(str(device))
    request.state.device = device
    return device, site.tokens.token(device, now=now)


def count_login(request: Request, device: UUID) -> None:
    """By the device as this address names it: nobody uses up what another one has.

    Raises: Refused (rate).
    """
    site, address = site_of(request), address_of(request)
    site.offices.take(address)
    site.logins.take(f"{device} {address}")


def is_signed(request: Request) -> bool:
    """Whether a request comes with a signature instead of a token."""
    return request.headers.get("authorization", "").partition(" ")[0].lower() == SCHEME.lower()


async def authenticated(request: Request) -> DeviceFacts:
    """The device that asks, if it may come in now. Raises: Refused (unauthorised, revoked, rate).

    What it may read and write follows from its facts: `sync.protocol.rights`.
    """
    device = token_device(request)
    return await run_in_threadpool(site_of(request).centre.device, device)


def address_of(request: Request) -> str:
    """From where a request comes; for limits only, never kept."""
    return request.client.host if request.client else ""

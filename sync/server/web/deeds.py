"""What people do on the page: codes made and voided, laptops put out and wiped."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from starlette.responses import Response
from starlette.routing import Route

from core.store.mapping import GLOBAL
from sync.protocol.endpoint import Refused
from sync.protocol.rights import AMP, Role
from sync.server import devices
from sync.server.gate import site_of
from sync.server.running import pin_of
from sync.server.web import facts
from sync.server.web.gate import form_of, id_in, in_thread, person_here, shown, token_of
from sync.server.web.pages import BASE, go_to, page
from sync.server.web.words import language_of, word

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection
    from starlette.requests import Request

    from sync.server.devices import DeviceSummary
    from sync.server.web.people import Person

_MOST_HOURS = 24 * 14


@shown
async def list_devices(request: Request) -> Response:
    """Laptops, and the way to put one out. `done` and `id` tell what was just done."""
    person = await person_here(request)
    site = site_of(request)
    done = request.query_params.get("done", "")
    changed = request.query_params.get("id", "")

    def whole() -> Response:
        with site.engine.begin() as connection:
            seen = facts.laptops(connection, person, at=site.clock.now())
        name = next((one.device.name for one in seen if str(one.device.id) == changed), None)
        notice = ""
        if name is not None and done in ("revoked", "wiped"):
            notice = _said(request, f"{done}-done", name=name)
        return page(request, "devices", person=person, token=token_of(request), laptops=seen,
                    notice=notice)  # fmt: skip

    return await in_thread(whole)


@shown
async def one_device(request: Request) -> Response:
    """Asks whether a laptop is to be put out, or wiped."""
    person = await person_here(request)
    return await _asked(request, person, id_in(request))


@shown
async def revoke(request: Request) -> Response:
    """Put a laptop out."""
    return await _put_out(request, wipe=False)


@shown
async def wipe(request: Request) -> Response:
    """Put a laptop out and have it wiped, once the person has said to know what is lost."""
    return await _put_out(request, wipe=True)


async def _put_out(request: Request, *, wipe: bool) -> Response:
    person = await person_here(request)
    given = await form_of(request)
    device = id_in(request)
    if wipe and given.get("sure") != "yes":
        return await _asked(
            request, person, device, error=_said(request, "wipe-unconfirmed"), status=422
        )
    site = site_of(request)

    def verb(connection: Connection) -> None:
        _known(connection, person, device, at=site.clock.now())
        devices.revoke(
            connection, device, at=site.clock.now(), wipe=wipe, actor=str(person.id)
        )  # fmt: skip

    await site.write(verb)
    done = "wiped" if wipe else "revoked"
    return go_to(f"devices?done={done}&id={device}")


async def _asked(
    request: Request, person: Person, device: UUID, *, error: str = "", status: int = 200
) -> Response:
    site = site_of(request)

    def whole() -> Response:
        with site.engine.begin() as connection:
            laptop = _known(connection, person, device, at=site.clock.now())
        return page(request, "device", status=status, person=person, token=token_of(request),
                    laptop=laptop, error=error)  # fmt: skip

    return await in_thread(whole)


def _known(connection: Connection, person: Person, device: UUID, *, at: datetime) -> DeviceSummary:
    """A laptop that is seen; one of another municipality is as if it were not there."""
    for one in facts.laptops(connection, person, at=at):
        if one.device.id == device and one.state != "door":
            return one.device
    raise Refused("gone")


@shown
async def list_codes(request: Request) -> Response:
    """The codes that still open, and the form for a new one."""
    person = await person_here(request)
    notice = _said(request, "voided") if request.query_params.get("done") == "voided" else ""
    return await _codes(request, person, notice=notice)


@shown
async def make_code(request: Request) -> Response:
    """Make a code and show it, this once."""
    person = await person_here(request)
    given = await form_of(request)
    org, role, hours = given.get("org", ""), given.get("role", ""), given.get("hours", "")
    if not hours.isascii() or not hours.isdigit() or not 1 <= int(hours) <= _MOST_HOURS:
        raise Refused("malformed")
    if (
        org not in dict(_organisations(person))
        or role not in person.may_give
        or not _fits(org, role)
    ):
        return await _codes(request, person, error=_said(request, "code-refused"), status=422)
    site = site_of(request)
    at: datetime = site.clock.now()
    made = await site.write(
        lambda connection: devices.make_code(
            connection, organisation=org, role=role, at=at, lasts=timedelta(hours=int(hours)),
            actor=str(person.id),
        )
    )  # fmt: skip
    return await _codes(request, person, made=made, chosen=org)


@shown
async def void_code(request: Request) -> Response:
    """A code opens nothing any more."""
    person = await person_here(request)
    await form_of(request)
    site = site_of(request)
    identity = id_in(request)

    def verb(connection: Connection) -> None:
        at = site.clock.now()
        if identity not in {one.id for one in facts.codes(connection, person, at=at)}:
            raise Refused("gone")
        devices.void_code(connection, identity, at=at, actor=str(person.id))

    await site.write(verb)
    return go_to("codes?done=voided")


async def _codes(
    request: Request, person: Person, *, status: int = 200, chosen: str = "", **told: Any
) -> Response:
    site = site_of(request)

    def whole() -> Response:
        with site.engine.begin() as connection:
            found = facts.codes(connection, person, at=site.clock.now())
        pin = pin_of(site.config)
        address = f"{site.config.url}#pin={pin}" if pin else site.config.url
        shown_facts = {"made": "", "notice": "", "error": ""} | told
        return page(
            request, "codes", status=status, person=person, token=token_of(request), codes=found,
            orgs=_organisations(person), address=address, chosen=chosen, **shown_facts,
        )  # fmt: skip

    return await in_thread(whole)


def _organisations(person: Person) -> list[tuple[str, str]]:
    return [
        (code, name)
        for code, name in devices.organisations().items()
        if code != GLOBAL and person.sees(code)
    ]


def _fits(organisation: str, role: str) -> bool:
    """The AMP's roles go with the AMP; a municipality's people with a municipality."""
    return role not in (Role.AMP_TEAM, Role.ADMINISTRATOR) or organisation == AMP


def _said(request: Request, name: str, /, **given: object) -> str:
    return word(name, language_of(request.headers.get("accept-language", "")), **given)


ROUTES = [
    Route(f"{BASE}/devices", list_devices, methods=["GET"]),
    Route(f"{BASE}/devices/{{id:str}}", one_device, methods=["GET"]),
    Route(f"{BASE}/devices/{{id:str}}/revoke", revoke, methods=["POST"]),
    Route(f"{BASE}/devices/{{id:str}}/wipe", wipe, methods=["POST"]),
    Route(f"{BASE}/codes", list_codes, methods=["GET"]),
    Route(f"{BASE}/codes", make_code, methods=["POST"]),
    Route(f"{BASE}/codes/{{id:str}}/void", void_code, methods=["POST"]),
]

"""The doors that JSON speaks: enrolment, challenge and token; health and meters."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from pydantic import BaseModel, Field
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from sync.centre.service import epoch_of
from sync.centre.tables import ScopeHead, SyncDevice
from sync.protocol.endpoint import Refused
from sync.server import devices
from sync.server.bodies import STATUS
from sync.server.database import is_current
from sync.server.gate import address_of, count_login, site_of
from sync.server.openrosa.inbox import count_submissions
from sync.server.tokens import TOKEN_SECONDS

if TYPE_CHECKING:
    from sqlalchemy import Connection

router = APIRouter(prefix="/v1", tags=["devices"])
open_router = APIRouter(tags=["operation"])
Base64 = Annotated[str, Field(max_length=128, pattern=r"^[A-Za-z0-9+/]*={0,2}$")]


class Enrolment(BaseModel):
    """A laptop hands in its code."""

    code: Annotated[str, Field(max_length=40)]
    device: UUID
    technician: UUID
    name: Annotated[str, Field(max_length=80)] = ""
    public_key: Base64
    """Ed25519, 32 bytes."""
    sealing_key: Base64 = ""
    """X25519, 32 bytes: what only this laptop may read is made for this key."""
    signature: Base64
    """Over `terreno-enrol-1`, the device id (16 bytes) and the code without dashes."""


class Enrolled(BaseModel):
    """Where the laptop belongs now, and what to trust from now on."""

    organisation: str
    role: str
    pins: list[str]
    """`sha256` of the public keys (SPKI, base64) of this centre: the present one, the next one."""


class Device(BaseModel):
    """Who asks for a challenge."""

    device: UUID


class Challenge(BaseModel):
    """Something to sign."""

    challenge: str


class Signed(BaseModel):
    """A challenge signed with the device's key."""

    device: UUID
    challenge: Annotated[str, Field(max_length=128)]
    signature: Base64


class Given(BaseModel):
    """A token, for `Authorization: Bearer`."""

    token: str
    seconds: int


class Trouble(BaseModel):
    """Why not."""

    code: str
    detail: str = ""


_TROUBLES: dict[int | str, dict[str, object]] = {
    status: {"model": Trouble} for status in (400, 401, 403, 409, 429, 503)
}


@router.post("/enrol", responses=_TROUBLES)
def enrol(request: Request, asked: Enrolment) -> Enrolled:
    """Let a laptop in by its one-time code."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    site = site_of(request)
    # Fifty laptops of one office may come in on one morning: what is counted is wrong codes.
    site.logins.take(address_of(request))
    who = devices.Applicant(
        device=asked.device, technician=asked.technician, name=asked.name,
        public_key=_bytes(asked.public_key), signature=_bytes(asked.signature),
        sealing_key=_bytes(asked.sealing_key),
    )  # fmt: skip
    try:
        Ed25519PublicKey.from_public_bytes(who.public_key).verify(
            who.signature,
            devices.ENROL_WORDS + who.device.bytes + devices.spelled(asked.code).encode(),
        )
    except (InvalidSignature, ValueError) as error:
        raise Refused("unauthorised", "signature") from error
    now = site.clock.now()
    with site.engine.begin() as connection:
        code = devices.try_code(connection, asked.code, at=now)
    if code is None:
        raise Refused("code")
    with site.engine.begin() as connection:
        place = devices.enrol(connection, code, who, at=now)
    site.logins.give_back(address_of(request))
    return Enrolled(organisation=place.organisation, role=place.role, pins=site.pins)


@router.post("/challenge", responses=_TROUBLES)
def challenge(request: Request, asked: Device) -> Challenge:
    """Something for a device to sign; says nothing of whether the device is known."""
    count_login(request, asked.device)
    site = site_of(request)
    return Challenge(challenge=site.tokens.challenge(asked.device, now=site.clock.now()))


@router.post("/token", responses=_TROUBLES)
def token(request: Request, asked: Signed) -> Given:
    """A short token for a signed challenge, once."""
    count_login(request, asked.device)
    site = site_of(request)

    def answered(connection: Connection) -> str:
        return site.tokens.answered(
            connection, asked.device, asked.challenge, _bytes(asked.signature),
            now=site.clock.now(),
        )  # fmt: skip

    with site.engine.begin() as connection:
        return Given(token=answered(connection), seconds=TOKEN_SECONDS)


@open_router.get("/health", responses={503: {"description": "It does not serve"}})
def health(request: Request) -> Response:
    """200 when the database answers and its tables are of this version; 503 otherwise."""
    site = site_of(request)
    try:
        with site.engine.begin() as connection:
            current, epoch = is_current(connection), epoch_of(connection)
    except SQLAlchemyError:
        return JSONResponse({"status": "no database"}, status_code=503)
    return JSONResponse(
        {"status": "ok" if current else "tables of another version", "epoch": epoch},
        status_code=200 if current else 503,
    )


@open_router.get("/metrics", responses={200: {"content": {"text/plain": {}}}})
def metrics(request: Request) -> Response:
    """Counters of this process, and how far each scope goes; for Prometheus."""
    site = site_of(request)
    with site.engine.begin() as connection:
        heads = connection.execute(select(ScopeHead.scope, ScopeHead.seq)).all()
        count = connection.execute(
            select(func.count()).select_from(SyncDevice).where(SyncDevice.revoked_at.is_(None))
        ).scalar_one()
        handed_in = count_submissions(connection)
    text = site.meters.text(
        [(one.scope, one.seq) for one in heads], devices=count, submissions=handed_in
    )
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4")


def trouble(refused: Refused) -> JSONResponse:
    """A refusal at these doors, as JSON."""
    return JSONResponse(
        {"code": refused.code, "detail": refused.detail},
        status_code=STATUS.get(refused.code, 400),
    )


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Refused("unauthorised", "base64") from error

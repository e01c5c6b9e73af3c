"""Files on their way in, by tus 1.0 (https://tus.io/protocols/resumable-upload).

Extensions: creation, creation-with-upload, checksum, termination, expiration. The metadata must
name the file's `sha256` (hex) and its `scope` (several parted by blanks). A file counts as
received once its bytes on this disk have that hash; the answer then says so in `Terreno-Received`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from sync.protocol.endpoint import Refused
from sync.server import uploads
from sync.server.bodies import refusal_of
from sync.server.gate import authenticated, site_of
from sync.server.hot import refusing
from sync.server.receiving import write_body

if TYPE_CHECKING:
    from starlette.requests import Request

    from sync.centre.callers import DeviceFacts
    from sync.server.site import Site
    from sync.server.uploads import Upload

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,termination,expiration"
HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}
RECEIVED = "terreno-received"
_BYTES = "application/offset+octet-stream"
_ID = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"[0-9]{1,16}")
_MOST_METADATA = 4096


@dataclass(frozen=True, slots=True)
class _Told:
    """What a creation says of its file."""

    sha256: str
    size: int
    scopes: tuple[str, ...]


async def options(request: Request) -> Response:
    """What this server can do."""
    return Response(
        status_code=204,
        headers={
            "tus-resumable": VERSION, "tus-version": VERSION, "tus-extension": EXTENSIONS,
            "tus-max-size": str(site_of(request).config.most_file),
            "tus-checksum-algorithm": ",".join(HASHES),
        },
    )  # fmt: skip


@refusing
async def create(request: Request) -> Response:
    """Begin a file, or go on with it; with bytes in the body if it says so."""
    device = await authenticated(request)
    _same_version(request)
    told = _creation(request)
    site = site_of(request)
    if told.size > site.config.most_file:
        raise Refused("size", str(site.config.most_file))

    def make(connection: Any) -> tuple[Upload, bool]:
        return uploads.begin(
            connection, device, sha256=told.sha256, size=told.size, scopes=told.scopes,
            at=site.clock.now(), lasts=timedelta(hours=site.config.upload_hours),
        )  # fmt: skip

    upload, new = await site.write(make)
    if new and not upload.received:
        if not await run_in_threadpool(site.incoming.has_room, told.size):
            await site.write(lambda connection: uploads.end(connection, upload.id))
            raise Refused("full")
        await run_in_threadpool(site.incoming.begin, upload.id)
        if told.size == 0:
            upload = await _settled(site, upload)
    if request.headers.get("content-type") == _BYTES and upload.place == 0 and told.size > 0:
        upload = await _take(request, device, upload.id, place=0)
    return _answer(201, upload, {"location": f"/v1/files/{upload.id}"})


@refusing
async def head(request: Request) -> Response:
    """How far a file is; whoever asks goes on with it."""
    device = await authenticated(request)
    _same_version(request)
    site, which = site_of(request), _which(request)
    await site.holders.preempt(which)
    holder = secrets.token_hex(8)
    upload = await site.write(
        lambda connection: uploads.take_over(connection, device, which, holder=holder)
    )
    if upload.place == upload.size and not upload.received:
        upload = await _settled(site, upload)
    return _answer(200, upload, {"upload-length": str(upload.size), "cache-control": "no-store"})


@refusing
async def patch(request: Request) -> Response:
    """The next bytes of a file."""
    device = await authenticated(request)
    _same_version(request)
    if request.headers.get("content-type") != _BYTES:
        return Response(status_code=415, headers={"tus-resumable": VERSION})
    which = _which(request)
    place = _number(request, "upload-offset")
    _checksum(request)
    return _answer(204, await _take(request, device, which, place=place))


@refusing
async def terminate(request: Request) -> Response:
    """Forget an upload; a file that was received stays."""
    device = await authenticated(request)
    _same_version(request)
    site, which = site_of(request), _which(request)
    await site.holders.preempt(which)

    def forget(connection: Any) -> None:
        uploads.take_over(connection, device, which, holder="")
        uploads.end(connection, which)

    await site.write(forget)
    await run_in_threadpool(site.incoming.drop, which)
    return Response(status_code=204, headers={"tus-resumable": VERSION})


async def _take(request: Request, device: DeviceFacts, which: str, *, place: int) -> Upload:
    site = site_of(request)
    kind, wanted = _checksum(request)
    digest: Any = HASHES[kind](usedforsecurity=False) if kind else None
    holder = secrets.token_hex(8)
    lasts = timedelta(hours=site.config.upload_hours)
    await site.holders.preempt(which)
    async with site.holders.writing(which) as stop:
        upload = await site.write(
            lambda connection: uploads.take_over(connection, device, which, holder=holder)
        )
        length = request.headers.get("content-length", "0")
        if upload.received or place != upload.place:
            raise Refused("offset", str(upload.place))
        if _NUMBER.fullmatch(length) is None or place + int(length) > upload.size:
            raise Refused("size", str(upload.size))

        async def write(data: bytes, at: int) -> None:
            try:
                await run_in_threadpool(site.incoming.write, which, data, place=at)
            except FileNotFoundError as error:
                raise Refused("gone") from error

        async def advance(to: int) -> bool:
            until = site.clock.now() + lasts
            return await site.write(
                lambda connection: uploads.advance(
                    connection, which, holder=holder, place=to, until=until
                )
            )

        reached, ended = await write_body(
            request.receive, stop=stop, place=place, size=upload.size, write=write,
            advance=advance, digest=digest,
        )  # fmt: skip
        site.meters.file_bytes.inc(reached - place)
        if digest is not None:
            if not ended or digest.digest() != wanted:
                raise Refused("checksum")
            if not await advance(reached):
                raise Refused("preempted")
        upload = replace(upload, place=reached)
        return await _settled(site, upload) if reached == upload.size else upload


async def _settled(site: Site, upload: Upload) -> Upload:
    """A file of which all bytes are here: compared with its hash, put away, recorded.

    A kill between any two steps leaves it such that doing it again ends it. Raises: Refused
    (hash): the bytes are not those that were announced, and the upload is gone.
    """

    def settle() -> bool:
        try:
            site.incoming.cut(upload.id, upload.size)
            if site.incoming.sha256(upload.id) != upload.sha256:
                return False
            site.blobs.keep(upload.sha256, site.incoming.path(upload.id))
        except FileNotFoundError:
            # Put away before a kill; only what was compared is ever put there.
            return site.blobs.size(upload.sha256) == upload.size
        return True

    good = await run_in_threadpool(settle)
    if not good:
        await site.write(lambda connection: uploads.end(connection, upload.id))
        await run_in_threadpool(site.incoming.drop, upload.id)
        raise Refused("hash")
    at = site.clock.now()
    await site.write(lambda connection: uploads.receive(connection, upload, at=at))
    site.meters.files_taken.inc()
    return replace(upload, received=True)


def _answer(status: int, upload: Upload, more: dict[str, str] | None = None) -> Response:
    headers = {
        "tus-resumable": VERSION, "upload-offset": str(upload.place),
        "upload-expires": format_datetime(upload.expires_at, usegmt=True), **(more or {}),
    }  # fmt: skip
    if upload.received:
        headers[RECEIVED] = upload.sha256
    return Response(status_code=status, headers=headers)


def _same_version(request: Request) -> None:
    if request.headers.get("tus-resumable") != VERSION:
        raise Refused("tus", VERSION)


def _which(request: Request) -> str:
    which: str = request.path_params["upload"]
    if not _ID.fullmatch(which):
        raise Refused("gone")
    return which


def _number(request: Request, name: str) -> int:
    given = request.headers.get(name, "")
    if not _NUMBER.fullmatch(given):
        raise Refused("malformed", name)
    return int(given)


def _creation(request: Request) -> _Told:
    size = _number(request, "upload-length")
    whole = request.headers.get("upload-metadata", "")
    if len(whole) > _MOST_METADATA:
        raise Refused("malformed", "upload-metadata")
    found: dict[str, str] = {}
    for pair in whole.split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError) as error:
            raise Refused("malformed", "upload-metadata") from error
    sha256 = found.get("sha256", "")
    if not _SHA256.fullmatch(sha256):
        raise Refused("malformed", "sha256")
    return _Told(sha256, size, tuple(found.get("scope", "").split()))


def _checksum(request: Request) -> tuple[str, bytes]:
    """The algorithm and the hash that the body must have; empty without one."""
    given = request.headers.get("upload-checksum")
    if given is None:
        return "", b""
    kind, _, value = given.partition(" ")
    try:
        wanted = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("malformed", "upload-checksum") from error
    if kind not in HASHES or len(wanted) != HASHES[kind](usedforsecurity=False).digest_size:
        raise Refused("malformed", "upload-checksum")
    return kind, wanted


async def overridden(request: Request) -> Response:
    """A PATCH or DELETE that a proxy lets through as POST only (`X-HTTP-Method-Override`)."""
    way = request.headers.get("x-http-method-override", "").upper()
    if way == "PATCH":
        return await patch(request)
    if way == "DELETE":
        return await terminate(request)
    return refusal_of(Refused("malformed", "method"))


ROUTES = [
    Route("/v1/files", options, methods=["OPTIONS"]),
    Route("/v1/files", create, methods=["POST"]),
    Route("/v1/files/{upload:str}", options, methods=["OPTIONS"]),
    Route("/v1/files/{upload:str}", head, methods=["HEAD"]),
    Route("/v1/files/{upload:str}", patch, methods=["PATCH"]),
    Route("/v1/files/{upload:str}", terminate, methods=["DELETE"]),
    Route("/v1/files/{upload:str}", overridden, methods=["POST"]),
]

"""The data lane: hello, push, pull and snapshots; plain routes, msgpack bodies."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from sync.protocol.endpoint import Refused
from sync.protocol.messages import Hello, Pull, Push, Resupply
from sync.protocol.signed_word import TOKEN_HEADER
from sync.server.bodies import answer_of, body_of, message_of, refusal_of
from sync.server.gate import is_signed, signed_device, site_of, token_device

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from uuid import UUID

    from starlette.requests import Request

    from sync.protocol.messages import Welcome

M = TypeVar("M", Hello, Push, Pull, Resupply)
_SMALL = 64 * 1024
_MOST_PART = 4 * 1024 * 1024
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{1,12})")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def refusing(
    handle: Callable[[Request], Awaitable[Response]],
) -> Callable[..., Awaitable[Response]]:
    """Let refusals become answers; a database that is away or busy is `busy`: try again."""

    @functools.wraps(handle)
    async def guarded(request: Request) -> Response:
        site = site_of(request)
        try:
            return await handle(request)
        except Refused as refused:
            site.meters.refused.labels(refused.code).inc()
            return refusal_of(refused)
        except (DBAPIError, NoConnection) as error:
            site.meters.troubled(error)
            return refusal_of(Refused("busy"))

    return guarded


async def _own(request: Request, kind: type[M], *, most: int, device: UUID | None = None) -> M:
    """A message of the very device that the token (or the signature) names."""
    device = device or token_device(request)
    message = message_of(await body_of(request, most=most), kind)
    if message.device != device:
        raise Refused("unauthorised", "another device")
    return message


@refusing
async def hello(request: Request) -> Response:
    """Who comes, and what there is."""
    device, token = (
        await signed_device(request) if is_signed(request) else (token_device(request), "")
    )
    message = await _own(request, Hello, most=_SMALL, device=device)
    welcome = await run_in_threadpool(site_of(request).centre.hello, message)
    answer = answer_of(welcome)
    if token and _more_to_say(message, welcome):
        answer.headers[TOKEN_HEADER] = token
    return answer


def _more_to_say(message: Hello, welcome: Welcome) -> bool:
    """Whether the laptop will ask for more: else it needs no token."""
    here = {(one.scope, one.seq, one.chain) for one in message.marks}
    offered = {(one.scope, one.seq, one.chain) for one in welcome.scopes}
    return bool(message.waiting or welcome.restored or welcome.parted or here != offered)


@refusing
async def push(request: Request) -> Response:
    """Take operations."""
    site = site_of(request)
    message = await _own(request, Push, most=site.config.most_body)
    answer = await run_in_threadpool(site.centre.push, message)
    site.meters.taken.inc(sum(answer.runs[2::3]))
    site.meters.not_taken.inc(len(answer.refused))
    return answer_of(answer)


@refusing
async def resupply(request: Request) -> Response:
    """Take back what was accepted before a restore."""
    site = site_of(request)
    message = await _own(request, Resupply, most=site.config.most_body)
    return answer_of(await run_in_threadpool(site.centre.resupply, message))


@refusing
async def pull(request: Request) -> Response:
    """Give what comes next in a scope."""
    message = await _own(request, Pull, most=_SMALL)
    site = site_of(request)
    page = await run_in_threadpool(site.centre.pull, message)
    site.meters.given.inc(page.count)
    return answer_of(page)


@refusing
async def snapshot(request: Request) -> Response:
    """The newest snapshot of a scope; 204 if there is none."""
    device = token_device(request)
    scope = request.path_params["scope"]
    offer = await run_in_threadpool(site_of(request).centre.snapshot, device, scope)
    return Response(status_code=204) if offer is None else answer_of(offer)


@refusing
async def snapshot_bytes(request: Request) -> Response:
    """A part of a snapshot: `Range: bytes=first-last` (RFC 9110, 14), at most 4 MiB."""
    device = token_device(request)
    sha256 = request.path_params["sha256"]
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if not _SHA256.fullmatch(sha256) or asked is None:
        raise Refused("malformed", "range")
    start, last = int(asked[1]), int(asked[2])
    size = min(last - start + 1, _MOST_PART)
    if size < 1:
        raise Refused("malformed", "range")
    centre = site_of(request).centre

    def part() -> bytes:
        return centre.snapshot_bytes(device, sha256, start=start, size=size)

    content = await run_in_threadpool(part)
    headers = {"content-range": f"bytes {start}-{start + len(content) - 1}/*"}
    return Response(
        content, status_code=206, media_type="application/octet-stream", headers=headers
    )


ROUTES = [
    Route("/v1/hello", hello, methods=["POST"]),
    Route("/v1/push", push, methods=["POST"]),
    Route("/v1/resupply", resupply, methods=["POST"]),
    Route("/v1/pull", pull, methods=["POST"]),
    Route("/v1/snapshot/{scope:str}", snapshot, methods=["GET"]),
    Route("/v1/snapshots/{sha256:str}", snapshot_bytes, methods=["GET"]),
]

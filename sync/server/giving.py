"""Files on their way out: by range, to who may read a scope that speaks of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sync.protocol.endpoint import Refused
from sync.protocol.messages import Had, Have
from sync.server import uploads
from sync.server.bodies import answer_of, body_of, message_of
from sync.server.gate import authenticated, site_of
from sync.server.hot import refusing

if TYPE_CHECKING:
    from starlette.requests import Request

_RANGE = re.compile(r"bytes=(\d{0,16})-(\d{0,16})")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOST_ASKED = 1000
_SMALL = 128 * 1024


@refusing
async def have(request: Request) -> Response:
    """Which of some files are here for this device."""
    device = await authenticated(request)
    asked = message_of(await body_of(request, most=_SMALL), Have)
    if len(asked.files) > _MOST_ASKED:
        raise Refused("size", str(_MOST_ASKED))
    names = [one.hex() for one in asked.files]
    site = site_of(request)
    found = await site.write(lambda connection: uploads.readable_among(connection, device, names))
    return answer_of(Had(files=[bytes.fromhex(one) for one in sorted(found)]))


@refusing
async def give(request: Request) -> Response:
    """A file, or a part of it: `Range`, `If-Range`, `If-None-Match` (RFC 9110, 13 and 14).

    A file that is not here and one that may not be read are not told apart.
    """
    device = await authenticated(request)
    sha256 = request.path_params["sha256"]
    if not _SHA256.fullmatch(sha256):
        raise Refused("gone")
    site = site_of(request)
    size = await site.write(lambda connection: uploads.stored_size(connection, device, sha256))
    if size is None or await run_in_threadpool(site.blobs.size, sha256) != size:
        raise Refused("gone")
    tag = f'"{sha256}"'
    headers = {
        "etag": tag, "accept-ranges": "bytes", "cache-control": "private, max-age=31536000",
        "content-type": "application/octet-stream", "x-content-type-options": "nosniff",
    }  # fmt: skip
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    start, stop, status = _span(request, size, tag)
    if status == 416:
        return Response(status_code=416, headers={"content-range": f"bytes */{size}"})
    if status == 206:
        headers["content-range"] = f"bytes {start}-{stop - 1}/{size}"
    headers["content-length"] = str(stop - start)
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers)
    site.meters.file_bytes_out.inc(stop - start)
    pieces = site.blobs.read(sha256, start=start, size=stop - start)
    return StreamingResponse(pieces, status_code=status, headers=headers)


def _span(request: Request, size: int, tag: str) -> tuple[int, int, int]:
    """First byte, the one after the last, and the status."""
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None or asked[0] == "bytes=-":
        # What is no single range is as if it were not there (RFC 9110, 14.2).
        return 0, size, 200
    if request.headers.get("if-range", tag) != tag:
        return 0, size, 200
    if not asked[1]:
        start, stop = max(0, size - int(asked[2])), size
    else:
        start = int(asked[1])
        stop = min(int(asked[2]) + 1, size) if asked[2] else size
    return (0, 0, 416) if start >= stop else (start, stop, 206)


ROUTES = [
    Route("/v1/have", have, methods=["POST"]),
    Route("/v1/blobs/{sha256:str}", give, methods=["GET", "HEAD"]),
]

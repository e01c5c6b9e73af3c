"""Bodies in and out: read up to a limit, msgpack both ways, refusals with their code."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec
from starlette.responses import Response

from sync.protocol.endpoint import Refused
from sync.protocol.messages import Fault, to_bytes

if TYPE_CHECKING:
    from starlette.requests import Request

M = TypeVar("M", bound=msgspec.Struct)
MSGPACK = "application/msgpack"
STATUS = {
    "unauthorised": 401, "code": 403, "revoked": 403, "scope": 403, "device": 409, "epoch": 409,
    "fork": 409, "gone": 410, "size": 413, "malformed": 400, "unresolved": 422, "protocol": 426,
    "rate": 429, "busy": 503,
    # Of the lane of files.
    "offset": 409, "preempted": 409, "tus": 412, "hash": 422, "checksum": 460, "full": 507,
}  # fmt: skip
_OF_TUS = frozenset({"offset", "preempted", "tus", "hash", "checksum", "full"})


async def body_of(request: Request, *, most: int) -> bytes:
    """The body, never more of it in memory than `most` bytes. Raises: Refused (size, malformed)."""
    told = request.headers.get("content-length", "0")
    if not told.isascii() or not told.isdigit():
        raise Refused("malformed", "content-length")
    if int(told) > most:
        raise Refused("size", str(most))
    whole = bytearray()
    async for part in request.stream():
        whole += part
        if len(whole) > most:
            raise Refused("size", str(most))
    return bytes(whole)


def message_of(body: bytes, kind: type[M]) -> M:
    """A message of its bytes. Raises: Refused (malformed)."""
    try:
        return msgspec.msgpack.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused("malformed", kind.__name__) from error


def answer_of(message: msgspec.Struct) -> Response:
    """A message as an answer."""
    return Response(to_bytes(message), media_type=MSGPACK)


def refusal_of(refused: Refused) -> Response:
    """A refusal as an answer: its status and a `Fault`."""
    status = STATUS.get(refused.code, 400)
    headers = {"tus-resumable": "1.0.0"} if refused.code in _OF_TUS else {}
    if status in (429, 503):
        headers["retry-after"] = "5"
    if refused.code == "offset":
        headers["upload-offset"] = refused.detail
    if refused.code == "tus":
        headers["tus-version"] = refused.detail
    content = to_bytes(Fault(refused.code, refused.detail))
    return Response(content, status_code=status, media_type=MSGPACK, headers=headers)

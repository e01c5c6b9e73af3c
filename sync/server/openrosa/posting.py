"""A posted submission on its way in: the XML in memory, attachments straight to the disk."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from sync.protocol.endpoint import Refused
from sync.server.gate import site_of
from sync.server.openrosa.inbox import Posted
from sync.server.openrosa.multipart import Part, Parts, boundary_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from sync.server.blobs import Incoming

MOST_XML = 8 * 1024 * 1024
MOST_POST = 100_000_000
"""Bytes of one post, as told by `X-OpenRosa-Accept-Content-Length`; more comes in several."""
XML_PART = "xml_submission_file"
INCOMPLETE_FIELD = "*isIncomplete*"
_MOST_FIELD = 1024
_MOST_DEPTH = 100
_MOST_ID = 200
_STEP = 1 << 20
_MOST_NAME = 200
_SILENCE = 90.0


@dataclass(slots=True)
class Arrived:
    """What a body brought: the XML, and attachments as files of `posted` by their names."""

    xml: bytes = b""
    incomplete: bool = False
    files: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    """Name → upload id, bytes, media type."""


@dataclass(slots=True)
class _Open:
    """The part that is being read."""

    part: Part
    held: bytearray = field(default_factory=bytearray)
    upload: str = ""
    size: int = 0


async def receive(request: Request, arrived: Arrived) -> None:
    """Read a body into `arrived`, which holds what came so far whatever happens.

    Raises: Refused (malformed, size, full, name).
    """
    site = site_of(request)
    told = request.headers.get("content-length", "0")
    if not told.isascii() or not told.isdigit():
        raise Refused("malformed", "content-length")
    if int(told) > MOST_POST:
        raise Refused("size", str(MOST_POST))
    parts = Parts(boundary_of(request.headers.get("content-type", "")))
    posted = site.phones.posted
    if not await run_in_threadpool(posted.has_room, int(told)):
        raise Refused("full")
    open_part: _Open | None = None
    whole = 0
    async for piece in _heard(request):
        whole += len(piece)
        if whole > MOST_POST:
            raise Refused("size", str(MOST_POST))
        for one in parts.feed(piece):
            if isinstance(one, Part):
                if open_part is not None:
                    await _end(open_part, arrived, posted)
                open_part = await _begin(one, arrived, posted)
            elif open_part is not None:
                await _take(open_part, one, posted)
    if not parts.ended:
        raise Refused("malformed", "multipart end")
    if open_part is not None:
        await _end(open_part, arrived, posted)


async def _heard(request: Request) -> AsyncIterator[bytes]:
    """The body as it comes; a line that is silent for long, or dead, is given up."""
    stream = request.stream()
    while True:
        try:
            piece = await asyncio.wait_for(anext(stream), _SILENCE)
        except StopAsyncIteration:
            return
        except (TimeoutError, ClientDisconnect) as error:
            raise Refused("malformed", "cut") from error
        yield piece


async def _begin(part: Part, arrived: Arrived, posted: Incoming) -> _Open:
    opened = _Open(part)
    if part.name != XML_PART and part.filename is not None:
        name = plain_name(part.filename or part.name)
        if name in arrived.files:
            raise Refused("malformed", "part name")
        opened.upload = secrets.token_hex(16)
        arrived.files[name] = (opened.upload, 0, part.media_type)
        await run_in_threadpool(posted.begin, opened.upload)
    return opened


async def _take(opened: _Open, data: bytes, posted: Incoming) -> None:
    opened.held += data
    if opened.upload:
        if len(opened.held) >= _STEP:
            await _write(opened, posted)
        return
    most = MOST_XML if opened.part.name == XML_PART else _MOST_FIELD
    if len(opened.held) > most:
        raise Refused("size", str(most))


async def _write(opened: _Open, posted: Incoming) -> None:
    data = bytes(opened.held)
    opened.held.clear()
    await run_in_threadpool(posted.write, opened.upload, data, place=opened.size)
    opened.size += len(data)


async def _end(opened: _Open, arrived: Arrived, posted: Incoming) -> None:
    if opened.upload:
        if opened.held:
            await _write(opened, posted)
        name = next(name for name, one in arrived.files.items() if one[0] == opened.upload)
        arrived.files[name] = (opened.upload, opened.size, opened.part.media_type)
    elif opened.part.name == XML_PART:
        if arrived.xml:
            raise Refused("malformed", XML_PART)
        arrived.xml = bytes(opened.held)
    elif opened.part.name == INCOMPLETE_FIELD:
        arrived.incomplete = bytes(opened.held).strip().lower() == b"yes"


def plain_name(name: str) -> str:
    """A file's name if it is nothing but that. Raises: Refused (name)."""
    if (
        not name.strip(". ") or len(name.encode()) > _MOST_NAME
        or any(one in "/\\:" or not one.isprintable() for one in name)
    ):  # fmt: skip
        raise Refused("name")
    return name


def read(xml: bytes) -> tuple[Posted, frozenset[str]]:
    """What a submission says of itself, and every text in it (the names of attachments are some).

    No entity is resolved, nothing is fetched. Raises: Refused (xml).
    """
    from core.forms.interchange.viewing import (
        NotASubmission,
        SubmissionIsEncrypted,
        submission_head,
    )
    from core.forms.tree_xml import XmlRefused, parse_xml

    try:
        head = submission_head(xml)
        root = parse_xml(xml, max_bytes=MOST_XML, max_depth=_MOST_DEPTH).root
    except (XmlRefused, NotASubmission, SubmissionIsEncrypted) as problem:
        raise Refused("xml", problem.code) from problem
    follows = next(
        (one.text.strip() for one in root.walk()
         if one.name == "deprecatedID" and one.parent is not None and one.parent.name == "meta"),
        "",
    )  # fmt: skip
    ids = (head.instance_id, follows, head.version)
    if not head.instance_id or any(len(one) > _MOST_ID or not one.isprintable() for one in ids):
        raise Refused("xml", "instanceID")
    posted = Posted(
        xml=xml, instance_id=head.instance_id, follows=follows, form_id=head.form_id,
        version=head.version, files=(), incomplete=False,
    )  # fmt: skip
    texts = frozenset(one.text for one in root.walk() if not one.children and one.text)
    return posted, texts

"""The body of an upload on its way to the disk: durable before it is said to be there.

One request may write an upload at a time. A newer one pre-empts an older one, whose line may have
been dead for minutes: in this process it is told to stop and what it had is written first; in
another process its next step finds that somebody else holds the upload.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Protocol

from sync.protocol.endpoint import Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.types import Message

STEP = 4 << 20
"""Bytes after which what came is written, however fast the line is."""
_HELD = 2 * STEP
_SOON = 0.25
"""Seconds after which what came is written, however little it is: what a cut costs."""
_SILENCE = 90.0
"""Seconds without a byte after which a line is given up."""
_YIELD = 10.0


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...


class Holders:
    """The requests of this process that are writing, by upload."""

    def __init__(self) -> None:
        self._writing: dict[str, tuple[asyncio.Event, asyncio.Event]] = {}

    async def preempt(self, upload: str) -> None:
        """Have an older request write what it has and stop."""
        older = self._writing.get(upload)
        if older is None:
            return
        stop, stopped = older
        stop.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), _YIELD)

    @contextlib.asynccontextmanager
    async def writing(self, upload: str) -> AsyncIterator[asyncio.Event]:
        """Be the one who writes; gives what is set when somebody newer comes."""
        mine = (asyncio.Event(), asyncio.Event())
        self._writing[upload] = mine
        try:
            yield mine[0]
        finally:
            mine[1].set()
            if self._writing.get(upload) is mine:
                del self._writing[upload]


class Body:
    """A body that is taken off the line as it comes, up to a few megabytes ahead of the disk.

    The server tells of a dead line before it hands over what came, so nothing may wait there.
    """

    def __init__(self, receive: Callable[[], Awaitable[Message]]) -> None:
        self._receive = receive
        self._held = bytearray()
        self._changed = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self.ended = False
        """The whole body has come."""
        self.cut = False
        """The line died before that."""

    async def read(self) -> None:
        """Take what comes, until the end; runs beside whoever writes."""
        while not (self.ended or self.cut):
            await self._room.wait()
            try:
                message = await asyncio.wait_for(self._receive(), _SILENCE)
            except TimeoutError:
                message = {"type": "http.disconnect"}
            if message["type"] == "http.disconnect":
                self._held += _left_behind(self._receive)
                self.cut = True
            else:
                self._held += message.get("body", b"")
                self.ended = not message.get("more_body", False)
            if len(self._held) >= _HELD:
                self._room.clear()
            self._changed.set()

    async def take(self, stop: asyncio.Event) -> bytes:
        """What has come: a step's worth, or less when it is time, at the end, or told to stop."""
        deadline = asyncio.get_running_loop().time() + _SOON
        while len(self._held) < STEP and not (self.ended or self.cut or stop.is_set()):
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                if self._held:
                    break
                deadline += _SOON
                continue
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), left)
            self._changed.clear()
        taken = bytes(self._held)
        self._held.clear()
        self._room.set()
        return taken

    @property
    def done(self) -> bool:
        """Nothing more will come, and all that came was taken."""
        return (self.ended or self.cut) and not self._held


def _left_behind(receive: object) -> bytes:
    """What uvicorn had taken off the line when it died: as good as what it handed over.

    It may be all that came while the request was being let in. Another server, or another version
    of this one, keeps nothing there; then it is sent again.
    """
    cycle = getattr(receive, "__self__", None)
    body = getattr(cycle, "body", None)
    if not isinstance(body, bytearray):
        return b""
    taken = bytes(body)
    body.clear()
    return taken


async def write_body(
    receive: Callable[[], Awaitable[Message]], *, stop: asyncio.Event, place: int, size: int,
    write: Callable[[bytes, int], Awaitable[None]],
    advance: Callable[[int], Awaitable[bool]], digest: _Hash | None,
) -> tuple[int, bool]:  # fmt: skip
    """Write a body from `place` on; gives how far it is durable, and whether the body ended.

    With a `digest` the place moves only once, by whoever compares it. Raises: Refused (busy if
    somebody newer came, size if more came than the file has, full), with what came before kept.
    """
    body = Body(receive)
    reader = asyncio.create_task(body.read())
    try:
        while True:
            data = await body.take(stop)
            over = place + len(data) > size
            if over:
                data = data[: size - place]
            if data:
                await write(data, place)
                if digest is not None:
                    digest.update(data)
                elif not await advance(place + len(data)):
                    raise Refused("preempted")
                place += len(data)
            if over:
                raise Refused("size", str(size))
            if stop.is_set() and not body.done:
                raise Refused("preempted")
            if body.done:
                return place, body.ended
    finally:
        reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await reader

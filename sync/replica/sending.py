"""One file on its way to the centre: tus 1.0, gone on with where the centre says it is."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from sync.protocol.endpoint import NoAnswer, Refused
from sync.replica.over_http import refused_of
from sync.replica.pace import PIECE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import BinaryIO

    from core.reports.files_out import FileOut
    from sync.replica.over_http import OverHttp
    from sync.replica.pace import Pace
    from sync.replica.wire import Reply

TUS = {"Tus-Resumable": "1.0.0"}
BYTES = "application/offset+octet-stream"
AT_ONCE = 48 * 1024
"""Files up to here go with the very request that announces them."""
TRIES = 5
"""Cuts after each other without a byte getting over, until the line is given up."""
_CREATED, _DONE, _WHOLE = 201, 204, 200
_AGAIN = frozenset({409, 429, 502, 503, 504})
_FIRST_PAUSE = 0.5
_STATUS = {410: "gone", 403: "scope", 413: "size", 507: "full", 422: "hash"}


class Sender:
    """Sends files over an endpoint of its own. `path`: where the centre takes files."""

    def __init__(
        self, endpoint: OverHttp, *, pace: Pace, told: Callable[[int], None],
        located: Callable[[str | None, int], None], path: str = "/v1/files",
    ) -> None:  # fmt: skip
        self.endpoint = endpoint
        self.pace = pace
        self._told = told
        self._located = located
        self._path = path

    def send(self, file: FileOut, stream: BinaryIO, *, location: str | None) -> None:
        """Bring a file over; when this returns the centre has said that its hash is ours.

        `told(place)` after each piece; `located(location, place)` whenever the centre confirmed
        something. Raises: Refused, NoAnswer, Stopped; FileDamaged of the stream.
        """
        tries = 0
        where, place, received = self._begun(file, stream, location=location)
        while received != file.sha256:
            before = place
            try:
                if place < file.size:
                    reply = self._patch(where, place, file, stream)
                    if reply.status == _DONE:
                        place = _offset(reply)
                        received = reply.headers.get("terreno-received", "")
                    elif reply.status == 401:
                        self.endpoint.forget_token()
                    elif reply.status not in _AGAIN:
                        raise refused_of(reply)
                else:
                    reply = None
                if received != file.sha256 and (reply is None or reply.status != _DONE):
                    where, place, received = self._found(where, file, stream)
            except NoAnswer:
                reply = None
                tries += 1
                if tries >= TRIES:
                    raise
                self.pace.wait(_FIRST_PAUSE * 2**tries)
                where, place, received = self._found(where, file, stream)
            self._located(where, place)
            if place > before:
                tries = 0
            elif received != file.sha256:
                tries += 1
                if tries >= TRIES:
                    raise NoAnswer("no progress")

    def _begun(
        self, file: FileOut, stream: BinaryIO, *, location: str | None
    ) -> tuple[str, int, str]:
        if location is not None:
            return self._found(location, file, stream)
        headers = TUS | {"Upload-Length": str(file.size), "Upload-Metadata": _metadata(file)}
        body = b""
        if 0 < file.size <= AT_ONCE:
            stream.seek(0)
            body = stream.read(file.size)
            headers["Content-Type"] = BYTES
            self.pace.take(len(body))
        reply = self.endpoint.answered("POST", self._path, body=body, headers=headers)
        if reply.status != _CREATED:
            raise refused_of(reply)
        place = int(reply.headers.get("upload-offset", "0"))
        where = _path_of(reply.headers["location"])
        self._located(where, place)
        return where, place, reply.headers.get("terreno-received", "")

    def _found(self, where: str, file: FileOut, stream: BinaryIO) -> tuple[str, int, str]:
        """Where the centre is with it; begun anew if it has forgotten it."""
        reply = self.endpoint.answered("HEAD", where, headers=TUS)
        if reply.status in (404, 410):
            self._located(None, 0)
            return self._begun(file, stream, location=None)
        if reply.status != _WHOLE:
            # An answer to HEAD has no body to say why.
            raise Refused(_STATUS.get(reply.status, "busy"), str(reply.status))
        return where, _offset(reply), reply.headers.get("terreno-received", "")

    def _patch(self, where: str, place: int, file: FileOut, stream: BinaryIO) -> Reply:
        headers = TUS | {
            "Authorization": self.endpoint.bearer(), "Content-Type": BYTES,
            "Upload-Offset": str(place),
        }  # fmt: skip
        return self.endpoint.wire.pour(
            "PATCH", where, pieces=self._pieces(stream, place), size=file.size - place,
            headers=headers,
        )  # fmt: skip

    def _pieces(self, stream: BinaryIO, place: int) -> Iterator[bytes]:
        stream.seek(place)
        while piece := stream.read(PIECE):
            self.pace.take(len(piece))
            yield piece
            place += len(piece)
            self._told(place)


def _metadata(file: FileOut) -> str:
    pairs: Mapping[str, str] = {"sha256": file.sha256, "scope": " ".join(file.scopes)}
    return ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in pairs.items()
    )


def _offset(reply: Reply) -> int:
    given = reply.headers.get("upload-offset", "")
    if not given.isdigit():
        raise NoAnswer("no offset")
    return int(given)


def _path_of(location: str) -> str:
    from urllib.parse import urlsplit

    return urlsplit(location).path

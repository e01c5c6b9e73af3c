"""Reading `multipart/form-data` as it comes (RFC 7578, RFC 2046 5.1), never whole in memory."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING

from sync.protocol.endpoint import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PARTS = 250
_MOST_HEAD = 16 * 1024
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{1,70}")


@dataclass(frozen=True, slots=True)
class Part:
    """What a part says of itself. `filename`: None where it is a plain field."""

    name: str
    filename: str | None
    media_type: str


def boundary_of(content_type: str) -> bytes:
    """The boundary of a body. Raises: Refused (malformed)."""
    message = Message()
    message["content-type"] = content_type
    boundary = message.get_param("boundary")
    if (
        message.get_content_type() != "multipart/form-data"
        or not isinstance(boundary, str)
        or not _BOUNDARY.fullmatch(boundary)
    ):
        raise Refused("malformed", "multipart/form-data")
    return boundary.encode()


class Parts:
    """Takes a body in pieces of any size; gives each part's head, then its bytes as they come.

    Raises (in `feed`): Refused (malformed, size).
    """

    def __init__(self, boundary: bytes) -> None:
        self._mark = b"\r\n--" + boundary
        # The first mark has no line end before it.
        self._held = bytearray(b"\r\n")
        self._inside = False
        self._head = False
        self._count = 0
        self.ended = False
        """The closing mark has come."""

    def feed(self, data: bytes) -> Iterator[Part | bytes]:
        """What the next piece of the body brings, in order."""
        if self.ended:
            return
        self._held += data
        while True:
            if self._head:
                part = self._head_of_part()
                if part is None:
                    return
                yield part
                continue
            at = self._held.find(self._mark)
            if at < 0:
                spare = len(self._held) - len(self._mark) + 1
                if spare > 0:
                    if self._inside:
                        yield bytes(self._held[:spare])
                    del self._held[:spare]
                return
            after = at + len(self._mark)
            if len(self._held) < after + 2:
                return
            if self._inside and at:
                yield bytes(self._held[:at])
            closing = self._held[after : after + 2] == b"--"
            del self._held[:after]
            self._inside = False
            if closing:
                self.ended = True
                return
            self._head = True

    def _head_of_part(self) -> Part | None:
        """The head once it is all there; the line of the mark ends with it."""
        line = self._held.find(b"\r\n")
        if line > 0 and self._held[:line].strip(b" \t"):
            raise Refused("malformed", "boundary")
        end = self._held.find(b"\r\n\r\n")
        if end < 0 or line < 0:
            if len(self._held) > _MOST_HEAD:
                raise Refused("malformed", "part head")
            return None
        if end > _MOST_HEAD:
            raise Refused("malformed", "part head")
        lines = bytes(self._held[line + 2 : end])
        del self._held[: end + 4]
        self._head, self._inside = False, True
        self._count += 1
        if self._count > MOST_PARTS:
            raise Refused("size", f"{MOST_PARTS} parts")
        return _part(lines)


def _part(lines: bytes) -> Part:
    message = Message()
    try:
        for line in lines.decode("utf-8").split("\r\n"):
            field, colon, value = line.partition(":")
            if not colon or not field.strip():
                raise Refused("malformed", "part head")
            message[field.strip()] = value.strip()
    except UnicodeDecodeError as error:
        raise Refused("malformed", "part head") from error
    name = message.get_param("name", header="content-disposition")
    given = message.get_param("filename", header="content-disposition")
    if not isinstance(name, str):
        raise Refused("malformed", "part name")
    return Part(
        name=_unescaped(name),
        filename=_unescaped(given) if isinstance(given, str) else _extended(given),
        media_type=message.get_content_type() if "content-type" in message else "",
    )


def _unescaped(text: str) -> str:
    # As browsers and OkHttp write them (WHATWG, multipart/form-data encoding).
    return text.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")


def _extended(given: object) -> str | None:
    """`filename*=UTF-8''…` (RFC 5987), as some clients write it."""
    from email.utils import collapse_rfc2231_value

    return collapse_rfc2231_value(given) if isinstance(given, tuple) else None

"""A submission cut into posts that a server takes, each with the whole XML (RFC 7578)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from sync.openrosa.problems import TooLargeForServer

if TYPE_CHECKING:
    from core.reports.submission_out import FileOfSubmission

MOST_FILES = 100
XML_PART = "xml_submission_file"
_INCOMPLETE = "*isIncomplete*"
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Post:
    """One post: the XML and some of the files. `last`: nothing follows it."""

    xml: bytes
    files: tuple[FileOfSubmission, ...]
    last: bool

    @property
    def boundary(self) -> str:
        """A mark that stands nowhere in the body: it depends on all of it."""
        whole = hashlib.sha256(self.xml)
        for one in self.files:
            whole.update(one.sha256.encode())
        return f"terreno-{whole.hexdigest()[:40]}"

    @property
    def size(self) -> int:
        """Bytes of the body."""
        heads = [self._head(XML_PART, "submission.xml", "text/xml"), *map(self._of, self.files)]
        body = len(self.xml) + sum(one.size for one in self.files)
        return sum(map(len, heads)) + body + 2 * len(heads) + len(self._end())

    def pieces(self, opened: Callable[[str], BinaryIO]) -> Iterator[bytes]:
        """The body. `opened`: gives the bytes of a file by its hash."""
        yield self._head(XML_PART, "submission.xml", "text/xml") + self.xml + b"\r\n"
        for one in self.files:
            yield self._of(one)
            with opened(one.sha256) as stream:
                while piece := stream.read(_PIECE):
                    yield piece
            yield b"\r\n"
        yield self._end()

    def _of(self, file: FileOfSubmission) -> bytes:
        return self._head(file.name, file.name, file.media_type)

    def _head(self, name: str, filename: str, media_type: str) -> bytes:
        return (
            f"--{self.boundary}\r\nContent-Disposition: form-data; "
            f'name="{_quoted(name)}"; filename="{_quoted(filename)}"\r\n'
            f"Content-Type: {media_type or 'application/octet-stream'}\r\n\r\n"
        ).encode()

    def _end(self) -> bytes:
        more = (
            f'--{self.boundary}\r\nContent-Disposition: form-data; name="{_INCOMPLETE}"\r\n\r\n'
            "yes\r\n"
        )
        return f"{'' if self.last else more}--{self.boundary}--\r\n".encode()


def cut(xml: bytes, files: Sequence[FileOfSubmission], *, limit: int) -> list[Post]:
    """Posts of at most `limit` bytes and 100 files each, small files first.

    Nothing is sent before all are known to fit. Raises: TooLargeForServer.
    """
    posts: list[Post] = []
    some: list[FileOfSubmission] = []
    if Post(xml, (), last=False).size > limit:
        raise too_large("submission.xml", len(xml), limit=limit)
    for one in sorted(files, key=lambda file: (file.size, file.name)):
        if Post(xml, (one,), last=False).size > limit:
            raise too_large(one.name, one.size, limit=limit)
        wider = Post(xml, (*some, one), last=False)
        if some and (wider.size > limit or len(wider.files) > MOST_FILES):
            posts.append(Post(xml, tuple(some), last=False))
            some = []
        some.append(one)
    return [*posts, Post(xml, tuple(some), last=True)]


def too_large(name: str, size: int, *, limit: int) -> TooLargeForServer:
    """The trouble of a file that does not fit, with its sizes in MB."""
    return TooLargeForServer(name=name, size=f"{size / 1e6:.1f}", limit=f"{limit / 1e6:.1f}")


def _quoted(name: str) -> str:
    # As browsers and OkHttp write it.
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")

"""The file of a bundle: a header in the clear, then everything else in encrypted frames.

`TERRENO-PEN`, a byte for the version, four for the header's length, the header; then the frames of
`core.store.frames` under a key that only the recipient can make (X25519 with a key used once,
HKDF over the whole header). In the clear: eight bytes for the length of the message, the message
(`Contents`), its signature, and the files one after another. `docs/sync-protocol.md` has it all.
"""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Self, cast
from uuid import UUID

import msgspec

from core.store import frames
from sync.bundle.contents import CarriedFile, Contents, is_signed, sign_contents
from sync.bundle.parts import MOST, PartsIn, PartsOut
from sync.bundle.problems import BundleCut, BundleDamaged, BundleNewer, NotABundle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

MAGIC = b"TERRENO-PEN"
VERSION = 1
SUFFIX = ".terreno-pen"
_FIXED = len(MAGIC) + 5
_MOST_HEADER = 4096
_MOST_CONTENTS = 1 << 30
_LENGTH, _SIGNATURE = 8, 64
_MB = 1_000_000


class Header(msgspec.Struct, frozen=True):
    """What anyone may read: who to whom, and how long it is."""

    id: bytes
    sender: UUID
    recipient: UUID
    ephemeral: bytes
    """X25519, public; its private part is gone."""
    size: int
    """Bytes after the header, in all parts."""
    part: int
    """Bytes of a part at most."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who writes, and to whom. `key`: the sender's private Ed25519 key."""

    sender: UUID
    key: bytes
    recipient: UUID
    sealing_key: bytes
    """The recipient's public X25519 key."""


def sealed_size(contents: int, files: Iterable[CarriedFile]) -> int:
    """Bytes that a bundle takes, about: to see whether it fits before it is written."""
    plain = _LENGTH + contents + _SIGNATURE + sum(one.size for one in files)
    return _FIXED + _MOST_HEADER + _frames_size(plain)


def write_bundle(
    out: Path, contents: Contents, who: Addressed, *,
    open_file: Callable[[CarriedFile], BinaryIO],
    told: Callable[[int, int], None] = lambda _done, _whole: None, most: int = MOST,
) -> list[Path]:  # fmt: skip
    """Write it; gives its parts. `told(bytes, of)` on the way; what it raises ends the writing.

    When it does not return, nothing is left behind. Raises: OSError; what `open_file` raises.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    message = msgspec.msgpack.encode(contents)
    once = X25519PrivateKey.generate()
    plain = _LENGTH + len(message) + _SIGNATURE + sum(one.size for one in contents.files)
    header = Header(
        id=os.urandom(16), sender=who.sender, recipient=who.recipient,
        ephemeral=once.public_key().public_bytes_raw(), size=_frames_size(plain), part=most,
    )  # fmt: skip
    told_header = msgspec.msgpack.encode(header)
    key = _key(once.private_bytes_raw(), who.sealing_key, told_header)

    def pieces() -> Iterator[bytes]:
        yield len(message).to_bytes(_LENGTH, "big")
        yield message
        yield sign_contents(message, header, key=who.key)
        done = 0
        for file in contents.files:
            with open_file(file) as stream:
                left = file.size
                while piece := stream.read(min(frames.FRAME, left)):
                    left -= len(piece)
                    done += len(piece)
                    told(done, plain)
                    yield piece
                if left:
                    raise OSError("a file is shorter than it was")

    with PartsOut(out, most=most) as target:
        target.write(MAGIC + bytes([VERSION]) + len(told_header).to_bytes(4, "big") + told_header)
        frames.encrypt(pieces(), cast("BinaryIO", target), key=key)
        return target.finish()


def read_header(path: Path) -> Header:
    """What anyone may read of a bundle. Raises: NotABundle, BundleNewer; OSError."""
    return _header(path)[0]


class OpenBundle:
    """A bundle that was opened by its recipient; whose message it is is not checked yet."""

    def __init__(self, header: Header, stream: BinaryIO) -> None:
        self.header = header
        self._stream = stream
        length = int.from_bytes(self._read(_LENGTH), "big")
        if length > _MOST_CONTENTS:
            raise BundleDamaged
        self._message = self._read(length)
        self._signature = self._read(_SIGNATURE)
        self._first = _LENGTH + length + _SIGNATURE
        try:
            self.contents = msgspec.msgpack.decode(self._message, type=Contents)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise BundleDamaged from error
        if (self.contents.sender, self.contents.recipient) != (header.sender, header.recipient):
            raise BundleDamaged

    def is_by(self, key: bytes) -> bool:
        """Whether the holder of this public key made it."""
        return is_signed(self._message, self.header, self._signature, key=key)

    def file(self, number: int, *, told: Callable[[int], None] = lambda _done: None) -> BinaryIO:
        """A file by its place in the list; `told(bytes)` as it is read.

        Reading raises BundleDamaged, at its end too if its hash is not the one that was signed.
        """
        files = self.contents.files
        start = self._first + sum(one.size for one in files[:number])
        return cast("BinaryIO", io.BufferedReader(_Slice(self._stream, start, files[number], told)))

    def close(self) -> None:
        """Let it go."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, size: int) -> bytes:
        data = self._stream.read(size)
        if len(data) != size:
            raise BundleDamaged
        return data


def open_bundle(path: Path, *, key: bytes) -> OpenBundle:
    """Open a bundle with the recipient's private X25519 key.

    Raises: NotABundle, BundleNewer, BundleCut, BundleDamaged (or made for another key); OSError.
    """
    header, told, start = _header(path)
    parts = PartsIn(path, start=start)
    try:
        if parts.size != header.size:
            raise BundleCut(
                here=round(parts.size / _MB, 1), whole=round(header.size / _MB, 1),
                parts=-(-(header.size + start) // header.part),
            )  # fmt: skip
        reader = frames.FrameReader(
            cast("BinaryIO", io.BufferedReader(parts)),
            key=_key(key, header.ephemeral, told),
            damaged=BundleDamaged,
        )
        return OpenBundle(header, cast("BinaryIO", io.BufferedReader(reader)))
    except BaseException:
        parts.close()
        raise


class _Slice(io.RawIOBase):
    """A stretch of a stream, read once from its start, compared with its hash at the end."""

    def __init__(
        self, stream: BinaryIO, start: int, file: CarriedFile, told: Callable[[int], None]
    ) -> None:
        super().__init__()
        self._stream, self._at, self._end = stream, start, start + file.size
        self._start, self._told, self._wanted = start, told, file.sha256
        self._digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._stream.seek(self._at)
        piece = self._stream.read(min(len(buffer), self._end - self._at))
        self._digest.update(piece)
        short = not piece and self._at < self._end
        if short or (not piece and self._digest.digest() != self._wanted):
            raise BundleDamaged
        buffer[: len(piece)] = piece
        self._at += len(piece)
        self._told(self._at - self._start)
        return len(piece)


def _header(path: Path) -> tuple[Header, bytes, int]:
    with path.open("rb") as file:
        fixed = file.read(_FIXED)
        if not fixed.startswith(MAGIC) or len(fixed) != _FIXED:
            raise NotABundle(file=path.name)
        if fixed[len(MAGIC)] > VERSION:
            raise BundleNewer
        length = int.from_bytes(fixed[-4:], "big")
        told = file.read(min(length, _MOST_HEADER))
    try:
        return msgspec.msgpack.decode(told, type=Header), told, _FIXED + length
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BundleDamaged from error


def _key(private: bytes, public: bytes, header: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(
            X25519PublicKey.from_public_bytes(public)
        )
    except ValueError as error:
        raise BundleDamaged from error
    return HKDF(SHA256(), 32, salt=None, info=b"terreno/bundle-1" + header).derive(shared)


def _frames_size(plain: int) -> int:
    count = max(1, -(-plain // frames.FRAME))
    return frames.HEADER + plain + count * frames.TAG

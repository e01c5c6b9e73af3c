"""The format of a sealed file: frames of 1 MiB, AES-256-GCM each, readable from any place.

Header `TSF1` + 16 bytes of salt; each file has its own key (HKDF over the salt); the nonce is the
frame's number and a flag on the last one, so that a file cut short is known (the STREAM scheme,
Hoang et al. 2015). The last frame may be empty.
"""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAGIC = b"TSF1"
SALT = 16
HEADER = len(MAGIC) + SALT
FRAME = 1 << 20
TAG = 16


class FrameDamaged(Exception):
    """A frame does not decrypt, or the file has a length that no sealed file has."""


def encrypt(source: Iterator[bytes], target: BinaryIO, *, key: bytes) -> int:
    """Write the pieces of `source` as frames; gives the size in the clear."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt = os.urandom(SALT)
    cipher = AESGCM(file_key(key, salt))
    header = MAGIC + salt
    target.write(header)
    held = bytearray()
    number = size = 0
    for piece in source:
        held += piece
        size += len(piece)
        while len(held) > FRAME:
            target.write(cipher.encrypt(_nonce(number, last=False), bytes(held[:FRAME]), header))
            del held[:FRAME]
            number += 1
    target.write(cipher.encrypt(_nonce(number, last=True), bytes(held), header))
    return size


def file_key(key: bytes, salt: bytes) -> bytes:
    """The key of one file."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=salt, info=b"terreno/sealed-file").derive(key)


def plain_size(sealed_size: int) -> int:
    """The size in the clear of a sealed file. Raises: FrameDamaged."""
    body = sealed_size - HEADER
    frames = -(-body // (FRAME + TAG))
    if frames < 1 or body - (frames - 1) * (FRAME + TAG) < TAG:
        raise FrameDamaged
    return body - frames * TAG


class FrameReader(io.RawIOBase):
    """A sealed file (or stream) read in the clear from any place; one frame is kept in memory."""

    def __init__(
        self, source: Path | BinaryIO, *, key: bytes, damaged: Callable[[], Exception]
    ) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        super().__init__()
        self._file = source.open("rb") if isinstance(source, Path) else source
        self._damaged = damaged
        self._at = 0
        self._lock = threading.Lock()
        self._held: tuple[int, bytes] = (-1, b"")
        try:
            self._size = plain_size(self._file.seek(0, io.SEEK_END))
            self._file.seek(0)
            self._header = self._file.read(HEADER)
            if not self._header.startswith(MAGIC):
                raise FrameDamaged
        except FrameDamaged as error:
            self._file.close()
            raise damaged() from error
        self._last = max(0, -(-self._size // FRAME) - 1)
        self._cipher = AESGCM(file_key(key, self._header[len(MAGIC) :]))

    @property
    def size(self) -> int:
        """Bytes in the clear."""
        return self._size

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Bytes from the start."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As files do; past the end reads nothing."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("before the start of the file")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill from one frame; short at a frame's end."""
        with self._lock:
            if self._at >= self._size:
                return 0
            number, within = divmod(self._at, FRAME)
            piece = self._frame(number)[within : within + len(buffer)]
            buffer[: len(piece)] = piece
            self._at += len(piece)
            return len(piece)

    def close(self) -> None:
        """Let the file go."""
        self._file.close()
        super().close()

    def _frame(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        if self._held[0] != number:
            self._file.seek(HEADER + number * (FRAME + TAG))
            sealed = self._file.read(FRAME + TAG)
            nonce = _nonce(number, last=number == self._last)
            try:
                self._held = (number, self._cipher.decrypt(nonce, sealed, self._header))
            except (InvalidTag, ValueError) as error:
                raise self._damaged() from error
        return self._held[1]


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + (b"\1" if last else b"\0")

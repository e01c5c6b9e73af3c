"""A file that has come in part: kept encrypted until it is whole, and gone on with after a cut.

Header `TPF1` + 16 bytes of salt; then frames: length (4 bytes, big-endian), nonce (12), AES-256-GCM
of up to 64 kB. A frame that was cut is cut off at the next opening.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, BinaryIO, cast

from core.store import frames

if TYPE_CHECKING:
    from pathlib import Path

FRAME = 1 << 16
_MAGIC = b"TPF1"
_HEADER = len(_MAGIC) + frames.SALT
_LENGTH, _NONCE = 4, 12
_HEAD = _LENGTH + _NONCE


class PartialFile:
    """One file on its way here. `key`: 32 bytes. Not for several threads at once."""

    def __init__(self, path: Path, *, key: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        path.touch()
        self._file = path.open("rb+")
        salt = self._salt()
        self._key = frames.file_key(key, salt)
        self._held = bytearray()
        self._kept = self._walk()

    @property
    def size(self) -> int:
        """Bytes that have come."""
        return self._kept + len(self._held)

    def append(self, data: bytes) -> None:
        """What came next. Raises: OSError."""
        self._held += data
        while len(self._held) >= FRAME:
            self._write(bytes(self._held[:FRAME]))
            del self._held[:FRAME]

    def restart(self) -> None:
        """Forget what has come."""
        self._held.clear()
        self._file.truncate(_HEADER)
        self._file.seek(_HEADER)
        self._kept = 0

    def read(self) -> BinaryIO:
        """All that has come, from its start. Reading raises `frames.FrameDamaged`."""
        self._flush()
        return cast("BinaryIO", io.BufferedReader(_Frames(self._path, self._key)))

    def close(self) -> None:
        """Leave it, to be gone on with. Raises: OSError."""
        if self._file.closed:
            return
        try:
            self._flush()
        finally:
            self._file.close()

    def drop(self) -> None:
        """Remove it."""
        self._held.clear()
        self._file.close()
        self._path.unlink(missing_ok=True)

    def _flush(self) -> None:
        if self._held:
            self._write(bytes(self._held))
            self._held.clear()
        self._file.flush()

    def _write(self, plain: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = os.urandom(_NONCE)
        sealed = AESGCM(self._key).encrypt(nonce, plain, None)
        self._file.write(len(sealed).to_bytes(_LENGTH, "big") + nonce + sealed)
        self._kept += len(plain)

    def _salt(self) -> bytes:
        header = self._file.read(_HEADER)
        if len(header) == _HEADER and header.startswith(_MAGIC):
            return header[len(_MAGIC) :]
        salt = os.urandom(frames.SALT)
        self._file.seek(0)
        self._file.truncate(0)
        self._file.write(_MAGIC + salt)
        return salt

    def _walk(self) -> int:
        """Bytes in whole frames; what stands behind them is cut off."""
        self._file.seek(0, io.SEEK_END)
        end, at, size = self._file.tell(), _HEADER, 0
        while at + _HEAD <= end:
            self._file.seek(at)
            length = int.from_bytes(self._file.read(_LENGTH), "big")
            if not frames.TAG < length <= FRAME + frames.TAG or at + _HEAD + length > end:
                break
            at += _HEAD + length
            size += length - frames.TAG
        self._file.seek(at)
        self._file.truncate(at)
        return size


class _Frames(io.RawIOBase):
    """The frames of a partial file after each other, in the clear."""

    def __init__(self, path: Path, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        super().__init__()
        self._file = path.open("rb")
        self._file.seek(_HEADER)
        self._cipher = AESGCM(key)
        self._rest = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """What is left of a frame, or the next one."""
        if not self._rest:
            self._rest = self._next()
        piece = self._rest[: len(buffer)]
        buffer[: len(piece)] = piece
        self._rest = self._rest[len(piece) :]
        return len(piece)

    def close(self) -> None:
        """Let the file go."""
        self._file.close()
        super().close()

    def _next(self) -> bytes:
        from cryptography.exceptions import InvalidTag

        head = self._file.read(_HEAD)
        if not head:
            return b""
        length = int.from_bytes(head[:_LENGTH], "big")
        try:
            return self._cipher.decrypt(head[_LENGTH:], self._file.read(length), None)
        except (InvalidTag, ValueError) as error:
            raise frames.FrameDamaged from error

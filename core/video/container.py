"""The record container: a recording grows on disk as sealed records and never as plain video.

Layout: a header of 32 bytes (`TRNOVID1`, 16 random bytes, 8 reserved), then records of
`[length u32][kind u8][AES-256-GCM cipher text and tag]`: about, video, notes, end. Each file has
a key of its own (HKDF of the given key with the header as salt); the nonce is the record's number
and the associated data are header, number and kind, so records cannot be moved, swapped or left
out unseen. A torn last record is simply not there; everything before it can be read.
"""

from __future__ import annotations

import io
import json
import os
import struct
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from core.video.problems import RecordingDamaged

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"TRNOVID1"
HEADER = 32
SUFFIX = ".gravacao"
_RECORD = struct.Struct(">IB")
_TAG = 16
_LARGEST = 64 * 1024 * 1024
DATA, ABOUT, END, NOTE = 0, 1, 2, 3


class RecordWriter:
    """Appends sealed records to one new file. Not for several threads at once."""

    def __init__(self, path: Path, *, key: bytes, about: Mapping[str, object]) -> None:
        self.path = path
        self._file: IO[bytes] = path.open("xb", buffering=0)
        header = MAGIC + os.urandom(16) + bytes(8)
        self.header = header
        self._cipher = _cipher(key, header)
        self._number = 0
        self._good = HEADER
        try:
            _write_all(self._file, header)
            self._append(ABOUT, json.dumps(about).encode())
        except OSError:
            self._file.close()
            path.unlink(missing_ok=True)
            raise

    @property
    def size(self) -> int:
        """Bytes on disk that are whole records."""
        return self._good

    def append(self, data: bytes) -> None:
        """Seal and write; raises OSError with the file cut back to its last whole record."""
        self._append(DATA, data)

    def note(self, note: Mapping[str, object]) -> None:
        """Write down beside the video what happened; read back by `RecordReader.notes`."""
        self._append(NOTE, json.dumps(note).encode())

    def sync(self) -> None:
        """Ask the system to put on the disk what was written."""
        os.fsync(self._file.fileno())

    def close(self, end: Mapping[str, object] | None) -> None:
        """Close; with `end` the recording is marked as complete."""
        try:
            if end is not None:
                self._append(END, json.dumps(end).encode())
            self.sync()
        finally:
            self._file.close()

    def _append(self, kind: int, data: bytes) -> None:
        sealed = _seal(self._cipher, self.header, self._number, kind, data)
        try:
            _write_all(self._file, sealed)
        except OSError:
            self._file.seek(self._good)
            self._file.truncate()
            raise
        self._number += 1
        self._good += len(sealed)


class RecordReader(io.RawIOBase):
    """The plain bytes of a recording, seekable, decrypted record by record in memory.

    Raises `RecordingDamaged` where a record is not what was written. Not for several threads.
    """

    def __init__(self, path: Path, *, key: bytes) -> None:
        super().__init__()
        self.path = path
        self._file = path.open("rb")
        try:
            self.header = self._file.read(HEADER)
            if len(self.header) < HEADER or not self.header.startswith(MAGIC):
                raise RecordingDamaged(name=path.name)
            self._cipher = _cipher(key, self.header)
            self._cache: OrderedDict[int, bytes] = OrderedDict()
            self._position = 0
            self._scan()
            self.about = self._last(ABOUT)
            self._leave_out_torn_end()
            self.end = self._last(END)
        except BaseException:
            self._file.close()
            raise

    def _scan(self) -> None:
        size = self._file.seek(0, os.SEEK_END)
        self._records: list[tuple[int, int, int]] = []  # offset, length, kind
        self._starts: list[int] = []  # plain offset of each data record
        self._data: list[int] = []  # its record number
        self._size = 0
        offset = HEADER
        while offset + _RECORD.size + _TAG <= size:
            self._file.seek(offset)
            length, kind = _RECORD.unpack(self._file.read(_RECORD.size))
            whole = _RECORD.size + length + _TAG
            if not 0 < length <= _LARGEST or kind > NOTE or offset + whole > size:
                break
            if kind == DATA:
                self._starts.append(self._size)
                self._data.append(len(self._records))
                self._size += length
            self._records.append((offset, length, kind))
            offset += whole
        self.torn = offset != size

    @property
    def complete(self) -> bool:
        """Whether the recording was closed in order."""
        return self.end is not None

    @property
    def size(self) -> int:
        """Plain bytes in all."""
        return self._size

    def last_good(self) -> tuple[int, int]:
        """How many records, and bytes on disk, there are up to the last record that opens."""
        for number in range(len(self._records) - 1, -1, -1):
            offset, length, _ = self._records[number]
            try:
                self._open(number)
            except RecordingDamaged:
                continue
            return number + 1, offset + _RECORD.size + length + _TAG
        return 0, HEADER

    def _leave_out_torn_end(self) -> None:
        # After a power cut the last records may have their length and no content.
        while self._records and self._records[-1][2] in (DATA, NOTE):
            try:
                self._open(len(self._records) - 1)
            except RecordingDamaged:
                self.torn = True
                _, length, kind = self._records.pop()
                if kind == DATA:
                    self._data.pop()
                    self._starts.pop()
                    self._size -= length
            else:
                return

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        if self._position >= self._size or not len(view):
            return 0
        number = bisect_right(self._starts, self._position) - 1
        data = self._open(self._data[number])
        start = self._position - self._starts[number]
        part = data[start : start + len(view)]
        view[: len(part)] = part
        self._position += len(part)
        return len(part)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()

    def notes(self) -> list[dict[str, Any]]:
        """What was noted beside the video, in order; a note that does not open is left out."""
        found = []
        for number, (_, _, kind) in enumerate(self._records):
            if kind == NOTE:
                with suppress(RecordingDamaged):
                    found.append(json.loads(self._open(number)))
        return found

    def whole_runs(self) -> list[list[bytes]]:
        """The video as runs of records that open, each run between two that do not.

        Reads all of it into memory.
        """
        runs: list[list[bytes]] = [[]]
        for number in self._data:
            try:
                runs[-1].append(self._open(number))
            except RecordingDamaged:
                runs.append([])
        return runs

    def damaged(self) -> bool:
        """Whether any record in the middle does not open. Reads the whole file."""
        for number in self._data:
            try:
                self._open(number)
            except RecordingDamaged:
                return True
        return False

    def _last(self, kind: int) -> dict[str, Any] | None:
        for number, (_, _, found) in enumerate(self._records):
            if found == kind:
                note: dict[str, Any] = json.loads(self._open(number))
                return note
        return None

    def _open(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        if (kept := self._cache.get(number)) is not None:
            self._cache.move_to_end(number)
            return kept
        offset, length, kind = self._records[number]
        self._file.seek(offset + _RECORD.size)
        sealed = self._file.read(length + _TAG)
        nonce, extra = _bound(self.header, number, kind)
        try:
            data = self._cipher.decrypt(nonce, sealed, extra)
        except InvalidTag:
            raise RecordingDamaged(name=self.path.name) from None
        self._cache[number] = data
        if len(self._cache) > 16:
            self._cache.popitem(last=False)
        return data


def open_recording(path: Path, *, key: bytes) -> io.BufferedReader:
    """The plain MP4 of a recorded segment, seekable; nothing plain touches the disk.

    Raises: RecordingDamaged, OSError.
    """
    return io.BufferedReader(RecordReader(path, key=key), buffer_size=256 * 1024)


def close_torn(path: Path, *, key: bytes, end: Mapping[str, object]) -> int:
    """Cut a torn recording back to its last record that opens and mark its end.

    Returns how many bytes were cut.
    """
    with RecordReader(path, key=key) as reader:
        number, good = reader.last_good()
        header = reader.header
    sealed = _seal(_cipher(key, header), header, number, END, json.dumps(end).encode())
    with path.open("r+b", buffering=0) as file:
        cut = file.seek(0, os.SEEK_END) - good
        file.seek(good)
        file.truncate()
        _write_all(file, sealed)
        os.fsync(file.fileno())
    return cut


def _cipher(key: bytes, header: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derive = HKDF(algorithm=SHA256(), length=32, salt=header, info=b"terreno recording")
    return AESGCM(derive.derive(key))


def _bound(header: bytes, number: int, kind: int) -> tuple[bytes, bytes]:
    # The kind is part of the nonce: the end written by a repair never meets a torn record's nonce.
    mark = bytes([kind])
    return mark + number.to_bytes(11, "big"), header + number.to_bytes(8, "big") + mark


def _seal(cipher: AESGCM, header: bytes, number: int, kind: int, data: bytes) -> bytes:
    nonce, extra = _bound(header, number, kind)
    return _RECORD.pack(len(data), kind) + cipher.encrypt(nonce, data, extra)


def _write_all(file: IO[bytes], data: ReadableBuffer) -> None:
    # A raw write may take only a part when the disk fills up.
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]

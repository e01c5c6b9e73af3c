"""A sealed recording as a device that Qt's player can read; nothing plain touches the disk."""

from __future__ import annotations

import threading
from typing import BinaryIO

from PySide6.QtCore import QByteArray, QIODevice, QObject, Signal

from core.problem import Problem


class SealedDevice(QIODevice):
    """Reads a decrypting stream. The player calls it from its own thread, hence the lock.

    After `retire()` it answers «end of file», so that a player that is being torn down
    never reads from a stream that is closed under it.
    """

    damaged = Signal(object)

    def __init__(self, stream: BinaryIO, parent: QObject) -> None:
        super().__init__(parent)
        self._stream = stream
        self._lock = threading.Lock()
        self._retired = False
        stream.seek(0, 2)
        self._size = stream.tell()
        stream.seek(0)
        # Unbuffered: Qt's own read-ahead would decrypt the same frames twice.
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def isSequential(self) -> bool:
        return False

    def size(self) -> int:
        return self._size

    def atEnd(self) -> bool:
        return self.pos() >= self._size

    def bytesAvailable(self) -> int:
        return max(0, self._size - self.pos())

    def seek(self, pos: int) -> bool:
        if not 0 <= pos <= self._size:
            return False
        return super().seek(pos)

    def readData(self, maxlen: int) -> bytes:
        with self._lock:
            if self._retired:
                return b""
            try:
                self._stream.seek(self.pos())
                return self._stream.read(maxlen)
            except (OSError, Problem) as error:
                # Qt's thread: an exception has nowhere to go there. Say it, and end the file.
                self._retired = True
                self._stream.close()
                self.damaged.emit(error)
                return b""

    def writeData(self, data: bytes | QByteArray, length: int) -> int:  # type: ignore[override]
        return -1

    def retire(self) -> None:
        """Stop answering with data, then close the stream."""
        with self._lock:
            if not self._retired:
                self._retired = True
                self._stream.close()

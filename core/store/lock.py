"""One Terreno at a time: the lock of a store's folder, which also tells how the last one ended."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from core.store import problems

if TYPE_CHECKING:
    from pathlib import Path

_OPEN = b"open"
# Windows forbids others to read locked bytes, so the lock stands far behind the content.
_LOCKED_BYTE = 1 << 30


class StoreLock:
    """Held while the store is open; the system lets it go when the process dies.

    Raises: StoreInUse.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._handle)
        except OSError:
            os.close(self._handle)
            raise problems.StoreInUse from None
        os.lseek(self._handle, 0, os.SEEK_SET)
        self.interrupted = os.read(self._handle, len(_OPEN)) == _OPEN
        """Whether the last holder ended without `release`."""

    def mark_open(self) -> None:
        """From now on an end without `release` is known as such."""
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, _OPEN)
        os.fsync(self._handle)

    def release(self, *, clean: bool) -> None:
        """Let the store go; not clean leaves the mark for the next start."""
        if clean:
            os.ftruncate(self._handle, 0)
            os.fsync(self._handle)
        os.close(self._handle)


if os.name == "nt":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

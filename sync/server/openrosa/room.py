"""What a process holds for the door: who was let in lately, what is on its way in, whom to wake."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from typing import TYPE_CHECKING

from sync.server.blobs import Incoming
from sync.server.openrosa.digests import Nonces
from sync.server.openrosa.gate import Remembered

if TYPE_CHECKING:
    from pathlib import Path

    from sync.server.blobs import Blobs

_MOST_HASHES = 10_000


class Phones:
    """One for each process."""

    def __init__(self, files: Path, blobs: Blobs, *, keep_free: int, word: bytes) -> None:
        self.remembered = Remembered()
        self.nonces = Nonces(word)
        self.posted = Incoming(files / "posted", keep_free=keep_free)
        """Attachments on their way in; what a kill leaves there is swept after a day."""
        self.arrived = threading.Event()
        """Something waits to be made a filling of."""
        self._blobs = blobs
        self._md5: dict[str, str] = {}

    def sweep(self, *, before: float) -> None:
        """Remove what a killed process left on its way in. `before`: seconds since 1970."""
        for upload in self.posted.left():
            path = self.posted.path(upload)
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    self.posted.drop(upload)

    def md5_of(self, sha256: str, size: int) -> str:
        """MD5 of a stored file, as OpenRosa names versions of files. Raises: FileNotFoundError."""
        known = self._md5.get(sha256)
        if known is None:
            digest = hashlib.md5(usedforsecurity=False)
            for piece in self._blobs.read(sha256, start=0, size=size):
                digest.update(piece)
            known = digest.hexdigest()
            if len(self._md5) >= _MOST_HASHES:
                self._md5.clear()
            self._md5[sha256] = known
        return known

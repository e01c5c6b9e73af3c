"""What was made from a sealed file and can be made again (a filmstrip, say): kept encrypted.

Named by the file it was made from, so that it goes with it. Nothing here is ever the only copy:
what is missing, damaged or belongs to another file is simply not there.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from core.store import frames
from core.store.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LARGEST = 64 << 20


class _Damaged(Exception):
    """It does not decrypt."""


class Beside:
    """The folder of such files. `key` encrypts them; any thread may call."""

    def __init__(self, folder: Path, *, key: bytes) -> None:
        self._folder = folder
        self._key = key

    def keep(self, sha256: str, kind: str, data: bytes) -> bool:
        """Keep what was made; False when the disk refuses: then it is made again."""
        path = self._path(sha256, kind)
        part = path.with_name(f"{new_id()}.part")
        head = _head(sha256, kind)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as target:
                frames.encrypt(iter((head, data)), target, key=self._key)
            part.replace(path)  # not pushed to the disk: a power cut costs the making only
        except OSError:
            part.unlink(missing_ok=True)
            return False
        return True

    def read(self, sha256: str, kind: str) -> bytes | None:
        """What was kept; None when it is not there, damaged, or another file's."""
        path = self._path(sha256, kind)
        try:
            with frames.FrameReader(path, key=self._key, damaged=_Damaged) as raw:
                if raw.size > _LARGEST:
                    return None
                data = io.BufferedReader(raw).read()
        except (OSError, _Damaged):
            return None
        head = _head(sha256, kind)
        return data[len(head) :] if data.startswith(head) else None

    def erase(self, sha256: str) -> bool:
        """Remove all that was made from a file; whether none of it is there afterwards."""
        folder = self._folder / sha256[:2]
        try:
            for path in folder.glob(f"{sha256}.*"):
                path.unlink(missing_ok=True)
            return not any(folder.glob(f"{sha256}.*"))
        except OSError:
            return False

    def sweep(self, there: Callable[[str], bool]) -> None:
        """Remove what is left of files that are there no more, and what was half written."""
        for path in self._folder.glob("??/*"):
            try:
                known = path.suffix != ".part" and there(path.name.partition(".")[0])
            except ValueError:  # no name of a sealed file
                known = False
            if not known:
                path.unlink(missing_ok=True)

    def _path(self, sha256: str, kind: str) -> Path:
        if not kind.replace("-", "").isalnum():
            raise ValueError("a kind is letters, digits and hyphens")
        return self._folder / sha256[:2] / f"{sha256}.{kind}"


def _head(sha256: str, kind: str) -> bytes:
    return f"{sha256} {kind}\n".encode()

"""Between encoder and disk: a thread that seals, writes and syncs what a segment hands it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from core.video.container import RecordWriter
from core.video.frames import VideoClock

SYNC_NS = 250_000_000
_FULL_BUFFER = 16 * 1024 * 1024


class SegmentSink:
    """What the encoder writes is in an encrypted record at once and synced within 0.25 s.

    A slow disk makes `write` wait, which the recorder sees as a slow encoder. A full one calls
    `on_failure` on the sink's thread and makes every later `write` raise the same OSError.
    """

    def __init__(
        self,
        path: Path,
        *,
        key: bytes,
        about: Mapping[str, object],
        clock: VideoClock,
        on_failure: Callable[[OSError], None],
    ) -> None:
        self.path = path
        self.key = key
        self.failure: OSError | None = None
        self._clock = clock
        self._on_failure = on_failure
        self._writer = RecordWriter(path, key=key, about=about)
        self._changed = threading.Condition()
        self._pending: list[bytes] = []
        self._notes: list[Mapping[str, object]] = []
        self._waiting = 0
        self._taken = 0
        self._closing = False
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="recording-disk", daemon=True)
        self._thread.start()

    @property
    def size(self) -> int:
        """Plain bytes taken so far."""
        return self._taken

    def write(self, data: bytes) -> int:
        with self._changed:
            while self._waiting > _FULL_BUFFER and self.failure is None:
                self._changed.wait(0.1)
            if self.failure is not None:
                raise OSError(self.failure.errno, self.failure.strerror)
            self._pending.append(bytes(data))
            self._waiting += len(data)
            self._taken += len(data)
            self._changed.notify_all()
        return len(data)

    def tell(self) -> int:
        return self._taken

    def note(self, note: Mapping[str, object]) -> None:
        """Keep a note beside the video; a disk that failed keeps none."""
        with self._changed:
            self._notes.append(note)
            self._changed.notify_all()

    def close(self, end: Mapping[str, object] | None) -> None:
        """Write what waits and close; with `end` mark the segment complete if there is room."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()
        if self._closed:
            return
        self._closed = True
        try:
            self._writer.close(end)
        except OSError as error:
            self._fail(error)

    def _run(self) -> None:
        synced_ns = self._clock.monotonic_ns()
        dirty = False
        while self.failure is None:
            with self._changed:
                if not self._pending and not self._notes and not self._closing:
                    self._changed.wait(SYNC_NS / 1e9 if dirty else None)
                data = b"".join(self._pending)
                notes = self._notes
                self._notes = []
                self._pending.clear()
                self._waiting = 0
                self._changed.notify_all()
                if self._closing and not data and not notes:
                    return
            try:
                for note in notes:
                    self._writer.note(note)
                    dirty = True
                if data:
                    self._writer.append(data)
                    dirty = True
                if dirty and self._clock.monotonic_ns() - synced_ns >= SYNC_NS:
                    self._writer.sync()
                    synced_ns = self._clock.monotonic_ns()
                    dirty = False
            except OSError as error:
                self._fail(error)

    def _fail(self, error: OSError) -> None:
        with self._changed:
            known, self.failure = self.failure, self.failure or error
            self._pending.clear()
            self._waiting = 0
            self._changed.notify_all()
        if known is None:
            self._on_failure(error)

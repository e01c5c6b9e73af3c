"""Recording a sound as the answer: press, speak, press again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from core.video.frames import SoundSource

LETS_GO_SECONDS = 3


class VoiceRecorder(QObject):
    """One recording at a time, on a thread of its own.

    `heard(seconds, level)` is told while it runs; `done(content)` once it was stopped: the .m4a
    file, b"" without any sound.
    """

    heard = Signal(float, float)
    done = Signal(bytes)
    _made = Signal(object, bytes)

    def __init__(self, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: _Run | None = None
        self._made.connect(self._ended)

    @property
    def running(self) -> bool:
        """Whether it records."""
        return self._run is not None

    def start(self, source: SoundSource) -> None:
        """Record from a source, which is closed at the end."""
        run = self._run = _Run(source, heard=self.heard.emit)
        run.start(lambda: self._made.emit(run, run.content))

    def stop(self) -> None:
        """End it; `done` follows."""
        if self._run is not None:
            self._run.stop.set()

    def finish(self) -> bytes:
        """End it and wait for the file; `done` does not follow."""
        run, self._run = self._run, None
        if run is None:
            return b""
        run.stop.set()
        run.thread.join(timeout=LETS_GO_SECONDS)
        return run.content

    def _ended(self, run: object, content: bytes) -> None:
        if run is self._run:  # else it was waited for
            self._run = None
            self.done.emit(content)


class _Run:
    def __init__(self, source: SoundSource, *, heard: Callable[[float, float], None]) -> None:
        self.stop = threading.Event()
        self.content = b""
        self._source, self._heard = source, heard

    def start(self, then: Callable[[], None]) -> None:
        self._then = then
        self.thread = threading.Thread(target=self._record, name="terreno-voice", daemon=True)
        self.thread.start()

    def _record(self) -> None:
        from core.video.voice_note import record_voice

        try:
            self.content = record_voice(self._source, stopped=self.stop.is_set, heard=self._heard)
        finally:
            self._then()

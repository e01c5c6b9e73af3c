"""A source being read: its newest picture for the preview, every picture for who records."""

from __future__ import annotations

import threading
from typing import Protocol

from core.video.frames import (
    Frame,
    FrameSource,
    Image,
    SoundBlock,
    SoundSource,
    SourceFacts,
    VideoClock,
)
from core.video.problems import SourceLost, SourceUnavailable

PATIENCE_NS = 1_500_000_000
_RETRY_SECONDS = (0.1, 0.25, 0.4)
_SILENCE_DBFS = -90.0


class Outlet(Protocol):
    """Who takes all that a capture sees. Called on the capture's threads; must be quick."""

    def frame(self, frame: Frame) -> None: ...
    def heard(self, block: SoundBlock) -> None: ...
    def gone(self, *, why: str, ns: int) -> None: ...
    def back(self, *, ns: int) -> None: ...
    def sound_gone(self, *, why: str, ns: int) -> None: ...


class Capture:
    """Reads one source until closed, and gets it back by itself when it is lost.

    A source whose `read` hangs counts as lost after 1.5 s: the watch is the capture's own.
    The capture owns source and microphone and closes both on its threads.
    """

    def __init__(
        self, source: FrameSource, *, clock: VideoClock, microphone: SoundSource | None = None
    ) -> None:
        self._source = source
        self._sound = microphone or source.sound()
        self._clock = clock
        self._outlet: Outlet | None = None
        self._closing = threading.Event()
        self._latest: Image | None = None
        self._level: float | None = None
        self._state = threading.Lock()
        self._why: str | None = None
        self._sound_why: str | None = None
        self._seen_ns = clock.monotonic_ns()
        self._threads = [
            threading.Thread(target=self._look, name="capture-pictures", daemon=True),
            threading.Thread(target=self._watch, name="capture-watch", daemon=True),
        ]
        if self._sound is not None:
            self._threads.append(
                threading.Thread(target=self._listen, name="capture-sound", daemon=True)
            )

    @property
    def facts(self) -> SourceFacts:
        return self._source.facts

    @property
    def sound_format(self) -> tuple[int, int] | None:
        """(rate, channels); None without sound."""
        return None if self._sound is None else (self._sound.rate, self._sound.channels)

    @property
    def lost(self) -> str | None:
        """Why there is no picture now; None while there is."""
        return self._why

    @property
    def sound_lost(self) -> str | None:
        """Why there is no sound any more; None while there is (or never was)."""
        return self._sound_why

    def latest_frame(self) -> Image | None:
        """The newest picture (BGR), not to be written into; None before the first."""
        return self._latest

    def sound_level(self) -> float | None:
        """Loudness of the last block in dBFS (0 = full scale); None without sound."""
        return self._level

    def start(self) -> None:
        self._seen_ns = self._clock.monotonic_ns()
        for thread in self._threads:
            thread.start()

    def connect(self, outlet: Outlet | None) -> None:
        """From now on `outlet` gets every picture and block (None: nobody)."""
        self._outlet = outlet
        if outlet is not None and self._why is not None:
            outlet.gone(why=self._why, ns=self._clock.monotonic_ns())

    def close(self, *, seconds: float = 5.0) -> None:
        """Stop reading; a source that hangs is left to its thread after `seconds`."""
        self._outlet = None
        self._closing.set()
        for thread in self._threads:
            if thread.ident is not None and thread is not threading.current_thread():
                thread.join(seconds)

    def _look(self) -> None:
        tries = 0
        while not self._closing.is_set():
            try:
                if tries:
                    self._source.reopen()
                    tries = 0
                frame = self._source.read()
            except (SourceLost, SourceUnavailable) as lost:
                self._gone(str(lost.context.get("why", "")))
                self._closing.wait(_RETRY_SECONDS[min(tries, len(_RETRY_SECONDS) - 1)])
                tries += 1
                continue
            if frame is None:
                continue
            self._seen_ns = self._clock.monotonic_ns()
            self._latest = frame.image
            outlet = self._outlet
            with self._state:
                was_lost, self._why = self._why is not None, None
            if outlet is not None:
                if was_lost:
                    outlet.back(ns=frame.captured_ns)
                outlet.frame(frame)
        self._source.close()

    def _watch(self) -> None:
        while not self._closing.wait(0.25):
            if self._clock.monotonic_ns() - self._seen_ns > PATIENCE_NS:
                self._gone("no-picture")

    def _gone(self, why: str) -> None:
        with self._state:
            known, self._why = self._why, self._why or why
        outlet = self._outlet
        if known is None and outlet is not None:
            outlet.gone(why=why, ns=self._clock.monotonic_ns())

    def _listen(self) -> None:
        assert self._sound is not None
        while not self._closing.is_set():
            try:
                block = self._sound.read()
            except SourceLost as lost:
                self._level = None
                self._sound_why = str(lost.context.get("why", ""))
                outlet = self._outlet
                if outlet is not None:
                    outlet.sound_gone(why=self._sound_why, ns=self._clock.monotonic_ns())
                break
            if block is None:
                self._level = _SILENCE_DBFS
                continue
            self._level = loudness(block)
            outlet = self._outlet
            if outlet is not None:
                outlet.heard(block)
        self._sound.close()


def loudness(block: SoundBlock) -> float:
    """Root mean square of a block in dBFS, -90 for silence."""
    import numpy as np

    if not block.samples.size:
        return _SILENCE_DBFS
    power = float(np.sqrt(np.mean(np.square(block.samples.astype(np.float32) / 32768.0))))
    return max(_SILENCE_DBFS, 20 * float(np.log10(power))) if power > 0 else _SILENCE_DBFS

"""Plays one recording from its sealed segments on a single time base.

All moments are microseconds of the recording's time base (0 = its first picture).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer, QVideoFrame, QVideoSink

from core.problem import Problem
from desktop.review.sealed_device import SealedDevice

RATES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class PlayableSegment:
    """A sealed piece of a recording: where it starts, how long it is, how to open it."""

    start_us: int
    duration_us: int
    open: Callable[[], BinaryIO]


class RecordingPlayer(QObject):
    """The transport: play, pause, jump to a moment, step by picture, change the speed."""

    picture = Signal(QImage)
    moment_changed = Signal(object)  # microseconds
    playing_changed = Signal(bool)
    rate_changed = Signal(float)
    loop_changed = Signal()
    failed = Signal(object)  # what went wrong: an exception, or Qt's words

    def __init__(self, parent: QObject | None = None, *, audible: bool = True) -> None:
        super().__init__(parent)
        self._segments: list[PlayableSegment] = []
        self._current = -1
        self._device: SealedDevice | None = None
        self._pending_us: int | None = None
        self._wants_play = False
        self._rate = 1.0
        self._index: list[int] = []
        self._loop: tuple[int, int] | None = None
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self._player.setVideoSink(self._sink)
        # Without a sound card an audio output only floods the log; the picture plays all the same.
        if audible and not QMediaDevices.defaultAudioOutput().isNull():
            self._player.setAudioOutput(QAudioOutput(self))
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._player.positionChanged.connect(self._on_position)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.errorOccurred.connect(self._on_error)

    # -- what it plays ---------------------------------------------------------------------

    def load(self, segments: Sequence[PlayableSegment]) -> None:
        """Take another recording; nothing plays until asked."""
        self.unload()
        self._segments = sorted(segments, key=lambda segment: segment.start_us)
        if self._segments:
            self.jump(0)

    def set_index(self, moments_us: Sequence[int]) -> None:
        """The exact moments of all pictures (recording time base), for stepping."""
        self._index = sorted(moments_us)

    def unload(self) -> None:
        """Let go of the sealed files."""
        self._set_playing(False)
        self._player.stop()
        self._player.setSource(QUrl())
        self._retire_device()
        self._segments, self._current, self._index = [], -1, []
        self.set_loop(None)
        self._pending_us = None

    def _retire_device(self) -> None:
        if self._device is not None:
            self._device.retire()
            self._device.deleteLater()
            self._device = None

    # -- where it is -----------------------------------------------------------------------

    @property
    def duration_us(self) -> int:
        if not self._segments:
            return 0
        last = self._segments[-1]
        return last.start_us + last.duration_us

    @property
    def moment_us(self) -> int:
        if self._pending_us is not None:
            return self._pending_us
        if self._current < 0:
            return 0
        return self._segments[self._current].start_us + self._player.position() * 1000

    @property
    def playing(self) -> bool:
        return self._wants_play

    @property
    def rate(self) -> float:
        return self._rate

    # -- what the person asks --------------------------------------------------------------

    def play(self) -> None:
        if not self._segments:
            return
        if self.moment_us >= self.duration_us - 50_000:
            self.jump(0)
        self._set_playing(True)
        self._player.play()

    def pause(self) -> None:
        self._set_playing(False)
        self._player.pause()

    def toggle(self) -> None:
        if self._wants_play:
            self.pause()
        else:
            self.play()

    def jump(self, moment_us: int) -> None:
        """Show the picture of this moment; keeps playing if it was."""
        if not self._segments:
            return
        moment_us = max(0, min(moment_us, self.duration_us))
        starts = [segment.start_us for segment in self._segments]
        wanted = max(0, bisect_right(starts, moment_us) - 1)
        if wanted != self._current:
            self._open(wanted)
        self._pending_us = moment_us
        if self._loaded():
            self._apply_pending()
        self.moment_changed.emit(moment_us)

    def step(self, pictures: int) -> None:
        """Go so many pictures forward (or back), to the middle of the target picture."""
        self.pause()
        if not self._index:
            self.jump(self.moment_us + pictures * 40_000)
            return
        here = max(0, bisect_right(self._index, self.moment_us + 500) - 1)
        there = max(0, min(len(self._index) - 1, here + pictures))
        start = self._index[there]
        after = self._index[there + 1] if there + 1 < len(self._index) else start + 40_000
        self.jump(start + min((after - start) // 2, 15_000))

    @property
    def loop(self) -> tuple[int, int] | None:
        """The span that is played over and over."""
        return self._loop

    def set_loop(self, span: tuple[int, int] | None) -> None:
        """Play a span over and over, from its begin (µs); None: no longer."""
        if span is not None:
            # At its very end a recording is over before the loop is seen.
            span = (span[0], min(span[1], self.duration_us - 80_000))
            if span[1] <= span[0]:
                return
        if span != self._loop:
            self._loop = span
            self.loop_changed.emit()

    def set_rate(self, rate: float) -> None:
        self._rate = rate
        self._player.setPlaybackRate(rate)
        self.rate_changed.emit(rate)

    def change_rate(self, steps: int) -> float:
        """One speed faster or slower of `RATES`; returns the new one."""
        here = min(bisect_left(RATES, self._rate), len(RATES) - 1)
        self.set_rate(RATES[max(0, min(len(RATES) - 1, here + steps))])
        return self._rate

    # -- what Qt says ----------------------------------------------------------------------

    def _open(self, number: int) -> None:
        self._player.stop()
        self._player.setSource(QUrl())
        self._retire_device()
        self._current = number
        try:
            stream = self._segments[number].open()
        except (OSError, Problem) as error:
            self.failed.emit(error)
            return
        self._device = SealedDevice(stream, self)
        self._device.damaged.connect(self.failed)
        self._player.setSourceDevice(self._device, QUrl("recording.mp4"))
        self._player.setPlaybackRate(self._rate)

    def _loaded(self) -> bool:
        return self._player.mediaStatus() in (
            QMediaPlayer.MediaStatus.LoadedMedia,
            QMediaPlayer.MediaStatus.BufferedMedia,
            QMediaPlayer.MediaStatus.BufferingMedia,
            QMediaPlayer.MediaStatus.EndOfMedia,
        )

    def _apply_pending(self) -> None:
        if self._pending_us is None:
            return
        # Cleared first: play() and pause() report their status from inside the call.
        moment_us, self._pending_us = self._pending_us, None
        local_ms = (moment_us - self._segments[self._current].start_us) // 1000
        # At rest Qt shows a picture only in the paused state.
        if self._wants_play:
            self._player.play()
        else:
            self._player.pause()
        self._player.setPosition(int(local_ms))

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if self._loaded() and self._pending_us is not None:
            self._apply_pending()
        elif status == QMediaPlayer.MediaStatus.EndOfMedia:
            if self._wants_play and self._current + 1 < len(self._segments):
                self.jump(self._segments[self._current + 1].start_us)
            else:
                self._set_playing(False)

    def _on_position(self, _position_ms: int) -> None:
        if self._pending_us is not None or self._current < 0:
            return
        if self._loop is not None and self._wants_play and self.moment_us >= self._loop[1]:
            self.jump(self._loop[0])
            return
        self.moment_changed.emit(self.moment_us)

    def _on_frame(self, frame: QVideoFrame) -> None:
        image = frame.toImage()
        if not image.isNull():
            self.picture.emit(image)

    def _on_error(self, _error: QMediaPlayer.Error, text: str) -> None:
        self._set_playing(False)
        self.failed.emit(text)

    def _set_playing(self, playing: bool) -> None:
        if playing != self._wants_play:
            self._wants_play = playing
            self.playing_changed.emit(playing)

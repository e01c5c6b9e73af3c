"""The microphones of this computer, as Qt knows them, made into a source of sound.

A computer without one, or without Qt's multimedia library, records without sound and says so.
"""

from __future__ import annotations

import queue
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QIODevice, QThread

from core.video.frames import SoundBlock, VideoClock
from core.video.problems import SourceLost

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice

RATE = 48_000
NONE = "none"
_BUFFER_SECONDS = 2
_WAIT_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class MicrophoneFacts:
    """A microphone: how it is remembered, and its name."""

    address: str
    name: str


def list_microphones() -> list[MicrophoneFacts]:
    """The microphones by name, the usual one first; empty when there is none."""
    return [MicrophoneFacts(_address(device), device.description()) for device in _devices()]


def find_microphone(address: str) -> QAudioDevice | None:
    """The remembered microphone, else the usual one; None without any (or with `none`).

    On the window's thread: Qt tells there when devices come and go.
    """
    if address == NONE:
        return None
    devices = _devices()
    wanted = next((one for one in devices if _address(one) == address), None)
    return wanted or (devices[0] if devices else None)


def open_microphone(address: str) -> Microphone | None:
    """The remembered or the usual microphone, listening; None without any. Close it."""
    from core.store import SystemClock

    device = find_microphone(address)
    return None if device is None else Microphone(device, clock=SystemClock())


def open_for_answer(chosen: str) -> Microphone | None:
    """For a sound answer: the microphone chosen for recording, if it is there.

    A visit filmed without sound (`none`) still has answers that are spoken: the usual one.
    """
    return open_microphone("" if chosen == NONE else chosen)


class Microphone:
    """Sound of one device as 16-bit blocks, stamped when they arrive less their own length.

    Qt's audio wants an event loop: it runs on a thread of its own, and blocks wait in a queue.
    """

    rate = RATE

    def __init__(self, device: QAudioDevice, *, clock: VideoClock) -> None:
        self._blocks: queue.Queue[SoundBlock | None] = queue.Queue(maxsize=500)
        self._name = device.description()
        self.channels = 1 if device.maximumChannelCount() < 2 else 2
        if device.minimumChannelCount() <= 1:
            self.channels = 1
        self._thread = _Listening(device, self._blocks, channels=self.channels, clock=clock)
        self._thread.start()

    def read(self) -> SoundBlock | None:
        try:
            block = self._blocks.get(timeout=_WAIT_SECONDS)
        except queue.Empty:
            if self._thread.isFinished():
                raise SourceLost(name=self._name, why="unplugged") from None
            return None
        if block is None:
            raise SourceLost(name=self._name, why="unplugged")
        return block

    def close(self) -> None:
        self._thread.quit()
        self._thread.wait(2000)


class _Listening(QThread):
    def __init__(
        self,
        device: QAudioDevice,
        blocks: queue.Queue[SoundBlock | None],
        *,
        channels: int,
        clock: VideoClock,
    ) -> None:
        super().__init__()
        self._device = device
        self._blocks = blocks
        self._channels = channels
        self._clock = clock
        self._rest = b""

    def run(self) -> None:
        from PySide6.QtMultimedia import QAudioFormat, QAudioSource, QtAudio

        wanted = QAudioFormat()
        wanted.setSampleRate(RATE)
        wanted.setChannelCount(self._channels)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        source = QAudioSource(self._device, wanted)
        source.setBufferSize(RATE * self._channels * 2 * _BUFFER_SECONDS)

        def changed(state: Any) -> None:
            if state == QtAudio.State.StoppedState and source.error() != QtAudio.Error.NoError:
                self.quit()

        source.stateChanged.connect(changed)
        stream: QIODevice | None = source.start()
        if stream is not None:
            stream.readyRead.connect(lambda: self._take(stream.readAll()))
            self.exec()
        source.stop()
        self._put(None)

    def _take(self, arrived: QByteArray) -> None:
        import numpy as np

        now = self._clock.monotonic_ns()
        data = self._rest + bytes(arrived.data())
        whole = len(data) - len(data) % (2 * self._channels)
        data, self._rest = data[:whole], data[whole:]
        if data:
            samples = np.frombuffer(data, np.int16).reshape(-1, self._channels)
            began = now - len(samples) * 1_000_000_000 // RATE
            self._put(SoundBlock(samples, began))

    def _put(self, block: SoundBlock | None) -> None:
        try:
            self._blocks.put_nowait(block)
        except queue.Full:
            return  # nobody listens: the recorder fills the hole with silence


def _devices() -> list[QAudioDevice]:
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:  # the system lacks a sound library (libpulse0)
        return []
    usual = QMediaDevices.defaultAudioInput()
    found = [] if usual.isNull() else [usual]
    return found + [one for one in QMediaDevices.audioInputs() if one.id() != usual.id()]


def _address(device: QAudioDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")

"""The microphone as a source of sound, as far as a machine without one can show."""

from __future__ import annotations

import collections
import queue
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QByteArray

from core.store import SystemClock
from core.video.problems import SourceLost
from desktop.kit.microphone import NONE, Microphone, _Listening, find_microphone


def test_bytes_become_blocks_stamped_with_their_first_sample():
    blocks = queue.Queue()
    clock = SimpleNamespace(monotonic_ns=lambda: 2_000_000_000)
    listening = _Listening(None, blocks, channels=2, clock=clock)
    samples = np.arange(960 * 2, dtype=np.int16)
    data = samples.tobytes()
    listening._take(QByteArray(data[:1001]))  # what arrives need not end at a sample
    listening._take(QByteArray(data[1001:]))
    first, second = blocks.get_nowait(), blocks.get_nowait()
    assert np.array_equal(np.concatenate([first.samples, second.samples]).ravel(), samples)
    assert first.captured_ns == 2_000_000_000 - 250 * 1_000_000_000 // 48_000


def test_a_microphone_that_does_not_open_is_lost_and_not_fatal(qtbot):
    multimedia = pytest.importorskip("PySide6.QtMultimedia")
    microphone = Microphone(multimedia.QAudioDevice(), clock=SystemClock())
    try:
        with pytest.raises(SourceLost):
            collections.deque((microphone.read() for _ in range(50)), maxlen=0)
    finally:
        microphone.close()


def test_without_sound_is_a_choice(qtbot):
    assert find_microphone(NONE) is None

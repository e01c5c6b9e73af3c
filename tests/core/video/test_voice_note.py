"""A sound as an answer: what the microphone gave, in a file that anybody plays."""

from __future__ import annotations

import io

import av
import numpy as np

from core.video.frames import SoundBlock
from core.video.problems import SourceLost
from core.video.voice_note import record_voice

RATE = 48_000


class Ear:
    """Gives a tone in blocks of 10 ms; a pause, and then the microphone is pulled out."""

    rate = RATE
    channels = 1

    def __init__(self, *, blocks):
        self.left = blocks
        self.closed = False

    def read(self):
        if self.left == 0:
            raise SourceLost(name="mic", why="unplugged")
        self.left -= 1
        if self.left == 50:
            return None
        tone = np.sin(2 * np.pi * 440 * np.arange(480) / RATE) * 16_000
        return SoundBlock(tone.astype(np.int16).reshape(-1, 1), 0)

    def close(self):
        self.closed = True


def played(content):
    with av.open(io.BytesIO(content)) as container:
        (stream,) = container.streams
        assert stream.codec_context.name == "aac"
        frames = [frame.to_ndarray() for frame in container.decode(stream)]
    return np.concatenate(frames, axis=1)[0]


def test_what_was_said_is_in_the_file_until_it_was_stopped():
    ear, heard = Ear(blocks=1000), []
    stopped = iter([False] * 300 + [True] * 9)
    content = record_voice(ear, stopped=lambda: next(stopped), heard=lambda *one: heard.append(one))
    sound = played(content)
    assert abs(len(sound) / RATE - 3.0) < 0.06
    assert 0.3 < abs(sound[RATE : 2 * RATE]).max() < 0.7
    assert heard[-1][0] == 3.0
    assert 0.45 < heard[-1][1] < 0.55
    assert ear.closed


def test_a_microphone_that_is_pulled_out_leaves_what_was_said():
    ear = Ear(blocks=120)
    assert abs(len(played(record_voice(ear, stopped=lambda: False))) / RATE - 1.19) < 0.06
    assert ear.closed


def test_nothing_heard_is_no_file():
    assert record_voice(Ear(blocks=0), stopped=lambda: False) == b""

"""The parts without threads: recording time, the steps of the encoder, subtitles."""

from __future__ import annotations

import io

import webvtt as foreign

from core.video import Cue, webvtt
from core.video.effort import STEPS, EffortWatch
from core.video.time_base import TimeBase

SECOND = 1_000_000_000


def test_time_stands_still_while_paused():
    time = TimeBase()
    assert time.moment(5 * SECOND) is None
    assert time.at(5 * SECOND) == 0
    time.begin(10 * SECOND)
    assert time.moment(11 * SECOND) == 1_000_000
    time.pause(12 * SECOND)
    assert time.moment(13 * SECOND) is None
    assert time.at(15 * SECOND) == 2_000_000
    assert time.moment(11 * SECOND) == 1_000_000  # a picture taken before, handled later
    time.resume(20 * SECOND)
    assert time.moment(15 * SECOND) is None
    assert time.moment(21 * SECOND) == 3_000_000
    assert time.pauses() == ((2_000_000, 8_000_000),)


def test_the_encoder_steps_down_only_when_it_stays_behind():
    watch = EffortWatch(limit=30)
    assert watch.look(waiting=20, dropped=0, ns=0) is None
    assert watch.look(waiting=10, dropped=0, ns=SECOND) is None
    assert watch.look(waiting=20, dropped=0, ns=2 * SECOND) is None
    assert watch.look(waiting=20, dropped=0, ns=3 * SECOND) is None
    assert watch.look(waiting=20, dropped=0, ns=4 * SECOND) == "faster"
    assert watch.effort.preset == "ultrafast"
    steps = [
        watch.look(waiting=30, dropped=place, ns=(10 + 5 * place) * SECOND) for place in range(1, 5)
    ]
    assert [step for step in steps if step] == list(STEPS[1:])
    assert watch.effort.every == 2
    assert watch.effort.size(1280, 720) == (960, 540)


def test_subtitles_are_read_by_another_parser():
    text = webvtt(
        [
            Cue(3_661_001_000, 3_662_000_000, "Há rampa? <Não> & degrau"),
            Cue(1_000, 1_000, "linha um\n\nlinha dois"),
        ],
        title="Visita --> centro",
    )
    cues = list(foreign.from_buffer(io.StringIO(text)))
    assert [cue.start for cue in cues] == ["00:00:00.001", "01:01:01.001"]
    assert cues[0].end == "00:00:00.002"
    assert cues[0].text == "linha um\nlinha dois"
    assert "Há rampa? &lt;Não&gt; &amp; degrau" in cues[1].raw_text

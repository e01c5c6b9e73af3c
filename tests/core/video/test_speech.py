"""What is said is written down by a program of this computer, kept with the recording, erased too.

The program here is the test's own and prints as whisper.cpp's does.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.store import Author, SampleKey, create_store, new_id
from core.video.privacy.blurred import save_plan
from core.video.privacy.boxes import BlurPlan, VoiceSpan
from core.video.privacy.erasing import erase_recording
from core.video.problems import SpeechEngineFailed, SpeechEngineMissing
from core.video.speech import (
    engine_of,
    find_program,
    parse_output,
    said_in,
    to_give,
    transcribe,
    transcript_of,
)
from core.video.subtitles import Cue
from tests.core.video.clip_files import a_clip
from tests.core.video.speech_program import an_engine
from tests.core.video.test_privacy import a_recording

AT = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    author = Author(technician_id=new_id(), device_id=new_id())
    opened, _ = create_store(tmp_path / "store", unlock=SampleKey(), author=author)
    with opened:
        yield opened


@pytest.fixture
def recording(store, tmp_path):
    """Two segments of two seconds; it is loud in the first second of the first, and later on."""
    import numpy as np

    heard = np.zeros(96_000, np.int16)
    for second in (0.2, 1.2):
        at = int(second * 48_000)
        heard[at : at + 9_600] = (np.sin(np.arange(9_600) * 0.1) * 20_000).astype(np.int16)
    paths = [tmp_path / f"{number}.mp4" for number in range(2)]
    for path in paths:
        a_clip(path, heard=heard)
    return a_recording(store, *paths)


@pytest.fixture
def engine(tmp_path):
    program, model = an_engine(tmp_path)
    return engine_of(program=str(program), model=str(model))


def test_what_is_said_has_its_moments_in_the_recording(store, recording, engine):
    assert transcript_of(store, recording) is None
    told = []
    cues = transcribe(store, recording, engine, told=told.append)
    assert [cue.text for cue in cues] == ["Bom dia", "Há uma rampa à entrada"] * 2
    for cue, second in zip(cues, (0.2, 1.2, 2.2, 3.2), strict=True):
        assert abs(cue.start_us - second * 1e6) < 120_000
        assert cue.end_us > cue.start_us
    assert transcript_of(store, recording) == cues
    assert told[0] == 0.0
    assert told[-1] == 1.0
    assert told == sorted(told)
    for path in store.folder.rglob("*"):
        if path.is_file():
            assert b"rampa" not in path.read_bytes()
    assert not any(store.scratch.rglob("*"))


def test_made_again_the_newest_counts(store, recording, engine, tmp_path):
    transcribe(store, recording, engine)
    (tmp_path / "ggml-teste.bin").write_text("ggml|Outra coisa", encoding="utf-8")
    cues = transcribe(store, recording, engine, language="en")
    assert cues[0].text == "Outra coisa (en)"
    assert transcript_of(store, recording) == cues


def test_what_is_muted_in_the_copy_is_not_given_in_words(store, recording, engine):
    cues = transcribe(store, recording, engine)
    assert to_give(store, recording, cues) == list(cues)
    spans = (VoiceSpan(0, 1_000_000, "mute"), VoiceSpan(2_000_000, 3_000_000, "pitch"))
    save_plan(store, recording, BlurPlan(voices=spans), at=AT)
    assert to_give(store, recording, cues) == list(cues[1:])


def test_it_is_searched_without_regard_for_accents(store, recording, engine):
    cues = transcribe(store, recording, engine)
    assert len(list(said_in(cues, "ENTRADA ha"))) == 2
    assert list(said_in(cues, "elevador")) == []
    assert list(said_in(cues, "")) == list(cues)


def test_erased_with_the_recording(store, recording, engine):
    transcribe(store, recording, engine)
    files = erase_recording(store, recording, technician_id=None, why="Pedido", at=AT)
    assert len(files) == 2  # both segments are one file here
    assert transcript_of(store, recording) is None
    assert not any(store.files.has(one) for one in files)


def test_stopped_nothing_is_kept_and_the_program_ends(store, recording, tmp_path):
    program, model = an_engine(tmp_path, said="sleep")

    class Stopped(Exception):
        pass

    asked = []

    def told(_done):
        asked.append(1)
        if len(asked) == 3:
            raise Stopped

    with pytest.raises(Stopped):
        transcribe(store, recording, engine_of(program=str(program), model=str(model)), told=told)
    assert transcript_of(store, recording) is None


@pytest.mark.parametrize("ends", ["3", "0"])
def test_a_program_that_gives_up_is_explained(store, recording, tmp_path, ends):
    """It ends with 0 after some of its errors."""
    program, model = an_engine(tmp_path, begins=ends)
    with pytest.raises(SpeechEngineFailed) as failed:
        transcribe(store, recording, engine_of(program=str(program), model=str(model)))
    assert "failed to initialize" in failed.value.sentence("pt").happened
    assert transcript_of(store, recording) is None


def test_without_program_or_model_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program() is None
    with pytest.raises(SpeechEngineMissing):
        engine_of(program="", model="")
    program, model = an_engine(tmp_path)
    assert find_program() == program
    with pytest.raises(SpeechEngineMissing):
        engine_of(program="", model=str(tmp_path / "none.bin"))
    assert engine_of(program="", model=str(model)).model == model


def test_what_it_prints_is_read():
    printed = """
whisper_init: loading
[00:00:00.000 --> 00:00:02.500]   Bom dia, <a> todos.
[00:00:02.500 --> 00:00:03.000]  [BLANK_AUDIO]
[00:00:03.000 --> 00:00:03.100]  (aplausos)
[00:00:04.000 --> 00:00:05.000]  ...
[01:02:03,004 --> 01:02:03,004]   Fim
"""
    assert parse_output(printed) == [
        Cue(0, 2_500_000, "Bom dia, <a> todos."),
        Cue(3_723_004_000, 3_723_004_000, "Fim"),
    ]


def test_from_outside(tmp_path, monkeypatch, capsys):
    import json

    from core.cli import run

    monkeypatch.setenv("TERRENO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TERRENO_LANGUAGE", "pt")
    assert run(["visits", "list", "--sample", "--json"]) == 0
    visit = json.loads(capsys.readouterr().out)[0]["id"]
    line = ["video", "record", "--source", "test:320x180@30", "--seconds", "2.5"]
    assert run([*line, "--visit", visit, "--sample", "--json"]) == 0
    recording = json.loads(capsys.readouterr().out)["recording_id"]
    program, model = an_engine(tmp_path)
    speech = ["video", "speech", recording, "--sample"]
    assert run(speech) == 1
    capsys.readouterr()
    with_engine = [*speech, "--program", str(program), "--model", str(model), "--json"]
    assert run(with_engine) == 0
    spans = json.loads(capsys.readouterr().out)["spans"]
    assert spans[0]["text"] == "Bom dia"
    out = tmp_path / "fala.vtt"
    to_file = [*speech, "--search", "rampa", "--out", str(out), "--json"]
    assert run(to_file) == 1  # nobody agreed to anything
    assert not out.exists()
    assert run(["video", "decide", recording, "--why", "Ensaio", "--sample"]) == 0
    capsys.readouterr()
    assert run(to_file) == 0
    assert out.read_text(encoding="utf-8").count("-->") == len(
        json.loads(capsys.readouterr().out)["spans"]
    )
    assert "Há uma rampa" in out.read_text(encoding="utf-8")

"""What is said: written down by an installed program, searched, jumped to, saved as subtitles."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from core.video.speech import transcript_of
from tests.core.video.speech_program import an_engine

pytestmark = pytest.mark.qt_log_ignore(
    "pa_context_connect", "No RHI backend", "No audio device", "pipewire", "No HW decoder"
)


@pytest.fixture
def place(qtbot, recorded, monkeypatch, tmp_path):
    """The review on a computer without any such program on its path."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    place = recorded.place
    qtbot.waitUntil(lambda: place.jobs.waiting == 0, timeout=20_000)
    place.around.settings.change(speech_language="pt")  # looked for again
    return place


@pytest.fixture
def installed(place, tmp_path):
    """The program and a model are chosen."""
    program, model = an_engine(tmp_path)
    place.around.settings.change(speech_program=str(program), speech_model=str(model))
    return place


def shown(panel):
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def there(place):
    return place.tabs.isTabVisible(place.tabs.indexOf(place.speech))


def written_down(qtbot, place):
    place.tabs.setCurrentWidget(place.speech)
    qtbot.mouseClick(place.speech.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shown(place.speech)), timeout=20_000)
    qtbot.waitUntil(lambda: not place.speech.progress.isVisible(), timeout=20_000)


def test_it_is_there_only_where_a_program_is(place, tmp_path):
    assert not there(place)
    program, _ = an_engine(tmp_path)
    place.around.settings.change(speech_program=str(program))
    assert there(place)
    assert not place.speech.go.isEnabled()
    assert "Escolha um modelo nas Definições" in place.speech.about.text()


def test_from_the_words_to_the_picture(qtbot, installed, recorded):
    place, panel = installed, installed.speech
    assert there(place)
    assert "não sai deste computador" in panel.about.text()
    written_down(qtbot, place)
    cues = transcript_of(recorded.store, recorded.recording_id)
    assert len(shown(panel)) == len(cues) > 1
    assert panel.go.text() == "Transcrever de novo"
    qtbot.keyClicks(panel.search, "RAMPA")
    assert len(shown(panel)) == sum("rampa" in cue.text for cue in cues)
    wanted = next(cue for cue in cues if "rampa" in cue.text)
    at = panel.list.visualItemRect(panel.list.item(0)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert abs(place.player.moment_us - wanted.start_us) < 1000
    panel.search.clear()
    assert panel.list.currentItem() is None or len(shown(panel)) == len(cues)
    place.player.jump(wanted.start_us + 1000)
    assert "rampa" in panel.list.currentItem().text()
    qtbot.keyClicks(panel.search, "elevador")
    assert shown(panel) == []
    assert "Ninguém diz isso" in panel.about.text()
    assert not panel.save.isEnabled()


def test_a_transcript_is_seen_where_no_program_is(qtbot, installed, recorded):
    written_down(qtbot, installed)
    installed.around.settings.change(speech_program="")
    assert there(installed)
    assert not installed.speech.go.isVisible()
    installed.speech.show_recording(None)
    assert not there(installed)
    installed.speech.show_recording(recorded.recording_id)
    qtbot.waitUntil(lambda: bool(shown(installed.speech)), timeout=20_000)
    assert there(installed)


def test_it_is_saved_as_subtitles(qtbot, installed, tmp_path, monkeypatch):
    written_down(qtbot, installed)
    out = tmp_path / "fala.vtt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    qtbot.mouseClick(installed.speech.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "fala.vtt" in installed.speech.banner.happened.text(), timeout=20_000)
    text = out.read_text(encoding="utf-8")
    assert text.startswith("WEBVTT")
    assert text.count("-->") == len(shown(installed.speech))


def test_it_is_stopped_and_failures_are_explained(qtbot, installed, recorded, tmp_path):
    panel = installed.speech
    installed.tabs.setCurrentWidget(panel)
    an_engine(tmp_path, said="sleep")
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    assert not panel.go.isEnabled()
    qtbot.waitUntil(panel.progress.isVisible)
    qtbot.mouseClick(panel.progress.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.progress.isVisible(), timeout=20_000)
    assert panel.go.isEnabled()
    an_engine(tmp_path, begins="3")
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "não conseguiu transcrever" in panel.banner.happened.text())
    assert transcript_of(recorded.store, recorded.recording_id) is None

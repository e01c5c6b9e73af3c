"""A sound recorded as the answer, as a person does it."""

from __future__ import annotations

import threading

import pytest

from tests.core.video.test_voice_note import Ear, played


class Patient(Ear):
    """Speaks as long as it is listened to."""

    def __init__(self):
        super().__init__(blocks=10**9)
        self.pause = threading.Event()

    def read(self):
        self.pause.wait(0.001)
        return super().read()


@pytest.fixture
def question(ask):
    asked = ask(control="upload", type="binary", mediatype="audio/*", label="Conte o que ouviu")
    return asked, asked.card.editor


def test_press_speak_press_again(question, qtbot):
    asked, editor = question
    asked.around.ear = ear = Patient()
    editor.speak.click()
    qtbot.waitUntil(lambda: editor.speak.text() > "Parar · 00:00")
    editor.speak.click()
    qtbot.waitUntil(lambda: bool(asked.said))
    assert asked.said == ["gravação.m4a"]
    assert len(played(asked.around.files["gravação.m4a"])) > 40_000
    assert ear.closed
    assert editor.speak.text() == "Gravar som"


def test_leaving_the_question_keeps_what_was_said(question, qtbot):
    asked, editor = question
    asked.around.ear = Patient()
    editor.speak.click()
    qtbot.waitUntil(lambda: editor.speak.text() > "Parar · 00:00")
    editor.flush()
    assert "gravação.m4a" in asked.around.files
    assert not editor.voice.running


def test_without_a_microphone_it_is_said(question):
    asked, editor = question
    editor.speak.click()
    assert "não tem microfone" in asked.problem()
    assert asked.said == []

"""Questions without a form: a state, choices, and surroundings that remember."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from core.forms.states import ChoiceState, NodeState
from desktop.questions.card import QuestionCard

LISBON_IN_SUMMER = timezone(timedelta(hours=1))


class Surroundings:
    """Keeps files in memory."""

    def __init__(self):
        self.media = {}
        self.files = {}
        self.picture = None
        self.ear = None
        self.refuse = ""

    def now(self):
        return datetime(2026, 7, 1, 14, 2, tzinfo=LISBON_IN_SUMMER)

    def keep(self, offer, *, key, then, failed):
        if self.refuse:
            failed(self.refuse)
            return
        content = offer.content
        self.files[offer.name] = content.read_bytes() if isinstance(content, Path) else content
        then(offer.name)

    def fetch(self, name, *, then):
        then(self.files.get(name))

    def microphone(self):
        return self.ear

    def still(self):
        return self.picture


class Asked:
    """A question on screen, with an engine that takes every answer."""

    def __init__(self, qtbot, *, around, choices=(), label="Pergunta", **state):
        state["appearance"] = frozenset(state.get("appearance", "").split())
        state.setdefault("control", "input")
        self.around = around
        self.said = []
        self.done = 0
        self.choices = choices
        first = NodeState(key="/d/q", ref="/d/q", kind="question", label=label, **state)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(720, 600)
        self.card = QuestionCard(first, choices=choices, around=around)
        self.card.setParent(self.window)
        self.card.answered.connect(self._answered)
        self.card.finished.connect(self._finished)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.card.resize(720, self.card.heightForWidth(720))

    @property
    def editor(self):
        return self.card.editor

    @property
    def value(self):
        return self.card.state.value

    def stop(self, place=0):
        return self.editor.stops()[place]

    def problem(self):
        """What stands below the question in red, "" when nothing does."""
        panel = self.card.problem
        return panel.accessibleName() if panel is not None and panel.isVisible() else ""

    def show(self, **changed):
        """The engine says something new."""
        from dataclasses import replace

        self.card.show_state(replace(self.card.state, **changed))

    def _answered(self, _key, value):
        self.said.append(value)
        self.show(value=value or "")

    def _finished(self, _key):
        self.done += 1


@pytest.fixture
def around():
    return Surroundings()


@pytest.fixture
def ask(qtbot, around):
    """Ask a question: `ask(type="int", appearance="…")`."""

    def make(**state):
        return Asked(qtbot, around=around, **state)

    return make


@pytest.fixture
def yes_no():
    return (
        ChoiceState("sim", "Sim"),
        ChoiceState("nao", "Não"),
        ChoiceState("agueda", "Não, mas em **Águeda** há"),
    )


def pytest_collection_modifyitems(items):
    """The offscreen platform says of windows and popups what it cannot do with them."""
    for item in items:
        if "desktop/questions" in item.nodeid:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))

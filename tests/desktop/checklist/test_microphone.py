"""A sound answer is recorded with the microphone that was chosen for the visit."""

from __future__ import annotations

import pytest

from desktop.kit import microphone


class Device:
    """A sound device of the system."""

    def __init__(self, name):
        self.name = name

    def id(self):
        return self

    def data(self):
        return self.name.encode()


@pytest.fixture
def opened(monkeypatch):
    """Two microphones are plugged in; tells which of them is opened."""
    monkeypatch.setattr(microphone, "_devices", lambda: [Device("usual"), Device("lapel")])
    monkeypatch.setattr(microphone, "Microphone", Opened)
    return heard_by


class Opened:
    """The one that was opened."""

    def __init__(self, device, *, clock):
        self.name = device.name


def heard_by(guiao, chosen):
    """Which microphone a sound answer hears when this one was chosen."""
    guiao.place.around.settings.change(microphone=chosen)
    return guiao.place.desk.microphone().name


def test_a_sound_answer_hears_the_chosen_microphone(guiao, opened):
    assert opened(guiao, "lapel") == "lapel"
    assert opened(guiao, "usual") == "usual"
    assert opened(guiao, "") == "usual"
    assert opened(guiao, "gone") == "usual"
    # A visit filmed without sound still has answers that are spoken.
    assert opened(guiao, "none") == "usual"

"""A window on a home of its own, closed whatever happens."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.app.application import make_window
from desktop.kit import language, theme
from desktop.kit.settings import SettingsFile
from tests.desktop.pages import WindowPage


def pytest_collection_modifyitems(items):
    """The offscreen platform has no size hints to give, and a test machine no sound server."""
    for item in items:
        if "/desktop/" in item.path.as_posix():
            item.add_marker(
                pytest.mark.qt_log_ignore(
                    "propagateSizeHints", "pipewire", "PulseAudio", extend=True
                )
            )


@pytest.fixture(autouse=True)
def garbage_on_this_thread():
    """As in the application: a widget in a cycle must not be destroyed on another thread."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture
def settings(home_of_the_test):
    """Settings that make a test look the same everywhere."""
    made = SettingsFile(home_of_the_test / "definicoes.ini")
    made.change(theme="light", language="pt")
    return made


@pytest.fixture
def a_window(qtbot, home_of_the_test, settings):
    """Make windows on the home of the test; the last ones are closed at the end."""
    made = []

    def make(size=(1024, 640)) -> WindowPage:
        window = make_window(home_of_the_test, settings=SettingsFile(settings.path))
        if size is not None:
            window.resize(*size)
        made.append(window)
        return WindowPage(qtbot, window)

    yield make
    for window in made:
        window.close()
        window.shut()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app = QApplication.instance()
    language.install(app, "pt")
    theme.apply(app, mode="light")


@pytest.fixture
def window(a_window):
    """One window, started: the welcome page."""
    page = a_window()
    page.start()
    return page


@pytest.fixture
def sample(window):
    """The window with the sample case open."""
    window.open_sample()
    return window

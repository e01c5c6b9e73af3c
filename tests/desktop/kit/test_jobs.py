"""Slow work comes back on the UI thread, and says so when it fails or is cancelled."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from desktop.kit.jobs import Background


@pytest.fixture
def background(qtbot):
    made = Background()
    yield made
    made.close()


def test_result_arrives_on_the_ui_thread(background, qtbot):
    seen = []
    background.run(
        lambda _step: threading.current_thread().name,
        then=lambda name: seen.append((name, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0].startswith("terreno-job")
    assert seen[0][1] is threading.main_thread()


def test_an_error_goes_to_who_asked(background, qtbot):
    seen = []
    background.run(lambda _step: 1 / 0, failed=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ZeroDivisionError)


def test_an_error_nobody_asked_for_is_told(background, qtbot):
    with qtbot.waitSignal(background.troubled) as heard:
        background.run(lambda _step: 1 / 0)
    assert isinstance(heard.args[0], ZeroDivisionError)


def test_progress_and_cancel(background, qtbot):
    told, ended = [], []
    go_on = threading.Event()

    def task(step):
        step.tell(0.5, "a meio")
        go_on.wait(10)
        step.tell(1.0)

    step = background.run(
        task, failed=ended.append, progress=lambda fraction, words: told.append((fraction, words))
    )
    qtbot.waitUntil(lambda: bool(told))
    step.cancelled = True
    go_on.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert told == [(0.5, "a meio")]
    assert isinstance(ended[0], CancelledError)


def test_nothing_comes_back_to_a_widget_that_is_gone(background, qtbot):
    class Asker(QObject):
        heard: list[object] = []  # noqa: RUF012

        def take(self, value: object) -> None:
            self.heard.append(value)

    import shiboken6

    asker = Asker()
    go_on = threading.Event()
    background.run(lambda _step: go_on.wait(10), then=asker.take)
    shiboken6.delete(asker)
    go_on.set()
    qtbot.waitUntil(lambda: background.waiting == 0)
    assert Asker.heard == []


def test_text_is_never_markup(qtbot):
    from desktop.kit import look

    label = look.text("<b>Ana</b>")
    qtbot.addWidget(label)
    assert isinstance(label, QLabel)
    assert label.text() == "<b>Ana</b>"
    assert label.textFormat().name == "PlainText"


class Told:
    """What a callback belongs to: says on which thread it went."""

    def __init__(self, went):
        self.went = went

    def then(self, _result):
        """A result came."""

    def __del__(self):
        self.went.append(threading.current_thread())


def test_who_was_told_is_let_go_on_the_ui_thread(tmp_path, qtbot):
    """A widget that a thread of the pool let go of last was destroyed there (a crash)."""
    from desktop.kit.jobs import Jobs
    from tests.builders import a_store

    went = []
    store = a_store(tmp_path / "s")
    jobs = Jobs(store)
    came, go_on = [], threading.Event()
    jobs.came_back.connect(lambda: came.append(True))
    future = jobs.write(lambda _work: None, then=Told(went).then)
    # The store's thread is still at the job when the result has been handed over.
    future.add_done_callback(lambda _done: go_on.wait(20))
    qtbot.waitUntil(lambda: bool(came), timeout=20_000)
    held, future = len(went), None
    go_on.set()
    jobs.close()
    store.close()
    assert held == 1
    assert went == [threading.main_thread()]

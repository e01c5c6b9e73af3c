"""Widgets in reference cycles die on the UI thread, whoever allocates."""

from __future__ import annotations

import gc
import threading

from PySide6.QtWidgets import QWidget

from desktop.kit.memory import Collector


def test_a_worker_that_allocates_collects_nothing(qapp):
    collector = Collector(qapp)
    died_on: list[str] = []

    class Cycle(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.me = self

        def __del__(self) -> None:
            died_on.append(threading.current_thread().name)

    try:
        Cycle()
        worker = threading.Thread(target=lambda: [[[]] for _ in range(50_000)], name="worker")
        worker.start()
        worker.join()
        assert died_on == []
        gc.collect()
        assert died_on == ["MainThread"]
    finally:
        collector.stop()
        collector.deleteLater()

"""Whether the window feels a recording: the gaps between its heartbeats while the panel records.

Run: QT_QPA_PLATFORM=offscreen python -m benchmarks.bench_recording_panel [--seconds 20]
                                       [--source test:1280x720@30] [--second test:1280x720@30]

A precise timer of 16 ms beats on the window's thread, with the live picture painted beside it;
once with the preview alone, once recording. Milliseconds between beats.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

import core.all_tables  # noqa: F401
from desktop.kit import theme
from desktop.kit.jobs import Jobs
from desktop.recording import RecordingPanel
from desktop.recording.states import DeskState
from tests.builders import a_store, a_visit


def live(condition: object = None, *, seconds: float) -> None:
    """Run the event loop until the condition holds or the time is over."""
    loop = QEventLoop()
    check = QTimer()
    check.setInterval(20)
    check.timeout.connect(lambda: loop.quit() if callable(condition) and condition() else None)
    check.start()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def beats(*, seconds: float) -> dict[str, float]:
    """The gaps between heartbeats for so long."""
    found: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        found.append((now - last) * 1000)
        last = now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(16)
    timer.timeout.connect(beat)
    timer.start()
    live(seconds=seconds)
    timer.stop()
    found.sort()
    return {
        "median": round(statistics.median(found), 1),
        "p99": round(found[int(len(found) * 0.99)], 1),
        "max": round(found[-1], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--source", default="test:1280x720@30")
    parser.add_argument("--second", default="", help="record a second camera beside it")
    wanted = parser.parse_args()
    app = QApplication([])
    theme.apply(app)
    with tempfile.TemporaryDirectory() as place, a_store(Path(place) / "store") as store:
        jobs = Jobs(store)
        panel = RecordingPanel(jobs)
        panel.set_visit(a_visit(store).visit_id)
        panel.resize(320, 720)
        panel.show()
        panel.desk.choose(wanted.source, microphone_address="none")
        live(lambda: panel.desk.latest_frame() is not None, seconds=10)
        if wanted.second:
            panel.pair.second.choose(wanted.second, microphone_address="none")
            live(lambda: panel.pair.second.latest_frame() is not None, seconds=10)
        figures = {"preview": beats(seconds=wanted.seconds / 2)}
        used = time.process_time()
        panel.toggle_record()
        live(lambda: panel.desk.state is DeskState.RECORDING, seconds=10)
        figures["recording"] = beats(seconds=wanted.seconds)
        figures["recording"]["dropped"] = sum(desk.dropped for desk in panel.pair.both)
        share = 100 * (time.process_time() - used) / wanted.seconds
        figures["recording"]["process_percent_of_one_core"] = round(share, 1)
        panel.toggle_record()
        live(lambda: not panel.recording and not panel.pair.sealing, seconds=30)
        panel.close_down()
        jobs.close()
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

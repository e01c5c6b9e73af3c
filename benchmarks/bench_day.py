"""Ten minutes of a visit in the real window: recording while the check-list is filled in.

Run: QT_QPA_PLATFORM=offscreen python -m benchmarks.bench_day [--seconds 600]
                                  [--source test:1280x720@30] [--pause 2500] [--load]

The application starts with the sample, records with sound where the machine has any, and a hand
answers questions, `--pause` milliseconds apart on average (0: without rest). Told: pictures
recorded and dropped, the processor's share (that of drawing the test picture apart), memory in the
first and the last minute, and the gaps between heartbeats of 16 ms on the window's thread. `--load`
keeps one core busy meanwhile.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer

from benchmarks.bench_video import cost_of_the_picture
from core.video.recordings import list_recordings, segments_of
from core.visits import filling
from tests.journeys.field_day import FieldDay

BEAT_MS = 16


class Heartbeat:
    """Gaps between beats on the window's thread, and the memory of the process, each second."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self.memory: list[int] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._slow = QTimer()
        self._slow.setInterval(1000)
        self._slow.timeout.connect(self._weigh)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start()
        self._slow.start()

    def stop(self) -> None:
        self._timer.stop()
        self._slow.stop()

    def figures(self) -> dict[str, Any]:
        gaps, minute = sorted(self.gaps), min(60, len(self.memory) // 3)
        return {
            "beats": len(gaps),
            "median_ms": round(statistics.median(gaps), 1),
            "p99_ms": round(gaps[int(len(gaps) * 0.99)], 1),
            "max_ms": round(gaps[-1], 1),
            "over_33_ms": sum(gap > 33 for gap in gaps),
            "over_100_ms": sum(gap > 100 for gap in gaps),
            "memory_mb_first_minute": round(statistics.median(self.memory[:minute]) / 2**20),
            "memory_mb_last_minute": round(statistics.median(self.memory[-minute:]) / 2**20),
        }

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def _weigh(self) -> None:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        self.memory.append(pages * os.sysconf("SC_PAGE_SIZE"))


def day(home: Path, *, seconds: float, source: str, pause: int) -> dict[str, Any]:
    """Fill in and record for so long; what it took, and what the store holds of it."""
    visit = FieldDay(home, seed="1")
    visit.begin()
    hand, panel = visit.hand, visit.panel
    panel.chooser.chosen.emit(source, "")
    hand.until(panel.record.isEnabled, what="camera", seconds=60)
    said: list[str] = []
    panel.desk.said.connect(lambda sentence, _kind: said.append(sentence.happened))
    hand.activate(visit.window)
    visit.place.go_to_key(visit.place.current_key)
    hand.key(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    hand.until(lambda: panel.desk.moment() is not None, what="recording", seconds=60)
    heart, answers = Heartbeat(), 0
    heart.start()
    began, used = time.perf_counter(), time.process_time()
    while time.perf_counter() - began < seconds:
        visit.answer()
        answers += 1
        hand.pause(visit.dice.randrange(0, 2 * pause + 1))
    took, used = time.perf_counter() - began, time.process_time() - used
    heart.stop()
    hand.key(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    hand.until(lambda: not panel.recording and not panel.desk.sealing, what="sealing", seconds=120)
    store = visit.window.open_store.store
    about = store.read(partial(filling, filling_id=visit.place.desk.opened.summary.id))
    (recording,) = store.read(partial(list_recordings, visit_id=about.visit_id))
    pictures = 0
    for segment in store.read(partial(segments_of, recording_id=recording.id)):
        pictures += _pictures_of(store, segment.sha256)
    visit.window.close()
    hand.until(lambda: not visit.window.isVisible(), what="the end", seconds=60)
    return {
        "seconds": round(recording.duration_us / 1e6, 1),
        "pictures": pictures,
        "dropped": recording.dropped,
        "answers": answers,
        "said": said,
        "process_percent_of_one_core": round(100 * used / took, 1),
        **heart.figures(),
    }


def _pictures_of(store: Any, sha256: str) -> int:
    import av

    with store.files.open(sha256) as stream, av.open(stream) as film:
        return sum(packet.size > 0 for packet in film.demux(video=0))


def _spin() -> None:
    while True:
        sum(range(10_000))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--source", default="test:1280x720@30")
    parser.add_argument("--pause", type=int, default=2500)
    parser.add_argument("--load", action="store_true")
    wanted = parser.parse_args()
    busy = multiprocessing.Process(target=_spin, daemon=True) if wanted.load else None
    if busy is not None:
        busy.start()
    with tempfile.TemporaryDirectory() as place, contextlib.redirect_stdout(sys.stderr):
        figures = day(
            Path(place) / "home", seconds=wanted.seconds, source=wanted.source, pause=wanted.pause
        )
    if wanted.source.startswith("test:"):
        size, _, rate = wanted.source.removeprefix("test:").partition("@")
        width, height = (int(side) for side in size.split("x"))
        fps = float(rate or 30)
        share = 100 * fps * cost_of_the_picture(width=width, height=height, fps=fps)
        figures["of_it_the_test_picture"] = round(share, 1)
    figures["load"] = round(os.getloadavg()[0], 1)
    print(json.dumps(figures, indent=2, ensure_ascii=False))
    if busy is not None:
        busy.kill()


if __name__ == "__main__":
    main()

"""The review of an hour's encrypted recording: jumps, filmstrip, sound, with the window alive.

Run: QT_QPA_PLATFORM=offscreen python -m benchmarks.bench_review [--jumps 200] [--json]

The hour is that of bench_clips: sixty sealed minutes, each picture with its number, read back from
what the player shows. A jump counts from the request until its exact picture arrives.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from benchmarks.bench_clips import FPS, MINUTE, an_hour
from core.store import Author, SampleKey, create_store
from core.video.test_pattern import read_number
from desktop.kit.jobs import Jobs
from desktop.review.overview import MANY_PICTURES, Overviews
from desktop.review.player import PlayableSegment, RecordingPlayer
from desktop.review.records import RecordingItem, SegmentItem

PATIENCE_MS = 5_000


def number_in(image: QImage) -> int | None:
    """The number burnt into a picture."""
    image = image.convertToFormat(QImage.Format.Format_BGR888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return read_number(rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3))


def jumps(segments: list[PlayableSegment], *, count: int) -> dict[str, Any]:
    """Random jumps at rest."""
    player = RecordingPlayer()
    shown: list[QImage] = []
    loop = QEventLoop()
    wanted = -1

    def arrived(image: QImage) -> None:
        shown.append(image)
        if number_in(image) == wanted:
            loop.quit()

    player.picture.connect(arrived)
    chance = random.Random(4)
    times, wrong = [], 0
    player.load(segments)
    for jump in range(count + 1):
        moment = chance.randrange(3_599_000_000)
        # The middle of a picture: its edges are a matter of rounding to Qt's milliseconds.
        picture = moment * FPS // 1_000_000
        moment = picture * 1_000_000 // FPS + 500_000 // FPS
        wanted = picture % (FPS * MINUTE)
        shown.clear()
        late = QTimer()
        late.setSingleShot(True)
        late.timeout.connect(loop.quit)
        late.start(PATIENCE_MS)
        began = time.perf_counter()
        player.jump(moment)
        loop.exec()
        late.stop()
        if jump:  # the first one loads codecs
            times.append((time.perf_counter() - began) * 1e3)
            wrong += not shown or number_in(shown[-1]) != wanted
    player.unload()
    return {
        "jumps": count,
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(float(np.percentile(times, 95)), 1),
        "wrong": wrong,
    }


def glance(jobs: Jobs, recording: RecordingItem) -> dict[str, Any]:
    """When what came, and how the window's heart beat meanwhile."""
    overviews = Overviews(jobs)
    loop, clock = QEventLoop(), QElapsedTimer()
    came: dict[str, float] = {}
    beats: list[float] = []

    def arrived(_id: object, name: str, found: Any) -> None:
        whole = name != "strip" or len(found) == MANY_PICTURES
        came.setdefault(name if whole else "first pictures", round(clock.elapsed() / 1e3, 2))
        if {"strip", "index", "wave"} <= came.keys():
            loop.quit()

    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        beats.append((now - last) * 1e3)
        last = now

    heart = QTimer()
    heart.timeout.connect(beat)
    heart.start(16)
    overviews.arrived.connect(arrived)
    clock.start()
    overviews.ask(recording)
    loop.exec()
    heart.stop()
    return {
        "seconds_after_opening": came,
        "heartbeat_ms": {
            "p99": round(float(np.percentile(beats, 99)), 1),
            "largest": round(max(beats), 1),
        },
    }


def main() -> None:
    """Make the hour, measure, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jumps", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        author = Author(technician_id=uuid4(), device_id=uuid4())
        store, _ = create_store(Path(folder) / "store", unlock=SampleKey(), author=author)
        film, _size = an_hour(store, all_differ=True)
        segments = tuple(
            SegmentItem(
                s.start_us,
                s.duration_us,
                lambda sha256=s.sha256: store.files.open(sha256),  # type: ignore[misc]
                s.sha256,
            )
            for s in film.segments
        )
        recording = RecordingItem(film.recording_id, "hour", 3_600_000_000, segments, ())
        jobs = Jobs(store)
        found = {"glance": glance(jobs, recording), "again": glance(jobs, recording)}
        found["jumps"] = jumps(
            [PlayableSegment(s.start_us, s.duration_us, s.open) for s in segments],
            count=asked.jumps,
        )
        jobs.close()
        store.close()
    print(json.dumps(found, indent=None if asked.json else 2))
    del app


if __name__ == "__main__":
    main()

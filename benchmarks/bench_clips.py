"""What clips, stills and reels of an hour's encrypted recording take.

Run: python -m benchmarks.bench_clips [--clips 10] [--stills 200] [--json]

A minute of the test picture (720p, 30 a second, a key picture every half second, with sound) is
sealed in a store as recordings are; sixty of it in a row are the hour. Each picture carries its
number, by which every still and the first picture of every clip is checked.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import statistics
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import av
import numpy as np

from core.store import Author, SampleKey, SealedFile, Store, SystemClock, create_store
from core.video import Footage
from core.video.cutting import Card, Film, ReelPart, StillTaker, make_clip, make_reel
from core.video.recordings import SegmentSummary
from core.video.test_pattern import TestPattern, read_number

FPS, MINUTE = 30, 60
SEGMENTS = 60


def a_minute(store: Store) -> SealedFile:
    """Sixty seconds as the recorder writes them, sealed."""
    plain = io.BytesIO()
    pattern = TestPattern(clock=SystemClock())
    chance = np.random.default_rng(1)
    grain = [chance.integers(0, 14, (720, 1280, 3), np.uint8) for _ in range(8)]
    with av.open(plain, "w", format="mp4") as out:
        options = {"preset": "superfast", "tune": "zerolatency", "crf": "23", "g": "15"}
        video = cast("Any", out.add_stream("libx264", rate=FPS, options=options))
        video.width, video.height, video.pix_fmt = 1280, 720, "yuv420p"
        audio = cast("Any", out.add_stream("aac", rate=48_000, layout="mono"))
        for number in range(FPS * MINUTE):
            image = pattern.draw(number)
            image[:640] += grain[number % 8][:640] // 2
            frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            out.mux(video.encode(frame))
            tone = (np.sin(np.arange(1600) * 0.1) * 8000).astype(np.int16).reshape(1, -1)
            sound = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
            sound.sample_rate, sound.pts = 48_000, number * 1600
            out.mux(audio.encode(sound))
        out.mux(video.encode(None))
        out.mux(audio.encode(None))
    plain.seek(0)
    return store.files.seal(plain, media_type="video/mp4", name="minute.mp4")


def an_hour(store: Store, *, all_differ: bool = False) -> tuple[Film, int]:
    """A film of sixty segments, and the bytes of one.

    They are one sealed file, unless they must differ for what is kept of each.
    """
    sealed = a_minute(store)
    files = [sealed] * SEGMENTS
    if all_differ:
        plain = store.files.open(sealed.sha256).read()
        for number in range(SEGMENTS):
            box = (12).to_bytes(4) + b"free" + number.to_bytes(4)
            files[number] = store.files.seal(
                io.BytesIO(plain + box), media_type="video/mp4", name="minute.mp4"
            )
    segments = tuple(
        SegmentSummary(
            id=uuid4(),
            number=number,
            start_us=number * MINUTE * 1_000_000,
            duration_us=MINUTE * 1_000_000,
            attachment_id=uuid4(),
            sha256=files[number].sha256,
            size=files[number].size,
            name=sealed.name,
        )
        for number in range(SEGMENTS)
    )
    return Film(uuid4(), segments, store.files.open), sealed.size


def clips(film: Film, folder: Path, *, count: int, exact: bool) -> dict[str, Any]:
    """Clips of 30 s at random places; half of them lie across two segments."""
    chance = random.Random(2)
    times, wrong, early = [], 0, []
    for number in range(count):
        minute = chance.randrange(SEGMENTS - 1)
        second = chance.uniform(32, 58) if number % 2 else chance.uniform(0, 28)
        start = int((minute * 60 + second) * 1e6)
        began = time.perf_counter()
        made = make_clip(
            film,
            folder / "clip.mp4",
            from_us=start,
            until_us=start + 30_000_000,
            exact=exact,
        )
        times.append(time.perf_counter() - began)
        early.append((start - made.from_us) / 1e3)
        with made.path.open("rb") as stream, Footage(stream) as footage:
            shown = read_number(footage.picture_at(0)[0])
        wrong += shown != int((made.from_us % 60_000_000) / 1e6 * FPS + 1e-3)
        made.path.unlink()
    return {
        "clips": count,
        "median_s": round(statistics.median(times), 3),
        "largest_s": round(max(times), 3),
        "begins_early_ms_largest": round(max(early), 1),
        "wrong_first_picture": wrong,
    }


def stills(film: Film, *, count: int) -> dict[str, Any]:
    """Random moments of the hour: the first time, and again as when an answer is pointed at."""
    chance = random.Random(3)
    moments = [chance.randrange(3_599_000_000) for _ in range(count)]
    wrong = 0
    with StillTaker() as taker:
        taker.still(film, moments[0])
        cold, warm = [], []
        for moment in moments:
            began = time.perf_counter()
            image = taker.picture(film, moment)
            cold.append((time.perf_counter() - began) * 1e3)
            wrong += read_number(image) != (moment % 60_000_000) * FPS // 1_000_000
            began = time.perf_counter()
            taker.still(film, moment)
            warm.append((time.perf_counter() - began) * 1e3)
    return {
        "stills": count,
        "first_time_ms": {"median": _round(cold, 50), "p95": _round(cold, 95)},
        "warm_jpeg_ms": {"median": _round(warm, 50), "p95": _round(warm, 95)},
        "wrong": wrong,
    }


def reel(film: Film, folder: Path) -> dict[str, Any]:
    """Ten moments of 12 s with their cards."""
    parts = [
        ReelPart(film, at, at + 12_000_000, Card(f"Momento {at}", "Secção", "Visita", "00:00"))
        for at in range(5_000_000, 3_500_000_000, 350_000_000)
    ]
    began, used = time.perf_counter(), time.process_time()
    made = make_reel(parts, folder / "reel.mp4")
    took = time.perf_counter() - began
    return {
        "parts": len(parts),
        "film_s": made.duration_us / 1e6,
        "took_s": round(took, 1),
        "times_real_time": round(made.duration_us / 1e6 / took, 1),
        "processor_s": round(time.process_time() - used, 1),
    }


def _round(values: list[float], percent: int) -> float:
    return round(statistics.quantiles(values, n=100)[percent - 1], 1)


def main() -> None:
    """The command line of this benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=int, default=10)
    parser.add_argument("--stills", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        author = Author(technician_id=uuid4(), device_id=uuid4())
        store, _ = create_store(folder / "store", unlock=SampleKey(), author=author)
        with store:
            film, size = an_hour(store)
            found = {
                "megabits_s": round(size * 8 / MINUTE / 1e6, 2),
                "copied_30_s": clips(film, folder, count=asked.clips, exact=False),
                "exact_30_s": clips(film, folder, count=max(2, asked.clips // 3), exact=True),
                "stills": stills(film, count=asked.stills),
                "reel": reel(film, folder),
            }
    if asked.json:
        print(json.dumps(found, indent=2))
    else:
        for name, value in found.items():
            print(f"{name}: {value}")


if __name__ == "__main__":
    main()

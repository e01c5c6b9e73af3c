"""What recording costs and how fast a moment is found again.

Run: python -m benchmarks.bench_video [--seconds 60] [--size 1280x720] [--fps 30] [--jumps 200]
                                      [--source ADDRESS] [--json] [--beside-ffmpeg]

Records the test source (or another) with sound through the encrypted container, seals it, and
jumps to random moments in both, checking the frame number burnt into each picture. Processor time
is of the whole process without the making of the test picture, which is measured apart.

`--beside-ffmpeg` records a grainy 720p clip (`--grain`: strength of the noise) with sound and, at
the same time, lets the command line of ffmpeg encode the same clip at the clip's pace with the same
settings: the ratio of their processor times, and our memory along the way. Like for like only while
`trouble` tells of no step down.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from core.store import SystemClock
from core.video import (
    Footage,
    Limits,
    Recorder,
    RecordingFacts,
    filmstrip,
    open_recording,
    open_source,
    waveform,
)
from core.video.sealing import plain_mp4
from core.video.test_pattern import TestPattern, read_number

KEY = bytes(range(32))


def cost_of_the_picture(*, width: int, height: int, fps: float) -> float:
    """Processor seconds that drawing one test picture takes."""
    pattern = TestPattern(clock=SystemClock(), width=width, height=height, fps=fps)
    began = time.process_time()
    for number in range(60):
        pattern.draw(number)
    return (time.process_time() - began) / 60


def record(address: str, *, seconds: float, folder: Path) -> tuple[RecordingFacts, dict[str, Any]]:
    """Record for so long; what was recorded, and what it took."""
    clock = SystemClock()
    source = open_source(address, clock=clock)
    over = threading.Event()
    slow: list[str] = []

    def heard(event: object) -> None:
        if type(event).__name__ in ("EncoderSlow", "DiskFull", "Failed"):
            slow.append(repr(event))

    recorder = Recorder(
        source,
        folder=folder,
        key=KEY,
        recording_id=uuid4(),
        clock=clock,
        on_event=heard,
        limits=Limits(reserve_bytes=0),
    )
    began, used = time.perf_counter(), time.process_time()
    recorder.start()
    over.wait(seconds)
    facts = recorder.stop()
    took, used = time.perf_counter() - began, time.process_time() - used
    bytes_ = sum(segment.path.stat().st_size for segment in facts.segments)
    pictures = 0
    for segment in facts.segments:
        with open_recording(segment.path, key=KEY) as stream, Footage(stream) as footage:
            pictures += len(footage.moments())
    return facts, {
        "pictures": pictures,
        "cpu_s": round(used, 2),
        "seconds": round(facts.duration_us / 1e6, 1),
        "dropped": facts.dropped,
        "trouble": slow,
        "process_percent_of_one_core": round(100 * used / took, 1),
        "megabit_per_second": round(bytes_ * 8 / facts.duration_us, 2),
    }


def beside_ffmpeg(*, seconds: float, size: str, fps: float, grain: int) -> dict[str, Any]:
    """Ours and ffmpeg's, on one clip at one time."""
    with tempfile.TemporaryDirectory() as place:
        clip = Path(place) / "clip.mp4"
        picture = f"testsrc2=size={size}:rate={fps:g},noise=alls={grain}:allf=t"
        make = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i"]
        make += ["sine=frequency=500:sample_rate=48000", "-t", "10", "-c:v", "libx264"]
        make += ["-preset", "ultrafast", "-crf", "20", "-pix_fmt", "yuv420p", "-c:a", "aac"]
        subprocess.run([*make, str(clip)], check=True)
        encode = ["ffmpeg", "-v", "error", "-re", "-stream_loop", "-1", "-i", str(clip)]
        encode += ["-t", str(seconds), "-c:v", "libx264", "-preset", "superfast"]
        encode += ["-tune", "zerolatency", "-crf", "23", "-g", str(round(fps / 2)), "-c:a", "aac"]
        encode += ["-ac", "1", "-b:a", "96k", "-movflags", "frag_keyframe+empty_moov"]
        encode += ["-frag_duration", "250000", "-f", "mp4", "-y", str(Path(place) / "out.mp4")]
        theirs = subprocess.Popen(encode)
        memory: list[int] = []
        over = threading.Event()
        watch = threading.Thread(target=_watch_memory, args=(memory, over))
        watch.start()
        _, ours = record(f"file:{clip}", seconds=seconds, folder=Path(place))
        over.set()
        watch.join()
        _, _, used = os.wait4(theirs.pid, 0)
        theirs.returncode = 0
        cpu = used.ru_utime + used.ru_stime
        theirs_ms = 1000 * cpu / (seconds * fps)
        ours_ms = 1000 * ours["cpu_s"] / max(1, ours["pictures"])
        later = memory[len(memory) // 3 :]
        return {
            **ours,
            "cpu_ms_a_picture": round(ours_ms, 1),
            "ffmpeg_cpu_ms_a_picture": round(theirs_ms, 1),
            "ratio": round(ours_ms / theirs_ms, 2),
            "memory_mb": [min(later) >> 20, max(later) >> 20],
            "load": os.getloadavg()[0],
        }


def _watch_memory(found: list[int], over: threading.Event) -> None:
    while not over.wait(0.5):
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        found.append(pages * os.sysconf("SC_PAGE_SIZE"))


def jumps(stream: IO[bytes], *, count: int) -> dict[str, float]:
    """Random exact pictures: milliseconds, and how many were not the right one."""
    chosen = random.Random(1)
    with Footage(stream) as footage:
        moments = footage.moments()
        first = read_number(footage.picture_at(0)[0])
        step = statistics.median(b - a for a, b in pairwise(moments))
        took, wrong = [], 0
        for _ in range(count):
            place = chosen.randrange(len(moments) - 1)
            moment = chosen.randrange(moments[place] + 20, moments[place + 1] - 20)
            began = time.perf_counter()
            image, shown = footage.picture_at(moment)
            took.append((time.perf_counter() - began) * 1000)
            # The number says when the picture was due, whatever its place in the file.
            due = (read_number(image) - first) * step
            wrong += shown != moments[place] or abs(due - shown) > step / 2
    took.sort()
    return {
        "median_ms": round(statistics.median(took), 1),
        "p95_ms": round(took[int(len(took) * 0.95)], 1),
        "wrong": wrong,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--fps", type=float, default=30)
    parser.add_argument("--jumps", type=int, default=200)
    parser.add_argument("--source", default="")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--beside-ffmpeg", action="store_true")
    parser.add_argument("--grain", type=int, default=14)
    wanted = parser.parse_args()
    if wanted.beside_ffmpeg:
        found = beside_ffmpeg(
            seconds=wanted.seconds, size=wanted.size, fps=wanted.fps, grain=wanted.grain
        )
        print(json.dumps(found) if wanted.json else json.dumps(found, indent=2))
        return
    width, height = (int(side) for side in wanted.size.split("x"))
    figures: dict[str, Any] = {"size": wanted.size, "fps": wanted.fps}
    with tempfile.TemporaryDirectory() as place:
        address = wanted.source or f"test:{wanted.size}@{wanted.fps:g}"
        facts, figures["recording"] = record(address, seconds=wanted.seconds, folder=Path(place))
        if not wanted.source:
            drawing = cost_of_the_picture(width=width, height=height, fps=wanted.fps)
            whole = figures["recording"]["process_percent_of_one_core"]
            share = 100 * drawing * wanted.fps
            figures["recording"]["of_it_the_test_picture"] = round(share, 1)
            figures["recording"]["percent_of_one_core"] = round(whole - share, 1)
        longest = max(facts.segments, key=lambda segment: segment.duration_us)
        with open_recording(longest.path, key=KEY) as stream:
            if not wanted.source:
                figures["jumps_while_unsealed"] = jumps(stream, count=wanted.jumps)
            began = time.perf_counter()
            plain = plain_mp4(stream, name="bench")
            figures["to_plain_mp4_s"] = round(time.perf_counter() - began, 2)
        if not wanted.source:
            figures["jumps_sealed"] = jumps(plain, count=wanted.jumps)
        began = time.perf_counter()
        strip = filmstrip(plain, count=120, height=90)
        figures["filmstrip"] = {
            "pictures": len(strip),
            "s": round(time.perf_counter() - began, 2),
        }
        began = time.perf_counter()
        peaks = waveform(plain)
        figures["waveform"] = {"peaks": len(peaks), "s": round(time.perf_counter() - began, 2)}
    print(json.dumps(figures) if wanted.json else json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()

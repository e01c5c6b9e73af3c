"""kill -9 at random moments: the recording plays up to at most half a second before."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest

from core.video import recover
from tests.core.video.conftest import KEY, numbers_of, wait_until

KILLS = int(os.environ.get("TERRENO_KILLS", "6"))
LOST_AT_MOST_US = 500_000

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_recording_plays_up_to_half_a_second_before(seed, tmp_path, repository):
    folder = tmp_path / "recordings"
    told = tmp_path / "told"
    wanted = random.Random(seed).randrange(400_000, 5_000_000)
    with told.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("recording_process.py")), str(folder)],
            stdout=out,
            cwd=repository,
            env={**os.environ, "PYTHONPATH": str(repository)},
        )
        try:
            wait_until(lambda: _last(told) >= wanted, seconds=60)
        finally:
            process.kill()
            process.wait()
    reached = _last(told)
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"moof" not in data
            assert b"ftyp" not in data

    (found,) = recover(folder, key=KEY)

    # Between two segments nothing is torn: the one is closed, the other not yet begun.
    assert found.torn or found.duration_us % 2_000_000 < 100_000
    assert reached - found.duration_us <= LOST_AT_MOST_US
    numbers = [n for segment in found.segments for _, n in numbers_of(segment.path)]
    assert numbers == sorted(numbers)
    # Pictures near the end are really there, not only promised.
    assert len(numbers) >= found.duration_us / 1e6 * 30 * 0.7
    (again,) = recover(folder, key=KEY)
    assert not again.torn
    assert again.duration_us == found.duration_us


def _last(told: Path) -> int:
    lines = told.read_bytes().split(b"\n")
    return int(lines[-2]) if len(lines) > 1 else 0


def test_a_segment_killed_before_its_first_picture_is_left_out(tmp_path, clock):
    from core.video.effort import Effort
    from core.video.segment import MadeFor, OpenSegment, Picture

    recording_id = uuid4()
    folder = tmp_path / str(recording_id)
    folder.mkdir()
    first = Picture(np.zeros((180, 320, 3), np.uint8), 0)
    segment = OpenSegment(
        folder,
        key=KEY,
        recording_id=recording_id,
        number=0,
        first=first,
        made_for=MadeFor(320, 180, Effort()),
        fps=30.0,
        sound=(48_000, 1),
        clock=clock,
        on_failure=lambda error: None,
    )
    segment.picture(first)
    segment._sink.close(None)  # the header is on the disk, the first fragment is not
    segment._muxer.abandon()

    (found,) = recover(tmp_path, key=KEY)

    assert found.torn
    assert found.segments == ()
    assert not folder.exists()

"""A full disk, a real one: a small tmpfs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from core.video import Limits, events, recover
from core.video.cutting import make_clip
from core.video.problems import NoRoomForFilm
from tests.core.video.clip_files import RATE, a_clip
from tests.core.video.conftest import KEY, numbers_of
from tests.core.video.cutting_films import a_film


@pytest.fixture
def small_disk():
    """A file system of 160 kB."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root on Linux")
    # Not under tmp_path: another session of pytest may rename that folder while it is mounted.
    place = Path(tempfile.mkdtemp(prefix="terreno-small-"))
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        place.rmdir()
        pytest.skip(f"tmpfs cannot be mounted here: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)
    place.rmdir()


@pytest.mark.slow
def test_what_is_recorded_stays_and_it_is_said_at_once(recorder, heard, small_disk):
    one = recorder("test:640x360@30", folder=small_disk, limits=Limits(reserve_bytes=0))
    one.start()
    full = heard.wait(events.DiskFull, seconds=60)
    facts = heard.wait(events.Stopped).facts
    assert not heard.of(events.Failed)
    assert len(heard.of(events.DiskFull)) == 1
    assert facts.segments
    assert full.at_us - facts.duration_us < 600_000
    pictures = numbers_of(facts.segments[0].path)
    assert len(pictures) > 10
    (found,) = recover(small_disk, key=KEY)
    assert found.duration_us == pytest.approx(facts.duration_us, abs=40_000)


@pytest.mark.parametrize("exact", [False, True])
def test_a_clip_that_does_not_fit_is_said_and_leaves_nothing(small_disk, tmp_path, exact):
    noise = np.random.default_rng(1).integers(-20_000, 20_000, 30 * RATE, np.int16)
    film = a_film(a_clip(tmp_path / "a.mp4", seconds=30, heard=noise), duration_us=30_000_000)
    with pytest.raises(NoRoomForFilm):
        make_clip(film, small_disk / "c.mp4", from_us=0, until_us=30_000_000, exact=exact)
    assert list(small_disk.iterdir()) == []

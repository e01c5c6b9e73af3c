"""The warning that the disk runs low, and the reserve for the answers."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from core.video import Limits, space

MEGABYTE = 1_000_000


@pytest.fixture
def disk(monkeypatch):
    """A disk whose free bytes the test decides."""
    disk = SimpleNamespace(free=10_000 * MEGABYTE)
    monkeypatch.setattr(space.shutil, "disk_usage", lambda folder: disk)
    return disk


def test_it_warns_once_and_then_at_each_half(disk, tmp_path):
    watch = space.SpaceWatch(tmp_path, limits=Limits(reserve_bytes=0, low_minutes=20))
    minute = {"recorded_bytes": 20 * MEGABYTE, "recorded_us": 60_000_000}
    assert watch.warning(**minute) is None
    disk.free = 19 * 20 * MEGABYTE
    assert watch.warning(**minute) == 19
    disk.free = 15 * 20 * MEGABYTE
    assert watch.warning(**minute) is None
    disk.free = 8 * 20 * MEGABYTE
    assert watch.warning(**minute) == 8
    disk.free = 0
    assert watch.full()


def test_the_first_seconds_judge_nothing(disk, tmp_path):
    watch = space.SpaceWatch(tmp_path, limits=Limits(reserve_bytes=0))
    disk.free = 1
    assert watch.warning(recorded_bytes=MEGABYTE, recorded_us=1_000_000) is None

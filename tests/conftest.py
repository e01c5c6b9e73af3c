"""What every test stands on: no display, no home of the person, no thread left behind."""

from __future__ import annotations

import os
import threading
from pathlib import Path

# Before anything imports Qt: a machine without a display must not abort the interpreter.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

# The same examples at each run, so that a failure can be run again by anyone; TERRENO_EXPLORE=1
# looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("explore" if os.environ.get("TERRENO_EXPLORE") else "steady")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that holds desktop, core, sync and resources."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """Real forms and material that are not part of the repository, where they are at hand."""
    folder = Path(os.environ.get("TERRENO_SHARED") or REPOSITORY.parent / "shared")
    if not (folder / "forms").is_dir():
        pytest.skip("the shared material (forms, videos) is not beside this repository")
    return folder


@pytest.fixture(autouse=True)
def home_of_the_test(tmp_path, monkeypatch):
    """No test may read or write what a technician keeps on this machine."""
    home = tmp_path / "terreno-home"
    monkeypatch.setenv("TERRENO_HOME", str(home))
    for name in ("TERRENO_PASSPHRASE", "TERRENO_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(autouse=True)
def no_thread_left_behind():
    """A thread that outlives its test keeps a program from closing: that is a bug."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        if not thread.daemon:
            thread.join(timeout=5)
    alive = sorted(thread.name for thread in left if thread.is_alive() and not thread.daemon)
    if alive:
        pytest.fail(f"threads left behind: {', '.join(alive)}")

"""A panel on a store with one visit, and a clip that plays the camera."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest

from core.store import SystemClock
from core.video import Recorder, open_recording, open_source
from core.video.sealing import plain_mp4
from desktop.kit.jobs import Jobs
from desktop.kit.settings import SettingsFile
from tests.builders import a_store, a_visit


@pytest.fixture(scope="session")
def clip(tmp_path_factory):
    """Two seconds of the test pattern with sound."""
    folder = tmp_path_factory.mktemp("clip")
    one = Recorder(
        open_source("test:640x360@25", clock=SystemClock()),
        folder=folder,
        key=bytes(32),
        recording_id=uuid4(),
        clock=SystemClock(),
        on_event=lambda event: None,
    )
    one.start()
    from tests.core.video.conftest import reach

    reach(one, 2_000_000)
    (segment,) = one.stop().segments
    path = folder / "visita.mp4"
    with open_recording(segment.path, key=bytes(32)) as stream:
        path.write_bytes(plain_mp4(stream, name="clip").read())
    return path


@pytest.fixture
def house(tmp_path, qtbot):
    """Store, jobs, settings, and a visit."""
    store = a_store(tmp_path / "store")
    made = a_visit(store)
    jobs = Jobs(store)
    settings = SettingsFile(tmp_path / "settings.ini")
    troubles = []
    jobs.troubled.connect(troubles.append)
    yield SimpleNamespace(
        store=store, jobs=jobs, settings=settings, visit_id=made.visit_id, path=tmp_path
    )
    jobs.close()
    store.close()
    assert troubles == []


@pytest.fixture
def panel(house, qtbot):
    from desktop.recording import RecordingPanel

    panel = RecordingPanel(house.jobs, settings=house.settings)
    panel.set_visit(house.visit_id)
    qtbot.addWidget(panel, before_close_func=RecordingPanel.close_down)
    panel.resize(320, 720)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def pytest_collection_modifyitems(items):
    """Notes of the offscreen display and of a machine without a sound service."""
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here:
            item.add_marker(
                pytest.mark.qt_log_ignore(
                    "This plugin does not support",
                    "pipewire-0.3",
                    "PulseAudioService",
                    "No audio device",
                    extend=True,
                )
            )

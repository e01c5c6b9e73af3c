"""A review of a visit that was recorded: two answers with moments, one marker, one segment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from core.forms import FillingSession, SessionContext
from core.people import record_consent
from core.store import Author, SampleKey, Store, create_store, new_id
from core.video.recordings import (
    RecordingState,
    add_marker,
    add_segment,
    begin_recording,
    end_recording,
)
from core.visits import load_form, record_delta, record_opening, start_filling, visit_detail
from core.visits.sample import create_sample, sample_clip
from desktop.kit.jobs import Jobs
from desktop.kit.place import Surroundings
from desktop.kit.settings import SettingsFile
from desktop.review.place import ReviewPlace

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
CLIP_US = 20_000_000
CHOSEN = ("/data/s1/q1_4", "nao", 4_000_000)
TYPED = ("/data/s0/q0_1", "Tardes com Sentido", 12_000_000)


@dataclass
class Recorded:
    """A store with a recorded visit, and the place that shows it."""

    store: Store
    place: ReviewPlace
    visit_id: UUID
    filling_id: UUID
    recording_id: UUID


@pytest.fixture
def recorded(qtbot, tmp_path) -> Iterator[Recorded]:
    """The sample's planned visit, recorded and half filled in, opened in the review."""
    author = Author(technician_id=new_id(), device_id=new_id())
    store, _ = create_store(tmp_path / "store", unlock=SampleKey(), author=author)
    sample = create_sample(store, now=NOW)
    assert sample is not None
    recording_id = new_id()
    form = load_form(store, sample.checklist_version_id)
    session = FillingSession.start(form, SessionContext(now=lambda: NOW))
    clip = store.files.seal(
        BytesIO(sample_clip().read_bytes()), media_type="video/mp4", name="troco-1.mp4"
    )

    def fill(work):
        filling_id = start_filling(work, sample.visit_id, at=NOW)
        record_opening(
            work, filling_id=filling_id, saved=session.save(), technician_id=None, at=NOW
        )
        begin_recording(
            work,
            recording_id=recording_id,
            visit_id=sample.visit_id,
            scope="1304",
            technician_id=None,
            started_at=NOW,
            source_name="Câmara",
        )
        record_consent(
            work,
            visit_id=sample.visit_id,
            scope="1304",
            who="Direção",
            purpose="visit",
            legal_basis="public-interest",
            text_version="1",
            given_at=NOW.replace(year=2020),
        )
        add_segment(
            work,
            recording_id=recording_id,
            number=1,
            start_us=0,
            duration_us=CLIP_US,
            sealed=clip,
        )
        end_recording(
            work,
            recording_id=recording_id,
            state=RecordingState.SEALED,
            duration_us=CLIP_US,
            size=(640, 360),
            sound=True,
        )
        add_marker(work, recording_id=recording_id, start_us=8_000_000, text="Refeitório")
        for key, value, moment_us in (CHOSEN, TYPED):
            record_delta(
                work,
                filling_id=filling_id,
                delta=session.answer(key, value),
                technician_id=None,
                at=NOW,
                recording_id=recording_id,
                moment_us=moment_us,
            )
        return filling_id

    filling_id = store.write_now(fill)
    assert store.read(lambda work: visit_detail(work, sample.visit_id)).summary.answered
    jobs = Jobs(store)
    around = Surroundings(
        jobs=jobs,
        settings=SettingsFile(tmp_path / "definicoes.ini"),
        now=lambda: NOW,
        me=lambda: None,
        sample=True,
    )
    place = ReviewPlace(around)
    place.resize(1180, 720)
    place.show()
    with qtbot.waitSignal(place.shown, timeout=10_000):
        place.enter(sample.visit_id)
    yield Recorded(store, place, sample.visit_id, filling_id, recording_id)
    qtbot.waitUntil(lambda: jobs.waiting == 0, timeout=20_000)
    place.player.unload()
    place.close()
    jobs.close()
    store.close()
    place.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

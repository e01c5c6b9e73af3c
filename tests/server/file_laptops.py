"""Laptops with real stores whose files go to a real centre."""

from __future__ import annotations

import io
from datetime import datetime
from functools import partial
from uuid import uuid4

from core.people import record_consent
from core.store.attachments import attach
from core.store.clock import SystemClock
from core.video.recordings import RecordingState, add_segment, begin_recording, end_recording
from core.visits import link_evidence
from sync.replica import enrolment
from sync.replica.exchange import Exchange
from sync.replica.file_lane import FileLane
from sync.replica.file_queue import file_standing
from sync.replica.pace import Pace
from tests.builders import NOW, a_store, a_visit
from tests.server.centres import at_once

SCOPE = "1304"


class FileLaptop:
    """A store, let in at a centre. `address`: of the line to it."""

    def __init__(self, centre, folder, *, address=None, organisation="amp", role="amp_team"):
        self.store = a_store(folder)
        enrolment.enrol(
            self.store, address or centre.address, centre.code(organisation, role),
            name="portátil", pause=at_once,
        )  # fmt: skip

    def change(self):
        """The changes go and come."""
        endpoint = enrolment.endpoint_of(self.store, pause=at_once)
        try:
            return Exchange(self.store, endpoint, clock=SystemClock()).run()
        finally:
            endpoint.wire.close()

    def lane(self, *, pace=None, **rest) -> FileLane:
        endpoint = enrolment.endpoint_of(self.store, pause=at_once)
        pace = pace or Pace(limit=None, clock=SystemClock(), pause=at_once)
        return FileLane(self.store, endpoint, clock=SystemClock(), pace=pace, **rest)

    def run(self, **rest):
        """The files go and come."""
        lane = self.lane(**rest)
        try:
            return lane.run()
        finally:
            lane.endpoint.wire.close()

    def standing(self):
        return self.store.read(file_standing)

    def reasons(self):
        return {one.name: (one.state, one.reason) for one in self.standing().files}

    def visit(self):
        self.made = a_visit(self.store)
        return self.made

    def photo(self, content: bytes, *, name="foto.jpg", kind="photo") -> str:
        """A photograph of the visit."""
        sealed = self.store.files.seal(io.BytesIO(content), media_type="image/jpeg", name=name)

        def verb(work):
            which = attach(work, sealed, scope=SCOPE)
            link_evidence(
                work, visit_id=self.made.visit_id, kind=kind, at=NOW, attachment_id=which
            )  # fmt: skip

        self.store.write_now(verb)
        return sealed.sha256

    def recording(self, *contents: bytes, ended=True):
        """A recording of the visit, of sealed segments."""
        recording_id = uuid4()
        self.store.write_now(
            partial(
                begin_recording, recording_id=recording_id, visit_id=self.made.visit_id,
                scope=SCOPE, technician_id=None, started_at=NOW, source_name="câmara",
            )
        )  # fmt: skip
        for number, content in enumerate(contents):
            sealed = self.store.files.seal(
                io.BytesIO(content), media_type="video/mp4", name=f"{recording_id}-{number}.mp4"
            )
            self.store.write_now(
                partial(
                    add_segment, recording_id=recording_id, number=number,
                    start_us=number * 1_000_000, duration_us=1_000_000, sealed=sealed,
                )
            )  # fmt: skip
        if ended:
            self.store.write_now(
                partial(
                    end_recording, recording_id=recording_id, state=RecordingState.SEALED,
                    duration_us=len(contents) * 1_000_000, size=(640, 360), sound=True,
                )
            )  # fmt: skip
        return recording_id

    def consent(self, *, at: datetime = NOW):
        """Somebody agrees to be recorded."""
        return self.store.write_now(
            partial(
                record_consent, visit_id=self.made.visit_id, scope=SCOPE, who="Ana",
                purpose="visit", text_version="1", given_at=at,
            )
        )  # fmt: skip

    def close(self):
        self.store.close()

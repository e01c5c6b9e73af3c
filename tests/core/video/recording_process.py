"""A process that records until it is killed, telling how far it has come (run by test_kill)."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import uuid4

from core.store import SystemClock
from core.video import Limits, Recorder, open_source

clock = SystemClock()
recorder = Recorder(
    open_source("test:640x360@30", clock=clock),
    folder=Path(sys.argv[1]),
    key=bytes(range(32)),
    recording_id=uuid4(),
    clock=clock,
    on_event=lambda event: None,
    limits=Limits(segment_us=2_000_000),
)
recorder.start()
last = 0
while True:
    # The number of each picture that has been given to the encoder.
    now = recorder.moment_us()
    if now - last > 5000:
        last = now
        sys.stdout.write(f"{now}\n")
        sys.stdout.flush()
    recorder._thread.join(0.004)

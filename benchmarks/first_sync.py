"""The first exchange of a new laptop: `python benchmarks/first_sync.py [ENTRIES]` (100,000).

A real centre in a process of its own (SQLite, plain HTTP), one laptop that wrote so many entries of
six fields, the centre's snapshot of them, and one that comes new: seconds, bytes of all bodies that
came, and of those that went. No bad line: `bad_line.py` has one for 6,000 entries.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
SCOPE = "1306"


def main(arguments: list[str]) -> None:
    """All of it; prints a line of JSON."""
    from datetime import UTC, datetime

    from benchmarks.sync_server import written
    from core.store.clock import SystemClock
    from sync.centre.snapshots import make_snapshot
    from sync.replica import enrolment
    from sync.replica.exchange import Exchange
    from sync.server.database import open_engine
    from tests.server.centres import CentreProcess, at_once, config_for
    from tests.server.file_laptops import FileLaptop

    entries = int(arguments[0]) if arguments else 100_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        config = config_for(folder / "centro", f"sqlite:///{folder / 'c.db'}")
        with config.file.open("a", encoding="utf-8") as file:
            file.write("a_minute = 1000000\n")
        with CentreProcess(config) as centre:
            writer = FileLaptop(centre, folder / "writer", organisation=SCOPE, role="technician")
            writer.change()
            written(writer, SCOPE, entries)
            pushed = writer.change().pushed
            writer.store.close()
            engine = open_engine(config.database)
            with engine.begin() as connection:
                make_snapshot(connection, SCOPE, at=datetime.now(UTC))
            engine.dispose()
            fresh = FileLaptop(centre, folder / "fresh", organisation=SCOPE, role="technician")
            endpoint = enrolment.endpoint_of(fresh.store, pause=at_once)
            start = time.perf_counter()
            outcome = Exchange(fresh.store, endpoint, clock=SystemClock()).run()
            took = time.perf_counter() - start
            told = {
                "entries": entries, "changes": pushed, "pulled": outcome.pulled,
                "seconds": round(took, 1), "bytes_in": endpoint.wire.received,
                "bytes_out": endpoint.wire.sent,
            }  # fmt: skip
            endpoint.wire.close()
            fresh.store.close()
            print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])

"""An exchange over a bad line: seconds, and bytes counted on the line itself, TLS and all.

`sudo python benchmarks/bad_line.py LINKEM [RATE_BITS_PER_S DELAY_S LOSS]` (Linux, root, iproute2).
LINKEM is the program that joins two network namespaces by a line of that rate (256000), delay one
way (0.15) and loss (0.02); the centre runs at one end, the laptop at the other. Measured: 500
changes that wait here and 500 that wait there, on a connection made anew; an exchange with nothing
to do; 500 changes pushed alone; the first exchange of a laptop of one municipality of 6,000
entries.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))
CENTRE, LAPTOP = "lkA", "lkB"
ADDRESS, PORT = "10.99.0.1", 8443
ROWS, MANY = 250, 6_000
OWN, LARGE = "1304", "1306"


def centre_of(folder: Path) -> Any:
    """The centre as a laptop of the tests knows it; not started."""
    from sync.server.config import read_config
    from tests.server.centres import CentreProcess

    return CentreProcess(read_config(folder / "centre"))


def stored(folder: Path, name: str) -> Any:
    """The laptop of an earlier step."""
    from core.store import SampleKey, open_store
    from tests.server.file_laptops import FileLaptop

    laptop = object.__new__(FileLaptop)
    author = json.loads((folder / f"{name}.json").read_text())
    from uuid import UUID

    from core.store import Author

    laptop.store = open_store(
        folder / name, unlock=SampleKey(),
        author=Author(UUID(author["technician"]), UUID(author["device"])),
    )  # fmt: skip
    return laptop


def keep(folder: Path, name: str, laptop: Any) -> None:
    """Remember a laptop for a later step."""
    author = laptop.store.author
    (folder / f"{name}.json").write_text(
        json.dumps({"technician": str(author.technician_id), "device": str(author.device_id)})
    )
    laptop.store.close()


def enrolled(folder: Path, name: str, **rest: str) -> Any:
    """A new laptop."""
    from tests.server.file_laptops import FileLaptop

    return FileLaptop(centre_of(folder), folder / name, **rest)


def edited(laptop: Any, *names: str, mark: str) -> None:
    """So many fields of `ROWS` entries, each change naming what it replaces."""
    from sqlalchemy import select

    from core.inventory.facilities import Provider

    def verb(work: Any) -> None:
        query = select(Provider).where(Provider.scope == OWN).order_by(Provider.id).limit(ROWS)
        for row in work.scalars(query).all():
            for name in names:
                setattr(row, name, f"{mark} {row.name}")

    laptop.store.write_now(verb)


def timed(laptop: Any) -> dict[str, Any]:
    """One exchange."""
    start = time.perf_counter()
    outcome = laptop.change()
    took = time.perf_counter() - start
    return {"seconds": round(took, 2), "pushed": outcome.pushed, "pulled": outcome.pulled}


def step(name: str, folder: Path) -> Any:
    """What happens in a process of its own at one end of the line."""
    from benchmarks.sync_server import written

    if name == "seed":
        other = enrolled(folder, "other")
        other.change()
        written(other, OWN, ROWS)
        written(other, LARGE, MANY)
        other.change()
        keep(folder, "other", other)
        mine = enrolled(folder, "mine")
        mine.change()
        keep(folder, "mine", mine)
    elif name == "theirs":
        other = stored(folder, "other")
        edited(other, "note", "website", mark="visto")
        other.change()
        other.store.close()
    elif name in ("both", "push"):
        mine = stored(folder, "mine")
        edited(mine, "address", "legal_nature", mark=name)
        found = timed(mine)
        mine.store.close()
        return found
    elif name == "nothing":
        mine = stored(folder, "mine")
        found = timed(mine)
        mine.store.close()
        return found
    elif name == "first":
        fresh = enrolled(folder, "fresh", organisation=LARGE, role="technician")
        found = timed(fresh)
        fresh.store.close()
        return found
    return None


def at(side: str, name: str, folder: Path) -> Any:
    """Run a step at one end."""
    done = subprocess.run(
        ["ip", "netns", "exec", side, sys.executable, __file__, "--step", name, str(folder)],
        cwd=REPOSITORY, env=os.environ | {"PYTHONPATH": str(REPOSITORY)}, check=True,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return json.loads(done.stdout.strip().splitlines()[-1])


def main(arguments: list[str]) -> None:
    """All of it; prints a line for each."""
    from datetime import UTC, datetime

    from sync.server.config import ServerConfig
    from sync.server.running import set_up
    from tests.server.centres import SERVE

    linkem, *rest = arguments
    rate, delay, loss = (rest or ["256000", "0.15", "0.02"])[:3]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        config = ServerConfig(
            folder=folder / "centre", database=f"sqlite:///{folder / 'c.db'}",
            url=f"https://{ADDRESS}:{PORT}", host=ADDRESS, port=PORT,
        )  # fmt: skip
        set_up(config, at=datetime.now(UTC))
        python = os.environ.get("LINKEM_PYTHON", "python3")
        counts = folder / "counts.json"
        line = subprocess.Popen(
            [python, linkem, rate, delay, "0.02", loss, "0", "1", str(counts)],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert line.stdout is not None
        assert "ready" in line.stdout.readline()
        server = subprocess.Popen(
            ["ip", "netns", "exec", CENTRE, sys.executable, "-c", SERVE,
             str(folder / "centre"), str(PORT)],
            cwd=REPOSITORY, env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            time.sleep(5)
            at(CENTRE, "seed", folder)
            _snapshot(folder)
            at(CENTRE, "theirs", folder)
            before = _counted(line, counts)
            for name in ("both", "nothing", "push", "first"):
                found = at(LAPTOP, name, folder)
                now = _counted(line, counts)
                up, down = now[1] - before[1], now[0] - before[0]
                before = now
                print(json.dumps({"what": name, **found, "bytes_up": up, "bytes_down": down}))
        finally:
            server.terminate()
            line.terminate()
            line.wait()


def _counted(line: subprocess.Popen[str], counts: Path) -> tuple[int, int]:
    """Bytes on the line so far: from the centre, and to it."""
    time.sleep(1.5)
    counts.unlink(missing_ok=True)
    line.send_signal(signal.SIGUSR2)
    for _ in range(100):
        time.sleep(0.05)
        if counts.exists() and counts.stat().st_size:
            said = json.loads(counts.read_text())
            return said["a_to_b"][0], said["b_to_a"][0]
    raise RuntimeError("the line does not count")


def _snapshot(folder: Path) -> None:
    """What the centre's upkeep does from time to time."""
    from datetime import UTC, datetime

    from sync.centre.snapshots import make_snapshot
    from sync.server.config import read_config
    from sync.server.database import open_engine

    engine = open_engine(read_config(folder / "centre").database)
    with engine.begin() as connection:
        for scope in (OWN, LARGE, "global"):
            make_snapshot(connection, scope, at=datetime.now(UTC))
    engine.dispose()


if __name__ == "__main__":
    if sys.argv[1] == "--step":
        print(json.dumps(step(sys.argv[2], Path(sys.argv[3]))))
    else:
        main(sys.argv[1:])

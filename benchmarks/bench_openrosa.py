"""The OpenRosa door: `python benchmarks/bench_openrosa.py [SUBMISSIONS]` (default 120).

A real centre in a process of its own (SQLite, plain HTTP) and four phones at once: submissions a
second that are acknowledged (with a photograph of 100 kB each), the time until all are fillings in
the log, and the memory of the centre's process before and after an attachment of 90 MB.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

PHONES = 4


def memory(process: int, name: str) -> int:
    """MiB of a process: `VmRSS` now, `VmHWM` at most so far."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) // 1024
    raise LookupError(name)


def main() -> None:
    """Measure and print."""
    from tests.builders import a_form
    from tests.server.centres import CentreProcess, config_for
    from tests.server.openrosa.phones import a_phone, installed
    from tests.server.openrosa.submissions import kept, submission

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    photo = random.Random(1).randbytes(100_000)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        config = config_for(place / "centro", f"sqlite:///{place / 'c.db'}")
        with config.file.open("a", encoding="utf-8") as file:
            file.write("a_minute = 100000\nlogins_a_minute = 1000\n")
        with CentreProcess(config) as centre:
            installed(centre, place / "laptop", a_form()).close()
            phones = [a_phone(centre, f"fone-{n}") for n in range(PHONES)]
            assert centre.process is not None
            idle = memory(centre.process.pid, "VmRSS")

            def hand_in(n: int) -> None:
                for number in range(n, count, PHONES):
                    name = f"{number}.jpg"
                    xml = submission(instance=f"uuid:{number}", foto=name)
                    assert phones[n].submit(xml, {name: photo}).status == 201

            started = time.perf_counter()
            with ThreadPoolExecutor(PHONES) as pool:
                list(pool.map(hand_in, range(PHONES)))
            taken = time.perf_counter() - started
            while any(one.state != "applied" for one in kept(centre).values()):
                time.sleep(0.2)
            applied = time.perf_counter() - started
            print(f"acknowledged {count / taken:.0f}/s, fillings {count / applied:.1f}/s")
            print(f"memory: idle {idle} MiB, after that {memory(centre.process.pid, 'VmRSS')} MiB")
            before = memory(centre.process.pid, "VmHWM")
            xml = submission(instance="uuid:large", foto="large.mp4")
            assert phones[0].submit(xml, {"large.mp4": os.urandom(90_000_000)}).status == 201
            print(f"90 MB: peak {before} -> {memory(centre.process.pid, 'VmHWM')} MiB")


if __name__ == "__main__":
    main()

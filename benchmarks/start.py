"""From process start to the first painted window, and to a usable Hoje of the sample case.

    python benchmarks/start.py [times]      median and worst in seconds, as JSON

Each start is a process of its own; the sample store is made once, before the measuring.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START = """
import gc, sys, time
gc.disable()  # as the door does
from pathlib import Path
from desktop.app.application import make_application, make_window
app = make_application(["terreno"])
window = make_window(Path(sys.argv[1]))
window.show()
window.start()
app.processEvents()
window.grab()
print(time.time())
if window.open_store is None and not (Path(sys.argv[1]) / "stores" / "exemplo").exists():
    window.open_sample()
from PySide6.QtCore import QTimer
look = QTimer()
look.timeout.connect(lambda: window.shell is not None and not window.jobs.waiting and app.quit())
look.start(4)
app.exec()
print(time.time())
window.close()
"""


def one(home: Path) -> tuple[float, float]:
    """One start: seconds to paint, seconds to a usable place."""
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", START, str(home)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    painted, usable = (float(line) for line in done.stdout.split())
    return painted - began, usable - began


def main() -> None:
    """Print the figures."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder:
        one(Path(folder))
        starts = [one(Path(folder)) for _ in range(times)]
    for name, values in (
        ("painted", [each[0] for each in starts]),
        ("usable", [each[1] for each in starts]),
    ):
        print(
            json.dumps(
                {
                    "figure": name,
                    "median_s": round(statistics.median(values), 3),
                    "worst_s": round(max(values), 3),
                    "load": round(os.getloadavg()[0], 1),
                }
            )
        )


if __name__ == "__main__":
    main()

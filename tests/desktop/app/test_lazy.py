"""What is slow to import is not imported before the first window is on screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys

SCRIPT = """
import json, sys
from desktop.app.__main__ import main
from desktop.app.application import make_application, make_window
from pathlib import Path
app = make_application(["terreno"])
window = make_window(Path(sys.argv[1]))
window.show()
window.start()
app.processEvents()
print(json.dumps(sorted(sys.modules)))
window.close()
"""
HEAVY = (
    "cv2", "av", "pyxform", "openpyxl", "typst", "lxml", "numpy", "sqlalchemy", "alembic",
    "cryptography", "PySide6.QtMultimedia", "PySide6.QtPdf", "typer", "keyring", "core.store",
    "core.forms", "core.video", "core.reports", "desktop.visit", "desktop.checklist",
    "desktop.review", "desktop.plan",
)  # fmt: skip


def test_nothing_heavy_before_first_paint(home_of_the_test, repository):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(home_of_the_test)],
        cwd=repository,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert [name for name in HEAVY if name in loaded] == []

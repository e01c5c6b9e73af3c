"""What the window may not load before it is needed: each costs a technician's time at start."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

HEAVY = (
    "cv2",
    "av",
    "numpy",
    "pyxform",
    "openpyxl",
    "xlrd",
    "typst",
    "lxml",
    "alembic",
    "fastapi",
    "uvicorn",
    "psycopg",
    "prometheus_client",
    "PySide6.QtMultimedia",
)
PROBE = """
import importlib, json, sys
importlib.import_module(sys.argv[1])
print(json.dumps(sorted(name for name in sys.argv[2:] if name in sys.modules)))
"""


def loaded_by(module, repository):
    done = subprocess.run(
        [sys.executable, "-c", PROBE, module, *HEAVY],
        cwd=repository,
        env=os.environ | {"PYTHONPATH": str(repository), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "room",
    [
        "core.store",
        "core.forms",
        "core.people",
        "core.plan",
        "core.inventory",
        "core.video",
        "core.visits",
        "core.reports",
        "core.cli",
        "sync.commands.bundles",
        "sync.commands.central",
        "sync.commands.laptop",
        "sync.replica.enrolment",
        "desktop.kit",
        "desktop.questions",
        "desktop.app",
    ],
)
def test_a_room_opens_light(room, repository):
    assert loaded_by(room, repository) == []

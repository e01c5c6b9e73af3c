"""What is handed out for running the centre: image, compose file, units; and what they need."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")))
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def test_the_centre_is_given_the_versions_that_are_tested():
    tested = set(PIN.findall((ROOT / "requirements.lock").read_text()))
    given = set(PIN.findall((DEPLOY / "server.lock").read_text()))
    assert given
    # What only some platforms need is in one of them alone.
    assert given - tested == set()


@pytest.fixture
def image(tmp_path):
    """The folder that the image's COPY lines make of this repository."""
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
    for line in re.findall(r"^COPY (?!--)(.+)$", text, re.MULTILINE):
        *sources, target = line.split()
        place = tmp_path / target.lstrip("/")
        for one in sources:
            source = ROOT / one
            if source.is_dir():
                shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__"))
            elif target.endswith("/"):
                place.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, place)
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, place)
    return tmp_path


def test_what_the_image_holds_sets_a_centre_up_at_its_first_start(image, tmp_path):
    folder = tmp_path / "data"
    binaries = tmp_path / "bin"
    binaries.mkdir()
    (binaries / "python").symlink_to(sys.executable)
    env = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(image / "opt/terreno/app"),
        "TERRENO_SERVER": str(folder),
        "TERRENO_URL": "https://central.example",
    }
    start = image / "usr/local/bin/terreno-central"
    # `run` with a word too many: all is set up, and then it ends.
    done = subprocess.run(
        [start, "run", "--nada"], env=env, capture_output=True, text=True, timeout=120, check=False,
        cwd=tmp_path,
    )  # fmt: skip
    assert (folder / "centro.toml").is_file(), done.stderr
    written = (folder / "centro.toml").read_text()
    # TLS is the proxy's: no key of our own, and browsers come by https all the same.
    assert 'certificate = ""' in written
    assert 'url = "https://central.example"' in written
    assert not (folder / "centro.key").exists()
    done = subprocess.run(
        [start, "person", "list", "--json"], env=env, capture_output=True, text=True, timeout=120,
        check=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_the_compose_file_is_one():
    if shutil.which("docker") is None:
        pytest.skip("no docker here")
    env = os.environ | {"TERRENO_URL": "https://c.example", "TERRENO_DATABASE_PASSWORD": "x"}
    asked = ["docker", "compose", "--file", DEPLOY / "compose.yaml", "--profile", "tls", "config"]
    done = subprocess.run(
        [*asked, "--services"], env=env, capture_output=True, text=True, check=False
    )
    if "is not a docker command" in done.stderr or "unknown" in done.stderr:
        pytest.skip("docker without compose")
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == {"central", "database", "proxy"}


def analysed(*arguments, cwd):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here")
    return subprocess.run(
        ["systemd-analyze", *arguments], capture_output=True, text=True, check=False, cwd=cwd
    )


@pytest.fixture
def units(tmp_path):
    """The units, with a Python that is here in the place of the one that will be there."""
    for one in UNITS:
        text = one.read_text().replace("/opt/terreno/.venv/bin/python", "/usr/bin/env")
        (tmp_path / one.name).write_text(text)
    return tmp_path


def test_systemd_finds_nothing_wrong_with_the_units(units):
    done = analysed("verify", *(f"./{one.name}" for one in UNITS), cwd=units)
    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_the_unit_gives_away_little(units):
    done = analysed("security", "--offline=true", "--threshold=20",
                    "./terreno-central.service", cwd=units)  # fmt: skip
    if "unrecognized option" in done.stderr:
        pytest.skip("an old systemd-analyze")
    assert done.returncode == 0, done.stdout[-300:]

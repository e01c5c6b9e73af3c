"""The program as it is installed: its self-check, and its commands, from any folder."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


def terreno(repository, folder, *arguments, **more):
    env = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
    return subprocess.run(
        [sys.executable, "-P", "-m", "desktop.app", *arguments],
        cwd=folder,
        env=env | {"PYTHONPATH": str(repository), "PYTHONUTF8": "1"} | more,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_the_self_check_is_silent_from_any_folder(repository, tmp_path):
    folder = tmp_path / "uma pasta à parte"
    folder.mkdir()
    done = terreno(repository, folder, "doctor", "--self-check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_file_is_looked_for_where_the_person_stands(repository, tmp_path):
    form = repository / "resources" / "sample" / "guiao-estudo-de-caso.xlsx"
    (tmp_path / "guiao.xlsx").write_bytes(form.read_bytes())
    parishes = form.with_name("freguesias.csv")
    (tmp_path / parishes.name).write_bytes(parishes.read_bytes())
    done = terreno(repository, tmp_path, "forms", "check", "guiao.xlsx")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("arguments", [["nada"], ["forms", "check", "não há.xlsx"]])
def test_trouble_is_one_line(repository, tmp_path, arguments):
    done = terreno(repository, tmp_path, *arguments)
    assert done.returncode in {1, 2}
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1

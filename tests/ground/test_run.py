"""The two commands: what is ready, what is not, and that a set-up cut short heals."""

from __future__ import annotations

import importlib.util
import platform
import sys

import pytest


@pytest.fixture(scope="module")
def run(repository):
    spec = importlib.util.spec_from_file_location("terreno_run", repository / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def place(tmp_path, run):
    """A folder with a lock and an environment that looks complete."""
    (tmp_path / "requirements.lock").write_text("one==1 --hash=sha256:0\n")
    python = run.python_of(tmp_path / ".venv")
    python.parent.mkdir(parents=True)
    python.touch()
    stamp = run.stamp_of(tmp_path / "requirements.lock")
    (tmp_path / ".venv" / "terreno.stamp").write_text(stamp)
    return tmp_path


def state(run, place):
    return run.state_of(place / ".venv", stamp=run.stamp_of(place / "requirements.lock"))


def test_an_environment_with_its_stamp_is_ready(run, place):
    assert state(run, place) == "ready"


def test_a_second_start_starts_no_process(run, place, monkeypatch):
    def refuse(*command, **kwargs):
        raise AssertionError(command)

    monkeypatch.setattr(run.subprocess, "run", refuse)
    assert run.set_up(place) == run.python_of(place / ".venv")


def test_nothing_there_is_absent(run, tmp_path):
    (tmp_path / "requirements.lock").write_text("one==1\n")
    assert state(run, tmp_path) == "absent"


def test_other_pins_make_it_stale(run, place):
    (place / "requirements.lock").write_text("one==2\n")
    assert state(run, place) == "stale"


def test_another_python_makes_it_broken(run, place):
    stamp = place / ".venv" / "terreno.stamp"
    stamp.write_text(stamp.read_text().replace(platform.python_version(), "3.9.1"))
    assert state(run, place) == "broken"


def test_a_set_up_cut_short_is_broken(run, place):
    (place / ".venv" / "terreno.unfinished").touch()
    assert state(run, place) == "broken"


def test_an_environment_made_by_hand_is_completed(run, place):
    (place / ".venv" / "terreno.stamp").unlink()
    (place / ".venv" / "pyvenv.cfg").write_text(f"version = {platform.python_version()}\n")
    assert state(run, place) == "broken"
    pip = place / ".venv" / "lib" / "pip" / "__init__.py"
    pip.parent.mkdir(parents=True)
    pip.touch()
    assert state(run, place) == "stale"


def test_a_broken_environment_is_made_again_and_stamped_last(run, place, monkeypatch):
    (place / ".venv" / "terreno.unfinished").touch()
    commands = []

    class Done:
        returncode = 0
        stdout = ""

    def pretend(command, **kwargs):
        commands.append(command)
        assert state(run, place) != "ready"
        if "venv" in command:
            python = run.python_of(place / ".venv")
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
        return Done

    monkeypatch.setattr(run.subprocess, "run", pretend)
    monkeypatch.setattr(run, "missing_libraries", list)
    run.set_up(place)
    assert state(run, place) == "ready"
    assert any("--require-hashes" in command for command in commands)
    assert not (place / ".venv" / "terreno.unfinished").exists()


def test_packages_that_do_not_install_leave_it_unready(run, place, monkeypatch, capsys):
    (place / "requirements.lock").write_text("two==2\n")

    class Failed:
        returncode = 1
        stdout = ""

    monkeypatch.setattr(run.subprocess, "run", lambda *a, **k: Failed)
    monkeypatch.setattr(run, "missing_libraries", list)
    with pytest.raises(run.SetUpStopped):
        run.set_up(place)
    assert state(run, place) == "broken"
    assert capsys.readouterr().err


def test_missing_libraries_become_one_line_to_copy(run, monkeypatch, capsys):
    def load(name):
        if name == "libpulse.so.0":
            raise OSError(name)

    missing = run.missing_libraries(load)
    packages = run.missing_packages(missing, has_ensurepip=False)
    assert packages == ["libpulse0", f"python3.{sys.version_info.minor}-venv"]
    if sys.platform != "linux":
        return
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000)
    tools = {"apt-get": "/usr/bin/apt-get"}
    monkeypatch.setattr(run.shutil, "which", tools.get)
    with pytest.raises(run.SetUpStopped):
        run.install_system_packages(packages)
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("sudo apt-get update && sudo apt-get install")
    assert line.endswith(" ".join(packages))


@pytest.mark.parametrize(
    ("env", "system", "seen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "win32", True),
    ],
)
def test_a_display_is_known_before_qt_is_asked(run, env, system, seen):
    assert run.has_display(env, system=system) is seen


def test_bytecode_is_kept(run, place):
    env = run.environment(place, {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": "x"})
    assert "PYTHONDONTWRITEBYTECODE" not in env
    assert env["PYTHONPATH"].startswith(str(place))


def test_two_set_ups_do_not_work_on_one_environment(run, place, monkeypatch, capsys):
    (place / "requirements.lock").write_text("two==2\n")
    done = []

    def another_finished(number, *, wait):
        if not wait:
            return False
        stamp = run.stamp_of(place / "requirements.lock")
        (place / ".venv" / "terreno.stamp").write_text(stamp)
        done.append(number)
        return True

    def refuse(*command, **kwargs):
        raise AssertionError(command)

    monkeypatch.setattr(run, "_lock", another_finished)
    monkeypatch.setattr(run.subprocess, "run", refuse)
    assert run.set_up(place) == run.python_of(place / ".venv")
    assert done
    assert capsys.readouterr().err


def test_the_lock_is_let_go(run, tmp_path):
    for _ in range(2):
        with run.alone(tmp_path):
            pass

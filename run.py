#!/usr/bin/env python3
"""Sets Terreno up on this machine and runs it. Needs Python 3.11 or later and nothing else.

python3 run.py                opens the application (without a display: the tour, offscreen)
python3 run.py test [ARGS]    runs every check; ARGS go to pytest
python3 run.py bench [NAME]   runs one of the benchmarks, or lists them
python3 run.py ANYTHING ELSE  goes to the command line: python3 run.py forms check FILE
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"

# Shared libraries that the wheels expect of a Linux machine, and the Debian/Ubuntu package of each.
# Found with ldd over PySide6's own libraries and its xcb, wayland and ffmpeg plugins.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libpulse.so.0": "libpulse0",
    "libXrandr.so.2": "libxrandr2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
}

WORDS = {
    "old": (
        "O Terreno precisa do Python 3.11 ou mais recente; este é o {version}.",
        "Terreno needs Python 3.11 or later; this one is {version}.",
    ),
    "first": (
        "A preparar o Terreno nesta máquina (só da primeira vez, cerca de um minuto).",
        "Setting Terreno up on this machine (only the first time, about a minute).",
    ),
    "changed": ("O Terreno mudou: a atualizar o ambiente.", "Terreno changed: updating."),
    "waiting": (
        "Outra preparação está a decorrer nesta pasta: espera por ela.",
        "Another set-up is running in this folder: waiting for it.",
    ),
    "again": (
        "A preparação anterior ficou a meio: recomeça do princípio.",
        "The last set-up stopped half way: starting it over.",
    ),
    "system": ("  bibliotecas do sistema: {what}", "  system libraries: {what}"),
    "venv": ("  ambiente próprio em .venv", "  own environment in .venv"),
    "packages": ("  pacotes de requirements.lock", "  packages of requirements.lock"),
    "ready": ("Pronto em {seconds:.0f} s.", "Ready in {seconds:.0f} s."),
    "needed": (
        "Faltam bibliotecas do sistema. Execute uma vez, e depois repita o comando:",
        "System libraries are missing. Run this once, then repeat the command:",
    ),
    "foreign": (
        "Faltam bibliotecas do sistema e esta máquina não tem apt-get: {what}",
        "System libraries are missing and this machine has no apt-get: {what}",
    ),
    "offline": (
        "Os pacotes não foram instalados (ver acima). A rede só é precisa desta vez: repita.",
        "The packages were not installed (see above). The network is needed this once: repeat.",
    ),
    "no_display": (
        "Sem ecrã: corre a visita guiada, sem janela. Os resultados ficam em {where}",
        "No display: running the tour without a window. Its results go to {where}",
    ),
    "stopped": (
        "Interrompido. Repita o comando quando quiser: recomeça onde for preciso.",
        "Interrupted. Repeat the command at any time: it starts over where it has to.",
    ),
    "no_bench": ("Não há medição com esse nome. Há:", "No benchmark of that name. There are:"),
    "checks": ("Verificações: {what}", "Checks: {what}"),
}


class SetUpStopped(Exception):
    """The set-up cannot go on; the message says what the person can do."""


def say(word: str, *, env: Mapping[str, str] = os.environ, **context: object) -> None:
    """Tell the person, in English when the machine speaks it, else in Portuguese."""
    language = env.get("TERRENO_LANGUAGE") or env.get("LC_ALL") or env.get("LANG") or "pt"
    print(WORDS[word][language.startswith("en")].format(**context), file=sys.stderr, flush=True)


def python_of(venv: Path) -> Path:
    """The interpreter of an environment."""
    return venv / "Scripts" / "python.exe" if WINDOWS else venv / "bin" / "python"


def stamp_of(lock: Path) -> str:
    """What an environment was made from: the pinned packages and this very Python."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{digest} {platform.python_version()} {sys.platform} {platform.machine()}\n"


def state_of(venv: Path, *, stamp: str) -> str:
    """`ready`, `absent`, `stale` (packages changed), or `broken` (other Python, or cut short)."""
    if not venv.exists():
        return "absent"
    if not python_of(venv).exists() or (venv / "terreno.unfinished").exists():
        return "broken"
    written = venv / "terreno.stamp"
    if not written.exists():
        # Made by hand, or by a tool that leaves pip out: completed if it can be, else made anew.
        same = _version_of(venv) == platform.python_version()
        return "stale" if same and any(venv.rglob("pip/__init__.py")) else "broken"
    found = written.read_text(encoding="utf-8")
    if found == stamp:
        return "ready"
    return "stale" if found.split()[1:] == stamp.split()[1:] else "broken"


def _version_of(venv: Path) -> str:
    try:
        facts = (venv / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    pairs = (line.partition("=") for line in facts)
    return next((value.strip() for name, _, value in pairs if name.strip() == "version"), "")


def missing_libraries(load: Callable[[str], object] = ctypes.CDLL) -> list[str]:
    """The shared libraries of `LIBRARIES` that cannot be loaded here."""
    missing = []
    for name in LIBRARIES:
        try:
            load(name)
        except OSError:
            missing.append(name)
    return missing


def missing_packages(libraries: Iterable[str], *, has_ensurepip: bool) -> list[str]:
    """The Debian packages to install for them, and for `venv` where Debian split it off."""
    packages = [LIBRARIES[name] for name in libraries]
    if not has_ensurepip:
        packages.append(f"python3.{sys.version_info.minor}-venv")
    return packages


def install_system_packages(packages: Sequence[str]) -> None:
    """With apt where this user may, else raise with the one line that a person can copy."""
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        say("foreign", what=" ".join(packages))
        raise SetUpStopped
    if os.geteuid() == 0:
        prefix: list[str] = []
    elif shutil.which("sudo") and _quiet(["sudo", "-n", "true"]):
        prefix = ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    else:
        say("needed")
        print(f"sudo apt-get update && sudo {shlex.join(line)}", file=sys.stderr)
        raise SetUpStopped
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["-qq", "-o", "Dpkg::Use-Pty=0"]
    for rest in (["update"], line[1:]):
        command = [*prefix, "apt-get", *quiet, *rest]
        done = subprocess.run(command, env=env, text=True, capture_output=True)
        # A mirror that is away matters only if the packages are not there either.
        if done.returncode and "install" in rest:
            print(done.stderr, file=sys.stderr)
            say("needed")
            print(f"sudo apt-get update && sudo {shlex.join(line)}", file=sys.stderr)
            raise SetUpStopped


def _quiet(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One set-up at a time; the system lets go of the lock however the process ends."""
    with (root / ".venv.lock").open("a+b") as lock:
        if not _lock(lock.fileno(), wait=False):
            say("waiting")
            while not _lock(lock.fileno(), wait=True):
                pass  # Windows gives up after ten seconds: ask again
        yield


def _lock(number: int, *, wait: bool) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def set_up(root: Path) -> Path:
    """Make sure that the environment is there and complete; returns its interpreter."""
    stamp = stamp_of(root / "requirements.lock")
    if state_of(root / ".venv", stamp=stamp) != "ready":
        with alone(root):
            _set_up_alone(root, stamp=stamp)
    return python_of(root / ".venv")


def _set_up_alone(root: Path, *, stamp: str) -> None:
    venv, lock = root / ".venv", root / "requirements.lock"
    state = state_of(venv, stamp=stamp)
    if state == "ready":  # another one did it meanwhile
        return
    started = time.monotonic()
    say({"absent": "first", "stale": "changed", "broken": "again"}[state])
    if sys.platform.startswith("linux"):
        has_ensurepip = importlib.util.find_spec("ensurepip") is not None
        packages = missing_packages(missing_libraries(), has_ensurepip=has_ensurepip)
        if packages:
            say("system", what=" ".join(packages))
            install_system_packages(packages)
    if state != "stale":
        _make_venv(venv)
    unfinished = venv / "terreno.unfinished"
    unfinished.touch()
    say("packages")
    pip = [str(python_of(venv)), "-m", "pip", "install", "--quiet", "--require-hashes"]
    pip += ["--no-input", "--disable-pip-version-check", "--requirement", str(lock)]
    if subprocess.run(pip, cwd=root).returncode:
        say("offline")
        raise SetUpStopped
    compile_all = [str(python_of(venv)), "-m", "compileall", "-q", "core", "sync", "desktop"]
    subprocess.run(compile_all, cwd=root, stdout=subprocess.DEVNULL)
    # The stamp goes last, and whole: what is cut short before it starts over next time.
    fresh = venv / "terreno.stamp.new"
    fresh.write_text(stamp, encoding="utf-8")
    fresh.replace(venv / "terreno.stamp")
    unfinished.unlink()
    say("ready", seconds=time.monotonic() - started)


def _make_venv(venv: Path) -> None:
    say("venv")
    shutil.rmtree(venv, ignore_errors=True)
    venv.mkdir()
    (venv / "terreno.unfinished").touch()
    if subprocess.run([sys.executable, "-m", "venv", str(venv)]).returncode:
        raise SetUpStopped


def environment(root: Path, env: Mapping[str, str]) -> dict[str, str]:
    """What the application runs with: finds its rooms from any folder, keeps its bytecode."""
    clean = {name: value for name, value in env.items() if name != "PYTHONDONTWRITEBYTECODE"}
    path = [str(root)] + ([env["PYTHONPATH"]] if env.get("PYTHONPATH") else [])
    return clean | {"PYTHONPATH": os.pathsep.join(path), "PYTHONUTF8": "1"}


def has_display(env: Mapping[str, str], *, system: str = sys.platform) -> bool:
    """Whether a window could be seen. Windows and macOS always have a display."""
    chosen = env.get("QT_QPA_PLATFORM", "")
    if chosen:
        return chosen.partition(":")[0] not in {"offscreen", "minimal"}
    if not system.startswith("linux"):
        return True
    return bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


def run_tests(python: Path, arguments: Sequence[str], *, env: dict[str, str]) -> int:
    """Every check, also when one before it failed; 0 only when all of them passed."""
    env = {"QT_QPA_PLATFORM": "offscreen"} | env
    tools = python.parent
    checks = {
        "ruff": [str(tools / "ruff"), "check", "."],
        "mypy": [str(python), "-m", "mypy"],
        "lint-imports": [str(tools / "lint-imports"), "--no-cache"],
        "pytest": [str(python), "-m", "pytest", *(arguments or whole_run())],
    }
    results = {}
    for name, command in checks.items():
        print(f"== {name}", file=sys.stderr, flush=True)
        started = time.monotonic()
        passed = subprocess.run(command, cwd=HERE, env=env).returncode == 0
        results[name] = (passed, time.monotonic() - started)
    what = ", ".join(
        f"{name} {'ok' if passed else 'FALHOU/FAILED'} ({seconds:.1f} s)"
        for name, (passed, seconds) in results.items()
    )
    say("checks", what=what)
    return 0 if all(passed for passed, _ in results.values()) else 1


def whole_run() -> list[str]:
    """pytest's arguments for all tests: a process for each of up to four cores, a file in one.

    One that dies is not replaced: pytest would wait for its files for ever.
    """
    processes = min(os.cpu_count() or 1, 4)
    if processes < 2:
        return ["-q"]
    return ["-q", "-n", str(processes), "--dist", "loadfile", "--max-worker-restart", "0"]


def run_benchmark(python: Path, arguments: Sequence[str], *, env: dict[str, str]) -> int:
    """One benchmark by its name; without a known name, the list."""
    known = {path.stem: path for path in sorted((HERE / "benchmarks").glob("*.py"))}
    if not arguments or arguments[0] not in known:
        say("no_bench")
        print("\n".join(f"  {name}" for name in known))
        return 2
    command = [str(python), str(known[arguments[0]]), *arguments[1:]]
    return subprocess.run(command, env={"QT_QPA_PLATFORM": "offscreen"} | env).returncode


def run_application(python: Path, arguments: Sequence[str], *, env: dict[str, str]) -> int:
    """The window, the tour where there is no display, or a verb of the command line."""
    if not has_display(env):
        env = {"QT_QPA_PLATFORM": "offscreen"} | env
        if not arguments:
            where = Path.cwd() / "tour-output"
            say("no_display", where=where)
            arguments = ["tour", "--out", str(where)]
    command = [str(python), "-P", "-m", "desktop.app", *arguments]
    if not WINDOWS:
        os.execve(command[0], command, env)
    return subprocess.run(command, env=env).returncode


def main(arguments: Sequence[str]) -> int:
    """Set up if needed, then do what was asked."""
    if sys.version_info < (3, 11):
        say("old", version=platform.python_version())
        return 2
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        python = set_up(HERE)
        env = environment(HERE, os.environ)
        if arguments[:1] == ["test"]:
            return run_tests(python, arguments[1:], env=env)
        if arguments[:1] == ["bench"]:
            return run_benchmark(python, arguments[1:], env=env)
        return run_application(python, arguments, env=env)
    except SetUpStopped:
        return 2
    except KeyboardInterrupt:
        say("stopped")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

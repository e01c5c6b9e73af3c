"""The three engines as processes that are told the same, and what they need to run here."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(_HERE.parents[1]))

from tests.javarosa.engine import compiled, jar, what_is_missing  # noqa: E402

PACKAGES = ("@getodk/xforms-engine@0.22", "jsdom")


class TookTooLong(Exception):
    """An engine that did not reply in time."""


@dataclass(frozen=True, slots=True)
class Engine:
    """How an engine is started; `missing` says why it cannot be."""

    name: str
    line: tuple[str, ...]
    missing: str = ""


class Running:
    """A process of an engine."""

    def __init__(self, engine: Engine) -> None:
        self._process = subprocess.Popen(
            engine.line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, op: str, *, seconds: float, **said: Any) -> dict[str, Any]:
        """One operation. Raises TookTooLong, RuntimeError with what the engine said."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"op": op, **said}).encode() + b"\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        if not ready:
            raise TookTooLong
        line = self._process.stdout.readline()
        reply: dict[str, Any] = json.loads(line or b'{"error": "ended"}')
        if "error" in reply:
            raise RuntimeError(f"{reply['error']}: {reply.get('message', '')}"[:200])
        return reply

    def peak(self) -> float:
        """The most memory that the process had, in MiB; 0 where the system does not say."""
        status = Path(f"/proc/{self._process.pid}/status")
        if not status.is_file():
            return 0.0
        lines = status.read_text().splitlines()
        return next(int(s.split()[1]) / 1024 for s in lines if s.startswith("VmHWM"))

    def end(self) -> None:
        """Ends the process, whatever it does."""
        self._process.kill()
        self._process.wait()


def engines() -> list[Engine]:
    """Ours, JavaRosa, web-forms; those that cannot run here say why."""
    ours = Engine("Terreno", (sys.executable, str(_HERE / "terreno.py")))
    return [ours, _javarosa(), _webforms()]


def _javarosa() -> Engine:
    missing = what_is_missing()
    if missing:
        return Engine("JavaRosa", (), missing)
    classes = compiled(Path(tempfile.mkdtemp(prefix="terreno-javarosa-")))
    path = f"{jar()}{os.pathsep}{classes}"
    return Engine("JavaRosa", ("java", "-Xmx2g", "-Xss64m", "-cp", path, "Driver"))


def _webforms() -> Engine:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return Engine("web-forms", (), "no node and npm on the PATH")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "terreno-bench-webforms"
    if not (folder / "node_modules" / "@getodk" / "xforms-engine").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}')
        install = [npm, "install", "--no-audit", "--no-fund", *PACKAGES]
        done = subprocess.run(install, cwd=folder, capture_output=True, check=False)
        if done.returncode:
            return Engine("web-forms", (), "npm install did not succeed")
    return Engine(
        "web-forms", (node, "--stack-size=8000", str(_HERE / "webforms.mjs"), str(folder))
    )

"""JavaRosa as a process beside ours, spoken to in lines of JSON (Driver.java)."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

HERE = Path(__file__).resolve().parent
SOURCES = ("Driver.java", "Look.java", "Surroundings.java")
_JAR = "validators/odk_validate/bin/ODK_Validate.jar"


class JavaRosaRefused(Exception):
    """An operation that JavaRosa answered with an error: its kind and what it said."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind
        self.said = message


def jar() -> Path | None:
    """The jar that the pyxform wheel carries: JavaRosa with ODK Validate around it."""
    found = importlib.util.find_spec("pyxform")
    if found is None or not found.submodule_search_locations:
        return None
    path = Path(found.submodule_search_locations[0]) / _JAR
    return path if path.is_file() else None


def what_is_missing() -> str | None:
    """Why JavaRosa cannot run here; None where it can."""
    if jar() is None:
        return "the pyxform wheel carries no ODK_Validate.jar"
    for tool in ("java", "javac"):
        if shutil.which(tool) is None:
            return f"no {tool} on the PATH (a JDK of 11 or later runs these tests)"
    return None


def compiled(folder: Path) -> Path:
    """Compiles the driver into a folder. Raises CalledProcessError with what javac said."""
    line = ["javac", "-nowarn", "-d", str(folder), "-cp", str(jar())]
    line += [str(HERE / source) for source in SOURCES]
    subprocess.run(line, check=True, capture_output=True, text=True)
    return folder


class JavaRosa:
    """One Java process for any number of forms, one after the other."""

    def __init__(self, classes: Path, *, zone: str = "UTC", heap: str = "1g") -> None:

        line = ["java", f"-Xmx{heap}", "-Xss16m", f"-Duser.timezone={zone}"]
        line += ["-Duser.language=en", "-Dfile.encoding=UTF-8"]
        line += ["-cp", f"{jar()}{os.pathsep}{classes}", "Driver"]
        self._process = subprocess.Popen(
            line,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    @property
    def pid(self) -> int:
        """The number of the process, for reading its memory."""
        return self._process.pid

    def ask(self, op: str, **said: Any) -> dict[str, Any]:
        """One operation. Raises JavaRosaRefused."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"op": op, **said}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise JavaRosaRefused("Ended", f"the process ended at {op}")
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            raise JavaRosaRefused(reply["error"], reply["message"])
        return reply

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if self._process.poll() is None:
            self._process.stdin.write('{"op":"quit"}\n')
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

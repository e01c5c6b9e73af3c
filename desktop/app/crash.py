"""A bug must not look like a lost visit: a report without personal data, and a calm message.

The report holds where it happened (our own file names and line numbers) and the kind of error.
Neither the error's text nor any value is written: both may hold what people said.
"""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

import PySide6

FOLDER = "relatorios"


def report_text(error: BaseException, *, at: datetime, version: str) -> str:
    """The report of an error."""
    lines = [
        f"Terreno {version} · {at.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()} · Qt {PySide6.__version__}",
        f"{platform.system()} {platform.release()}",
        "",
    ]
    chain: BaseException | None = error
    while chain is not None:
        kind = type(chain)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        for frame in traceback.extract_tb(chain.__traceback__):
            path = Path(frame.filename)
            lines.append(f"  {'/'.join(path.parts[-3:])}:{frame.lineno} {frame.name}")
        chain = chain.__cause__ or chain.__context__
    return "\n".join(lines) + "\n"


def write_report(error: BaseException, *, home: Path, at: datetime, version: str) -> Path:
    """Put the report beside the stores, never inside one."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"erro-{at.strftime('%Y%m%d-%H%M%S-%f')}.txt"
    path.write_text(report_text(error, at=at, version=version), encoding="utf-8")
    return path


def install(
    *,
    home: Path,
    version: str,
    now: Callable[[], datetime],
    show: Callable[[BaseException, Path], None],
) -> Callable[[], None]:
    """Catch what nobody caught, on all threads; returns a function that undoes it."""
    before, before_thread = sys.excepthook, threading.excepthook

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
            return
        path = write_report(error.with_traceback(trace), home=home, at=now(), version=version)
        # The error's text may hold what people said: the terminal gets the report alone.
        if sys.stderr is not None:  # none in a built program without a console
            sys.stderr.write(path.read_text(encoding="utf-8"))
        show(error, path)

    def caught_in_thread(what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            caught(what.exc_type, what.exc_value, what.exc_traceback)

    sys.excepthook, threading.excepthook = caught, caught_in_thread

    def undo() -> None:
        sys.excepthook, threading.excepthook = before, before_thread

    return undo

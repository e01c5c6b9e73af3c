"""What is being written into a folder that belongs to others: hidden, owned, swept if abandoned."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from core.store.lock import StoreLock
from core.store.problems import StoreInUse

_NAME = ".terreno-"
_OLD = timedelta(days=1)


@contextlib.contextmanager
def part_in(out: Path) -> Iterator[Path]:
    """A path inside `out` to write to (a file or a folder); what is left there at the end goes.

    Beside it lies a lock that lives as long as this process: another export into the same folder
    (of another program, another visit) leaves it alone. Raises: OSError.
    """
    out.mkdir(parents=True, exist_ok=True)
    sweep(out)
    part = out / f"{_NAME}{uuid4().hex}.part"
    held = _take(_lock_of(part))
    try:
        yield part
    finally:
        for left in _files_of(part):
            _remove(left)
        if held is not None:
            held.release(clean=True)
        _lock_of(part).unlink(missing_ok=True)


def sweep(out: Path, *, now: datetime | None = None) -> None:
    """Remove what an export that was killed left in the open; never what somebody still writes.

    What has no lock beside it (an older version wrote it) is left alone for a day.
    """
    limit = (now or datetime.now(UTC)) - _OLD
    for left in out.glob(f"{_NAME}*.part"):
        part = left.with_name(f"{left.name.partition('.part')[0].removesuffix('.zip')}.part")
        lock = _lock_of(part)
        if not lock.exists():
            if _changed(left) < limit:
                _remove(left)
            continue
        held = _take(lock)
        if held is not None:
            for each in _files_of(part):
                _remove(each)
            held.release(clean=True)
            lock.unlink(missing_ok=True)


def _lock_of(part: Path) -> Path:
    return part.with_suffix(".lock")


def _files_of(part: Path) -> tuple[Path, Path]:
    return part, part.with_suffix(".zip.part")


def _take(lock: Path) -> StoreLock | None:
    try:
        return StoreLock(lock)
    except StoreInUse:
        return None  # somebody's; or a disk that knows no locks: then nothing is swept there


def _changed(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return datetime.now(UTC)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)

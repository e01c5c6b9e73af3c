"""From what SQLite says to what a person can act on; the one place that reads its codes."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from core.store import problems

if TYPE_CHECKING:
    from core.problem import Problem

_FULL, _CORRUPT, _NOTADB, _IOERR, _CANTOPEN, _READONLY, _PERM = 13, 11, 26, 10, 14, 8, 3
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_CAPTURE_MARK = "past the capture"


def problem_of(error: BaseException) -> Problem | None:
    """The known problem behind an error of SQLAlchemy, SQLite or the file system, if any."""
    origin = getattr(error, "orig", None) or error
    if isinstance(origin, OSError):
        if origin.errno in _NO_ROOM:
            return problems.DiskFull()
        return problems.DiskRefuses(detail=origin.strerror or str(origin))
    said = str(origin)
    if _CAPTURE_MARK in said or "terreno_permitted" in said:
        return problems.PastTheCapture(detail=said)
    code = getattr(origin, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF
    if primary == _FULL:
        return problems.DiskFull()
    if primary in (_CORRUPT, _NOTADB):
        return problems.StoreDamaged(detail=said)
    if primary in (_IOERR, _CANTOPEN, _READONLY, _PERM):
        return problems.DiskRefuses(detail=said)
    return None

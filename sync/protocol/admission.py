"""What no operation may look like, whoever wrote it; asked by the centre and by laptops alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from sync.protocol.operations import Operation

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
_MOST_VALUE = 4 * 1024 * 1024
_MOST_PARENTS = 2_000


def flaw_of(operation: Operation) -> tuple[str, str] | None:
    """Code and detail of what is wrong with it (names only, never values); none if nothing is."""
    if not (_NAME.fullmatch(operation.entity) and _NAME.fullmatch(operation.field)):
        return ("name", "")
    if len(operation.value) > _MOST_VALUE or len(operation.parents) > _MOST_PARENTS:
        return ("size", operation.entity)
    if not _is_json(operation.value):
        return ("value", f"{operation.entity}.{operation.field}")
    return None


def _is_json(value: str) -> bool:
    try:
        msgspec.json.decode(value.encode())
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return False
    return "\0" not in value and "\\u0000" not in value

"""Keys of nodes across two versions: the repeat instances that a node stands in keep their ids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_INSTANCE: Final = re.compile(r"\{([^}]*)\}")
_TWIN: Final = re.compile(r"\[\d+\]$")


def ref_of(key: str) -> str:
    """The path of a node in its form, without instances; that of the first of fixed namesakes."""
    return _TWIN.sub("", _INSTANCE.sub("", key))


def instances_of(key: str) -> tuple[str, ...]:
    """The ids of the repeat instances that a node stands in, the outermost first."""
    return tuple(_INSTANCE.findall(key))


def key_at(ref: str, *, chain: tuple[str, ...], instances: tuple[str, ...]) -> str:
    """The key of a node by its path; `chain` are the refs of the repeats above (or at) it."""
    ids: Mapping[str, str] = dict(zip(chain, instances, strict=True))
    here, key = "", ""
    for step in ref.strip("/").split("/"):
        here = f"{here}/{step}"
        key = f"{key}/{step}"
        if here in ids:
            key = f"{key}{{{ids[here]}}}"
    return key


def twin_of(key: str) -> str:
    """`[2]` for the second of fixed nodes of one name, "" for all others."""
    found = _TWIN.search(key)
    return found[0] if found else ""

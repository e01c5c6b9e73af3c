"""How the command line speaks: results on stdout, one line of trouble on stderr, exit codes."""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

from core.problem import Language, Problem

DONE = 0
FOUND = 1
"""Something is wrong with what was looked at, or a known problem stood in the way."""
MISUSED = 2
"""The command itself makes no sense."""


_LANGUAGE_NAMES = ("TERRENO_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def language_of(env: Mapping[str, str]) -> Language:
    """`TERRENO_LANGUAGE`, or what the machine speaks; Portuguese unless it is English."""
    chosen = next(
        (env[name] for name in _LANGUAGE_NAMES if env.get(name)),
        # Windows names its language nowhere in the environment. Elsewhere this would call the
        # plain C locale English.
        (locale.getlocale()[0] or "pt") if os.name == "nt" else "pt",
    )
    return "en" if chosen.lower().startswith("en") else "pt"


def say(pt: str, en: str) -> None:
    """A line for a person."""
    print(en if language_of(os.environ) == "en" else pt)


def complain(problem: Problem) -> None:
    """A known problem in one line on stderr: what happened, what is safe, what to do."""
    line = " ".join(str(problem.sentence(language_of(os.environ))).split())
    print(line, file=sys.stderr)


def give(value: object) -> None:
    """A result for a program, as JSON on stdout."""
    print(json.dumps(_plain(value), ensure_ascii=False, indent=2))


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (UUID, Path)):
        return str(value)
    return value

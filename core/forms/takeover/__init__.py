"""A new version of a check-list takes over what was answered in an older one; pure.

Nothing is lost on the way: each answer is in the new filling, as it was or declared as converted,
or it is put aside with the reason (decision 0019). What reads forms is imported when asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from core.forms.takeover.plan import (
    Asked,
    Comparison,
    Doubtful,
    Kept,
    Pair,
    Question,
    Reason,
    SetAside,
    Takeover,
)

if TYPE_CHECKING:
    from core.forms.takeover.comparing import compare
    from core.forms.takeover.planning import plan_takeover

_LATE = {
    "compare": "core.forms.takeover.comparing",
    "plan_takeover": "core.forms.takeover.planning",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(name)


__all__ = [
    "Asked",
    "Comparison",
    "Doubtful",
    "Kept",
    "Pair",
    "Question",
    "Reason",
    "SetAside",
    "Takeover",
    "compare",
    "plan_takeover",
]

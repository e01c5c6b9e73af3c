"""Where a positional path leads in a filling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from core.forms.tree import Element

_STEP: Final = re.compile(r"^([^\[\]]+?)\s*(?:\[\s*([0-9]{1,9})\s*\])?$")


def element_at(root: Element, ref: str) -> Element | None:
    """The node at `/data/rep[2]/a`; without an index the first. None when there is none.

    A step finds a node by its name as written, else by its name without a prefix.
    """
    here: Element | None = None
    for written in ref.strip().strip("/").split("/"):
        step = _STEP.match(written.strip())
        if step is None:
            return None
        name, number = step[1], int(step[2] or 1)
        if here is None:
            here = root if name in (root.qualified, root.name) and number == 1 else None
        else:
            alike = _alike(here, name)
            here = alike[number - 1] if 0 < number <= len(alike) else None
        if here is None:
            return None
    return here


def _alike(parent: Element, name: str) -> Sequence[Element]:
    """The children of a name, in order; none of a template's that the instance lacks."""
    record = parent.state
    plan = record.plan.children.get(name)
    if plan is None:
        # Prefixes are a matter of whoever wrote the file.
        plan = next((p for p in record.plan.children.values() if p.local == name), None)
        if plan is None:
            return ()
    single = record.single.get(plan)
    return (single,) if single is not None else record.many.get(plan, ())

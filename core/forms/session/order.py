"""Small questions about nodes that settling asks: their order, and who may write them."""

from __future__ import annotations

from core.forms.definition.schema import Plan
from core.forms.tree import Element


def is_editable(plan: Plan) -> bool:
    """Whether a person may have written over the calculation."""
    return plan.control is not None and (plan.bind is None or plan.bind.readonly is None)


def document_order(element: Element) -> tuple[int, ...]:
    """A key that sorts nodes as they stand in the filling."""
    steps: list[int] = []
    here: Element | None = element
    while here is not None and here.parent is not None:
        record = here.state
        if record is not None and record.instance is not None:
            siblings = here.parent.state.many[record.plan]
            steps.append(siblings.index(here))
        if record is not None:
            steps.append(record.plan.order)
        here = here.parent
    steps.reverse()
    return tuple(steps)

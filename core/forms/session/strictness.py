"""Answers taken as the reference engines take them: what does not fit is not kept.

A person in the window keeps what was typed and is shown what is wrong with it. A program that
drives the engine gets what JavaRosa and web-forms would give it.
"""

from __future__ import annotations

from core.forms.session.checks import is_outside
from core.forms.session.choices import Offering
from core.forms.session.lexical import is_valid
from core.forms.session.problems import NodeReadonly, RankIncomplete
from core.forms.session.show import Showing
from core.forms.tree import Element


def fitting(element: Element, given: str, *, showing: Showing, offering: Offering) -> str:
    """The answer that is kept: "" for one that is not of its type or is outside of its range.

    Raises NodeReadonly; RankIncomplete for an order that lacks choices or has others.
    """
    plan = element.state.plan
    if plan.control is not None and showing.readonly(element):
        raise NodeReadonly(key=element.state.key)
    if not given:
        return given
    if not is_valid(plan.type, given) or is_outside(given, plan.control):
        return ""
    if plan.control is not None and plan.control.kind == "rank":
        offered = offering.values(element)
        if offered is not None and offered != set(given.split()):
            missing = sorted(offered ^ set(given.split()))
            raise RankIncomplete(key=element.state.key, missing=", ".join(missing)[:200])
    return given

"""`jr:itext()` and `jr:choice-name()`: functions that speak the filling's language."""

from __future__ import annotations

import math
from typing import Any

from core.forms.definition.body import resolve_ref
from core.forms.definition.graph import Graph
from core.forms.expressions import EvaluationContext, Handler
from core.forms.session.choices import Offering
from core.forms.session.record import elements_below
from core.forms.session.tree import FillingTree
from core.forms.session.words import Words
from core.forms.tree import Element


class Naming:
    """The two functions, over one filling."""

    def __init__(self, tree: FillingTree, graph: Graph, words: Words, offering: Offering) -> None:
        self._tree = tree
        self._graph = graph
        self._words = words
        self._offering = offering

    def handlers(self) -> dict[str, Handler]:
        """The functions by the names they are written with."""
        return {"jr:itext": self._itext, "jr:choice-name": self._choice_name}

    def _itext(self, evaluation: EvaluationContext, arguments: list[Any]) -> str:
        node = evaluation.node
        said = self._words.text(_text(arguments[0]), self._holder(node))
        evaluation.node = node
        return said

    def _choice_name(self, evaluation: EvaluationContext, arguments: list[Any]) -> str:
        node = evaluation.node
        value, path = _text(arguments[0]), _text(arguments[1]).strip()
        target = self._named(path, self._holder(node))
        said = self._offering.label_of(target, value) if target is not None and value else ""
        evaluation.node = node
        return said

    def _holder(self, node: Any) -> Element:
        return node if isinstance(node, Element) and node.state is not None else self._tree.root

    def _named(self, path: str, here: Element) -> Element | None:
        plan = self._graph.schema.plans.get(resolve_ref(path, context=here.state.plan.ref))
        if plan is None:
            return None
        start = here
        while not plan.below(start.state.plan):
            if start.parent is None or start.parent.state is None:
                return None
            start = start.parent
        found = elements_below(start, plan)
        return found[0] if found else None


def _text(value: Any) -> str:
    if isinstance(value, list):
        return str(value[0].text) if value and value[0].relevant else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if math.isfinite(value) and value == int(value) else str(value)
    return str(value)

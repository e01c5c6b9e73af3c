"""Attributes with a bind of their own (entities have them): preloaded at the start."""

from __future__ import annotations

from core.forms.definition.graph import Graph
from core.forms.session.meta import preload_value
from core.forms.session.record import elements_below
from core.forms.session.tree import FillingTree
from core.forms.states import SessionContext


def preload_attributes(tree: FillingTree, graph: Graph, context: SessionContext) -> None:
    """Gives attributes with a preload their first value."""
    for rule in tree.form.attributes:
        if not rule.preload:
            continue
        for element in elements_below(tree.root, graph.schema.plans[rule.owner]):
            value = preload_value(rule.preload, rule.preload_parameter, context)
            if value is not None:
                element.set_attribute(rule.name, value)

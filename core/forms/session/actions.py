"""The actions of a form: what an event of a filling writes, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.forms.definition.form import Action
from core.forms.definition.schema import Plan
from core.forms.session.lexical import written
from core.forms.session.record import elements_below
from core.forms.tree import Element

if TYPE_CHECKING:
    from core.forms.session.settle import Settling

VALUE_CHANGED: Final = "xforms-value-changed"
NEW_REPEAT: Final = "odk-new-repeat"


class Actions:
    """Runs the actions of one filling."""

    def __init__(self, settling: Settling) -> None:
        self._settling = settling
        self._tree = settling.tree
        self._graph = settling.graph
        self._evaluation = settling.evaluation

    def run(self, action: Action, *, source: Element | None) -> None:
        """Runs a setvalue; its targets are those that share repeats with what set it off."""
        if action.kind != "setvalue":
            return
        plan = self._graph.schema.plans.get(action.target)
        if plan is None or plan.children:
            return
        start = source if source is not None else self._tree.root
        while not plan.below(start.state.plan):
            start = start.parent  # type: ignore[assignment]
        if "/@" in action.target:
            self._set_attributes(action, plan, start=start)
            return
        if source is None:
            for target in elements_below(start, plan):
                self._set(action, target)
            return
        if action.path is not None:
            self._evaluation.node = source
            targets = [node for node in action.path.nodes(self._evaluation) if node.state]
        else:
            targets = elements_below(start, plan)
        # From outside a repeat the path means its first instance.
        for target in targets[:1]:
            self._set(action, target)

    def _set_attributes(self, action: Action, plan: Plan, *, start: Element) -> None:
        """The attribute of all elements that have it at or below `start`."""
        for target in elements_below(start, plan.parent) if plan.parent is not None else ():
            self._evaluation.node = target
            value = action.value.string(self._evaluation) if action.value else action.literal
            self._settling.set_attribute(target, plan, value)

    def _set(self, action: Action, target: Element) -> None:
        if action.value is None:
            value = action.literal
        else:
            self._evaluation.node = target
            value = action.value.string(self._evaluation)
        self._settling.set_value(
            target,
            written(target.state.plan.type, value, ahead=self._settling.ahead),
            by_person=False,
        )

    def new_repeat(self, element: Element) -> None:
        """The actions of a new instance: all whose target stands in it."""
        for action in self._tree.form.actions:
            if NEW_REPEAT not in action.events or action.kind != "setvalue":
                continue
            plan = self._graph.schema.plans.get(action.target)
            if plan is None or not plan.below(element.state.plan):
                continue
            if "/@" in action.target:
                self._set_attributes(action, plan, start=element)
            else:
                for target in elements_below(element, plan):
                    self._set(action, target)

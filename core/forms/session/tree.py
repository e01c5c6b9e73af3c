"""The nodes of one filling: built from the form, found by key and plan, repeated and removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.forms.definition.form import JAVAROSA, Form
from core.forms.definition.graph import Graph
from core.forms.definition.schema import Plan
from core.forms.session.record import Record, made_id
from core.forms.tree import Document, Element


class FillingTree:
    """The primary instance as a living tree. `elements` finds a node by its key."""

    def __init__(self, form: Form, graph: Graph) -> None:
        self.form = form
        self.graph = graph
        self.elements: dict[str, Element] = {}
        root = form.instance.copy()
        self.document = Document(root)
        self.document.version = 1
        self.adopt(root, graph.schema.root, key=f"/{root.qualified}", instance=None)

    @property
    def root(self) -> Element:
        """The root element of the primary instance."""
        return self.document.root

    def adopt(self, element: Element, plan: Plan, *, key: str, instance: str | None) -> None:
        """Hangs records on an element and all below it."""
        record = Record(plan, key, instance=instance)
        element.state = record
        self.elements[key] = element
        for child in element.children:
            child_plan = plan.children[child.qualified]
            if child_plan.repeat is not None:
                siblings = record.many.setdefault(child_plan, [])
                range_key = f"{key}/{child_plan.name}"
                identifier = made_id(range_key, len(siblings))
                siblings.append(child)
                self.adopt(
                    child, child_plan, key=f"{range_key}{{{identifier}}}", instance=identifier
                )
                continue
            child_key = f"{key}/{child_plan.name}"
            if child_plan in record.single or child_plan in record.many:
                twins = record.many.setdefault(child_plan, [])
                first = record.single.pop(child_plan, None)
                if first is not None:
                    twins.append(first)
                twins.append(child)
                child_key = f"{child_key}[{len(twins)}]"
            else:
                record.single[child_plan] = child
            self.adopt(child, child_plan, key=child_key, instance=None)

    def instances(self, parent: Element, plan: Plan) -> list[Element]:
        """The instances of a repeat under a parent, in order."""
        found: list[Element] = parent.state.many.get(plan, [])
        return found

    def add(self, parent: Element, plan: Plan, *, position: int, identifier: str) -> Element:
        """A new instance from the repeat's template, at `position` (from 0)."""
        template = self.pattern(parent, plan, position)
        twin = template.copy() if template is not None else Element(plan.local)
        _drop_marks(twin)
        siblings = parent.state.many.setdefault(plan, [])
        parent.insert(self._index(parent, plan, siblings, position), twin)
        siblings.insert(position, twin)
        self.document.version += 1
        range_key = f"{parent.state.key}/{plan.name}"
        self.adopt(twin, plan, key=f"{range_key}{{{identifier}}}", instance=identifier)
        return twin

    def pattern(self, parent: Element, plan: Plan, position: int) -> Element | None:
        """What a new instance is a copy of: the one the form wrote there, else the template."""
        repeat = plan.repeat
        if repeat is not None and repeat.count is not None:
            written: Element | None = self.form.instance
            for step in parent.state.plan.line()[1:]:
                alike = [c for c in written.children if c.qualified == step.name] if written else []
                written = alike[0] if len(alike) == 1 else None
            if written is not None:
                own = [child for child in written.children if child.qualified == plan.name]
                if position < len(own):
                    return own[position]
        return self.form.templates.get(plan.ref)

    def remove(self, element: Element) -> list[Element]:
        """Takes an instance out; returns it and all that was below it."""
        parent, plan = element.parent, element.state.plan
        assert parent is not None
        parent.state.many[plan].remove(element)
        gone = list(element.walk())
        parent.remove(element)
        self.document.version += 1
        for node in gone:
            node.state.alive = False
            self.elements.pop(node.state.key, None)
        return gone

    def move(self, element: Element, *, position: int) -> None:
        """Puts an instance at another position (from 0) among its siblings."""
        parent, plan = element.parent, element.state.plan
        assert parent is not None
        siblings = parent.state.many[plan]
        siblings.remove(element)
        parent.remove(element)
        parent.insert(self._index(parent, plan, siblings, position), element)
        siblings.insert(position, element)
        self.document.version += 1

    def clear_repeats(self, element: Element) -> None:
        """Removes every instance of every repeat below an element (before a resume)."""
        for siblings in list(element.state.many.values()):
            for instance in list(siblings):
                if instance.state.plan.repeat is not None:
                    self.remove(instance)
        for child in element.children:
            self.clear_repeats(child)

    def _index(self, parent: Element, plan: Plan, siblings: list[Element], position: int) -> int:
        if position < len(siblings):
            return parent.children.index(siblings[position])
        if siblings:
            last = siblings[-1]
            if parent.children and parent.children[-1] is last:
                return len(parent.children)
            return parent.children.index(last) + 1
        # No instance yet: after everything that the form puts before this repeat.
        index = 0
        for number, child in enumerate(parent.children):
            if child.state.plan.order < plan.order:
                index = number + 1
        return index

    def leaves(self) -> Iterator[Element]:
        """Every node that can hold a value, in document order."""
        for element in self.root.walk():
            if not element.state.plan.children:
                yield element


def _drop_marks(element: Element) -> None:
    mark = f"{{{JAVAROSA}}}template"
    if mark in element.attributes:
        kept: Mapping[str, str] = {k: v for k, v in element.attributes.items() if k != mark}
        element.attributes = kept

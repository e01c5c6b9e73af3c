"""The nodes a filling can have, without their repetitions: one Plan for each generic ref."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.forms.definition.form import Action, Bind, Control, Form, GroupItem, RepeatItem
from core.forms.tree import Element

if TYPE_CHECKING:
    from core.forms.definition.graph import Job


@dataclass(slots=True, eq=False)
class Plan:
    """What is known of all nodes with one ref. `order` is document order.

    `attributes` are those that the form computes or writes, by name; they are no children.
    """

    ref: str
    name: str
    local: str
    parent: Plan | None
    order: int
    depth: int
    bind: Bind | None = None
    control: Control | None = None
    group: GroupItem | None = None
    repeat: RepeatItem | None = None
    children: dict[str, Plan] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    attributes: dict[str, Plan] = field(default_factory=dict)
    triggers: list[Action] = field(default_factory=list)
    type: str = "string"

    def __repr__(self) -> str:
        return f"<Plan {self.ref}>"

    def line(self) -> list[Plan]:
        """This plan and those above it, from the root down."""
        found: list[Plan] = []
        here: Plan | None = self
        while here is not None:
            found.append(here)
            here = here.parent
        found.reverse()
        return found

    def walk(self) -> Iterator[Plan]:
        """This plan and all below, in document order."""
        yield self
        for child in self.children.values():
            yield from child.walk()

    def below(self, ancestor: Plan) -> bool:
        """Whether this plan is `ancestor` or stands below it."""
        here: Plan | None = self
        while here is not None and here.depth >= ancestor.depth:
            if here is ancestor:
                return True
            here = here.parent
        return False


@dataclass(slots=True)
class Schema:
    """All plans of a form by ref."""

    root: Plan
    plans: Mapping[str, Plan]


def schema_of(form: Form) -> Schema:
    """The schema of a form: its instance and its repeats' templates together."""
    plans: dict[str, Plan] = {}

    def visit(element: Element, ref: str, parent: Plan | None) -> Plan:
        plan = plans.get(ref)
        if plan is None:
            plan = Plan(
                ref=ref,
                name=element.qualified,
                local=element.name,
                parent=parent,
                order=0,
                depth=0 if parent is None else parent.depth + 1,
            )
            plans[ref] = plan
            if parent is not None:
                parent.children[element.qualified] = plan
        for child in element.children:
            visit(child, f"{ref}/{child.qualified}", plan)
        return plan

    # The blueprint still has the templates where they were written, which gives their order.
    root = visit(form.blueprint, f"/{form.blueprint.qualified}", None)
    for order, plan in enumerate(root.walk()):
        plan.order = order
    _attach(form, plans)
    _attributes(form, plans)
    return Schema(root=root, plans=plans)


def _attach(form: Form, plans: Mapping[str, Plan]) -> None:
    """Hangs binds, questions, groups, repeats and triggers on the plans they belong to."""
    for ref, bind in form.binds.items():
        plans[ref].bind = bind
        plans[ref].type = bind.type
    for ref, control in form.controls.items():
        if ref in plans:
            plans[ref].control = control
            if plans[ref].bind is None and control.kind == "upload":
                plans[ref].type = "binary"
    for ref, repeat in form.repeats.items():
        if ref in plans:
            plans[ref].repeat = repeat
    for item in _groups(form.body):
        if item.ref is not None and item.ref in plans:
            plans[item.ref].group = item
    for action in form.actions:
        if action.source is not None and action.source in plans:
            plans[action.source].triggers.append(action)


def _attributes(form: Form, plans: dict[str, Plan]) -> None:
    """A plan for each attribute that the form computes, preloads or sets."""
    written = [f"{rule.owner}/@{rule.name}" for rule in form.attributes]
    written += [action.target for action in form.actions if "/@" in action.target]
    for ref in dict.fromkeys(written):
        owner, _, name = ref.rpartition("/@")
        above = plans.get(owner)
        if above is None:
            continue
        plan = Plan(
            ref=ref,
            name=f"@{name}",
            local=name,
            parent=above,
            order=above.order,
            depth=above.depth + 1,
        )
        above.attributes[name] = plan
        plans[ref] = plan


def _groups(items: tuple[object, ...]) -> Iterator[GroupItem]:
    for item in items:
        if isinstance(item, GroupItem):
            if item.ref:
                yield item
            yield from _groups(item.items)
        elif isinstance(item, RepeatItem):
            yield from _groups(item.items)

"""States of nodes as a window shows them, made from a filling's tree."""

from __future__ import annotations

from dataclasses import dataclass

from core.forms.definition.form import BodyItem, Control, GroupItem, RepeatItem
from core.forms.definition.graph import Graph
from core.forms.definition.schema import Plan
from core.forms.session.checks import problem_of
from core.forms.session.choices import Offering
from core.forms.session.record import elements_below
from core.forms.session.settle import Settling
from core.forms.session.words import Words
from core.forms.states import Media, NodeState
from core.forms.tree import Element

_GEO = frozenset({"geopoint", "geotrace", "geoshape"})
_ALWAYS = frozenset({"true()", "true", "1", "'true'"})


@dataclass(frozen=True, slots=True)
class Said:
    """What of a question's state does not depend on its answer. `note`: one while it is empty."""

    label: str
    media: Media
    hint: str
    guidance: str
    required: str
    control: str
    note: bool


class Showing:
    """Makes and keeps NodeStates. Groups without a node get keys of their own: `/data#3`."""

    def __init__(self, settling: Settling, words: Words, offering: Offering, graph: Graph) -> None:
        self.settling = settling
        self.tree = settling.tree
        self.words = words
        self.offering = offering
        self.plans = graph.schema.plans
        self.ranges: dict[str, tuple[RepeatItem, Element]] = {}
        self.loose: dict[str, tuple[GroupItem, Element]] = {}
        self.other: dict[str, NodeState] = {}
        self._items: dict[Plan, BodyItem] = {}
        self._numbers: dict[int, int] = {}
        self._learn(settling.tree.form.body)
        self.finalised = False

    def _learn(self, items: tuple[BodyItem, ...]) -> None:
        for item in items:
            plan = self.plans.get(item.ref) if item.ref is not None else None
            if plan is not None:
                self._items.setdefault(plan, item)
            if isinstance(item, (GroupItem, RepeatItem)):
                self._numbers[id(item)] = len(self._numbers) + 1
                self._learn(item.items)

    # --- structure ---

    def keys(self, items: tuple[BodyItem, ...], element: Element) -> tuple[str, ...]:
        """The keys of body items as they stand below an element."""
        if not element.state.plan.children:
            return self._keys(items, element)
        version = self.tree.document.version
        below = element.state.below
        known: tuple[int, tuple[str, ...]] | None = below.get(id(items))
        if known is None or known[0] != version:
            known = below[id(items)] = (version, self._keys(items, element))
        return known[1]

    def _keys(self, items: tuple[BodyItem, ...], element: Element) -> tuple[str, ...]:
        found: list[str] = []
        for item in items:
            if isinstance(item, GroupItem) and item.ref is None:
                key = f"{element.state.key}#{self._numbers[id(item)]}"
                self.loose[key] = (item, element)
                found.append(key)
                continue
            plan = self.plans[item.ref or ""]
            if isinstance(item, RepeatItem):
                for parent in self._at(plan.parent or plan, element):
                    key = f"{parent.state.key}/{plan.name}"
                    self.ranges[key] = (item, parent)
                    found.append(key)
                continue
            found.extend(node.state.key for node in self._at(plan, element))
        return tuple(found)

    def _at(self, plan: Plan, element: Element) -> list[Element]:
        start = element
        while not plan.below(start.state.plan):
            assert start.parent is not None
            start = start.parent
        return elements_below(start, plan)[:1]

    # --- states ---

    def state(self, key: str) -> NodeState:
        """The state of any key. Raises KeyError when there is no such node now."""
        element = self.tree.elements.get(key)
        if element is not None:
            shown: NodeState | None = element.state.shown
            if shown is None:
                shown = element.state.shown = self.made(element)
            return shown
        kept = self.other.get(key)
        if kept is not None:
            return kept
        made = self.made_other(key)
        self.other[key] = made
        return made

    def below(self, key: str) -> list[NodeState]:
        """The state of a key and of all that is shown below it."""
        shown = [self.state(key)]
        for child in shown[0].children:
            shown.extend(self.below(child))
        return shown

    def made_other(self, key: str) -> NodeState:
        """The state of a repeat as a whole, or of a group without a node."""
        if key in self.ranges:
            return self._range(key, *self.ranges[key])
        if key in self.loose:
            item, element = self.loose[key]
            return NodeState(
                key=key,
                ref=self.ref(element),
                kind="group",
                appearance=item.appearance,
                label=self.words.say(item.label, element),
                label_media=self.words.media(item.label, element),
                relevant=element.relevant,
                readonly=self.readonly(element),
                children=self.keys(item.items, element),
            )
        raise KeyError(key)

    def _range(self, key: str, item: RepeatItem, parent: Element) -> NodeState:
        plan = self.plans[item.ref]
        instances = self.tree.instances(parent, plan)
        fixed = item.fixed or self.finalised
        return NodeState(
            key=key,
            ref=f"{self.ref(parent)}/{plan.name}",
            kind="repeat",
            appearance=item.appearance,
            label=self.words.say(item.label, parent),
            label_media=self.words.media(item.label, parent),
            relevant=parent.relevant and (not instances or any(one.relevant for one in instances)),
            readonly=self.readonly(parent),
            children=tuple(one.state.key for one in instances),
            can_add=not fixed,
            can_remove=not fixed and bool(instances),
        )

    def made(self, element: Element) -> NodeState:
        """A fresh state of an element."""
        plan: Plan = element.state.plan
        item = self._items.get(plan)
        if isinstance(item, Control):
            return self._question(element, plan, item)
        if isinstance(item, (GroupItem, RepeatItem)):
            return self._group(element, plan, item)
        leaf = not plan.children
        return NodeState(
            key=element.state.key,
            ref=self.ref(element),
            kind="hidden" if leaf else "group",
            type=plan.type,
            value=element.text if leaf else "",
            relevant=element.relevant,
            required=element.state.required,
            readonly=self.readonly(element),
        )

    def _group(self, element: Element, plan: Plan, item: GroupItem | RepeatItem) -> NodeState:
        instance = element.state.instance
        fixed = isinstance(item, RepeatItem) and (item.fixed or self.finalised)
        hint = self.words.say(item.hint, element) if isinstance(item, GroupItem) else ""
        position = 0
        if instance is not None and element.parent is not None:
            position = self.tree.instances(element.parent, plan).index(element) + 1
        return NodeState(
            key=element.state.key,
            ref=self.ref(element),
            kind="instance" if instance is not None else "group",
            appearance=item.appearance,
            label=self.words.say(item.label, element),
            label_media=self.words.media(item.label, element),
            hint=hint,
            relevant=element.relevant,
            readonly=self.readonly(element),
            children=self.keys(item.items, element),
            can_remove=instance is not None and not fixed,
            position=position,
        )

    def _question(self, element: Element, plan: Plan, control: Control) -> NodeState:
        record, words = element.state, self.words
        said: Said | None = record.said
        if said is None:
            said = words.said.get(plan)
            if said is None:
                said = self._say(element, plan, control)
                if "words" not in plan.jobs:  # no output, so it reads the same everywhere
                    words.said[plan] = said
            record.said = said
        note = said.note and not element.text
        # By place: this is made for every answer, and names take as long as all the rest.
        return NodeState(
            record.key,
            self.ref(element),
            "note" if note else "question",
            said.control,
            plan.type,
            control.mediatype,
            control.appearance,
            control.parameters,
            said.label,
            said.media,
            said.hint,
            said.guidance,
            element.text,
            element.relevant,
            record.required and not note,
            self.readonly(element),
            problem_of(element, self.settling, words, self.offering) if element.text else None,
            said.required,
        )

    def _say(self, element: Element, plan: Plan, control: Control) -> Said:
        bind, words = plan.bind, self.words
        return Said(
            label=words.say(control.label, element),
            media=words.media(control.label, element),
            hint=words.say(control.hint, element),
            guidance=words.say(control.guidance, element)
            or words.say(control.hint, element, form="guidance"),
            required=words.say(bind.required_message, element)
            if bind is not None and bind.required is not None
            else "",
            control=plan.type if control.kind == "input" and plan.type in _GEO else control.kind,
            note=control.kind == "input"
            and bind is not None
            and bind.readonly is not None
            and bind.readonly.source.strip() in _ALWAYS
            and plan.type == "string"
            and "calculate" not in plan.jobs,
        )

    def readonly(self, element: Element) -> bool:
        """Whether a node may not be answered: its own rule, one above it, or all is finalised."""
        if self.finalised:
            return True
        here: Element | None = element
        while here is not None and here.state is not None:
            if here.state.own_readonly:
                return True
            here = here.parent
        return False

    def ref(self, element: Element) -> str:
        """The positional path: an index at each repeat."""
        known: str = element.state.ref
        if not known:
            known = element.state.ref = self._path(element)
        return known

    def _path(self, element: Element) -> str:
        record, parent = element.state, element.parent
        if parent is None or parent.state is None:
            return f"/{record.plan.name}"
        above = self.ref(parent)
        if record.instance is not None:
            number = self.tree.instances(parent, record.plan).index(element) + 1
            return f"{above}/{record.plan.name}[{number}]"
        if record.key.endswith("]"):
            # One of several nodes of a name that are no repeat.
            alike = [child for child in parent.children if child.qualified == record.plan.name]
            return f"{above}/{record.plan.name}[{alike.index(element) + 1}]"
        return f"{above}/{record.plan.name}"

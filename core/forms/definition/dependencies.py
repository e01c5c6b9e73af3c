"""What an expression reads, found by walking its paths over the schema instead of a filling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.forms.definition.schema import Plan, Schema
from core.forms.expressions.dependencies import AGGREGATES
from core.forms.expressions.syntax import (
    Binary,
    Call,
    Filter,
    Negation,
    Part,
    Path,
    Step,
    StringLiteral,
)

# Functions whose paths mean all nodes, of every repeat instance.


@dataclass(frozen=True, slots=True)
class Read:
    """One thing read: `plan`, by a way that never left one instance of `anchor`.

    `written_self`: it was written as `.`.
    """

    plan: Plan
    anchor: Plan
    written_self: bool = False


@dataclass(frozen=True, slots=True)
class Reads:
    """All that an expression reads. `structure`: repeats whose number or order matters."""

    values: frozenset[Read]
    structure: frozenset[Read]
    unknown: tuple[str, ...]
    instances: frozenset[str]
    functions: frozenset[str]


@dataclass(slots=True)
class _Spot:
    """Where a path stands: a plan, the highest plan it passed; None when outside the instance."""

    plan: Plan
    anchor: Plan
    document: bool = False


@dataclass(slots=True)
class _Walker:
    schema: Schema
    owner: Plan
    many: bool = False
    values: set[Read] = field(default_factory=set)
    structure: set[Read] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)
    instances: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)

    def part(self, part: Part, context: list[_Spot]) -> list[_Spot]:
        """The spots that a part selects (none for strings and numbers); notes what it reads."""
        if isinstance(part, Path):
            return self._path(part, context)
        if isinstance(part, Filter):
            spots = self.part(part.primary, context)
            for predicate in part.predicates:
                self.part(predicate, spots)
            return spots
        if isinstance(part, Binary) and part.operator != "|":
            self.many = False
            # A long chain of operators leans to the left: walked, not climbed.
            while isinstance(part, Binary) and part.operator != "|":
                self.part(part.right, context)
                part = part.left
            self.part(part, context)
            return []
        if isinstance(part, Binary):
            left = self.part(part.left, context)
            right = self.part(part.right, context)
            return left + right
        if isinstance(part, Negation):
            self.part(part.operand, context)
        elif isinstance(part, Call):
            return self._call(part, context)
        return []

    def _call(self, call: Call, context: list[_Spot]) -> list[_Spot]:
        self.functions.add(call.name)
        if call.name == "current":
            return [_Spot(self.owner, self.owner)]
        if call.name in ("instance", "randomize", "jr:choice-name") and call.arguments:
            return self._listing(call, context)
        outer = self.many
        for argument in call.arguments:
            self.many = call.name in AGGREGATES or (outer and call.name == "if")
            self.part(argument, context)
        self.many = outer
        return []

    def _listing(self, call: Call, context: list[_Spot]) -> list[_Spot]:
        first = call.arguments[0]
        if call.name == "instance":
            if isinstance(first, StringLiteral):
                self.instances.add(first.value)
            return []
        outer, self.many = self.many, True
        spots = [self.part(argument, context) for argument in call.arguments]
        self.many = outer
        if call.name == "jr:choice-name" and len(call.arguments) > 1:
            second = call.arguments[1]
            if isinstance(second, StringLiteral):
                plan = self.schema.plans.get(second.value.strip())
                if plan is not None:
                    self.values.add(Read(plan, self.schema.root))
        return spots[0]

    def _path(self, path: Path, context: list[_Spot]) -> list[_Spot]:
        spots = self._start(path, context)
        if not spots:
            for step in path.steps:
                for predicate in step.predicates:
                    self.part(predicate, [])
            return []
        lone_self = len(path.steps) == 1 and path.steps[0].axis == "self"
        near = path.absolute and path.base is None and not self.many and _plain(path)
        line = self._line(path) if path.absolute and path.base is None else None
        if line is not None:
            return self._note([self._along(line, near=near)], lone_self=False)
        for index, step in enumerate(path.steps):
            before = spots
            spots = self._step(step, spots)
            for spot in spots:
                if near:
                    self._narrow(spot)
                if spot.plan.repeat is not None and spot.plan is not spot.anchor:
                    self.structure.add(Read(spot.plan, spot.anchor))
            if not spots and step.axis in ("child", "parent") and step.test.kind == "name":
                known = [s for s in before if not s.document or index == 0]
                if known and step.test.name != "*":
                    self.unknown.append(_written(path))
                return []
            outer, self.many = self.many, False
            for predicate in step.predicates:
                self.part(predicate, spots)
            self.many = outer
        return self._note(spots, lone_self=lone_self)

    def _line(self, path: Path) -> list[Plan] | None:
        """The plans of `/a/b/c` from the root down; None for any other path."""
        here = self.schema.root
        line = [here]
        for index, step in enumerate(path.steps):
            test = step.test
            if step.axis != "child" or step.predicates or test.kind != "name" or test.prefix:
                return None
            if index == 0:
                if test.name != here.local:
                    return None
                continue
            below = here.children.get(test.name)
            if below is None:
                return None
            here = below
            line.append(here)
        return line if path.steps else None

    def _along(self, line: list[Plan], *, near: bool) -> _Spot:
        """Where a line of plans leads, noting the repeats on the way."""
        root = self.schema.root
        spot = _Spot(root, root)
        for plan in line:
            spot.plan = plan
            if plan.repeat is not None:
                if near:
                    self._narrow(spot)
                if plan is not spot.anchor:
                    self.structure.add(Read(plan, spot.anchor))
        return spot

    def _start(self, path: Path, context: list[_Spot]) -> list[_Spot]:
        """Where a path starts; nowhere when that is outside the instance."""
        if path.base is not None:
            return self.part(path.base, context)
        if path.absolute:
            return [_Spot(self.schema.root, self.schema.root, document=True)]
        return list(context)

    def _note(self, spots: list[_Spot], *, lone_self: bool) -> list[_Spot]:
        for spot in spots:
            if spot.document:
                continue
            if spot.plan.repeat is not None:
                self.structure.add(Read(spot.plan, spot.anchor))
            self.values.add(Read(spot.plan, spot.anchor, lone_self))
        return spots

    def _narrow(self, spot: _Spot) -> None:
        """An absolute path through a repeat that the owner stands in means the owner's instance."""
        if spot.plan.repeat is not None and self.owner.below(spot.plan):
            spot.anchor = spot.plan

    def _step(self, step: Step, spots: list[_Spot]) -> list[_Spot]:
        found: dict[int, _Spot] = {}
        for spot in spots:
            for reached in self._reached(step, spot):
                known = found.get(id(reached.plan))
                if known is None or reached.anchor.depth < known.anchor.depth:
                    found[id(reached.plan)] = reached
        return list(found.values())

    def _reached(self, step: Step, spot: _Spot) -> list[_Spot]:
        plan, anchor, axis = spot.plan, spot.anchor, step.axis
        if axis == "self":
            return [spot] if spot.document or _matches(step, plan) else []
        if axis == "child":
            plans = [plan] if spot.document else _children(plan, step)
            return [_Spot(p, anchor) for p in plans if _matches(step, p)]
        if axis == "parent":
            above = plan.parent
            if above is None:
                return [_Spot(plan, plan, document=True)]
            return [_Spot(above, _higher(above, anchor))] if _matches(step, above) else []
        if axis in ("descendant", "descendant-or-self"):
            reached = [_Spot(p, anchor) for p in plan.walk() if _matches(step, p)]
            if spot.document and axis == "descendant-or-self":
                reached.append(spot)
            return [s for s in reached if s.document or axis != "descendant" or s.plan is not plan]
        if axis in ("ancestor", "ancestor-or-self"):
            line = plan.line() if axis == "ancestor-or-self" else plan.line()[:-1]
            return [_Spot(p, _higher(p, anchor)) for p in line if _matches(step, p)]
        if axis in ("following-sibling", "preceding-sibling") and plan.parent is not None:
            siblings = plan.parent.children.values()
            top = _higher(plan.parent, anchor)
            return [_Spot(p, top) for p in siblings if _matches(step, p)]
        if axis == "attribute":
            own = plan.attributes.values()
            return [_Spot(p, anchor) for p in own if _matches(step, p)]
        if axis in ("following", "preceding"):
            root = self.schema.root
            return [_Spot(p, root) for p in root.walk() if _matches(step, p)]
        return []


def _plain(path: Path) -> bool:
    return all(s.axis == "child" and not s.predicates and s.test.kind == "name" for s in path.steps)


def _higher(left: Plan, right: Plan) -> Plan:
    return left if left.depth <= right.depth else right


def _children(plan: Plan, step: Step) -> Iterable[Plan]:
    # By name without looking at each: a form may have thousands side by side.
    if step.test.kind == "name" and step.test.name != "*" and not step.test.prefix:
        named = plan.children.get(step.test.name)
        if named is not None:
            return (named,)
    return plan.children.values()


def _matches(step: Step, plan: Plan) -> bool:
    test = step.test
    if test.kind == "node":
        return True
    if test.kind != "name":
        return False
    if test.name == "*":
        return True
    return plan.local == test.name


def _written(path: Path) -> str:
    steps = []
    for step in path.steps:
        if step.axis == "parent":
            steps.append("..")
        elif step.axis == "self":
            steps.append(".")
        else:
            steps.append(step.test.written)
    return ("/" if path.absolute else "") + "/".join(steps)


def reads_of(
    part: Part,
    *,
    owner: Plan,
    schema: Schema,
    many: bool = False,
    then: tuple[Part, ...] = (),
) -> Reads:
    """What an expression at `owner` reads. `many`: all nodes that it gives count, not the first.

    `then`: expressions evaluated at each of those nodes (values and labels of choices).
    """
    walker = _Walker(schema=schema, owner=owner, many=many)
    spots = walker.part(part, [_Spot(owner, owner)])
    for each in then:
        walker.part(each, spots)
    return Reads(
        values=frozenset(walker.values),
        structure=frozenset(walker.structure),
        unknown=tuple(dict.fromkeys(walker.unknown)),
        instances=frozenset(walker.instances),
        functions=frozenset(walker.functions),
    )

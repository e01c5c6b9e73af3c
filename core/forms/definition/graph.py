"""What must be computed again when something changes, and in which order: one graph per form."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from core.forms.definition.dependencies import Read, Reads, reads_of
from core.forms.definition.form import BodyItem, Control, Form, Wording
from core.forms.definition.schema import Plan, Schema, schema_of
from core.forms.states import NodeState

if TYPE_CHECKING:
    from core.forms.expressions import Expression

# Kinds that change what others read come first; the rest only change what is shown.
WRITING: Final = ("relevant", "calculate", "attribute", "count")
SHOWING: Final = ("itemset", "required", "readonly", "constraint", "words")
VOLATILE: Final = frozenset({"now", "today", "random", "uuid", "randomize"})


@dataclass(slots=True, eq=False)
class Job:
    """One expression of one plan. `rank`: its turn; lower ranks never depend on higher ones.

    A count belongs to the repeat's parent, which is there even when no instance is; `target` is
    the repeat. An attribute's belongs to the element that has it. `ordered`: it reads its own kind
    of node in other instances. `reach`, of a count: all that it reads, also through calculations;
    `own`: its own instances are among that.
    """

    kind: str
    plan: Plan
    expression: Expression | None
    reads: list[Reads]
    target: Plan | None = None
    rank: int = -1
    ordered: bool = False
    volatile: bool = False
    own: bool = False
    reach: frozenset[Plan] = frozenset()

    def __repr__(self) -> str:
        return f"<{self.kind} {self.plan.ref}>"

    @property
    def values(self) -> Iterator[Read]:
        """Every value read."""
        for reads in self.reads:
            yield from reads.values

    @property
    def structure(self) -> Iterator[Read]:
        """Every repeat whose instances' number or order is read."""
        for reads in self.reads:
            yield from reads.structure


@dataclass(slots=True)
class Graph:
    """Jobs in their order; who reads which value; who reads the instances of which repeat."""

    schema: Schema
    jobs: list[Job]
    readers: dict[Plan, list[tuple[Job, Plan]]]
    structural: dict[Plan, list[tuple[Job, Plan]]]
    cycles: list[list[Job]] = field(default_factory=list)
    first_states: dict[str, NodeState] = field(default_factory=dict)


def graph_of(form: Form) -> Graph:
    """The graph of a form, made once and kept with it."""
    known = form.prepared.get("graph")
    if isinstance(known, Graph):
        return known
    schema = schema_of(form)
    cache: dict[tuple[str, str], Reads] = {}

    def reads(expression: Any, plan: Plan) -> Reads:
        key = (expression.source, plan.ref)
        found = cache.get(key)
        if found is None:
            found = cache[key] = reads_of(expression.part, owner=plan, schema=schema)
        return found

    jobs = list(_jobs_of(form, schema, reads))
    graph = Graph(schema=schema, jobs=jobs, readers={}, structural={})
    for job in jobs:
        job.plan.jobs[job.kind if job.target is None else f"{job.kind} {job.target.ref}"] = job
        if job.kind == "attribute" and job.target is not None:
            job.target.jobs["calculate"] = job
        job.volatile = any(VOLATILE & found.functions for found in job.reads)
    for job in jobs:
        if job.kind == "count" and job.target is not None:
            _reach(job, job.target)
    _rank(graph)
    for job in graph.jobs:
        for plan, anchor in _merged(job.values):
            graph.readers.setdefault(plan, []).append((job, anchor))
            if job.kind in WRITING and plan is job.plan:
                job.ordered = True
        for plan, anchor in _merged(job.structure):
            graph.structural.setdefault(plan, []).append((job, anchor))
    form.prepared["graph"] = graph
    return graph


def _reach(count: Job, repeat: Plan) -> None:
    """Notes all that a count reads, through calculations, and whether that is its own repeat."""
    values: set[Plan] = set()
    repeats: set[Plan] = set()
    following = [count]
    while following:
        job = following.pop()
        repeats.update(read.plan for read in job.structure)
        for plan in {read.plan for read in job.values} - values:
            values.add(plan)
            if "calculate" in plan.jobs:
                following.append(plan.jobs["calculate"])
    count.reach = frozenset(values)
    count.own = any(plan.below(repeat) for plan in (*values, *repeats))


def _merged(reads: Iterable[Read]) -> Iterator[tuple[Plan, Plan]]:
    """Each plan read once, with the highest of its anchors."""
    highest: dict[Plan, Plan] = {}
    for read in reads:
        known = highest.get(read.plan)
        if known is None or read.anchor.depth < known.depth:
            highest[read.plan] = read.anchor
    yield from highest.items()


def _jobs_of(form: Form, schema: Schema, reads: Any) -> Iterator[Job]:
    for rule in form.attributes:
        owner = schema.plans.get(rule.owner)
        if rule.value is not None and owner is not None:
            target = owner.attributes[rule.name]
            yield Job("attribute", owner, rule.value, [reads(rule.value, target)], target=target)
    loose: dict[str, list[Wording]] = {}
    _loose_wordings(form.body, schema.root.ref, loose)
    for plan in schema.root.walk():
        bind = plan.bind
        if bind is not None:
            for kind in ("relevant", "calculate", "required", "readonly", "constraint"):
                expression = getattr(bind, kind)
                if expression is not None:
                    yield Job(kind, plan, expression, [reads(expression, plan)])
        if plan.repeat is not None and plan.repeat.count is not None:
            count = plan.repeat.count
            counted = [reads(count, plan)]
            yield Job("count", plan.parent or plan, count, counted, target=plan)
        wordings = [*_wordings(plan), *loose.get(plan.ref, ())]
        words = [reads(expression, plan) for expression in _outputs(form, wordings)]
        if words:
            yield Job("words", plan, None, words)
        itemset = plan.control.itemset if plan.control is not None else None
        if itemset is not None:
            then = tuple(e.part for e in (itemset.value, itemset.label) if e is not None)
            found = reads_of(itemset.nodeset.part, owner=plan, schema=schema, many=True, then=then)
            yield Job("itemset", plan, None, [found])
            continue
        listed = _listed(plan)
        if listed:
            yield Job("itemset", plan, None, [reads(expression, plan) for expression in listed])


def _listed(plan: Plan) -> list[Any]:
    control = plan.control
    if control is None:
        return []
    if control.search is not None:
        search = control.search
        parts = (search.column, search.sought, search.filter_column, search.filter_value)
        return [part for part in parts if part is not None]
    return []


def _wordings(plan: Plan) -> list[Wording]:
    wordings: list[Wording] = []
    if plan.control is not None:
        wordings += [plan.control.label, plan.control.hint, plan.control.guidance]
        wordings += [choice.label for choice in plan.control.choices]
    if plan.group is not None:
        wordings += [plan.group.label, plan.group.hint]
    if plan.repeat is not None:
        wordings.append(plan.repeat.label)
    if plan.bind is not None:
        wordings += [plan.bind.constraint_message, plan.bind.required_message]
    return wordings


def _loose_wordings(
    items: tuple[BodyItem, ...], owner: str, into: dict[str, list[Wording]]
) -> None:
    """Labels of groups that have no node, by the node that stands above them."""
    for item in items:
        if isinstance(item, Control):
            continue
        if item.ref is None:
            into.setdefault(owner, []).append(item.label)
        _loose_wordings(item.items, item.ref or owner, into)


def _outputs(form: Form, wordings: list[Wording]) -> Iterator[Any]:
    for wording in wordings:
        if wording.itext is not None:
            yield wording.itext
        parts: list[Any] = list(wording.parts)
        if wording.itext_id is not None:
            for language in form.texts.values():
                for pieces in language.texts.get(wording.itext_id, {}).values():
                    parts.extend(pieces)
        yield from (part for part in parts if not isinstance(part, str))


def _rank(graph: Graph) -> None:
    """Orders the jobs so that each comes after what it reads; what cannot be ordered is a cycle."""
    writing = [job for job in graph.jobs if job.kind in WRITING]
    after: dict[Job, set[Job]] = {job: set() for job in writing}
    for job in writing:
        for before in _before(job):
            if before is job:
                graph.cycles.append([job])
                continue
            after[before].add(job)
    waiting = dict.fromkeys(writing, 0)
    for followers in after.values():
        for follower in followers:
            waiting[follower] += 1
    order = {kind: index for index, kind in enumerate((*WRITING, *SHOWING))}
    ready = [(j.plan.order, order[j.kind], i) for i, j in enumerate(writing) if not waiting[j]]
    index = {job: i for i, job in enumerate(writing)}
    heapq.heapify(ready)
    ranked: list[Job] = []
    while ready:
        job = writing[heapq.heappop(ready)[2]]
        ranked.append(job)
        for follower in after[job]:
            waiting[follower] -= 1
            if not waiting[follower]:
                item = (follower.plan.order, order[follower.kind], index[follower])
                heapq.heappush(ready, item)
    left = [job for job in writing if waiting[job] > 0]
    if left:
        # Two questions that show each other are odd and no circle: neither changes a value.
        graph.cycles.extend(
            circle
            for circle in _circles(left, after)
            if len(circle) == 1 or any(job.kind != "relevant" for job in circle)
        )
        ranked += left
    showing = [job for job in graph.jobs if job.kind not in WRITING]
    showing.sort(key=lambda j: (order[j.kind] > 0 and j.kind != "itemset", j.plan.order))
    graph.jobs = ranked + showing
    for rank, job in enumerate(graph.jobs):
        job.rank = rank


def _before(job: Job) -> Iterator[Job]:
    """The jobs whose outcome this one reads.

    Counts are not among them: a repeat may grow by what is answered in it (one more flat as long
    as the last says so), which is no circle; settling runs again whatever a count brings.
    """
    for read in job.values:
        if read.written_self and job.kind == "calculate":
            continue
        calculate = read.plan.jobs.get("calculate")
        if calculate is not None and not _elsewhere(read, job):
            yield calculate
        for above in read.plan.line():
            relevant = above.jobs.get("relevant")
            own_group = above is job.plan and read.plan is above and bool(above.children)
            if relevant is not None and not _elsewhere(read, job) and not own_group:
                yield relevant


def _elsewhere(read: Read, job: Job) -> bool:
    """Whether a job reads its own kind of node in other instances of a repeat they share."""
    if read.plan is not job.plan:
        return False
    here: Plan | None = read.plan
    while here is not None and here.depth > read.anchor.depth:
        if here.repeat is not None:
            return True
        here = here.parent
    return False


def _circles(left: list[Job], after: dict[Job, set[Job]]) -> list[list[Job]]:
    """One circle for each group of jobs that wait for each other."""
    remaining = set(left)
    found: list[list[Job]] = []
    seen: set[Job] = set()
    for start in left:
        if start in seen:
            continue
        path: list[Job] = []
        place: dict[Job, int] = {}
        here: Job | None = start
        while here is not None and here not in place and here not in seen:
            place[here] = len(path)
            path.append(here)
            # Walk against the arrows: each one left waits for another one left.
            here = next((j for j in left if here in after[j] and j in remaining), None)
        if here is not None and here in place:
            circle = path[place[here] :]
            circle.reverse()
            found.append(circle)
        seen.update(path)
    return found

"""Computing again what an answer touches, in the graph's order, until nothing changes any more."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Literal

from core.forms.definition.graph import Graph, Job
from core.forms.definition.schema import Plan
from core.forms.expressions.dates import standard_days
from core.forms.session.actions import VALUE_CHANGED, Actions
from core.forms.session.counting import Counting
from core.forms.session.lexical import written
from core.forms.session.order import document_order, is_editable
from core.forms.session.record import ancestor_at, elements_below, outside_repeats
from core.forms.session.tree import FillingTree
from core.forms.states import RepeatChange
from core.forms.tree import Attribute, Element

if TYPE_CHECKING:
    from core.forms.expressions import EvaluationContext
    from core.forms.session.choices import Offering

MAX_ROUNDS: Final = 60


class Settling:
    """The worklist of one filling. What happened is noted for the delta of the call."""

    def __init__(self, tree: FillingTree, graph: Graph, evaluation: EvaluationContext) -> None:
        self.tree = tree
        self.graph = graph
        self.evaluation = evaluation
        self.offering: Offering | None = None
        self.ahead = standard_days(evaluation)
        self.loading = True
        self.as_given = False
        self.kept: set[Element] = set()
        self._dirty: list[dict[Element, None] | None] = [None] * len(graph.jobs)
        self._heap: list[int] = []
        self._rounds: dict[tuple[int, Element], int] = {}
        self._sole = outside_repeats(tree.root)
        # Who reads a plan: the job, its rank, the only element it may be of, or else how deep the
        # element stands below which all of its elements read.
        self._readers: dict[Plan, tuple[tuple[Job, int, Element | None, int], ...]] = {}
        self.actions = Actions(self)
        self._counting = Counting(self)
        self.begin()

    def begin(self) -> None:
        """Starts noting afresh."""
        self.touched: dict[Element, None] = {}
        self.changed: dict[Element, bool] = {}
        self.before: dict[Element, str] = {}
        self.repeats: list[RepeatChange] = []
        self.added: dict[Element, None] = {}
        self.removed: list[Element] = []
        self.choices_changed: set[str] = set()
        self._fired: list[Element] = []
        self._rounds.clear()
        self._counting.begin()

    # --- marking ---

    def mark(self, job: Job, elements: Iterable[Element]) -> None:
        """Puts a job of some elements on the list."""
        waiting = self._dirty[job.rank]
        if waiting is None:
            waiting = self._dirty[job.rank] = {}
            heapq.heappush(self._heap, job.rank)
        for element in elements:
            waiting[element] = None

    def mark_all(self, start: Element) -> None:
        """Puts every job at and below an element on the list."""
        for element in start.walk():
            for job in element.state.plan.jobs.values():
                self.mark(job, [element])

    def mark_readers(self, element: Element, *, of: Plan | None = None) -> None:
        """Puts on the list whoever reads this element's value, or that of an attribute of it."""
        plan: Plan = of or element.state.plan
        own = plan.jobs.get("constraint")
        if own is not None:
            self.mark(own, [element])
        readers = self._readers.get(plan)
        if readers is None:
            readers = self._readers[plan] = tuple(
                (job, job.rank, self._sole.get(job.plan), anchor.depth)
                for job, anchor in self.graph.readers.get(plan, ())
            )
        dirty = self._dirty
        for job, rank, sole, depth in readers:
            if sole is None:
                self.mark(job, elements_below(ancestor_at(element, depth), job.plan))
                continue
            waiting = dirty[rank]
            if waiting is None:
                dirty[rank] = {sole: None}
                heapq.heappush(self._heap, rank)
            else:
                waiting[sole] = None

    def _mark_structure(self, parent: Element, plan: Plan, *, position: int) -> None:
        for job, anchor in self.graph.structural.get(plan, ()):
            if anchor is plan:
                for instance in self.tree.instances(parent, plan)[position:]:
                    self.mark(job, elements_below(instance, job.plan))
            else:
                self.mark(job, elements_below(ancestor_at(parent, anchor.depth), job.plan))

    def _mark_content(self, start: Element, plan: Plan) -> None:
        """Whoever reads, from outside the instance, values that came or went with it."""
        parent_depth = plan.depth
        for below in plan.walk():
            for read in (below, *below.attributes.values()):
                for job, anchor in self.graph.readers.get(read, ()):
                    if anchor.depth < parent_depth:
                        self.mark(job, elements_below(ancestor_at(start, anchor.depth), job.plan))

    # --- changing ---

    def set_value(self, element: Element, value: str, *, by_person: bool) -> bool:
        """Gives a node a value; whoever reads it goes on the list."""
        if element.text == value:
            return False
        self.before.setdefault(element, element.text)
        element.text = value
        self.touched[element] = None
        self.changed[element] = by_person
        if not self.loading and element.state.plan.triggers:
            self._fired.append(element)
        self.mark_readers(element)
        return True

    def set_attribute(self, element: Element, plan: Plan, value: str) -> None:
        """Gives an attribute a value; whoever reads it goes on the list."""
        if element.attributes.get(plan.local) != value:
            element.set_attribute(plan.local, value)
            self.mark_readers(element, of=plan)

    def add_instance(
        self, parent: Element, plan: Plan, *, position: int, identifier: str
    ) -> Element:
        """A new repeat instance; its own jobs and all who count it go on the list."""
        element = self.tree.add(parent, plan, position=position, identifier=identifier)
        self._note_repeat("add", parent, element, position=position)
        self.added[element] = None
        self.touched[parent] = None
        if not parent.relevant:
            for node in element.walk():
                node.relevant = False
        for node in element.walk():
            if node.text and not node.state.plan.children:
                self.before.setdefault(node, "")
                self.changed.setdefault(node, False)
        self.mark_all(element)
        self._mark_structure(parent, plan, position=position)
        self._mark_content(parent, plan)
        for later in self.tree.instances(parent, plan)[position + 1 :]:
            self.touch_below(later)
        self.actions.new_repeat(element)
        return element

    def remove_instance(self, element: Element) -> None:
        """Takes a repeat instance away with all its values."""
        parent, plan = element.parent, element.state.plan
        assert parent is not None
        position = self.tree.instances(parent, plan).index(element)
        gone = self.tree.remove(element)
        self._note_repeat("remove", parent, element, position=position)
        self.added.pop(element, None)
        self.removed.extend(gone)
        for node in gone:
            if node.text and not node.state.plan.children:
                self.before.setdefault(node, node.text)
                self.changed[node] = False
            self.touched.pop(node, None)
        self.touched[parent] = None
        self._mark_structure(parent, plan, position=position)
        self._mark_content(parent, plan)
        for later in self.tree.instances(parent, plan)[position:]:
            self.touch_below(later)

    def move_instance(self, element: Element, *, position: int) -> None:
        """Puts a repeat instance elsewhere among its siblings."""
        parent, plan = element.parent, element.state.plan
        assert parent is not None
        first = min(position, self.tree.instances(parent, plan).index(element))
        self.tree.move(element, position=position)
        self._note_repeat("move", parent, element, position=position)
        self.touched[parent] = None
        self._mark_structure(parent, plan, position=first)
        self._mark_content(parent, plan)
        for later in self.tree.instances(parent, plan)[first:]:
            self.touch_below(later)

    def _note_repeat(
        self, op: Literal["add", "remove", "move"], parent: Element, element: Element,
        *, position: int,
    ) -> None:  # fmt: skip
        key = f"{parent.state.key}/{element.state.plan.name}"
        self.repeats.append(RepeatChange(op, key, element.state.instance or "", position + 1))

    def touch_below(self, element: Element) -> None:
        """Notes that the refs of everything here changed with its position."""
        for node in element.walk():
            node.state.ref = ""
            self.touched[node] = None

    # --- settling ---

    def settle(self) -> None:
        """Runs everything on the list, then the actions that values set off, until it is quiet."""
        self._drain()
        for _ in range(MAX_ROUNDS):
            for job, parent in self._counting.waiting():
                self.mark(job, [parent])
            if not self._fired and not self._heap:
                return
            fired, self._fired = self._fired, []
            for element in dict.fromkeys(fired):
                if element.state.alive:
                    for action in element.state.plan.triggers:
                        if VALUE_CHANGED in action.events:
                            self.actions.run(action, source=element)
            self._drain()

    def _drain(self) -> None:
        jobs = self.graph.jobs
        highest = -1
        while self._heap:
            rank = heapq.heappop(self._heap)
            # Going up in rank nothing can run twice; only what goes back is counted.
            back = rank <= highest
            highest = max(highest, rank)
            waiting = self._dirty[rank]
            self._dirty[rank] = None
            if not waiting:
                continue
            job = jobs[rank]
            if job.kind == "calculate" and len(waiting) == 1 and not back and not job.ordered:
                (alone,) = waiting
                if alone.state.alive:
                    self._calculate(job, alone)
                continue
            elements = list(waiting)
            if job.ordered and len(elements) > 1:
                elements.sort(key=document_order)
            for element in elements:
                if not element.state.alive:
                    continue
                counted = job.kind == "count" or (back and (self._rounds or not self.loading))
                if not counted or self._another_round(rank, element):
                    self._run(job, element)
            if job.ordered:
                again = self._dirty[rank]
                if again is not None:
                    for element in elements:
                        again.pop(element, None)

    def _another_round(self, rank: int, element: Element) -> bool:
        rounds = self._rounds.get((rank, element), 0) + 1
        self._rounds[(rank, element)] = rounds
        return rounds <= MAX_ROUNDS

    def _run(self, job: Job, element: Element) -> None:
        kind = job.kind
        expression = job.expression
        if self.as_given and kind == "count":
            return
        if kind == "words":
            element.state.said = None
            self.touched[element] = None
            return
        if kind == "itemset":
            if self.offering is not None:
                self.offering.refresh(element)
            return
        assert expression is not None
        evaluation = self.evaluation
        evaluation.node = element
        if kind == "calculate":
            self._calculate(job, element)
        elif kind == "count":
            self._counting.recount(job, element)
        elif kind == "constraint":
            self.touched[element] = None
        elif kind == "attribute":
            assert job.target is not None
            evaluation.node = Attribute(element, job.target.local, "")
            self.set_attribute(element, job.target, expression.string(evaluation))
        else:
            self._flag(kind, element, expression.boolean(evaluation))

    def _calculate(self, job: Job, element: Element) -> None:
        if self.as_given:
            return
        plan: Plan = element.state.plan
        if self.kept and element in self.kept and (job.volatile or is_editable(plan)):
            return
        evaluation, expression = self.evaluation, job.expression
        assert expression is not None
        evaluation.node = element
        text = expression.string(evaluation)
        # A calculation that gives no number gives no answer.
        value = "" if text == "NaN" else written(plan.type, text, ahead=self.ahead)
        if value != element.text:
            self.set_value(element, value, by_person=False)

    def _flag(self, kind: str, element: Element, now: bool) -> None:  # noqa: FBT001
        """Takes note of a yes or no: relevant, required, readonly."""
        record = element.state
        if kind == "relevant" and now != record.own_relevant:
            record.own_relevant = now
            self._relevance(element)
        elif kind == "required" and now != record.required:
            record.required = now
            self.touched[element] = None
        elif kind == "readonly" and now != record.own_readonly:
            record.own_readonly = now
            self.touch_below(element)

    def _relevance(self, element: Element) -> None:
        """Pushes a change of relevance down; whoever reads what appears or vanishes is listed."""
        stack = [element]
        while stack:
            node = stack.pop()
            parent = node.parent
            above = parent.relevant if parent is not None else True
            relevant = node.state.own_relevant and above
            if relevant == node.relevant:
                continue
            node.relevant = relevant
            self.touched[node] = None
            self.mark_readers(node)
            plan = node.state.plan
            for attribute in plan.attributes.values():
                self.mark_readers(node, of=attribute)
            itemset = plan.jobs.get("itemset")
            if itemset is not None and relevant:
                self.mark(itemset, [node])
            if plan.repeat is not None and node.parent is not None:
                self.touched[node.parent] = None
                self._mark_structure(node.parent, plan, position=0)
            stack.extend(reversed(node.children))

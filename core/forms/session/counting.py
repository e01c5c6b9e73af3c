"""Counted repeats: as many instances as `jr:count` says.

A count may read its own instances: "one more flat?" in the last of them. It would make them without
end, so it makes no more in a call in which it made some; it goes on when something that it reads
is answered, as a person in Collect who comes to the next one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from core.forms.definition.schema import Plan
from core.forms.session.record import made_id
from core.forms.tree import Element

if TYPE_CHECKING:
    from core.forms.definition.graph import Job
    from core.forms.session.settle import Settling

MAX_INSTANCES: Final = 20_000


class Counting:
    """The counted repeats of one filling."""

    def __init__(self, settling: Settling) -> None:
        self._settling = settling
        self._held: dict[tuple[Job, Element], None] = {}
        self._grown: set[tuple[Job, Element]] = set()

    def begin(self) -> None:
        """A new call: each count may make instances again."""
        self._grown.clear()

    def waiting(self) -> list[tuple[Job, Element]]:
        """Counts that were held back, and something that they read has changed since."""
        if not self._held:
            return []
        changed = {element.state.plan for element in self._settling.changed}
        found = [
            held
            for held in self._held
            if held not in self._grown and held[1].state.alive and held[0].reach & changed
        ]
        for held in found:
            del self._held[held]
        return found

    def recount(self, job: Job, parent: Element) -> None:
        """Makes a counted repeat have as many instances as its count says."""
        plan = job.target
        if plan is None or plan.repeat is None or plan.repeat.count is None:
            return
        settling = self._settling
        siblings = settling.tree.instances(parent, plan)
        number = self._number(parent, plan, siblings)
        resuming = bool(settling.kept)
        if math.isnan(number) and (not settling.loading or resuming) and not self._is_new(parent):
            # Someone is about to say how many: what is there (or was saved) stays.
            return
        wanted = 0 if math.isnan(number) else max(0, min(int(number), MAX_INSTANCES))
        if wanted > len(siblings) and job.own:
            if (job, parent) in self._grown or (resuming and siblings):
                self._hold(job, parent)
                return
            self._grown.add((job, parent))
        self._bring(parent, plan, siblings, wanted)

    def _number(self, parent: Element, plan: Plan, siblings: list[Element]) -> float:
        """jr:count is written relative to the repeat; without an instance, to where it would be."""
        settling = self._settling
        assert plan.repeat is not None
        assert plan.repeat.count is not None
        if siblings:
            settling.evaluation.node = siblings[0]
            return plan.repeat.count.number(settling.evaluation)
        template = settling.tree.form.templates.get(plan.ref)
        stand_in = Element(plan.local, namespace=template.namespace if template else "")
        stand_in.parent = parent
        settling.evaluation.node = stand_in
        return plan.repeat.count.number(settling.evaluation)

    def _hold(self, job: Job, parent: Element) -> None:
        self._held[(job, parent)] = None
        if job.target is not None and not any(plan.control for plan in job.reach):
            # No answer will ever stop it: `forms check` says so.
            self._settling.tree.form.prepared.setdefault("endless", set()).add(job.target.ref)

    def _bring(self, parent: Element, plan: Plan, siblings: list[Element], wanted: int) -> None:
        settling = self._settling
        key = f"{parent.state.key}/{plan.name}"
        while len(siblings) > wanted:
            settling.remove_instance(siblings[-1])
            siblings = settling.tree.instances(parent, plan)
        while len(siblings) < wanted:
            place = len(siblings)
            taken = {one.state.instance for one in siblings}
            identifier = made_id(key, place)
            spare = place
            while identifier in taken:
                spare += 1
                identifier = made_id(key, spare)
            settling.add_instance(parent, plan, position=place, identifier=identifier)
            siblings = settling.tree.instances(parent, plan)

    def _is_new(self, element: Element) -> bool:
        """Whether an element came into being in this call."""
        here: Element | None = element
        while here is not None and here not in self._settling.added:
            here = here.parent
        return here is not None

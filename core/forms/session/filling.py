"""FillingSession: one filling of a check-list, the engine's only door."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

from core.collecting import building
from core.forms.definition.form import Form
from core.forms.definition.graph import Graph, graph_of
from core.forms.session.arriving import arrive, own_part
from core.forms.session.attributes import preload_attributes
from core.forms.session.checks import invalid_of, missing_of
from core.forms.session.choices import Offering
from core.forms.session.deltas import delta_of
from core.forms.session.entering import entered
from core.forms.session.entity_lists import entities_of
from core.forms.session.finding import element_at
from core.forms.session.lexical import stamp, written
from core.forms.session.meta import is_end, preloaded
from core.forms.session.naming import Naming
from core.forms.session.outline import outline_of, pages_of
from core.forms.session.problems import FillingFinalised, NodeUnknown, RepeatFixed
from core.forms.session.record import elements_below, made_id
from core.forms.session.saving import restore, saved_of
from core.forms.session.settle import Settling
from core.forms.session.show import Showing
from core.forms.session.strictness import fitting
from core.forms.session.surroundings import evaluation_for
from core.forms.session.tree import FillingTree
from core.forms.session.words import Words
from core.forms.states import (
    ChoiceState,
    Delta,
    EntityChange,
    Invalid,
    NodeState,
    OutlineItem,
    Page,
    SavedFilling,
    SessionContext,
)
from core.forms.tree import Element

# xforms-ready is what old forms call it.
FIRST_LOAD = frozenset({"odk-instance-first-load", "xforms-ready"})
EVERY_LOAD = "odk-instance-load"


class FillingSession:
    """One filling: answer, add and remove repeats, validate, finalise; each call tells its delta.

    Make it with `start`, or with `resume` from what `save` gave.
    """

    def __init__(self, form: Form, context: SessionContext) -> None:
        self.form = form
        self.context = context
        self._graph: Graph = graph_of(form)
        self._tree = FillingTree(form, self._graph)
        self._evaluation = evaluation_for(form, self._tree, context)
        self._words = Words(form, self._evaluation, form.default_language, context.messages)
        self._settling = Settling(self._tree, self._graph, self._evaluation)
        self._offering = Offering(self._settling, self._words)
        self._settling.offering = self._offering
        self._showing = Showing(self._settling, self._words, self._offering, self._graph)
        naming = Naming(self._tree, self._graph, self._words, self._offering)
        self._evaluation.functions = naming.handlers()
        self._roots: tuple[str, ...] = ()

    @classmethod
    def start(
        cls, form: Form, context: SessionContext, *, language: str | None = None
    ) -> FillingSession:
        """A new filling: defaults, preloads and first-load actions, then everything computed."""
        with building():
            session = cls(form, context)
            if language is not None:
                session._words.speak(language)
            session._open(saved=None)
        return session

    @classmethod
    def resume(
        cls, form: Form, saved: SavedFilling, context: SessionContext, *, as_given: bool = False
    ) -> FillingSession:
        """A filling as it was saved. Values whose node the form does not have are left out.

        What depends on nothing but chance or the clock keeps its saved value. `as_given`: nothing
        is computed again and no action runs, for a submission that is only looked at.
        """
        with building():
            session = cls(form, context)
            session._words.speak(saved.language)
            session._open(saved=saved, as_given=as_given)
        return session

    # --- opening ---

    def _open(self, *, saved: SavedFilling | None, as_given: bool = False) -> None:
        settling, tree = self._settling, self._tree
        settling.as_given = as_given
        if saved is not None:
            settling.kept = restore(tree, self._graph, saved, self.context)
        else:
            for element in tree.leaves():
                value = preloaded(element.state.plan, self.context)
                if value is not None:
                    element.text = value
                elif element.text:
                    element.text = written(element.state.plan.type, normalize("NFC", element.text))
            self._first_instances()
            preload_attributes(tree, self._graph, self.context)
        settling.mark_all(tree.root)
        settling.settle()
        # After the calculations: a dynamic default may use them, and wins over its own.
        for action in self.form.actions:
            first = saved is None and bool(FIRST_LOAD & action.events)
            if first or (EVERY_LOAD in action.events and not as_given):
                settling.actions.run(action, source=None)
                settling.settle()
        settling.loading = False
        settling.kept.clear()
        settling.begin()
        self._roots = self._showing.keys(self.form.body, tree.root)
        if saved is not None and saved.finalised:
            self._showing.finalised = True
        for key in self._roots:
            self._showing.below(key)

    def _first_instances(self) -> None:
        """A repeat that cannot be added to has at least the one its template describes."""
        for ref, item in self.form.repeats.items():
            plan = self._graph.schema.plans[ref]
            if item.count is not None or not item.fixed or plan.parent is None:
                continue
            for parent in elements_below(self._tree.root, plan.parent):
                if not self._tree.instances(parent, plan):
                    identifier = made_id(f"{parent.state.key}/{plan.name}", 0)
                    self._tree.add(parent, plan, position=0, identifier=identifier)

    # --- what there is ---

    def root_keys(self) -> tuple[str, ...]:
        """The keys of the top of the body, in order."""
        return self._roots

    def state(self, key: str) -> NodeState:
        """The state of a node by key. Raises NodeUnknown."""
        try:
            return self._showing.state(key)
        except KeyError:
            raise NodeUnknown(key=key) from None

    def key_of(self, ref: str) -> str:
        """The key of a node by its positional path (`/data/rep[2]/a`). Raises NodeUnknown."""
        element = element_at(self._tree.root, ref)
        if element is None:
            if ref.rpartition("/")[0]:
                parent = element_at(self._tree.root, ref.rpartition("/")[0])
                name = ref.rpartition("/")[2]
                if parent is not None and f"{parent.state.key}/{name}" in self._showing.ranges:
                    return f"{parent.state.key}/{name}"
            raise NodeUnknown(key=ref)
        key: str = element.state.key
        return key

    def choices(self, key: str) -> tuple[ChoiceState, ...]:
        """What a select or rank question offers now. Raises NodeUnknown."""
        return self._offering.choices(self._element(key))

    def outline(self) -> tuple[OutlineItem, ...]:
        """Sections with their progress."""
        return outline_of(self._showing, self._roots)

    def pages(self) -> tuple[Page, ...]:
        """What to show one at a time, relevant ones only."""
        return pages_of(self._showing, self._roots)

    @property
    def language(self) -> str | None:
        """The language that texts are in; None for a form without languages."""
        return self._words.language

    @property
    def finalised(self) -> bool:
        """Whether nothing can be changed any more."""
        return self._showing.finalised

    # --- changing ---

    def answer(self, key: str, value: str | None, *, strict: bool = False) -> Delta:
        """Gives a question an answer (None or "" clears it).

        A value that does not fit its type is kept and shown with its problem; `strict` takes it as
        the reference engines do (`strictness`). Raises NodeUnknown, FillingFinalised; when strict
        NodeReadonly, RankIncomplete.
        """
        element = self._element(key)
        self._refuse_finalised()
        if element.state.plan.children:
            raise NodeUnknown(key=key)
        given = entered(element, value, offering=self._offering)
        if strict:
            given = fitting(element, given, showing=self._showing, offering=self._offering)
        self._settling.begin()
        element.state.dropped = ""
        self._settling.set_value(element, given, by_person=True)
        self._settling.settle()
        return self._delta()

    def add_repeat(self, key: str) -> Delta:
        """Adds an instance at the end of a repeat. Raises NodeUnknown, RepeatFixed."""
        self._refuse_finalised()
        self.state(key)
        if key not in self._showing.ranges:
            raise NodeUnknown(key=key)
        item, parent = self._showing.ranges[key]
        if item.fixed:
            raise RepeatFixed(key=key)
        plan = self._graph.schema.plans[item.ref]
        self._settling.begin()
        self._settling.add_instance(
            parent,
            plan,
            position=len(self._tree.instances(parent, plan)),
            identifier=self.context.uuid(),
        )
        self._settling.settle()
        return self._delta()

    def remove_repeat(self, key: str) -> Delta:
        """Removes an instance with all that is in it. Raises NodeUnknown, RepeatFixed."""
        element = self._instance(key)
        self._settling.begin()
        self._settling.remove_instance(element)
        self._settling.settle()
        return self._delta()

    def move_repeat(self, key: str, *, position: int) -> Delta:
        """Puts an instance at another position (from 1). Raises NodeUnknown, RepeatFixed."""
        element = self._instance(key)
        assert element.parent is not None
        siblings = self._tree.instances(element.parent, element.state.plan)
        place = max(0, min(position - 1, len(siblings) - 1))
        self._settling.begin()
        self._settling.move_instance(element, position=place)
        self._settling.settle()
        return self._delta()

    def take_in(self, saved: SavedFilling, *, spared: frozenset[str] = frozenset()) -> Delta:
        """What others recorded meanwhile, as `save` gives it, but for the keys `spared`.

        The delta's values and repeats are what this session made of it. Raises FillingFinalised.
        """
        self._refuse_finalised()
        self._settling.begin()
        arrive(self._tree, self._graph, self._settling, saved, spared=spared)
        return own_part(self._delta(), saved, tree=self._tree)

    def set_language(self, language: str) -> Delta:
        """Says everything in another of the form's languages.

        No value changes: what is sent never depends on the language of whoever looks.
        """
        self._settling.begin()
        self._words.speak(language)
        for element in self._tree.elements.values():
            element.state.choices = element.state.said = None
            if element.state.shown is not None:
                self._settling.touched[element] = None
        self._settling.settle()
        before = dict(self._showing.other)
        delta = self._delta()
        changed = [state for key in before if (state := self._again(key, before)) is not None]
        chosen = frozenset(
            element.state.key
            for element in self._tree.elements.values()
            if element.state.plan.control is not None
            and element.state.plan.control.kind in ("select", "select1", "rank")
        )
        known = {state.key for state in delta.changed}
        return Delta(
            changed=(*delta.changed, *(s for s in changed if s.key not in known)),
            values=delta.values,
            choices_changed=chosen,
        )

    def _again(self, key: str, before: dict[str, NodeState]) -> NodeState | None:
        made = self._showing.made_other(key)
        if made == before[key]:
            return None
        self._showing.other[key] = made
        return made

    # --- ending ---

    def validate(self) -> tuple[Invalid, ...]:
        """Everything that keeps the filling from being finalised, in the order of the form."""
        found: list[Invalid] = []
        for element in self._tree.root.walk():
            if not element.relevant or element.state.plan.children:
                continue
            problem = missing_of(element, self._words) or invalid_of(
                element, self._settling, self._words, self._offering
            )
            if problem is not None:
                found.append(problem)
        return tuple(found)

    def finalise(self) -> Delta:
        """Writes the end of the filling; after it nothing changes. Raises FillingFinalised."""
        self._refuse_finalised()
        self._settling.begin()
        for element in self._tree.leaves():
            if is_end(element.state.plan):
                self._settling.set_value(element, stamp(self.context.now()), by_person=False)
        self._settling.settle()
        self._showing.finalised = True
        for element in self._tree.elements.values():
            if element.state.shown is not None:
                self._settling.touched[element] = None
        before = dict(self._showing.other)
        delta = self._delta()
        more = [state for key in before if (state := self._again(key, before)) is not None]
        known = {state.key for state in delta.changed}
        return Delta(
            changed=(*delta.changed, *(state for state in more if state.key not in known)),
            values=delta.values,
        )

    def xml(self) -> bytes:
        """The filling as OpenRosa submission XML."""
        from core.forms.interchange.submission import submission_of

        # While the filling is open its end is the moment of asking; finalising writes it for good.
        ends = [] if self.finalised else [e for e in self._tree.leaves() if is_end(e.state.plan)]
        before = [element.text for element in ends]
        for element in ends:
            element.text = stamp(self.context.now())
        written_out = submission_of(self._tree.root, self.form)
        for element, text in zip(ends, before, strict=True):
            element.text = text
        return written_out

    def attachments(self) -> tuple[str, ...]:
        """The file names given as answers, those of relevant questions, each once."""
        names = [
            element.text
            for element in self._tree.leaves()
            if element.text and element.relevant and element.state.plan.type == "binary"
        ]
        return tuple(dict.fromkeys(names))

    def entities(self) -> tuple[EntityChange, ...]:
        """The entities that this filling creates and updates, as its answers stand."""
        return entities_of(self._tree.root)

    def save(self) -> SavedFilling:
        """All that `resume` needs. A default that was cleared is saved as ""."""
        return saved_of(
            self._tree, self._graph, language=self._words.language, finalised=self.finalised
        )

    def evaluate(self, source: str, *, context: str | None = None) -> Any:
        """Any expression at a node by key (the root without one). Raises ExpressionProblem."""
        from core.forms.expressions import compile_expression

        expression = compile_expression(source, namespaces=self.form.namespaces)
        self._evaluation.node = self._element(context) if context else self._tree.root
        return expression.evaluate(self._evaluation)

    # --- inside ---

    def _element(self, key: str) -> Element:
        element = self._tree.elements.get(key)
        if element is None:
            raise NodeUnknown(key=key)
        return element

    def _instance(self, key: str) -> Element:
        self._refuse_finalised()
        element = self._element(key)
        if element.state.instance is None:
            raise NodeUnknown(key=key)
        repeat = element.state.plan.repeat
        if repeat is None or repeat.fixed:
            raise RepeatFixed(key=key)
        return element

    def _refuse_finalised(self) -> None:
        if self.finalised:
            raise FillingFinalised

    def _delta(self) -> Delta:
        return delta_of(self._settling, self._showing)

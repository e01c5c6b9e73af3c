"""One form filled in by both engines at once, and everything in which they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from core.forms import FillingSession, Form, NodeState, SessionContext
from core.forms.tree import Element
from core.forms.tree_xml import parse_xml
from tests.core.forms.monkey import some_answer
from tests.javarosa.engine import JavaRosa

_UUID = re.compile(r"(uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[-+]\d\d:\d\d)")
ONE_RUN = timedelta(minutes=10)
_NUMBERED = re.compile(r"\[\d+\]")
# Written by each engine at its own start, from its own surroundings.
_OWN = frozenset(
    (
        *("instanceID", "deviceID", "timeStart", "timeEnd", "userID", "email", "phoneNumber"),
        *("audit", "start", "end", "deviceid"),
    )
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out differently: in which form, after which step, where, what."""

    form: str
    step: str
    ref: str
    what: str
    ours: Any
    theirs: Any
    note: str = ""


class Pair:
    """A filling of ours and one of JavaRosa's that are told the same."""

    def __init__(self, name: str, form: Form, peer: JavaRosa, context: SessionContext) -> None:
        self.name = name
        self.form = form
        self.peer = peer
        self.session = FillingSession.start(form, context)
        self.told: list[dict[str, Any]] = []

    # --- doing ---

    def answer(self, state: NodeState, value: str | None) -> None:
        """The same answer on both sides."""
        self.session.answer(state.key, value)
        self._tell(op="answer", ref=plain(state.ref), value=value or "")

    def add_repeat(self, state: NodeState) -> None:
        """One more instance on both sides."""
        self.session.add_repeat(state.key)
        self._tell(op="add_repeat", ref=plain(state.ref))

    def remove_repeat(self, state: NodeState) -> None:
        """One instance less on both sides."""
        self.session.remove_repeat(state.key)
        self._tell(op="remove_repeat", ref=plain(state.ref))

    def _tell(self, **said: Any) -> None:
        self.told.append(said)
        self.peer.ask(**said)

    # --- comparing ---

    def states(self) -> Iterator[NodeState]:
        """Every node of ours, hidden ones too, in document order."""
        for element in self.session._tree.root.walk():
            yield self.session.state(element.state.key)

    def differences(self) -> Iterator[Difference]:
        """What is not the same now, after JavaRosa went through all of its pages."""
        self.peer.ask("settle")
        theirs = self.peer.ask("state")["nodes"]
        for ref in self._beyond_count(theirs):
            yield self._difference(ref, "beyond its count", None, theirs[ref][0])
            self.peer.ask("remove_repeat", ref=ref)
        theirs = self.peer.ask("state")["nodes"]
        bad = {each.key for each in self.session.validate() if each.reason == "constraint"}
        seen: set[str] = set()
        for state in self.states():
            ref = plain(state.ref)
            seen.add(ref)
            if ref not in theirs:
                if state.relevant:
                    yield self._difference(ref, "missing in JavaRosa", state.value, None)
                continue
            for what, ours, other in _compared(state, theirs[ref], state.key not in bad):
                yield self._difference(ref, what, ours, other, note=self._note(state, what, other))
        for ref, node in theirs.items():
            if ref not in seen and node[1]:
                yield self._difference(ref, "missing in ours", None, node[0])

    def _beyond_count(self, theirs: dict[str, list[Any]]) -> list[str]:
        """Instances of counted repeats that only JavaRosa has, the last ones first."""
        ours = {plain(state.ref) for state in self.states()}
        counted = {plain(ref) for ref, item in self.form.repeats.items() if item.count is not None}
        more = [
            ref
            for ref in theirs
            if ref not in ours
            and ref.endswith("]")
            and ref.rpartition("/")[0] in ours
            and _NUMBERED.sub("", ref) in counted
        ]
        return more[::-1]

    def labels(self) -> Iterator[Difference]:
        """What the questions say, with the values in them."""
        theirs = self.peer.ask("labels")["labels"]
        for state in self.states():
            ref = plain(state.ref)
            asked = state.relevant and state.kind in ("question", "note")
            if asked and ref in theirs and _words(state.label) != _words(theirs[ref]):
                yield self._difference(ref, "label", state.label, theirs[ref])

    def choices(self, state: NodeState) -> Iterator[Difference]:
        """What a question offers, values and labels in order; and what else differs."""
        yield from self.differences()
        ours = [[c.value, c.label] for c in self.session.choices(state.key)]
        reply = self.peer.ask("choices", ref=plain(state.ref))["choices"]
        theirs = [[c["value"], c["label"] or ""] for c in reply]
        if [c[0] for c in ours] != [c[0] for c in theirs]:
            yield self._difference(plain(state.ref), "choices", ours[:9], theirs[:9])
        elif [_words(c[1]) for c in ours] != [_words(c[1]) for c in theirs]:
            yield self._difference(plain(state.ref), "choice labels", ours[:9], theirs[:9])

    def xml(self) -> Iterator[Difference]:
        """The submissions."""
        yield from self.compared_xml(self.session.xml(), self.peer.ask("xml")["xml"].encode())

    def compared_xml(self, ours: bytes, theirs: bytes) -> Iterator[Difference]:
        """Two submissions of this form."""
        yield from self._trees(parse_xml(ours).root, parse_xml(theirs).root, "")

    def reopened(self, media: str) -> Iterator[Difference]:
        """Our submission as JavaRosa writes it after opening it."""
        reply = self.peer.ask(
            "opened",
            xml=self.form.xml.decode(),
            media=media,
            properties={},
            instance=self.session.xml().decode(),
        )
        for each in self.compared_xml(self.session.xml(), reply["xml"].encode()):
            yield replace(each, note="reopened")

    def _trees(self, ours: Element, theirs: Element, path: str) -> Iterator[Difference]:
        path = f"{path}/{ours.name}"
        if ours.name != theirs.name or ours.namespace != theirs.namespace:
            yield self._difference(path, "xml element", ours.qualified, theirs.qualified)
            return
        left = {k: v for k, v in ours.attributes.items() if k not in _OWN}
        right = {k: v for k, v in theirs.attributes.items() if k not in _OWN}
        if {k: _UUID.sub("uuid", v) for k, v in left.items()} != {
            k: _UUID.sub("uuid", v) for k, v in right.items()
        }:
            yield self._difference(path, "xml attributes", left, right)
        if [c.name for c in ours.children] != [c.name for c in theirs.children]:
            mine = {c.name for c in ours.children}
            other = {c.name for c in theirs.children}
            yield self._difference(path, "xml children", sorted(mine - other), sorted(other - mine))
            return
        if not ours.children and ours.name not in _OWN and not alike(ours.text, theirs.text):
            yield self._difference(path, "xml text", ours.text, theirs.text)
        pairs = zip(_by_name(ours), _by_name(theirs), strict=True)
        for one, another in pairs:
            yield from self._trees(one, another, path)

    def _note(self, state: NodeState, what: str, theirs: object) -> str:
        """Whether a difference is an answer of the person that its list took back and gave again.

        JavaRosa is then given it too, so that nothing else differs because of it.
        """
        chosen = state.control in ("select1", "select", "rank")
        if what != "value" or not chosen or not state.value:
            return ""
        given = [t["value"] for t in self.told if t.get("ref") == plain(state.ref)]
        kept = set(str(theirs).split()) < set(state.value.split())
        if not kept or not given or not set(state.value.split()) <= set(given[-1].split()):
            return ""
        self.peer.ask("answer", ref=plain(state.ref), value=state.value)
        return "comes-back"

    def _difference(
        self, ref: str, what: str, ours: Any, theirs: Any, *, note: str = ""
    ) -> Difference:
        step = str(self.told[-1]) if self.told else "start"
        return Difference(self.name, step, ref, what, ours, theirs, note)


def _compared(
    state: NodeState, theirs: list[Any], holds: bool
) -> Iterator[tuple[str, object, object]]:
    value, relevant, required, readonly, fine = theirs
    if state.relevant != relevant:
        yield "relevant", state.relevant, relevant
        return
    name = state.ref.rpartition("/")[2].rpartition(":")[2]
    if not relevant:
        return
    if name not in _OWN and not alike(state.value, value):
        yield "value", state.value, value
    elif holds != fine and state.value:
        yield "constraint", holds, fine
    if state.kind == "question":
        if state.required != required:
            yield "required", state.required, required
        if state.readonly != readonly:
            yield "readonly", state.readonly, readonly


def plain(ref: str) -> str:
    """A path as JavaRosa's tree has it: without prefixes."""
    return "/".join(step.rpartition(":")[2] for step in ref.split("/"))


def alike(ours: str, theirs: str) -> bool:
    """The same value: numbers as numbers, moments of one run, ids by their form."""
    if ours == theirs:
        return True
    if ours.split() == theirs.split():
        return True
    try:
        return float(ours) == float(theirs) or _numbers(ours) == _numbers(theirs)
    except ValueError:
        pass
    try:
        if _numbers(ours) == _numbers(theirs):
            return True
    except ValueError:
        pass
    return _faded(ours) == _faded(theirs) and _soon(ours, theirs)


def _faded(text: str) -> str:
    return _MOMENT.sub("moment", _UUID.sub("uuid", text)).replace("Z", "+00:00")


def _soon(ours: str, theirs: str) -> bool:
    """Whether the moments in two values are those of one run: the engines' clocks go on in it."""
    pairs = zip(_moments(ours), _moments(theirs), strict=True)
    return all(abs(one - another) < ONE_RUN for one, another in pairs)


def _moments(text: str) -> list[datetime]:
    found = (match.group(0).replace("Z", "+00:00") for match in _MOMENT.finditer(text))
    return [datetime.fromisoformat(each) for each in found]


def _numbers(text: str) -> list[list[float]]:
    return [[float(n) for n in place.split()] for place in text.split(";") if place.strip()]


def _by_name(element: Element) -> list[Element]:
    return sorted(element.children, key=lambda child: child.name)


def _words(label: str) -> str:
    """A label without its spaces: JavaRosa drops line ends between two values."""
    return "".join(label.split())


def now_of(zone: Any) -> datetime:
    """The present moment; JavaRosa cannot be given another one."""
    return datetime.now(zone)


def one_step(
    pair: Pair, random: Random, *, alone: frozenset[str] = frozenset()
) -> NodeState | None:
    """Something that a person may do now: mostly answers, sometimes repeats come and go.

    `alone`: paths of questions that are not answered.
    """
    shown = [state for state in pair.states() if state.relevant]
    ranges = [
        pair.session.state(key) for key in pair.session._showing.ranges if _there(pair.session, key)
    ]
    growing = [r for r in ranges if r.can_add and r.relevant and len(r.children) < 4]
    leaving = [state for state in shown if state.kind == "instance" and state.can_remove]
    what = random.random()
    if what < 0.12 and growing:
        pair.add_repeat(random.choice(growing))
        return None
    if what < 0.17 and leaving:
        pair.remove_repeat(random.choice(leaving))
        return None
    questions = [s for s in shown if s.kind == "question" and not s.readonly and s.ref not in alone]
    if not questions:
        return None
    empty = [s for s in questions if not s.value]
    given = [s for s in questions if s.value]
    if what < 0.24 and given:
        state = random.choice(given)
        pair.answer(state, None)
        return state
    state = random.choice(empty if empty and what < 0.85 else questions)
    value = some_answer(pair.session, state, random, eager=random.random() < 0.5)
    if state.control == "select" and value:
        # A page writes what is ticked in the order of the list.
        given_now = value.split()
        value = " ".join(c.value for c in pair.session.choices(state.key) if c.value in given_now)
    if value is not None:
        pair.answer(state, value)
    return state


def _there(session: FillingSession, key: str) -> bool:
    _item, parent = session._showing.ranges[key]
    return bool(parent.state.alive)

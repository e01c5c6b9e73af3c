"""What was answered in the preview, played again on each new state of the check-list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from core.forms import Delta, FillingSession, Form, NodeState, SessionContext
from core.forms.session.problems import FillingFinalised, NodeUnknown, RepeatFixed
from desktop.kit.language import current as window_language

SHOWN = 14
"""So many questions around the one being written are shown."""
_GONE = (NodeUnknown, RepeatFixed, FillingFinalised)


@dataclass(frozen=True, slots=True)
class Step:
    """Something done in the preview: an answer, a repeat added or removed."""

    how: str
    key: str
    value: str = ""


@dataclass(slots=True)
class Rehearsal:
    """A filling that is never stored. Made on a worker thread, used on one thread at a time."""

    form: Form
    now: datetime
    steps: list[Step] = field(default_factory=list)
    language: str | None = None
    session: FillingSession = field(init=False)

    def __post_init__(self) -> None:
        made = iter(range(1, 1_000_000))
        context = SessionContext(
            now=lambda: self.now,
            seed=1,
            uuid=lambda: str(UUID(int=next(made))),
            messages=window_language(),
        )
        language = self.language if self.language in self.form.languages else None
        self.session = FillingSession.start(self.form, context, language=language)
        steps, self.steps = self.steps, []
        for step in steps:
            self._again(step)

    def _again(self, step: Step) -> None:
        """What does not fit any more is left out."""
        try:
            if step.how == "add":
                self.add(step.key)
            elif step.how == "remove":
                self.remove(step.key)
            elif self.session.state(step.key).kind in ("question", "note"):
                self.answer(step.key, step.value)
                state = self.session.state(step.key)
                if state.value != step.value or state.problem:
                    self.answer(step.key, None)
                    self.steps.pop()
        except _GONE:
            return

    def answer(self, key: str, value: str | None) -> Delta:
        """Answer a question; only its last answer is remembered."""
        delta = self.session.answer(key, value)
        self.steps = [one for one in self.steps if (one.how, one.key) != ("answer", key)]
        self.steps.append(Step("answer", key, value or ""))
        return delta

    def add(self, key: str) -> Delta:
        """Add an instance of a repeat."""
        delta = self.session.add_repeat(key)
        self.steps.append(Step("add", key))
        return delta

    def remove(self, key: str) -> Delta:
        """Remove an instance of a repeat."""
        delta = self.session.remove_repeat(key)
        self.steps.append(Step("remove", key))
        return delta

    def key_at(self, path: tuple[str, ...]) -> str | None:
        """The key of the node below these names; None when the form has none there now."""
        for stop in range(len(path), 0, -1):
            try:
                ref = "/".join(("", self.form.instance.qualified, *path[:stop]))
                return self.session.key_of(ref)
            except _GONE:
                continue
        return None

    def around(self, key: str | None) -> tuple[list[str], int, int]:
        """Keys to show around a node, and how many there are before and after them."""
        roots = self.session.root_keys()
        keys = [one for root in roots for one in self._below(self.session.state(root))]
        start = 0
        while key:
            at = next((n for n, one in enumerate(keys) if one.startswith(key)), None)
            if at is not None:
                # A question stands in the middle, a section begins at the top.
                start = at - SHOWN // 2 if keys[at] == key and self._asked(key) else at
                break
            key = key.rpartition("/")[0]  # it is not shown now: its section is
        start = max(0, min(start, len(keys) - SHOWN))
        shown = keys[start : start + SHOWN]
        return shown, start, max(0, len(keys) - start - len(shown))

    def _asked(self, key: str) -> bool:
        return self.session.state(key).kind in ("question", "note")

    def _below(self, state: NodeState) -> Iterator[str]:
        if state.kind == "hidden" or not state.relevant:
            return
        if state.kind in ("question", "note") or state.label or state.kind != "group":
            yield state.key
        for child in state.children:
            yield from self._below(self.session.state(child))

"""One filling driven by lines of JSON: an operation a line in, an answer a line out.

docs/forms-driver.md says what there is. Any language's test suite can drive the engine so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from math import isfinite
from typing import Any

from core.forms.definition.form import Form
from core.forms.expressions import EvaluationContext
from core.forms.expressions.evaluate_file import evaluated
from core.forms.session.filling import FillingSession
from core.forms.session.problems import NodeUnknown
from core.forms.states import Delta, NodeState, SavedFilling, SessionContext
from core.forms.tree import Document, Element
from core.problem import Problem, Sentence

_SHAPES = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError)
Said = Mapping[str, Any]
Reply = dict[str, Any]
_QUESTIONS = frozenset({"question", "note"})


class OperationWrong(Problem):
    """A line that is no operation. `reason`."""

    code = "driver.operation"
    pt = Sentence(
        happened="A linha não é uma operação: {reason}.",
        kept="O preenchimento continua como estava.",
        todo="Veja docs/forms-driver.md.",
    )
    en = Sentence(
        happened="The line is no operation: {reason}.",
        kept="The filling is as it was.",
        todo="See docs/forms-driver.md.",
    )


class Driver:
    """A filling and a place in it. Each operation is a method; `reply` finds it by name."""

    def __init__(self, form: Form, context: SessionContext) -> None:
        self._form = form
        self._context = context
        self._session = FillingSession.start(form, context)
        self._at: str | None = None
        self.over = False
        self._operations: dict[str, Callable[[Said], Reply]] = {
            "answer": self._answer,
            "clear": self._clear,
            "add_repeat": self._add_repeat,
            "remove_repeat": self._remove_repeat,
            "get": self._get,
            "choices": self._choices,
            "evaluate": self._evaluate,
            "set_language": self._set_language,
            "next": self._next,
            "previous": self._previous,
            "validate": self._validate,
            "finalise": self._finalise,
            "xml": self._xml,
            "nodes": self._nodes,
            "save": self._save,
            "resume": self._resume,
            "quit": self._quit,
        }

    def reply(self, line: str) -> Reply:
        """The answer to one line; a problem becomes `{"error": code, "message": …}`."""
        try:
            said = json.loads(line.lstrip("\ufeff"))
            if not isinstance(said, dict):
                raise OperationWrong(reason="not an object")
            operation = self._operations.get(str(said.get("op")))
            if operation is None:
                raise OperationWrong(reason=f"op {said.get('op')!r}")
            return operation(said)
        except Problem as problem:
            return _refusal(problem)
        except _SHAPES as error:
            # A line of an odd shape (a list for a text, brackets without end) ends no session.
            return _refusal(OperationWrong(reason=f"{type(error).__name__}: {str(error)[:200]}"))

    # --- changing ---

    def _answer(self, said: Said) -> Reply:
        if "value" not in said:
            raise OperationWrong(reason="value")
        key, text = self._key(said), _text(said["value"])
        reply = self._changes(self._session.answer(key, text, strict=True))
        if text and text.strip() and not self._session.state(key).value:
            reply["rejected"] = True
        return reply

    def _clear(self, said: Said) -> Reply:
        return self._changes(self._session.answer(self._key(said), None, strict=True))

    def _add_repeat(self, said: Said) -> Reply:
        return self._changes(self._session.add_repeat(self._range(_ref(said))))

    def _remove_repeat(self, said: Said) -> Reply:
        ref, index = _ref(said), said.get("index")
        if index is not None:
            instances = self._session.state(self._range(ref)).children
            if type(index) is not int or not 1 <= index <= len(instances):
                raise OperationWrong(reason=f"index {str(index)[:40]} of {len(instances)}")
            return self._changes(self._session.remove_repeat(instances[index - 1]))
        if not ref.endswith("]"):
            raise OperationWrong(reason="index")
        return self._changes(self._session.remove_repeat(self._session.key_of(ref)))

    def _set_language(self, said: Said) -> Reply:
        asked = str(said.get("language", ""))
        known = self._form.languages
        wanted = asked.casefold()
        found = [name for name in known if name == asked]
        # `English (en)` is also asked for by its code.
        found += [
            n for n in known if n.casefold() == wanted or n.casefold().endswith(f"({wanted})")
        ]
        if not found:
            raise OperationWrong(reason=f"language {asked[:40]!r} of {', '.join(known)}")
        return self._changes(self._session.set_language(found[0]))

    def _finalise(self, _said: Said) -> Reply:
        return self._changes(self._session.finalise())

    # --- looking ---

    def _get(self, said: Said) -> Reply:
        ref = _ref(said)
        path, at, name = ref.rpartition("/@")
        if at:
            key = self._session.key_of(path)
            value = self._session.evaluate(f"string(@{name})", context=key)
            return {"ref": ref, "kind": "attribute", "value": value}
        if not ref.endswith("]") and ref.count("/") > 1:
            # A repeat by its name alone is all of it: `children` are its instances.
            try:
                return _shown(self._session.state(self._range(ref)))
            except NodeUnknown:
                return _shown(self._session.state(self._session.key_of(ref)))
        return _shown(self._session.state(self._session.key_of(ref)))

    def _choices(self, said: Said) -> Reply:
        choices = self._session.choices(self._key(said))
        return {"choices": [{"value": each.value, "label": each.label} for each in choices]}

    def _evaluate(self, said: Said) -> Reply:
        expression = said.get("expr")
        if not isinstance(expression, str):
            raise OperationWrong(reason="expr")
        context = said.get("context")
        key = self._session.key_of(str(context)) if context else None
        value = self._session.evaluate(expression, context=key)
        done = evaluated(value, _READER)
        return {"type": done.type, "value": done.value}

    def _validate(self, _said: Said) -> Reply:
        found = self._session.validate()
        return {
            "valid": not found,
            "invalid": [
                {
                    "ref": self._session.state(each.key).ref,
                    "reason": each.reason,
                    "message": each.message,
                }
                for each in found
            ],
        }

    def _xml(self, _said: Said) -> Reply:
        return {"xml": self._session.xml().decode("utf-8")}

    def _nodes(self, _said: Said) -> Reply:
        return {"nodes": [_shown(state) for state in self._walk()]}

    # --- going through ---

    def _next(self, _said: Said) -> Reply:
        return self._go(1)

    def _previous(self, _said: Said) -> Reply:
        return self._go(-1)

    def _go(self, step: int) -> Reply:
        states = list(self._walk())
        stops = [s for s in states if s.relevant and s.kind in _QUESTIONS]
        keys = [state.key for state in stops]
        if self._at is None:
            place = 0 if step > 0 else -1
        elif self._at in keys:
            place = keys.index(self._at) + step
        else:
            # The question went away: go on from where it stood.
            place = 0 if step > 0 else len(keys) - 1
        if not 0 <= place < len(stops):
            self._at = None
            return {"ref": None, "end": place >= len(stops)}
        self._at = keys[place]
        return _shown(stops[place])

    def _walk(self) -> Iterable[NodeState]:
        stack = list(reversed(self._session.root_keys()))
        while stack:
            state = self._session.state(stack.pop())
            yield state
            stack.extend(reversed(state.children))

    # --- keeping ---

    def _save(self, _said: Said) -> Reply:
        return {"saved": asdict(self._session.save())}

    def _resume(self, said: Said) -> Reply:
        saved = said.get("saved")
        if not isinstance(saved, dict):
            saved = asdict(self._session.save())
        kept = SavedFilling(
            form_digest=str(saved.get("form_digest", "")),
            language=saved.get("language"),
            values={str(k): str(v or "") for k, v in dict(saved.get("values", {})).items()},
            repeats=tuple((str(k), str(i)) for k, i in saved.get("repeats", ())),
            finalised=bool(saved.get("finalised", False)),
        )
        self._session = FillingSession.resume(self._form, kept, self._context)
        self._at = None
        return {"resumed": True, "values": len(kept.values)}

    def _quit(self, _said: Said) -> Reply:
        self.over = True
        return {"bye": True}

    # --- inside ---

    def _key(self, said: Said) -> str:
        if "ref" not in said and self._at is not None:
            return self._at
        return self._session.key_of(_ref(said))

    def _changes(self, delta: Delta) -> Reply:
        return {
            "changed": [state.ref for state in delta.changed],
            "added": [state.ref for state in delta.added],
            "removed": list(delta.removed),
            "values": {self._ref_of(change.key): change.value for change in delta.values},
        }

    def _ref_of(self, key: str) -> str:
        try:
            return self._session.state(key).ref
        except NodeUnknown:
            return key

    def _range(self, ref: str) -> str:
        """The key of a repeat by its path, also where it has instances already."""
        parent_ref, _, name = ref.rstrip("/").rpartition("/")
        name = name.partition("[")[0]
        return f"{self._session.key_of(parent_ref)}/{name}"


_READER = EvaluationContext(node=Element("none"), root=Document(Element("none")))


def _ref(said: Said) -> str:
    ref = said.get("ref")
    if not isinstance(ref, str) or not ref.startswith("/"):
        raise OperationWrong(reason="ref")
    return ref


def _text(value: Any) -> str | None:
    """A value as XForms writes it. Raises OperationWrong for what has no such form."""
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case str() | int():
            return str(value)
        case float() if isfinite(value):
            # No exponent: `1e-07` is no decimal of XForms.
            return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
        case list():
            return " ".join(_text(each) or "" for each in value)
        case _:
            raise OperationWrong(reason="value")


def _refusal(problem: Problem) -> Reply:
    sentence = problem.sentence("en")
    return {"error": problem.code, "message": sentence.happened}


def _shown(state: NodeState) -> Reply:
    missing = state.required and state.relevant and not state.value
    return {
        "ref": state.ref,
        "kind": state.kind,
        "control": state.control,
        "type": state.type,
        "value": state.value,
        "relevant": state.relevant,
        "required": state.required,
        "readonly": state.readonly,
        "valid": state.problem is None and not missing,
        "message": state.problem or (state.required_message if missing else ""),
        "label": state.label,
        "hint": state.hint,
        "children": len(state.children),
    }


def _written(reply: Reply) -> str:
    """One line of JSON; half a surrogate pair, which no encoding takes, is written as an escape."""
    text = json.dumps(reply, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(reply)
    return text


def drive(
    form: Form, lines: Iterable[str], write: Callable[[str], object], *, context: SessionContext
) -> None:
    """Answers every line until `quit` or the end. Nothing that a line says ends the run."""
    driver = Driver(form, context)
    for line in lines:
        if not line.strip():
            continue
        write(_written(driver.reply(line)) + "\n")
        if driver.over:
            return

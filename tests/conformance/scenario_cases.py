"""The recorded form sessions, played on our engine step by step."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from core.forms import FillingSession, NodeState, SessionContext, read_form
from core.forms.interchange.reading import read_submission
from core.forms.tree import Element
from core.forms.tree_xml import parse_xml
from core.problem import Problem

ZONE = ZoneInfo("America/Phoenix")
RECORDED_AT = datetime(2026, 11, 22, 18, 51, 52, 801000, tzinfo=ZONE)
# Not answers of the engine but objects of the reference's test client, or moves within it.
OPAQUE = frozenset({"next", "prev", "refAtIndex", "getInstanceNode", "getQuestionHint"})
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MOMENT = re.compile(r"2026-11-2\dT\d\d:\d\d:\d\d[.\d]*(Z|[-+]\d\d:\d\d)")
# Where the reference's own test client stopped: nothing happened, the session goes on.
_CLIENT = re.compile(
    "what is an appropriate form|target a repeated field|could not locate question"
)
_XFORMS = "http://www.w3.org/2002/xforms"
_NO_ANSWERS = ("root", "group", "repeat-instance", "repeat-range:uncontrolled")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out differently: at which step, where, what."""

    step: int
    op: str
    ref: str
    what: str
    expected: object
    got: object


def read_scenarios(folder: Path) -> list[list[dict[str, Any]]]:
    """The sessions, each a list of steps that starts with its `init`."""
    sessions: dict[str, list[dict[str, Any]]] = {}
    with gzip.open(folder / "conformance" / "scenario_webforms.jsonl.gz", "rt") as lines:
        for line in lines:
            step = json.loads(line)
            if step["id"] is not None:
                sessions.setdefault(step["id"], []).append(step)
    return [steps for steps in sessions.values() if steps[0]["op"] == "init"]


def name_of(steps: list[dict[str, Any]], *, number: int = 0) -> str:
    """A session's name that stays the same from run to run."""
    start = steps[0]
    return f"{start['file'].removesuffix('.test.ts')} · {start['test']} · {number}"


def play(steps: list[dict[str, Any]]) -> Difference | None:
    """The first difference, or None when the whole session agrees."""
    start = steps[0]
    try:
        session = _start(start)
    except Problem as problem:
        if "error" in start:
            return None
        return Difference(0, "init", "", "refused", None, str(problem)[:300])
    if "error" in start and (session.form.problems or session.form.prepared["failures"]):
        # Told at install as a warning, where the reference stops.
        return None
    if "error" in start:
        return Difference(0, "init", "", "accepted", start["error"], None)
    difference = _compared(session, start["state"], step=0, op="init")
    for number, step in enumerate(steps[1:], start=1):
        if difference is not None:
            return difference
        difference = _step(session, step, number)
    return difference


def _start(step: dict[str, Any]) -> FillingSession:
    media = {
        name.rpartition("/")[2]: (held["text"] if isinstance(held, dict) else str(held)).encode()
        for name, held in (step["files"] or {}).items()
    }
    context = SessionContext(
        now=lambda: RECORDED_AT,
        seed=1,
        **_properties(step),
    )
    form = read_form(step["form"].encode(), media=media)
    if step["edit"]:
        return FillingSession.resume(form, read_submission(step["edit"].encode(), form), context)
    return FillingSession.start(form, context)


def _properties(step: dict[str, Any]) -> dict[str, str]:
    """What the test client said of the device: only the outcome is recorded."""
    nodes = step.get("state", {}).get("nodes", ())
    told = {node["ref"].rpartition("/")[2]: node.get("v") for node in nodes}
    if "preloadProperties" not in step["opts"] or "deviceid" not in told:
        return {}
    return {
        "device_id": told["deviceid"] or "",
        "email": told.get("email") or "",
        "username": told.get("username") or "",
        "phone": told.get("phonenumber") or "",
    }


def _step(session: FillingSession, step: dict[str, Any], number: int) -> Difference | None:
    op = step["op"]
    if op in OPAQUE or op == "newInstance" or _CLIENT.search(str(step.get("error", ""))):
        return None
    try:
        result = _done(session, step)
    except Problem as problem:
        if "error" in step:
            return None
        return Difference(number, op, step["at"], "problem", None, str(problem)[:300])
    if "error" in step:
        return Difference(number, op, step["at"], "no error", step["error"], None)
    if "state" in step:
        return _compared(session, step["state"], step=number, op=op)
    expected = _result(step["result"])
    if result is None or expected is None or _alike(result, expected):
        return None
    return Difference(number, op, str(step["args"]), "result", expected, result)


def _result(value: Any) -> Any:
    if isinstance(value, dict):
        return value.get("$s")
    return value


def _done(session: FillingSession, step: dict[str, Any]) -> Any:
    arguments = list(step["args"])
    if arguments and isinstance(arguments[0], dict) and "$o" in arguments[0]:
        reference = arguments[0]["$o"].get("assertCurrentReference")
        if reference:
            arguments[0] = reference
    if step["op"] in ("answer", "createNewRepeat", "removeRepeat", "setLanguage"):
        return _change(session, step["op"], arguments, at=step["at"])
    return _look(session, step, arguments)


def _change(session: FillingSession, op: str, arguments: list[Any], *, at: str) -> None:
    if op == "answer":
        given = arguments[0]
        has_ref = isinstance(given, str) and given.startswith("/") and len(arguments) > 1
        ref, values = (given, arguments[1:]) if has_ref else (at, arguments)
        key = session.key_of(ref)
        written = _written(values, trigger=session.state(key).control == "trigger")
        session.answer(key, written, strict=True)
    elif op == "createNewRepeat":
        session.add_repeat(_range_key(session, arguments[0] if arguments else at))
    elif op == "removeRepeat":
        session.remove_repeat(session.key_of(arguments[0]))
    else:
        session.set_language(arguments[0])


def _look(session: FillingSession, step: dict[str, Any], arguments: list[Any]) -> Any:
    match step["op"]:
        case "answerOf":
            state = session.state(session.key_of(arguments[0]))
            return state.value if state.relevant and not _refused(step, state) else ""
        case "attributeOf":
            return session.evaluate(f"string({arguments[0]}/@{arguments[1]})")
        case "countRepeatInstancesOf":
            return session.evaluate(f"count({arguments[0]})")
        case "getQuestionLabelText":
            return session.state(session.key_of(arguments[0])).label
        case "proposed_getAvailableOptionLabels":
            return [choice.label for choice in session.choices(session.key_of(arguments[0]))]
        case "proposed_getSelectedOptionLabelsAsText":
            key = session.key_of(arguments[0])
            chosen = session.state(key).value.split()
            return [c.label for c in session.choices(key) if c.value in chosen]
        case "proposed_serializeInstance":
            return session.xml().decode()
        case "getValidationOutcome":
            session.validate()
    return None


def _range_key(session: FillingSession, ref: str) -> str:
    parent, _, name = ref.rpartition("/")
    return f"{session.key_of(parent)}/{name.partition('[')[0]}"


def _written(values: list[Any], *, trigger: bool) -> str | None:
    if trigger and isinstance(values[0], bool):
        return "OK" if values[0] else ""
    return None if values == [None] else " ".join(_one(value) for value in values)


def _one(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dict):
        if "$o" in value:
            place = value["$o"]
            if place.get("accuracy") is not None and place.get("altitude") is None:
                place = {**place, "altitude": 0}
            return " ".join(
                str(place[name])
                for name in ("latitude", "longitude", "altitude", "accuracy")
                if place.get(name) is not None
            )
        return str(value.get("$file") or value.get("$big") or value.get("$t") or "")
    return str(value)


def _compared(
    session: FillingSession, state: dict[str, Any], *, step: int, op: str
) -> Difference | None:
    for node in state.get("nodes", ()):
        ref = node["ref"]
        try:
            key = session.key_of(ref)
            ours = session.state(key)
        except Problem:
            # Web-forms puts it into every filling whose form has no meta of its own.
            added = ref.endswith("instanceID")
            if node["rel"] and not added and node["t"] not in _NO_ANSWERS:
                return Difference(step, op, ref, "missing", node.get("v"), None)
            continue
        difference = _node(session, node, ours)
        if difference is not None:
            what, expected, got = difference
            return Difference(step, op, ref, what, expected, got)
    if "nodes" not in state:
        return None
    extra = _extra(session, {node["ref"] for node in state["nodes"]})
    return Difference(step, op, extra, "extra", None, extra) if extra else None


def _node(
    session: FillingSession, node: dict[str, Any], ours: NodeState
) -> tuple[str, object, object] | None:
    if ours.relevant != node["rel"]:
        return "relevant", node["rel"], ours.relevant
    if not node["rel"]:
        return None
    if "v" in node and not _alike(ours.value, node["v"]) and not _kept(node, ours):
        return "value", node["v"], ours.value
    if node["t"] in (*_NO_ANSWERS, "model-value", "repeat-range:controlled"):
        return None
    if ours.readonly != node["ro"] and node["t"] != "note":
        return "readonly", node["ro"], ours.readonly
    if ours.required != node["req"]:
        return "required", node["req"], ours.required
    if "opts" in node:
        choices = [[choice.value, choice.label] for choice in session.choices(ours.key)]
        if not _alike_choices(choices, node["opts"]):
            return "choices", node["opts"], choices
    if "v" in node and _kept(node, ours):
        return None
    bad = node.get("bad")
    if _wrong(ours) != (bad[0] if bad is not None else None):
        return "validity", bad, ours.problem
    if ours.problem is not None and bad and bad[1] and ours.problem != bad[1]:
        return "message", bad[1], ours.problem
    return None


def _wrong(ours: NodeState) -> str | None:
    if ours.problem is not None:
        return "constraint"
    return "required" if ours.required and not ours.value else None


def _refused(step: dict[str, Any], ours: NodeState) -> bool:
    return _result(step["result"]) == "" and ours.problem is not None


def _kept(node: dict[str, Any], ours: NodeState) -> bool:
    """We keep what does not fit its type and show what is wrong; the reference drops it.

    And we always give a filling its instanceID.
    """
    if node["ref"].endswith("instanceID"):
        return True
    return node["v"] == "" and ours.problem is not None


def _extra(session: FillingSession, refs: set[str]) -> str:
    """A repeat instance of ours that the recording does not have."""
    stack = list(session.root_keys())
    while stack:
        state = session.state(stack.pop())
        stack.extend(state.children)
        if state.kind == "instance" and state.relevant and _indexed(state) not in refs:
            return _indexed(state)
    return ""


def _indexed(state: NodeState) -> str:
    return state.ref


def _alike_choices(ours: list[list[str]], theirs: list[list[str]]) -> bool:
    if [each[0] for each in ours] != [each[0] for each in theirs]:
        return False
    return all(a[1].strip() == str(b[1] or "").strip() for a, b in zip(ours, theirs, strict=True))


def _alike(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, str) and isinstance(theirs, str):
        if ours == theirs or _plain(ours) == _plain(theirs) or _same_place(ours, theirs):
            return True
        return ours.startswith("<") and theirs.startswith("<") and _same_xml(ours, theirs)
    if isinstance(theirs, list) and isinstance(ours, str):
        return ours.split() == theirs
    return bool(ours == theirs)


def _same_place(ours: str, theirs: str) -> bool:
    """`0` and `0.0` are the same number, alone, in a place, in a line of places."""
    try:
        return _numbers(ours) == _numbers(theirs) and "." in ours + theirs
    except ValueError:
        return False


def _numbers(text: str) -> list[list[float]]:
    return [[float(n) for n in place.split()] for place in text.split(";") if place.strip()]


def _plain(text: str) -> str:
    return _MOMENT.sub("(now)", _UUID.sub("(uuid)", text))


def _same_xml(ours: str, theirs: str) -> bool:
    return _shape(parse_xml(ours.encode()).root) == _shape(parse_xml(theirs.encode()).root)


def _shape(element: Element) -> tuple[object, ...]:
    text = "" if element.children else _plain(element.text)
    children = [c for c in element.children if c.name != "meta"]
    return (
        element.name,
        element.namespace.removesuffix(_XFORMS),
        tuple(sorted((k, _plain(v)) for k, v in element.attributes.items())),
        text,
        tuple(_shape(child) for child in children),
    )


def numbered(scenarios: Iterable[list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Sessions by name; several of one test get numbers."""
    found: dict[str, list[dict[str, Any]]] = {}
    for steps in scenarios:
        number = 0
        while (name := name_of(steps, number=number)) in found:
            number += 1
        found[name] = steps
    return found

"""Recorded sessions in which we say to do as JavaRosa does: JavaRosa is asked."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.conformance.scenario_cases import Difference, _written, numbered, play, read_scenarios
from tests.conformance.scenario_report import KNOWN
from tests.javarosa.engine import JavaRosa, JavaRosaRefused
from tests.javarosa.pair import alike, plain

pytestmark = [pytest.mark.javarosa, pytest.mark.conformance]
_REPLAYED = ("value", "relevant", "refused", "accepted")


@pytest.fixture(scope="module")
def phoenix(driver_classes):
    """JavaRosa where the sessions were recorded."""
    with JavaRosa(driver_classes, zone="America/Phoenix") as peer:
        yield peer


def test_javarosa_does_as_we_say_that_it_does(shared_folder, phoenix, tmp_path):
    otherwise: list[str] = []
    asked = 0
    for name, steps in numbered(read_scenarios(shared_folder)).items():
        difference = play(steps)
        if difference is None or difference.what not in _REPLAYED:
            continue
        known = next((each for each in KNOWN if each.covers(name, difference)), None)
        if known is None or known.kind != "javarosa":
            continue
        asked += 1
        said = _javarosas(phoenix, steps, difference, str(tmp_path))
        if not _as_ours(said, difference):
            otherwise.append(f"{name}: {difference.got!r} here, {said!r} in JavaRosa")
    assert asked
    assert not otherwise, "\n".join(otherwise)


def _javarosas(
    peer: JavaRosa, steps: list[dict[str, Any]], difference: Difference, folder: str
) -> Any:
    """What JavaRosa has at the place of the difference; its refusal where it refuses."""
    start = steps[0]
    said = {"instance": start["edit"]} if start["edit"] else {}
    try:
        peer.ask("load", xml=start["form"], media=folder, properties={}, **said)
        peer.ask("settle")
        for step in steps[1 : difference.step + 1]:
            _repeat_step(peer, step)
            peer.ask("settle")
        nodes = peer.ask("state")["nodes"]
    except JavaRosaRefused as refusal:
        return refusal
    ref = plain(difference.ref)
    return nodes.get(ref) or nodes.get(ref.replace("[1]", ""))


def _repeat_step(peer: JavaRosa, step: dict[str, Any]) -> None:
    arguments = [_place(each) for each in step["args"]] or [step["at"]]
    first = arguments[0]
    if step["op"] == "answer":
        named = isinstance(first, str) and first.startswith("/") and len(arguments) > 1
        ref, values = (first, arguments[1:]) if named else (step["at"], arguments)
        peer.ask("answer", ref=plain(ref), value=_written(values, trigger=False) or "")
    elif step["op"] == "createNewRepeat":
        peer.ask("add_repeat", ref=plain(re.sub(r"\[\d+\]$", "", first)))
    elif step["op"] == "removeRepeat":
        peer.ask("remove_repeat", ref=plain(first))


def _place(argument: Any) -> Any:
    if isinstance(argument, dict) and "$o" in argument:
        return argument["$o"].get("assertCurrentReference") or argument
    return argument


def _as_ours(said: Any, difference: Difference) -> bool:
    if difference.what == "refused":
        return isinstance(said, JavaRosaRefused)
    if isinstance(said, JavaRosaRefused):
        return False
    if difference.what == "accepted":
        return True
    if said is None:
        return False
    ours = difference.got
    return said[1] == ours if difference.what == "relevant" else alike(str(ours), _short(said[0]))


def _short(value: str) -> str:
    """A date or a time as the person gave it: JavaRosa adds what the type has besides."""
    clock = re.fullmatch(r"(\d\d:\d\d):00\.000(Z|[-+]\d\d:\d\d)", value)
    midnight = re.fullmatch(r"(\d{4}-\d\d-\d\d)T00:00:00\.000(Z|[-+]\d\d:\d\d)", value)
    found = clock or midnight
    return found[1] if found else value

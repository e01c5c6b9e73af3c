"""Random expressions of OpenRosa's functions, answered by JavaRosa and by us."""

from __future__ import annotations

import math
import os
from datetime import UTC, datetime
from typing import Any

import pytest

from core.forms import FillingSession, SessionContext, read_form
from core.problem import Problem
from tests.javarosa.engine import JavaRosa, JavaRosaRefused
from tests.javarosa.sentences import FORM, Speaker
from tests.javarosa.spoken import SPOKEN

pytestmark = [pytest.mark.javarosa, pytest.mark.conformance]
SEEDS = max(2, int(os.environ.get("TERRENO_FILLINGS", "0")))
EACH = 1500


@pytest.fixture(scope="module")
def both(javarosa):
    """A filling of ours and JavaRosa with the same form."""
    javarosa.ask("load", xml=FORM, media=".", properties={})
    context = SessionContext(now=lambda: datetime.now(UTC), seed=1)
    return FillingSession.start(read_form(FORM.encode()), context), javarosa


def ours_of(session: FillingSession, expression: str) -> Any:
    """Our answer; a node-set is the text of its first node."""
    value = session.evaluate(expression)
    if isinstance(value, list):
        return value[0].text if value else ""
    return value


def theirs_of(peer: JavaRosa, expression: str) -> Any:
    """JavaRosa's answer in the same form."""
    reply = peer.ask("evaluate", expr=expression)
    if reply["type"] == "nodeset":
        return reply["value"][0] if reply["value"] else ""
    if reply["type"] == "number":
        return float(str(reply["value"]).replace("Infinity", "inf"))
    return reply["value"]


def same(ours: Any, theirs: Any) -> bool:
    """The same answer; numbers to nine digits, since Java's powers and sines have their own."""
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, float) and isinstance(theirs, float):
        if math.isnan(ours) or math.isnan(theirs):
            return math.isnan(ours) and math.isnan(theirs)
        return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12)
    if ours == theirs:
        return True
    try:
        return float(ours) == float(theirs)
    except ValueError:
        return False


@pytest.mark.parametrize("seed", range(SEEDS))
def test_random_expressions_are_answered_alike(both, seed):
    session, peer = both
    speaker = Speaker(seed)
    different: list[str] = []
    for _ in range(EACH):
        expression = speaker.anything()
        ours = ours_of(session, expression)
        try:
            theirs = theirs_of(peer, expression)
        except JavaRosaRefused as refusal:
            theirs = refusal
        if not same(ours, theirs):
            different.append(f"{expression}: {ours!r} here, {theirs!r} in JavaRosa")
    assert not different, "\n".join(sorted(different, key=len)[:12])


@pytest.mark.parametrize("spoken", SPOKEN, ids=[each.name for each in SPOKEN])
def test_the_known_differences_are_as_we_say(both, spoken):
    session, peer = both
    assert same(ours_of(session, spoken.expression), spoken.ours)
    if spoken.theirs is None:
        with pytest.raises(JavaRosaRefused):
            theirs_of(peer, spoken.expression)
    else:
        assert same(theirs_of(peer, spoken.expression), spoken.theirs)


def test_what_is_no_expression_is_refused_by_both(both):
    session, peer = both
    for expression in ("1 +", "concat('a'", "nothing-of-the-kind(1)", "/data/[1]", "'open"):
        with pytest.raises(Problem):
            session.evaluate(expression)
        with pytest.raises(JavaRosaRefused):
            theirs_of(peer, expression)

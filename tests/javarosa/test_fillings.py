"""All shared check-lists, filled in at random by JavaRosa and us at once, compared on the way.

TERRENO_FILLINGS=N: N longer fillings of each form instead of one short one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count
from random import Random

import pytest

from core.forms import FillingSession, SessionContext
from core.forms.interchange.reading import read_submission
from tests.core.forms.shared_forms import FORMS, form_at
from tests.javarosa.known import FIRST, NOT_FOR_JAVAROSA, known
from tests.javarosa.pair import Difference, Pair, one_step

pytestmark = [pytest.mark.javarosa, pytest.mark.conformance]
_ASKED = int(os.environ.get("TERRENO_FILLINGS", "0"))
FILLINGS = _ASKED or 1
STEPS = 120 if _ASKED else 36


def context_of(seed: int) -> SessionContext:
    """The present: JavaRosa knows no other."""
    numbers = count(1)
    return SessionContext(
        now=lambda: datetime.now(UTC),
        seed=seed,
        uuid=lambda: f"00000000-0000-4000-8000-{next(numbers):012d}",
    )


@pytest.mark.parametrize("seed", range(FILLINGS))
@pytest.mark.parametrize("name", FORMS)
def test_a_random_filling_is_the_same_in_javarosa(shared_folder, javarosa, name, seed):
    if name in NOT_FOR_JAVAROSA:
        pytest.skip(NOT_FOR_JAVAROSA[name])
    path = shared_folder / "forms" / name
    form = form_at(path)
    media = str(path.parent)
    xml = form.xml.decode()
    javarosa.ask("load", xml=xml, media=media, properties={})
    pair = Pair(name, form, javarosa, context_of(seed))
    random = Random(seed)
    unexplained: list[Difference] = []

    def look(found: Iterable[Difference]) -> None:
        unexplained.extend(each for each in found if known(each) is None)

    look(pair.differences())
    look(pair.labels())
    first = FIRST.get(name, {})
    for ref, value in first.items():
        pair.answer(pair.session.state(pair.session.key_of(ref)), value)
    for number in range(STEPS):
        asked = one_step(pair, random, alone=frozenset(first))
        if asked is not None and asked.control in ("select1", "select", "rank") and number % 3 == 0:
            look(pair.choices(asked))
        if number % 6 == 5:
            look(pair.differences())
    look(pair.differences())
    look(pair.labels())
    look(pair.xml())
    _all_known(unexplained)
    _opens_again(pair, media)


def _opens_again(pair: Pair, media: str) -> None:
    """Each engine's submission opens in ours and is written the same again; ours in JavaRosa."""
    for submission in (pair.session.xml(), pair.peer.ask("xml")["xml"].encode()):
        saved = read_submission(submission, pair.form, finalised=True)
        again = FillingSession.resume(pair.form, saved, context_of(1))
        assert again.finalised
        _all_known(pair.compared_xml(again.xml(), submission))
    _all_known(pair.reopened(media))


def _all_known(found: Iterable[Difference]) -> None:
    unexplained = [each for each in found if known(each) is None]
    assert not unexplained, "\n".join(str(each) for each in unexplained[:8])

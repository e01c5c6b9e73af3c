"""Whatever a person does in a session, the rows give the same session back."""

from __future__ import annotations

import random

import pytest

from core.forms import FillingSession, SessionContext
from core.visits import (
    create_sample,
    load_filling,
    load_form,
    record_delta,
    record_opening,
    start_filling,
)
from tests.builders import NOW

QUESTIONS = {
    "/data/s0/onde/q0_2": ("1304", "0109", ""),
    "/data/s0/pessoas/capacidade": ("40", "0", ""),
    "/data/s0/pessoas/beneficiarios": ("34", "3", ""),
    "/data/s1/q1_2": ("sim", "nao", ""),
    "/data/s1/q1_2_obs": ("sem documento", ""),
    "/data/s1/q1_2_ano": ("2021", ""),
}
REPEAT = "/data/s7/parceiros"
PARISH = "/data/s0/onde/freguesia"


def _step(session, chance):
    """One thing that a person may do; what the engine says to it."""
    instances = [one for key, one in session.save().repeats if key == REPEAT]
    kind = chance.random()
    if kind < 0.2 or not instances:
        return session.add_repeat(REPEAT)
    instance = f"{REPEAT}{{{chance.choice(instances)}}}"
    if kind < 0.3:
        return session.remove_repeat(instance)
    if kind < 0.4:
        return session.move_repeat(instance, position=chance.randint(1, len(instances)))
    if kind < 0.6:
        return session.answer(f"{instance}/parceiro", chance.choice(("Junta", "Lar", "")))
    if kind < 0.7:
        # Only what is on offer: the list of parishes follows the municipality.
        offered = [choice.value for choice in session.choices(PARISH)]
        return session.answer(PARISH, chance.choice(offered) if offered else None)
    key = chance.choice(tuple(QUESTIONS))
    return session.answer(key, chance.choice(QUESTIONS[key]) or None)


@pytest.mark.parametrize("seed", range(4))
def test_rows_give_back_the_session(store, seed):
    sample = create_sample(store, now=NOW)
    filling_id = store.write_now(lambda work: start_filling(work, sample.visit_id, at=NOW))
    form = load_form(store, sample.checklist_version_id)
    session = FillingSession.start(form, SessionContext(now=lambda: NOW, seed=seed))
    store.write_now(
        lambda work: record_opening(
            work, filling_id=filling_id, saved=session.save(), technician_id=None, at=NOW
        )
    )
    chance = random.Random(seed)
    for _ in range(60):
        delta = _step(session, chance)
        store.write_now(
            lambda work, delta=delta: record_delta(
                work, filling_id=filling_id, delta=delta, technician_id=None, at=NOW
            )
        )
    expected = session.save()
    saved = store.read(lambda work: load_filling(work, filling_id))
    assert {key: value for key, value in saved.values.items() if value} == {
        key: value for key, value in expected.values.items() if value
    }
    assert [one for one in saved.repeats if one[0] == REPEAT] == [
        one for one in expected.repeats if one[0] == REPEAT
    ]
    again = FillingSession.resume(form, saved, SessionContext(now=lambda: NOW, seed=seed))
    assert again.save().values == expected.values

"""What holds whatever a person does: deltas tell all, saved is all, order does not matter."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from monkey import everything, fixed_context
from tables import form_of

from core.forms import Delta, FillingSession

# Relevance of a repeat, a count inside it, sums over sums, a cascade behind them.
TANGLED = form_of(
    """
| survey |
| | type | name | label | repeat_count | calculation | relevant | choice_filter |
| | integer | n | N | | | | |
| | select_one sn | s | S | | | | |
| | begin repeat | a | A | | | ${s} != 'n' | |
| | integer | x | X | | | | |
| | begin repeat | b | B | ${x} | | | |
| | integer | y | Y ${x} ${n} | | | | |
| | calculate | z | | | ${y} * ${n} + position(..) | | |
| | end repeat | | | | | | |
| | calculate | t | | | sum(${z}) | | |
| | end repeat | | | | | | |
| | calculate | tt | | | sum(${t}) + count(${a}) | | |
| | begin group | g | G | | | ${tt} > 5 | |
| | select_one c | k | K | | | | f=${s} |
| | note | nt | ${k} ${tt} | | | | |
| | end group | | | | | | |
| choices |
| | list_name | name | label | f |
| | sn | s | Sim | |
| | sn | n | Não | |
| | c | c1 | C1 | s |
| | c | c2 | C2 | n |
| | c | c3 | C3 | s |
"""
)


def anything(session: FillingSession, random: Random) -> Delta:
    """One thing that a person may do now."""
    states = everything(session)
    repeats = [state for state in states if state.kind == "repeat" and state.can_add]
    instances = [state for state in states if state.kind == "instance" and state.can_remove]
    what = random.random()
    if what < 0.15 and repeats:
        return session.add_repeat(random.choice(repeats).key)
    if what < 0.22 and instances:
        return session.remove_repeat(random.choice(instances).key)
    if what < 0.28 and instances:
        return session.move_repeat(random.choice(instances).key, position=random.randint(1, 4))
    question = random.choice([state for state in states if state.kind == "question"])
    values = ["0", "1", "2", "3", ""] if question.type == "int" else ["s", "n", "c1", "c2", ""]
    return session.answer(question.key, random.choice(values))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(min_value=0, max_value=1_000_000))
def test_deltas_tell_all_and_a_resume_is_the_same_filling(seed):
    random = Random(seed)
    session = FillingSession.start(TANGLED, fixed_context())
    shown = {state.key: state for state in everything(session)}
    values = {key: value for key, value in session.save().values.items() if value}
    for _ in range(25):
        delta = anything(session, random)
        for key in delta.removed:
            shown.pop(key, None)
        for state in (*delta.added, *delta.changed):
            shown[state.key] = state
        for change in delta.values:
            if change.value is None:
                values.pop(change.key, None)
            else:
                values[change.key] = change.value
        now = {state.key: state for state in everything(session)}
        assert {key: state for key, state in shown.items() if key in now} == now
        assert values == {key: value for key, value in session.save().values.items() if value}
    again = FillingSession.resume(TANGLED, session.save(), fixed_context())
    assert everything(again) == everything(session)
    assert again.xml() == session.xml()
    assert again.validate() == session.validate()


@settings(max_examples=20, deadline=None)
@given(order=st.permutations([0, 1, 2, 3]))
def test_the_order_of_answers_does_not_matter(order):
    def filled(turns: list[int]) -> FillingSession:
        session = FillingSession.start(TANGLED, fixed_context())
        instance = session.state("/data/a").children[0]
        answers = [("/data/n", "2"), ("/data/s", "n"), (f"{instance}/x", "3"), ("/data/s", "s")]
        # The last word on each question is the same, whatever comes between.
        for turn in [*turns, 0, 2, 3]:
            session.answer(*answers[turn])
        return session

    assert everything(filled(order)) == everything(filled([0, 1, 2, 3]))

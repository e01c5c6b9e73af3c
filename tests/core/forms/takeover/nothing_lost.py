"""What must hold for every takeover, whatever the two versions are."""

from __future__ import annotations

from core.forms import FillingSession, Form
from core.forms.takeover import Takeover, plan_takeover
from tests.core.forms.monkey import fixed_context


def people_of(session: FillingSession) -> dict[str, str]:
    """What a person answered (or could have): every question with a value."""
    from core.forms.session.problems import NodeUnknown

    found = {}
    for key, value in session.save().values.items():
        try:
            state = session.state(key)
        except NodeUnknown:
            continue  # a value that the form keeps on a node
        if value and state.control and not state.readonly:
            found[key] = value
    return found


def taken_over(old: Form, new: Form, session: FillingSession) -> Takeover:
    """The plan, with everything checked that has to hold for it."""
    given = people_of(session)
    made = plan_takeover(old, new, session.save(), by_person=given.keys(), context=fixed_context())
    begun = FillingSession.resume(new, made.saved, fixed_context())
    there = begun.save().values
    kept = {one.old_key: one for one in made.kept}
    aside: dict[str, list[str]] = {}
    for one in made.aside:
        aside.setdefault(one.old_key, []).append(one.value)
    for key, value in given.items():
        here = kept.get(key)
        if here is not None and here.value:
            assert there.get(here.key) == here.value, key
        left = aside.get(key, [])
        if here is None or not here.value:
            # Whole, or in the parts that were put aside for one reason and another.
            assert value in left or sorted(" ".join(left).split()) == sorted(value.split()), key
        elif left:
            assert sorted([*" ".join(left).split(), *here.value.split()]) == sorted(value.split())
        assert not (left and here is not None and here.value == value), key
    places = [one.key for one in made.kept]
    assert len(places) == len(set(places)), "two answers in one place"
    again = plan_takeover(old, new, session.save(), by_person=given.keys(), context=fixed_context())
    assert (again.kept, again.aside) == (made.kept, made.aside)
    return made

"""Real check-lists, filled at random to the end."""

from __future__ import annotations

import pytest
from monkey import everything, fill, fixed_context
from shared_forms import FORMS, form_at

from core.forms import FillingSession
from core.forms.interchange.reading import read_submission


@pytest.mark.parametrize("eager", [False, True], ids=["random", "eager"])
@pytest.mark.parametrize("name", FORMS)
def test_a_real_form_is_filled_resumed_and_given_back(shared_folder, name, eager):
    form = form_at(shared_folder / "forms" / name)
    session = fill(form, seed=7, eager=eager)
    states = everything(session)
    # What was shown on the way is what a fresh look shows.
    session._showing.other.clear()
    for element in session._tree.elements.values():
        element.state.shown = None
    assert everything(session) == states
    again = FillingSession.resume(form, session.save(), fixed_context())
    assert everything(again) == states
    assert again.xml() == session.xml()
    back = FillingSession.resume(form, read_submission(session.xml(), form), fixed_context())
    assert back.xml() == session.xml()
    valid = {problem.key for problem in session.validate()}
    for state in states:
        if state.problem is not None and state.relevant:
            assert state.key in valid
    session.finalise()
    assert session.finalised

"""What expressions make of an answer whose question is not shown: both references agree here."""

from __future__ import annotations

import pytest
from monkey import fixed_context
from tables import session_of

FORM = """
| survey |
| | type | name | label | relevant |
| | select_one sn | s | S | |
| | select_one sn | hidden | H | ${s} = 's' | |
| | integer | number | N | ${s} = 's' | |
| | text | after | A | ${hidden} != 's' | |
| choices |
| | list_name | name | label |
| | sn | s | Sim |
| | sn | n | Não |
"""


@pytest.fixture
def session():
    return session_of(FORM, context=fixed_context())


def test_a_question_shown_unless_another_says_yes_is_shown_while_that_one_is_not_asked(session):
    assert session.state("/data/after").relevant
    session.answer("/data/s", "s")
    session.answer("/data/hidden", "s")
    assert not session.state("/data/after").relevant
    session.answer("/data/s", "n")
    assert session.state("/data/after").relevant


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("/data/hidden = ''", True),
        ("'' = /data/hidden", True),
        ("/data/hidden != 's'", True),
        ("/data/hidden = 's'", False),
        ("/data/number != 3", True),
        ("/data/number > 3", False),
        ("/data/number < 3", False),
        ("/data/hidden = /data/number", True),
        ("if(true(), /data/hidden, 'x') != 's'", True),
        ("/data/hidden = true()", False),
        ("count(/data/hidden)", 0.0),
        ("count(/data/nowhere[. = ''])", 0.0),
        ("/data/nowhere = ''", False),
    ],
)
def test_what_is_not_relevant_is_compared_as_empty_and_counted_as_absent(
    session, expression, value
):
    session.answer("/data/s", "s")
    session.answer("/data/hidden", "s")
    session.answer("/data/number", "4")
    session.answer("/data/s", "n")
    assert session.evaluate(expression) == value

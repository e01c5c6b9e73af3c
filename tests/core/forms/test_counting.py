"""Counted repeats that read their own instances: "one more flat?" in the last of them."""

from __future__ import annotations

import pytest
from monkey import fixed_context
from tables import session_of

from core.forms import FillingSession, read_any
from core.forms.check import examine

FLATS = """
| survey |
| | type | name | label | calculation | repeat_count |
| | select_one yn | many | More than one flat? | | |
| | calculate | there | | count(${flat}) | |
| | calculate | last | | indexed-repeat(${another}, ${flat}, ${there}) | |
| | calculate | flats | | if(${many} = 'y', FLATS, if(${many} = 'n', 1, 0)) | |
| | begin repeat | flat | Flat | | ${flats} |
| | text | who | Who lives there? | | |
| | select_one yn | another | One more? | | |
| | end repeat | | | | |
| | text | note | Note | | |
| choices |
| | list_name | name | label |
| | yn | y | Yes |
| | yn | n | No |
""".replace("FLATS", "if(${there} = 0 or ${last} != 'n', ${there} + 1, ${there})")


@pytest.fixture
def session():
    return session_of(FLATS, context=fixed_context())


def flats(session) -> tuple[str, ...]:
    return session.state("/data/flat").children


def test_a_count_that_reads_its_own_instances_makes_one_at_a_time(session):
    session.answer("/data/many", "y")
    assert len(flats(session)) == 1
    session.answer(f"{flats(session)[0]}/who", "Ana")
    session.answer("/data/note", "nothing that it reads")
    assert len(flats(session)) == 1
    for number in (2, 3):
        delta = session.answer(f"{flats(session)[-1]}/another", "y")
        assert len(flats(session)) == number
        assert [change.op for change in delta.repeats] == ["add"]
    session.answer(f"{flats(session)[-1]}/another", "n")
    session.answer("/data/note", "done")
    assert len(flats(session)) == 3


def test_it_goes_on_where_it_was_when_it_is_opened_again(session):
    session.answer("/data/many", "y")
    session.answer(f"{flats(session)[0]}/another", "y")
    again = FillingSession.resume(session.form, session.save(), fixed_context())
    assert flats(again) == flats(session)
    again.answer(f"{flats(again)[-1]}/another", "y")
    assert len(flats(again)) == 3


def test_a_count_that_depends_on_another_count_follows_at_once():
    session = session_of(
        """
        | survey |
        | | type | name | label | calculation | repeat_count |
        | | begin repeat | first | First | | count(${second}) |
        | | text | a | A | | |
        | | end repeat | | | | |
        | | integer | n | N | | |
        | | begin repeat | second | Second | | ${n} |
        | | text | b | B | | |
        | | end repeat | | | | |
        """,
        context=fixed_context(),
    )
    session.answer("/data/n", "4")
    assert len(session.state("/data/first").children) == 4
    session.answer("/data/n", "2")
    assert len(session.state("/data/first").children) == 2


def test_what_a_person_can_stop_is_not_endless(session):
    session.answer("/data/many", "y")
    assert not session.form.prepared.get("endless")


def test_households_of_a_real_check_list_come_one_by_one(shared_folder):
    name = "child_vaccination_VOL_tool_v12.xml"
    data = (shared_folder / "forms" / name).read_bytes()
    session = FillingSession.start(read_any(data, filename=name), fixed_context())
    session.answer("/data/building_type", "multi")
    households = session.state("/data/household").children
    assert len(households) == 1
    session.answer(f"{households[0]}/finalflat", "no")
    households = session.state("/data/household").children
    assert len(households) == 2
    session.answer(f"{households[1]}/finalflat", "yes")
    assert session.state("/data/household").children == households
    _, problems = examine(data, filename=name)
    assert "forms.endless-count" not in {problem.code for problem in problems}

"""Entities: what a filling makes of them, and lists that grow by it away from any server."""

from __future__ import annotations

from dataclasses import replace

import pytest
from monkey import fixed_context
from tables import form_of

from core.forms import EntityChange, FillingSession

TREES = b"name,label,species,circumference,__version\nt1,Oak by the gate,oak,120,3\n"
FORM = """
| survey |
| | type | name | label | save_to | relevant | calculation |
| | select_one_from_file trees.csv | which | Which | | | |
| | text | species | Species | species | ${which} = '' | |
| | integer | girth | Girth | circumference | | |
| | calculate | known | | | | instance('trees')/root/item[name = ${which}]/circumference |
| entities |
| | list_name | label | create_if | entity_id | update_if |
| | trees | concat('Tree ', ${girth}) | NEW | coalesce(${which}, 'new-1') | OLD |
""".replace("NEW", "${which} = ''").replace("OLD", "${which} != ''")


@pytest.fixture
def form():
    return form_of(FORM, media={"trees.csv": TREES})


def choices(session) -> dict[str, str]:
    return {choice.value: choice.label for choice in session.choices("/data/which")}


def test_a_filling_says_which_entities_it_makes(form):
    session = FillingSession.start(form, fixed_context())
    session.answer("/data/species", "pine")
    session.answer("/data/girth", "80")
    assert session.entities() == (
        EntityChange(
            "trees", "new-1", "create", "Tree 80", (("species", "pine"), ("circumference", "80"))
        ),
    )
    session.answer("/data/which", "t1")
    (change,) = session.entities()
    assert (change.id, change.op) == ("t1", "update")
    assert change.properties == (("circumference", "80"),)  # what is not asked is left alone


def test_a_list_grows_by_what_fillings_made(form):
    made = (
        EntityChange("trees", "new-1", "create", "Pine", (("species", "pine"),), "branch-1"),
        EntityChange("trees", "t1", "update", "", (("circumference", "131"),), "branch-2"),
        EntityChange("trees", "gone", "update", "Nobody", ()),
        EntityChange("houses", "h1", "create", "Another list", ()),
    )
    session = FillingSession.start(form, replace(fixed_context(), entities=made))
    assert choices(session) == {"t1": "Oak by the gate", "new-1": "Pine"}
    session.answer("/data/which", "t1")
    assert session.state("/data/known").value == "131"
    xml = session.xml().decode()
    assert 'baseVersion="4"' in xml
    assert 'trunkVersion="3"' in xml
    assert 'branchId="branch-2"' in xml
    # The form itself stays as it was: another filling of it knows nothing of this.
    assert choices(FillingSession.start(form, fixed_context())) == {"t1": "Oak by the gate"}


def test_creating_what_is_there_updates_it(form):
    made = (EntityChange("trees", "t1", "create", "The oak", (("species", "oak"),)),)
    session = FillingSession.start(form, replace(fixed_context(), entities=made))
    assert choices(session) == {"t1": "The oak"}


def test_each_instance_of_a_repeat_makes_its_own_entity():
    form = form_of("""
        | survey |
        | | type | name | label | save_to |
        | | begin repeat | tree | Tree | |
        | | text | kind | Kind | species |
        | | end repeat | | | |
        | entities |
        | | list_name | label |
        | | trees | ${kind} |
        """)
    session = FillingSession.start(form, fixed_context())
    session.add_repeat("/data/tree")
    for key, kind in zip(session.state("/data/tree").children, ("oak", "pine"), strict=True):
        session.answer(f"{key}/kind", kind)
    made = session.entities()
    assert [(one.label, one.properties) for one in made] == [
        ("oak", (("species", "oak"),)),
        ("pine", (("species", "pine"),)),
    ]
    assert len({one.id for one in made}) == 2


def test_a_calculation_may_read_a_computed_attribute(form):
    source = form.xml.replace(
        b"<known/>", b"<known/><said/>"
    ).replace(
        b'<bind nodeset="/data/known"',
        b'<bind nodeset="/data/said" calculate="concat(/data/meta/entity/@id, \'!\')"/>'
        b'<bind nodeset="/data/known"',
    )  # fmt: skip
    from core.forms import read_form

    session = FillingSession.start(read_form(source, media={"trees.csv": TREES}), fixed_context())
    assert session.state("/data/said").value == "new-1!"
    delta = session.answer("/data/which", "t1")
    assert ("/data/said", "t1!") in {(change.key, change.value) for change in delta.values}

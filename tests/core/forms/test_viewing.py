"""A submission that somebody else made, opened for viewing: as given, nothing left out."""

from __future__ import annotations

import pytest

from core.forms import SessionContext, read_form
from core.forms.interchange.reading import SubmissionOfAnotherForm
from core.forms.interchange.viewing import (
    NotASubmission,
    SubmissionIsEncrypted,
    is_submission,
    open_submission,
    submission_head,
)
from core.forms.tree_xml import XmlRefused
from core.problem import Problem
from core.visits.readable import readable_answers

FORM = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms">
<h:head><h:title>Casa</h:title><model>
<instance><data id="casa" version="2"><price>3</price><rooms/><total/><more/><day/>
<house jr:template=""><name/></house><people/><group><x/></group>
<who><name/></who></data></instance>
<bind nodeset="/data/rooms" type="int"/>
<bind nodeset="/data/total" calculate="/data/rooms * /data/price" readonly="true()"/>
<bind nodeset="/data/day" type="date" calculate="today()"/>
<bind nodeset="/data/more" relevant="/data/rooms &gt; 5"/>
<bind nodeset="/data/people" type="int" calculate="1"/>
<setvalue event="odk-instance-load" ref="/data/price" value="4"/>
</model></h:head><h:body>
<input ref="/data/rooms"><label>Quartos</label></input>
<input ref="/data/total"><label>Total</label></input>
<input ref="/data/day"><label>Dia</label></input>
<input ref="/data/more"><label>Porque tantos?</label></input>
<group ref="/data/house"><label>Casa</label><repeat nodeset="/data/house">
<input ref="/data/house/name"><label>Nome</label></input></repeat></group>
<group ref="/data/who"><label>Pessoa</label><repeat nodeset="/data/who" jr:count="/data/people"
 jr:noAddRemove="true()"><input ref="/data/who/name"><label>Quem</label></input></repeat></group>
</h:body></h:html>"""

GIVEN = b"""<?xml version='1.0'?><data id="casa" version="1"
 xmlns:orx="http://openrosa.org/xforms"><price>2.5</price><rooms>2</rooms><total>5</total>
<more>porque sim</more><day>2024-02-29</day><old>gone</old><group>was a text</group>
<house><name>A</name></house><house><name>B</name><colour>red</colour></house>
<people>3</people><who><name>X</name></who><who><name>Y</name></who>
<orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta></data>"""


def opened(xml=GIVEN):
    return open_submission(xml, read_form(FORM), SessionContext())


def test_everything_is_shown_as_it_was_given_and_nothing_computed_again():
    found = opened()
    told = {(one.instance, one.label): one.value for one in readable_answers(found.session)}
    assert told["", "Quartos"] == "2"
    assert told["", "Total"] == "5"
    assert told["", "Dia"] == "2024-02-29"
    assert [v for (_, label), v in told.items() if label == "Nome"] == ["A", "B"]
    # Three were counted, two were given: two are shown.
    assert [v for (_, label), v in told.items() if label == "Quem"] == ["X", "Y"]
    assert found.session.state("/data/price").value == "2.5"
    assert found.session.finalised


def test_what_the_check_list_has_no_place_for_is_listed():
    found = opened()
    assert found.other_version
    values = {one.value: one for one in found.unplaced}
    assert set(values) == {"gone", "red", "porque sim", "was a text"}
    assert values["porque sim"].known
    assert values["porque sim"].label == "Porque tantos?"
    assert values["gone"].ref == "/data/old"
    assert not values["gone"].known


def test_its_head_says_which_check_list_it_is_of():
    head = submission_head(GIVEN)
    assert (head.form_id, head.version, head.instance_id) == ("casa", "1", "uuid:1")
    assert is_submission(GIVEN)
    assert not is_submission(FORM)
    assert not is_submission(b"not xml at all")


@pytest.mark.parametrize(
    ("xml", "refusal"),
    [
        (FORM, NotASubmission),
        (b"<data><a/></data>", NotASubmission),
        (b'<data id="casa" encrypted="yes"><base64EncryptedKey/></data>', SubmissionIsEncrypted),
        (b'<data id="other"><a/></data>', SubmissionOfAnotherForm),
        (GIVEN[:200], XmlRefused),
        (b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><data id="casa">&x;</data>',
         XmlRefused),
    ],
)  # fmt: skip
def test_what_is_no_submission_of_it_is_refused_in_words(xml, refusal):
    with pytest.raises(refusal) as caught:
        opened(xml)
    assert isinstance(caught.value, Problem)


@pytest.mark.parametrize("name", ["whova_form.xlsx", "child_vaccination_VOL_tool_v12.xml"])
def test_a_filling_of_a_real_check_list_is_seen_as_it_was_sent(shared_folder, name):
    from tests.core.forms.monkey import fill
    from tests.core.forms.shared_forms import form_at

    form = form_at(shared_folder / "forms" / name)
    session = fill(form, seed=7, limit=300)
    seen = open_submission(session.xml(), form, SessionContext())
    before = [(one.label, one.value) for one in readable_answers(session)]
    assert [(one.label, one.value) for one in readable_answers(seen.session)] == before
    assert not seen.unplaced

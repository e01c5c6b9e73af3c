"""What a filling does with ranks, attributes, ends: cases that the recorded sessions brought."""

from __future__ import annotations

from dataclasses import replace

import pytest
from monkey import fixed_context
from tables import session_of

from core.forms import FillingSession, read_form

RANK = """
| survey |
| | type | name | label | choice_filter |
| | select_multiple o | which | Which | |
| | rank o | order | Order | selected(${which}, name) |
| choices |
| | list_name | name | label |
| | o | a | A |
| | o | b | B |
| | o | c | C |
"""


def test_a_new_choice_of_a_rank_comes_last():
    session = session_of(RANK, context=fixed_context())
    session.answer("/data/which", "a b")
    assert session.state("/data/order").value == ""
    session.answer("/data/order", "b a")
    session.answer("/data/which", "a b c")
    assert session.state("/data/order").value == "b a c"
    session.answer("/data/which", "a c")
    assert session.state("/data/order").value == "a c"


def test_the_end_of_an_open_filling_is_the_moment_of_asking_for_its_xml():
    session = session_of(
        "| survey |\n| | type | name | label |\n| | text | a | A |\n| | end | fim | |",
        context=fixed_context(),
    )
    assert b"<fim>2026-01-31T10:00:00.000+00:00</fim>" in session.xml()
    assert session.state("/data/fim").value == ""


ATTRIBUTES = b"""<h:html xmlns="http://www.w3.org/2002/xforms"
 xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head>
<h:title>t</h:title><model><instance><data id="t"><a/><e id="" twice="" kept=""/></data></instance>
<bind nodeset="/data/a" type="int"/><bind nodeset="/data/e/@id" jr:preload="uid"/>
<bind nodeset="/data/e/@twice" calculate="/data/a * 2"/>
<setvalue event="odk-instance-first-load" ref="/data/e/@kept" value="uuid()"/></model></h:head>
<h:body><input ref="/data/a"/></h:body></h:html>"""


def test_attributes_are_preloaded_once_computed_always_and_kept():
    from core.forms import read_form

    form = read_form(ATTRIBUTES)
    session = FillingSession.start(form, fixed_context())
    session.answer("/data/a", "4")
    assert session.evaluate("string(/data/e/@twice)") == "8"
    first = [session.evaluate(f"string(/data/e/@{name})") for name in ("id", "kept")]
    assert first[0].startswith("uuid:")
    assert first[1]
    again = FillingSession.resume(form, session.save(), fixed_context(seed=9))
    assert [again.evaluate(f"string(/data/e/@{name})") for name in ("id", "kept")] == first
    assert again.evaluate("string(/data/e/@twice)") == "8"


@pytest.mark.parametrize(("text", "kept"), [("1.5", "1"), ("-0.5", "0"), ("+7", "7")])
def test_a_whole_number_loses_its_decimals_as_in_the_reference_engines(text, kept):
    session = session_of(
        "| survey |\n| | type | name | label |\n| | integer | n | N |", context=fixed_context()
    )
    session.answer("/data/n", text)
    assert session.state("/data/n").value == kept


OTHER_LANGUAGE = """
| survey |
| | type | name | label::Français (fr) | constraint | required |
| | integer | n | Combien | . > 3 | yes |
"""


@pytest.mark.parametrize(
    ("window", "messages"),
    [
        ("pt", ["Esta pergunta é obrigatória.", "O valor não é aceite nesta pergunta."]),
        ("en", ["This question must be answered.", "This question does not take that."]),
    ],
)
def test_our_own_messages_are_in_the_language_of_the_window(window, messages):
    context = replace(fixed_context(), messages=window)
    session = session_of(OTHER_LANGUAGE, context=context)
    said = [session.validate()[0].message]
    session.answer("/data/n", "1")
    said.append(session.state("/data/n").problem)
    assert said == messages


def test_a_signed_text_is_given_only_with_its_key():
    from base64 import b64encode

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    session = session_of(
        "| survey |\n| | type | name | label |\n| | text | a | A |", context=fixed_context()
    )
    mine, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    signed = b64encode(mine.sign("é".encode()) + "é".encode()).decode()
    for key, expected in ((mine, "é"), (other, "")):
        public = b64encode(key.public_key().public_bytes_raw()).decode()
        assert session.evaluate(f"extract-signed('{signed}', '{public}')") == expected
    assert session.evaluate("extract-signed('blah', 'blah')") == ""


def test_paths_that_are_remembered_are_not_taken_for_each_other():
    model = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
     <h:head><h:title>t</h:title><model><instance><only id="t"><data><a>1</a><a>2</a></data><n/><m/>
     </only></instance><bind nodeset="/only/n" calculate="concat(/data/a, '-')"/>
     <bind nodeset="/only/m" calculate="count(/only/data/a)"/></model></h:head>
     <h:body><input ref="/only/data/a"/></h:body></h:html>"""
    session = FillingSession.start(read_form(model), fixed_context())
    assert [session.state(f"/only/{name}").value for name in "nm"] == ["-", "2"]


def test_what_is_remembered_of_a_path_follows_instances_that_come_and_go():
    session = session_of(
        """
        | survey |
        | | type | name | label | calculation |
        | | begin repeat | rep | R | |
        | | integer | x | X | |
        | | end repeat | | | |
        | | calculate | total | | sum(${x}) |
        | | calculate | first | | string(${x}) |
        """,
        context=fixed_context(),
    )
    session.remove_repeat(session.state("/data/rep").children[0])
    keys = []
    for value in ("1", "2", "3"):
        added = session.add_repeat("/data/rep").repeats[0].instance
        keys.append(f"/data/rep{{{added}}}")
        session.answer(f"{keys[-1]}/x", value)
    assert session.state("/data/total").value == "6"
    session.move_repeat(keys[2], position=1)
    assert session.state("/data/first").value == "3"
    session.remove_repeat(keys[2])
    assert session.state("/data/total").value == "3"
    assert session.state("/data/first").value == "1"
    assert [session.state(f"{key}/x").ref for key in keys[:2]] == [
        "/data/rep[1]/x",
        "/data/rep[2]/x",
    ]

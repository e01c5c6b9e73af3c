"""The scripted driver: one JSON object a line in, one out, and no line that ends it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from core.forms import SessionContext, read_form
from core.forms.driver import Driver, drive

FORM = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Visit</h:title><model><itext>
 <translation lang="pt" default="true()"><text id="n"><value>Nome</value></text></translation>
 <translation lang="en"><text id="n"><value>Name</value></text></translation></itext>
 <instance><data id="visit" version="1"><name/><age/><double/><town/>
 <rep jr:template=""><x/></rep><meta><instanceID/></meta></data></instance>
 <instance id="towns"><root><item><name>p</name><label>Porto</label></item>
 <item><name>m</name><label>Maia</label></item></root></instance>
 <bind nodeset="/data/name" type="string" required="true()"/>
 <bind nodeset="/data/age" type="int" constraint=". &lt; 120" relevant="/data/name != ''"/>
 <bind nodeset="/data/double" type="int" calculate="/data/age * 2"/>
 <bind nodeset="/data/rep/x" type="int"/></model></h:head><h:body>
 <input ref="/data/name"><label ref="jr:itext('n')"/></input><input ref="/data/age"/>
 <select1 ref="/data/town"><itemset nodeset="instance('towns')/root/item">
 <value ref="name"/><label ref="label"/></itemset></select1>
 <group ref="/data/rep"><repeat nodeset="/data/rep"><input ref="/data/rep/x"/></repeat></group>
 </h:body></h:html>"""


@pytest.fixture
def say():
    """Says several operations to one filling; the last reply or all."""

    def run(*operations: object) -> list[dict]:
        out: list[str] = []
        lines = [line if isinstance(line, str) else json.dumps(line) for line in operations]
        context = SessionContext(now=lambda: datetime(2026, 1, 31, 10, tzinfo=UTC), seed=1)
        drive(read_form(FORM), lines, out.append, context=context)
        return [json.loads(line) for line in out]

    return run


def test_answers_and_what_follows(say):
    replies = say(
        {"op": "answer", "ref": "/data/name", "value": "Ana"},
        {"op": "answer", "ref": "/data/age", "value": 34},
        {"op": "get", "ref": "/data/age"},
        {"op": "evaluate", "expr": "/data/double + 1"},
        {"op": "evaluate", "expr": "1 div 0"},
        {"op": "evaluate", "expr": "/data/name"},
        {"op": "clear", "ref": "/data/age"},
    )
    assert replies[1]["values"] == {"/data/age": "34", "/data/double": "68"}
    assert replies[2]["relevant"] is True
    assert replies[2]["valid"] is True
    assert replies[3] == {"type": "number", "value": 69}
    assert replies[4] == {"type": "number", "value": "Infinity"}
    assert replies[5] == {"type": "nodeset", "value": ["Ana"]}
    assert replies[6]["values"] == {"/data/age": None, "/data/double": None}


def test_repeats_by_position(say):
    replies = say(
        {"op": "add_repeat", "ref": "/data/rep"},
        {"op": "add_repeat", "ref": "/data/rep"},
        {"op": "answer", "ref": "/data/rep[2]/x", "value": "7"},
        {"op": "remove_repeat", "ref": "/data/rep", "index": 1},
        {"op": "evaluate", "expr": "sum(/data/rep/x)"},
        {"op": "remove_repeat", "ref": "/data/rep", "index": 5},
    )
    assert replies[4]["value"] == 7
    assert replies[5]["error"] == "driver.operation"


def test_choices_languages_and_going_through(say):
    replies = say(
        {"op": "choices", "ref": "/data/town"},
        {"op": "next"},
        {"op": "set_language", "language": "en"},
        {"op": "get", "ref": "/data/name"},
        {"op": "next"},
        {"op": "previous"},
        {"op": "previous"},
        {"op": "set_language", "language": "xx"},
    )
    assert replies[0]["choices"][1] == {"value": "m", "label": "Maia"}
    assert replies[1]["ref"] == "/data/name"
    assert replies[1]["label"] == "Nome"
    assert replies[3]["label"] == "Name"
    assert replies[4]["ref"] == "/data/town"
    assert replies[5]["ref"] == "/data/name"
    assert replies[6] == {"ref": None, "end": False}
    assert replies[7]["error"] == "driver.operation"


def test_validity_xml_and_keeping(say):
    replies = say(
        {"op": "validate"},
        {"op": "answer", "ref": "/data/name", "value": "Rui"},
        {"op": "add_repeat", "ref": "/data/rep"},
        {"op": "answer", "ref": "/data/rep[1]/x", "value": "5"},
        {"op": "save"},
        {"op": "resume"},
        {"op": "get", "ref": "/data/rep[1]/x"},
        {"op": "validate"},
        {"op": "xml"},
        {"op": "quit"},
        {"op": "xml"},
    )
    assert [each["ref"] for each in replies[0]["invalid"]] == ["/data/name"]
    assert replies[4]["saved"]["values"]
    assert replies[6]["value"] == "5"
    assert replies[7] == {"valid": True, "invalid": []}
    assert "<name>Rui</name>" in replies[8]["xml"]
    assert replies[9] == {"bye": True}
    assert len(replies) == 10


def test_errors_leave_the_filling_as_it_was(say):
    replies = say(
        "not json",
        "[]",
        {"op": "dance"},
        {"op": "get", "ref": "/data/nothing"},
        {"op": "get"},
        {"op": "evaluate", "expr": "1 +"},
        {"op": "evaluate", "expr": "no-such()"},
        {"op": "get", "ref": "/data/name"},
    )
    assert [reply["error"] for reply in replies[:-1]] == [
        "driver.operation",
        "driver.operation",
        "driver.operation",
        "forms.node-unknown",
        "driver.operation",
        "expression.syntax",
        "expression.function-unknown",
    ]
    assert replies[-1]["value"] == ""


STRICT = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
 <h:head><h:title>Strict</h:title><model><instance><data id="strict"><age>7</age><shown/><place/>
 <order/><level/><name a="1"/></data></instance>
 <bind nodeset="/data/age" type="int" constraint=". &lt; 120"/>
 <bind nodeset="/data/place" type="geopoint"/><bind nodeset="/data/shown" readonly="true()"/>
 <bind nodeset="/data/order" type="odk:rank"/><bind nodeset="/data/level" type="decimal"/>
 </model></h:head><h:body><input ref="/data/age"/><input ref="/data/shown"/>
 <input ref="/data/place"/><rank xmlns="http://www.opendatakit.org/xforms" ref="/data/order">
 <item xmlns="http://www.w3.org/2002/xforms"><label>A</label><value>a</value></item>
 <item xmlns="http://www.w3.org/2002/xforms"><label>B</label><value>b</value></item></rank>
 <range ref="/data/level" start="0" end="5" step="0.5"/><input ref="/data/name"/></h:body>
 </h:html>"""


@pytest.fixture
def strictly():
    driver = Driver(read_form(STRICT), SessionContext(seed=1))

    def run(op: str, name: str, **more: object) -> dict:
        return driver.reply(json.dumps({"op": op, "ref": f"/data/{name}", **more}))

    return run


@pytest.mark.parametrize(
    ("name", "value"),
    [("age", "abc"), ("age", 2**31), ("place", "here"), ("place", "0 0 0 0"), ("level", 9)],
)
def test_what_does_not_fit_its_type_empties_the_question_as_in_the_references(
    strictly, name, value
):
    strictly("answer", "age", value=8)
    assert strictly("answer", name, value=value)["rejected"] is True
    assert strictly("get", name)["value"] == ""


def test_what_a_constraint_refuses_is_kept_and_told(strictly):
    assert "rejected" not in strictly("answer", "age", value=130)
    got = strictly("get", "age")
    assert (got["value"], got["valid"]) == ("130", False)


@pytest.mark.parametrize(
    ("op", "name", "more", "error"),
    [
        ("answer", "shown", {"value": "x"}, "forms.read-only"),
        ("clear", "shown", {}, "forms.read-only"),
        ("answer", "order", {"value": "a"}, "forms.rank-incomplete"),
        ("answer", "order", {"value": ["a", "c"]}, "forms.rank-incomplete"),
        ("answer", "age", {}, "driver.operation"),
        ("answer", "age", {"value": float("inf")}, "driver.operation"),
        ("answer", "nothing", {"value": "x"}, "forms.node-unknown"),
        ("get", "age[position()=1]", {}, "forms.node-unknown"),
        ("get", "age[0]", {}, "forms.node-unknown"),
        ("get", "nothing/@a", {}, "forms.node-unknown"),
        ("add_repeat", "age", {}, "forms.node-unknown"),
        ("remove_repeat", "age", {}, "driver.operation"),
        ("remove_repeat", "age", {"index": True}, "driver.operation"),
    ],
)
def test_what_cannot_be_done_is_an_error_and_changes_nothing(strictly, op, name, more, error):
    strictly("answer", "order", value="b a")
    assert strictly(op, name, **more)["error"] == error
    assert strictly("get", "age")["value"] == "7"
    assert strictly("get", "order")["value"] == "b a"


def test_values_may_be_written_in_several_ways(strictly):
    assert strictly("answer", "order", value=["b", "a"])["values"] == {"/data/order": "b a"}
    assert strictly("answer", "level", value=0.0000005)["values"] == {"/data/level": "0.0000005"}
    assert strictly("answer", "age", value=" 12 ")["values"] == {"/data/age": "12"}
    assert strictly("answer", "age", value=None)["values"] == {"/data/age": None}
    assert strictly("get", "name/@a")["value"] == "1"
    assert strictly("get", "meta/instanceID")["value"].startswith("uuid:")


def test_a_file_with_a_mark_of_its_byte_order_is_read(say):
    assert "error" not in say("\ufeff" + '{"op":"get","ref":"/data/name"}')[0]


def test_a_question_that_must_be_answered_is_not_valid_while_it_is_empty(say):
    get = {"op": "get", "ref": "/data/name"}
    before, _, after = say(get, {"op": "answer", "ref": "/data/name", "value": "Ana"}, get)
    assert (before["required"], before["valid"], after["valid"]) == (True, False, True)


def test_a_language_may_be_asked_for_by_its_code():
    model = FORM.replace(b'lang="en"', b'lang="English (en)"')
    driver = Driver(read_form(model), SessionContext(seed=1))
    assert "error" not in driver.reply('{"op":"set_language","language":"en"}')
    assert driver.reply('{"op":"get","ref":"/data/name"}')["label"] == "Name"
    assert driver.reply('{"op":"set_language","language":""}')["error"] == "driver.operation"

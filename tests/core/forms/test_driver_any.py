"""Any line gets an answer, and the session goes on: lines that nobody would write."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_driver import FORM

from core.forms import SessionContext, read_form
from core.forms.driver import Driver, drive

CONTEXT = SessionContext(now=lambda: datetime(2026, 1, 31, 10, tzinfo=UTC), seed=1)
READ = read_form(FORM)
OPERATIONS = [
    *("answer", "clear", "add_repeat", "remove_repeat", "get", "choices", "evaluate"),
    *("set_language", "next", "previous", "validate", "finalise", "xml", "nodes", "save"),
    *("resume", "dance"),
]
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=5,
)
REFS = st.sampled_from(
    [
        *(
            "/data/name",
            "/data/age",
            "/data/town",
            "/data/rep",
            "/data/rep[1]/x",
            "/data/rep[-1]/x",
        ),
        *("/data/rep[99999999999999999999]/x", "/data/rep[²]/x", "/data", "/", "//", "/data/@id"),
        *("/data/rep[", "/data/rep[]", "/data/rep[1", "data", "", "/data/meta/instanceID"),
        *("/data/name/x", "/data/@", "/@", "/data/rep[x]/x"),
    ]
)
LINES = st.fixed_dictionaries(
    {"op": st.sampled_from(OPERATIONS) | ANY},
    optional={
        "ref": REFS | ANY,
        "value": ANY,
        "index": st.integers() | ANY,
        "expr": st.sampled_from(
            ["1 +", "count(/data/rep)", "/data/rep[2]/x", "1 div 0", "'a' < /data", "(" * 500, ".."]
        )
        | ANY,
        "context": REFS | ANY,
        "language": st.sampled_from(["en", "pt"]) | ANY,
        "saved": ANY
        | st.fixed_dictionaries({}, optional={"values": ANY, "repeats": ANY, "language": ANY}),
    },
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES | ANY, max_size=8))
def test_any_line_gets_an_answer(lines):
    driver = Driver(READ, CONTEXT)
    for line in lines:
        reply = driver.reply(json.dumps(line))
        assert isinstance(reply, dict)
        json.dumps(reply, allow_nan=False)
        if "error" in reply:
            assert set(reply) == {"error", "message"}
    assert driver.reply('{"op":"xml"}')["xml"].startswith("<?xml")


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"op":"evaluate","expr":"' + "(" * 100_000 + '"}',
        '{"op":"remove_repeat","ref":"/data/rep","index":"two"}',
        '{"op":"remove_repeat","ref":"/data/rep","index":1e400}',
        '{"op":"resume","saved":{"values":[1],"repeats":[1,2]}}',
        '{"op":"answer","ref":"/data/name","value":{"a":1}}',
        '{"op":"answer","ref":["/data/name"],"value":"1"}',
        '{"op":"get","ref":"/data/rep[²]/x"}',
    ],
)
def test_a_line_of_an_odd_shape_is_an_error(line):
    driver = Driver(READ, CONTEXT)
    assert set(driver.reply(line)) == {"error", "message"}
    assert driver.reply('{"op":"get","ref":"/data/name"}')["value"] == ""


def test_half_a_character_can_be_written():
    out: list[str] = []
    drive(
        READ, ['{"op":"answer","ref":"/data/name","value":"a\\ud800"}'], out.append, context=CONTEXT
    )
    out[0].encode("utf-8")


def test_a_repeat_by_its_name_is_all_of_it():
    driver = Driver(READ, CONTEXT)
    get = '{"op":"get","ref":"/data/rep"}'
    assert (driver.reply(get)["kind"], driver.reply(get)["children"]) == ("repeat", 0)
    driver.reply('{"op":"add_repeat","ref":"/data/rep"}')
    driver.reply('{"op":"add_repeat","ref":"/data/rep[1]"}')
    assert (driver.reply(get)["kind"], driver.reply(get)["children"]) == ("repeat", 2)
    assert driver.reply('{"op":"get","ref":"/data/rep[2]"}')["kind"] == "instance"


def test_what_one_process_saves_another_resumes():
    first = Driver(READ, CONTEXT)
    first.reply('{"op":"answer","ref":"/data/name","value":"Ana"}')
    first.reply('{"op":"add_repeat","ref":"/data/rep"}')
    first.reply('{"op":"answer","ref":"/data/rep[1]/x","value":7}')
    saved = json.loads(json.dumps(first.reply('{"op":"save"}')))["saved"]
    second = Driver(READ, CONTEXT)
    second.reply(json.dumps({"op": "resume", "saved": saved}))
    assert second.reply('{"op":"xml"}') == first.reply('{"op":"xml"}')

"""Conditions built by picking: written, read back, and left alone when they say more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.authoring.conditions import (
    COMPARISONS,
    Bounds,
    Clause,
    Condition,
    bounds_of,
    bounds_text,
    from_xpath,
    to_xpath,
)
from core.forms.expressions import compile_expression

names = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
values = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20).map(
    lambda text: text.replace('"', "”").strip()
)


@st.composite
def clauses(draw):
    comparison = draw(st.sampled_from(COMPARISONS))
    value = ""
    if comparison not in ("given", "empty"):
        value = draw(st.one_of(values, st.integers().map(str), st.dates().map(str)).filter(bool))
    return Clause(draw(names), comparison, value)


@given(st.lists(clauses(), max_size=4), st.sampled_from(["and", "or"]))
def test_what_is_picked_is_read_back(picked, joined):
    condition = Condition(tuple(picked), joined if len(picked) > 1 else "and")
    assert from_xpath(to_xpath(condition)) == condition


@given(st.lists(clauses(), min_size=1, max_size=4), st.sampled_from(["and", "or"]))
def test_what_is_picked_compiles(picked, joined):
    text = to_xpath(Condition(tuple(picked), joined))
    for clause in picked:
        text = text.replace(f"${{{clause.question}}}", "../x")
    compile_expression(text, namespaces={})


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("${a} = 'x'", 1),
        ("(${a}='x') and (${ b } > 3)", 2),
        ("selected(${a}, 'x') or selected( ${a} , \"y\" )", 2),
        ("not(selected(${a},'x'))", 1),
        ("${a} = 'this and that or (else)'", 1),
        ("${d} < date('2026-01-01')", 1),
        ("", 0),
    ],
)
def test_written_by_others_it_is_read(text, count):
    assert len(from_xpath(text).clauses) == count


@pytest.mark.parametrize(
    "text",
    [
        "${a} = ${b}",
        "${a} = 'x' and (${b} = 'y' or ${c} = 'z')",
        "${a} = 'x' and ${b} = 'y' or ${c} = 'z'",
        "count(${r}) > 2",
        "${a} + 1 > 2",
        "not(${a} = 'x')",
        "${a} = 'x",
        "true()",
        ". > 3",
    ],
)
def test_what_says_more_stays_a_text(text):
    assert from_xpath(text) is None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("", Bounds()),
        (". >= 0", Bounds("0")),
        (". >= 1 and . <= 2000", Bounds("1", "2000")),
        ("(. <= 10.5)", Bounds("", "10.5")),
        (". > 3", None),
        (". >= ${a}", None),
        (". >= 1 and . >= 2", None),
    ],
)
def test_bounds(text, bounds):
    assert bounds_of(text) == bounds
    if bounds is not None:
        assert bounds_of(bounds_text(bounds)) == bounds

"""Expressions: values, conversions, functions, positions of errors, dependencies."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from core.forms.expressions import (
    ArgumentsWrong,
    EvaluationContext,
    ExpressionProblem,
    FunctionUnknown,
    InstanceUnknown,
    NodesExpected,
    PrefixUnknown,
    SyntaxWrong,
    ValueWrong,
    compile_expression,
)
from core.forms.expressions.evaluate_file import evaluate_file
from core.forms.tree_xml import parse_xml

FILLING = b"""<data id="f" version="7"><name>Ana</name><age>34</age><many>a b  c</many><empty/>
<rep><x>1</x><in><y>1.1</y></in><in><y>1.2</y></in></rep>
<rep><x>2</x><in><y>2.1</y></in></rep><rep><x>3</x></rep><born>2001-02-03</born></data>"""
CHOICES = b"""<root><item><name>p</name><label>Porto</label><n>1</n></item>
<item><name>m</name><label>Maia</label><n>2</n></item>
<item><name>p</name><label>Porto 2</label><n>03</n></item></root>"""
LISBON = ZoneInfo("Europe/Lisbon")


def context_at(path: str = "/data", **more: object) -> EvaluationContext:
    """A context on the sample filling."""
    document = parse_xml(FILLING)
    context = EvaluationContext(
        node=document,
        root=document,
        instances={"c": parse_xml(CHOICES, frozen=True)},
        now=lambda: datetime(2026, 1, 31, 10, 0, tzinfo=UTC),
        random=Random(1),
        uuid=lambda: "fixed",
        tz=LISBON,
    )
    context.node = compile_expression(path, namespaces={}).nodes(context)[0]
    for name, value in more.items():
        setattr(context, name, value)
    return context


def text(source: str, path: str = "/data", **more: object) -> str:
    """The expression as text."""
    return compile_expression(source, namespaces={}).string(context_at(path, **more))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 div 3", "0.3333333333333333"),
        ("1000000 * 1000000", "1000000000000"),
        ("1 div 10000000", "0.0000001"),
        ("-7 mod 3", "-1"),
        ("1 div 0", "Infinity"),
        ("number('')", "NaN"),
        ("name", "Ana"),
        ("/data/rep[2]/x", "2"),
        ("/data/rep[x = 3]/x", "3"),
        ("/data/rep[last()]/x", "3"),
        ("count(/data/rep/in)", "3"),
        ("sum(rep/x)", "6"),
        ("max(rep/x)", "3"),
        ("join('-', rep/x)", "1-2-3"),
        ("concat('a', rep/x)", "a123"),
        ("selected(many, 'c')", "true"),
        ("selected-at(many, 1)", "b"),
        ("selected-at(many, 9)", ""),
        ("count-selected(many)", "3"),
        ("count-non-empty(*)", "7"),
        ("coalesce(empty, 'x')", "x"),
        ("if(age > 30, 'old', unknown-path)", "old"),
        ("substr('hello', 1, -1)", "ell"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("normalize-space(many)", "a b c"),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("regex('4400-123', '[0-9]{4}-[0-9]{3}')", "true"),
        ("regex('44400-123', '[0-9]{4}-[0-9]{3}')", "false"),
        ("regex('x', concat('(', ''))", "false"),
        ("round(-2.5)", "-3"),
        ("round(2.345, 2)", "2.35"),
        ("int(-1.9)", "-1"),
        ("pow(2, 10)", "1024"),
        ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
        ("base64-decode('b2zDoQ==')", "olá"),
        ("uuid()", "fixed"),
        ("string-length(uuid(7))", "7"),
        ("today()", "2026-01-31"),
        ("now()", "2026-01-31T10:00:00.000+00:00"),
        ("date('2026-3-1')", "2026-03-01"),
        ("date(date('2026-01-31') + 1)", "2026-02-01"),
        ("format-date(born, '%e/%n/%Y %b %a')", "3/2/2001 Feb Sat"),
        ("format-date('nothing', '%Y')", ""),
        ("(date('2026-02-01') - date('2026-01-01')) = 31", "true"),
        ("born < today()", "true"),
        ("decimal-time('06:00:00.000Z')", "0.25"),
        ("checklist(2, 3, true(), false(), 1 = 1)", "true"),
        ("weighted-checklist(3, 5, true(), 2, true(), 2)", "true"),
        ("instance('c')/root/item[name = 'm']/label", "Maia"),
        ("count(instance('c')/root/item[name = 'p'])", "2"),
        ("instance('c')/root/item[name = 'p' and n = 3]/label", "Porto 2"),
        ("instance('c')/root/item[n = 2]/label", "Maia"),
        ("instance('c')/root/item[name = 'p'][2]/label", "Porto 2"),
        ("pulldata('c', 'label', 'name', 'm')", "Maia"),
        ("pulldata('c', 'label', 'name', 'zz')", ""),
        ("indexed-repeat(/data/rep/x, /data/rep, 2)", "2"),
        ("indexed-repeat(/data/rep/in/y, /data/rep, 1, /data/rep/in, 2)", "1.2"),
        ("indexed-repeat(/data/rep/x, /data/rep, 9)", ""),
        ("position(/data/rep[3])", "3"),
        ("version()", "7"),
        ("boolean-from-string('1')", "true"),
        ("geofence('0.5 0.5', '0 0;0 1;1 1;1 0;0 0')", "true"),
        ("distance('0 0;0 1')", "111318.85"),
        ("intersects('0 0;1 1;0 1;1 0')", "true"),
        ("intersects('0 0;0 1;1 1;1 0;0 0')", "false"),
        ("jr:choice-name('m', '/data/name')", "m"),
    ],
)
def test_value(source, expected):
    assert text(source) == expected


def test_dates_are_days_in_their_zone():
    compiled = compile_expression("date('2026-07-01') + 0", namespaces={})
    # By the zone's standard time, whatever the season (decision 0012).
    assert compiled.number(context_at()) == pytest.approx(20635)
    assert text("date(decimal-date-time('2026-07-01') + 1)") == "2026-07-02"


def test_names_of_months_follow_the_form_not_the_window():
    assert text("format-date(born, '%b %a')", language="Português (pt)") == "fev sáb"
    assert text("format-date(born, '%b')", language="xx") == "Feb"


def test_once_keeps_what_is_there():
    assert text("once('new')", "/data/name") == "Ana"
    assert text("once('new')", "/data/empty") == "new"


def test_absolute_path_in_a_repeat_prefers_the_own_instance():
    repeats = frozenset({"/data/rep", "/data/rep/in"})
    inside = {"contextualise": True, "repeats": repeats}
    assert text("/data/rep/x", "/data/rep[2]/x", **inside) == "2"
    assert text("/data/rep/in/y", "/data/rep[1]/in[2]/y", **inside) == "1.2"
    assert text("count(/data/rep/x)", "/data/rep[2]/x", **inside) == "3"
    assert text("/data/rep[1]/x", "/data/rep[2]/x", **inside) == "1"
    assert text("/data/rep/x", "/data/rep[2]/x") == "1"


def test_position_of_the_own_instance():
    assert text("position(..)", "/data/rep[3]/x") == "3"


def test_what_is_not_relevant_has_no_value():
    context = context_at()
    node = context.root.root.children[0]
    node.relevant = False
    compiled = compile_expression("concat('<', /data/name, '>')", namespaces={})
    named = compile_expression("count(/data/name)", namespaces={})
    assert compiled.string(context) == "<>"
    assert named.number(context) == 1
    context.hidden = "absent"
    assert named.number(context) == 0
    context.hidden = "shown"
    assert compiled.string(context) == "<Ana>"


def test_seeded_order_is_that_of_other_engines():
    context = context_at()
    compiled = compile_expression("randomize(/data/*, 42)", namespaces={})
    first = [node.name for node in compiled.nodes(context)]
    assert first == [node.name for node in compiled.nodes(context)]
    assert sorted(first) == sorted(e.name for e in context.root.root.children)


def test_handlers_take_the_place_of_functions():
    more = {"functions": {"jr:choice-name": lambda _c, values: f"name of {values[0]}"}}
    assert text("jr:choice-name('m', '/data/name')", **more) == "name of m"


def test_several_instances_of_one_index_do_not_mix():
    context = context_at()
    compiled = compile_expression("instance('c')/root/item[name = /data/name]", namespaces={})
    assert compiled.nodes(context) == []
    context.root.root.children[0].text = "m"
    assert len(compiled.nodes(context)) == 1


@pytest.mark.parametrize(
    ("source", "problem", "position"),
    [
        ("1 +", SyntaxWrong, 3),
        ("/data/a[1", SyntaxWrong, 9),
        ("a b", SyntaxWrong, 2),
        ("'open", SyntaxWrong, 0),
        ("if(1, 2)", ArgumentsWrong, 0),
        ("1 + conct('a')", FunctionUnknown, 4),
        ("extract-signed('a')", ArgumentsWrong, 0),
        ("count('a')", NodesExpected, 6),
        ("zz:a", PrefixUnknown, 0),
        ("regex(a, '(')", ValueWrong, 9),
        ("digest(a, 'crc', 'hex')", ValueWrong, 10),
        ("", SyntaxWrong, 0),
    ],
)
def test_what_is_wrong_says_where(source, problem, position):
    with pytest.raises(problem) as caught:
        compile_expression(source, namespaces={})
    assert caught.value.position == position
    assert source in caught.value.sentence("pt").happened


def test_lenient_leaves_problems_for_when_they_are_reached():
    compiled = compile_expression("false() and nothing()", namespaces={}, lenient=True)
    assert [type(problem) for problem in compiled.problems] == [FunctionUnknown]
    assert compiled.boolean(context_at()) is False


def test_unknown_list_is_a_problem():
    with pytest.raises(InstanceUnknown):
        text("instance('zz')/root/item")


def test_deep_expression_is_refused_not_a_crash():
    with pytest.raises(ExpressionProblem):
        compile_expression("(" * 5000 + "1" + ")" * 5000, namespaces={})


def test_paths_and_functions_are_known():
    compiled = compile_expression(
        "sum(/data/rep/x) + ../a + count(instance('c')/root/item[k = current()/../b]) + now()",
        namespaces={},
    )
    shown = [
        (p.absolute, p.instance, "/".join(p.steps), p.aggregate, p.predicate)
        for p in compiled.paths
    ]
    assert shown == [
        (True, None, "data/rep/x", True, False),
        (False, None, "../a", False, False),
        (True, "c", "root/item/k", False, True),
        (False, None, "../b", False, True),
        (True, "c", "root/item", True, False),
    ]
    assert compiled.functions == {"sum", "count", "instance", "current", "now"}


def test_one_expression_on_a_file():
    assert evaluate_file(FILLING, "sum(rep/x)", context="/data").value == 6
    assert evaluate_file(FILLING, "1 div 0").value == "Infinity"
    assert evaluate_file(FILLING, "/data/rep/x").value == ["1", "2", "3"]
    assert evaluate_file(FILLING, "x", context="/data/rep[2]", wanted="string").value == "2"
    assert evaluate_file(b"<a xmlns:o='u'><o:b>1</o:b></a>", "/a/o:b = 1").value is True


def test_a_form_is_evaluated_at_its_primary_instance():
    form = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><model><itext><translation lang="pt"><text id="a">
<value>Ol\xc3\xa1</value></text></translation></itext>
<instance><data id="f"><n>3</n></data></instance>
<instance id="c"><root><item><v>x</v></item></root></instance></model></h:head></h:html>"""
    assert evaluate_file(form, "/data/n + 1").value == 4
    assert evaluate_file(form, ". * 2", context="/data/n").value == 6
    assert evaluate_file(form, "instance('c')/root/item/v", wanted="string").value == "x"
    assert evaluate_file(form, "jr:itext('a')", wanted="string").value == "Olá"


def test_rounding_keeps_what_is_no_number():
    compiled = compile_expression("round('x')", namespaces={})
    assert math.isnan(compiled.number(context_at()))

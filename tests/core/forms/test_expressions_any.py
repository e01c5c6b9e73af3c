"""Whatever is given to a function, an expression gives a value or a known problem."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from core.forms.expressions import EvaluationContext, ExpressionProblem, compile_expression
from core.forms.expressions.compiler import KNOWN_FUNCTIONS
from core.forms.tree_xml import parse_xml

FILLING = b"<data><a>1</a><a>x y</a><b/><c>2026-01-31</c><d><e>0 0;0 1;1 1;0 0</e></d></data>"
LEAVES = st.one_of(
    st.sampled_from(
        (
            "1 div 0",
            "-1 div 0",
            "0 div 0",
            "-0.5",
            "99999999999999999999",
            "0.000000001",
            "true()",
            "/data/a",
            "/data/none",
            "/data/b",
            "/data/c",
            "/data/d/e",
            "//*",
            ".",
            "..",
            "@x",
            "'2026-02-30'",
            "'9999-12-31'",
            "'0001-01-01'",
            "'24:61'",
            "'%Y-%3-%'",
            "'['",
            "'AAA'",
        )
    ),
    st.integers(-(10**6), 10**30).map(str),
    st.text(max_size=8).map(lambda text: "'" + text.replace("'", "") + "'"),
)


def calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    names = st.sampled_from(sorted(KNOWN_FUNCTIONS))
    called = st.builds(
        lambda name, given: f"{name}({', '.join(given)})", names, st.lists(inner, max_size=5)
    )
    joined = st.builds(
        "({} {} {})".format,
        inner,
        st.sampled_from(("+", "*", "div", "mod", "=", "<", "!=", "and", "or", "|")),
        inner,
    )
    filtered = st.builds("/data/*[{}]".format, inner)
    return st.one_of(called, joined, filtered)


@settings(max_examples=600, deadline=None)
@given(source=st.recursive(LEAVES, calls, max_leaves=6))
def test_a_value_or_a_known_problem(source):
    document = parse_xml(FILLING)
    context = EvaluationContext(
        node=document.root,
        root=document,
        now=lambda: datetime(2026, 1, 31, 10, tzinfo=UTC),
        random=Random(1),
    )
    problem: ExpressionProblem | None = None
    try:
        compiled = compile_expression(source, namespaces={}, lenient=True)
        assert compiled.paths is not None
        compiled.evaluate(context)
        compiled.string(context)
        compiled.number(context)
        compiled.boolean(context)
    except ExpressionProblem as caught:
        problem = caught
    assert problem is None or problem.sentence("pt").happened


@settings(max_examples=300, deadline=None)
@given(source=st.text(alphabet="ab1.'\"()[]/@:*=<>!|+-, \n$é", max_size=24))
def test_any_text_is_an_expression_or_says_where_it_is_not(source):
    position = 0
    try:
        compile_expression(source, namespaces={}, lenient=True)
    except ExpressionProblem as problem:
        position = problem.position
    assert 0 <= position <= len(source)

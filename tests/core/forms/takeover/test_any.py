"""Any two versions of any check-list: nothing that was answered is lost between them."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.forms import FillingSession, Form, read_form
from tests.core.forms.monkey import fill, fixed_context
from tests.core.forms.takeover.nothing_lost import taken_over

KINDS = ["string", "int", "decimal", "date", "time", "dateTime", "geopoint"]
CHOICES = ["a", "b", "c", "d"]


@st.composite
def questions(draw, names):
    kind = draw(st.sampled_from([*KINDS, "select1", "select", "upload"]))
    return (
        "question",
        draw(names),
        kind,
        draw(st.lists(st.sampled_from(CHOICES), min_size=1, unique=True)),
        draw(st.booleans()),
    )


def versions():
    """Trees of questions, groups and repeats over few names, so that two of them often meet."""
    names = st.sampled_from([f"q{n}" for n in range(6)])
    folders = st.sampled_from(["g", "h", "r", "s"])
    leaf = questions(names)
    inner = st.lists(leaf, min_size=1, max_size=3, unique_by=lambda one: one[1])
    folder = st.tuples(st.just("folder"), folders, st.sampled_from(["group", "repeat"]), inner)
    deep = st.tuples(
        st.just("folder"),
        folders,
        st.sampled_from(["group", "repeat"]),
        st.lists(st.one_of(leaf, folder), min_size=1, max_size=3, unique_by=lambda one: one[1]),
    )
    return st.lists(
        st.one_of(leaf, folder, deep), min_size=1, max_size=5, unique_by=lambda one: one[1]
    )


def form_of(items, *, version: str) -> Form:
    binds: list[str] = []

    def instance(items) -> str:
        return "".join(
            f"<{one[1]}>{instance(one[3])}</{one[1]}>" if one[0] == "folder" else f"<{one[1]}/>"
            for one in items
        )

    def body(items, path: str) -> str:
        return "".join(_said(one, f"{path}/{one[1]}") for one in items)

    def _said(one, ref: str) -> str:
        if one[0] == "folder":
            inside = body(one[3], ref)
            if one[2] == "repeat":
                return (
                    f'<group ref="{ref}"><label>{one[1]}</label>'
                    f'<repeat nodeset="{ref}">{inside}</repeat></group>'
                )
            return f'<group ref="{ref}"><label>{one[1]}</label>{inside}</group>'
        _, name, kind, choices, required = one
        type_ = {"select1": "string", "select": "string", "upload": "binary"}.get(kind, kind)
        must = ' required="true()"' if required else ""
        binds.append(f'<bind nodeset="{ref}" type="{type_}"{must}/>')
        if kind in ("select1", "select"):
            items_ = "".join(
                f"<item><label>{c.upper()}</label><value>{c}</value></item>" for c in choices
            )
            return f'<{kind} ref="{ref}"><label>{name}</label>{items_}</{kind}>'
        if kind == "upload":
            return f'<upload ref="{ref}" mediatype="image/*"><label>{name}</label></upload>'
        return f'<input ref="{ref}"><label>{name}</label></input>'

    shown = body(items, "/data")
    text = f"""<h:html xmlns="http://www.w3.org/2002/xforms"
      xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
      <h:head><h:title>T</h:title><model><instance>
      <data id="t" version="{version}">{instance(items)}</data></instance>
      {"".join(binds)}</model></h:head><h:body>{shown}</h:body></h:html>"""
    return read_form(text.encode())


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(before=versions(), after=versions(), seed=st.integers(0, 3))
def test_nothing_is_lost_between_any_two_versions(before, after, seed):
    old, new = form_of(before, version="1"), form_of(after, version="2")
    taken_over(old, new, fill(old, seed=seed, limit=200))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(items=versions(), seed=st.integers(0, 3))
def test_a_version_that_changes_nothing_gives_the_same_filling(items, seed):
    old, new = form_of(items, version="1"), form_of(items, version="2")
    session = fill(old, seed=seed, limit=200)
    made = taken_over(old, new, session)
    assert not made.aside
    assert not made.changed
    begun = FillingSession.resume(new, made.saved, fixed_context())
    assert begun.xml().replace(b'version="2"', b'version="1"') == session.xml()

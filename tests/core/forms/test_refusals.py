"""Check-lists that must be refused, and what is said about them."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from tables import workbook

from core.forms import FillingSession, FormRefused, SessionContext, read_any, read_form
from core.forms.check import check_form

WRONG = """
| survey |
| | type | name | label | relevant | calculation | constraint |
| | text | nome | Nome | ${nada} = 1 | | |
| | texto | outro | Outro | | | |
| | integer | nome | Idade | | | . > |
| | select_one lista | qual | Qual | | | |
| | text | dois nomes | X | | | |
| | begin group | g | G | | | |
| | calculate | a | | | ${b} + 1 | |
| | calculate | b | | | ${a} + 1 | |
| | calculate | c | | | inventada(1) | |
| choices |
| | list_name | name | label |
| | sn | s | Sim |
| | sn | s | Sim outra vez |
"""


def refused(data: bytes, *, filename: str = "teste.xlsx"):
    with pytest.raises(FormRefused) as caught:
        read_any(data, filename=filename)
    return caught.value.problems


def test_every_error_of_a_workbook_is_listed_with_its_place():
    found = {(p.code, p.sheet, p.row, p.column) for p in refused(workbook(WRONG))}
    assert found >= {
        ("forms.unknown-reference", "survey", 2, "relevant"),
        ("forms.unknown-type", "survey", 3, "type"),
        ("forms.duplicate-name", "survey", 4, "name"),
        ("forms.bad-expression", "survey", 4, "constraint"),
        ("forms.missing-list", "survey", 5, "type"),
        ("forms.invalid-name", "survey", 6, "name"),
        ("forms.unclosed-group", "survey", 7, "type"),
        ("forms.unknown-function", "survey", 10, "calculation"),
        ("forms.duplicate-choice", "choices", 3, "name"),
    }
    assert any(p.code == "forms.cycle" for p in refused(workbook(WRONG)))


def test_a_problem_says_what_to_do_in_both_languages():
    for problem in refused(workbook(WRONG)):
        assert problem.pt
        assert problem.en
        assert problem.todo_pt
        assert problem.todo_en


@pytest.mark.parametrize(
    ("name", "code", "row"),
    [
        ("bad_calc.xlsx", "forms.bad-expression", 2),
        ("unknown_question_type.xls", "forms.unknown-type", 52),
        ("invalid-form.xml", "forms.cycle", 26),
        ("form_design_error.xml", "forms.answer-overwritten", 20),
        ("randomTest_broken.xml", "forms.bind-without-node", 40),
    ],
)
def test_real_bad_forms_are_refused(shared_folder, name, code, row):
    data = (shared_folder / "forms" / "bad" / name).read_bytes()
    problems = refused(data, filename=name)
    assert (code, row) in {(p.code, p.row) for p in problems}
    assert check_form(data, filename=name) == problems


def test_a_circle_names_its_rows():
    data = workbook(
        """
| survey |
| | type | name | label | calculation |
| | calculate | a | | ${b} + 1 |
| | calculate | b | | ${c} + 1 |
| | calculate | c | | ${a} + 1 |
"""
    )
    problem = next(p for p in refused(data) if p.code == "forms.cycle")
    for row in ("(2)", "(3)", "(4)"):
        assert row in problem.en


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head>&lol2;</h:head></h:html>"""
FILE = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head>&e;</h:head></h:html>"""


@pytest.mark.parametrize(
    "data",
    [
        BOMB,
        FILE,
        b"<a>" * 100_000 + b"</a>" * 100_000,
        b"",
        b"\x00\x01\x02",
        b"PK\x03\x04 nothing more",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nothing more",
        b"<html/>",
        "só texto".encode(),
    ],
    ids=["entities", "file", "deep", "empty", "binary", "zip", "xls", "html", "text"],
)
def test_hostile_and_broken_files_are_refused_plainly(data):
    assert refused(data)[0].code == "forms.not-readable"


def test_groups_without_end_are_refused_at_their_row():
    rows = "".join(f"| | begin group | g{i} | G |\n" for i in range(1500))
    rows += "| | text | a | A |\n" + "| | end group | | |\n" * 1500
    problems = refused(workbook(f"| survey |\n| | type | name | label |\n{rows}"))
    assert [(p.code, p.row) for p in problems] == [("forms.too-deep", 62)]


def test_a_zip_bomb_is_refused_unopened():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 60_000_000)
    assert refused(stream.getvalue())[0].code == "forms.too-big"


def test_an_old_workbook_with_a_new_name_is_read_by_its_content(shared_folder):
    data = (shared_folder / "forms" / "ifrc-distribution-site-assessment-v1.xlsx").read_bytes()
    assert not data.startswith(b"PK")
    assert read_any(data, filename="ifrc.xlsx").controls


def test_a_file_that_did_not_come_along_is_a_warning(shared_folder):
    data = (shared_folder / "forms" / "small" / "external_select_csv.xml").read_bytes()
    form = read_form(data)
    assert [p.code for p in form.problems] == ["forms.missing-file"]
    assert form.missing_media


def test_what_is_not_supported_is_said_with_its_row():
    data = workbook(
        """
| survey |
| | type | name | label | appearance |
| | integer | n | N | bearing |
"""
    )
    problem = check_form(data, filename="x.xlsx")[0]
    assert (problem.code, problem.severity) == ("forms.unsupported", "warning")
    assert (problem.sheet, problem.row, problem.column) == ("survey", 2, "appearance")


def test_an_expression_that_fails_while_running_stops_nothing():
    from monkey import fixed_context

    from core.forms import FillingSession

    form = read_any(
        workbook(
            """
| survey |
| | type | name | label | constraint | calculation |
| | text | a | A | regex(., concat('(', '')) | |
| | calculate | b | | | uuid(number(${a})) |
"""
        ),
        filename="x.xlsx",
    )
    session = FillingSession.start(form, fixed_context())
    session.answer("/data/a", "x")
    assert session.state("/data/a").value == "x"
    assert session.xml()


def test_a_form_without_instance_id_gets_one():
    from monkey import fixed_context

    from core.forms import FillingSession
    from core.forms.interchange.reading import read_submission

    form = read_form(
        b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>t</h:title><model><instance><data id="t"><a/></data></instance></model>
     </h:head>
<h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>"""
    )
    session = FillingSession.start(form, fixed_context())
    session.answer("/data/a", "1")
    xml = session.xml()
    assert b"<orx:instanceID>uuid:" in xml
    assert b'xmlns:orx="http://openrosa.org/xforms"' in xml
    # Another client writes the same with other prefixes.
    foreign = xml.replace(b"orx:", b"x:").replace(b"xmlns:orx", b"xmlns:x")
    again = FillingSession.resume(form, read_submission(foreign, form), fixed_context())
    assert again.xml() == xml


def xform(model: str, body: str = "", *, instance: str = "<a/>") -> bytes:
    """A small XForm around a piece of model and of body."""
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model>
<instance><data id="t">{instance}</data></instance>{model}</model></h:head>
<h:body>{body}</h:body></h:html>""".encode()


CHOOSE = """<select1 ref="/data/a"><itemset nodeset="instance('l')/root/item">
<value ref="nome"/><label ref="label"/></itemset></select1>"""
LIST = '<instance id="l"><root><item><name>x</name><label>X</label></item></root></instance>'


@pytest.mark.parametrize(
    ("data", "code", "severity"),
    [
        (
            xform("", '<upload ref="/data/a" mediatype=".jpg"><label>A</label></upload>'),
            "forms.bad-mediatype",
            "warning",
        ),
        (
            xform('<submission method="poast"/>'),
            "forms.submission-method",
            "warning",
        ),
        (xform(LIST, CHOOSE), "forms.list-column", "warning"),
        (
            xform(
                '<setvalue event="odk-new-repeat" ref="/data/r/x" value="1"/>',
                '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>',
                instance="<r><x/></r>",
            ),
            "forms.event-in-model",
            "error",
        ),
        (
            xform("<bind nodeset=\"/data/a\" calculate=\"jr:choice-name('x', '/data/nada')\"/>"),
            "forms.unknown-path",
            "error",
        ),
        (
            xform(
                "<bind nodeset=\"/data/a\" calculate=\"jr:choice-name('x', '/data/b')\"/>",
                '<input ref="/data/b"/>',
                instance="<a/><b/>",
            ),
            "forms.no-choices",
            "error",
        ),
        (
            xform(
                '<bind nodeset="/data/a" calculate="distance(/data/b)"/>',
                instance="<a/><b>foo</b>",
            ),
            "forms.failing-expression",
            "warning",
        ),
        (
            xform('<bind nodeset="/data/a/@x" relevant="false()"/>', instance='<a x=""/>'),
            "forms.unsupported",
            "warning",
        ),
    ],
)
def test_odd_declarations_are_said_by_name(data, code, severity):
    found = [(p.code, p.severity) for p in check_form(data, filename="f.xml")]
    assert found == [(code, severity)]


def test_a_column_or_an_appearance_with_a_slip_is_said_and_not_lost():
    data = workbook(
        """
| survey |
| | type | name | label | relevent | appearance |
| | text | a | A | 1 = 1 | multilin |
"""
    )
    found = [(p.code, p.row, p.column) for p in check_form(data, filename="x.xlsx")]
    assert found == [
        ("forms.unknown-column", 1, "relevent"),
        ("forms.unsupported", 2, "appearance"),
    ]


def test_what_has_no_node_is_left_out_and_said_and_the_rest_works():
    model = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
     <h:head><h:title>t</h:title><model><instance><data id="t"><a/></data></instance></model>
     </h:head>
     <h:body><input ref="/data/gone"><label>Gone</label></input>
     <group ref="/data/box"><label>Box</label><input ref="/data/a"><label>A</label>
     <setvalue event="xforms-value-changed" ref="/data/lost" value="1"/></input></group>
     </h:body></h:html>"""
    form = read_form(model)
    assert [(p.code, p.severity, p.name) for p in form.problems] == [
        ("forms.control-without-node", "warning", "gone"),
        ("forms.group-without-node", "warning", "box"),
        ("forms.action-without-node", "warning", "a"),
    ]
    session = FillingSession.start(form, SessionContext(seed=1))
    (box,) = session.root_keys()
    assert session.state(box).label == "Box"
    session.answer("/data/a", "yes")
    assert session.state(session.state(box).children[0]).value == "yes"


def test_a_repeat_without_a_node_is_refused():
    model = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
     <h:head><h:title>t</h:title><model><instance><data id="t"><a/></data></instance></model>
     </h:head>
     <h:body><repeat nodeset="/data/rep"><input ref="/data/a"/></repeat></h:body></h:html>"""
    assert [p.code for p in refused(model)] == ["forms.repeat-without-node"]

"""Files built to do harm, and files that are something else: a clear error, or it works."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tables import workbook

from core.forms import FillingSession, SessionContext, read_form
from core.forms.check import check_form

MOST_MEGABYTES = 500


def xform(model: str, body: str = "", *, instance: str = "<a/><b/>") -> bytes:
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model>
<instance><data id="t">{instance}</data></instance>{model}</model></h:head>
<h:body>{body}</h:body></h:html>""".encode()


def calculated(expression: str) -> bytes:
    return xform(f'<bind nodeset="/data/a" calculate="{expression}"/>')


def listed(source: str) -> bytes:
    return xform(f'<instance id="l" src="{source}"/>')


def codes(data: bytes, *, filename: str = "f.xml", media=None) -> list[str]:
    return [p.code for p in check_form(data, filename=filename, media=media or {})]


def zipped(**files: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 5000 + "1" + ")" * 5000,
        "-" * 5000 + "1",
        "+".join(["1"] * 20_000),
        "if(1=1," * 3000 + "1" + ",2)" * 3000,
        "/data/b[" * 300 + "1" + "]" * 300,
        "|".join(["/data/b"] * 20_000),
        f"concat({','.join(['1'] * 300_000)})",
        f"'{'x' * 1_000_000}'",
    ],
    ids=["brackets", "signs", "sum", "if", "predicates", "union", "arguments", "megabyte"],
)
def test_an_expression_too_deep_or_too_long_is_refused_in_few_words(expression):
    problems = check_form(calculated(expression), filename="f.xml")
    assert [p.code for p in problems] == ["forms.bad-expression"]
    assert len(problems[0].en) < 2000


def test_long_chains_of_conditions_work():
    chain = " or ".join(f"/data/b = '{n}'" for n in range(2000))
    form = read_form(calculated(chain))
    session = FillingSession.start(form, SessionContext(seed=1))
    session.answer("/data/b", "1999")
    assert session.state("/data/a").value == "true"


@pytest.mark.parametrize(
    ("model", "body", "instance", "expected"),
    [
        ('<bind nodeset="/data/a" calculate="/data/a + 1"/>', "", "<a/>", "forms.cycle"),
        ('<bind nodeset="/data/a" relevant="/data/a = 1"/>', "", "<a/>", "forms.cycle"),
        ('<bind nodeset="/data/g" relevant="/data/g/x = 1"/>', "", "<g><x/></g>", "forms.cycle"),
        (
            (
                '<bind nodeset="/data/a" relevant="/data/b = 1"/>'
                '<bind nodeset="/data/b" calculate="/data/a + 1"/>'
            ),
            "",
            "<a/><b/>",
            "forms.cycle",
        ),
        (
            (
                '<bind nodeset="/data/r/x" calculate="sum(/data/r/y)"/>'
                '<bind nodeset="/data/r/y" calculate="../x + 1"/>'
            ),
            '<repeat nodeset="/data/r"><input ref="/data/r/z"/></repeat>',
            "<r><x/><y/><z/></r>",
            "forms.cycle",
        ),
        (
            '<bind nodeset="/data/n" calculate="count(/data/r)"/>',
            '<repeat nodeset="/data/r" jr:count="/data/n + 1"><input ref="/data/r/z"/></repeat>',
            "<n/><r><z/></r>",
            "forms.endless-count",
        ),
    ],
    ids=["itself", "own relevance", "group by its child", "relevance", "repeat", "count"],
)
def test_circles_are_refused_and_growth_is_stopped(model, body, instance, expected):
    assert codes(xform(model, body, instance=instance)) == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (zipped(hello_txt=b"x"), "forms.not-readable"),
        (zipped(word__document_xml=b"<x/>"), "forms.not-readable"),
        (zipped(content_xml=b"<x/>"), "forms.not-readable"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + b"\0" * 504
            + "EncryptedPackage".encode("utf-16-le"),
            "forms.locked",
        ),
        (zipped(xl__workbook_xml=b"\0" * 60_000_000), "forms.too-big"),
    ],
    ids=["zip", "word", "ods", "password", "bomb"],
)
def test_a_workbook_that_is_something_else_is_named(content, expected):
    assert codes(content, filename="f.xlsx") == [expected]


def test_a_bomb_inside_a_workbook_is_not_opened():
    inner = zipped(x=b"\0" * 100_000_000)
    assert codes(zipped(xl__workbook_xml=inner), filename="f.xlsx") == ["forms.not-readable"]


def test_a_cut_or_bent_workbook_never_raises():
    whole = workbook("| survey |\n| | type | name | label |\n| | text | a | A |")
    for at in range(4, len(whole), len(whole) // 60):
        bent = bytearray(whole)
        bent[at] ^= 0xFF
        for data in (whole[:at], bytes(bent)):
            assert set(codes(data, filename="f.xlsx")) <= {
                "forms.not-readable",
                "forms.no-survey",
                "forms.locked",
                "forms.too-big",
                "forms.converter",
                "forms.converter-warning",
                "forms.unknown-type",
            }


def test_a_cut_old_workbook_is_refused_and_prints_nothing(shared_folder, capsys):
    old = next(iter(sorted((shared_folder / "forms").rglob("*.xls"))))
    assert codes(old.read_bytes()[:20_000], filename="f.xls") == ["forms.not-readable"]
    assert capsys.readouterr().out == ""


def test_formulas_are_text():
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in (["type", "name", "label"], ["text", "a", "'=cmd|'/c calc'!A1"]):
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    assert codes(stream.getvalue(), filename="f.xlsx") == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("l.xml", b'<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><root>&b;</root>'),
        ("l.xml", b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><root>&e;</root>'),
        ("l.xml", b"<a>" * 300_000 + b"</a>" * 300_000),
        ("l.geojson", b"[" * 1_000_000),
        ("l.geojson", b'{"type":"FeatureCollection","features":{"a":1}}'),
        (
            "l.geojson",
            (
                b'{"type":"FeatureCollection","features":[{"geometry":'
                b'{"type":"Point","coordinates":[1]}}]}'
            ),
        ),
        (
            "l.geojson",
            (
                b'{"type":"FeatureCollection","features":[{"geometry":'
                b'{"type":"Point","coordinates":"x"},"properties":[1]}]}'
            ),
        ),
        ("l.csv", b"\0\0"),
        ("l.csv", b"PK\x03\x04" + b"\0" * 100),
        ("l.csv", b""),
    ],
    ids=["entities", "file", "deep", "brackets", "object", "point", "word", "nul", "zip", "empty"],
)
def test_a_hostile_list_is_a_bad_file(name, content):
    found = check_form(listed(f"jr://file/{name}"), filename="f.xml", media={name: content})
    assert [(p.code, p.name) for p in found] == [("forms.bad-file", name)]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_of_another_encoding_is_read(encoding):
    form = read_form(
        xform(
            '<instance id="l" src="jr://file-csv/l.csv"/>',
            '<select1 ref="/data/a"><itemset nodeset="instance(\'l\')/root/item">'
            '<value ref="name"/><label ref="label"/></itemset></select1>',
        ),
        media={"l.csv": "name;label\nção;Água\n".encode(encoding)},
    )
    session = FillingSession.start(form, SessionContext(seed=1))
    assert [(c.value, c.label) for c in session.choices("/data/a")] == [("ção", "Água")]


_MEASURED = """
import resource, sys
from pathlib import Path

def peak():
    # ru_maxrss starts from what the parent had: a process of its own counts its own only there.
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

from core.forms.check import check_form
data = Path(sys.argv[1]).read_bytes()
found = check_form(data, filename=Path(sys.argv[1]).name)
print(",".join(p.code for p in found) or "fine")
print(peak())
"""


def _items(count: int) -> bytes:
    items = "".join(f"<item><n>c{i}</n><l>C {i}</l></item>" for i in range(count))
    return xform(
        f'<instance id="l"><root>{items}</root></instance>',
        '<select1 ref="/data/a"><itemset nodeset="instance(\'l\')/root/item">'
        '<value ref="n"/><label ref="l"/></itemset></select1>',
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no measure of memory here")
@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: b"<a>" * 7_500_000 + b"</a>" * 7_500_000, "forms.not-readable"),
        (lambda: _items(100_000), "fine"),
        (
            lambda: xform("", instance="".join(f"<n{i}/>" for i in range(800_000))),
            "forms.not-readable",
        ),
        (lambda: xform("", instance=f"<a>{'x' * 50_000_000}</a>"), "forms.not-readable"),
        (lambda: b"<a/>" * 16_000_000, "forms.not-readable"),
    ],
    ids=["nesting of 50 MB", "100,000 choices", "800,000 nodes", "one huge text", "many roots"],
)
def test_memory_stays_under_a_bound(tmp_path: Path, make, expected):
    file = tmp_path / "form.xml"
    file.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(file)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    codes_said, megabytes = done.stdout.split()
    assert codes_said == expected
    assert int(megabytes) < MOST_MEGABYTES

"""ODK Validate, which Kobo and ODK Central run too, accepts what the editor writes."""

from __future__ import annotations

import shutil

import pytest

from core.forms.authoring import check_book, new_book, read_book
from core.forms.authoring.columns import with_text
from core.forms.authoring.kinds import KINDS
from core.forms.authoring.structure import add_question, add_section
from resources import resource

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate needs Java"),
]
PT, EN = "Português (pt)", "English (en)"
BEGINS = {
    "range": ("parameters", "start=1 end=5 step=1"),
    "calculate": ("calculation", "1 + 1"),
    "image": ("parameters", "max-pixels=2048"),
}


def validated(data, path):
    from pyxform.xls2xform import convert

    path.write_bytes(data)
    return convert(path, validate=True).warnings


def test_one_of_each_kind(tmp_path):
    book = new_book(title="Um de cada", languages=(PT, EN), section="Início", question="Nome")
    for kind in KINDS:
        labels = {PT: f"Pergunta {kind}", EN: f"Question {kind}"}
        book, line = add_question(book, kind=kind, labels=labels)
        if kind in BEGINS:
            book = with_text(book, "survey", line, *BEGINS[kind])
    book, line = add_section(book, labels={PT: "Salas", EN: "Rooms"}, repeat=True)
    book, _ = add_question(book, kind="text", labels={PT: "=1+1", EN: "@x"}, inside=line)
    checked = check_book(book)
    assert checked.problems == ()
    assert validated(checked.data, tmp_path / "a.xlsx") == []


def test_a_route_after_an_edit(tmp_path):
    path = resource("checklists/roteiro-rf7.xlsx")
    book = read_book(path.read_bytes(), filename=path.name)
    book, _ = add_question(book, kind="select_one", labels={PT: "Mais uma", EN: "One more"})
    assert validated(check_book(book).data, tmp_path / "a.xlsx") == []

"""The check-lists of the training routes: valid, in both languages, and without judgement."""

from __future__ import annotations

import json
import re

import pytest
from openpyxl import load_workbook

from core.forms import FillingSession, SessionContext
from core.forms.authoring import check_book, outline, read_book, walk
from core.forms.authoring.columns import text_of
from core.forms.authoring.texts import languages
from resources import resource
from resources.checklists import make_route_checklists as maker

INDEX = json.loads(resource("checklists/index.json").read_text(encoding="utf-8"))
JUDGING = re.compile(
    r"\b(avalie|classifique|pontu\w*|nota de|qualidade d|bom|mau|score|rate)\b", re.IGNORECASE
)


@pytest.mark.parametrize("one", INDEX, ids=lambda one: one["file"])
def test_a_route_has_a_check_list_that_can_be_used_at_once(one):
    path = resource(f"checklists/{one['file']}")
    book = read_book(path.read_bytes(), filename=path.name)
    checked = check_book(book)
    assert checked.problems == ()
    assert checked.form is not None
    assert checked.form.title == one["title"]["pt"]
    assert languages(book) == ("Português (pt)", "English (en)")
    session = FillingSession.start(checked.form, SessionContext())
    assert len(session.outline()) >= 10
    for line in book.survey.lines:
        for language in languages(book):
            label = text_of(book.survey, line, "label", language)
            kind = text_of(book.survey, line, "type")
            assert label or kind.startswith("end_"), (line, language)
            assert not JUDGING.search(label), label
    # Every section asks for what was observed, how it is known, and evidence.
    sections = [item for item in outline(book) if item.name.startswith(("s", "ro_"))]
    for section in sections:
        inside = {item.name for item in walk(section.children)}
        for ending in ("observado", "fontes", "evidencias", "fotografia", "video"):
            assert f"{section.name}_{ending}" in inside


def test_they_are_what_the_script_makes_of_the_plan():
    plan = json.loads(resource("plan/plan.json").read_text(encoding="utf-8"))
    assert len(INDEX) == len(plan["roteiros"])
    for route, one in zip(plan["roteiros"], INDEX, strict=True):
        made = maker.checklist_of(route, plan)
        book = load_workbook(resource(f"checklists/{one['file']}"))
        for name, (columns, rows) in made.items():
            cells = [[cell.value or "" for cell in row] for row in book[name].iter_rows()]
            assert cells == [columns, *([row.get(each, "") for each in columns] for row in rows)]


def test_a_route_of_several_responses_shows_the_sections_of_those_that_were_chosen():
    path = resource("checklists/roteiro-rf7.xlsx")
    form = check_book(read_book(path.read_bytes(), filename=path.name)).form
    assert form is not None
    session = FillingSession.start(form, SessionContext())
    key = session.key_of("/data/ro_e3_a1_ro4")
    assert not session.state(key).relevant
    session.answer(session.key_of("/data/identificacao/respostas"), "e3_a1_ro4")
    assert session.state(key).relevant
    session.answer(session.key_of("/data/ro_e3_a1_ro4/ro_e3_a1_ro4_evidencias"), "video")
    assert session.state(session.key_of("/data/ro_e3_a1_ro4/ro_e3_a1_ro4_video")).relevant

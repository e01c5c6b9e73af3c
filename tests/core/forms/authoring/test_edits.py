"""Any edits in any order: nothing of others is lost, references stay right, undo leads back."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.forms import FillingSession, SessionContext
from core.forms.authoring import History, NameNotAllowed, check_book, read_book, write_book
from core.forms.authoring.choices import (
    add_choice,
    lines_of,
    move_choice,
    new_list,
    remove_choice,
    rename_choice,
)
from core.forms.authoring.columns import text_of, with_text
from core.forms.authoring.kinds import KINDS
from core.forms.authoring.names import list_names, names_of, rename, slug, unique, uses_of
from core.forms.authoring.outline import item_of, outline, walk
from core.forms.authoring.structure import (
    add_question,
    add_section,
    change_kind,
    duplicate,
    move,
    remove,
    step,
    used_elsewhere,
)
from core.forms.authoring.texts import add_language, identified, languages, next_version, stamped
from tests.core.forms.authoring.tables import plain_book, rich_workbook

EDITS = ("question", "section", "repeat", "remove", "copy", "move", "up", "down", "rename", "kind",
         "hint", "language", "choice")  # fmt: skip


def line_of(book, name):
    return next(one.line for one in walk(outline(book)) if one.name == name)


def edit(book, what, at, other):  # noqa: C901 - one branch for each verb
    items = tuple(walk(outline(book)))
    if not items:
        return add_question(book, kind="text", labels={None: "Nova"})[0]
    item, target = items[at % len(items)], items[other % len(items)]
    match what:
        case "question":
            return add_question(
                book, kind=KINDS[other % 6], labels={None: f"Pergunta {at}"}, after=item.line
            )[0]
        case "section" | "repeat":
            return add_section(
                book, labels={None: "Secção"}, after=item.line, repeat=what == "repeat"
            )[0]
        case "remove":
            return remove(book, item.line)
        case "copy":
            return duplicate(book, item.line)[0]
        case "move":
            if target.holds and other % 2:
                return move(book, item.line, inside=target.line)
            return move(book, item.line, after=target.line)
        case "up" | "down":
            return step(book, item.line, by=-1 if what == "up" else 1)
        case "rename":
            return rename(book, item.line, unique(f"n{at}_{other}", names_of(book)))
        case "kind":
            if item.kind.role != "question":
                return book
            return change_kind(book, item.line, kind=KINDS[other % 8])
        case "hint":
            return with_text(book, "survey", item.line, "hint", f"Dica {at}")
        case "language":
            return add_language(book, "English (en)", present="Português (pt)")
        case "choice":
            return add_choice(book, "sim_nao", labels={None: f"Opção {at}"})[0]
    raise AssertionError(what)


edits = st.lists(
    st.tuples(st.sampled_from(EDITS), st.integers(0, 40), st.integers(0, 40)), max_size=12
)


@settings(max_examples=40)
@given(todo=edits)
def test_any_edits_leave_a_file_that_says_the_same(simple_book, todo):
    book = simple_book
    for what, at, other in todo:
        book = edit(book, what, at, other)
    again = read_book(write_book(book), filename="a.xlsx")

    def texts(one):
        sheets = ([(c.header, c.id) for c in s.columns] for s in one.sheets)
        return [
            (
                [header for header, _ in columns],
                [[line.cells.get(at, "") for _, at in columns] for line in sheet.lines],
            )
            for sheet, columns in zip(one.sheets, sheets, strict=True)
            if sheet.columns
        ]

    assert texts(again) == texts(book)
    # What others wrote in a column of their own is where its row is.
    for line in again.survey.lines:
        name = text_of(again.survey, line, "name")
        if name == "nome" and text_of(again.survey, line, "hint") == "Completo":
            assert text_of(again.survey, line, "minha coluna") == "y"
    # Begins and ends still pair up.
    kinds = [text_of(book.survey, line, "type") for line in book.survey.lines]
    depth = 0
    for kind in kinds:
        depth += kind.startswith("begin") - kind.startswith("end")
        assert depth >= 0
    assert depth == 0
    names = [one.name for one in walk(outline(book))]
    assert len(names) == len(set(names))


@settings(max_examples=25)
@given(todo=edits)
def test_references_still_name_what_they_named(simple_book, todo):
    """Whatever is renamed or moved: a reference leads to the line it led to before."""
    book = simple_book
    age, has = line_of(book, "idade"), line_of(book, "tem")
    for what, at, other in todo:
        if what not in ("remove", "copy"):
            book = edit(book, what, at, other)
    named = {text_of(book.survey, book.survey.line(one), "name") for one in (age, has)}
    survivor = next(
        one for one in book.survey.lines if " and " in text_of(book.survey, one, "relevant")
    )
    text = text_of(book.survey, survivor, "relevant")
    assert set(re.findall(r"\$\{(\w+)\}", text)) == named


@settings(max_examples=25)
@given(todo=edits)
def test_undo_leads_all_the_way_back_and_redo_forward(simple_book, todo):
    from core.forms.authoring.history import Moment

    history = History(Moment(simple_book))
    for what, at, other in todo:
        history.put(edit(history.now.book, what, at, other), at=None)
    last = history.now.book
    while history.undo():
        pass
    assert history.now.book is simple_book
    while history.redo():
        pass
    assert history.now.book == last


@pytest.fixture(scope="module")
def rich_data():
    return rich_workbook()


@pytest.fixture(scope="module")
def simple_book():
    return plain_book()


@settings(max_examples=20)
@given(todo=edits)
def test_nothing_of_others_is_lost_by_any_edits(rich_data, todo):
    """Notes, widths, validations and a sheet of its own, whatever is done beside them."""
    book = read_book(rich_data, filename="r.xlsx")
    noted = line_of(book, "b")
    for what, at, other in todo:
        if what not in ("remove", "copy", "choice", "kind"):
            book = edit(book, what, at, other)
    made = load_workbook(BytesIO(write_book(book)))
    survey, own = made["survey"], made["apontamentos"]
    row = book.survey.index_of(noted) + 2
    comments = {
        cell.row: cell.comment.text for line in survey.iter_rows() for cell in line if cell.comment
    }
    assert comments == {row: "cuidado com esta"}
    assert survey.row_dimensions[row].height == 40
    headers = {cell.value: cell.column for cell in survey[1]}
    formula = survey.cell(row, headers["conta"])
    assert str(formula.value).startswith("=")
    assert own["B4"].value == f"=survey!{formula.coordinate}"
    assert [cell.value for cell in own[1]] == ["isto", "não é", "do XLSForm"]
    assert survey.data_validations.dataValidation


def test_names_come_from_labels():
    assert slug("Capacidade (pessoas) à data da visita") == "capacidade_pessoas_a_data_da"
    assert slug("**Nº** de ${x} vagas") == "no_de_vagas"
    assert slug("2.º andar") == "p_2_o_andar"
    assert slug("日本") == "pergunta"
    assert len(slug("palavra" * 10)) <= 30
    assert unique("nome", {"nome", "nome_2"}) == "nome_3"
    assert unique("a" * 30, {"a" * 30}) == "a" * 28 + "_2"


@given(st.text(max_size=80), st.sets(st.text(max_size=5), max_size=5))
def test_every_label_gives_a_name_that_is_allowed(label, taken):
    name = unique(slug(label), taken)
    assert re.fullmatch(r"[a-z_][a-z0-9_]{0,29}", name)
    assert name not in taken


def test_a_name_taken_or_wrong_is_refused(simple):
    line = line_of(simple, "nome")
    for wrong in ("idade", "com espaço", "9a", "IDADE", "meta", "é"):
        with pytest.raises(NameNotAllowed):
            rename(simple, line, wrong)


def test_what_would_miss_something_removed_is_known(simple):
    inside = line_of(simple, "pessoa")
    uses = used_elsewhere(simple, inside)
    assert [text_of(simple.survey, simple.survey.line(one), "name") for one in uses] == [
        "casa",
        "qual",
    ]
    assert uses_of(simple, "tem") == (line_of(simple, "qual"),)


def test_a_copy_asks_about_itself(simple):
    book, copied = duplicate(simple, line_of(simple, "casa"))
    inside = {one.name: one for one in walk((item_of(book, copied),))}
    assert set(inside) == {"casa_2", "tem_2", "qual_2"}
    relevant = text_of(book.survey, book.survey.line(inside["qual_2"].line), "relevant")
    assert relevant == "${tem_2} = 'sim' and ${idade} >= 18"
    assert text_of(book.survey, book.survey.line(line_of(book, "qual")), "relevant") == (
        "${tem} = 'sim' and ${idade} >= 18"
    )
    assert check_book(book).errors == 0


def test_a_choice_renamed_is_renamed_in_conditions(simple):
    yes = lines_of(simple, "sim_nao")[0].id
    book = rename_choice(simple, yes, "afirmativo")
    relevant = text_of(book.survey, book.survey.line(line_of(book, "qual")), "relevant")
    assert relevant == "${tem} = 'afirmativo' and ${idade} >= 18"


def test_choices_are_added_moved_and_removed(simple):
    book, maybe = add_choice(simple, "sim_nao", labels={None: "Talvez"})
    book = move_choice(book, maybe, by=-1)
    assert [text_of(book.choices, one, "name") for one in lines_of(book, "sim_nao")] == [
        "sim",
        "talvez",
        "nao",
    ]
    assert text_of(book.choices, lines_of(book, "sim_nao")[2], "extra") == "e2"
    book = remove_choice(book, maybe)
    book, name = new_list(book, name="Sim nao")
    assert list_names(book) == ("sim_nao", name)
    assert name == "sim_nao_2"


def test_the_first_language_gets_a_name_when_a_second_comes(simple):
    book = add_language(simple, "English (en)", present="Português (pt)")
    assert languages(book) == ("Português (pt)", "English (en)")
    book = with_text(
        book, "survey", line_of(book, "nome"), "label", "Name", language="English (en)"
    )
    form = check_book(book).form
    assert form is not None
    session = FillingSession.start(form, SessionContext(), language="English (en)")
    assert session.state(session.key_of("/data/pessoa/nome")).label == "Name"


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "2026112301"), ("1.0", "2026112301"), ("2026112301", "2026112302"),
     ("2026112299", "2026112301"), ("2026112399", "2026112400"), ("2027010105", "2027010106")],
)  # fmt: skip
def test_each_version_is_stamped_anew(before, after):
    assert next_version(before, today=date(2026, 11, 23)) == after


def test_a_book_without_settings_gets_an_identity():
    book = identified(stamped(plain_book(settings=False), today=date(2026, 11, 23)))
    form = check_book(book).form
    assert form is not None
    assert (form.title, form.form_id, form.version) == ("Guião", "guiao", "2026112301")


def test_problems_stand_at_their_rows(simple):
    line = line_of(simple, "qual")
    book = with_text(simple, "survey", line, "relevant", "${nada} = 1")
    (problem,) = [one for one in check_book(book).problems if one.problem.severity == "error"]
    assert (problem.role, problem.line, problem.key) == ("survey", line, "relevant")

"""What the editor does not know stays in the file; what it writes is a valid XLSForm."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.forms import convert_workbook, read_any
from core.forms.authoring import NotAWorkbook, check_book, new_book, read_book, write_book
from core.forms.authoring.columns import text_of, with_text
from core.forms.authoring.names import rename
from core.forms.authoring.structure import add_question, duplicate, move, remove, step
from core.forms.authoring.texts import add_language, with_setting


def opened(data, **how):
    return load_workbook(BytesIO(data), **how)


def test_nothing_changed_gives_the_same_parts(rich):
    with zipfile.ZipFile(BytesIO(rich)) as before:
        then = {name: before.read(name) for name in before.namelist()}
    with zipfile.ZipFile(BytesIO(write_book(read_book(rich, filename="r.xlsx")))) as after:
        now = {name: after.read(name) for name in after.namelist()}
    assert now == then


def test_the_same_book_gives_the_same_bytes(simple):
    book, _ = add_question(simple, kind="text", labels={None: "Mais uma"})
    assert write_book(book) == write_book(book)


def test_moving_a_row_takes_its_looks_notes_and_formulas_along(rich):
    book = read_book(rich, filename="r.xlsx")
    second = book.survey.lines[1].id
    sheet = opened(write_book(step(book, second, by=-1)))["survey"]
    assert [sheet.cell(row, 2).value for row in (2, 3, 4)] == ["b", "a", "c"]
    assert sheet["C2"].fill.fgColor.rgb.endswith("FFFF00")
    assert sheet["B2"].comment.text == "cuidado com esta"
    assert sheet["B3"].comment is None
    assert sheet.row_dimensions[2].height == 40
    assert sheet["F2"].value == "=F3*2"
    assert sheet["F3"].value == "=1+1"
    assert sheet["F4"].value == "=SUM(F2:F3)"
    assert sheet["E4"].value == 3.5
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["C"].width == 61


def test_formulas_elsewhere_follow(rich):
    book = read_book(rich, filename="r.xlsx")
    book, _ = add_question(book, kind="text", labels={None: "Nova"}, after=book.survey.lines[0].id)
    own = opened(write_book(book))["apontamentos"]
    assert own["B4"].value == "=survey!F4"
    assert own["A1"].value == "isto"
    assert [str(one) for one in own.merged_cells.ranges] == ["A6:C6"]


def test_a_new_column_stands_beside_its_kind_and_shifts_the_others(rich):
    book = read_book(rich, filename="r.xlsx")
    book = with_text(book, "survey", book.survey.lines[0].id, "hint", "Uma dica")
    sheet = opened(write_book(book))["survey"]
    assert [cell.value for cell in sheet[1]] == [
        "type", "name", "label", "hint", "relevant", "notas do autor", "conta",
    ]  # fmt: skip
    assert sheet["D2"].value == "Uma dica"
    assert sheet["G3"].value == "=G2*2"
    assert sheet["D1"].font.bold == sheet["C1"].font.bold
    assert sheet.column_dimensions["C"].width == 61
    assert opened(write_book(book))["apontamentos"]["B4"].value == "=survey!G3"


def test_a_removed_row_takes_its_note_with_it(rich):
    book = read_book(rich, filename="r.xlsx")
    sheet = opened(write_book(remove(book, book.survey.lines[1].id)))["survey"]
    assert [sheet.cell(row, 2).value for row in (2, 3)] == ["a", "c"]
    assert all(cell.comment is None for row in sheet.iter_rows() for cell in row)
    assert sheet["F3"].value == "=SUM(F2:F2)"


def test_results_of_formulas_can_still_be_read(rich, tmp_path):
    """The converter reads results, so they must outlive an edit elsewhere in the row."""
    from core.forms.authoring.package import pack, unpack

    parts = unpack(rich)
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    parts[sheet] = parts[sheet].replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    assert b"<v>2</v>" in parts[sheet]
    book = read_book(pack(parts), filename="r.xlsx")
    assert text_of(book.survey, book.survey.lines[0], "conta") == "2"
    book = step(book, book.survey.lines[1].id, by=-1)
    assert opened(write_book(book), data_only=True)["survey"]["F3"].value == 2
    assert opened(write_book(book))["survey"]["F3"].value == "=1+1"


@pytest.mark.parametrize("text", ["=1+1", "+351 22", "-dois", "@algo", "=cmd|' /C calc'!A0"])
def test_a_text_never_becomes_a_formula(simple, rich, text):
    for book in (
        simple,
        read_book(rich, filename="r.xlsx"),
        new_book(title="N", languages=("pt",)),
    ):
        made, line = add_question(book, kind="text", labels={None: text}, name="nova")
        sheet = opened(write_book(made))["survey"]
        row = made.survey.index_of(line) + 2
        cells = {cell.value: cell for cell in sheet[row]}
        assert cells[text].data_type != "f"
        assert cells[text].quotePrefix


def test_a_new_workbook_opens_nicely():
    book = new_book(title="Visita", languages=("Português (pt)", "English (en)"), section="Início",
                    question="Nome")  # fmt: skip
    data = write_book(book)
    survey = opened(data)["survey"]
    assert survey.freeze_panes == "A2"
    assert survey["A1"].font.bold
    assert survey.auto_filter.ref.startswith("A1:")
    assert survey.data_validations.dataValidation[0].sqref.ranges
    assert survey.column_dimensions["A"].width > 20
    checked = check_book(book)
    assert checked.errors == 0, checked.problems
    assert checked.form is not None
    assert checked.form.form_id == "visita"


def test_an_old_workbook_becomes_a_new_one_with_all_its_sheets(shared_folder):
    data = (shared_folder / "forms" / "widgets.xls").read_bytes()
    book = read_book(data, filename="widgets.xls")
    assert book.source.converted
    now = write_book(book)
    assert now[:2] == b"PK"
    assert (
        convert_workbook(now, filename="a.xlsx").xml == convert_workbook(data, filename="a.xls").xml
    )


def test_every_real_workbook_saved_unchanged_converts_to_the_same(shared_folder):
    seen = 0
    for path in sorted((shared_folder / "forms").rglob("*.xls*")):
        data = path.read_bytes()
        again = write_book(read_book(data, filename=path.name))
        before, after = (convert_workbook(one, filename=path.name) for one in (data, again))
        assert after.xml == before.xml, path
        assert [p.code for p in after.problems] == [p.code for p in before.problems]
        seen += 1
    assert seen > 15


def test_every_real_workbook_survives_an_edit_and_its_undoing(shared_folder):
    """A row moved down and up again, a copy made and removed: the same form."""
    for path in sorted((shared_folder / "forms").glob("*.xlsx")):
        data = path.read_bytes()
        before = convert_workbook(data, filename=path.name)
        book = read_book(data, filename=path.name)
        first = next(one for one in book.survey.lines if text_of(book.survey, one, "name"))
        changed, copied = duplicate(book, first.id)
        changed = remove(move(changed, copied), copied)
        after = convert_workbook(write_book(changed), filename=path.name)
        assert after.xml == before.xml, path


def test_a_language_added_to_a_real_workbook(shared_folder):
    path = shared_folder / "forms" / "whova_form.xlsx"
    book = add_language(read_book(path.read_bytes(), filename=path.name), "Português (pt)")
    book = with_setting(book, "version", "2")
    first = next(one for one in book.survey.lines if text_of(book.survey, one, "type") == "text")
    book = with_text(book, "survey", first.id, "label", "Olá", language="Português (pt)")
    form = read_any(write_book(book), filename=path.name)
    assert "Português (pt)" in form.languages
    assert form.version == "2"


@pytest.mark.parametrize(
    "data", [b"", b"<xml/>", b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no"]
)
def test_what_is_no_workbook_is_said(data):
    with pytest.raises(NotAWorkbook) as caught:
        read_book(data, filename="a.xlsx")
    assert "a.xlsx" in caught.value.sentence("pt").happened


def test_renaming_reaches_every_sheet(simple):
    line = next(one.id for one in simple.survey.lines if "idade" in one.cells.values())
    book = rename(with_setting(simple, "instance_name", "concat(${ idade }, 1)"), line, "anos")
    data = write_book(book)
    assert "idade" not in str(convert_workbook(data, filename="a.xlsx").xml)
    cells = [cell.value for sheet in opened(data) for row in sheet for cell in row]
    assert "concat(${anos}, 1)" in cells
    assert "${tem} = 'sim' and ${anos} >= 18" in cells

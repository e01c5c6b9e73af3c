"""Lists of choices: made, filled, put in order, and used by several questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.forms.authoring.book import Book, Line, Sheet
from core.forms.authoring.columns import text_of, with_column, with_text
from core.forms.authoring.kinds import kind_of
from core.forms.authoring.names import list_names, slug, unique
from core.forms.authoring.texts import languages


def lines_of(book: Book, list_name: str) -> tuple[Line, ...]:
    """The choices of a list, in order."""
    return by_list(book).get(list_name, ())


_grouped: list[tuple[Sheet, dict[str, tuple[Line, ...]]]] = []


def by_list(book: Book) -> dict[str, tuple[Line, ...]]:
    """The choices of all lists; the same sheet is asked about many times between two changes."""
    last = next(iter(_grouped), None)
    if last is not None and last[0] is book.choices:
        return last[1]
    made: dict[str, list[Line]] = {}
    for line in book.choices.lines:
        made.setdefault(text_of(book.choices, line, "list_name"), []).append(line)
    found = {name: tuple(lines) for name, lines in made.items()}
    _grouped[:] = [(book.choices, found)]
    return found


def users_of(book: Book, list_name: str) -> tuple[int, ...]:
    """The lines of the questions that choose from a list."""
    return tuple(
        line.id
        for line in book.survey.lines
        if kind_of(text_of(book.survey, line, "type")).list_name == list_name
    )


def new_list(
    book: Book, *, name: str, labels: tuple[Mapping[str | None, str], ...] = ()
) -> tuple[Book, str]:
    """A new list under a name like this one; two blank choices unless labels are given."""
    name = unique(slug(name, otherwise="lista"), list_names(book))
    first = languages(book)[0]
    given = labels or ({first: "Opção 1"}, {first: "Opção 2"})
    for one in given:
        book, _ = add_choice(book, name, labels=one)
    return book, name


def add_choice(
    book: Book,
    list_name: str,
    *,
    labels: Mapping[str | None, str],
    name: str = "",
    after: int | None = None,
) -> tuple[Book, int]:
    """Adds a choice at the end of its list, or after another; gives its line."""
    for key in ("list_name", "name"):
        book = with_column(book, "choices", key)
    there = lines_of(book, list_name)
    label = next((text for text in labels.values() if text), "")
    taken = [text_of(book.choices, line, "name") for line in there]
    name = unique(name or slug(label, otherwise="opcao"), taken)
    before = after if after is not None else (there[-1].id if there else None)
    lines = book.choices.lines
    at = book.choices.index_of(before) + 1 if before is not None else len(lines)
    made = Line(book.next_id)
    book = replace(
        book.with_sheet(book.choices.with_lines((*lines[:at], made, *lines[at:]))),
        next_id=book.next_id + 1,
    )
    book = with_text(book, "choices", made.id, "list_name", list_name)
    book = with_text(book, "choices", made.id, "name", name)
    for language, text in labels.items():
        book = with_text(book, "choices", made.id, "label", text, language=language)
    return book, made.id


def remove_choice(book: Book, line_id: int) -> Book:
    """Takes a choice away."""
    kept = [line for line in book.choices.lines if line.id != line_id]
    return book.with_sheet(book.choices.with_lines(kept))


def move_choice(book: Book, line_id: int, *, by: int) -> Book:
    """Moves a choice up (-1) or down (1) among those of its list."""
    sheet = book.choices
    there = lines_of(book, text_of(sheet, sheet.line(line_id), "list_name"))
    at = next(number for number, line in enumerate(there) if line.id == line_id)
    if not 0 <= at + by < len(there):
        return book
    one, other = sheet.index_of(line_id), sheet.index_of(there[at + by].id)
    lines = list(sheet.lines)
    lines[one], lines[other] = lines[other], lines[one]
    return book.with_sheet(sheet.with_lines(lines))


def rename_choice(book: Book, line_id: int, name: str) -> Book:
    """Gives a choice another stored name, also where conditions ask for it.

    Conditions are followed where they compare a question of this list, in the shapes that can be
    picked (`${q} = 'x'`, `selected(${q}, 'x')`).
    """
    sheet = book.choices
    line = sheet.line(line_id)
    old, listed = text_of(sheet, line, "name"), text_of(sheet, line, "list_name")
    taken = [text_of(sheet, one, "name") for one in lines_of(book, listed) if one.id != line_id]
    name = unique(name.strip() or old, taken)
    if name == old:
        return book
    book = with_text(book, "choices", line_id, "name", name)
    return _with_value(book, listed, old, name)


def _with_value(book: Book, listed: str, old: str, name: str) -> Book:
    import re

    survey = book.survey
    asked = [text_of(survey, survey.line(line), "name") for line in users_of(book, listed)]
    if not old or not any(asked):
        return book
    names = "|".join(re.escape(one) for one in asked if one)
    pattern = re.compile(rf"(\$\{{\s*(?:{names})\s*\}}\s*(?:=|!=|,)\s*)(['\"]){re.escape(old)}\2")
    for line in survey.lines:
        for one in survey.columns:
            text = line.cells.get(one.id, "")
            if "${" in text and (now := pattern.sub(rf"\g<1>\g<2>{name}\g<2>", text)) != text:
                from core.forms.authoring.book import with_cell

                book = book.with_sheet(
                    book.survey.with_line(with_cell(book.survey.line(line.id), one.id, now))
                )
    return book

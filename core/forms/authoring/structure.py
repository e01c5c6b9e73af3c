"""Sections, questions and repeats: added, moved, copied and taken away, with all that is inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.forms.authoring.book import Book, Line
from core.forms.authoring.columns import column, text_of, with_column, with_text
from core.forms.authoring.kinds import CHOOSING, Kind, written
from core.forms.authoring.names import list_names, names_of, slug, unique, uses_of
from core.forms.authoring.outline import Item, item_of, outline, siblings_of, walk
from core.forms.authoring.texts import languages


def add_question(
    book: Book,
    *,
    kind: str,
    labels: Mapping[str | None, str],
    after: int | None = None,
    inside: int | None = None,
    list_name: str = "",
    name: str = "",
) -> tuple[Book, int]:
    """Adds a question and gives its line.

    `after`: the line of the item it follows; else it is the last of the section `inside`, or of
    the whole. A choosing kind without a list gets a new one with two choices.
    """
    label = next((text for text in labels.values() if text), "")
    name = unique(name or slug(label), names_of(book))
    if kind in CHOOSING and not list_name:
        from core.forms.authoring.choices import new_list

        book, list_name = new_list(book, name=name)
    book, line = _insert(book, _place(book, after=after, inside=inside), count=1)
    book = with_text(book, "survey", line, "type", written(kind, list_name=list_name))
    book = with_text(book, "survey", line, "name", name)
    return _with_labels(book, line, labels), line


def add_section(
    book: Book,
    *,
    labels: Mapping[str | None, str],
    after: int | None = None,
    inside: int | None = None,
    repeat: bool = False,
    one_page: bool = False,
    name: str = "",
) -> tuple[Book, int]:
    """Adds a section, or a repeat, and gives its line. `one_page`: its questions on one page."""
    label = next((text for text in labels.values() if text), "")
    name = unique(name or slug(label, otherwise="seccao"), names_of(book))
    word = "repeat" if repeat else "group"
    book, line = _insert(book, _place(book, after=after, inside=inside), count=2)
    end = book.survey.lines[book.survey.index_of(line) + 1].id
    book = with_text(book, "survey", line, "type", f"begin_{word}")
    book = with_text(book, "survey", line, "name", name)
    book = with_text(book, "survey", end, "type", f"end_{word}")
    if one_page:
        book = with_text(book, "survey", line, "appearance", "field-list")
    return _with_labels(book, line, labels), line


def _with_labels(book: Book, line: int, labels: Mapping[str | None, str]) -> Book:
    for language, text in labels.items():
        book = with_text(book, "survey", line, "label", text, language=language)
    return book


def _place(book: Book, *, after: int | None, inside: int | None) -> int:
    """The index at which a new line goes."""
    if after is not None:
        item = item_of(book, after)
        if item is not None:
            return item.last + 1
    if inside is not None:
        item = item_of(book, inside)
        if item is not None and item.holds:
            return item.last if _closed(book, item) else item.last + 1
    return len(book.survey.lines)


def _closed(book: Book, item: Item) -> bool:
    from core.forms.authoring.kinds import kind_of

    return kind_of(text_of(book.survey, book.survey.lines[item.last], "type")).role == "end"


def _insert(book: Book, index: int, *, count: int) -> tuple[Book, int]:
    """Empty lines at an index; gives the id of the first."""
    for key in ("type", "name"):
        book = with_column(book, "survey", key)
    first = book.next_id
    made = tuple(Line(first + number) for number in range(count))
    lines = (*book.survey.lines[:index], *made, *book.survey.lines[index:])
    changed = book.with_sheet(book.survey.with_lines(lines))
    return replace(changed, next_id=first + count), first


def remove(book: Book, line_id: int) -> Book:
    """Takes an item away, with all that is inside it."""
    item = item_of(book, line_id)
    if item is None:
        return book
    lines = book.survey.lines
    return book.with_sheet(book.survey.with_lines((*lines[: item.first], *lines[item.last + 1 :])))


def used_elsewhere(book: Book, line_id: int) -> tuple[int, ...]:
    """The lines that stay behind with a reference to something inside this item."""
    item = item_of(book, line_id)
    if item is None:
        return ()
    inside = {book.survey.lines[at].id for at in range(item.first, item.last + 1)}
    found = [
        use
        for one in walk((item,))
        if one.name
        for use in uses_of(book, one.name)
        if use not in inside
    ]
    return tuple(dict.fromkeys(found))


def duplicate(book: Book, line_id: int) -> tuple[Book, int]:
    """A copy of an item after it, with names of its own; references inside the copy follow."""
    from core.forms.authoring.names import rename

    item = item_of(book, line_id)
    if item is None:
        return book, line_id
    lines = book.survey.lines
    copies = tuple(
        replace(line, id=book.next_id + number)
        for number, line in enumerate(lines[item.first : item.last + 1])
    )
    taken = names_of(book)
    named = column(book.survey, "name")
    swaps: dict[str, str] = {}
    for one in walk((item,)):
        if one.name and named is not None:
            swaps[one.name] = unique(one.name, taken)
            taken.add(swaps[one.name])
    alone = replace(book, survey=book.survey.with_lines(copies))
    for one in tuple(walk(outline(alone))):
        if one.name in swaps:
            alone = replace(
                rename(replace(alone, choices=book.choices), one.line, swaps[one.name]),
                choices=book.choices,
                entities=book.entities,
                settings=book.settings,
            )
    after = item.last + 1
    whole = (*lines[:after], *alone.survey.lines, *lines[after:])
    changed = book.with_sheet(book.survey.with_lines(whole))
    return replace(changed, next_id=book.next_id + len(copies)), copies[0].id


def move(book: Book, line_id: int, *, after: int | None = None, inside: int | None = None) -> Book:
    """Puts an item after another one, or first in a section (`inside`), or first of all."""
    item = item_of(book, line_id)
    target = item_of(book, after) if after is not None else None
    into = item_of(book, inside) if inside is not None else None
    if item is None or any(
        one is not None and item.first <= one.first <= item.last for one in (target, into)
    ):
        return book
    at = 0
    if target is not None:
        at = target.last + 1
    elif into is not None:
        at = into.first + 1
    lines = book.survey.lines
    moved = lines[item.first : item.last + 1]
    rest = (*lines[: item.first], *lines[item.last + 1 :])
    if at > item.first:
        at -= len(moved)
    return book.with_sheet(book.survey.with_lines((*rest[:at], *moved, *rest[at:])))


def step(book: Book, line_id: int, *, by: int) -> Book:
    """Moves an item one place up (-1) or down (1): past its neighbour, into or out of sections."""
    item = item_of(book, line_id)
    if item is None:
        return book
    beside = siblings_of(book, item)
    at = next(number for number, one in enumerate(beside) if one.line == line_id)
    there = at + by
    parent = item_of(book, item.parent) if item.parent is not None else None
    if 0 <= there < len(beside):
        other = beside[there]
        if other.holds:
            return _into(book, line_id, other, by=by)
        if by > 0:
            return move(book, line_id, after=other.line)
        return _before(book, line_id, beside, there, parent)
    if parent is None:
        return book
    if by > 0:
        return move(book, line_id, after=parent.line)
    above = siblings_of(book, parent)
    place = next(number for number, one in enumerate(above) if one.line == parent.line)
    grand = item_of(book, parent.parent) if parent.parent is not None else None
    return _before(book, line_id, above, place, grand)


def _into(book: Book, line_id: int, other: Item, *, by: int) -> Book:
    item = item_of(book, line_id)
    assert item is not None
    if item.holds:  # sections pass each other as wholes
        if by > 0:
            return move(book, line_id, after=other.line)
        beside = siblings_of(book, item)
        place = next(number for number, one in enumerate(beside) if one.line == other.line)
        parent = item_of(book, item.parent) if item.parent is not None else None
        return _before(book, line_id, beside, place, parent)
    if by > 0:
        return move(book, line_id, inside=other.line)
    if other.children:
        return move(book, line_id, after=other.children[-1].line)
    return move(book, line_id, inside=other.line)


def _before(
    book: Book, line_id: int, beside: tuple[Item, ...], place: int, parent: Item | None
) -> Book:
    if place > 0:
        return move(book, line_id, after=beside[place - 1].line)
    return move(book, line_id, inside=parent.line if parent is not None else None)


def change_kind(book: Book, line_id: int, *, kind: str) -> Book:
    """Make a question one of another kind. A choosing one keeps its list, or gets a new one."""
    from core.forms.authoring.kinds import kind_of

    now: Kind = kind_of(text_of(book.survey, book.survey.line(line_id), "type"))
    listed = now.list_name
    if kind in CHOOSING and listed not in list_names(book):
        from core.forms.authoring.choices import new_list

        name = text_of(book.survey, book.survey.line(line_id), "name")
        book, listed = new_list(book, name=name or "lista")
    other = now.other and kind in ("select_one", "select_multiple")
    return with_text(book, "survey", line_id, "type", written(kind, list_name=listed, other=other))


def with_list(book: Book, line_id: int, *, list_name: str, other: bool) -> Book:
    """Let a question choose from another list, with or without an own "other"."""
    from core.forms.authoring.kinds import kind_of

    now = kind_of(text_of(book.survey, book.survey.line(line_id), "type"))
    return with_text(
        book, "survey", line_id, "type", written(now.name, list_name=list_name, other=other)
    )


def empty_labels(book: Book, label: str) -> dict[str | None, str]:
    """A label for the first language of a book."""
    return {languages(book)[0]: label}
